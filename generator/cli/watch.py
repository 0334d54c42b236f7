"""``zhiyin watch``: make the guide again on saving, and show it in the browser."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import ChineseCommand, format_option, out_option, project_option
from generator.cli.screen import Screen
from generator.diagnostics import ZhiyinError

if TYPE_CHECKING:
    from generator.build.watching import Shown

_HELP = """保存内容、模板或样式表时自动重新生成指引，在浏览器中显示；写错的地方当场指出。按 Ctrl-C 停止。

\b
示例：
  zhiyin watch
  zhiyin watch --no-browser --format pdf
"""


@click.command(cls=ChineseCommand, help=_HELP)
@click.option("--no-browser", is_flag=True, help="不打开浏览器，只重新生成。")
@format_option
@out_option
@project_option
def watch(no_browser: bool, formats: tuple[str, ...], out: Path | None, project: Path | None) -> int:
    """Build, show, and build again until Ctrl-C."""
    from generator.build.project import find_project  # noqa: PLC0415 — help must not wait for the writers
    from generator.build.serving import Preview, PreviewServer  # noqa: PLC0415
    from generator.build.watching import Workbench, follow, saved  # noqa: PLC0415

    screen, preview = Screen(), Preview()

    def publish(shown: Shown) -> None:
        preview.publish(shown)
        _say(screen, shown)

    try:
        home = find_project(project, Path.cwd())
        bench = Workbench(home, out if out is not None else Path.cwd() / "output", formats)
        with PreviewServer(preview) as server:
            screen.say(f"预览：{server.url}　按 Ctrl-C 停止。")
            if not no_browser:
                click.launch(server.url)
            follow(home, saved(home, threading.Event()), lambda: bench.build(publish))
    except ZhiyinError as error:
        return screen.failed(error)
    except KeyboardInterrupt:
        pass
    screen.say("已停止。")
    return 0


def _say(screen: Screen, shown: Shown) -> None:
    if shown.problems:
        screen.diagnostics(shown.problems)
        screen.say(f"有 {len(shown.problems)} 处问题，改正后保存即可。")
    else:
        screen.say(f"已生成（{shown.pages} 页，{shown.seconds:.2f} 秒）")
