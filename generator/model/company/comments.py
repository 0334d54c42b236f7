"""Undertakings: comments on planned projects (4a), on drafts (4b, both sheets) and on standards in force (4c)."""

from __future__ import annotations

from typing import Literal

from generator.model.company.base import Count, Day, Line, Record, Text, given, needed, rows
from generator.model.company.shared import Nature, Undertaking

Handling = Literal["采纳", "部分采纳", "未采纳"]


class ProjectComment(Undertaking):
    """An opinion on a planned project, within its public notice."""

    kind: Literal["project_comment"]
    project: Line = needed("项目名称")
    number: Line | None = given("拟立项编号/公示批次")
    committee: Line | None = given("归口单位")
    opinion: Literal["同意立项", "修改后立项", "不同意立项", "其他"] | None = given("意见类型")
    targets: tuple[Literal["必要性", "名称", "范围", "与现有标准重复交叉", "采标", "起草单位", "周期", "其他"], ...] = (
        rows("意见对象")
    )
    content: Text | None = given("意见内容")
    reasons: Text | None = given("理由和依据")
    suggestion: Text | None = given("建议")
    attachments: tuple[Line, ...] = rows("附件")
    opened: Day | None = given("公示开始日期")
    deadline: Day | None = given("公示截止日期")


class Comment(Record):
    """One comment; the drafter's handling is filled for the summary sheet only."""

    clause: Line | None = given("章条编号")
    content: Text = needed("意见内容")
    suggestion: Text | None = given("修改建议")
    reason: Text | None = given("理由")
    organisation: Line | None = given("提出单位")
    handling: Handling | None = given("处理意见")
    handling_reason: Text | None = given("处理理由")
    note: Line | None = given("备注")


class Soliciting(Record):
    """How the soliciting of comments went (foot of 意见汇总处理表)."""

    sent: Count | None = given("发送《征求意见稿》的单位数")
    answered: Count | None = given("收到后回函的单位数")
    commented: Count | None = given("回函并有建议或意见的单位数")
    silent: Count | None = given("没有回函的单位数")


class CommentSet(Undertaking):
    """Comments on a draft; gives 征求意见反馈表 and 意见汇总处理表."""

    kind: Literal["comments"]
    standard: Line = needed("标准名称")
    plan: Line | None = given("计划号")
    recipient: Line | None = given("收件单位")
    opened: Day | None = given("征求意见开始日期")
    deadline: Day | None = given("征求意见截止日期")
    no_comment: bool | None = given("无意见")
    comments: tuple[Comment, ...] = rows("意见")
    lead: Line | None = given("标准项目负责起草单位")
    handler: Line | None = given("承办人")
    handler_phone: Line | None = given("承办人电话")
    soliciting: Soliciting | None = given("征求意见情况")


class ImplementationComment(Undertaking):
    """An opinion on a standard in force."""

    kind: Literal["implementation"]
    number: Line = needed("标准号")
    title: Line | None = given("标准名称")
    nature: Nature | None = given("标准性质")
    topic: Literal["技术内容", "标准协调", "实施条件", "文本错误", "修订建议", "废止建议", "其他"] | None = given(
        "反馈主题"
    )
    clauses: Line | None = given("涉及章条")
    applied: bool | None = given("是否执行")
    applied_since: Day | None = given("执行起始日期")
    applied_to: Text | None = given("实施情况")
    problem: Text | None = given("问题描述")
    effect: Text | None = given("影响")
    suggestion: Text | None = given("建议")
    evidence: tuple[Line, ...] = rows("证据附件")
