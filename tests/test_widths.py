"""Widths of tables' columns: numbers, names and prompts do not break, and nobody pays for it but who can."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from generator.filling.result import GridCell, Hole, Value
from generator.filling.tables import LANDSCAPE_EMS, PADDING_EMS, PORTRAIT_EMS, SMALL
from generator.filling.widths import fitted
from generator.model.form import Table
from tests.laid import fonts
from tests.samples import shop

PERSON = {
    "name": "赵举例",
    "sex": "女",
    "department": "研发部",
    "post": "总监",
    "title": "工程师",
    "major": "法学",
    "mobile": "13800000003",
    "email": "zhao@shili.example",
    "experience": "从事软件接口标准化工作6年，负责智能体工具接口规范的编制。",
}


def people(form: str) -> Table:
    """A form's table of people."""
    (found,) = [block for block in shop().forms[form].blocks if isinstance(block, Table) and block.key == "people"]
    return found


def cell(text: str) -> GridCell:
    return GridCell("value", (Value("key", "栏目", (text,)),))


def inner(*persons: Mapping[str, str]) -> dict[str, float]:
    """The ems that participants' answers have in each column."""
    columns, room, padding = people("participation-application").columns, PORTRAIT_EMS * SMALL, PADDING_EMS * SMALL
    rows = [[cell(({**PERSON, **person}).get(column.key, "")) for column in columns] for person in persons]
    shares = fitted(columns, rows, room, padding)
    assert sum(shares) == pytest.approx(1.0)
    return {column.key: share * room - padding for column, share in zip(columns, shares, strict=True)}


OWN = inner({})
"""The columns' own widths."""


def breaks(name: str, ems: float) -> list[str]:
    """The words of a name that are wider, in the face that tables are set in, than ``ems``."""
    return [word for word in re.split(r"[ -]", name) if width_of(word) > ems]


def width_of(word: str) -> float:
    faces = [(fonts().resolve("song", False, char), char) for char in word.replace("’", "'")]
    return sum(face.advance(char) for face, char in faces if face is not None)


@pytest.mark.parametrize(
    "name",
    [
        "Alexandra Mustermann",
        "Ó Súilleabháin",
        "Łukasz Wiśniewski",
        "WOLFGANG MÜLLER",
        "Михаил Горбачёв",
        "Mary-Kate O’Shaughnessy",
        "José María Gutiérrez-Fernández",
    ],
)
def test_the_words_of_any_alphabet_s_names_stay_whole(name: str) -> None:
    assert breaks(name, OWN["name"])
    assert breaks(name, inner({}, {"name": name})["name"]) == []


def test_a_word_longer_than_the_table_can_bear_leaves_the_other_words_of_its_column_whole() -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff"
    assert breaks(f"Hubert {long}", inner({"name": f"Hubert {long}"})["name"]) == [long]


def test_names_come_before_the_words_of_other_columns() -> None:
    crowded = {
        "department": "Standardization Department",
        "post": "Chief Technology Officer",
        "major": "Computer Science",
        "email": "konstantin.wolfeschlegel@standards.shili.example",
    }
    name = "Jean-Baptiste de La Fontaine"
    assert breaks(name, inner({"name": name, **crowded})["name"]) == []


def test_what_gives_keeps_room_for_pieces_of_addresses_and_for_lines_of_prose() -> None:
    found = inner({"name": "Ó Súilleabháin", "email": "zhao@standards.shili.example"})
    assert found["email"] >= 10 * 0.5
    assert found["experience"] >= 6.0
    assert found["title"] >= 3.0
    assert found["department"] >= 3.0


def test_numbers_in_prose_do_not_take_the_room_of_names() -> None:
    prose = "负责智能体异常处置和工具调用测试用例库的建设，主持 GB/T 45288.1—2025 的研制。"
    assert inner({"experience": prose}) == inner({})


def test_columns_are_the_form_s_own_where_nothing_would_break() -> None:
    assert inner({}, {"name": "欧阳·玛丽亚", "title": "正高级工程师"}) == pytest.approx(OWN, abs=0.01)


def test_a_prompt_has_room_for_its_two_lines_in_a_narrow_column() -> None:
    columns, room, padding = people("member-information").columns, LANDSCAPE_EMS * SMALL, PADDING_EMS * SMALL
    at = [column.label for column in columns].index("性别")
    row = [cell("甲") for _ in columns]
    row[at] = GridCell("value", (Hole("sex", "性别"),))
    assert fitted(columns, [row], room, padding)[at] * room - padding >= 3.0
