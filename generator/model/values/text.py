"""Characters: which may not stand in a value, and the one safe normalisation of codes (full width to half width)."""

from __future__ import annotations

import re
import unicodedata

_NAMES = {
    0x00: "空字符",
    0x07: "响铃符",
    0x08: "退格符",
    0x0B: "纵向制表符",
    0x0C: "换页符",
    0x0D: "回车符",
    0x1B: "转义符",
    0x7F: "删除符",
    0x85: "下一行符",
    0x2028: "行分隔符",
    0x2029: "段分隔符",
    0xFEFF: "字节顺序标记",
    0xFFFD: "替换符（原文编码有误）",
}
_INVISIBLE_ORDER = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_DOUBLE = re.compile(" {2,}")
_REFUSED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"  # control characters but tab and line feed; halves of pairs
    r"\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the order of reading
    r"\u2028\u2029\ufeff\ufffd\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))  # noncharacters
    + "]"
)


def character_name(char: str) -> str:
    """A Chinese or Unicode name with the code point, for messages: ``响铃符（U+0007）``."""
    code = ord(char)
    fallback = "双向控制符" if char in _INVISIBLE_ORDER else unicodedata.name(char, "控制字符")
    return f"{_NAMES.get(code, fallback)}（U+{code:04X}）"


def control_characters(value: str) -> str | None:
    """Name the first character that XML 1.0 (clause 2.2) forbids or that changes the order of what is read."""
    found = _REFUSED.search(value)
    return f"第{found.start() + 1}个字符是{character_name(found.group())}，不能用在文件里" if found else None


def normalise(value: str) -> str:
    """A code as it is meant: ASCII in half width, no outer and no double blanks. For codes, never for prose."""
    return _DOUBLE.sub(" ", value.translate(_FULL_WIDTH)).strip()
