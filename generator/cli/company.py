"""``zhiyin company new``: a company's data, asked for question by question."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.asking import BACK, ask_all
from generator.cli.chinese import ChineseGroup
from generator.cli.options import ChineseCommand, project_option
from generator.cli.screen import Screen
from generator.diagnostics import Severity, ZhiyinError, failure

if TYPE_CHECKING:
    from generator.build.answers import Answers
    from generator.loading.forms import Forms

_GROUP_HELP = """企业资料：一个文件夹，内有 company.yaml 和每个事项一个文件。

\b
示例：
  zhiyin company new 我的公司 --path recommended
  zhiyin company template --path participation
"""
_TEMPLATE_HELP = """写出企业资料的 Excel 样表：每类资料一张工作表，有提示、下拉选项和示例行。

填好后用 zhiyin batch 成批生成。

\b
示例：
  zhiyin company template                              全部工作表
  zhiyin company template --path participation         只要参编用得到的
  zhiyin company template --path member --out 委员.xlsx
"""
_NEW_HELP = """逐项提问，当场核对，写成企业资料。只问所选路径的表格要用的内容；每答一项就保存，可随时中断（Ctrl+C），
再次运行接着问没有答的。直接回车跳过一项，输入“<”回到上一项；长文可整段贴入（一行不超过1300字），或用“\\n”换段，
也可以先跳过，以后在文件中写。

\b
示例：
  zhiyin company new 我的公司                     先选参与路径
  zhiyin company new 我的公司 --path participation
  zhiyin company new 我的公司 --path recommended --another
"""


@click.command("new", cls=ChineseCommand, help=_NEW_HELP)
@click.argument("name", metavar="企业")
@click.option("--path", "path", default="", metavar="路径", help="参与路径的代号；不写则列出来选。")
@click.option("--another", is_flag=True, help="同类事项已有一个时，另建一个。")
@project_option
def new(name: str, path: str, another: bool, project: Path | None) -> int:
    """Ask, check, save."""
    from generator.build.answers import company_folder, open_answers  # noqa: PLC0415
    from generator.build.project import find_project  # noqa: PLC0415
    from generator.build.questions import questions  # noqa: PLC0415
    from generator.loading.forms import load_forms  # noqa: PLC0415

    screen = Screen()
    try:
        forms = load_forms(find_project(project, Path.cwd()))
        chosen = _path(forms, path)
        folder, kind = company_folder(Path.cwd(), name), forms.book.path(chosen).undertakings[0]
        answers = open_answers(folder, kind, another=another, words=forms.words)
        asked = questions(forms, chosen)
    except ZhiyinError as error:
        return screen.failed(error)
    left = [question for question in asked if not answers.has(question)]
    screen.say(
        f"资料在 {answers.folder}；共 {len(asked)} 项，还有 {len(left)} 项，用不到的不问。"
        f"回车跳过，输入 {BACK} 回到上一项，Ctrl+C 中断。"
    )
    try:
        ask_all(left, answers)
    except click.Abort:
        click.echo()
        screen.complain("已中断。答过的都已保存，再次运行同一命令接着问。")
        return 130
    answers.begin()
    _look_over(screen, answers, forms)
    named = f'"{answers.folder.name}"' if " " in answers.folder.name else answers.folder.name
    screen.say(f"已保存；要改答过的内容，改 {answers.folder.name} 中的文件。用 zhiyin draft {named} 生成草稿。")
    return 0


def _look_over(screen: Screen, answers: Answers, forms: Forms) -> None:
    """Say what answers that are right one by one get wrong together."""
    from generator.loading.company import load_company  # noqa: PLC0415
    from generator.rules.company import check_company  # noqa: PLC0415

    try:
        bundle = load_company(answers.folder, answers.folder.parent, forms.words)
        found = check_company(bundle, forms.of_undertaking(answers.kind), today=date.today())
    except ZhiyinError as error:
        found = list(error.diagnostics)
    found = [item for item in found if item.severity is not Severity.HINT]
    if found:
        screen.say("答案合起来看，还有这些要核对：")
        screen.diagnostics(found)


@click.command("template", cls=ChineseCommand, help=_TEMPLATE_HELP)
@click.option("--path", "paths", multiple=True, metavar="路径", help="只要这条参与路径用得到的表和栏，可重复。")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("企业资料.xlsx"),
    metavar="文件",
    help="写到哪里；默认为当前文件夹下的“企业资料.xlsx”。",
)
@project_option
def template(paths: tuple[str, ...], out: Path, project: Path | None) -> int:
    """Write the workbook that ``zhiyin batch`` reads."""
    from generator.build.files import write_all  # noqa: PLC0415
    from generator.build.project import find_project  # noqa: PLC0415
    from generator.build.workbook import company_template  # noqa: PLC0415

    screen = Screen()
    try:
        if out.suffix.lower() != ".xlsx":
            raise failure("XL-020", f"“{out.name}”不是 .xlsx 文件名", hint="例如 --out 企业资料.xlsx")
        data = company_template(find_project(project, Path.cwd()), paths)
        write_all(out.parent, {out.name: data})
    except ZhiyinError as error:
        return screen.failed(error)
    screen.say(f"已写出 {out}。填好后运行：zhiyin batch {out.name}")
    return 0


company = ChineseGroup(
    "company",
    help=_GROUP_HELP,
    loaders={
        "new": ("逐项提问，当场核对，写成企业资料。", lambda: new),
        "template": ("写出企业资料的 Excel 样表，供 zhiyin batch 读入。", lambda: template),
    },
)


def _path(forms: Forms, named: str) -> str:
    """The path's id; asked for when it was not named."""
    from generator.build.choosing import refuse_unknown  # noqa: PLC0415

    known = [path.id for path in forms.book.paths]
    if not named:
        for at, path in enumerate(forms.book.paths, 1):
            click.echo(f"  {at}. {path.name}（{path.id}）")
        while True:
            typed = str(click.prompt("走哪条参与路径（序号）", prompt_suffix="：")).strip()
            if typed in known:
                return typed
            if typed.isdecimal() and 1 <= int(typed) <= len(known):
                return known[int(typed) - 1]
            click.echo(f"    写1至{len(known)}的序号。")
    refuse_unknown(forms, (named,), ())
    return named
