"""The command line: thin commands over plain functions; the only room that prints."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
from collections.abc import Callable

import click

from generator import __version__
from generator.cli.chinese import ChineseGroup, explain_usage
from generator.diagnostics import ZhiyinError


def _command(module: str, name: str = "") -> Callable[[], click.Command]:
    """How a command is imported when it is run: by default the one that is called as its module."""

    def load() -> click.Command:
        command: click.Command = getattr(importlib.import_module(f"generator.cli.{module}"), name or module)
        return command

    return load


_COMMANDS = {
    "build": ("生成指引的 Word 和 PDF。", _command("build")),
    "draft": ("按企业资料生成预填的表格草稿和办理清单。", _command("draft")),
    "batch": ("按名单成批生成草稿，只做受影响的。", _command("batch")),
    "status": ("看每张表格填到哪里、缺什么。", _command("draft", "status")),
    "forms": ("列出官方表格，或看一张表格的栏目。", _command("forms")),
    "company": ("建立企业资料，逐项提问并当场核对。", _command("company")),
    "check": ("检查内容文件，一次列出全部问题。", _command("check")),
    "schema": ("写出内容文件的 JSON Schema，供编辑器补全和校验。", _command("check", "schema")),
    "sources": ("查某个数字、日期、地址出自哪个文件哪一行、依据什么来源。", _command("sources")),
    "specimen": ("生成排版样张，每种元素、规则和字体各一例。", _command("specimen")),
    "diff": ("比较两个版本，列出改了什么、影响哪些文件；可生成修订说明。", _command("diff")),
    "release": ("登记一个版本，以后总能逐字节重新生成。", _command("release")),
    "watch": ("保存内容或模板时自动重新生成，并在浏览器中显示。", _command("watch")),
}

_HELP = """指引：从内容文件和模板生成《北京市重点产业企业参与人工智能标准化工作指引》（Word 与 PDF）。

\b
常用：
  zhiyin build                   生成 Word 和 PDF，放在 output 文件夹
  zhiyin build --format pdf      只生成 PDF
  zhiyin check                   改完内容后先检查
  zhiyin company new 我的公司    逐项填写企业资料
  zhiyin draft 我的公司          生成表格草稿和办理清单
  zhiyin batch 名单.xlsx         按名单成批生成草稿
  zhiyin sources 17.65%          查一个数字的出处

\b
命令补全（写入 shell 的启动文件即可）：
  bash        eval "$(_ZHIYIN_COMPLETE=bash_source zhiyin)"
  zsh         eval "$(_ZHIYIN_COMPLETE=zsh_source zhiyin)"
  fish        _ZHIYIN_COMPLETE=fish_source zhiyin | source

退出码：0 完成；1 有内容未通过；2 命令写法有误。
"""

cli = ChineseGroup("zhiyin", help=_HELP, loaders=_COMMANDS, context_settings={"max_content_width": 100})
cli = click.version_option(
    __version__, prog_name="zhiyin", message="指引 %(prog)s %(version)s", help="显示版本并退出。"
)(cli)


def main() -> None:
    """Run the command line; every failure ends in a Chinese message and an exit code, never in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows consoles may not speak UTF-8
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        result = cli.main(prog_name="zhiyin", standalone_mode=False)
    except click.ClickException as error:
        click.echo(f"{explain_usage(error)}\n用 zhiyin --help 查看用法。", err=True)
        sys.exit(2)
    except UnicodeEncodeError:
        click.echo("系统的编码写不出中文文件名。设环境变量 PYTHONUTF8=1 后重试。", err=True)
        sys.exit(1)
    except click.Abort:
        click.echo("已中止。", err=True)
        sys.exit(130)
    except ZhiyinError as error:
        from generator.cli.screen import Screen  # noqa: PLC0415

        sys.exit(Screen().failed(error))
    except OSError as error:
        from generator.diagnostics.system_errors import system_reason  # noqa: PLC0415

        where = f"“{error.filename}”" if error.filename else "屏幕或所转到的文件"
        with contextlib.suppress(OSError):
            click.echo(f"读写{where}时出错：{system_reason(error)}", err=True)
        os._exit(1)  # what could not be written would fail once more at the end
    gc.freeze()  # on its way out, Python would go through every object of a large batch twice more
    sys.exit(result if isinstance(result, int) else 0)
