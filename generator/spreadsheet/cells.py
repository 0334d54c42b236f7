"""What a cell says, by what its column holds; nothing is guessed: what Excel has spoilt is named."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Any

from generator.model.columns import Columns
from generator.spreadsheet.plan import Column

_EXPONENT = re.compile(r"[+-]?\d(\.\d+)?[eE]\+?\d{2,}")
_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_MONTH = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?")
_BETWEEN = re.compile(r"[、；;\n]")
_BETWEEN_CHOICES = re.compile(r"[、，,；;\n]")
"""Choices have no commas of their own, while a work's title or a part of an address may."""
_EPOCH = date(1899, 12, 30)
EDGES = " \t\r\n\u3000\u00a0\u200b\u200c\u200d\u2060\ufeff"
"""What may stand unseen before and behind a cell's text: spaces of all kinds, marks without width."""
SAFE_DIGITS = 15
"""Excel keeps so many digits of a number."""
SERIALS = (20_000.0, 80_000.0)
"""Day numbers of 1954 to 2119: a number in a column of dates that may be one."""


class CellError(ValueError):
    """What is wrong with a cell, and in ``hint`` what would be right."""

    def __init__(self, said: str, hint: str = "") -> None:
        super().__init__(said)
        self.hint = hint


def is_blank(value: Any) -> bool:
    """Whether a cell holds nothing, or nothing but spaces (full-width ones too)."""
    return value is None or (isinstance(value, str) and not value.strip(EDGES))


def value_of(value: Any, column: Column, columns: Columns) -> Any:
    """The value for YAML's models, or None for an empty cell. Raises CellError."""
    if is_blank(value):
        return None
    if column.many:
        between = _BETWEEN_CHOICES if column.kind == "choice" else _BETWEEN
        parts = [part.strip(EDGES) for part in between.split(_text(value)) if part.strip(EDGES)]
        return [_choice(part, column) for part in parts] if column.kind == "choice" else parts
    match column.kind:
        case "date":
            return _day(value)
        case "month":
            return _month(value)
        case "whole" | "number":
            return _number(value, column.kind == "whole")
        case "yes":
            return _yes(value, columns)
        case "choice":
            return _choice(_text(value), column)
        case _:
            return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _digits(float(value))
    if isinstance(value, datetime | date):
        said = f"Excel 把内容当成了日期（{value:%Y-%m-%d}）"
        raise CellError(said, "把这一栏设为“文本”格式后重新填写")
    if not isinstance(value, str):
        raise CellError("Excel 把内容当成了时间", "把这一栏设为“文本”格式后重新填写")
    text = value.replace("\r\n", "\n").replace("_x000D_\n", "\n").strip(EDGES)
    if _EXPONENT.fullmatch(text):
        raise CellError(f"“{text}”是科学计数，原来的数字已经丢失", "把这一栏设为“文本”格式后重新填写全部数字")
    if text.startswith("#") and text.rstrip("!?").upper() in _SPOILT:
        raise CellError(f"公式的结果是错误值“{text}”", "改正公式，或直接填写内容")
    return text


_SPOILT = frozenset({"#N/A", "#REF", "#VALUE", "#NAME", "#DIV/0", "#NULL", "#NUM"})


def _digits(value: float) -> str:
    """A number in a column of text, as written; refused where Excel has lost digits."""
    if not math.isfinite(value):
        raise CellError("不是数", "直接填写内容")
    if value != int(value):
        return repr(value)
    if abs(value) >= 10**SAFE_DIGITS:
        said = f"数字超过{SAFE_DIGITS}位，Excel 已丢失末几位（{value:.0f}）"
        raise CellError(said, "把这一栏设为“文本”格式后重新填写全部数字")
    return str(int(value))


def _day(value: Any) -> str:
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        if SERIALS[0] <= value <= SERIALS[1]:
            day = _EPOCH + timedelta(days=int(value))
            said = f"是日期的序号 {value:.0f}（相当于 {day:%Y-%m-%d}），没有设为日期格式"
            raise CellError(said, f"写作 {day:%Y-%m-%d}，或把单元格设为日期格式")
        raise CellError(f"“{value:g}”不是日期", "写年月日，例如 2026-09-01")
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", _text(value)))
    if not found:
        raise CellError(f"“{value}”不是日期", "写年月日，例如 2026-09-01")
    year, month, day_of = map(int, found.groups())
    try:
        return date(year, month, day_of).isoformat()
    except ValueError:
        raise CellError(f"“{value}”不是日历上的日期", "写年月日，例如 2026-09-01") from None


def _month(value: Any) -> str:
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m}"
    if isinstance(value, int | float):
        raise CellError(f"“{value:g}”不是年月", "写年月，例如 2026-09")
    text = unicodedata.normalize("NFKC", _text(value))
    found = _MONTH.fullmatch(text) or _DAY.fullmatch(text)
    if not found or not 1 <= int(found[2]) <= 12:
        raise CellError(f"“{value}”不是年月", "写年月，例如 2026-09")
    return f"{int(found[1]):04}-{int(found[2]):02}"


def _number(value: Any, whole: bool) -> int | float:
    if isinstance(value, bool | datetime | date):
        raise CellError(f"“{value}”不是数", "只写数字，单位不写")
    if isinstance(value, str):
        text = unicodedata.normalize("NFKC", _text(value)).replace(",", "").replace(" ", "")
        if not re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", text):
            raise CellError(f"“{value}”不是数", "只写数字，单位不写")
        value = float(text)
    if not math.isfinite(value):
        raise CellError("不是数", "只写数字，单位不写")
    if whole and value != int(value):
        raise CellError(f"“{value:g}”不是整数", "写整数")
    return int(value) if value == int(value) and whole else float(value)


def _yes(value: Any, columns: Columns) -> bool:
    text = ("是" if value else "否") if isinstance(value, bool) else _text(value)
    said = unicodedata.normalize("NFKC", text).upper()
    for words, meant in ((columns.yes, True), (columns.no, False)):
        if said in words:
            return meant
    raise CellError(f"“{text}”不是“是”或“否”", "写“是”或“否”")


def _choice(text: str, column: Column) -> str | int:
    if text in column.choices:
        return text
    plain = unicodedata.normalize("NFKC", text)
    for choice in column.choices:
        if unicodedata.normalize("NFKC", choice) == plain:
            return choice
    raise CellError(f"“{text[:40]}”不在选项中", f"可选：{'、'.join(column.choices)}")
