"""``zhiyin draft`` and ``zhiyin status``: prefilled drafts for a company, and how far its data goes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.cli.options import ChineseCommand, format_option, json_option, out_option, project_option
from generator.cli.screen import Screen, near
from generator.diagnostics import ZhiyinError

_DRAFT_HELP = """按企业资料生成预填的表格草稿：每个事项一个文件夹，内有草稿、公函和办理清单。

企业资料是一个文件夹：company.yaml 和每个事项一个文件；可写文件夹，也可写 content/companies 下的名字。
资料不全照样生成，缺的地方标出“待填”，并列入办理清单；只有资料会使草稿写出不实内容时才不生成。
以前的草稿在 Word、WPS 或阅读器中改动过的，先另存为“……（改动过）”。

\b
示例：
  zhiyin draft 我的公司
  zhiyin draft 我的公司 --path recommended --format docx
  zhiyin draft 我的公司 --form recommended-proposal
  zhiyin draft 我的公司 --fillable        另生成可在阅读器中填写的 PDF
  zhiyin draft 我的公司 --check           只检查资料
"""

_STATUS_HELP = """看每张表格填到哪里、缺什么，以及先补哪几项最有用。

\b
示例：
  zhiyin status 我的公司
  zhiyin status 我的公司 --json
"""

company_argument = click.argument("company", type=click.Path(path_type=Path), metavar="企业")


@click.command(cls=ChineseCommand, help=_DRAFT_HELP)
@company_argument
@click.option(
    "--path", "paths", multiple=True, metavar="路径", help="只办这条参与路径，可重复；zhiyin forms 列出全部。"
)
@click.option("--form", "forms", multiple=True, metavar="表格", help="只生成这张表格，可重复。")
@format_option
@out_option
@click.option("--fillable", is_flag=True, help="另生成可填写的 PDF：与 PDF 草稿版面相同，各栏可在阅读器中填写。")
@click.option("--check", "only_check", is_flag=True, help="只检查企业资料，不生成草稿。")
@click.option("--force", is_flag=True, help="资料有误也生成，草稿上注明未通过核对。")
@project_option
@json_option
def draft(
    company: Path,
    paths: tuple[str, ...],
    forms: tuple[str, ...],
    formats: tuple[str, ...],
    out: Path | None,
    fillable: bool,
    only_check: bool,
    force: bool,
    project: Path | None,
    as_json: bool,
) -> int:
    """Make the drafts, or only check."""
    from generator.build.desk import check_only, draft_to  # noqa: PLC0415 — help must not wait for the writers
    from generator.build.project import find_company, find_project  # noqa: PLC0415

    screen = Screen(as_json=as_json)
    try:
        folder = find_project(project, Path.cwd())
        home = find_company(folder, company, Path.cwd())
        if only_check:
            return screen.checked(check_only(folder, home, paths, forms, date.today()))
        formats = (*formats, "fillable") if fillable else formats
        target = out if out is not None else Path.cwd() / "output"
        made = draft_to(folder, home, target, paths, forms, formats, screen.stage, date.today(), force)
    except ZhiyinError as error:
        return screen.failed(error)
    screen.done()
    for item in made:
        screen.say(f"{near(item.folder)}\n    {len(item.files)} 个文件，待填 {item.missing} 项，见“00-办理清单”。")
        for name in item.aside:
            screen.say(f"    有人改动过，已另存：{near(target / name)}")
    screen.data({"ok": True, "folders": [item.data() for item in made]})
    return 0


@click.command(cls=ChineseCommand, help=_STATUS_HELP)
@company_argument
@project_option
@json_option
def status(company: Path, project: Path | None, as_json: bool) -> int:
    """Say how far the forms are filled."""
    from generator.build.desk import status_of  # noqa: PLC0415
    from generator.build.project import find_company, find_project  # noqa: PLC0415

    screen = Screen(as_json=as_json)
    try:
        folder = find_project(project, Path.cwd())
        states, wanted = status_of(folder, find_company(folder, company, Path.cwd()))
    except ZhiyinError as error:
        return screen.failed(error)
    heading = ""
    for state in states:
        if state.undertaking != heading:
            heading = state.undertaking
            screen.say(heading)
        lacking = "、".join(item.label for item in state.missing[:6]) + ("……" if len(state.missing) > 6 else "")
        screen.say(f"  {state.filled}/{state.asked}  {state.form.form.short}" + (f"  缺：{lacking}" if lacking else ""))
    if wanted:
        screen.say("先补这几项：")
    for item in wanted[:5]:
        screen.say(f"  {item.label}（{item.file}.yaml 的 {item.path.partition('.')[2]}）：{'、'.join(item.forms)}")
    screen.data(
        {
            "forms": [
                {
                    "undertaking": s.undertaking,
                    "form": s.form.form.id,
                    "filled": s.filled,
                    "asked": s.asked,
                    "missing": [m.key for m in s.missing],
                }
                for s in states
            ],
            "wanted": [{"path": w.path, "file": w.file, "label": w.label, "forms": w.forms} for w in wanted],
        }
    )
    return 0
