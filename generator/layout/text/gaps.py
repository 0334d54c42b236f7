"""What may happen between two neighbouring characters: squeezing, glue, stretch, shrink and breaking, as tables.

Keys are two class letters. Lengths are ems. Sources, by clreq's sections: 行首行尾禁则 (the level 严格处理),
符号分离禁则, 标点符号的宽度调整 (two marks take 1½ em), 横排的中、西文混排配置 (a quarter em between Han and Latin),
行内调整 (order and bounds of shrink and stretch); GB/T 15834-2011, 5.1 (positions of marks).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from generator.layout.text import classes as c

BLANK = 0.5
"""The blank half of a mark's em box, which compression removes (clreq 标点符号的宽度调整; GB/T 15834-2011, 5.1.10)."""
GLUE = 0.25
GLUE_STRETCH = 0.25
SPACE_STRETCH = 0.2
GLUE_SHRINK = 0.125
MARK_STRETCH = 0.0625
LETTER_STRETCH = 0.05
LETTER_LIMIT = 0.25
"""Most letter space (em) that justification adds between two characters; beyond it a line stays ragged."""

FREE, LOW, LAST, PROTECTED, EMERGENCY, KINSOKU, NEVER = range(7)
"""Levels of break opportunities. Up to LAST they are chosen by cost; the higher ones only when nothing else fits:
inside protected tokens, between any two graphemes, against the prohibitions. NEVER: halves of —— and ……, graphemes."""

_LATIN_ALL = c.LETTER + c.DIGIT + c.LATIN_OPEN + c.LATIN_PREFIX + c.LATIN_CLOSE + c.PERCENT
_LATIN_ALL += c.HYPHEN + c.SLASH + c.SIGN + c.URL_POINT + c.MARK
_NO_START = c.MARKS + c.UNIT + c.DOT + c.DASH + c.RULE + c.ELLIPSIS + c.SPACE + c.WIDE_SPACE + c.FIXED_SPACE
_NO_START += c.LATIN_CLOSE + c.PERCENT + c.HYPHEN + c.SLASH
_NO_END = c.OPEN + c.PREFIX + c.LATIN_OPEN + c.LATIN_PREFIX + c.FIXED_SPACE


def break_level(a: str, b: str) -> int:
    """How willingly a line may end between classes ``a`` and ``b``."""
    if b == c.MARK or a == b == c.RULE or a == b == c.ELLIPSIS:
        return NEVER
    if b in _NO_START or a in _NO_END:
        return KINSOKU
    if a in c.SPACE + c.WIDE_SPACE:
        return FREE
    if a == c.URL_POINT or a in c.DASH + c.DOT:
        return LOW
    if a == c.HYPHEN:
        return EMERGENCY if b == c.DIGIT else LOW  # UAX #14, LB21 and LB25
    if a == c.SLASH:
        return PROTECTED  # 分隔号: clreq 行首行尾禁则, GB 法
    if a in _LATIN_ALL and b in _LATIN_ALL:
        return PROTECTED if a == c.LATIN_CLOSE and b != c.DIGIT else EMERGENCY
    return FREE


def _natural(a: str, b: str) -> float:
    if (a in c.MARKS and b in c.MARKS + c.OPEN) or a == b == c.OPEN:
        return -BLANK
    return GLUE if _meet(a, b) else 0.0


def _meet(a: str, b: str) -> bool:
    """Han beside Latin or digits."""
    return (a == c.HAN and b in c.LATIN) or (a in c.LATIN and b in c.HAN)


def _space_stretch(a: str, b: str) -> float:
    return SPACE_STRETCH if a == c.SPACE and b != c.SPACE else 0.0


def _glue_stretch(a: str, b: str) -> float:
    return GLUE_STRETCH if _meet(a, b) else 0.0


def _mark_stretch(a: str, b: str) -> float:
    beside = (a in c.MARKS and b not in c.MARKS) or (b == c.OPEN and a != c.OPEN)
    return MARK_STRETCH if beside and c.SPACE not in a + b else 0.0


