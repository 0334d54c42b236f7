"""Undertakings: taking part in drafting (form 3), joining SC42 (form 6), telling which standards are needed."""

from __future__ import annotations

from typing import Literal

from generator.model.company.base import Line, Text, given, needed, rows
from generator.model.company.profile import Group, Person
from generator.model.company.shared import Kind, Undertaking

Task = Literal["章节起草", "试验验证", "案例", "意见处理", "宣贯", "其他"]


class Participation(Undertaking):
    """An application of a drafting organisation; ``experts`` are the company's, called by id or name."""

    undertaking: Literal["participation"]
    standard_title: Line = needed("拟参与标准名称")
    plan_number: Line | None = given("计划号")
    executing_unit: Line | None = given("执行单位")
    relevance: Text | None = given("与本标准相关的技术、产品、试验条件")
    tasks: tuple[Task, ...] = rows("拟承担的工作")
    chapters: Text | None = given("拟负责章节、建议")
    experts: tuple[Person, ...] = rows("参编人员")
    patents_known: bool | None = given("是否知悉或拥有相关必要专利")


class MembershipApplication(Undertaking):
    """An application of the company to become a member organisation of SC42."""

    undertaking: Literal["application"]
    groups: tuple[Group, ...] = rows("拟加入工作组/研究组")
    representative: Person | None = given("主要代表")
    alternate: Person | None = given("备用代表")
    liaison: Person | None = given("联络员")
    directions: Text | None = given("拟参与的标准或方向")
    international_expert: bool | None = given("是否 ISO/IEC JTC 1/SC 42 专家")


class NeedSurvey(Undertaking):
    """An answer to 标准需求征集; converts one to one into a proposal's rows."""

    undertaking: Literal["need"]
    title_zh: Line = needed("需求标准名称")
    group: Group | None = given("领域/工作组")
    level: Literal["国家", "行业", "国际", "其他"] | None = given("建议级别")
    kind: Kind | None = given("制定/修订")
    background: Text | None = given("背景和要解决的问题")
    content: Text | None = given("主要技术内容设想")
    basis: Text | None = given("已有基础")
    related: Text | None = given("国内外相关标准")
    intention: Literal["牵头", "参与", "仅提需求"] | None = given("意愿")
    remarks: Text | None = given("备注")
