"""What the sheets of an undertaking must add up to: money, supporters, drafters, counts of answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from generator.diagnostics import Severity
from generator.model import values
from generator.model.company import CommentSet, MandatoryProposal, Participation, Proposal, Translation
from generator.model.company.proposal import Budget
from generator.rules.company_base import Found, Rule, Subject, found, missing, rule, shown

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT

_CENT = 0.005


@rule(
    "COF-151",
    ERROR,
    "proposal mandatory translation",
    "项目建议书注7：经费分总额、国拨、自筹",
    "使国拨与自筹之和等于总额",
)
def budget_adds_up(subject: Subject) -> Iterable[Found]:
    """State and own funds make the total."""
    for node in subject.nodes:
        item = node.record
        if not isinstance(item, Budget) or item.total is None:
            continue
        parts = [part for part in (item.state, item.own) if part is not None]
        if (len(parts) == 2 and abs(sum(parts) - item.total) > _CENT) or sum(parts) > item.total + _CENT:
            yield found(item, "total", f"与国拨、自筹之和{sum(parts):g}不等", node.path)


@rule("CO-152", WARNING, "proposal", "项目建议书：起草单位栏牵头单位在前", "把本单位名称写入起草单位，与公章一致")
def company_drafts(subject: Subject) -> Iterable[Found]:
    """The company is among the drafters under its full name."""
    data = subject.data
    if not isinstance(data, Proposal) or not data.drafters or subject.profile.name in data.drafters:
        return
    together = [name for name in data.drafters if subject.profile.name in re.split(r"\s*[,，;；、]\s*", name)]
    if together:
        yield found(data, "drafters", "一项里写了几个单位；每个单位一行，以“- ”开头")
    else:
        yield found(data, "drafters", f"没有本单位“{shown(subject.profile.name)}”")


@rule("CO-153", WARNING, "proposal", "起草单位不重复列名", "删去重复的单位")
def drafters_once(subject: Subject) -> Iterable[Found]:
    """No drafter stands twice."""
    data = subject.data
    twice = [name for name, times in Counter(data.drafters).items() if times > 1] if isinstance(data, Proposal) else []
    if twice:
        yield found(data, "drafters", f"“{twice[0]}”重复")


_ENOUGH_SUPPORTERS = 5


@rule("CO-154", WARNING, "proposal", "委员提案：5名以上委员附议，提交全体委员审议表决", "再征集附议委员")
def supporters(subject: Subject) -> Iterable[Found]:
    """A member's proposal needs five supporters, the proposer not counted."""
    data = subject.data
    if not isinstance(data, Proposal) or not (data.proposer or data.supporters):
        return
    names = {item.name for item in data.supporters} - {data.proposer}
    if len(names) < _ENOUGH_SUPPORTERS:
        yield missing(data, "supporters", f"现有{len(names)}名（重名和提案委员本人不计），不足5名")


@rule(
    "CO-155",
    WARNING,
    "mandatory",
    "强制性国家标准管理办法（令第25号）第八条",
    "填写实施监督管理部门和处理违反行为的依据",
)
def enforceable(subject: Subject) -> Iterable[Found]:
    """A mandatory standard has a supervisor and a legal ground for sanctions."""
    data = subject.data
    if isinstance(data, MandatoryProposal):
        for field in ("supervisor", "sanctions"):
            if not getattr(data, field):
                yield missing(data, field, "没有填写；没有明确的监督部门和处罚依据不能制定强制性标准")


@rule(
    "CO-156",
    HINT,
    "mandatory",
    "强制性国家标准管理办法（令第25号）；世贸组织技术性贸易壁垒协定第2.9条",
    "填写对贸易的影响",
)
def trade_effect(subject: Subject) -> Iterable[Found]:
    """Without an international standard behind it, notification is to be considered."""
    data = subject.data
    if isinstance(data, MandatoryProposal) and data.adoption_source == "无" and not data.trade:
        yield missing(data, "trade", "没有采用国际标准，应说明对贸易的影响和通报建议")


@rule(
    "COF-157",
    ERROR,
    "comments",
    "意见汇总处理表脚注：四项单位数",
    "核对：收到回函＋没有回函＝发送；有意见的不多于收到回函的",
)
def counts_add_up(subject: Subject) -> Iterable[Found]:
    """Answered and silent make sent; who commented answered."""
    counts = subject.data.soliciting if isinstance(subject.data, CommentSet) else None
    if counts is None:
        return
    sent, answered, commented, silent = counts.sent, counts.answered, counts.commented, counts.silent
    if None not in (sent, answered, silent) and (answered or 0) + (silent or 0) != sent:
        yield found(counts, "sent", f"不等于回函{answered}与未回函{silent}之和", ("soliciting",))
    if commented is not None and answered is not None and commented > answered:
        yield found(counts, "commented", f"多于回函单位数{answered}", ("soliciting",))


@rule("CO-158", WARNING, "comments", "征求意见反馈表：逐条填写意见，或注明无意见", "填写意见，或写 no_comment: true")
def says_something(subject: Subject) -> Iterable[Found]:
    """An answer has comments or says that there are none."""
    data = subject.data
    if isinstance(data, CommentSet) and not data.comments and not data.no_comment:
        yield missing(data, "comments", "没有填写，也没有注明无意见")


@rule("CO-159", WARNING, "participation", "参编人员不重复列名", "删去重复的人员")
def people_once(subject: Subject) -> Iterable[Found]:
    """No person stands twice."""
    data = subject.data
    if isinstance(data, Participation):
        seen: set[str] = set()
        for position, person in enumerate(data.people):
            if person.name in seen:
                yield found(person, "name", "重复", ("people", position))
            seen.add(person.name)


@rule(
    "COF-160",
    ERROR,
    "translation",
    "国家标准外文版管理办法：同步外文版随中文版计划一并申报",
    "已发布的标准选“否”，或改填计划号",
)
def simultaneous_with_published(subject: Subject) -> Iterable[Found]:
    """A published standard can no longer be accompanied."""
    data = subject.data
    if isinstance(data, Translation) and data.simultaneous and data.number and not values.national_number(data.number):
        yield found(data, "simultaneous", f"“{data.number}”已是发布的标准，不能同步制定")


@rule("CO-161", HINT, "translation", "国家标准外文版管理办法：审查翻译单位的能力", "增列审校人员")
def reviser(subject: Subject) -> Iterable[Found]:
    """Somebody revises the translation."""
    data = subject.data
    if isinstance(data, Translation) and data.translators and not any(p.role == "审校" for p in data.translators):
        yield missing(data, "translators", "没有审校人员")


RULES: tuple[Rule, ...] = (
    budget_adds_up,
    company_drafts,
    drafters_once,
    supporters,
    enforceable,
    trade_effect,
    counts_add_up,
    says_something,
    people_once,
    simultaneous_with_published,
    reviser,
)
