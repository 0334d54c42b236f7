"""``zhiyin build``: the guide in Word and PDF."""

from __future__ import annotations

import time
from pathlib import Path

import click

from generator.cli.options import ChineseCommand, format_option, json_option, out_option, project_option
from generator.cli.screen import Screen, size_text
from generator.diagnostics import ZhiyinError

_HELP = """生成指引的 Word 和 PDF，以及样例企业的表格草稿；整份替换输出文件夹中的旧文件；出错时旧文件保持不变。

\b
示例：
  zhiyin build
  zhiyin build --format pdf --out D:\\发布
  zhiyin build --project 我的指引 --json
"""


@click.command(cls=ChineseCommand, help=_HELP)
@format_option
@out_option
@project_option
@json_option
def build(formats: tuple[str, ...], out: Path | None, project: Path | None, as_json: bool) -> int:
    """Make the guide and say what was made."""
    from generator.build.files import write_all  # noqa: PLC0415 — help must not wait for the writers
    from generator.build.guide import make_guide  # noqa: PLC0415
    from generator.build.project import find_project  # noqa: PLC0415
    from generator.build.samples import make_samples  # noqa: PLC0415

    screen = Screen(as_json=as_json)
    start = time.perf_counter()
    folder = out if out is not None else Path.cwd() / "output"
    try:
        home = find_project(project, Path.cwd())
        guide = make_guide(home, formats, screen.stage)
        outputs = [*guide, *make_samples(home, formats, screen.stage)]
        screen.stage("保存")
        paths = write_all(folder, {output.name: output.data for output in outputs})
    except ZhiyinError as error:
        return screen.failed(error)
    screen.done()
    seconds = time.perf_counter() - start
    for path, output in zip(paths, guide, strict=False):
        screen.say(f"已生成 {path}（{output.pages} 页，{size_text(len(output.data))}）")
    if len(outputs) > len(guide):
        screen.say(f"已生成样例企业的表格草稿，在 {paths[-1].parent.parent}")
    screen.say(f"共 {len(outputs)} 个文件，用时 {seconds:.1f} 秒。")
    made = [
        {"path": str(path), "pages": o.pages, "bytes": len(o.data), "sha256": o.sha256}
        for path, o in zip(paths, outputs, strict=True)
    ]
    screen.data({"ok": True, "outputs": made, "seconds": round(seconds, 3)})
    return 0
