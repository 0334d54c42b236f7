"""``zhiyin diff``: what changed between two states of the project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import ChineseCommand, format_option, json_option, project_option
from generator.cli.screen import Screen, near
from generator.diagnostics import ZhiyinError

if TYPE_CHECKING:
    from generator.changes.report import Report

_HELP = """比较两个状态，逐项列出增、删、改的事实和表格栏目，以及受影响的章节和表格。

“旧”“新”各是一个项目文件夹、一个已登记的版本（见 zhiyin release），或一个 git 版本（分支、标签、提交号）；
不写“新”时与当前项目比较。写明 --out 时另生成 Word 和 PDF 的修订说明。

\b
示例：
  zhiyin diff 2025-03
  zhiyin diff 2025-03 2026-01 --out output
  zhiyin diff HEAD~1 HEAD --json
"""


@click.command(cls=ChineseCommand, help=_HELP)
@click.argument("old", metavar="旧")
@click.argument("new", required=False, metavar="[新]")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="文件夹",
    help="另在此文件夹生成修订说明；不写则只列出。",
)
@format_option
@project_option
@json_option
def diff(
    old: str, new: str | None, out: Path | None, formats: tuple[str, ...], project: Path | None, as_json: bool
) -> int:
    """List what changed, and write the report when asked; exit code 0 whether or not anything changed."""
    from generator.build.diffing import diff_projects, make_report  # noqa: PLC0415 — help must not wait
    from generator.build.files import write_all  # noqa: PLC0415
    from generator.build.project import find_project  # noqa: PLC0415
    from generator.changes.report import report_data  # noqa: PLC0415

    screen = Screen(as_json=as_json)
    try:
        home = find_project(project, Path.cwd())
        screen.stage("比较")
        report = diff_projects(home, old, new, Path.cwd())
        made = make_report(home, report, formats, screen.stage) if out is not None else []
        paths = write_all(out, {output.name: output.data for output in made}) if out is not None else []
    except ZhiyinError as error:
        return screen.failed(error)
    screen.done()
    _say(screen, report)
    for path, output in zip(paths, made, strict=True):
        screen.say(f"已生成 {near(path)}（{output.pages} 页）")
    screen.data({**report_data(report), "outputs": [str(path) for path in paths]})
    return 0


def _say(screen: Screen, report: Report) -> None:
    from generator.changes.report import readable  # noqa: PLC0415

    screen.diagnostics(report.notes)
    for line in readable(report):
        screen.say(line)
