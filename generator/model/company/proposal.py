"""Undertaking: a proposal for a recommended national standard, with its statement, study and draft (form 1)."""

from __future__ import annotations

from typing import Literal

from generator.model.company.base import Line, Money, Months, Record, Text, given, needed, rows
from generator.model.company.profile import Patent, Person, ResearchProject
from generator.model.company.shared import StandardName, Titled

Category = Literal["安全", "卫生", "环保", "基础", "方法", "管理", "产品", "其他"]
FastTrack = Literal["B1", "B2", "B3", "B4", "C3"]
Route = Literal["国务院有关行政主管部门", "国务院标准化行政主管部门", "全国信标委人工智能分委会"]
MajorReason = Literal[
    "列入国家政策或规划",
    "关键技术转化为标准",
    "支撑强制性国家标准",
    "牵头制定国际标准",
    "社会普遍关注",
    "经济社会效益显著",
]
"""What makes a project 重大 (earlier 立项评估办法)."""


class Budget(Record):
    """Money for the work, in 万元: total = state funds + own funds."""

    total: Money | None = given("经费总额（万元）")
    state: Money | None = given("国拨经费（万元）")
    own: Money | None = given("自筹经费（万元）")
    secured: Line | None = given("自筹经费落实情况")


class Supporter(Record):
    """A committee member who supports a member's proposal; the signature stays blank."""

    name: Line = needed("姓名")
    unit: Line | None = given("单位")


class Stage(Record):
    """A stage of the work."""

    stage: Line = needed("阶段")
    period: Line | None = given("时间")
    output: Line | None = given("成果")


class Share(Record):
    """Who does what."""

    unit: Line = needed("单位")
    task: Line | None = given("任务")


class Term(Record):
    """A term with its definition (GB/T 1.1-2020, clause 8.7)."""

    zh: Line = needed("术语")
    en: Line | None = given("英文对应词")
    definition: Text | None = given("定义")


class Clause(Record):
    """A clause of the draft: heading and main contents; numbers are given by the layout."""

    title: Line = needed("章标题")
    content: Text | None = given("主要内容")


class Proposal(Titled):
    """A 推荐性国家标准项目建议书 and what goes with it."""

    undertaking: Literal["proposal"]
    category: Category | None = given("标准类别")
    ics: Line | None = given("ICS")
    ccs: Line | None = given("CCS")
    submitter: Line | None = given("上报单位")
    committee: Line | None = given("技术归口单位（或技术委员会）")
    department: Line | None = given("主管部门")
    drafting_units: tuple[Line, ...] = rows("起草单位")
    drafters: tuple[Line, ...] = rows("主要起草人")
    cycle_months: Months | None = given("项目周期")
    fast_track: bool | None = given("是否采用快速程序")
    fast_track_code: FastTrack | None = given("快速程序代码")
    budget: Budget | None = given("经费预算说明")
    purpose: Text | None = given("目的、意义")
    scope: Text | None = given("范围和主要技术内容")
    applicability: Text | None = given("适用范围")
    situation: Text | None = given("国内外情况简要说明")
    law_relation: Text | None = given("有关法律法规和强制性标准的关系")
    products: tuple[Line, ...] = rows("标准涉及的产品清单")
    from_research: bool | None = given("是否有国家级科研项目支撑")
    research_projects: tuple[ResearchProject, ...] = rows("科研项目编号及名称")
    patents_involved: bool | None = given("是否涉及专利")
    patents: tuple[Patent, ...] = rows("专利号及名称")
    converted: bool | None = given("是否由行标或地标转化")
    converted_standards: tuple[StandardName, ...] = rows("行地标标准号及名称")
    remarks: Text | None = given("备注")
    route: Route | None = given("受理渠道")
    major_reasons: tuple[MajorReason, ...] = rows("重大项目理由")
    proposer: Person | None = given("提案委员")
    proposer_post: Line | None = given("提案委员的委员会职务")
    supporters: tuple[Supporter, ...] = rows("附议委员")
    # 项目申报说明
    system_position: Text | None = given("与标准体系的对应关系")
    standards_relation: Text | None = given("与国内外已发布和在研标准的关系")
    work_basis: Text | None = given("工作基础")
    sync_international: bool | None = given("是否同步国际标准")
    sync_foreign: bool | None = given("是否同步外文版")
    sync_note: Text | None = given("同步安排说明")
    implementation: Text | None = given("实施考虑")
    # 预研报告
    background: Text | None = given("背景和需求")
    necessity: Text | None = given("必要性")
    feasibility: Text | None = given("可行性")
    verification: Text | None = given("试验验证情况")
    patent_analysis: Text | None = given("专利分析")
    benefits: Text | None = given("预期效益")
    risks: Text | None = given("风险分析")
    schedule: tuple[Stage, ...] = rows("进度安排")
    division: tuple[Share, ...] = rows("任务分工")
    conclusion: Text | None = given("结论")
    # 标准草案
    draft_part: Line | None = given("部分说明")
    references: tuple[StandardName, ...] = rows("规范性引用文件")
    terms: tuple[Term, ...] = rows("术语和定义")
    clauses: tuple[Clause, ...] = rows("核心技术要素")
