"""Limits: project cycles, lengths of names and answers."""

from __future__ import annotations

from collections.abc import Iterable

from generator.diagnostics import Severity
from generator.model.company import MandatoryProposal, Proposal, Translation
from generator.rules.company_adoption import means_to_adopt
from generator.rules.company_base import Found, Rule, Subject, found, rule

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT

_ORDER_59 = "国家标准管理办法（市场监管总局令第59号）"


@rule("CO-401", ERROR, "proposal", "推荐性国家标准项目建议书：项目周期选项为12、18、24个月", "改为12、18或24")
def cycle_options(subject: Subject) -> Iterable[Found]:
    """The form offers three cycles."""
    data = subject.data
    if isinstance(data, Proposal) and data.cycle and data.cycle not in {12, 18, 24}:
        yield found(data, "cycle", "不是表上的选项（12、18、24个月）")


@rule("CO-402", WARNING, "proposal", f"{_ORDER_59}：推荐性国家标准从计划下达到报批不超过18个月", "改为18个月以内")
def cycle_recommended(subject: Subject) -> Iterable[Found]:
    """Recommended standards: at most 18 months."""
    data = subject.data
    if isinstance(data, Proposal) and data.cycle and data.cycle > 18 and not means_to_adopt(data):
        yield found(data, "cycle", "超过推荐性国家标准的期限18个月")


@rule("CO-403", WARNING, "proposal", "采用国际标准管理办法（2025年6月1日施行）：一般不超过12个月", "改为12个月")
def cycle_adopted(subject: Subject) -> Iterable[Found]:
    """Adopting projects: at most 12 months."""
    data = subject.data
    if isinstance(data, Proposal) and data.cycle and data.cycle > 12 and means_to_adopt(data):
        yield found(data, "cycle", "超过采用国际标准项目的期限12个月")


@rule(
    "CO-404",
    ERROR,
    "mandatory",
    "强制性国家标准管理办法（市场监管总局令第25号）：从计划下达到报批不超过两年",
    "改为24个月以内",
)
def cycle_mandatory(subject: Subject) -> Iterable[Found]:
    """Mandatory standards: at most 24 months."""
    data = subject.data
    if isinstance(data, MandatoryProposal) and data.cycle and data.cycle > 24:
        yield found(data, "cycle", "超过强制性国家标准的期限24个月")


@rule("CO-405", WARNING, "translation", "国家标准外文版管理办法：从任务下达到报批原则上不超过一年", "改为12个月以内")
def cycle_translation(subject: Subject) -> Iterable[Found]:
    """Foreign-language editions: in principle at most a year."""
    data = subject.data
    if isinstance(data, Translation) and data.cycle and data.cycle > 12:
        yield found(data, "cycle", "超过外文版的期限12个月")


_LONG_ANSWERS = ("purpose", "scope", "state_of_art", "legal_relation")
_PUBLIC_LIMIT = 3000
_THIN = 100
_NAME_LIMIT = 60


@rule("CO-406", HINT, "proposal", "国家标准立项评估：必要性、可行性应论证充分", "按栏目提示逐项展开，一般写300字以上")
def answers_too_thin(subject: Subject) -> Iterable[Found]:
    """A sentence does not argue a case."""
    for field in _LONG_ANSWERS:
        text = getattr(subject.data, field)
        if text and len(text) < _THIN:
            yield found(subject.data, field, f"只有{len(text)}字，论证恐怕不足")


@rule("CO-407", WARNING, "proposal", "目的意义、范围和主要技术内容在计划公示页上公开", "精简；细节移入预研报告")
def answers_too_long(subject: Subject) -> Iterable[Found]:
    """What is shown on a public page should be read to its end."""
    for field in _LONG_ANSWERS:
        text = getattr(subject.data, field)
        if text and len(text) > _PUBLIC_LIMIT:
            yield found(subject.data, field, f"有{len(text)}字，超过{_PUBLIC_LIMIT}字")


@rule("CO-408", WARNING, "proposal mandatory need", "GB/T 1.1—2020 第6.1条：文件名称应简练", "删去不必要的细节")
def title_too_long(subject: Subject) -> Iterable[Found]:
    """A title names the subject, it does not describe it."""
    field = "title" if subject.kind == "need" else "title_zh"
    title = getattr(subject.data, field)
    if len(title) > _NAME_LIMIT:
        yield found(subject.data, field, f"有{len(title)}字，超过{_NAME_LIMIT}字")


RULES: tuple[Rule, ...] = (
    cycle_options,
    cycle_recommended,
    cycle_adopted,
    cycle_mandatory,
    cycle_translation,
    answers_too_thin,
    answers_too_long,
    title_too_long,
)
