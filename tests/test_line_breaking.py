"""Where lines of Chinese end: every rule as a property of generated text, on a font of plain widths."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import ZhiyinError
from generator.document.nodes import Align
from generator.layout.text import ParagraphCache, Piece, WholeWords, explain, set_paragraph
from generator.layout.text.classes import INVISIBLE
from generator.layout.text.tokens import are_numbers, is_address, protected
from generator.model.theme import LineBreaking
from tests.lines import (
    EM,
    FONTS,
    NO_END,
    NO_START,
    TOKENS,
    WORDS,
    aligns,
    fillers,
    line_ends,
    modes,
    pieces,
    prose,
    relaxed,
    said,
    setting,
    texts,
)


@relaxed
@given(prose, st.integers(22, 40), st.sampled_from([0, 2]), aligns, modes)
def test_no_line_begins_or_ends_with_a_forbidden_mark(
    text: str, ems: int, indent: int, align: Align, mode: LineBreaking
) -> None:
    lines = texts(setting(text, ems, indent, align, mode))
    crowded = re.search(f"[{NO_START}]{{6}}|[{NO_END}]{{6}}", text)
    for before, after in pairwise(lines):
        if not crowded:
            assert after[0] not in NO_START, lines
            assert before[-1] not in NO_END, lines


@relaxed
@given(prose, st.integers(3, 40), aligns, modes)
def test_double_marks_stay_whole(text: str, ems: int, align: Align, mode: LineBreaking) -> None:
    """Of a row of more than two, the first two, the next two and so on; even in the narrowest cell."""
    ends = set(line_ends(text, setting(text, ems, 0, align, mode)))
    for row in re.finditer("—{2,}|…{2,}", text):
        odd = {at for at in range(row.start() + 1, row.end() // 2 * 2, 2) if at < row.end()}
        assert not odd & ends


@relaxed
@given(st.lists(st.tuples(fillers, st.sampled_from(TOKENS)), min_size=1), st.integers(24, 40), aligns, modes)
def test_tokens_stay_whole(parts: list[tuple[str, str]], ems: int, align: Align, mode: LineBreaking) -> None:
    text = "".join(f"{filler}{token}，" for filler, token in parts)
    ends = set(line_ends(text, setting(text, ems, 0, align, mode)))
    at = 0
    for filler, token in parts:
        at += len(filler)
        assert not ends & set(range(at + 1, at + len(token))), token
        at += len(token) + 1


segments = st.text("abcdeXYZ0189", min_size=1, max_size=9)
addresses = st.tuples(
    st.sampled_from(["https://", "http://", "www."]),
    st.lists(segments, min_size=2, max_size=4).map(".".join),
    st.lists(st.tuples(st.sampled_from("/?&=-_."), segments), max_size=12).map(
        lambda parts: "".join(map("".join, parts))
    ),
).map("".join)


@relaxed
@given(fillers, addresses, st.integers(12, 40), aligns, modes)
def test_addresses_are_split_behind_their_points_without_a_hyphen(
    filler: str, address: str, ems: int, align: Align, mode: LineBreaking
) -> None:
    text = f"{filler}{address}。"
    lines = setting(text, ems, 0, align, mode)
    assert "".join(texts(lines)) == text
    for end in line_ends(text, lines):
        if len(filler) < end < len(filler) + len(address):
            assert text[end - 1] in "/.?&=-_"
            assert text[end].isalnum()


@relaxed
@given(prose, st.floats(0.2, 40), st.sampled_from([0.0, 2.0]), aligns, modes)
def test_no_character_is_lost_added_or_moved(
    text: str, ems: float, indent: float, align: Align, mode: LineBreaking
) -> None:
    line_ends(text, setting(text, ems, indent, align, mode))


@relaxed
@given(st.text(max_size=80), st.floats(0.1, 20), aligns, modes)
def test_any_text_is_set_and_comes_back(text: str, ems: float, align: Align, mode: LineBreaking) -> None:
    lines = set_paragraph(pieces(text), FONTS, ems * EM, align=align, mode=mode, missing=[])
    kept = INVISIBLE.sub("", "".join(texts(lines)))
    blank = r"[\s\u3000]"
    assert re.sub(blank, "", kept) == re.sub(blank, "", INVISIBLE.sub("", text))
    for line in lines:
        for run in line.runs:
            assert len(run.text) == len(run.advances)


@relaxed
@given(fillers, st.integers(14, 40), st.sampled_from(["", "。", "；", "。”", "）。"]), modes, st.sampled_from([0, 2]))
def test_no_last_line_of_prose_holds_a_lone_character(
    text: str, ems: int, stop: str, mode: LineBreaking, indent: int
) -> None:
    lines = texts(setting(text + stop, ems, indent, "justify", mode))
    if len(lines) > 1:
        assert len(re.findall(r"[\u4e00-\u9fff]", lines[-1])) >= 2


@relaxed
@given(st.integers(1, 200), st.integers(6, 40), st.sampled_from(["", "。", "。”"]), modes, st.sampled_from([0, 2]))
def test_no_last_line_holds_a_lone_character(count: int, ems: int, stop: str, mode: LineBreaking, indent: int) -> None:
    lines = texts(setting("标" * count + stop, ems, indent, "justify", mode))
    if len(lines) > 1:
        assert lines[-1].count("标") >= 2


@relaxed
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.booleans(), st.sampled_from([9.0, 14.0])), max_size=20))
def test_runs_keep_the_tags_and_looks_of_their_pieces(parts: list[tuple[str, bool, float]]) -> None:
    given_pieces = [Piece(text, "song", bold, size, tag=("tag", at)) for at, (text, bold, size) in enumerate(parts)]
    lines = set_paragraph(given_pieces, FONTS, 200.0)
    owners: dict[object, str] = {}
    for line in lines:
        for run in line.runs:
            owners[run.tag] = owners.get(run.tag, "") + (run.actual or run.text)
            assert isinstance(run.tag, tuple)
            assert run.size == given_pieces[run.tag[1]].size
    for piece in given_pieces:
        assert owners.get(piece.tag, "").replace(" ", "") == piece.text.replace(" ", "")


@relaxed
@given(prose, st.integers(5, 40), aligns, modes)
def test_the_cache_returns_what_setting_returns(text: str, ems: int, align: Align, mode: LineBreaking) -> None:
    cache = ParagraphCache(FONTS, size=2)
    for tag in ("first", "second"):
        dressed = [Piece(text, "song", False, EM, tag=tag)]
        fresh = set_paragraph(dressed, FONTS, ems * EM, align=align, mode=mode)
        assert cache.set_paragraph(dressed, ems * EM, align=align, mode=mode) == fresh


def test_committee_names_break_behind_iso_iec_only_when_they_must() -> None:
    text = "对口ISO/IEC JTC 1/SC 42开展工作"
    assert texts(setting(text, 16))[0].startswith("对口ISO/IEC JTC 1/SC 42")
    assert texts(setting(text, 7, align="left"))[:2] == ["对口ISO/IEC", "JTC 1/SC 42开"]


def test_listed_standards_part_behind_their_comma_and_not_inside_a_number() -> None:
    listed = "GB/T 99990.12-2020,GB/Z 99991-2019"
    assert texts(set_paragraph(pieces(listed), FONTS, 13 * EM, align="left")) == [
        "GB/T 99990.12-2020,",
        "GB/Z 99991-2019",
    ]


def test_addresses_break_without_hyphen_behind_their_points_and_never_before_a_dot() -> None:
    lines = texts(setting("见https://openstd.samr.gov.cn/bzgk/gb/std.list?p.p1=0&p.p2=35.240。", 9, align="left"))
    assert "".join(lines) == "见https://openstd.samr.gov.cn/bzgk/gb/std.list?p.p1=0&p.p2=35.240。"
    assert all(line[-1] in "/.?&=-_" for line in lines[:-1])
    assert not any(line.startswith(".") for line in lines)


def test_a_token_wider_than_the_measure_is_split_at_its_joints_first() -> None:
    assert texts(setting("2024年7月18日", 5, align="left")) == ["2024年", "7月18日"]
    assert texts(setting("internationalization", 4, align="left")) == ["internat", "ionaliza", "tion"]


def test_a_word_wider_than_a_narrow_cell_leaves_no_loose_lines_before_it() -> None:
    word = "long_unbroken_identifier_" + "x" * 40
    assert texts(setting(f"其中{word}为标识。", 24, 2))[0] == "其中"
    lines = texts(setting(f"参见https://openstd.samr.gov.cn/bzgk/gb/newGbInfo{'x' * 40}的说明。", 14, 2))
    assert lines[:2] == ["参见https://openstd.", "samr.gov.cn/bzgk/gb/"]


def test_rare_characters_take_the_fallback_face_within_the_line() -> None:
    (line,) = setting("标㐀准", 10)
    assert [(run.face, run.text, run.x) for run in line.runs] == [
        ("song", "标", 0),
        ("ext", "㐀", 10),
        ("song", "准", 20),
    ]


def test_a_character_that_no_face_has_is_named_and_never_drawn_as_a_box() -> None:
    with pytest.raises(ZhiyinError, match=r"FONT-001 没有字体含“😀”（U\+1F600）"):
        setting("标😀准", 10)
    missing: list[str] = []
    (line,) = set_paragraph(pieces("标😀准😀"), FONTS, 100, missing=missing)
    assert missing == ["😀"]
    assert said(line) == "标😀准😀"
    assert "".join(run.text for run in line.runs) == "标〓准〓"


def test_invisible_characters_set_nothing_but_stay_in_the_text() -> None:
    (line,) = setting("葛\U000e0100标\u200d准\u202e", 10)
    assert said(line) == "葛\U000e0100标\u200d准\u202e"
    assert "".join(run.text for run in line.runs) == "葛标准"
    assert line.width == 3 * EM


def test_a_letter_with_its_accent_is_drawn_as_one_letter_and_keeps_its_spelling() -> None:
    for text, drawn in (
        ("cafe\u0301标", "café标"),
        ("u\u0308\u0301\u200b", "ǘ"),
        ("標\uf900a\u200b\u0301", "標\uf900á"),
    ):
        (line,) = setting(text, 10)
        assert said(line) == text
        assert "".join(run.text for run in line.runs) == drawn
    (line,) = setting("q\u0301", 10)
    assert "".join(run.text for run in line.runs) == "q\u0301"


def test_a_space_that_no_face_has_is_a_space_and_no_error() -> None:
    (line,) = setting("标\u2009准", 10)
    assert [(run.text, run.actual) for run in line.runs] == [("标", ""), (" ", "\u2009"), ("准", "")]


def test_a_line_feed_ends_the_line_and_only_the_first_line_is_indented() -> None:
    lines = set_paragraph([*pieces("标准"), *pieces("\n"), *pieces("标准化\n")], FONTS, 200, indent=20)
    assert [(said(line), line.runs[0].x if line.runs else 0, line.last) for line in lines] == [
        ("标准", 20, True),
        ("标准化", 0, True),
        ("", 0, True),
    ]


def test_glued_pieces_are_not_divided() -> None:
    glued = [*pieces("标准标准"), Piece("不可拆开", "song", False, EM, glue=True), *pieces("标准")]
    assert texts(set_paragraph(glued, FONTS, 60, align="left")) == ["标准标准", "不可拆开标准"]


@pytest.mark.parametrize(
    "unit", ["标", "a", "—", "…", " ", "」", "「", "a\u0301", "a.", "/a", "@", "“a”", "1,", "\u200d"]
)
def test_a_hundred_thousand_characters_without_a_break_come_to_an_end(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert "".join(texts(setting(text, 31))).count(unit[0]) == (0 if unit in " \u200d" else text.count(unit[0]))


@pytest.mark.parametrize("unit", ["/A", "A", "A-", "1,", "GB/T 1.1、", "GB/T 1.1-2020", "a.b/", "1:1"])
def test_tokens_of_a_hundred_thousand_characters_are_found_in_bounded_time(unit: str) -> None:
    text = "第1条，T" + unit * (100_000 // len(unit))
    assert next(protected(text)) == (0, 3)
    assert sum(end - start for start, end in protected(text)) <= len(text)
    assert not is_address(text)
    assert not are_numbers(text)


def test_explain_names_the_rule_and_its_clause() -> None:
    text = "北京市市场监督管理局、北京经济技术开发区管理委员会发布了34项标准——千行百业。"
    told = explain(pieces(text), FONTS, 10 * EM, align="justify")
    assert "第 1 行　北京市市场监督管理" in told
    assert "“、”不得居行首（clreq 行首行尾禁则；GB/T 15834—2011，5.1）" in told
    assert "“34项”是编号、日期或带单位的数，不拆开（clreq 符号分离禁则）" in told
    assert "段落或强制换行的末行，按自然宽度排" in told


def test_labels_part_behind_their_slashes_rather_than_inside_a_word() -> None:
    words = WholeWords(("专利号", "申请号", "公开号", "国家", "地区"))

    def label(text: str, ems: int) -> list[str]:
        return texts(set_paragraph(pieces(text), FONTS, ems * EM, align="center", words=words))

    assert label("专利号/申请号/公开号", 8) == ["专利号/", "申请号/公开号"]
    assert label("国家/地区", 3) == ["国家/", "地区"]
    assert label("国家/地区", 5) == ["国家/地区"]


def test_balanced_lines_keep_words_whole_where_that_costs_little() -> None:
    words = WholeWords(("国家标准", "标准", "建议"))
    assert words.inside("国家标准建议的函") == frozenset({1, 2, 3, 5, 6})
    said = "甲乙丙国家标准建议丁戊"
    lines = set_paragraph(pieces(said), FONTS, 8 * EM, align="center", words=words)
    assert ["".join(run.text for run in line.runs) for line in lines] == ["甲乙丙国家标准", "建议丁戊"]


def test_english_titles_turn_behind_their_elements_in_lines_of_like_length() -> None:
    def title(text: str) -> list[str]:
        return texts(set_paragraph(pieces(text), FONTS, 31 * EM, align="center", words=WholeWords(())))

    assert title("Artificial intelligence—Operation agent—Safety requirements for personnel of any kind") == [
        "Artificial intelligence—Operation agent—",
        "Safety requirements for personnel of any kind",
    ]
    assert "Part" not in title("Artificial intelligence—Large-scale model of the general kind—Part 12: Requirements")[0]
    lengths = [
        len(line) for line in title("Requirements for the safety of personnel that works near to agents of all kinds")
    ]
    assert max(lengths) - min(lengths) < 10
