"""Dates: written YYYY-MM-DD or YYYY-MM in data, printed “YYYY年M月D日” without leading zeros (GB/T 9704-2012)."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def day(value: str) -> str | None:
    """Problem of a day as written in data (GB/T 7408.1, extended calendar date)."""
    if not _DAY.fullmatch(value):
        return "应写作 2026-09-01 的样式（四位年-两位月-两位日）"
    try:
        date.fromisoformat(value)
    except ValueError:
        return "不是日历上的日期"
    return None


def year_month(value: str) -> str | None:
    """Problem of a month as written in data."""
    match = _MONTH.fullmatch(value)
    if match is None:
        return "应写作 1985-03 的样式（四位年-两位月）"
    year, month = int(match.group(1)), int(match.group(2))
    return None if 1900 <= year <= 2100 and 1 <= month <= 12 else "不是日历上的年月"


def printed_day(value: date) -> str:
    """“2026年9月1日”: no leading zeros (GB/T 9704-2012, clause 7.3.5)."""
    return f"{value.year}年{value.month}月{value.day}日"


def printed_month(value: str) -> str:
    """“1985年3月” of ``1985-03``; raises ValueError where :func:`year_month` reports a problem."""
    problem = year_month(value)
    if problem:
        raise ValueError(problem)
    year, month = value.split("-")
    return f"{year}年{int(month)}月"
