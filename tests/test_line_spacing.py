"""How lines of Chinese are spaced: marks, glue, justification, indents; as properties of generated text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document.nodes import Align
from generator.layout.text import Line, Piece, set_paragraph
from generator.layout.text.gaps import LETTER_LIMIT
from generator.model.theme import LineBreaking
from tests.lines import EM, FONTS, modes, pieces, prose, relaxed, right, said, setting, texts

OPENING = "（《〈「『【〔［｛“‘"
CLOSING = "）》〉」』】〕］｝”’，、；：。．！？"
HAN = "标准化工作"


def steps(line: Line) -> list[float]:
    """The advance of every character as ems, in the order of the line."""
    found = []
    for run in line.runs:
        shared = len(run.actual) or 1
        found += [a / EM for a in run.advances] if shared == 1 else [sum(run.advances) / EM / shared] * shared
    return found


# ------------------------------------------------------------ marks


@relaxed
@given(st.text(OPENING + CLOSING, min_size=1, max_size=6))
def test_adjacent_marks_share_the_blanks_that_face_each_other(marks: str) -> None:
    """Two marks whose blanks meet take one and a half em, three take two, and so on; no other gap is touched."""
    (line,) = setting(f"标{marks}准", 40)
    meet = sum(before in CLOSING or after in OPENING for before, after in pairwise(marks))
    assert line.width / EM == pytest.approx(2 + len(marks) - meet / 2)


@relaxed
@given(prose, st.integers(12, 40), st.sampled_from(["justify", "left"]), modes)
def test_a_mark_at_a_lines_end_loses_its_blank(text: str, ems: int, align: Align, mode: LineBreaking) -> None:
    for line in setting(text, ems, 0, align, mode):
        if said(line)[-1:] in tuple("）》，、；：。！？"):
            assert steps(line)[-1] == pytest.approx(0.5)


@relaxed
@given(prose, st.integers(12, 40), st.sampled_from([0, 2]), modes)
def test_only_the_first_line_is_indented_and_brackets_stand_flush(
    text: str, ems: int, indent: int, mode: LineBreaking
) -> None:
    for number, line in enumerate(setting(text, ems, indent, "justify", mode)):
        flush = 0.5 if said(line)[:1] in tuple(OPENING) else 0.0
        if line.runs and said(line)[0] not in "—·":  # their glyphs stand inside their cells
            assert line.runs[0].x / EM == pytest.approx((indent if number == 0 else 0) - flush)


@relaxed
@given(st.text("ＡＢｚ０９＋＝", min_size=1, max_size=9))
def test_fullwidth_forms_stand_as_han(text: str) -> None:
    (line,) = setting(f"标{text}准", 40)
    assert steps(line) == [1.0] * (len(text) + 2)


# ------------------------------------------------------------ Han and Latin


@relaxed
@given(
    st.lists(
        st.sampled_from(["标", "准化", "AI", "B2B", "17", "，", "（", "）", "。", "“", "”", "+", "——"]), min_size=1
    )
)
def test_a_quarter_em_stands_between_han_and_latin_and_nowhere_else(parts: list[str]) -> None:
    text = "".join(parts)
    (line,) = setting(text, 1000)
    for (before, after), step in zip(pairwise(text), steps(line), strict=False):
        own = 1.0 if before > "\u2000" else 0.5
        if "“" in text or "”" in text or "—" in before + after:
            continue
        if re.fullmatch("[标准化][A-Z0-9]|[A-Z0-9][标准化]", before + after):
            assert step == own + 0.25
        else:
            assert step <= own


def gaps_of(line: Line, pair: str) -> list[float]:
    """The gaps (em) behind the first of each pair of neighbours that matches, marks' blanks and advances left out."""
    text = said(line)
    return [
        step - (1.0 if text[at] > "\u2000" else 0.5)
        for at, step in enumerate(steps(line)[:-1])
        if re.fullmatch(pair, text[at : at + 2])
    ]


