"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.chinese import ChineseCommand

project_option = click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="文件夹",
    help="项目文件夹；默认用当前文件夹（若含 content 和 templates），否则用随软件安装的项目。",
)
json_option = click.option("--json", "as_json", is_flag=True, help="以 JSON 输出结果，供程序读取。")
out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="文件夹",
    help="输出文件夹；默认为当前文件夹下的 output。",
)


class Formats(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A comma-separated choice of output formats."""

    name = "格式"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Known formats in their order; anything else is a usage error."""
        if isinstance(value, tuple):
            return value
        wanted = [part.strip().lower() for part in str(value).replace("，", ",").split(",") if part.strip()]
        unknown = [part for part in wanted if part not in {"docx", "pdf"}]
        if unknown or not wanted:
            self.fail(f"“{value}”，可用 docx、pdf 或 docx,pdf", param, ctx)
        return tuple(part for part in ("docx", "pdf") if part in wanted)


format_option = click.option(
    "--format", "formats", type=Formats(), default="docx,pdf", metavar="格式", help="docx、pdf 或 docx,pdf（默认）。"
)

__all__ = ["ChineseCommand", "Formats", "format_option", "json_option", "out_option", "project_option"]
