"""What ``zhiyin batch`` shows: a progress bar, a table of the companies, the reasons, data for scripts."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.build.batch_report import why
from generator.cli.screen import Screen, cut, diagnostic_data, near
from generator.diagnostics import Severity
from generator.display import width

if TYPE_CHECKING:
    from generator.build.batch_told import BatchReport, CompanyReport

SHOWN = 20
"""Companies that the screen shows, those that failed first; the report has all."""
WIDEST = 36
"""Widest name in the table, in columns of the terminal."""
HEADS = ("企业", "生成", "未变", "待填", "待核", "移除", "结果")


def say(screen: Screen, report: BatchReport, written: Sequence[Path], explain: bool) -> None:
    """All that a run has to tell."""
    screen.diagnostics(report.problems)
    names = {company.key: company.name for company in report.companies}
    for key, found in report.failures[:SHOWN]:
        screen.complain(f"没有生成：{one_line(names[key])}")
        screen.diagnostics(found)
    for line in _explained(report) if explain else ():
        screen.say(line)
    if report.ignored:
        screen.say(f"没有读入：{'、'.join(report.ignored)}")
    for name in report.clashes:
        screen.say(f"有不止一家企业的文件夹名会是“{one_line(name)}”，已在各自的名后加上代号。")
    for name in report.aside:
        screen.say(f"有人改动过，已另存：{name}")
    for name in report.kept:
        screen.say(f"有人改动过，没有移除：{name}")
    for line in aligned([HEADS, *_rows(report)]):
        screen.say(line)
    screen.say(f"用时 {report.seconds:.1f} 秒。")
    for path in written:
        screen.say(f"见 {near(path)}")
    screen.data(_told(report, written, explain))


def _explained(report: BatchReport) -> Iterator[str]:
    for company in (*report.companies, *report.departed):
        for document, reasons in company.reasons.items():
            yield f"生成 {document}：{why(reasons)}"
        for file, reason in company.gone.items():
            yield f"移除 {file}：{reason}"


def _rows(report: BatchReport) -> Iterator[Sequence[str]]:
    """The companies that failed, then those that were worked on; at the end the sums over all."""
    every = [*report.companies, *report.departed]
    touched = [item for item in every if item.failed] + [
        item for item in every if not item.failed and (item.made or item.gone)
    ]
    for company in touched[:SHOWN]:
        yield _short(company.name), *_counts([company]), _outcome(company, report)
    if len(touched) > SHOWN:
        yield f"……另 {len(touched) - SHOWN} 家", *_counts(touched[SHOWN:]), "见报告"
    failed = f"失败 {report.failed} 家" if report.failed else "没有失败"
    yield f"共 {len(report.companies)} 家", *_counts(every), failed


def _outcome(company: CompanyReport, report: BatchReport) -> str:
    if company.failed:
        return "失败"
    return "已不在名单" if company in report.departed else "完成"


def _counts(companies: Sequence[CompanyReport]) -> Iterator[str]:
    yield str(sum(item.made for item in companies))
    yield str(sum(item.unchanged for item in companies))
    yield str(sum(len(item.missing) for item in companies))
    yield str(sum(item.doubtful for item in companies))
    yield str(sum(len(item.gone) for item in companies))


def one_line(name: str) -> str:
    """A name as it stands in a line: where its cell broke it over lines, with a space."""
    return " ".join(name.split())


def _short(name: str) -> str:
    name = one_line(name)
    return name if width(name) <= WIDEST else f"{cut(name, WIDEST - width('…'))}…"


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows as lines whose columns stand below each other; numbers to the right, the first and the last to the left.

    Chinese characters are two columns wide.
    """
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    last = len(widths) - 1
    for row in rows:
        cells = [
            cell + " " * (wide - width(cell)) if at in (0, last) else " " * (wide - width(cell)) + cell
            for at, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _told(report: BatchReport, written: Sequence[Path], explain: bool) -> dict[str, Any]:
    every = (*report.companies, *report.departed)
    told: dict[str, Any] = {name: getattr(report, name) for name in ("made", "unchanged", "removed", "failed")}
    names = {company.key: company.name for company in report.companies}
    return {
        "ok": succeeded(report),
        "companies": len(report.companies),
        **told,
        "seconds": round(report.seconds, 3),
        "reasons": {name: why for item in every for name, why in item.reasons.items()} if explain else {},
        "gone": {name: why for item in every for name, why in item.gone.items()} if explain else {},
        "diagnostics": [
            *({"company": None, **diagnostic_data(item)} for item in report.problems),
            *({"company": names[key], **diagnostic_data(item)} for key, found in report.failures for item in found),
        ],
        "files": [str(path) for path in written],
    }


def succeeded(report: BatchReport) -> bool:
    """Whether nothing failed."""
    return not report.failed and not any(item.severity is Severity.ERROR for item in report.problems)


class Bar:
    """One line on a terminal: companies done, rate, time left, failures; a line now and then elsewhere."""

    EVERY = 10.0
    """Seconds between lines where there is no terminal."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.begun = self.told = time.monotonic()

    def show(self, done: int, count: int, failed: int) -> None:
        """Tell how far the run is; the first call, with nothing done, starts the clock."""
        now = time.monotonic()
        if not done:
            self.begun = now
        rate = done / max(now - self.begun, 1e-6)
        left = f"，{rate:.1f} 家/秒，还要 {duration((count - done) / rate)}" if done else ""
        text = f"{done}/{count} 家{left}" + (f"，失败 {failed} 家" if failed else "")
        if self.screen.live:
            click.echo(f"\r\x1b[2K{_bar(done, count, text)}", nl=False, err=True)
        elif not self.screen.as_json and now - self.told >= self.EVERY:
            self.told = now
            click.echo(text, file=sys.stderr)


def _bar(done: int, count: int, text: str) -> str:
    """The line with a bar before it, as long as the terminal has room: one that is broken could not be wiped."""
    room = shutil.get_terminal_size().columns - 1
    for long in range(24, 5, -1):  # blocks are two columns wide in some Chinese terminals
        filled = long * done // max(count, 1)
        line = f"{'█' * filled}{'░' * (long - filled)} {text}"
        if width(line) <= room:
            return line
    return cut(text, room)


def duration(seconds: float) -> str:
    """A time for people."""
    if seconds < 60:
        return f"{seconds:.0f} 秒"
    return f"{seconds / 60:.0f} 分" if seconds < 3600 else f"{seconds / 3600:.1f} 小时"
