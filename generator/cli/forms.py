"""``zhiyin forms``: the official forms, and the fields of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import ChineseCommand, json_option, project_option
from generator.cli.screen import Screen
from generator.diagnostics import ZhiyinError

if TYPE_CHECKING:
    from generator.loading.forms import Forms
    from generator.model.form import Answer, Form

_HELP = """列出各条参与路径的官方表格：代号、名称、接收单位、依据、版本、可信程度。写出代号则列出它的栏目。

\b
示例：
  zhiyin forms
  zhiyin forms recommended-proposal
  zhiyin forms --json
"""
_REQUIRED = {"always": "必填", "conditional": "视情况", "optional": ""}
_TYPES = {
    "text": "文字",
    "long": "长文",
    "single": "单选",
    "multi": "多选",
    "date": "日期",
    "bool": "是否",
    "file": "附件",
    "sign": "签字",
    "photo": "照片",
}


@click.command(cls=ChineseCommand, help=_HELP)
@click.argument("name", required=False, default="", metavar="[代号]")
@project_option
@json_option
def forms(name: str, project: Path | None, as_json: bool) -> int:
    """List the forms, or one form's fields."""
    from generator.build.choosing import refuse_unknown  # noqa: PLC0415 — help must not wait for the models
    from generator.build.project import find_project  # noqa: PLC0415
    from generator.loading.forms import load_forms  # noqa: PLC0415

    screen = Screen(as_json=as_json)
    try:
        known = load_forms(find_project(project, Path.cwd()))
        refuse_unknown(known, (), (name,) if name else ())
    except ZhiyinError as error:
        return screen.failed(error)
    if name:
        _one(screen, known[name], known)
    else:
        _all(screen, known)
    return 0


def _all(screen: Screen, known: Forms) -> None:
    for path in known.book.paths:
        screen.say(f"{path.name}（{path.id}）")
        for form in known.of_path(path.id):
            screen.say(f"  {form.id}　{form.title}　报送：{known.book.receiver(form.receiver).name}")
            rules = "；".join(rule.text for rule in form.rules)
            screen.say(f"      依据：{rules}　版本：{form.version}　可信程度：{form.confidence}")
    screen.data([_data(form, known) for form in known])


def _one(screen: Screen, form: Form, known: Forms) -> None:
    screen.say(f"{form.title}（{form.id}）　{form.version}　可信程度：{form.confidence}")
    screen.say(f"报送：{known.book.receiver(form.receiver).name}　渠道：{form.channel}")
    screen.say(f"地位：{form.standing}")
    screen.say(f"依据：{'；'.join(rule.text for rule in form.rules)}")
    for answer in form.answers():
        screen.say(f"  {answer.number:>3} {answer.label}　" + "　".join(part for part in _said(answer) if part))
    if told := _told(form):
        screen.say(f"  {'正文' if form.layout == 'letter' else '另'}取自 {'、'.join(told)}")
    screen.data({**_data(form, known), "fields": [answer.model_dump(mode="json") for answer in form.answers()]})


def _told(form: Form) -> list[str]:
    """What the form's own sentences and sections are made of, beside its answers."""
    from generator.loading.form_sources import form_reads  # noqa: PLC0415

    answers = {getattr(answer, name, None) for answer in form.answers() for name in ("source", "otherwise", "expr")}
    return [path for path in dict.fromkeys(path for _, path in form_reads(form)) if path not in answers]


def _said(answer: Answer) -> Iterator[str]:
    """What is known of an answer: its kind, when it is due, its options or columns, hint and source."""
    yield _TYPES.get(getattr(answer, "type", ""), "表格")
    yield _REQUIRED[answer.required] + (f"（{answer.condition}）" if answer.condition else "")
    if options := getattr(answer, "options", ()):
        yield "选项：" + "／".join(option.label for option in options)
    if listed := getattr(answer, "options_from", None):
        yield f"选项取自内容库 {listed}"
    if columns := getattr(answer, "columns", ()):
        yield "各栏：" + "／".join(column.label for column in columns)
    yield answer.hint
    source = getattr(answer, "source", None) or getattr(answer, "expr", None)
    yield f"取自 {source}" if source else "一律留空" if getattr(answer, "prefill", "") == "never" else ""


def _data(form: Form, known: Forms) -> dict[str, Any]:
    kept = form.model_dump(
        mode="json", include={"id", "title", "path", "undertaking", "version", "as_of", "confidence"}
    )
    return {**kept, "receiver": known.book.receiver(form.receiver).name, "rules": [rule.text for rule in form.rules]}
