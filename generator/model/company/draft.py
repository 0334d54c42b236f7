"""Skeleton of a draft standard in the structure of GB/T 1.1-2020."""

from __future__ import annotations

from typing import Literal

from generator.model.company.base import Line, Record, Text, given, needed, rows
from generator.model.company.shared import StandardName

FunctionType = Literal["术语", "符号", "分类", "试验方法", "规范", "规程", "指南", "其他"]
"""Function types of standards (GB/T 1.1-2020, clause 4.3), with 其他 for what has none in its title."""


class Term(Record):
    """A term with its definition (clause 8.7 of GB/T 1.1-2020)."""

    term: Line = needed("术语")
    english: Line | None = given("英文对应词")
    definition: Text | None = given("定义")
    source: Line | None = given("来源")


class Abbreviation(Record):
    """An abbreviation and what it stands for."""

    short: Line = needed("缩略语")
    meaning: Line = needed("含义")


class Clause(Record):
    """A clause: heading, text and subclauses; numbers are given by the layout."""

    heading: Line = needed("标题")
    text: Text | None = given("内容")
    clauses: tuple[Clause, ...] = rows("下级条款")


class Annex(Record):
    """An annex, normative or informative."""

    status: Literal["规范性", "资料性"] = needed("附录性质")
    heading: Line = needed("附录标题")
    text: Text | None = given("内容")
    clauses: tuple[Clause, ...] = rows("下级条款")


class DraftStandard(Record):
    """The draft: what is left out is printed as the fixed text of GB/T 1.1-2020 or as a gap."""

    function: FunctionType | None = given("功能类型")
    version: Line | None = given("草案版次")
    proposed_by: Line | None = given("提出单位")
    under: Line | None = given("归口单位")
    authors: tuple[Line, ...] = rows("主要起草人")
    introduction: Text | None = given("引言")
    scope: Text | None = given("范围")
    references: tuple[StandardName, ...] = rows("规范性引用文件")
    terms: tuple[Term, ...] = rows("术语和定义")
    abbreviations: tuple[Abbreviation, ...] = rows("缩略语")
    clauses: tuple[Clause, ...] = rows("核心技术要素")
    annexes: tuple[Annex, ...] = rows("附录")
    bibliography: tuple[StandardName, ...] = rows("参考文献")
