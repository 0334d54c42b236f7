"""``zhiyin check`` and ``zhiyin schema``: is the content right, and what may it contain."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.cli.options import ChineseCommand, json_option, project_option
from generator.cli.screen import Screen
from generator.diagnostics import ZhiyinError

_CHECK_HELP = """检查内容、表格和工作簿的定义、模板，一次列出全部问题：文件、行、列、哪里不对、怎样改。

\b
示例：
  zhiyin check
  zhiyin check --project 我的指引 --json
"""

_SCHEMA_HELP = """写出内容文件的 JSON Schema（content/schemas），VS Code 据此补全和校验 YAML。

\b
示例：
  zhiyin schema
  zhiyin schema --check      只比较，不写文件；已过期时退出码为 1
"""


@click.command(cls=ChineseCommand, help=_CHECK_HELP)
@project_option
@json_option
def check(project: Path | None, as_json: bool) -> int:
    """Report every problem that the project has; exit code 1 when one of them is an error."""
    from generator.build.checking import check_project  # noqa: PLC0415
    from generator.build.project import find_project  # noqa: PLC0415

    screen = Screen(as_json=as_json)
    try:
        found = check_project(find_project(project, Path.cwd()), date.today())
    except ZhiyinError as error:
        found = list(error.diagnostics)
    return screen.checked(found)


@click.command(cls=ChineseCommand, help=_SCHEMA_HELP)
@click.option("--check", "only_check", is_flag=True, help="只比较，不写文件。")
@project_option
def schema(only_check: bool, project: Path | None) -> int:
    """Write the schemas, or say which are out of date."""
    from generator.build.checking import stale_schemas, write_schemas  # noqa: PLC0415
    from generator.build.project import find_project  # noqa: PLC0415

    folder = find_project(project, Path.cwd())
    screen = Screen()
    if only_check:
        stale = stale_schemas(folder)
        screen.say("已过期：" + "、".join(stale) if stale else "JSON Schema 都是最新的。")
        return 1 if stale else 0
    for path in write_schemas(folder):
        screen.say(f"已写出 {path}")
    return 0
