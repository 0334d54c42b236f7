"""``zhiyin specimen``: every element, rule and face on a few pages."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import ChineseCommand, format_option, json_option, out_option, project_option
from generator.cli.screen import Screen, near, size_text
from generator.diagnostics import ZhiyinError

_HELP = """生成排版样张：每种元素、每条断行规则、每种字体各一例。

改了样式表、字体或模板之后，生成样张看一眼，或与从前的样张比对。

\b
示例：
  zhiyin specimen
  zhiyin specimen --format pdf --out 样张
"""


@click.command(cls=ChineseCommand, help=_HELP)
@format_option
@out_option
@project_option
@json_option
def specimen(formats: tuple[str, ...], out: Path | None, project: Path | None, as_json: bool) -> int:
    """Make the specimen and say what was made."""
    from generator.build.files import write_all  # noqa: PLC0415 — help must not wait for the writers
    from generator.build.project import find_project  # noqa: PLC0415
    from generator.build.specimen import make_specimen  # noqa: PLC0415

    screen = Screen(as_json=as_json)
    folder = out if out is not None else Path.cwd() / "output"
    try:
        outputs = make_specimen(find_project(project, Path.cwd()), formats, screen.stage)
        paths = write_all(folder, {output.name: output.data for output in outputs})
    except ZhiyinError as error:
        return screen.failed(error)
    screen.done()
    for path, output in zip(paths, outputs, strict=True):
        screen.say(f"已生成 {near(path)}（{output.pages} 页，{size_text(len(output.data))}）")
    made = [
        {"path": str(path), "pages": o.pages, "bytes": len(o.data), "sha256": o.sha256}
        for path, o in zip(paths, outputs, strict=True)
    ]
    screen.data({"ok": True, "outputs": made})
    return 0
