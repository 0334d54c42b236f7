"""Undertaking: patents in a standard (form 8): disclosure, licensing statement, list of what was disclosed."""

from __future__ import annotations

from typing import Literal

from generator.model.company.base import Day, Line, given, needed, rows
from generator.model.company.profile import Patent
from generator.model.company.shared import Undertaking

Licence = Literal["a", "b", "c", "未提交"]
"""a: free of charge under FRAND terms; b: FRAND, for payment; c: neither. Only for the committee's list."""


class PatentItem(Patent):
    """A patent with the clauses it concerns; ``patent: 代号`` in a file takes the rest from the profile."""

    clauses: Line | None = given("涉及的标准章条")
    proof: Line | None = given("证明材料")
    discloser: Line | None = given("披露者")
    disclosed_on: Day | None = given("披露日期")
    licence: Licence | None = given("许可声明")


class PatentUndertaking(Undertaking):
    """Patents that a standard may need (国家标准涉及专利的管理规定（暂行）, 2013)."""

    undertaking: Literal["patents"]
    standard_title: Line = needed("标准名称")
    number: Line | None = given("计划号/标准号")
    committee: Line | None = given("技术委员会或归口单位")
    discloser_type: Literal["专利权人", "申请人", "其他"] | None = given("披露者类型")
    own: bool | None = given("是否本单位拥有")
    items: tuple[PatentItem, ...] = rows("涉及的专利")
