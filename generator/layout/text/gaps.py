"""What may happen between two neighbouring characters: squeezing, glue, stretch, shrink and breaking, as tables.

Keys are two class letters. Lengths are ems. Sources: clreq 3.1.6 (compression of adjacent marks, 1½ em for two),
3.1.6.3 (order of compression), 3.2.2 (quarter-em glue between Han and Latin, ⅛ to ½ em), 3.1.1–3.1.3 (prohibited
starts and ends); GB/T 15834-2011, 5.1 (positions of marks).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from generator.layout.text import classes as c

BLANK = 0.5
"""The blank half of a mark's em box, which compression may remove (clreq 3.1.6)."""
GLUE = 0.25
GLUE_STRETCH = 0.25
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
_NO_START = c.MARKS + c.UNIT + c.DOT + c.DASH + c.ELLIPSIS + c.SPACE + c.WIDE_SPACE + c.FIXED_SPACE
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
    if a == c.URL_POINT or b == c.RULE or a in c.DASH + c.DOT:
        return LOW
    if a == c.HYPHEN:
        return EMERGENCY if b == c.DIGIT else LOW  # UAX #14, LB21 and LB25
    if a == c.SLASH:
        return PROTECTED  # 分隔号, GB/T 15834-2011, 5.1.10
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


def _glue_stretch(a: str, b: str) -> float:
    return GLUE_STRETCH if _meet(a, b) or (a == c.SPACE and b != c.SPACE) else 0.0


def _glue_shrink(a: str, b: str) -> float:
    if a == c.SPACE and b != c.SPACE:
        return 0.1
    return GLUE_SHRINK if _meet(a, b) else 0.0


def _mark_stretch(a: str, b: str) -> float:
    beside = (a in c.MARKS and b not in c.MARKS) or (b == c.OPEN and a != c.OPEN)
    return MARK_STRETCH if beside and c.SPACE not in a + b else 0.0


def _mark_shrink(a: str, b: str) -> float:
    if a in c.MARKS and b == c.OPEN:
        return 0.25  # the half em that is left of two halves
    if a in c.MARKS and b in c.MARKS:
        return 0.0
    if a in c.CLOSE + c.PAUSE or (b == c.OPEN and a != c.OPEN):
        return BLANK
    return 0.25 if a in c.STOP + c.SHOUT else 0.0  # the stop of a sentence keeps most of its blank


def _letter(a: str, b: str) -> float:
    """Weight of letter spacing: everywhere but inside Latin words, —— and ……."""
    if (a in _LATIN_ALL and b in _LATIN_ALL) or b in c.MARK + c.SPACE:
        return 0.0
    return 0.0 if c.FIXED_SPACE in (a, b) or (a == b and a in c.RULE + c.ELLIPSIS) else 1.0


@dataclass(frozen=True, slots=True)
class GapTables:
    """The tables for one size, in points; ``stretch`` and ``shrink`` are the sums that breaking reckons with."""

    natural: dict[str, float]
    stretch: dict[str, float]
    shrink: dict[str, float]
    glue_stretch: dict[str, float]
    mark_stretch: dict[str, float]
    letter: dict[str, float]
    mark_shrink: dict[str, float]
    glue_shrink: dict[str, float]


_PAIRS = [(a, b) for a in c.ALL for b in c.ALL]
LEVELS = {a + b: break_level(a, b) for a, b in _PAIRS}


@lru_cache(maxsize=64)
def gap_tables(size: float) -> GapTables:
    """The gap tables of characters ``size`` points large."""
    base = {
        name: {a + b: rule(a, b) * size for a, b in _PAIRS}
        for name, rule in (
            ("natural", _natural),
            ("glue_stretch", _glue_stretch),
            ("mark_stretch", _mark_stretch),
            ("letter", _letter),
            ("mark_shrink", _mark_shrink),
            ("glue_shrink", _glue_shrink),
        )
    }
    stretch = {
        key: base["glue_stretch"][key] + base["mark_stretch"][key] + base["letter"][key] * LETTER_STRETCH
        for key in base["letter"]
    }
    shrink = {key: base["mark_shrink"][key] + base["glue_shrink"][key] for key in base["letter"]}
    return GapTables(stretch=stretch, shrink=shrink, **base)


def blank_left(cls: str) -> float:
    """Blank at the left of a class's em box that a line's start removes."""
    return BLANK if cls == c.OPEN else 0.0


def blank_right(cls: str) -> float:
    """Blank at the right of a class's em box that a line's end removes (行尾标点占半字)."""
    return BLANK if cls in c.MARKS else 0.0
