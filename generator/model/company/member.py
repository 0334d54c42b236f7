"""Undertaking: a person's application to become a committee member (form 5)."""

from __future__ import annotations

from typing import Literal

from generator.model.company.base import Count, Line, Record, Text, given, needed, rows
from generator.model.company.profile import Person, StandardPart
from generator.model.company.shared import Undertaking

Mode = Literal["筹建或换届期", "非筹建和换届期"]
Position = Literal["主任委员", "副主任委员", "委员", "秘书长", "副秘书长"]


class CommitteePost(Record):
    """A post held in another technical committee."""

    code: Line | None = given("技术委员会编号")
    name: Line = needed("技术委员会名称")
    post: Line | None = given("委员会职务")


class CareerStep(Record):
    """A line of a CV."""

    period: Line | None = given("起止时间")
    unit: Line = needed("单位")
    post: Line | None = given("职务")


class MemberApplication(Undertaking):
    """An application of ``person``, one of the company's experts, called by id or name."""

    undertaking: Literal["member"]
    person: Person = needed("人选")
    mode: Mode | None = given("申请时机")
    term: Line | None = given("届次")
    position: Position | None = given("拟任委员会职务")
    members_of_unit: Count | None = given("本单位现有委员数")
    other_committees: tuple[CommitteePost, ...] = rows("在其他技术委员会任职情况")
    international: Text | None = given("参加国际标准化活动情况")
    resume: tuple[CareerStep, ...] = rows("主要工作简历")
    standards: tuple[StandardPart, ...] = rows("主持或参与的标准")
    achievements: Text | None = given("主要业务成果、论著、奖励")
    representation: Text | None = given("所代表利益方及增补理由")
    contribution: Text | None = given("拟开展的工作")
