"""Tokens that stay whole at line ends, and addresses that may be split without a hyphen.

Numbers, their units and codes are not divided: clreq 符号分离禁则. Addresses: after UAX #14, without a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUM = r"\d+(?:[.,]\d+)*"
_DIGITS = "〇零一二三四五六七八九十百千两"
_UNITS = (
    "(?:万|亿|千|百)?(?:个工作日|个月|小时|分钟|毫米|厘米|公里|千米|平方米|立方米|千克|"
    "[年月日号项个家名人元条款章节编页行字磅倍次种类届期级版份篇部门点天周时分秒米克吨岁位件套台本册批座所户场岁度余多万亿]|(?=[％%℃‰]))"
)
_NUMBER = rf"第?{_NUM}(?:[-—–~～:]{_NUM})*"
_PROTECTED = re.compile(
    "|".join(
        (
            # 2024年7月18日, 7月18日
            r"\d{2,4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日",
            # 〔2024〕1081号
            r"[〔\[]\d{4}[〕\]]第?\d+号",
            # GB/T 45288.1-2025, SC 42, JTC 1/SC 42, ISO/IEC 22989:2022, DB11/T 1234—2024
            rf"[A-Z]{{2,6}}\d{{0,2}}(?:/[A-Z]{{1,5}})*[  ]?(?!\d+年){_NUM}(?:[-—–:]\d+)*(?:/[A-Z]{{2,5}}[  ]?\d+)*",
            # 17.65%, 34项, 第5条, 2023—2035年, 10个工作日
            rf"{_NUMBER}[％%℃‰]?{_UNITS}?",
            # 第十条, 第十六次; 二〇二五年三月
            rf"第[{_DIGITS}]+[条款项章节编部届次期批号类级步页卷册]|[{_DIGITS}]{{4}}年(?:[{_DIGITS}]{{1,2}}月)?",
            # 图 2, 表1, 附录 A
            r"(?:[图表式]|附录) ?[\dA-Z]+",
        )
    )
)
_HINT = re.compile(r"[\d第]|[〇零一二三四五六七八九]{4}年|附录")
_COMMITTEE = re.compile(r"ISO/IEC (?=JTC)")
_ADDRESS = re.compile(
    r"(?<![\w.+-])(?:(?:https?://|ftp://|www\.)[!-~]+|[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|"
    r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}/[!-~]*|(?:[A-Za-z0-9-]+\.){2,}[A-Za-z]{2,})",
    re.ASCII,
)
_ADDRESS_HINT = re.compile(r"[./@][A-Za-z]")
_TRAILING = ".,;:!?)]}'\""
_POINTS = frozenset("/.?&=-_@#%")


def protected(text: str) -> Iterator[tuple[int, int]]:
    """Spans (start, end) that no ordinary break may divide."""
    if _HINT.search(text):
        for match in _PROTECTED.finditer(text):
            if match.end() - match.start() > 1:
                yield match.span()


def committees(text: str) -> Iterator[int]:
    """Ends of “ISO/IEC ” before a committee's name, where a line may end only if it must."""
    if "ISO/IEC JTC" in text:
        for match in _COMMITTEE.finditer(text):
            yield match.end()


def mark_addresses(text: str, classes: str) -> str:
    """The classes with those inside URLs and e-mail addresses replaced by letters and splitting points."""
    if not _ADDRESS_HINT.search(text):
        return classes
    parts: list[str] = []
    done = 0
    for match in _ADDRESS.finditer(text):
        address = match.group().rstrip(_TRAILING)
        parts += classes[done : match.start()], _address_classes(address)
        done = match.start() + len(address)
    parts.append(classes[done:])
    return "".join(parts)


def _address_classes(address: str) -> str:
    """``u`` after / . ? & = - _ @ where an alphanumeric follows, so never before a dot nor at the end; else ``a``."""
    followers = address[1:] + "/"
    return "".join(
        "u" if char in _POINTS and after not in _POINTS else "a" for char, after in zip(address, followers, strict=True)
    )
