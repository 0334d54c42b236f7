"""Undertaking: comments on planned projects (4a), on drafts (4b, both sheets) or on standards in force (4c)."""

from __future__ import annotations

from typing import Literal

from generator.model.company.base import Count, Day, Line, Record, Text, given, needed, rows
from generator.model.company.shared import Nature, Undertaking

CommentStage = Literal["立项", "征求意见", "实施"]
Attitude = Literal["同意立项", "修改后立项", "不同意立项", "其他"]
Target = Literal["必要性", "名称", "范围", "与现有标准重复交叉", "采标", "起草单位", "周期", "其他"]
Topic = Literal["技术内容", "标准协调", "实施条件", "文本错误", "修订建议", "废止建议", "其他"]
Disposition = Literal["采纳", "部分采纳", "未采纳"]


class Comment(Record):
    """One comment; the drafter's handling is filled for the summary sheet only."""

    clause: Line | None = given("章条编号")
    opinion: Text = needed("意见内容")
    suggestion: Text | None = given("修改建议")
    reason: Text | None = given("理由")
    remark: Line | None = given("备注")
    unit: Line | None = given("提出单位")
    disposition: Disposition | None = given("处理意见")
    disposition_reason: Text | None = given("处理理由")


class CommentSet(Undertaking):
    """Comments at one stage; ``stage`` decides which sheets are made."""

    undertaking: Literal["comments"]
    stage: CommentStage = needed("意见阶段")
    standard_title: Line = needed("标准（项目）名称")
    plan_number: Line | None = given("计划号")
    standard_number: Line | None = given("标准号")
    committee: Line | None = given("归口单位")
    batch: Line | None = given("拟立项编号/公示批次")
    opened: Day | None = given("公开征求意见开始日期")
    deadline: Day | None = given("公开征求意见截止日期")
    nature: Nature | None = given("标准性质")
    no_opinion: bool | None = given("无意见")
    items: tuple[Comment, ...] = rows("意见")
    # 拟立项阶段、实施阶段
    attitude: Attitude | None = given("意见类型")
    targets: tuple[Target, ...] = rows("意见对象")
    opinion: Text | None = given("意见内容")
    reason: Text | None = given("理由和依据")
    suggestion: Text | None = given("建议")
    topic: Topic | None = given("反馈主题")
    clauses: Line | None = given("涉及章条")
    implemented: bool | None = given("是否执行该标准")
    implementation: Text | None = given("实施情况")
    problem: Text | None = given("问题描述")
    impact: Text | None = given("影响")
    evidence: tuple[Line, ...] = rows("附件名称")
    # 意见汇总处理表
    lead_unit: Line | None = given("标准项目负责起草单位")
    handler: Line | None = given("承办人")
    handler_phone: Line | None = given("承办人电话")
    sent: Count | None = given("发送《征求意见稿》的单位数")
    replied: Count | None = given("收到后回函的单位数")
    replied_with_comments: Count | None = given("回函并有建议或意见的单位数")
    not_replied: Count | None = given("没有回函的单位数")