LETTERS, MEETS, BRACKETS, PAUSES = "[标准化]{2}", "[标准化][AI]|[AI][标准化]", "[标准化]（|）[标准化]", "[，、][标准化]"
mixed = st.lists(st.sampled_from(["标准", "化", "准化标", "AI", "，", "、", "（标准）"]), min_size=20, max_size=80).map(
    "".join
)


@relaxed
@given(prose, st.integers(22, 40), modes)
def test_justified_lines_fill_the_measure_and_none_overhangs_it(text: str, ems: int, mode: LineBreaking) -> None:
    lines = setting(text, ems, 2, "justify", mode)
    for line in lines:
        assert right(line) <= ems * EM + 1e-6
        if not line.last and len(re.findall("[\u4e00-\u9fff]{2}", said(line))) > 8:
            hopeless = ems * EM - right(line) > 16 * LETTER_LIMIT * EM
            assert hopeless or right(line) == pytest.approx(ems * EM)
    assert lines[-1].last
    assert not any(line.last for line in lines[:-1])


@relaxed
@given(mixed, st.integers(14, 40), modes)
def test_slack_is_shared_in_clreqs_order(text: str, ems: int, mode: LineBreaking) -> None:
    """Letters move only when glue and marks are stretched in full, glue is narrowed only when marks are."""
    for line in setting("标准" + text, ems, 2, "justify", mode):
        letters, meets = gaps_of(line, LETTERS), gaps_of(line, MEETS)
        brackets, pauses = gaps_of(line, BRACKETS), gaps_of(line, PAUSES)
        if max(letters, default=0) > 1e-6:
            assert min(meets, default=0.5) >= 0.5 - 1e-6
            assert min(brackets + pauses, default=0.0625) >= 0.0625 - 1e-6
        if max(brackets + pauses, default=0) > 1e-6:
            assert min(meets, default=0.5) >= 0.5 - 1e-6
        if min(pauses, default=0) < -1e-6:
            assert max(brackets, default=-0.5) <= -0.5 + 1e-6
        if min(meets, default=0.25) < 0.25 - 1e-6:
            assert max(brackets + pauses, default=-0.5) <= -0.5 + 1e-6
        for same in (letters, meets, brackets, pauses):
            assert max(same, default=0) - min(same, default=0) < 1e-6


@relaxed
@given(mixed, st.integers(14, 40), modes)
def test_the_last_line_is_never_stretched(text: str, ems: int, mode: LineBreaking) -> None:
    last = setting("标准" + text, ems, 2, "justify", mode)[-1]
    (alone,) = setting(said(last), 1000)
    assert all(a <= b + 1e-6 for a, b in zip(steps(last), steps(alone), strict=True))


@relaxed
@given(st.text("标准化，。", min_size=1, max_size=20), st.text("abc de", min_size=1, max_size=12))
def test_quotes_take_an_em_in_chinese_and_less_in_latin(chinese: str, latin: str) -> None:
    for before, after, quotes in ((f"标{chinese}准", "化", 2.0), ("abc ", " def", 0.9)):
        (line,), (bare,) = setting(f"{before}“{latin}”{after}", 100), setting(f"{before}a{latin}a{after}", 100)
        assert line.width <= bare.width + (quotes - 1.0) * EM
        assert line.width >= bare.width + (quotes - 1.5) * EM


# ------------------------------------------------------------ by example


def test_two_adjacent_marks_take_one_and_a_half_em() -> None:
    (line,) = setting("标（准）、“化”。", 30)
    assert [round(a / EM, 2) for run in line.runs for a in run.advances] == [1, 1, 1, 0.5, 0.5, 1, 1, 0.5, 0.5]


def test_a_mark_at_a_lines_end_takes_half_an_em_and_a_bracket_at_its_start_stands_flush() -> None:
    lines = setting("标准标准。（标准）", 4.5, align="left")
    assert texts(lines) == ["标准标准。", "（标准）"]
    assert lines[0].width == 4.5 * EM
    assert lines[1].runs[0].x == -0.5 * EM
    assert lines[1].width == 3 * EM


