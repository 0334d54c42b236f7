"""The class of every character: how it behaves at line ends, beside Latin, and how much blank its em box holds.

Classes after W3C clreq (Requirements for Chinese Text Layout), 行首行尾禁则, and GB/T 15834-2011, 5.1;
the Latin ones follow UAX #14. A class is one letter, so that a text's classes are a string as long as the text.
"""

from __future__ import annotations

import re
import unicodedata

HAN = "H"  # ideographs, kana, hangul, full-width letters and signs: break on both sides
UNIT = "N"  # ％ ℃ 々 ー: ideographic, never at a line's start
PREFIX = "T"  # ￥ № and tick boxes: ideographic, never at a line's end, no glue before Latin
OPEN = "O"  # （《“: blank on the left, never at a line's end
CLOSE = "C"  # ）》”: blank on the right, never at a line's start
PAUSE = "P"  # ，、；：
STOP = "F"  # 。．
SHOUT = "B"  # ！？
DOT = "D"  # ·: blank on both sides, never at a line's start
DASH = "L"  # one — – ～ (连接号): never at a line's start
RULE = "W"  # —— (破折号): never split
ELLIPSIS = "X"  # ……: never split, never at a line's start
LETTER = "a"
DIGIT = "0"
LATIN_OPEN = "p"  # ( [ {
LATIN_PREFIX = "t"  # $ # and other signs before a number
LATIN_CLOSE = "q"  # ) , . ; : ! ?
PERCENT = "e"  # %
HYPHEN = "h"
SLASH = "s"
SIGN = "y"  # + = and the like: as letters, but without glue beside Han (“人工智能+”)
URL_POINT = "u"  # a character of an address after which it may be split
SPACE = "S"
WIDE_SPACE = "I"
FIXED_SPACE = "b"
MARK = "M"  # combining marks

MARKS = CLOSE + PAUSE + STOP + SHOUT
LATIN = LETTER + DIGIT + LATIN_PREFIX + PERCENT + URL_POINT

_TABLE = {
    OPEN: "（《〈「『【〔［｛“‘〖〘〚｟",
    CLOSE: "）》〉」』】〕］｝”’〗〙〛｠",
    PAUSE: "，、；：",
    STOP: "。．",
    SHOUT: "！？‼⁇⁈⁉",
    UNIT: "％‰℃℉‱／々〻ーゝゞヽヾ〟ぁぃぅぇぉっゃゅょァィゥェォッャュョ",
    PREFIX: "￥＄￡￠№＃□☐☑☒",
    DOT: "·・‧",
    DASH: "—―–～〜－",
    ELLIPSIS: "…⋯",
    LATIN_OPEN: "([{",
    LATIN_PREFIX: "$#£¥€",
    LATIN_CLOSE: ")]},.;:!?°′″",
    PERCENT: "%",
    HYPHEN: "-‐",
    SLASH: "/\\",
    SIGN: "+=*<>|^_&~",
    SPACE: " \u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f",
    WIDE_SPACE: "\u3000",
    FIXED_SPACE: "\u00a0\u2007\u202f",
}
_NAMED = {ord(char): cls for cls, chars in _TABLE.items() for char in chars}

_WIDE = (
    (0x2E80, 0xA4CF),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF01, 0xFF60),
    (0x20000, 0x3FFFF),
    (0x2150, 0x218F),
    (0x2190, 0x21FF),
    (0x2300, 0x23FF),
    (0x2460, 0x27BF),
    (0x2B00, 0x2BFF),
    (0x1F000, 0x1FAFF),
    (0x203B, 0x203B),
    (0x2E3A, 0x2E3A),
)
_VOWEL_JAMO = range(0x1160, 0x1200)


class _Classes(dict[int, str]):
    """A table for ``str.translate`` that classifies a code point when it is met first."""

    def __missing__(self, code: int) -> str:
        cls = self[code] = _classify(code)
        return cls


def _classify(code: int) -> str:
    char = chr(code)
    if code in _NAMED:
        return _NAMED[code]
    if unicodedata.category(char) in {"Mn", "Mc", "Me"} or code in _VOWEL_JAMO:
        return MARK
    if any(low <= code <= high for low, high in _WIDE):
        return HAN
    return DIGIT if char.isdigit() else LETTER


_CLASSES = _Classes()  # a memo of a pure function
_DOUBLE = re.compile("——|――")


def classify(text: str) -> str:
    """The classes of ``text``, character by character and without context (quotes count as Chinese)."""
    classes = text.translate(_CLASSES)
    if "LL" in classes:
        for match in _DOUBLE.finditer(text):
            classes = f"{classes[: match.start()]}WW{classes[match.end() :]}"
    return classes


INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]+"
)
"""Characters that set nothing: controls, joiners, bidi marks, variation selectors."""
