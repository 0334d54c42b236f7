"""What the command line shows: progress on a terminal, quiet lines elsewhere, diagnostics, summaries."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from generator.diagnostics import Diagnostic, Severity, ZhiyinError
from generator.display import width

PROBLEMS_SHOWN = 20
"""Problems of one kind that are told of one file; of more only how many there are."""


class Screen:
    """Speaks to people (standard error for progress, standard output for results) or, with ``as_json``, to scripts."""

    def __init__(self, *, as_json: bool = False) -> None:
        self.as_json = as_json
        terminal = sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self.live = terminal and not as_json

    def stage(self, name: str) -> None:
        """Name the stage that begins; only a terminal sees it, on one line that is written over."""
        if self.live:
            room = shutil.get_terminal_size().columns - 5  # a line that wraps could not be written over
            mark = "▸" if os.environ.get("NO_COLOR") else click.style("▸", fg="blue")
            click.echo(f"\r\x1b[2K{mark} {cut(name, room)}…", nl=False, err=True)

    def done(self) -> None:
        """Wipe the progress line."""
        if self.live:
            click.echo("\r\x1b[2K", nl=False, err=True)

    def say(self, text: str) -> None:
        """A line of the result; silent in JSON mode."""
        if not self.as_json:
            click.echo(text)

    def complain(self, text: str) -> None:
        """A line about what went wrong, to standard error; silent in JSON mode."""
        if not self.as_json:
            click.echo(text, err=True)

    def data(self, value: Any) -> None:
        """The result for scripts; silent outside JSON mode."""
        if self.as_json:
            click.echo(json.dumps(value, ensure_ascii=False, indent=2))

    def diagnostics(self, found: Iterable[Diagnostic]) -> None:
        """The problems, to standard error in text mode; in JSON mode callers put all of them into their data."""
        if not self.as_json:
            for line in told(found):
                click.echo(line, err=True)

    def failed(self, error: ZhiyinError) -> int:
        """Say what went wrong, to people or scripts; the exit code of a failure."""
        self.done()
        self.diagnostics(error.diagnostics)
        self.data({"ok": False, "diagnostics": [diagnostic_data(item) for item in error.diagnostics]})
        return 1

    def checked(self, found: Collection[Diagnostic]) -> int:
        """Say what a check has found; its exit code, which is a failure's only where there are errors."""
        self.diagnostics(found)
        self.say(tally(found) if found else "检查通过，没有发现问题。")
        ok = not any(item.severity is Severity.ERROR for item in found)
        self.data({"ok": ok, "diagnostics": [diagnostic_data(item) for item in found]})
        return 0 if ok else 1


def told(found: Iterable[Diagnostic]) -> Iterator[str]:
    """Sorted problems for people: of each kind in each file the first ones, then how many more there are of it."""
    for file, group in groupby(found, key=lambda item: item.source.file if item.source else ""):
        counts: Counter[tuple[Severity, str]] = Counter()
        for item in group:
            counts[item.severity, item.code] += 1
            if counts[item.severity, item.code] <= PROBLEMS_SHOWN:
                yield str(item)
        for (severity, code), count in counts.items():
            if count > PROBLEMS_SHOWN:
                lead = f"{file} " if file else ""
                yield f"{lead}{severity.value} {code} 另有 {count - PROBLEMS_SHOWN:,} 处同类问题，没有列出"


def diagnostic_data(item: Diagnostic) -> dict[str, Any]:
    """A diagnostic for scripts."""
    source = item.source
    return {
        "code": item.code,
        "severity": item.severity.name.lower(),
        "message": item.message,
        "file": source.file if source else None,
        "line": source.line if source else None,
        "column": source.column if source else None,
        "cell": source.cell if source else None,
        "hint": item.hint,
        "citation": item.citation,
    }


def tally(found: Iterable[Diagnostic]) -> str:
    """错误 1 项，警告 2 项."""
    items = list(found)
    counts = [(s.value, sum(1 for item in items if item.severity is s)) for s in Severity]
    return "，".join(f"{name} {n} 项" for name, n in counts if n)


def cut(text: str, room: int) -> str:
    """The beginning of ``text`` that ``room`` columns of a terminal hold."""
    taken = 0
    for end, char in enumerate(text):
        taken += width(char)
        if taken > room:
            return text[:end]
    return text


def near(path: Path) -> Path:
    """A path as people want to read it: from the working folder, where it lies below that."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def size_text(count: int) -> str:
    """A file's size for people: 812 KB."""
    return f"{count / 1024:.0f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"
