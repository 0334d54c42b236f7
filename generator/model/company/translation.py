"""Undertaking: a proposal for a foreign-language edition (form 7)."""

from __future__ import annotations

from typing import Literal

from generator.model.company.base import Line, Months, Record, Text, given, needed, rows
from generator.model.company.proposal import Budget
from generator.model.company.shared import Adoption, Nature

Language = Literal["英", "法", "德", "俄", "西", "日", "韩", "阿", "其他"]


class Translator(Record):
    """A translator or reviser."""

    name: Line = needed("姓名")
    role: Literal["翻译", "审校"] | None = given("角色")
    organisation: Line | None = given("单位")
    title: Line | None = given("职称")
    languages: Line | None = given("语种能力")
    experience: Text | None = given("经历")


class Translation(Adoption):
    """A 国家标准外文版项目建议; ``number`` is a standard's or a plan's."""

    kind: Literal["translation"]
    number: Line | None = given("国家标准编号（或计划号）")
    title_zh: Line = needed("国家标准中文名称")
    title_foreign: Line | None = given("外文版名称")
    language: Language | None = given("翻译语种")
    nature: Nature | None = given("标准性质")
    simultaneous: bool | None = given("是否与中文版同步制定")
    committee: Line | None = given("技术委员会（归口单位）")
    authority: Line | None = given("主管部门")
    translators_unit: Line | None = given("翻译单位（承担单位）")
    translators: tuple[Translator, ...] = rows("翻译人员、审校人员及外语、专业能力")
    necessity: Text | None = given("翻译的必要性")
    feasibility: Text | None = given("可行性与工作基础")
    audience: Text | None = given("预期使用对象/国家地区")
    cycle: Months | None = given("项目周期（月）")
    budget: Budget | None = given("经费预算及来源")
    remarks: Text | None = given("备注")
