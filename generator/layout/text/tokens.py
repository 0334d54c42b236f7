"""Tokens that stay whole at line ends, and addresses that may be split without a hyphen.

Numbers, their units and codes are not divided: clreq 符号分离禁则. Addresses: after UAX #14, without a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUM = r"\d+(?: \d{3}(?!\d))*(?:[.,]\d+)*"
_TO = "[-—–~～]"
_DIGITS = "〇零一二三四五六七八九十百千两"
_COUNTERS = (
    "余?(?:万|亿|千|百)?(?:个工作日|个月|部分|小时|分钟|毫米|厘米|公里|千米|平方米|立方米|千克|"
    "[年月日号项个家名人元条款章节编页行字磅倍次种类届期级版份篇部门点天周时分秒米克吨岁位件套台本册批座所户场岁度余多万亿℃]|"
    "(?=[％%‰]))"
)
_SIGNS = (
    "(?:[kMGTPcdmnpµμ]?(?:m|g|s|A|V|W|Ω|N|J|L|B|b|Hz|Pa|Wh|eV|Ah|bit|bps|FLOPS|OPS|mol)|min|h|d|t|K|px|pt|em|dB|dpi|fps)"
    "[²³]?(?:/(?:s|h|d|min|m[²³]?|kg|L))?(?![A-Za-z])"
)
"""Signs of the SI and of computing, which stand a space behind their figure."""
_RANGE = rf"第?{_NUM}(?:(?:{_TO}|[:至到]){_NUM})*"
_STAGE = "(?:(?:TR|TS|PAS|IS|WD|CD|DIS|FDIS|PWI|NP|AWI|IWA|Std|Guide) )?"
_ISSUE = "[条款项章节编部届次期批号类级步页卷册]"
_PROTECTED = re.compile(
    # The look-ahead lets the many characters that begin no token pass at once.
    r"(?=[\dA-Za-z第〔\[（(+图表式附№〇零一二三四五六七八九十百千两])(?:"
    + "|".join(
        (
            # 2024年7月18日, 7月18日, 2025年1—6月
            rf"\d{{2,4}} ?年(?: ?\d{{1,2}}(?:(?:{_TO}|至)\d{{1,2}})? ?月(?: ?\d{{1,2}} ?日)?)?",
            r"\d{1,2} ?月 ?\d{1,2} ?日",
            # 〔2024〕1081号
            rf"[〔\[]\d{{4}}[〕\]]第?\d+(?:{_TO}\d+)?号",
            # （010）64102855, 010-6410 2855, 010-64102855转8001, +86 10 6410 2855
            r"(?:[（(]0\d{2,3}[）)] ?|0\d{2,3}[- ])\d{3,4}[- ]?\d{4}(?:转\d+)?|\+\d{1,3}(?:[ -]\d{2,11})+",
            # GB/T 45288.1-2025, SC 42, JTC 1/SC 42, ISO/IEC TR 24028:2020, DB11/T 1234—2024
            rf"[A-Z]{{2,6}}\d{{0,2}}(?:/[A-Z]{{1,5}}){{0,4}}[ \u00a0]?{_STAGE}(?!\d+年){_NUM}(?:[-—–:]\d+)*"
            r"(?:/[A-Z]{2,5}[ \u00a0]?\d+)*",
            # 20231234-T-469 (计划号), ITU-T Y.3172
            r"\d{8}-[A-Z]-\d{3}|ITU-[TR] [A-Z]\.\d+(?:\.\d+)*",
            # 5 kg, 3.5 GB/s
            rf"{_NUM} {_SIGNS}",
            # 17.65%, 34项, 第5条, 2023—2035年, 10个工作日, 3至5年
            rf"{_RANGE}[％%℃‰]?(?: ?{_COUNTERS})?",
            # 第十条, 第十六次; 二〇二五年三月一日
            rf"第[{_DIGITS}]+{_ISSUE}|[{_DIGITS}]{{4}}年(?:[{_DIGITS}]{{1,2}}月(?:[{_DIGITS}]{{1,3}}日)?)?",
            # 图 2, 表1, 附录 A, № 5
            r"(?:[图表式]|附录) ?[\dA-Z]+|(?:№|No\.) ?\d+",
            # e-mail, Type-C: one letter is nothing to leave behind nor to begin with
            r"(?<![A-Za-z\d-])[A-Za-z]-[A-Za-z]+|[A-Za-z\d]{1,40}-[A-Za-z](?![A-Za-z\d-])",
        )
    )
    + ")"
)
_HINT = re.compile(r"[\d第]|[〇零一二三四五六七八九]{4}年|附录|-[A-Za-z](?![A-Za-z])|(?<![A-Za-z])[A-Za-z]-")
_COMMITTEE = re.compile(r"ISO/IEC (?=JTC)")
_LISTED = re.compile(r"[-—–:]\d{4},(?=[A-Z]{2})")
_ADDRESS = re.compile(
    r"(?<![\w.+-])(?:(?:https?://|ftp://|www\.)[!-~]+|[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|"
    r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}/[!-~]*|(?:[A-Za-z0-9-]+\.){2,}[A-Za-z]{2,})",
    re.ASCII,
)
_ADDRESS_HINT = re.compile(r"[./@][A-Za-z]|//|www\.")
_STANDARD = r"(?>[A-Z]{1,6}\d{0,2}(?:/[A-Z]{1,6})*[ \u00a0]?[\d.]+(?:[-—–:]\d{4})?)"
"""A standard's number, read in one way only: a long list that is none would otherwise be tried in 3ⁿ ways."""
_NUMBERS = re.compile(rf"{_STANDARD}(?:[、，；,;] ?{_STANDARD})+")
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


def listed(text: str) -> Iterator[int]:
    """Ends of the commas between standards' numbers, which forms list without a space: GB/T 1.1-2020,GB/T 1.2-2020."""
    if "," in text:
        for match in _LISTED.finditer(text):
            yield match.end()


def is_address(text: str) -> bool:
    """Whether the text is one URL or e-mail address and nothing else."""
    return _ADDRESS.fullmatch(text) is not None


def are_numbers(text: str) -> bool:
    """Whether the text is a list of standards' numbers and nothing else."""
    return _NUMBERS.fullmatch(text) is not None


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
