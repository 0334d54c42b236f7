"""``zhiyin sources``: where a printed value comes from."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import ChineseCommand, json_option, project_option
from generator.cli.screen import Screen
from generator.diagnostics import ZhiyinError

_HELP = """列出指引中印出的数字、日期、地址、名称出自哪个文件哪一行，以及它依据的来源。

不写“文字”时列出全部；写了就只列出印作它的值，图里的也算。
可以带上单位（34项），也可以只写一部分；日期可写作 2025-02-28。

\b
示例：
  zhiyin sources 17.65%
  zhiyin sources https://std.samr.gov.cn/
"""


@click.command(cls=ChineseCommand, help=_HELP)
@click.argument("text", required=False, default="", metavar="[文字]")
@project_option
@json_option
def sources(text: str, project: Path | None, as_json: bool) -> int:
    """List facts and their origins; exit code 1 when nothing matches."""
    from generator.build.project import find_project  # noqa: PLC0415
    from generator.build.sources import find_facts  # noqa: PLC0415

    screen = Screen(as_json=as_json)
    try:
        found = find_facts(find_project(project, Path.cwd()), text)
    except ZhiyinError as error:
        return screen.failed(error)
    for fact in found:
        screen.say(fact.text)
        for origin in fact.origins:
            screen.say(f"    {origin.source} {origin.path}" + (f"\n        来源：{origin.cite}" if origin.cite else ""))
    if not found:
        screen.say(f"指引中没有印出“{text}”。")
    rows = [
        {"text": f.text, "origins": [{"path": o.path, "at": str(o.source), "cite": o.cite} for o in f.origins]}
        for f in found
    ]
    screen.data({"ok": bool(found), "facts": rows})
    return 0 if found else 1
