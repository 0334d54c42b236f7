"""Undertakings: becoming a committee member (form 5) or a member organisation (form 6)."""

from __future__ import annotations

from typing import Literal

from generator.model.company.base import Count, Line, Text, given, needed, rows
from generator.model.company.profile import Contact, Expert, Group
from generator.model.company.shared import Undertaking

Office = Literal["主任委员", "副主任委员", "委员", "秘书长", "副秘书长"]


class MemberApplication(Undertaking):
    """An application of a person; ``expert`` is one of the company's, called by id or name."""

    kind: Literal["member"]
    expert: Expert = needed("申请人")
    mode: Literal["换届期", "非换届期"] | None = given("申请时机")
    committee: Line | None = given("技术委员会名称")
    committee_number: Line | None = given("技术委员会编号")
    term: Line | None = given("届次")
    office: Office | None = given("拟任委员会职务")
    from_same_unit: Count | None = given("本单位在本委员会的现有委员数")
    conditions: Text | None = given("符合委员条件的说明")
    representation: Text | None = given("代表性说明")
    contribution: Text | None = given("拟作贡献")
    remarks: Text | None = given("备注")


class MembershipApplication(Undertaking):
    """An application of the company to become a member organisation of SC42."""

    kind: Literal["membership"]
    groups: tuple[Group, ...] = rows("拟加入工作组/研究组")
    representative: Contact | None = given("主要代表")
    deputy: Contact | None = given("备用代表")
    liaison: Contact | None = given("联络员")
    topics: Text | None = given("拟参与的标准或方向")
    iso_expert: bool | None = given("是否 ISO/IEC JTC 1/SC 42 专家")
    commitment: bool | None = given("承诺遵守章程、知识产权政策")
    attachments: tuple[Line, ...] = rows("附件")
