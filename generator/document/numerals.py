"""Chinese numerals as documents number their parts: 一, 十, 二十一."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_CIRCLED_LIMIT = 20


def chinese_number(value: int) -> str:
    """The everyday Chinese reading of 0 ≤ ``value`` < 10,000, as in 第十七条: 10 is 十, not 一十.

    Raises ValueError outside the range.
    """
    if not 0 <= value < 10_000:
        raise ValueError(value)
    if value < 10:
        return _DIGITS[value]
    parts: list[str] = []
    rest, gap = value, False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十")):
        digit, rest = divmod(rest, unit)
        if digit:
            parts.append(("零" if gap else "") + _DIGITS[digit] + sign)
            gap = False
        elif parts:
            gap = True
    if rest:
        parts.append(("零" if gap else "") + _DIGITS[rest])
    text = "".join(parts)
    return text.removeprefix("一") if 10 <= value < 20 else text


def circled_number(value: int) -> str:
    """① to ⑳; above that the plain number in parentheses."""
    return chr(0x2460 + value - 1) if 1 <= value <= _CIRCLED_LIMIT else f"（{value}）"


def roman_number(value: int) -> str:
    """Upper-case Roman numerals for front-matter folios (1 ≤ value < 4000)."""
    table = (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    out = ""
    for size, sign in table:
        count, value = divmod(value, size)
        out += sign * count
    return out
