"""Undertaking: a proposal for a recommended national standard, with its statement, study and draft (form 1)."""

from __future__ import annotations

from typing import Literal

from generator.model.company.base import Line, Money, Months, Record, Text, given, needed, rows
from generator.model.company.draft import DraftStandard
from generator.model.company.profile import Patent, ResearchProject
from generator.model.company.shared import Adoption, Nature, Revision, StandardName

Category = Literal["安全", "卫生", "环保", "基础", "方法", "管理", "产品", "其他"]
FastTrack = Literal["B1", "B2", "B3", "B4", "C3"]
MajorReason = Literal[
    "列入国家政策或规划",
    "关键技术转化为标准",
    "支撑强制性国家标准",
    "牵头制定国际标准",
    "社会普遍关注",
    "经济社会效益显著",
]


class Budget(Record):
    """Money for the work, in 万元: total = state funds + own funds."""

    total: Money | None = given("经费总额（万元）")
    state: Money | None = given("国拨经费（万元）")
    own: Money | None = given("自筹经费（万元）")
    explanation: Text | None = given("经费说明")


class Supporter(Record):
    """A committee member who supports a member's proposal; the signature stays blank."""

    name: Line = needed("姓名")
    organisation: Line | None = given("单位")


class Statement(Record):
    """项目申报说明: what the table itself does not ask."""

    system_relation: Text | None = given("与标准体系的对应关系")
    standards_relation: Text | None = given("与国内外已发布和在研标准的关系")
    foundation: Text | None = given("工作基础")
    international_sync: bool | None = given("是否同步国际标准")
    international_note: Text | None = given("同步国际标准说明")
    translation_sync: bool | None = given("是否同步外文版")
    translation_note: Text | None = given("同步外文版说明")
    implementation: Text | None = given("实施考虑")
    property_commitment: Text | None = given("知识产权承诺")


class Study(Record):
    """预研报告 by sections."""

    background: Text | None = given("背景和需求")
    state_of_art: Text | None = given("国内外技术与标准现状")
    necessity: Text | None = given("必要性与可行性")
    content: Text | None = given("主要技术内容及依据")
    verification: Text | None = given("试验验证情况")
    legal_relation: Text | None = given("与法律法规和强制性标准的关系")
    patents: Text | None = given("专利分析")
    benefits: Text | None = given("预期效益")
    risks: Text | None = given("风险分析")
    schedule: Text | None = given("进度与分工")
    funding: Text | None = given("经费")
    conclusion: Text | None = given("结论")


class Proposal(Adoption):
    """A 推荐性国家标准项目建议书 and what goes with it."""

    kind: Literal["proposal"]
    title_zh: Line = needed("中文名称")
    title_en: Line | None = given("英文名称")
    nature: Nature | None = given("标准性质")
    revision: Revision | None = given("制定/修订")
    replaces: tuple[Line, ...] = rows("被修订标准号")
    category: Category | None = given("标准类别")
    ics: Line | None = given("ICS")
    ccs: Line | None = given("CCS")
    submitter: Line | None = given("上报单位")
    committee: Line | None = given("技术归口单位（或技术委员会）")
    authority: Line | None = given("主管部门")
    drafters: tuple[Line, ...] = rows("起草单位")
    cycle: Months | None = given("项目周期（月）")
    fast_track: bool | None = given("是否采用快速程序")
    fast_track_code: FastTrack | None = given("快速程序代码")
    budget: Budget | None = given("经费预算说明")
    purpose: Text | None = given("目的、意义")
    scope: Text | None = given("范围和主要技术内容")
    state_of_art: Text | None = given("国内外情况简要说明")
    legal_relation: Text | None = given("有关法律法规和强制性标准的关系")
    products: Text | None = given("标准涉及的产品清单")
    has_project: bool | None = given("是否有国家级科研项目支撑")
    projects: tuple[ResearchProject, ...] = rows("科研项目编号及名称")
    has_patent: bool | None = given("是否涉及专利")
    patents: tuple[Patent, ...] = rows("专利号及名称")
    converted: bool | None = given("是否由行标或地标转化")
    converted_from: tuple[StandardName, ...] = rows("行地标标准号及名称")
    remarks: Text | None = given("备注")
    major: tuple[MajorReason, ...] = rows("重大项目理由")
    proposer: Line | None = given("提案委员")
    proposer_post: Line | None = given("提案委员的委员会职务")
    proposer_unit: Line | None = given("提案委员单位")
    supporters: tuple[Supporter, ...] = rows("附议委员")
    statement: Statement | None = given("项目申报说明")
    study: Study | None = given("预研报告")
    draft: DraftStandard | None = given("标准草案")
