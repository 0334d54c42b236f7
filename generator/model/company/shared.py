"""What several undertakings have in common: the letter, adopted international standards, names of standards."""

from __future__ import annotations

from typing import Literal

from generator.model.company.base import Day, Line, Record, Text, given, needed, rows
from generator.model.company.profile import Contact

Revision = Literal["制定", "修订"]
AdoptionSource = Literal["无", "ISO", "IEC", "ITU", "ISO/IEC", "ISO确认的标准"]
AdoptionDegree = Literal["等同", "修改", "非等效"]
Nature = Literal["强制性", "推荐性", "指导性"]


class StandardName(Record):
    """A standard by number and title."""

    number: Line = needed("标准号")
    title: Line | None = given("标准名称")


class Letter(Record):
    """The covering letter (公函); what is left out is worded by the path's own letter."""

    number: Line | None = given("发文字号")
    recipient: Line | None = given("主送")
    date: Day | None = given("成文日期")
    body: Text | None = given("正文")
    attachments: tuple[Line, ...] = rows("附件")


class Undertaking(Record):
    """What every undertaking may carry besides its own data."""

    contact: Contact | None = given("本事项联系人")
    date: Day | None = given("填写日期")
    letter: Letter | None = given("公函")


class Adoption(Undertaking):
    """Adoption of an international standard (采用国际标准管理办法, in force 2025-06-01)."""

    adoption_source: AdoptionSource | None = given("采用国际标准")
    adoption_degree: AdoptionDegree | None = given("采用程度")
    adopted_number: Line | None = given("采标号")
    adopted_title: Line | None = given("采标名称")
