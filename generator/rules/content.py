"""Checks of the guide's content: references, dates, addresses, standard numbers, counts, ages, punctuation.

Each check is one function over the loaded content; :data:`CHECKS` lists them with their identifiers. They run on
content that its model has accepted, and each reports every place it finds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Protocol
from urllib.parse import urlsplit

from pydantic import BaseModel

from generator.diagnostics import Diagnostic, Severity, Source
from generator.model.base import Sourced
from generator.model.content import Guide

Place = tuple[str | int, ...]


class Index(Protocol):
    """Knows where values stand."""

    def source(self, path: Place) -> Source:
        """The place of the value at ``path``."""


@dataclass(frozen=True, slots=True)
class Context:
    """What checks look at: the content, where it stands, and today's date."""

    guide: Guide
    index: Index
    today: date

    def problem(
        self, code: str, severity: Severity, path: Place, message: str, hint: str = "", citation: str = ""
    ) -> Diagnostic:
        """A diagnostic at the value at ``path``."""
        return Diagnostic(code, severity, message, self.index.source(path), hint, citation)


Check = Callable[[Context], Iterator[Diagnostic]]

_STANDARD = re.compile(r"\bG[BS][B/TZ]*\s*\d[\d.]*\s*[-—－]\s*\d+")
_STANDARD_FORM = re.compile(r"GB(?:/[TZ])? \d{1,5}(?:\.\d{1,3})?[-—]\d{4}$")
_HALFWIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[,;:!?()](?!\S*\.[a-z])|[,;:!?()](?=[\u4e00-\u9fff])")
_STRAIGHT = re.compile(r"[\"']")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")


