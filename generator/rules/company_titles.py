"""Titles of standards after GB/T 1.1-2020, clause 6.1: elements, separators, wording."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from generator.diagnostics import Severity
from generator.rules.company_base import Found, Rule, Subject, found

WARNING = Severity.WARNING

_CLAUSE = "GB/T 1.1—2020 第6.1条"
_THE_WORD = re.compile(r"(?:国家|行业|地方|团体|企业|技术)标准|标准(?!化|物质|样品|样本|品|差|偏差|大气|时间|数字)")
_PART = re.compile(r"第\d{1,3}部分：")
_HAN = re.compile(r"[\u3400-\u9fff]")


def _chinese(title: str) -> str | None:
    if _THE_WORD.search(title):
        return "名称中不用“标准”一词"
    return None


def _separators(title: str) -> str | None:
    if re.search(r"[　\t]| {2}|—|–|－|(?<=[\u3400-\u9fff])-(?=[\u3400-\u9fff])", title):
        return "元素之间只空一个半角空格，不用破折号、横线、全角空格"
    return None


def _elements(title: str) -> str | None:
    if len(title.split(" ")) > 3:
        return f"有{len(title.split(' '))}个元素，最多三个（引导、主体、补充）"
    return None


def _part(title: str) -> str | None:
    if re.search(r"第\s*[\d一二三四五六七八九十]+\s*部分", title) and not _PART.search(title):
        return "部分应写作“第1部分：……”（阿拉伯数字，全角冒号）"
    return None


def _ending(title: str) -> str | None:
    if re.search(r"[《》]", title):
        return "名称不加书名号"
    return "名称末尾不加标点" if re.search(r"[。，；、：.,;:]$", title) else None


def _foreign(title: str) -> str | None:
    if _HAN.search(title):
        return "英文名称中有汉字"
    return "英文名称中有全角标点或数字" if re.search(r"[\u3000-\u303f\uff00-\uffef]", title) else None


def _dashes(title: str) -> str | None:
    if re.search(r" - | – |\s—|—\s|--|——|－|\w–\w", title):
        return "元素之间用“—”连接，前后不空格"
    return None


def _english_word(title: str) -> str | None:
    return (
        "名称中不用 standard 一词" if re.search(r"\bstandards?\b(?! (?:deviation|atmosphere))", title, re.I) else None
    )


def _parts(subject: Subject) -> Iterable[Found]:
    """Both titles name the same part."""
    chinese = re.search(r"第(\d{1,3})部分", getattr(subject.data, "title_zh", ""))
    english = re.search(r"\bPart (\d{1,3})\b", getattr(subject.data, "title_en", None) or "")
    if chinese and english and chinese[1] != english[1]:
        yield found(subject.data, "title_en", f"写的是 Part {english[1]}，中文名称是第{chinese[1]}部分")


def _each(field: str, problem_of: Callable[[str], str | None]) -> Callable[[Subject], Iterable[Found]]:
    def check(subject: Subject) -> Iterable[Found]:
        title = getattr(subject.data, field, None)
        problem = problem_of(title) if title else None
        if problem:
            yield found(subject.data, field, problem)

    return check


def _row(code: str, field: str, problem_of: Callable[[str], str | None], remedy: str) -> Rule:
    return Rule(code, WARNING, frozenset({"proposal", "mandatory"}), _CLAUSE, remedy, _each(field, problem_of))


RULES: tuple[Rule, ...] = (
    _row("CO-501", "title_zh", _chinese, "以对象和特性命名，例如“人工智能 智能体 通用技术要求”"),
    _row("CO-502", "title_zh", _separators, "例如“人工智能 大模型 第1部分：通用要求”"),
    _row("CO-503", "title_zh", _elements, "合并元素，由一般到特殊排列"),
    _row("CO-504", "title_zh", _part, "例如“第1部分：通用要求”"),
    _row("CO-505", "title_zh", _ending, "删去标点"),
    _row("CO-506", "title_en", _foreign, "译为英文，用半角标点"),
    _row("CO-507", "title_en", _dashes, "例如“Artificial intelligence—Large-scale model—Part 1: General requirements”"),
    _row("CO-508", "title_en", _english_word, "以对象和特性命名"),
    _row("CO-510", "title_en", _ending, "删去标点"),
    Rule("CO-509", WARNING, frozenset({"proposal", "mandatory"}), _CLAUSE, "使中英文的部分编号一致", _parts),
)
