"""``zhiyin build``: the guide in Word and PDF, and the sample company's drafts; only what has changed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import ChineseCommand, format_option, json_option, out_option, project_option
from generator.cli.screen import Screen, diagnostic_data, near, size_text
from generator.diagnostics import ZhiyinError

if TYPE_CHECKING:
    from generator.build.regenerate import Kept, Regenerated

_HELP = """生成指引的 Word 和 PDF，以及样例企业的表格草稿；只重新生成受影响的文件，出错时旧文件保持不变。

内容或模板有改动时，同时写出“修订说明”。--edition 按登记的版本重新生成，与登记时逐字节核对。

\b
示例：
  zhiyin build
  zhiyin build --format pdf --out D:\\发布
  zhiyin build --explain               说明每份文件为什么重新生成
  zhiyin build --edition 2025-03 --out 旧版
  zhiyin build --project 我的指引 --json
"""


@click.command(cls=ChineseCommand, help=_HELP)
@format_option
@out_option
@click.option("--edition", metavar="版本", help="按 zhiyin release 登记的版本生成。")
@click.option("--explain", is_flag=True, help="逐份说明为什么重新生成。")
@project_option
@json_option
def build(
    formats: tuple[str, ...], out: Path | None, edition: str | None, explain: bool, project: Path | None, as_json: bool
) -> int:
    """Bring the outputs up to date and say what was made."""
    from generator.build.project import find_project  # noqa: PLC0415 — help must not wait for the writers
    from generator.build.regenerate import regenerate  # noqa: PLC0415

    screen = Screen(as_json=as_json)
    start = time.perf_counter()
    folder = out if out is not None else Path.cwd() / "output"
    try:
        home = find_project(project, Path.cwd())
        if edition is not None:
            return _recorded(screen, home, edition, folder, formats)
        made = regenerate(home, folder, formats, screen.stage)
    except ZhiyinError as error:
        return screen.failed(error)
    screen.done()
    _say(screen, made, explain, time.perf_counter() - start)
    return 1 if made.problems else 0


def _say(screen: Screen, made: Regenerated, explain: bool, seconds: float) -> None:
    for item in (*made.guide, *made.changes):
        screen.say(_line(item))
    if made.others:
        fresh = sum(item.fresh for item in made.others)
        said = f"已生成样例企业的表格草稿 {fresh} 个文件" if fresh else "样例企业的表格草稿未变"
        screen.say(f"{said}，在 {near(made.others[0].path.parent.parent)}")
    for line in _explained(made) if explain else ():
        screen.say(line)
    for name in made.kept:
        screen.say(f"有人改动过，没有移除：{name}")
    if made.problems:
        screen.diagnostics(made.problems)
        screen.complain("样例企业的草稿没有全部生成，原因见上。")
    every = (*made.guide, *made.others, *made.changes)
    removed = f"移除 {len(made.gone)} 个，" if made.gone else ""
    screen.say(f"生成 {made.made} 个文件，未变 {len(every) - made.made} 个，{removed}用时 {seconds:.1f} 秒。")
    screen.data(
        {
            "ok": not made.problems,
            "outputs": [_data(item) for item in every],
            "reasons": made.reasons if explain else {},
            "gone": made.gone if explain else {},
            "diagnostics": [diagnostic_data(item) for item in made.problems],
            "seconds": round(seconds, 3),
        }
    )


def _explained(made: Regenerated) -> Iterator[str]:
    from generator.build.batch_report import why  # noqa: PLC0415

    for name, reasons in made.reasons.items():
        yield f"生成 {name}：{why(reasons)}"
    for name, reason in made.gone.items():
        yield f"移除 {name}：{reason}"


def _line(item: Kept) -> str:
    pages = f"{item.pages} 页，" if item.pages else ""
    return f"{'已生成' if item.fresh else '未变'} {near(item.path)}（{pages}{size_text(item.bytes)}）"


def _data(item: Kept) -> dict[str, object]:
    return {
        "path": str(item.path),
        "pages": item.pages,
        "bytes": item.bytes,
        "sha256": item.sha256,
        "fresh": item.fresh,
    }


def _recorded(screen: Screen, project: Path, name: str, out: Path, formats: tuple[str, ...]) -> int:
    """A recorded edition again, compared with what was recorded."""
    from generator.build.editions import differing, edition_project, other_surroundings, read_edition  # noqa: PLC0415
    from generator.build.files import write_all  # noqa: PLC0415
    from generator.build.guide import make_guide  # noqa: PLC0415
    from generator.build.lock import locked  # noqa: PLC0415
    from generator.build.samples import make_samples  # noqa: PLC0415
    from generator.build.stock import Stock  # noqa: PLC0415

    edition = read_edition(project, name)
    home = edition_project(project, name)
    with locked(out):
        stock = Stock.read(home)
        made = [*make_guide(home, formats, screen.stage, stock), *make_samples(home, formats, screen.stage, stock)]
        paths = write_all(out, {output.name: output.data for output in made})
    screen.done()
    other = differing(edition, made)
    for path, output in zip(paths, made, strict=True):
        if len(Path(output.name).parts) == 1:
            screen.say(f"已生成 {near(path)}（{output.pages} 页，{size_text(len(output.data))}）")
    if other:
        screen.say(f"与登记时不同的文件 {len(other)} 个：{'、'.join(other[:5])}")
        causes = other_surroundings(edition)
        screen.say(f"原因：{'；'.join(causes) or '不明，请核对登记的文件'}")
    else:
        screen.say(f"共 {len(made)} 个文件，与版本“{name}”登记时逐字节相同。")
    screen.data({"ok": not other, "outputs": [str(path) for path in paths], "differing": other})
    return 1 if other else 0
