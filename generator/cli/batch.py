"""``zhiyin batch``: drafts for a whole list of companies, only what is out of date."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import ChineseCommand, format_option, json_option, out_option, project_option
from generator.cli.screen import Screen
from generator.diagnostics import ZhiyinError

if TYPE_CHECKING:
    from generator.build.batch import BatchReport

_HELP = """按名单成批生成草稿：名单是 Excel 工作簿、CSV 文件，或者企业资料文件夹的上级文件夹。

只重新生成受影响的文件：资料、表格、模板、地址改了哪里，只改印有那一处的文件；名单中去掉的企业，其文件随之移除。
可以随时中断（Ctrl+C）、断电、强行结束，再次运行接着做。有误的企业单独列出，不影响其他企业。

\b
示例：
  zhiyin company template --out 名单.xlsx         先取得样表，填好
  zhiyin batch 名单.xlsx --out 草稿               成批生成
  zhiyin batch 名单.xlsx --out 草稿 --explain     说明每份文件为什么重新生成
  zhiyin batch 企业资料 --form participation-application --format docx
"""


@click.command(cls=ChineseCommand, help=_HELP)
@click.argument("source", type=click.Path(path_type=Path), metavar="名单")
@click.option(
    "--path", "paths", multiple=True, metavar="路径", help="只办这条参与路径，可重复；zhiyin forms 列出全部。"
)
@click.option("--form", "forms", multiple=True, metavar="表格", help="只生成这张表格，可重复。")
@format_option
@out_option
@click.option("--jobs", type=click.IntRange(1, 256), metavar="数", help="同时工作的进程数；默认为处理器的核数。")
@click.option("--scheduler", metavar="地址", help="交给 dask.distributed 集群的调度器，例如 tcp://10.0.0.1:8786。")
@click.option("--explain", is_flag=True, help="逐份说明为什么重新生成。")
@click.option("--force", is_flag=True, help="资料有误也生成，草稿上注明未通过核对。")
@project_option
@json_option
def batch(
    source: Path,
    paths: tuple[str, ...],
    forms: tuple[str, ...],
    formats: tuple[str, ...],
    out: Path | None,
    jobs: int | None,
    scheduler: str | None,
    explain: bool,
    force: bool,
    project: Path | None,
    as_json: bool,
) -> int:
    """Bring all drafts up to date and report."""
    from generator.build.batch_work import Order  # noqa: PLC0415 — help must not wait for the writers
    from generator.build.clerk import work_off  # noqa: PLC0415
    from generator.build.project import find_project  # noqa: PLC0415

    screen = Screen(as_json=as_json)
    target = out if out is not None else Path.cwd() / "output"
    bar = Bar(screen)
    try:
        home = find_project(project, Path.cwd()).resolve()
        order = Order(home, target, paths, forms, formats, force)
        report, written = work_off(source, order, jobs or os.cpu_count() or 1, scheduler, bar.show, screen.stage)
    except ZhiyinError as error:
        return screen.failed(error)
    except KeyboardInterrupt:
        screen.done()
        click.echo("已中断：已完成的保留，再次运行同一条命令接着做。", err=True)
        return 130
    screen.done()
    _say(screen, report, written, explain)
    return 1 if report.failed or any(item.severity.name == "ERROR" for item in report.problems) else 0


def _say(screen: Screen, report: BatchReport, written: list[Path], explain: bool) -> None:
    from generator.build.batch_report import why  # noqa: PLC0415

    screen.diagnostics(report.problems)
    for key, found in report.failures:
        screen.diagnostics(found)
        name = next((company.name for company in report.companies if company.key == key), key)
        screen.say(f"没有生成：{name}")
    for company in report.companies if explain else ():
        for document, reasons in company.reasons.items():
            screen.say(f"{document}：{why(reasons)}")
    if report.ignored:
        screen.say(f"没有读入：{'、'.join(report.ignored)}")
    for name in report.clashes:
        screen.say(f"有不止一家企业的文件夹名会是“{name}”，已在各自的名后加上代号。")
    missing = sum(1 for company in report.companies if company.missing)
    rows = (
        ("企业", f"{len(report.companies)} 家"),
        ("生成", f"{report.made} 份"),
        ("未变", f"{report.unchanged} 份"),
        ("移除", f"{report.removed} 个文件"),
        ("有待填项", f"{missing} 家"),
        ("失败", f"{report.failed} 家"),
        ("用时", f"{report.seconds:.1f} 秒"),
    )
    screen.say("　".join(f"{label} {value}" for label, value in rows))
    for path in written:
        screen.say(f"见 {path}")
    screen.data(
        {
            "ok": not report.failed,
            "companies": len(report.companies),
            "made": report.made,
            "unchanged": report.unchanged,
            "removed": report.removed,
            "failed": report.failed,
            "seconds": round(report.seconds, 3),
            "reasons": {n: r for c in report.companies for n, r in c.reasons.items()} if explain else {},
            "files": [str(path) for path in written],
        }
    )


class Bar:
    """One line on a terminal: companies done, rate, time left, failures; a line now and then elsewhere."""

    EVERY = 10.0
    """Seconds between lines where there is no terminal."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.begun = self.told = time.monotonic()

    def show(self, done: int, count: int, failed: int) -> None:
        """Tell how far the run is."""
        now = time.monotonic()
        rate = done / max(now - self.begun, 1e-6)
        left = (count - done) / rate if rate else 0.0
        text = f"{done}/{count} 家，{rate:.1f} 家/秒，还要 {_duration(left)}" + (
            f"，失败 {failed} 家" if failed else ""
        )
        if self.screen.live:
            filled = 24 * done // max(count, 1)
            click.echo(f"\r\x1b[2K{'█' * filled}{'░' * (24 - filled)} {text}", nl=False, err=True)
        elif not self.screen.as_json and now - self.told >= self.EVERY:
            self.told = now
            click.echo(text, file=sys.stderr)


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} 秒"
    return f"{seconds / 60:.0f} 分" if seconds < 3600 else f"{seconds / 3600:.1f} 小时"
