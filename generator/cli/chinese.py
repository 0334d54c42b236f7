"""Click speaking Chinese: usage, headings, help option and usage errors."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import click


class _Formatter(click.HelpFormatter):
    """A formatter whose headings end in a full-width colon."""

    def write_heading(self, heading: str) -> None:
        """选项：."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")


class ChineseContext(click.Context):
    """A context that formats help for Chinese readers."""

    formatter_class = _Formatter


def _help_option(command: click.Command, context: click.Context) -> click.Option | None:
    names = command.get_help_option_names(context)
    if not names or not command.add_help_option:
        return None

    def show(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), color=ctx.color)
            ctx.exit()

    return click.Option(
        names, is_flag=True, is_eager=True, expose_value=False, callback=show, help="显示本说明并退出。"
    )


class _Speaking(click.Command):
    context_class = ChineseContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option in Chinese."""
        return _help_option(self, ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """用法 instead of Usage."""
        pieces = [
            {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]…"}.get(p, p)
            for p in self.collect_usage_pieces(ctx)
        ]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """选项 instead of Options."""
        rows = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx)) is not None]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)


class ChineseCommand(_Speaking):
    """A command whose help is Chinese."""


class ChineseGroup(_Speaking, click.Group):
    """A group whose help is Chinese and whose commands are imported when they are called."""

    command_class = ChineseCommand

    def __init__(
        self, *args: Any, loaders: dict[str, tuple[str, Callable[[], click.Command]]] | None = None, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.loaders = loaders or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Commands in the order they were declared."""
        return [*self.loaders, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name in self.loaders:
            return self.loaders[cmd_name][1]()
        return super().get_command(ctx, cmd_name)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, then 命令."""
        _Speaking.format_options(self, ctx, formatter)
        rows = [(name, summary) for name, (summary, _) in self.loaders.items()]
        with formatter.section("命令"):
            formatter.write_dl(rows)


_REASONS = (
    (r"(?:Directory|File|Path) '(.*)' does not exist\.", r"“\1”不存在"),
    (r"(?:Directory|Path) '(.*)' is a file\.", r"“\1”是文件，应为文件夹"),
    (r"(?:File|Path) '(.*)' is a directory\.", r"“\1”是文件夹，应为文件"),
    (r"(?:Directory|File|Path) '(.*)' is not (?:readable|writable)\.", r"没有“\1”的读写权限"),
    (r"'(.*)' is not a valid (?:integer|float)(?: range)?\.", r"“\1”不是数"),
    (r"(.*) is not in the range (.*)\.", r"\1不在允许的范围（\2）内"),
    (r"'(.*)' is not one of (.*)\.", r"没有“\1”，可用 \2"),
)
"""What click says of a value, and the same in Chinese."""


def _reason(message: str) -> str:
    found = (re.fullmatch(said, message) for said, _ in _REASONS)
    return next((match.expand(words) for match, (_, words) in zip(found, _REASONS, strict=True) if match), message)


def _shown(param: click.Parameter | None) -> str:
    """What help calls an argument."""
    return param.human_readable_name.strip("[]") if param else ""


def explain_usage(error: click.ClickException) -> str:
    """What is wrong with a command line, in Chinese."""
    match error:
        case click.NoSuchOption():
            near = "、".join(f"“{name}”" for name in sorted(error.possibilities or ()))
            near = f"是否想写{near}？" if near else ""
            return f"没有选项 {error.option_name}。{near}"
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            return f"缺少参数 {name}。"
        case click.BadParameter():
            name = error.param.opts[0] if isinstance(error.param, click.Option) else _shown(error.param)
            return f"{name} 的值不对：{_reason(error.message)}"
        case click.UsageError() if "requires an argument" in error.message:
            return f"选项 {error.message.split(chr(39))[1]} 后面要写值。"
        case click.UsageError() if error.message.startswith("No such command"):
            return f"没有命令{error.message.removeprefix('No such command').rstrip('.')}。"
        case click.UsageError() if "unexpected extra argument" in error.message:
            return f"多余的参数：{error.message.partition('(')[2].rstrip(')')}"
        case _:
            return error.format_message()
