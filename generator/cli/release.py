"""``zhiyin release``: record an edition, so that it can always be made again."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import ChineseCommand, json_option, project_option
from generator.cli.screen import Screen, near
from generator.diagnostics import ZhiyinError

_HELP = """登记一个版本：把内容、模板、样式表、表格定义连同程序版本和输出文件的 SHA-256 存入 editions 文件夹。

登记之后不论内容怎样改，都能逐字节重新生成这一版，也能用 zhiyin diff 与它比较。已登记的版本不能改写。

\b
示例：
  zhiyin release 2025-03
  zhiyin diff 2025-03
"""


@click.command(cls=ChineseCommand, help=_HELP)
@click.argument("edition", metavar="版本名")
@project_option
@json_option
def release(edition: str, project: Path | None, as_json: bool) -> int:
    """Record the edition and say where."""
    from generator.build.editions import release as record  # noqa: PLC0415 — help must not wait for the writers
    from generator.build.project import find_project  # noqa: PLC0415

    screen = Screen(as_json=as_json)
    try:
        made = record(find_project(project, Path.cwd()), edition, screen.stage)
    except ZhiyinError as error:
        return screen.failed(error)
    screen.done()
    count = len(made.edition.outputs)
    if made.fresh:
        screen.say(
            f"已登记版本“{edition}”，在 {near(made.folder)}\n"
            f"    {len(made.edition.files)} 个原文件，{count} 个输出文件。"
        )
    else:
        screen.say(f"版本“{edition}”已经登记过，内容相同，未作改动。")
    screen.data({"ok": True, "fresh": made.fresh, "folder": str(made.folder), **made.edition.model_dump()})
    return 0
