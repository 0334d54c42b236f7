"""Reading YAML: what is plain comes through, what could surprise is refused by name, place and remedy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from generator.diagnostics import Diagnostic, Severity, Source, ZhiyinError, did_you_mean, suggestion
from generator.loading.characters import forbidden
from generator.loading.problems import explain
from generator.loading.theme import THEME_FILE, load_theme
from generator.loading.yaml import DEPTH_LIMIT, SIZE_LIMIT, load_yaml, parse_yaml
from generator.model.base import Count, Day, Slug, Text, Year, YearMonth, YesNo
from tests.laid import ROOT


def problems(text: str) -> list[str]:
    with pytest.raises(ZhiyinError) as caught:
        parse_yaml(text, "t.yaml", escapes=False)
    return [f"{item.source} {item.code} {item.message}" for item in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('a: "\\uFDD0"', "t.yaml:1:4 YML-004 转义写出了看不见的控制字符 U+FDD0"),
        ('b: 1\n"\\u202e": 1', "t.yaml:2:1 YML-004 转义写出了看不见的控制字符 U+202E"),
        ("甲: 乙\u2066丙", "t.yaml:1:5 YML-004 含有看不见的控制字符 U+2066"),
        ("a: x\n乙: 丙\ufdd0", "t.yaml:2:5 YML-004 含有看不见的控制字符 U+FDD0"),
        ("a: \U0001fffe", "t.yaml:1:4 YML-004 含有看不见的控制字符 U+1FFFE"),
        ("a: \x00", "t.yaml:1:4 YML-004 含有看不见的控制字符 U+0000"),
        ("a: 1\n<<: {b: 2}", "t.yaml:2:1 YML-011 不能用合并键 <<"),
        ("a: &x 1\nb: *x", "t.yaml:1:4 YML-006 不能用锚点和别名（& 与 *）"),
        ("a: !!python/object:os.system x", "t.yaml:1:4 YML-007 不能用标签 tag:yaml.org,2002:python/object:os.system"),
        ("[a]: 1", "t.yaml:1:1 YML-009 键应为一个词"),
        ("a: 1\nb: 2\na: 3", "t.yaml:3:1 YML-010 键“a”重复"),
        ("a: 1\n---\nb: 2", "t.yaml:2:1 YML-005 YAML 一个文件里写了两份文档，删去 --- 行"),
        ("a: {b: 1", "t.yaml:2:1 YML-005 YAML 花括号没有成对，或各项之间缺少逗号"),
        ("a:\n\tb: 1", "t.yaml:2:1 YML-005 YAML 有不能这样开头的字符（制表符、@、` 等），改用空格缩进或加引号"),
        ("[" * 40 + "]" * 40, f"t.yaml:1:{DEPTH_LIMIT + 1} YML-008 嵌套超过 {DEPTH_LIMIT} 层"),
    ],
)
def test_what_could_surprise_is_refused_with_its_place(text: str, told: str) -> None:
    assert told in problems(text)


def test_all_problems_of_a_file_are_told_at_once() -> None:
    assert [told.split()[0] for told in problems('a: 1\na: 2\n<<: 3\nb: \'"\\u202e"\'\nc: "\\u202e"\n')] == [
        "t.yaml:2:1",
        "t.yaml:3:1",
        "t.yaml:5:4",
    ]


def test_every_value_has_its_place_and_a_missing_one_that_of_what_holds_it() -> None:
    _, index = parse_yaml("甲:\n  - 乙: 1\n    丙: 2\n", "t.yaml")
    assert str(index.source(("甲",))) == "t.yaml:1:1"
    assert str(index.source(("甲", 0))) == "t.yaml:2:5"
    assert str(index.source(("甲", 0, "丙"))) == "t.yaml:3:5"
    assert str(index.source(("甲", 0, "丁", 3))) == "t.yaml:2:5"


def test_rare_han_and_marks_of_everyday_text_pass() -> None:
    assert list(forbidden("𠮷，㐂 “甲” ①\t\r\n　A-1—…·①😀")) == []


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_line_endings_make_no_difference(ending: str) -> None:
    text = ending.join(["a: >-", "  甲，", "  乙", "b: |", "  x", "  y", ""])
    assert parse_yaml(text, "t.yaml")[0] == {"a": "甲，乙", "b": "x\ny\n"}


def test_files_that_cannot_be_read_are_told_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "big.yaml").write_bytes(b"#" * (SIZE_LIMIT + 1))
    (tmp_path / "gbk.yaml").write_bytes("a: 1\nb: 指引".encode("gbk"))
    told = {}
    for name in ("none.yaml", "", "big.yaml", "gbk.yaml"):
        with pytest.raises(ZhiyinError) as caught:
            load_yaml(tmp_path / name, name or "folder")
        told[name] = [f"{item.source} {item.code}" for item in caught.value.diagnostics]
    assert told == {
        "none.yaml": ["none.yaml YML-001"],
        "": ["folder YML-001"],
        "big.yaml": ["big.yaml YML-002"],
        "gbk.yaml": ["gbk.yaml:2 YML-003"],
    }


def test_a_byte_order_mark_at_the_beginning_is_no_character_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert load_yaml(tmp_path / "t.yaml", "t.yaml")[0] == {"a": 1}


_YAMLISH = st.text(st.sampled_from("ab甲：: -\n\"'[]{},&*!|>#%@`~<?0.1\\u\t\u2028\ufdd0"), max_size=60)


def refusal(read: Callable[[], object]) -> tuple[object, tuple[Diagnostic, ...]]:
    try:
        return read(), ()
    except ZhiyinError as error:
        return None, error.diagnostics


@settings(deadline=None, derandomize=True)
@given(st.one_of(_YAMLISH, st.text(max_size=80)))
def test_any_text_is_read_without_hidden_characters_or_refused_by_name(text: str) -> None:
    read, found = refusal(lambda: parse_yaml(text, "t.yaml", escapes=False)[0])
    assert all(item.severity is Severity.ERROR and item.source for item in found)
    assert list(forbidden(str(read))) == []


@settings(deadline=None, derandomize=True)
@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused_by_name(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(data)
    _, found = refusal(lambda: load_yaml(path, "any.yaml"))
    assert all(item.source and item.source.file == "any.yaml" for item in found)


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    slug: Slug = "a"
    month: YearMonth = "2025-01"


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: Text = "甲"
    day: Day = date(2025, 1, 1)
    count: Count = 0
    year: Year = 2025
    yes: YesNo = True
    share: float = 0.0
    kind: Literal["甲", "乙"] = "甲"
    rows: tuple[Inner, ...] = Field(default=(), max_length=2)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nane: 甲", "t.yaml:1:1 错误 CNT-001 没有“nane”这个键\n    改法：是否想写“name”？"),
        ("name: 1", "“name”应为文字（现为“1”）\n    改法：像数字或日期的文字要加引号"),
        ("name: ' '", "“name”不能为空"),
        ("day: 2025-02-30", "“day”不是日历上的日期（现为“2025-02-30”）\n    改法：写作 2025-03-01"),
        ("day: 0", "“day”不是日历上的日期（现为“0”）"),
        ("day: '1740787200'", "“day”不是日历上的日期"),
        ("count: true", "“count”应为整数"),
        ("count: '3'", "“count”应为整数（现为“3”）\n    改法：写数字，不加引号和单位"),
        ("count: 3.5", "“count”应为整数"),
        ("count: -1", "“count”数字太小（现为“-1”）\n    改法：至少为0"),
        ("year: 20250", "“year”数字太大（现为“20250”）\n    改法：至多为2100"),
        ("yes: yes", "“yes”应为 true 或 false（现为“yes”）"),
        ("share: 半", "“share”应为数字"),
        ("kind: 丙", "“kind”取值不在允许的范围内（现为“丙”）\n    改法：可用：甲、乙"),
        ("rows: 1", "“rows”应为列表"),
        ("rows: [1]", "“rows[0]”应为若干“键: 值”"),
        ("rows: [{}, {}, {}]", "“rows”项目太多\n    改法：最多写2项"),
        (
            "rows:\n  - slug: Law_1",
            "t.yaml:2:5 错误 CNT-001 “rows[0].slug”写法不对（现为“Law_1”）\n    改法：小写字母开头",
        ),
        ("rows:\n  - month: 2025-13", "t.yaml:2:5 错误 CNT-001 “rows[0].month”写法不对（现为“2025-13”）"),
        ("rows:\n  - mounth: 1", "t.yaml:2:5 错误 CNT-001 没有“rows[0].mounth”这个键\n    改法：是否想写“month”？"),
    ],
)
def test_findings_of_models_are_told_in_plain_chinese_with_their_remedy(text: str, told: str) -> None:
    value, index = parse_yaml(text, "t.yaml")
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate(value)
    assert told in "\n".join(str(item) for item in explain(caught.value, Outer, index.source))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('color: "0B2E6B"', "color: blue", "45:101 错误 THM-001 “styles.h1.color”写法不对（现为“blue”）"),
        ("width_mm: 210", "width_mm: 0", "5:3 错误 THM-001 “page.width_mm”数字太小（现为“0”）\n    改法：应大于0"),
        ("grid: 25.5", "grid: 0", "11:3 错误 THM-001 “page.grid”数字太小（现为“0”）"),
        (
            "measure: 434",
            "measure: 900",
            "4:1 错误 THM-001 “page”版心超出纸张：left_mm 28 mm 加 measure（版心宽） 900 磅",
        ),
        ("top_mm: 37", "top_mm: 97", "4:1 错误 THM-001 “page”版心超出纸张：top_mm 97 mm 加 depth（版心高） 637.5 磅"),
        ("size: 14, line: 25.5, indent", "size: 14, line: 5, indent", "42:3 错误 THM-001 “styles.body”行距 line 5 磅"),
        ("body: {family: song", "body: {famly: song", "改法：是否想写“family”？"),
        ("body: {family: song", "body: {family: songti", "42:10 错误 THM-002 “styles.body.family”所写的“songti”"),
        ("fallback: [song-ext", "fallback: [song-ex", "35:53 错误 THM-002 “families.song.fallback[0]”所写的“song-ex”"),
        ("align: justify}", "align: justified}", "改法：可用：left、center、right、justify、distribute"),
    ],
)
def test_a_mistake_in_the_style_sheet_is_told_at_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = (ROOT / THEME_FILE).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "templates").mkdir()
    (tmp_path / THEME_FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ZhiyinError) as error:
        load_theme(tmp_path)
    assert told in str(error.value)


def test_a_list_with_a_wrong_member_is_not_called_too_short_as_well() -> None:
    class Pair(BaseModel):
        items: tuple[Text, ...] = Field(min_length=2)

    with pytest.raises(ValidationError) as error:
        Pair.model_validate({"items": ["甲", None]})
    told = [str(item) for item in explain(error.value, Pair, lambda _: Source("x.yaml", 1))]
    assert told == ["x.yaml:1 错误 CNT-001 “items[1]”没有填写\n    改法：填上内容；不需要的就删去这一项"]


@pytest.mark.parametrize(
    ("written", "known", "meant"),
    [
        ("hnit", ("hints", "hint", "unit"), "hint"),
        ("定制", ("修订", "制定"), "制定"),
        ("Name", ("kind", "name"), "name"),
        ("mounth", ("month", "moment"), "month"),
        ("修改", ("修订", "制定"), ""),
        ("x", (), ""),
    ],
)
def test_an_unknown_name_is_told_with_the_one_that_was_meant(written: str, known: tuple[str, ...], meant: str) -> None:
    assert did_you_mean(written, known) == (f"是否想写“{meant}”？" if meant else "")


def test_where_nothing_is_near_all_names_are_told() -> None:
    assert suggestion("colour", ("face", "size")) == "可用：face、size"
    assert suggestion("sise", ("face", "size")) == "是否想写“size”？"
