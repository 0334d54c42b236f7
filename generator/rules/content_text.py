"""Checks of what is written: addresses, numbers of standards, Chinese punctuation, pairs of marks, blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.diagnostics import Severity
from generator.rules.content_base import Context, Found, Rule, prose, rule, walk

_HAN = "[\u4e00-\u9fff\u3001\u3002\u300a\u300b\u201c\u201d\uff0c\uff1a\uff1b\uff08\uff09]"
_LINK = re.compile(r"https?://[!-~]+|\]\([^)]*\)")
_STANDARD = re.compile(r"(?<![A-Za-z])G[Bb](?:\s?/?\s?[TZtz])?\s*\d[\d.]*(?:\s*[-—－–]\s*\d+)?")
_STANDARD_FORM = re.compile(r"GB(?:/[TZ])? \d{1,5}(?:\.\d{1,3})?(?:[-—]\d{4})?")
_HALFWIDTH = re.compile(f"(?<={_HAN})[,;:!?()]|[,;:!?()](?={_HAN})|(?<={_HAN})\\.(?![\\w.])")
_STRAIGHT = re.compile(r"[\"']")
_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+|https?(?:：|:[/／]?／)", re.IGNORECASE)
_BLANK = re.compile(
    "(?<=[\u4e00-\u9fff]) (?=[A-Za-z0-9])|(?<=[A-Za-z0-9%]) (?=[\u4e00-\u9fff])"
    "|(?<=[，。；：、！？）》”〕]) (?=\\S)|(?<=[^\\s*>+-]) (?=[，。；：、！？（《“〔])"
)
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(:\d{1,5})?", re.IGNORECASE)
_PAIRS = {"（": "）", "《": "》", "“": "”", "‘": "’", "〔": "〕", "〈": "〉", "【": "】"}


@rule("CNT-018", Severity.ERROR, "RFC 3986 第3节", "写完整网址，例如 https://std.samr.gov.cn/")
def good_addresses(context: Context) -> Iterator[Found]:
    """Addresses are complete: http(s), a host of the usual form, nothing that an address cannot hold."""
    for path, value in walk(context.guide):
        if path and path[-1] == "url" and isinstance(value, str) and value and not _is_address(value):
            yield Found(path, f"网址“{value}”不完整或含有多余字符")


def _is_address(value: str) -> bool:
    if not re.fullmatch(r"[!-~]+", value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and _HOST.fullmatch(parts.netloc) is not None


@rule("CNT-019", Severity.ERROR, "GB/T 1.1—2020", "写作 GB/T 45288.1-2025：代号后空一格，年份四位")
def good_standard_numbers(context: Context) -> Iterator[Found]:
    """Numbers of national standards are written in full."""
    for path, text in prose(context.guide):
        for found in _STANDARD.findall(text):
            if not _STANDARD_FORM.fullmatch(found.rstrip(" .")):
                yield Found(path, f"标准号“{found}”写法不对")


@rule("CNT-021", Severity.WARNING, "GB/T 15834—2011", "改用全角标点和弯引号")
def chinese_punctuation(context: Context) -> Iterator[Found]:
    """Chinese prose takes full-width marks and curly quotes."""
    for path, text in prose(context.guide):
        bare = _LINK.sub("", text)
        found = _HALFWIDTH.search(bare) or (_STRAIGHT.search(bare) if re.search(_HAN, bare) else None)
        if found:
            yield Found(path, f"“{_near(bare, found)}”中用了半角标点")


@rule("CNT-030", Severity.WARNING, "GB/T 15834—2011", "数字、字母和网址用半角")
def latin_is_halfwidth(context: Context) -> Iterator[Found]:
    """Digits, letters and addresses in prose are not the full-width ones of an input method."""
    for path, text in prose(context.guide):
        if found := _WIDE.search(text):
            yield Found(path, f"“{_near(text, found)}”中用了全角的数字、字母或网址")


@rule("CNT-025", Severity.WARNING, "GB/T 15834—2011", "补上或删去一半")
def marks_in_pairs(context: Context) -> Iterator[Found]:
    """Brackets and quotation marks come in pairs, each closed by its own."""
    for path, text in prose(context.guide):
        awaited: list[str] = []
        for char in text:
            if char in _PAIRS:
                awaited.append(_PAIRS[char])
            elif char in _PAIRS.values() and (not awaited or awaited.pop() != char):
                yield Found(path, f"“{char}”没有与之成对的前一半")
                awaited.clear()
                break
        if awaited:
            yield Found(path, f"缺少与前文成对的“{awaited[-1]}”")


@rule("CNT-029", Severity.WARNING, "", "删去空格；排版时自动留出间隙")
def no_blanks_beside_han(context: Context) -> Iterator[Found]:
    """No blank is typed between Han and Latin or beside full-width marks: the layout sets the space (clreq, 3.2.2)."""
    for path, text in prose(context.guide):
        if found := _BLANK.search(text):
            yield Found(path, f"“{_near(text, found)}”中汉字与西文之间或标点旁边有空格")


def _near(text: str, found: re.Match[str]) -> str:
    """The words around a finding, on one line."""
    return " ".join(text[max(0, found.start() - 6) : found.end() + 6].split("\n"))


RULES: tuple[Rule, ...] = (
    good_addresses,
    good_standard_numbers,
    chinese_punctuation,
    latin_is_halfwidth,
    marks_in_pairs,
    no_blanks_beside_han,
)
