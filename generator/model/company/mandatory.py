"""Undertaking: a mandatory national standard (form 2): answers to the nine items of its 项目申报书."""

from __future__ import annotations

from typing import Literal

from generator.model.company.base import Line, Months, Record, Text, given, needed, rows
from generator.model.company.draft import DraftStandard
from generator.model.company.shared import Adoption, Revision

Ground = Literal["人身健康和生命财产安全", "国家安全", "生态环境安全", "经济社会管理基本需要"]
"""The four grounds of a mandatory standard (标准化法, Art. 10(1))."""


class DomesticStandard(Record):
    """A Chinese standard near to the proposed one."""

    number: Line = needed("标准号")
    title: Line | None = given("名称")
    nature: Literal["强制性", "推荐性", "指导性", "其他"] | None = given("性质")
    relation: Line | None = given("关系")


class ForeignRule(Record):
    """A foreign or international rule or standard."""

    origin: Line = needed("国家或组织")
    document: Line | None = given("文件")
    summary: Text | None = given("要求摘要")
    difference: Text | None = given("与建议差异")


class Sanction(Record):
    """A legal ground for acting against a breach (令第25号, Art. 8)."""

    law: Line = needed("法律法规")
    clause: Line | None = given("条款")
    handling: Text | None = given("处理方式")


class Covered(Record):
    """A product, process or service that falls under the standard."""

    category: Literal["产品", "过程", "服务"] | None = given("类别")
    name: Line = needed("名称")
    note: Line | None = given("说明")


class MandatoryProposal(Adoption):
    """A 强制性国家标准立项建议."""

    kind: Literal["mandatory"]
    title_zh: Line = needed("建议标准名称（中文）")
    title_en: Line | None = given("英文名称")
    revision: Revision | None = given("制定/修订")
    replaces: tuple[Line, ...] = rows("被修订标准号")
    grounds: tuple[Ground, ...] = rows("强制事由")
    department: Line | None = given("建议提出部门/主管部门")
    necessity: Text | None = given("必要性、可行性")
    requirements: Text | None = given("主要技术要求")
    domestic: tuple[DomesticStandard, ...] = rows("国内相关标准情况")
    foreign: tuple[ForeignRule, ...] = rows("国外法律法规和标准情况")
    supervisor: Line | None = given("实施监督管理部门")
    sanctions: tuple[Sanction, ...] = rows("违反行为处理依据")
    covered: tuple[Covered, ...] = rows("涉及的产品、过程或服务目录")
    trade: Text | None = given("对贸易的影响/WTO-TBT通报建议")
    transition: Line | None = given("过渡期和实施日期建议")
    cycle: Months | None = given("项目周期（月）")
    schedule: Text | None = given("进度安排和经费")
    has_patent: bool | None = given("是否涉及专利")
    remarks: Text | None = given("其他说明")
    attachments: tuple[Line, ...] = rows("附件")
    draft: DraftStandard | None = given("标准立项草案")
