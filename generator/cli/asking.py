"""Questions on the terminal: one checked answer after another, back and forth, saved as they come."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from generator.build.answers import Answers
    from generator.build.questions import Question

BACK = "<"
"""What is typed to come back to the question before."""
_LONGEST = 4000
"""Bytes of one line that every terminal hands over; a longer one may have lost its end."""
_SHOWN = 30


class _Back(Exception):
    """The question before is to be asked again."""


def ask_all(asked: list[Question], answers: Answers) -> None:
    """Ask every question that some form wants, with the answers given so far; ``<`` goes back by one."""
    gone: list[int] = []
    number, back = 0, False
    while number < len(asked):
        question = asked[number]
        spared = answers.waits(question) or answers.referred(question) or not answers.wants(question)
        try:
            if back or not spared:
                _ask(question, answers, f"[{number + 1}/{len(asked)}] ")
                gone.append(number)
            number, back = number + 1, False
        except _Back:
            number, back = gone.pop() if gone else number, True


def _ask(question: Question, answers: Answers, lead: str) -> None:
    if question.record is not None:
        _ask_rows(question, answers, lead)
        return
    held = answers.value(question)
    value = _answer(question, f"{lead}{question.label}", held)
    if value is not None and not answers.refer(question, value):
        answers.keep(question, value)


def _ask_rows(question: Question, answers: Answers, lead: str) -> None:
    """A table row by row, behind the rows answered before; an empty first answer ends it."""
    from generator.build.rows import column_question  # noqa: PLC0415

    click.echo(f"{lead}{question.label}（逐行填写，第一格直接回车结束）")
    rows: list[dict[str, Any]] = answers.value(question) or []
    columns = {key: column_question(question, key) for key, _ in question.columns}
    while cells := _cells(columns, f"    第{len(rows) + 1}行"):
        row: dict[str, Any] = {}
        for key, value in cells.items():
            *records, last = key.split(".")
            here = row
            for step in records:
                here = here.setdefault(step, {})
            here[last] = value
        rows.append(row)
        answers.keep(question, rows)


def _cells(columns: dict[str, Question], lead: str) -> dict[str, Any]:
    """The answers of one row by their keys, none when the first cell stays empty; ``<`` goes back by one cell."""
    cells: dict[str, Any] = {}
    keys = list(columns)
    place = 0
    while place < len(keys):
        column, held = columns[keys[place]], cells.get(keys[place])
        try:
            value = _answer(column, f"{lead} {column.label}", held, first=place == 0)
        except _Back:
            if place == 0:
                raise
            place -= 1
            continue
        if value is not None:
            cells[keys[place]] = value
        elif not cells:
            break
        place += 1
    return cells


def _answer(question: Question, label: str, held: Any = None, *, first: bool = False) -> Any:
    """One checked answer, or None for a skipped question; asks again until the answer is right.

    ``held`` is the answer so far, which stays when nothing is typed; the ``first`` cell of a row may stay empty.
    """
    from generator.build.answers import parse  # noqa: PLC0415

    if question.choices:
        click.echo("    " + "　".join(f"{number}.{word}" for number, word in enumerate(question.choices, 1)))
    hint = _hint(question, held)
    while True:
        typed, more = _typed(f"{label}{hint}")
        if typed.strip() == BACK:
            raise _Back
        if not typed.strip() and not more:
            if held is not None or first or not question.needed:
                return None
            click.echo("    这一项不能空。")
            continue
        longest = max(len(line.encode(errors="replace")) for line in (typed, *more))
        if longest >= _LONGEST and sys.stdin.isatty():
            click.echo("    一行太长，终端可能没有收全；请先跳过，以后在文件中写。")
            continue
        try:
            return parse(question, "\n".join([typed.replace("\\n", "\n"), *more]))
        except ValueError as error:
            click.echo(f"    {error}")


def _hint(question: Question, held: Any) -> str:
    said = [question.hint, question.example]
    if question.yes_no:
        said.append("是/否")
    if question.many and question.choices:
        said.append("可选几项，以“、”分隔")
    if held is not None:
        text = " ".join(_said(question, held).split())
        said.append(f"现为“{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}”，回车不改")
    elif question.default:
        said.append(f"不填则印“{question.default}”")
    text = "；".join(part for part in said if part)
    return f"（{text}）" if text else ""


def _said(question: Question, value: Any) -> str:
    """A value in the words by which it is chosen."""
    if isinstance(value, list):
        return "、".join(_said(question, item) for item in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    words = zip(question.values or question.choices, question.choices, strict=True)
    return next((word for kept, word in words if kept == value), str(value))


def _typed(prompt: str) -> tuple[str, list[str]]:
    """A line, and those that were pasted with it: they are no answers to the questions that follow.

    The last one mostly has no line end, and waits in the terminal until Enter is pressed.
    """
    line = str(click.prompt(prompt, default="", show_default=False, prompt_suffix="："))
    more: list[str] = []
    while _waiting():
        more.append(sys.stdin.readline().rstrip("\r\n"))
    if more:
        click.echo()
        more.append(str(click.prompt("    贴完后按回车", default="", show_default=False, prompt_suffix="：")))
    return line, more


def _waiting() -> bool:
    """Whether the terminal holds another whole line already, as it does after a paste and never after typing."""
    if not sys.stdin.isatty():
        return False
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415

        return bool(msvcrt.kbhit())
    import select  # noqa: PLC0415

    return bool(select.select([sys.stdin], [], [], 0.05)[0])
