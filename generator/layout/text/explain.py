"""Why does this line break here: the reasoning behind every line end, in Chinese, for authors of templates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.document.nodes import Align
from generator.layout.text import gaps
from generator.layout.text.classes import ELLIPSIS, MARK, RULE, SLASH
from generator.layout.text.fit import EPSILON, PENALTY, Aim, break_row
from generator.layout.text.metrics import FontsLike
from generator.layout.text.paragraph import aim_of, effort_of
from generator.layout.text.pieces import Piece, merged, split_rows
from generator.layout.text.stream import Stream, analyse
from generator.layout.text.tokens import protected
from generator.model.theme import LineBreaking

REACH = 3
"""How many positions on either side of a line's end are discussed."""
_START_RULE = "clreq 行首行尾禁则；GB/T 15834—2011，5.1"


def explain(
    pieces: Sequence[Piece],
    fonts: FontsLike,
    measure: float,
    *,
    indent: float = 0,
    align: Align = "justify",
    mode: LineBreaking = "optimal",
) -> str:
    """Line by line: its natural width, how it was stretched or squeezed, and why it does not end a little elsewhere."""
    said: list[str] = []
    number = 0
    for at, row in enumerate(split_rows(merged(pieces))):
        stream = analyse(row, fonts, set())
        aim = aim_of(measure, indent if at == 0 else 0.0, align, mode)
        start = 0
        for stop in break_row(stream, aim, effort_of(align, mode)):
            number += 1
            said += _line(stream, aim, number, start, stop)
            start = stop
    return "\n".join(said)


def _line(stream: Stream, aim: Aim, number: int, start: int, stop: int) -> Iterator[str]:
    text = stream.text
    yield f"第 {number} 行　{text[start:stop].strip()}"
    if not text:
        return
    ending = "段落或强制换行的末行，按自然宽度排" if stop == len(text) else _level(stream, stop)
    yield f"    {_fit(stream, aim, start, stop)}；{ending}。"
    if stop == len(text):
        return
    for other in range(max(start + 1, stop - REACH), min(len(text), stop + REACH + 1)):
        if other != stop:
            yield f"    不断在“{_around(text, other)}”：{_why_not(stream, aim, start, stop, other)}"


def _around(text: str, at: int) -> str:
    return f"{text[max(0, at - 2) : at]}|{text[at : at + 2]}"


def _ems(stream: Stream, points: float) -> str:
    return f"{points / stream.spans[0].piece.size:.2f}"


def _fit(stream: Stream, aim: Aim, start: int, stop: int) -> str:
    """The width in characters and what was done about it."""
    width, room = stream.end[stop] - stream.begin[start], aim.width(start)
    said = f"自然宽 {_ems(stream, width)} 字，行宽 {_ems(stream, room)} 字"
    over = width - room
    last = max(start, stop - 1)
    if over > EPSILON and aim.justified:
        share = over / max(EPSILON, stream.shrink[last] - stream.shrink[start])
        return said + (f"，挤压可用空间的 {share:.0%}" if share <= 1 else f"，超出 {_ems(stream, over)} 字，无处可断")
    if over < -EPSILON and aim.justified and stop < len(stream.text):
        share = -over / max(EPSILON, stream.stretch[last] - stream.stretch[start])
        return said + f"，拉伸 {_ems(stream, -over)} 字（容度的 {share:.0%}）"
    return said


def _level(stream: Stream, stop: int) -> str:
    return (
        "此处可断",
        "此处可断（网址分割点、连字符或间隔号之后）",
        "不得已在“ISO/IEC”之后断开",
        "词语比行宽还长，在其内部断开",
        "行宽容不下任何可断处，按字断开",
        "行宽不足，禁则无法满足",
    )[min(stream.levels[stop - 1], gaps.KINSOKU)]


def _why_not(stream: Stream, aim: Aim, start: int, stop: int, other: int) -> str:
    level = stream.levels[other - 1]
    if level > gaps.LAST:
        return forbidden(stream, other)
    width, room = stream.end[other] - stream.begin[start], aim.width(start)
    shrink = stream.shrink[other - 1] - stream.shrink[start] if aim.justified else 0.0
    if width - room > shrink + EPSILON:
        return f"排不下，超出 {_ems(stream, width - room)} 字，最多可挤 {_ems(stream, shrink)} 字"
    if PENALTY[level] > PENALTY[stream.levels[stop - 1]]:
        return "可断，但网址、编号宜保持完整"
    return "可断，但全段各行的松紧总和不如所选（" + _fit(stream, aim, start, other) + "）"


def forbidden(stream: Stream, at: int) -> str:
    """The rule that forbids a break before position ``at``, with its clause."""
    text, key = stream.text, stream.keys[at - 1]
    base = gaps.LEVELS[key]
    if base < stream.levels[at - 1]:
        for start, end in protected(text):
            if start < at < end:
                return f"“{text[start:end]}”是编号、日期或带单位的数，不拆开（clreq 符号分离禁则）"
        return "模板要求此处不断行"
    if base == gaps.NEVER:
        return _never(key)
    if base == gaps.KINSOKU:
        if gaps.forbids_start(key[1]):
            return f"“{text[at]}”不得居行首（{_START_RULE}）"
        return f"“{text[at - 1]}”不得居行末（{_START_RULE}）"
    if key[0] == SLASH:
        return "分隔号不得居行末（clreq 行首行尾禁则，GB 法）"
    return "西文词、数字内部不断行（UAX #14）"


def _never(key: str) -> str:
    if key[1] == MARK:
        return "组合符号与其基字不分开（UAX #29）"
    if key in (RULE * 2, ELLIPSIS * 2):
        return "“——”“……”占两字，不得拆开（clreq 符号分离禁则）"
    return "不得拆开"
