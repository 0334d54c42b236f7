"""Undertakings: taking part in drafting (form 3) and telling which standards are needed (SC42 questionnaire)."""

from __future__ import annotations

from typing import Literal

from generator.model.company.base import Line, Text, given, needed, rows
from generator.model.company.profile import Expert, Group
from generator.model.company.shared import Revision, Undertaking

Work = Literal["章节起草", "试验验证", "案例", "意见处理", "宣贯", "其他"]


class Participation(Undertaking):
    """An application of a drafting organisation; ``people`` are the company's experts, called by id or name."""

    kind: Literal["participation"]
    standard: Line = needed("拟参与标准名称")
    plan: Line | None = given("计划号")
    recipient: Line | None = given("执行单位")
    capability: Text | None = given("与本标准相关的技术、产品、试验条件")
    work: tuple[Work, ...] = rows("拟承担的工作")
    clauses: Text | None = given("拟负责章节/建议")
    people: tuple[Expert, ...] = rows("参编人员")
    knows_patents: bool | None = given("是否知悉或拥有相关必要专利")
    commitment: bool | None = given("承诺")


class NeedSurvey(Undertaking):
    """An answer to 标准需求征集; converts one to one into a proposal's rows."""

    kind: Literal["need"]
    title: Line = needed("需求标准名称")
    group: Group | None = given("领域/工作组")
    level: Literal["国家", "行业", "国际", "其他"] | None = given("建议级别")
    revision: Revision | None = given("制定/修订")
    problem: Text | None = given("背景和要解决的问题")
    content: Text | None = given("主要技术内容设想")
    foundation: Text | None = given("已有基础")
    related: Text | None = given("国内外相关标准")
    role: Literal["牵头", "参与", "仅提需求"] | None = given("意愿")
    remarks: Text | None = given("备注")
