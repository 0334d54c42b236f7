"""Undertaking: a proposal for a mandatory national standard (form 2), answering the nine items of the 项目申报书."""

from __future__ import annotations

from typing import Literal

from generator.model.company.base import Line, Months, Record, Text, given, needed, rows
from generator.model.company.shared import Titled

Reason = Literal["人身健康和生命财产安全", "国家安全", "生态环境安全", "经济社会管理基本需要"]
"""The four grounds of a mandatory standard (标准化法, Art. 10(1))."""


class DomesticStandard(Record):
    """A Chinese standard near to the proposed one."""

    number: Line = needed("标准号")
    title: Line | None = given("名称")
    nature: Line | None = given("性质")
    relation: Text | None = given("关系")


class ForeignRule(Record):
    """A foreign or international rule or standard."""

    region: Line = needed("国家或组织")
    document: Line | None = given("文件")
    summary: Text | None = given("要求摘要")
    difference: Text | None = given("与建议差异")


class Penalty(Record):
    """A legal ground for acting against a breach (令第25号, Art. 8)."""

    law: Line = needed("法律法规")
    clause: Line | None = given("条款")
    treatment: Text | None = given("处理方式")


class Covered(Record):
    """A product, process or service that falls under the standard."""

    name: Line = needed("名称")
    kind: Literal["产品", "过程", "服务"] | None = given("类别")
    note: Line | None = given("说明")


class MandatoryProposal(Titled):
    """A 强制性国家标准立项建议."""

    undertaking: Literal["mandatory"]
    reasons: tuple[Reason, ...] = rows("强制事由")
    department: Line | None = given("建议提出部门/主管部门")
    necessity: Text | None = given("必要性、可行性")
    requirements: Text | None = given("主要技术要求")
    domestic_standards: tuple[DomesticStandard, ...] = rows("国内相关标准情况")
    foreign_rules: tuple[ForeignRule, ...] = rows("国外法律法规和标准情况")
    enforcement_department: Line | None = given("实施监督管理部门")
    penalties: tuple[Penalty, ...] = rows("违反行为处理依据")
    products: tuple[Covered, ...] = rows("涉及的产品、过程或服务目录")
    trade_impact: Text | None = given("对贸易的影响")
    transition: Line | None = given("过渡期和实施日期建议")
    cycle_months: Months | None = given("项目周期")
    schedule_budget: Text | None = given("进度安排和经费")
    patents_involved: bool | None = given("是否涉及专利")
    remarks: Text | None = given("其他说明")
