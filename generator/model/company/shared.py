"""What several undertakings have in common: the adoption of international standards and named standards."""

from __future__ import annotations

from typing import Literal

from generator.model.company.base import Line, Record, given, needed, rows

Kind = Literal["制定", "修订"]
Nature = Literal["强制性", "推荐性", "指导性"]
AdoptionSource = Literal["无", "ISO", "IEC", "ITU", "ISO/IEC", "ISO确认的标准"]
AdoptionDegree = Literal["等同", "修改", "非等效"]


class StandardName(Record):
    """A standard by number and title."""

    number: Line = needed("标准号")
    title: Line | None = given("标准名称")


class Undertaking(Record):
    """Any undertaking of a company; its own field ``undertaking`` names the kind."""


class Titled(Undertaking):
    """A proposed standard: its titles, whether it is new, what it adopts (采用国际标准管理办法, 2025-06-01)."""

    title_zh: Line = needed("中文名称")
    title_en: Line | None = given("英文名称")
    kind: Kind | None = given("制定/修订")
    revised_numbers: tuple[Line, ...] = rows("被修订标准号")
    adoption_source: AdoptionSource | None = given("采用国际标准")
    adoption_degree: AdoptionDegree | None = given("采用程度")
    adopted_number: Line | None = given("采标号")
    adopted_title: Line | None = given("采标名称")
