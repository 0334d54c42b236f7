"""Who may become a committee member (全国专业标准化技术委员会管理办法, 令第191号, revised by 令第31号)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.diagnostics import Severity
from generator.model.company import MemberApplication, MembershipApplication
from generator.rules.company_base import Found, Rule, Subject, found, missing, rule

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT

_MEASURE = "全国专业标准化技术委员会管理办法（令第191号，令第31号修订）"
_JUNIOR = re.compile(r"助理(?!研究员|教授)|助教|技术员|实验员|初级|见习|实习|管理员")
"""Titles below 中级; 助理研究员 is a middle title of its own series."""
_NO_TITLE = {"无", "暂无", "没有", "—", "-", "/"}
_NO_SEAT = re.compile("观察员|顾问|联络员")
_MOST_COMMITTEES = 2
_MOST_OF_ONE_UNIT = 3


@rule(
    "CO-601", ERROR, "member", f"{_MEASURE}：委员应具有中级以上专业技术职称，或者具有与中级以上职称相对应的职务", "补填"
)
def title_or_post(subject: Subject) -> Iterable[Found]:
    """A candidate has a title or a post."""
    data = subject.data
    if isinstance(data, MemberApplication) and {data.expert.title, data.expert.post} <= {None, *_NO_TITLE}:
        yield missing(data.expert, "title", "没有填，职务也没有填，无法说明符合委员条件", ("expert",))


@rule(
    "CO-602",
    WARNING,
    "member",
    f"{_MEASURE}：委员应具有中级以上专业技术职称或者相应职务",
    "以相应职务申请的，附任职证明",
)
def middle_title(subject: Subject) -> Iterable[Found]:
    """A junior title does not suffice by itself."""
    data = subject.data
    if isinstance(data, MemberApplication) and data.expert.title and _JUNIOR.search(data.expert.title):
        yield found(data.expert, "title", "低于中级", ("expert",))


@rule("CO-603", ERROR, "member", f"{_MEASURE}：同一人不得同时在3个以上技术委员会担任委员（以上含本数）", "先退出一个")
def other_committees(subject: Subject) -> Iterable[Found]:
    """With the new one, a person sits in at most two committees."""
    data = subject.data
    if not isinstance(data, MemberApplication):
        return
    own = {_plain(text) for text in (data.committee, data.committee_number) if text} or _SC42
    others = [
        post
        for post in data.expert.committees
        if not {_plain(post.name), _plain(post.number or "")} & own and not _NO_SEAT.search(post.post or "")
    ]
    if len(others) >= _MOST_COMMITTEES:
        count = len(others)
        problem = f"已有{count}个，加上本委员会为{count + 1}个，达到3个以上"
        yield Found(("expert", "committees"), "在其他技术委员会任职情况", data.expert.name, problem)


def _plain(text: str) -> str:
    """A committee's name or number as ways of writing have it in common: SAC/TC 28/SC 42, TC28/SC42."""
    return re.sub(r"^SAC/|\s", "", text.upper().replace("全国信标委", "全国信息技术标准化技术委员会"))


_SC42 = {
    "TC28/SC42",
    *("全国信息技术标准化技术委员会人工智能" + ending for ending in ("分技术委员会", "分委会", "分委员会")),
}
"""The committee that an application is for when it names none."""


@rule("CO-604", ERROR, "member", f"{_MEASURE}：同一单位在同一技术委员会的委员不超过3名", "减少推荐人数")
def same_unit(subject: Subject) -> Iterable[Found]:
    """At most three members come from one organisation, those of this company's other applications counted."""
    data = subject.data
    if not isinstance(data, MemberApplication):
        return
    applying = sum(isinstance(item, MemberApplication) for item in subject.undertakings)
    total = (data.from_same_unit or 0) + applying
    if total > _MOST_OF_ONE_UNIT:
        yield missing(data, "from_same_unit", f"连同本次申请共{total}名，超过3名")


@rule("CO-605", HINT, "member", f"{_MEASURE}：任一利益方的委员不得超过半数", "在企业资料中填 interest")
def interest_known(subject: Subject) -> Iterable[Found]:
    """The committee balances interest sides, so that it must know the side."""
    if isinstance(subject.data, MemberApplication) and subject.profile.interest is None:
        yield missing(
            subject.data, "representation", "没有说明代表的利益方（生产者、经营者、使用者、消费者、公共利益方）"
        )


@rule(
    "CO-606",
    HINT,
    "member",
    "非换届期增补委员由分委会表决，原则上每年不超过一次",
    "填写代表性说明和拟作贡献，供申请函使用",
)
def outside_election(subject: Subject) -> Iterable[Found]:
    """Outside re-election the letter must argue."""
    data = subject.data
    if (
        isinstance(data, MemberApplication)
        and data.mode == "非换届期"
        and not (data.representation and data.contribution)
    ):
        yield found(data, "mode", "申请函还缺代表性说明或拟作贡献")


@rule("CO-607", WARNING, "membership", "成员单位加入申请：主要代表与备用代表应为两人", "另指定一人")
def two_representatives(subject: Subject) -> Iterable[Found]:
    """A deputy stands in for somebody else."""
    data = subject.data
    if (
        isinstance(data, MembershipApplication)
        and data.representative
        and data.deputy
        and data.representative.name == data.deputy.name
    ):
        yield found(data.deputy, "name", "与主要代表是同一人", ("deputy",))


@rule("CO-608", HINT, "membership", "成员单位加入申请：申请单位尚不是成员单位", "核对企业资料中的 sc42_member")
def already_member(subject: Subject) -> Iterable[Found]:
    """Who is a member need not apply."""
    if isinstance(subject.data, MembershipApplication) and subject.profile.sc42_member:
        yield Found((), "成员单位加入申请", subject.profile.name, "企业资料写明已是成员单位")


RULES: tuple[Rule, ...] = (
    title_or_post,
    middle_title,
    other_committees,
    same_unit,
    interest_known,
    outside_election,
    two_representatives,
    already_member,
)
