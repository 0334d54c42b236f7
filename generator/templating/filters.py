"""Filters for templates: dates, numbers, standard numbers, Markdown prose; each keeps its values' origins."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from generator.document.numerals import chinese_number
from generator.templating.values import Branch, FactStr, Missing, keep_origins, traced

_YEAR_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?$")
_STANDARD = re.compile(
    r"(?<![A-Za-z\d/._-])((?:(?:GB(?:/[TZ]|Z(?:/T)?)?|DB\d{2}(?:/T)?|[A-Z]{2}/[TZ]|[TQ]/[A-Z]+)\s?\d[\d.]*|GSB\s?\d{2}[-—]\d{3,5}))"
    r"[-－–](\d{4})(?!\d)"
)
"""National, regional, industry, association and enterprise standards; numbers inside addresses stay as they are."""
_BETWEEN_ELEMENTS = re.compile(r"(?<=[\u2e80-\uffef]) (?=[\u2e80-\uffef])")


def cn_date(value: object) -> str:
    """2025-02-28 → 2025年2月28日, 2021-10 → 2021年10月; no leading zeros (GB/T 9704-2012, 7.3.5)."""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    found = _YEAR_MONTH.match(str(value))
    if not found:
        return str(value)
    year, month, day = found.groups()
    return f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")


def cn_number(value: int) -> str:
    """17 → 十七."""
    return chinese_number(int(value))


def percent(part: int, whole: int, places: int = 2) -> str:
    """The share of ``part`` in ``whole``, rounded half up: 6 of 34 → 17.65%. A whole of 0 is an error."""
    if not int(whole):
        raise ValueError(f"总数是0，算不出{part}项的占比")
    share = Decimal(int(part)) * 100 / Decimal(int(whole))
    return f"{share.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}%"


def standard_number(value: object) -> str:
    """A standard's number as typeset: the year stands behind a dash (GB/T 1.1-2020): GB/T 1.1—2020."""
    return _STANDARD.sub(r"\1—\2", str(value))


def elements(value: object) -> str:
    """A standard's title with one ideograph's space between its elements, as it is printed (GB/T 1.1-2020)."""
    return _BETWEEN_ELEMENTS.sub("\u3000", str(value))


def count(value: object) -> int:
    """How many members a list has; the count's origin is the list."""
    return len(value)  # type: ignore[arg-type]


def join(value: object, mark: str = "、") -> FactStr | str | Missing:
    """The members joined by the enumeration comma, carrying the origins of every member."""
    if isinstance(value, Missing):
        return value
    members = list(value)  # type: ignore[call-overload]
    return traced(mark.join(str(item) for item in members), *members)


def where(value: Branch, key: str, wanted: object) -> list[Any]:
    """The members whose ``key`` equals ``wanted``."""
    return [item for item in value if item[key] == wanted]


FILTERS: dict[str, Callable[..., Any]] = {
    "cn_date": keep_origins(cn_date),
    "cn_number": keep_origins(cn_number),
    "percent": keep_origins(percent),
    "standard_number": keep_origins(standard_number),
    "elements": keep_origins(elements),
    "count": keep_origins(count),
    "join_cn": join,
    "where": where,
}
"""The filters by the names that templates use."""
