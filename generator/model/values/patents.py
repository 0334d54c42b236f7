"""Numbers of Chinese patents: applications with check digit (ZC 0006-2003) and publications (ZC 0007-2012)."""

from __future__ import annotations

import re

_APPLICATION = re.compile(r"(?:ZL|CN)?(?:(\d{12}|\d{8})\.([\dX])|(\d{8}))", re.ASCII)
_UNCHECKED = re.compile(r"(?:ZL|CN)?\d{12}[\dX]?", re.ASCII)
_PUBLICATION = re.compile(r"CN ?(?:\d{7}|([123])\d{8}) ?([ABCUYS])\d?", re.ASCII)
_FOREIGN = re.compile(
    r"(?!CN|ZL|PCT)[A-Z]{2}[ /]?[\dA-Z][\dA-Z/,.\- ]{3,24}|PCT/[A-Z]{2}(?:\d{4}/\d{6}|\d{2}/\d{5})", re.ASCII
)
_KINDS = {"1": "发明", "2": "实用新型", "3": "外观设计", "8": "发明", "9": "实用新型"}
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_DOCUMENTS = {"A": "发明", "B": "发明", "C": "发明", "U": "实用新型", "Y": "实用新型", "S": "外观设计"}
_FIRST_DIGITS = {"发明": "1", "实用新型": "2", "外观设计": "3"}
_HINT = (
    "申请号写作“202310123456.X”（12位数字、小数点、校验位），公开号写作“CN123456789A”，"
    "国际申请写作“PCT/CN2023/123456”，国外专利以国别代码开头"
)
_TWELVE_SINCE = 2003


def application_check(digits: str) -> str:
    """The check character of an application number's 12 (or, before 2003, 8) digits (ZC 0006-2003, MOD 11)."""
    remainder = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    return "X" if remainder == 10 else str(remainder)


def application_number(value: str) -> str | None:
    """Problem of a Chinese application or patent number: prefix ZL or CN and the blanks of certificates allowed.

    Numbers have 12 digits since October 2003; before, 8, and then the check digit may be missing.
    """
    bare = value.replace(" ", "")
    match = _APPLICATION.fullmatch(bare)
    if match is None:
        return ("缺少小数点和校验位；" if _UNCHECKED.fullmatch(bare) else "") + _HINT
    digits, check = match[1] or match[3], match[2]
    kind = digits[4] if len(digits) == 12 else digits[2]
    if kind not in _KINDS:
        return f"种类号“{kind}”不存在（1发明、2实用新型、3外观设计、8和9为国际申请）"
    if len(digits) == 12 and int(digits[:4]) < _TWELVE_SINCE:
        return f"年份“{digits[:4]}”不对，12位的号码从{_TWELVE_SINCE}年起使用"
    right = application_check(digits)
    return None if check in (None, right) else f"校验位“{check}”不符，应为“{right}”"


def publication_number(value: str) -> str | None:
    """Problem of a Chinese publication number: CN, 7 or 9 digits, kind of document, and both of one type."""
    match = _PUBLICATION.fullmatch(value)
    if match is None:
        return "公开（公告）号应写作“CN123456789A”"
    told = _DOCUMENTS[match[2]]
    if match[1] and match[1] != _FIRST_DIGITS[told]:
        return f"首位“{match[1]}”与末尾的文献种类“{match[2]}”（{told}）不符"
    return None


def patent_number(value: str) -> str | None:
    """Problem of a number of either kind; foreign and PCT numbers are taken as they are."""
    if _FOREIGN.fullmatch(value):
        return None
    return publication_number(value) if _PUBLICATION.fullmatch(value) else application_number(value)


def patent_kind(value: str) -> str | None:
    """The type that a Chinese number itself tells, or None if it tells none."""
    published = _PUBLICATION.fullmatch(value)
    if published:
        return _DOCUMENTS[published[2]]
    match = _APPLICATION.fullmatch(value.replace(" ", ""))
    if match is None:
        return None
    digits = match[1] or match[3]
    return _KINDS.get(digits[4] if len(digits) == 12 else digits[2])


def application_year(value: str) -> int | None:
    """The year of application that a Chinese application number begins with."""
    match = _APPLICATION.fullmatch(value.replace(" ", ""))
    if match is None:
        return None
    digits = match[1] or match[3]
    if len(digits) == 12:
        return int(digits[:4])
    return (1900 if digits[:2] >= "85" else 2000) + int(digits[:2])


def granted_number(value: str) -> bool:
    """Whether the number itself says that the patent was granted (ZL, or a document of grant)."""
    published = _PUBLICATION.fullmatch(value)
    return value.startswith("ZL") or (published is not None and published[2] in "BCYUS")


def same_patent(value: str) -> str:
    """What two ways of writing one number have in common."""
    return re.sub(r"^(?:ZL|CN(?=\d{8}))|[ .]", "", value) if _APPLICATION.fullmatch(value.replace(" ", "")) else value
