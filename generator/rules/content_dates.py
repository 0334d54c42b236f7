"""Checks of dates: their order, none in the future, real days on cards, facts that have grown old."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from generator.diagnostics import Severity
from generator.model.base import Sourced
from generator.rules.content_base import Context, Found, Path, Rule, rule, walk

_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}$")
_ORDER = (("成文日期", "发布日期"), ("成文日期", "实施日期"), ("发布日期", "废止日期"), ("实施日期", "废止日期"))
"""Rows of a card whose dates follow each other."""
_STANDARD_ORDER = (*_ORDER, ("发布日期", "实施日期"))
"""Those of a standard's card: a standard is in force from its issue on, while a document may be published later."""
_DATED = frozenset({"as_of", "date", "issued", "clock", "founded"})
"""Keys of years (2018), months (2018-01) and days, which sort as they are written."""


@rule("CNT-015", Severity.WARNING, "", "按发布时间排列")
def policies_in_order(context: Context) -> Iterator[Found]:
    """Policies stand in order of date."""
    for level in ("national", "beijing"):
        policies = getattr(context.guide.policies, level)
        for i, (before, after) in enumerate(pairwise(policies), 1):
            if after.date < before.date:
                said = f"{after.name}（{after.date}）早于前一份文件（{before.date}）"
                yield Found(("policies", level, i, "date"), said)


@rule("CNT-016", Severity.ERROR, "", "核对年月")
def no_future_dates(context: Context) -> Iterator[Found]:
    """Nothing was verified, published or founded after today."""
    for path, value in walk(context.guide):
        written = str(value)
        if path and path[-1] in _DATED and written > f"{context.today}"[: len(written)]:
            yield Found(path, f"日期 {value} 在今天之后")


@rule("CNT-017", Severity.ERROR, "", '核对日期，写作 "2024-07-18"')
def dates_on_cards(context: Context) -> Iterator[Found]:
    """Dates on cards are days of the calendar, in their order."""
    for i, card in enumerate(context.guide.cards):
        days: dict[str, tuple[Path, date]] = {}
        for j, row in enumerate(card.rows):
            if _DATE.match(row.value):
                place: Path = ("cards", i, "rows", j, "value")
                try:
                    days[row.label] = place, date.fromisoformat(row.value)
                except ValueError:
                    yield Found(place, f"“{row.value}”不是日历上的日期")
        standard = any(row.label == "标准状态" for row in card.rows)
        for early, late in _STANDARD_ORDER if standard else _ORDER:
            if early in days and late in days and days[early][1] > days[late][1]:
                yield Found(days[late][0], f"{late}早于{early}", cites=days[early][0])


@rule("CNT-020", Severity.WARNING, "", "重新核实后更新 as_of")
def fresh_facts(context: Context) -> Iterator[Found]:
    """Facts older than the edition's limit are to be verified again."""
    limit = context.guide.edition.max_age_months
    for path, value in walk(context.guide):
        if isinstance(value, Sourced):
            months = (context.today.year - value.as_of.year) * 12 + context.today.month - value.as_of.month
            if months > limit:
                said = f"核实于{value.as_of.year}年{value.as_of.month}月，已超过{limit}个月"
                yield Found((*path, "as_of"), said)


@rule("CNT-024", Severity.WARNING, "", "换版时一并更新 issued、clock；删去或改正晚于本版的内容")
def edition_holds_together(context: Context) -> Iterator[Found]:
    """The clock stands in the edition's month, and no policy is later than the edition."""
    edition = context.guide.edition
    if f"{edition.clock:%Y-%m}" != edition.issued:
        yield Found(("edition", "clock"), f"文件日期 {edition.clock} 不在版本年月 {edition.issued} 内")
    for level in ("national", "beijing"):
        for i, policy in enumerate(getattr(context.guide.policies, level)):
            if policy.date > edition.issued:
                said = f"{policy.name}（{policy.date}）晚于本版（{edition.issued}）"
                yield Found(("policies", level, i, "date"), said)


RULES: tuple[Rule, ...] = (
    policies_in_order,
    no_future_dates,
    dates_on_cards,
    fresh_facts,
    edition_holds_together,
)