def _squeezed(a: str, b: str) -> bool:
    """Whether the gap lost its blank already, or has half an em left of two (mark before an opening bracket)."""
    return a in c.MARKS and b in c.MARKS


def _bracket_shrink(a: str, b: str) -> float:
    if _squeezed(a, b) or (a == b == c.OPEN):
        return 0.0
    if a in c.MARKS and b == c.OPEN:
        return BLANK / 2
    return BLANK if a == c.CLOSE or b == c.OPEN else 0.0


def _pause_shrink(a: str, b: str) -> float:
    return BLANK if a == c.PAUSE and b != c.OPEN and not _squeezed(a, b) else 0.0


def _glue_shrink(a: str, b: str) -> float:
    return GLUE_SHRINK if _meet(a, b) else 0.0


def _stop_shrink(a: str, b: str) -> float:
    """A sentence's stop keeps half of its blank, since it marks the longer pause."""
    return BLANK / 2 if a in c.STOP + c.SHOUT and b != c.OPEN and not _squeezed(a, b) else 0.0


def _letter(a: str, b: str) -> float:
    """Weight of letter spacing: everywhere but inside Latin words, —— and ……."""
    if (a in _LATIN_ALL and b in _LATIN_ALL) or b in c.MARK + c.SPACE:
        return 0.0
    return 0.0 if c.FIXED_SPACE in (a, b) or (a == b and a in c.RULE + c.ELLIPSIS) else 1.0


class _Levels(dict[str, int]):
    def __missing__(self, key: str) -> int:
        level = self[key] = break_level(key[0], key[1])
        return level


LEVELS: dict[str, int] = _Levels()
"""Break levels of pairs of classes: a memo of :func:`break_level`."""

STRETCH_ORDER = ((_space_stretch, "西文词距"), (_glue_stretch, "中西间距"), (_mark_stretch, "标点间距"))
SHRINK_ORDER = (
    (_bracket_shrink, "夹注符号"),
    (_pause_shrink, "逗号、顿号、分号、冒号"),
    (_glue_shrink, "中西间距"),
    (_stop_shrink, "句末点号"),
)
"""Stages after clreq, 挤压处理的优先顺序 and 拉伸处理的优先顺序, each with what it changes in Chinese."""

Rule = Callable[[str, str], float]


class Table(dict[str, float]):
    """What a rule says for pairs of classes, in points; a pair is worked out when it is met first."""

    def __init__(self, rule: Rule, size: float) -> None:
        super().__init__()
        self._rule, self._size = rule, size

    def __missing__(self, key: str) -> float:
        value = self[key] = self._rule(key[0], key[1]) * self._size
        return value


def _whole_stretch(a: str, b: str) -> float:
    return _letter(a, b) * LETTER_STRETCH + sum(rule(a, b) for rule, _ in STRETCH_ORDER)


def _whole_shrink(a: str, b: str) -> float:
    return sum(rule(a, b) for rule, _ in SHRINK_ORDER)


@dataclass(frozen=True, slots=True)
class GapTables:
    """The tables for one size, in points; ``stretch`` and ``shrink`` are the sums that breaking reckons with."""

    natural: Table
    letter: Table
    stretches: tuple[Table, ...]
    shrinks: tuple[Table, ...]
    stretch: Table
    shrink: Table


@lru_cache(maxsize=64)
def gap_tables(size: float) -> GapTables:
    """The gap tables of characters ``size`` points large."""
    return GapTables(
        natural=Table(_natural, size),
        letter=Table(_letter, size),
        stretches=tuple(Table(rule, size) for rule, _ in STRETCH_ORDER),
        shrinks=tuple(Table(rule, size) for rule, _ in SHRINK_ORDER),
        stretch=Table(_whole_stretch, size),
        shrink=Table(_whole_shrink, size),
    )


def forbids_start(cls: str) -> bool:
    """Whether characters of a class never begin a line."""
    return cls in _NO_START
