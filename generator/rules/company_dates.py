"""Dates and their order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.diagnostics import Severity
from generator.model.company import (
    CommentSet,
    ImplementationComment,
    MandatoryProposal,
    Participation,
    ProjectComment,
    Proposal,
    Record,
    Translation,
)
from generator.model.company.patents import ConcernedStandard, DisclosedPatent
from generator.model.company.profile import CareerStep, CompanyProfile, Expert, Patent, ResearchProject, StandardPart
from generator.model.values import application_year, granted_number, patent_kind, printed_day, printed_month, year_of
from generator.rules.company_base import Found, Rule, Subject, found, rule

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT

_ORDER = "日期先后应与事实一致"
_EARLIEST = 1800


@rule("COF-801", ERROR, "", _ORDER, "照证照核对日期")
def past_events(subject: Subject) -> Iterable[Found]:
    """What has happened lies in the past."""
    today = subject.today
    for node in subject.nodes:
        item = node.record
        for model, fields in (
            (CompanyProfile, ("founded",)),
            (Patent, ("filed", "granted")),
            (DisclosedPatent, ("disclosed",)),
            (ImplementationComment, ("applied_since",)),
        ):
            for field in fields if isinstance(item, model) else ():
                value = getattr(item, field)
                if value and value > today:
                    yield found(item, field, f"晚于今天（{printed_day(today)}）", node.path)
                elif value and value.year < _EARLIEST:
                    yield found(item, field, f"早于{_EARLIEST}年", node.path)
        for field in ("start", "end") if isinstance(item, CareerStep) else ():
            if (getattr(item, field) or "") > f"{today:%Y-%m}":
                yield found(item, field, f"晚于本月（{today.year}年{today.month}月）；至今的不写截止年月", node.path)
        if isinstance(item, StandardPart) and item.year and not _EARLIEST <= item.year <= today.year:
            yield found(item, "year", f"应为四位年份，不晚于今年（{today.year}）", node.path)


_NUMBERS: tuple[tuple[type[Record], str], ...] = (
    (Proposal, "replaces"),
    (MandatoryProposal, "replaces"),
    (ImplementationComment, "number"),
    (Translation, "number"),
    (Participation, "plan"),
    (CommentSet, "plan"),
    (ConcernedStandard, "plan"),
    (StandardPart, "number"),
)


@rule("COF-809", ERROR, "", "标准号、计划号中的年份是发布、下达的年份", "照标准封面、计划页或专利证书核对")
def numbers_of_the_future(subject: Subject) -> Iterable[Found]:
    """What has a number was issued already."""
    this = subject.today.year
    for node in subject.nodes:
        item = node.record
        for model, field in _NUMBERS:
            value = getattr(item, field) if isinstance(item, model) else None
            for number in value if isinstance(value, tuple) else (value,):
                if number and (year_of(number) or 0) > this:
                    yield found(item, field, f"年份“{year_of(number)}”晚于今年（{this}）", node.path)
        if isinstance(item, Patent) and (application_year(item.number) or 0) > this:
            yield found(item, "number", f"申请年份晚于今年（{this}）", node.path)


@rule("COF-802", ERROR, "", _ORDER, "核对起止日期")
def spans(subject: Subject) -> Iterable[Found]:
    """An end does not come before its beginning."""
    for node in subject.nodes:
        item = node.record
        if isinstance(item, CareerStep | ResearchProject) and item.start and item.end and item.end < item.start:
            yield found(item, "end", f"早于开始的{printed_month(item.start)}", node.path)
        if isinstance(item, Patent) and item.filed and item.filed.year > (application_year(item.number) or 9999):
            yield found(item, "filed", f"晚于专利号中的申请年份{application_year(item.number)}", node.path)
        if isinstance(item, Patent) and item.filed and item.granted and item.granted < item.filed:
            yield found(item, "granted", f"早于申请日（{printed_day(item.filed)}）", node.path)
        if isinstance(item, CommentSet | ProjectComment) and (_window(item) or 0) < 0 and item.opened:
            yield found(item, "deadline", f"早于开始日期（{printed_day(item.opened)}）", node.path)


_YOUNGEST, _OLDEST = 16, 100


@rule("COF-803", ERROR, "", _ORDER, "照身份证件核对出生年月")
def ages(subject: Subject) -> Iterable[Found]:
    """Experts are grown-up and alive."""
    for node in subject.nodes:
        if isinstance(node.record, Expert) and node.record.born:
            for place, step in enumerate(node.record.career):
                if step.start < node.record.born:
                    yield found(step, "start", f"早于出生年月{node.record.born}", (*node.path, "career", place))
            age = subject.today.year - int(node.record.born[:4])
            if not _YOUNGEST <= age <= _OLDEST:
                yield found(node.record, "born", f"推算年龄为{age}岁", node.path)


@rule("COF-804", ERROR, "", "ZC 0006—2003 专利申请号标准第4.3条：第5位为专利申请种类号", "照专利证书核对")
def patent_type(subject: Subject) -> Iterable[Found]:
    """An application number tells its type."""
    for node in subject.nodes:
        item = node.record
        told = patent_kind(item.number) if isinstance(item, Patent) else None
        if isinstance(item, Patent) and told and item.type and item.type != told:
            yield found(item, "type", f"与专利号不符，该号属于{told}", node.path)


@rule(
    "CO-805", WARNING, "", "国家标准涉及专利的管理规定（暂行）：专利包括有效的专利和专利申请", "删去该专利，或更新状态"
)
def patent_status(subject: Subject) -> Iterable[Found]:
    """Lapsed patents need no declaring; a grant date means granted."""
    for node in subject.nodes:
        item = node.record
        if not isinstance(item, Patent):
            continue
        if item.status == "已失效":
            yield found(item, "status", "失效的专利不必披露", node.path)
        elif item.granted and item.status and item.status != "已授权":
            yield found(item, "status", "与已有授权公告日不一致", node.path)
        elif item.status and item.status != "已授权" and granted_number(item.number):
            yield found(item, "status", f"与专利号“{item.number}”不一致，该号属于已授权的专利", node.path)


def _window(data: CommentSet | ProjectComment) -> int | None:
    return (data.deadline - data.opened).days if data.opened and data.deadline else None


@rule(
    "CO-806",
    WARNING,
    "comments",
    "国家标准管理办法（令第59号）：公开征求意见期限一般不少于60日",
    "照征求意见通知核对日期",
)
def comment_window(subject: Subject) -> Iterable[Found]:
    """Drafts are open for at least 60 days."""
    days = _window(subject.data) if isinstance(subject.data, CommentSet) else None
    if days is not None and 0 <= days < 60:
        yield found(subject.data, "deadline", f"距开始只有{days}日，少于60日")


@rule(
    "CO-807",
    WARNING,
    "project_comment",
    "国家标准管理办法（令第59号）：立项公开征求意见一般不少于30日",
    "照公示通知核对日期",
)
def notice_window(subject: Subject) -> Iterable[Found]:
    """Planned projects are open for at least 30 days."""
    days = _window(subject.data) if isinstance(subject.data, ProjectComment) else None
    if days is not None and 0 <= days < 30:
        yield found(subject.data, "deadline", f"距开始只有{days}日，少于30日")


@rule("CO-808", WARNING, "comments project_comment", "逾期意见可能不再处理", "先与归口单位联系")
def too_late(subject: Subject) -> Iterable[Found]:
    """A window that has closed."""
    deadline: date | None = getattr(subject.data, "deadline", None)
    if deadline and deadline < subject.today:
        yield found(subject.data, "deadline", "已过截止日期")


RULES: tuple[Rule, ...] = (
    past_events,
    spans,
    ages,
    numbers_of_the_future,
    patent_type,
    patent_status,
    comment_window,
    notice_window,
    too_late,
)