def test_a_quarter_em_stands_between_han_and_latin_but_not_beside_marks() -> None:
    (line,) = setting("用AI（AI）“a”+3项", 40)
    widths = dict(zip("用A1（A2）“a”+3项", [a / EM for run in line.runs for a in run.advances], strict=False))
    assert widths["用"] == 1.25
    assert [a / EM for run in line.runs for a in run.advances][2] == 0.5
    assert [a / EM for run in line.runs for a in run.advances][-2] == 0.75


def test_tick_boxes_stand_as_near_to_latin_words_as_to_chinese_ones() -> None:
    (latin,), (chinese,) = setting("□C", 40), setting("□国", 40)
    assert steps(latin)[0] == pytest.approx(steps(chinese)[0]) == pytest.approx(1.0)


def test_stretch_goes_to_han_latin_glue_before_letters() -> None:
    lines = setting("标准A标准标准标准标准标准", 8.5)
    first = [a / EM for run in lines[0].runs for a in run.advances]
    assert first[1] > first[0]
    assert first[1] <= 1.5 + 0.05


def test_squeezing_takes_brackets_and_commas_before_han_latin_glue() -> None:
    lines = setting("标准，标准A" + "标准" * 9, 8.75, mode="greedy")
    first = [a / EM for run in lines[0].runs for a in run.advances]
    assert first[2] < 1.0
    assert first[4] == pytest.approx(1.25)


def test_quotes_are_chinese_in_chinese_and_latin_in_latin() -> None:
    line = set_paragraph([Piece("称“标准”", "kai", False, EM)], FONTS, 300)[0]
    run = line.runs[0]
    assert line.width == pytest.approx(4.5 * EM)
    assert run.advances[0] > EM  # the proportional quote stands at the right of its em cell
    (latin,) = setting("We don’t call it “open source” at all", 40)
    assert latin.width < 0.5 * EM * len(said(latin))


def test_a_double_dash_is_drawn_as_one_glyph_and_still_says_itself() -> None:
    (line,) = setting("标——准", 10)
    assert [(run.text, run.actual) for run in line.runs] == [("标", ""), ("⸺", "——"), ("准", "")]
    assert line.runs[1].x == pytest.approx(1.15 * EM)
    assert line.runs[2].x == 3 * EM


@pytest.mark.parametrize(("align", "xs"), [("left", [0]), ("center", [40]), ("right", [80]), ("distribute", [0])])
def test_alignments_place_short_lines(align: Align, xs: list[float]) -> None:
    (line,) = setting("名称", 10, align=align)
    assert [run.x for run in line.runs] == xs
    assert right(line) == (20 + xs[0] if align != "distribute" else 100)


def test_centred_titles_are_balanced() -> None:
    lines = setting("北京市重点产业企业参与人工智能标准化工作指引", 15, align="center")
    assert [len(said(line)) for line in lines] == [11, 11]


def letter_space(line: Line) -> float:
    text, steps = said(line), [a for run in line.runs for a in run.advances]
    return max(steps[at] - EM for at in range(len(text) - 1) if re.fullmatch("[一-鿿]{2}", text[at : at + 2]))


def test_total_fit_is_never_worse_than_greedy_at_its_worst_line() -> None:
    text = "提出标准化、规模化、跨界协同的应用落地路径，推动千行百业AI智能化转型（2024—2025年）。" * 6
    worst = {}
    for mode in ("optimal", "greedy"):
        lines = set_paragraph(pieces(text), FONTS, 23 * EM, mode=mode)
        worst[mode] = max(letter_space(line) for line in lines if not line.last)
    assert worst["optimal"] <= worst["greedy"]


def test_a_bracket_stands_as_flush_behind_typed_blanks_as_behind_an_indent() -> None:
    (indented,), (typed,) = setting("（1）甲", 20, 2), setting("　　（2）乙", 20)
    assert indented.runs[0].x / EM == pytest.approx(typed.runs[0].x / EM + sum(steps(typed)[:2]))
