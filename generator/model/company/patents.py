"""Undertakings: patents in standards (form 8): disclosure, licensing statement, list of what was disclosed."""

from __future__ import annotations

from typing import Literal

from generator.model.company.base import Day, Line, Record, given, needed, rows
from generator.model.company.profile import Patent
from generator.model.company.shared import Undertaking

Statement = Literal["a", "b", "c", "未提交"]
"""a: free of charge under FRAND terms; b: FRAND, for payment; c: neither."""


class PatentRow(Record):
    """A patent with the clauses it concerns; ``patent`` is one of the company's, called by id or number."""

    patent: Patent = needed("专利")
    clauses: Line | None = given("涉及的标准章条")
    evidence: Line | None = given("证明材料")


class ConcernedStandard(Undertaking):
    """The standard that patents concern."""

    standard: Line = needed("标准名称")
    plan: Line | None = given("计划号/标准号")
    committee: Line | None = given("技术委员会或归口单位")


class PatentDisclosure(ConcernedStandard):
    """专利信息披露表 (国家标准涉及专利的管理规定（暂行）)."""

    kind: Literal["patent_disclosure"]
    discloser: Literal["专利权人", "申请人", "其他"] | None = given("披露者类型")
    own: bool | None = given("是否本单位拥有")
    patents: tuple[PatentRow, ...] = rows("涉及的专利")


class PatentLicensing(ConcernedStandard):
    """必要专利实施许可声明表; the choice of licence is a legal act and is never filled in by the toolkit."""

    kind: Literal["patent_licensing"]
    patents: tuple[PatentRow, ...] = rows("涉及的专利")


class DisclosedPatent(PatentRow):
    """A row of the committee's list."""

    discloser: Line | None = given("披露者")
    disclosed: Day | None = given("披露日期")
    statement: Statement | None = given("许可声明")
    note: Line | None = given("备注")


class PatentList(ConcernedStandard):
    """已披露的专利清单."""

    kind: Literal["patent_list"]
    patents: tuple[DisclosedPatent, ...] = rows("专利清单")
