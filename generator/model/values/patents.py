"""Numbers of Chinese patents: applications with check digit (ZC 0006-2003) and publications (ZC 0007-2012)."""

from __future__ import annotations

import re

_APPLICATION = re.compile(r"(?:ZL|CN)?(\d{12}|\d{8})\.([\dX])", re.ASCII)
_UNCHECKED = re.compile(r"(?:ZL|CN)?\d{12}[\dX]?", re.ASCII)
_PUBLICATION = re.compile(r"CN ?\d{7}(?:\d{2})? ?[ABCUYS]\d?", re.ASCII)
_FOREIGN = re.compile(r"(?!CN|ZL)[A-Z]{2}[ /]?[\dA-Z][\dA-Z/,.\- ]{3,24}|PCT/[A-Z]{2}\d{2,4}/\d{5,6}", re.ASCII)
_KINDS = {"1": "发明", "2": "实用新型", "3": "外观设计", "8": "发明", "9": "实用新型"}
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_HINT = "申请号写作“202310123456.X”（12位数字、小数点、校验位），公开号写作“CN123456789A”"


def application_check(digits: str) -> str:
    """The check character of an application number's 12 (or, before 2003, 8) digits (ZC 0006-2003, MOD 11)."""
    remainder = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    return "X" if remainder == 10 else str(remainder)


def application_number(value: str) -> str | None:
    """Problem of a Chinese application or patent number (prefix ZL or CN allowed)."""
    match = _APPLICATION.fullmatch(value)
    if match is None:
        return ("缺少小数点和校验位；" if _UNCHECKED.fullmatch(value) else "") + _HINT
    digits, check = match.groups()
    kind = digits[4] if len(digits) == 12 else digits[2]
    if kind not in _KINDS:
        return f"种类号“{kind}”不存在（1发明、2实用新型、3外观设计、8和9为国际申请）"
    right = application_check(digits)
    return None if check == right else f"校验位“{check}”不符，应为“{right}”"


def publication_number(value: str) -> str | None:
    """Problem of a Chinese publication number: CN, 7 or 9 digits, kind of document."""
    return None if _PUBLICATION.fullmatch(value) else "公开（公告）号应写作“CN123456789A”"


def patent_number(value: str) -> str | None:
    """Problem of a number of either kind; foreign and PCT numbers are taken as they are."""
    if _PUBLICATION.fullmatch(value) or _FOREIGN.fullmatch(value):
        return None
    return application_number(value)


def patent_kind(value: str) -> str | None:
    """The type that an application number itself tells, or None if it tells none."""
    match = _APPLICATION.fullmatch(value)
    if match is None:
        return None
    digits = match.group(1)
    return _KINDS.get(digits[4] if len(digits) == 12 else digits[2])