def walk(value: Any, path: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every value of the content with its path, parents first."""
    yield path, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from walk(getattr(value, name), (*path, name))
    elif isinstance(value, tuple | list):
        for i, item in enumerate(value):
            yield from walk(item, (*path, i))


def unique_ids(context: Context) -> Iterator[Diagnostic]:
    """CNT-010: an id names one thing; headings, figures and tables are found by it."""
    seen: dict[str, Place] = {}
    for path, value in walk(context.guide):
        if path and path[-1] == "id" and isinstance(value, str):
            if value in seen:
                first = context.index.source(seen[value])
                yield context.problem(
                    "CNT-010", Severity.ERROR, path, f"代号“{value}”重复", f"已用于 {first}，请换一个代号"
                )
            seen.setdefault(value, path)


def live_references(context: Context) -> Iterator[Diagnostic]:
    """CNT-011: platforms and legal articles that are referred to exist."""
    guide = context.guide
    platforms = {platform.id for platform in guide.platforms}
    articles = {(law.id, article.id) for law in guide.laws for article in law.articles}
    if guide.organisations.lookup_platform not in platforms:
        yield _dead(context, ("organisations", "lookup_platform"), guide.organisations.lookup_platform, platforms)
    for i, path in enumerate(guide.work.paths):
        for j, channel in enumerate(path.channels):
            if channel.platform is not None and channel.platform not in platforms:
                place = ("work", "paths", i, "channels", j, "platform")
                yield _dead(context, place, channel.platform, platforms)
        for j, basis in enumerate(path.bases):
            if (basis.law, basis.article) not in articles:
                where = ("work", "paths", i, "bases", j)
                yield _dead(context, where, f"{basis.law}/{basis.article}", {f"{a}/{b}" for a, b in articles})


def _dead(context: Context, path: Place, wanted: str, known: set[str]) -> Diagnostic:
    hint = f"可用：{'、'.join(sorted(known))}"
    return context.problem("CNT-011", Severity.ERROR, path, f"引用的“{wanted}”不存在", hint)


def known_stages(context: Context) -> Iterator[Diagnostic]:
    """CNT-012: a path acts at stages that the standard's life has."""
    life = context.guide.work.life
    for i, path in enumerate(context.guide.work.paths):
        for j, stage in enumerate(path.stages):
            if stage not in life:
                place = ("work", "paths", i, "stages", j)
                yield context.problem(
                    "CNT-012", Severity.ERROR, place, f"没有“{stage}”阶段", f"可用：{'、'.join(life)}"
                )


def chapters_match(context: Context) -> Iterator[Diagnostic]:
    """CNT-013: the guide has four chapters, and chapter three a part for each path."""
    chapters = context.guide.chapters
    if len(chapters) != 4:
        yield context.problem("CNT-013", Severity.ERROR, ("chapters",), f"应有4章，现有{len(chapters)}章")
        return
    for at, wanted in ((0, 2), (1, 3), (2, len(context.guide.work.paths))):
        if len(chapters[at].parts) != wanted:
            said = f"“{chapters[at].title}”应有{wanted}节，现有{len(chapters[at].parts)}节"
            yield context.problem("CNT-013", Severity.ERROR, ("chapters", at), said, "章节与内容一一对应")
    if len(context.guide.cards) < 2:
        yield context.problem("CNT-013", Severity.ERROR, ("cards",), "应有政策、标准两张卡片")


def led_within_published(context: Context) -> Iterator[Diagnostic]:
    """CNT-014: figures that are parts are no greater than their wholes."""
    iso = context.guide.organisations.jtc1sc42
    for part, whole in (("led_published", "published"), ("led_developing", "developing")):
        if getattr(iso, part) > getattr(iso, whole):
            said = f"我国主导的{getattr(iso, part)}项多于总数{getattr(iso, whole)}项"
            yield context.problem("CNT-014", Severity.ERROR, ("organisations", "jtc1sc42", part), said)


def policies_in_order(context: Context) -> Iterator[Diagnostic]:
    """CNT-015: policies stand in order of date."""
    for level in ("national", "beijing"):
        policies = getattr(context.guide.policies, level)
        for i, (before, after) in enumerate(pairwise(policies), 1):
            if after.date < before.date:
                said = f"{after.name}（{after.date}）早于前一份文件（{before.date}）"
                yield context.problem(
                    "CNT-015", Severity.WARNING, ("policies", level, i, "date"), said, "按发布时间排列"
                )


def no_future_dates(context: Context) -> Iterator[Diagnostic]:
    """CNT-016: nothing was verified or published after today."""
    month = f"{context.today:%Y-%m}"
    for path, value in walk(context.guide):
        late = (path and path[-1] == "as_of" and isinstance(value, date) and value > context.today) or (
            path[-1:] == ("date",) and isinstance(value, str) and value > month
        )
        if late:
            yield context.problem("CNT-016", Severity.ERROR, path, f"日期 {value} 在今天之后", "核对年月")


def dates_on_cards(context: Context) -> Iterator[Diagnostic]:
    """CNT-017: dates on cards are days of the calendar."""
    for i, card in enumerate(context.guide.cards):
        for j, row in enumerate(card.rows):
            if _DATE.match(row.value):
                try:
                    date.fromisoformat(row.value)
                except ValueError:
                    place = ("cards", i, "rows", j, "value")
                    yield context.problem("CNT-017", Severity.ERROR, place, f"“{row.value}”不是日历上的日期")


def good_addresses(context: Context) -> Iterator[Diagnostic]:
    """CNT-018: addresses are complete: http(s), a host with a dot, no blanks (RFC 3986, 3)."""
    for path, value in walk(context.guide):
        if path and path[-1] == "url" and isinstance(value, str) and value:
            parts = urlsplit(value)
            if parts.scheme not in {"http", "https"} or "." not in parts.netloc or re.search(r"[\s，。]", value):
                hint = "写完整网址，例如 https://std.samr.gov.cn/"
                yield context.problem("CNT-018", Severity.ERROR, path, f"网址“{value}”不完整或含有多余字符", hint)


def good_standard_numbers(context: Context) -> Iterator[Diagnostic]:
    """CNT-019: numbers of national standards are written in full."""
    for path, text in _texts(context):
        for found in _STANDARD.findall(text):
            if not _STANDARD_FORM.match(found):
                hint = "写作 GB/T 45288.1-2025：代号后空一格，年份四位"
                yield context.problem(
                    "CNT-019", Severity.ERROR, path, f"标准号“{found}”写法不对", hint, "GB/T 1.1—2020 8.9"
                )


def fresh_facts(context: Context) -> Iterator[Diagnostic]:
    """CNT-020: facts older than the edition's limit are to be verified again."""
    limit = context.guide.edition.max_age_months
    for path, value in walk(context.guide):
        if isinstance(value, Sourced):
            months = (context.today.year - value.as_of.year) * 12 + context.today.month - value.as_of.month
            if months > limit:
                said = f"核实于{value.as_of.year}年{value.as_of.month}月，已超过{limit}个月"
                hint = "重新核实后更新 as_of"
                yield context.problem("CNT-020", Severity.WARNING, (*path, "as_of"), said, hint)


def chinese_punctuation(context: Context) -> Iterator[Diagnostic]:
    """CNT-021: Chinese prose takes full-width marks and curly quotes (GB/T 15834-2011)."""
    for path, text in _texts(context):
        found = _HALFWIDTH.search(text) or (_STRAIGHT.search(text) if re.search("[\u4e00-\u9fff]", text) else None)
        if found and "](" not in text:
            near = text[max(0, found.start() - 6) : found.end() + 6]
            yield context.problem(
                "CNT-021", Severity.WARNING, path, f"“{near}”中用了半角标点", "改用全角标点", "GB/T 15834—2011"
            )


def _texts(context: Context) -> Iterator[tuple[Place, str]]:
    for path, value in walk(context.guide):
        if isinstance(value, str) and path and path[-1] not in {"url", "id", "source"}:
            yield path, value


CHECKS: tuple[Check, ...] = (
    unique_ids,
    live_references,
    known_stages,
    chapters_match,
    led_within_published,
    policies_in_order,
    no_future_dates,
    dates_on_cards,
    good_addresses,
    good_standard_numbers,
    fresh_facts,
    chinese_punctuation,
)
"""All checks in the order of their identifiers."""


def check_content(guide: Guide, index: Index, today: date) -> list[Diagnostic]:
    """Every problem of the content, sorted by place."""
    context = Context(guide, index, today)
    return sorted((found for check in CHECKS for found in check(context)), key=Diagnostic.sort_key)
