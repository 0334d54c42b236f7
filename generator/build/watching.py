"""Watching a project: whenever a file that the guide is made from has other words in it, the guide is made again."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator.build.faults import refuse_faults
from generator.build.files import write_all
from generator.build.guide import file_name, guide_tree
from generator.build.making import Prepared, outputs, set_pages, settle
from generator.build.output import Output
from generator.diagnostics import Diagnostic, ZhiyinError, failure
from generator.layout.fonts import FontBook
from generator.loading.content import load_content
from generator.loading.theme import THEME_FILE, load_theme
from generator.model.theme import Theme

if TYPE_CHECKING:
    from watchfiles import Change

GROUPING_MS = 200
"""Saves that follow each other within this time are one."""
QUIET_MS = 20
"""After so long without a further change a group of saves is complete."""
LOOK_MS = 1_000
"""How often files are looked at when the system reports nothing (network drives, changes while building)."""

_TEXTS = ("content/*.yaml", "templates/**/*.j2", THEME_FILE)
_FONTS = "templates/fonts/*.[ot]t[fc]"

Print = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The guide as last made: pages and PDF when it could be, else what is wrong (and no PDF).

    ``version`` counts from 1; ``seconds`` is the time to the finished PDF.
    """

    version: int
    name: str
    pages: int
    seconds: float
    problems: tuple[Diagnostic, ...]
    pdf: bytes | None


def fingerprint(project: Path) -> Print:
    """What the guide is made from, by file: texts by their hash, fonts by size and time."""
    found: dict[str, str] = {}
    for path in (path for pattern in _TEXTS for path in project.glob(pattern)):
        try:
            found[path.relative_to(project).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:  # being replaced this moment: other than before, so looked at again
            found[path.relative_to(project).as_posix()] = ""
    for path in project.glob(_FONTS):
        state = path.stat()
        found[path.relative_to(project).as_posix()] = f"{state.st_size}:{state.st_mtime_ns}"
    return tuple(sorted(found.items()))


def follow(project: Path, events: Iterable[object], build: Callable[[], None]) -> None:
    """Build once, then again at every event after which the inputs are other than at the last build's beginning."""
    last = fingerprint(project)
    build()
    for _ in events:
        now = fingerprint(project)
        if now != last:
            last = now
            build()


class Workbench:
    """Makes the guide again and again; style sheet and fonts stay ready as long as their files do not change."""

    def __init__(self, project: Path, out: Path | None, formats: Sequence[str] = ("docx", "pdf")) -> None:
        self.project, self.out, self.formats = project, out, formats
        self._version = 0
        self._ready: tuple[Print, Theme, FontBook] | None = None

    def build(self, publish: Callable[[Shown], None]) -> None:
        """Make the guide and publish it; then write the wanted files, publishing again only when that fails."""
        self._version += 1
        start = time.perf_counter()
        try:
            made = self._prepare()
            name = file_name(made.document.meta.title)
            pdf = outputs(made, name, ("pdf",))[0]
        except ZhiyinError as error:
            publish(Shown(self._version, "", 0, time.perf_counter() - start, error.diagnostics, None))
            return
        if self._version == 1:
            settle()
        shown = Shown(self._version, name, pdf.pages, time.perf_counter() - start, (), pdf.data)
        publish(shown)
        try:
            self._save(made, pdf)
        except ZhiyinError as error:
            self._version += 1
            publish(Shown(self._version, name, pdf.pages, shown.seconds, error.diagnostics, pdf.data))

    def _prepare(self) -> Prepared:
        theme, fonts = self._setting()
        content = load_content(self.project)
        refuse_faults(content, fonts, date.today())
        return set_pages(guide_tree(self.project, content), theme, fonts)

    def _setting(self) -> tuple[Theme, FontBook]:
        wanted = ("templates/fonts/", THEME_FILE)
        state = tuple(item for item in fingerprint(self.project) if item[0].startswith(wanted))
        if self._ready is None or self._ready[0] != state:
            theme = load_theme(self.project)
            self._ready = (state, theme, FontBook.load(theme, self.project / "templates"))
        return self._ready[1], self._ready[2]

    def _save(self, made: Prepared, pdf: Output) -> None:
        if self.out is None:
            return
        name = file_name(made.document.meta.title)
        files = [pdf if wanted == "pdf" else outputs(made, name, (wanted,))[0] for wanted in self.formats]
        write_all(self.out, {file.name: file.data for file in files})


def saved(project: Path, stop: threading.Event) -> Iterator[set[tuple[Change, str]]]:
    """The files of every group of saves in the project, none when a second passed without; ends when ``stop`` is set.

    Raises ZhiyinError when watchfiles is not installed, KeyboardInterrupt at Ctrl-C.
    """
    try:
        from watchfiles import watch  # noqa: PLC0415 — only who watches needs it
    except ImportError:
        raise failure("WCH-001", "没有安装 watchfiles，不能自动重新生成", hint="pip install watchfiles") from None
    yield from watch(
        project / "content",
        project / "templates",
        debounce=GROUPING_MS,
        step=QUIET_MS,
        rust_timeout=LOOK_MS,
        yield_on_timeout=True,
        stop_event=stop,
        raise_interrupt=True,
    )
