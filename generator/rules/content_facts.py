"""Checks that facts agree with each other: wholes and parts, counts in prose, what has to be stored twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.diagnostics import Severity
from generator.document.numerals import chinese_number
from generator.model.content import Card, Policy
from generator.rules.content_base import Context, Found, Path, Rule, prose, rule

_COUNTED = re.compile(
    r"(?<![一二三四五六七八九十百\d第])([一二两三四五六七八九十]{1,3}|\d{1,2})(个|种|项|条)([\u4e00-\u9fff]{2,6})"
)
_NUMBERS = {chinese_number(number): number for number in range(100)} | {"两": 2}
_LIST = re.compile(r"：\s*\n\s*\n((?:(?:[-*]|\d+\.) .*\n?)+)")


@rule("CNT-014", Severity.ERROR, "", "核对数字")
def parts_within_wholes(context: Context) -> Iterator[Found]:
    """Figures that are parts are no greater than their wholes."""
    iso = context.guide.organisations.jtc1sc42
    for part, whole in (("led_published", "published"), ("led_developing", "developing")):
        if getattr(iso, part) > getattr(iso, whole):
            said = f"我国主导的{getattr(iso, part)}项多于总数{getattr(iso, whole)}项"
            yield Found(("organisations", "jtc1sc42", part), said)


@rule("CNT-022", Severity.ERROR, "", "改正文字中的个数，或补齐列出的内容")
def counts_agree_with_lists(context: Context) -> Iterator[Found]:
    """A count written in prose is that of what is listed."""
    for path, text in prose(context.guide):
        for number, unit, noun in _COUNTED.findall(text):
            written = _NUMBERS.get(number, int(number) if number.isdigit() else -1)
            listed = _listed(context, path, text, noun)
            if written >= 0 and listed is not None and listed != written:
                yield Found(path, f"文中写“{number}{unit}{noun}”，实际列出{listed}{unit}")


def _listed(context: Context, path: Path, text: str, noun: str) -> int | None:
    """How many of ``noun`` the content lists; None where it lists none."""
    guide = context.guide
    chapter = path[:2]
    if items := _LIST.search(text):
        intro = text[: items.start()]
        if intro.endswith(noun):
            return len(items[1].strip().splitlines())
    if path[0] == "work" or chapter == ("chapters", 2):
        if noun.startswith("阶段"):
            return len(guide.work.stages)
        if noun.startswith("路径"):
            return len(guide.work.paths)
        if noun.startswith("渠道"):
            at = path[2] if path[0] == "work" else path[3] if path[2] == "parts" else None
            return len(guide.work.paths[at].channels) if isinstance(at, int) and at < len(guide.work.paths) else None
    if path[0] in {"organisations", "ways"} or chapter == ("chapters", 1):
        if noun.startswith("途径"):
            return len(guide.ways)
        if noun.startswith("工作组和研究组"):
            return len(guide.organisations.sc42.groups)
    return len(guide.platforms) if noun.startswith(("平台和公众号", "渠道和平台")) else None


@rule("CNT-023", Severity.ERROR, "", "两处写成一样")
def facts_stored_twice_agree(context: Context) -> Iterator[Found]:
    """The title by lines is the title; the policy card says what the policy says."""
    guide = context.guide
    if "".join(guide.edition.title_lines) != guide.edition.title:
        yield Found(("edition", "title_lines"), "各行连起来与书名不同", cites=("edition", "title"))
    for level in ("national", "beijing"):
        for j, policy in enumerate(getattr(guide.policies, level)):
            for i, card in enumerate(guide.cards):
                if card.title == policy.name:
                    yield from _card_agrees(i, card, policy, ("policies", level, j))


def _card_agrees(at: int, card: Card, policy: Policy, place: Path) -> Iterator[Found]:
    for j, row in enumerate(card.rows):
        where: Path = ("cards", at, "rows", j, "value")
        if row.label == "发文机构" and tuple(re.split("[；、]", row.value)) != policy.issuers:
            yield Found(where, f"发文机构与{policy.name}的发布机关不同", cites=(*place, "issuers"))
        if row.label == "发布日期" and not row.value.startswith(policy.date):
            yield Found(where, f"发布日期 {row.value} 与政策的发布年月 {policy.date} 不同", cites=(*place, "date"))


@rule("CNT-028", Severity.ERROR, "", "删去重复的一项")
def lists_repeat_nothing(context: Context) -> Iterator[Found]:
    """No group, duty, issuer, point or channel stands twice in its list."""
    organisations = context.guide.organisations
    names: list[tuple[Path, list[str]]] = [
        (("organisations", "jtc1sc42", "groups"), [group.name for group in organisations.jtc1sc42.groups]),
        (("organisations", "sc42", "groups"), [group.name for group in organisations.sc42.groups]),
        (("organisations", "general_group", "duties"), list(organisations.general_group.duties)),
        (("platforms",), [platform.name for platform in context.guide.platforms]),
        (("work", "actions"), list(context.guide.work.actions)),
    ]
    for level in ("national", "beijing"):
        policies = getattr(context.guide.policies, level)
        names.append((("policies", level), [policy.name for policy in policies]))
        for i, policy in enumerate(policies):
            names.append((("policies", level, i, "issuers"), list(policy.issuers)))
            names.append((("policies", level, i, "points"), list(policy.points)))
    for path, items in names:
        for i, item in enumerate(items):
            if item in items[:i]:
                yield Found((*path, i), f"“{item}”写了两次", cites=(*path, items.index(item)))


RULES: tuple[Rule, ...] = (
    parts_within_wholes,
    counts_agree_with_lists,
    facts_stored_twice_agree,
    lists_repeat_nothing,
)
