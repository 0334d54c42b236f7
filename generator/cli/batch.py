"""``zhiyin batch``: drafts for a whole list of companies, only what is out of date."""

from __future__ import annotations

import os
from pathlib import Path

import click

from generator.cli.interrupting import INTERRUPTED, stopping_at_once_when_told_twice
from generator.cli.options import ChineseCommand, format_option, json_option, out_option, project_option
from generator.cli.screen import Screen
from generator.diagnostics import ZhiyinError

_HELP = """按名单成批生成草稿：名单是 Excel 工作簿、CSV 文件，或者企业资料文件夹的上级文件夹。

只重新生成受影响的文件：资料、表格、模板、地址改了哪里，只改印有那一处的文件；名单中去掉的企业，其文件随之移除。
输出文件夹总与这一次的命令相符：换了 --path、--form 或 --format，不再需要的文件也移除（有人改动过的留下）。
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
    from generator.cli.batch_screen import Bar, say, succeeded  # noqa: PLC0415

    screen = Screen(as_json=as_json)
    target = out if out is not None else Path.cwd() / "output"
    try:
        home = find_project(project, Path.cwd()).resolve()
        order = Order(home, target, paths, forms, formats, force)
        with stopping_at_once_when_told_twice():
            report, written = work_off(
                source, order, jobs or os.cpu_count() or 1, scheduler, Bar(screen).show, screen.stage
            )
    except ZhiyinError as error:
        return screen.failed(error)
    except KeyboardInterrupt:
        screen.done()
        click.echo("已中断：已完成的保留，再次运行同一条命令接着做。", err=True)
        return INTERRUPTED
    screen.done()
    say(screen, report, written, explain)
    return 0 if succeeded(report) else 1
