"""Whether SC42 is the right place, and whether a public answer gives away what it should not."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.diagnostics import Severity
from generator.model.company import MandatoryProposal, NeedSurvey, Proposal
from generator.model.values import ics
from generator.rules.company_base import Found, Rule, Subject, found, rule

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT

_SECURITY = re.compile(
    r"网络安全|数据安全|信息安全|个人信息|密码|隐私计算|内容标识|生成合成内容|(?:大模型|生成式人工智能服务|算法)安全"
)
_SECTOR = re.compile(r"行业标准|通信行业|电信网|电信业务|工业和信息化")
_SECTOR_CODES = ("YD", "SJ", "YD/T", "SJ/T")


@rule(
    "CO-701",
    HINT,
    "proposal mandatory need",
    "中网办发文〔2016〕5号：网络安全国家标准由全国网络安全标准化技术委员会（TC260）统一归口",
    "先向 TC260 秘书处确认归口；属网络安全的由 TC260 申报、送审、报批",
)
def cyber_security(subject: Subject) -> Iterable[Found]:
    """Cyber and data security belong to TC260 alone."""
    field = "title" if isinstance(subject.data, NeedSurvey) else "title_zh"
    hit = _SECURITY.search(getattr(subject.data, field))
    if hit:
        yield found(subject.data, field, f"含“{hit.group()}”，可能归口 TC260 而不是 SC42")


@rule(
    "CO-702",
    HINT,
    "proposal need",
    "工业和信息化部人工智能标准化技术委员会（MIIT/TC1，秘书处：中国信息通信研究院）负责人工智能行业标准",
    "制定行业标准的，改向 MIIT/TC1 提出",
)
def sector_standard(subject: Subject) -> Iterable[Found]:
    """Sector standards on AI belong to MIIT/TC1."""
    data = subject.data
    if isinstance(data, NeedSurvey) and data.level == "行业":
        yield found(data, "level", "行业标准由 MIIT/TC1 归口，不由 SC42 归口")
    if isinstance(data, Proposal) and _SECTOR.search(data.title_zh):
        yield found(data, "title_zh", "像是行业标准，可能归口 MIIT/TC1")


@rule("CO-707", HINT, "proposal", "行业标准转化为国家标准，应与行业标准归口单位协商", "在国内外情况说明中写明协商结果")
def converted_sector_standard(subject: Subject) -> Iterable[Found]:
    """Who converts a sector standard talks to those who keep it."""
    data = subject.data
    if isinstance(data, Proposal):
        for position, item in enumerate(data.converted_from):
            if item.number.startswith(_SECTOR_CODES):
                yield found(
                    item, "number", "由行业标准转化，人工智能行业标准归口 MIIT/TC1", ("converted_from", position)
                )


@rule("CO-703", HINT, "proposal", "国际标准分类法：信息技术在35类，人工智能一般为35.240", "核对 ICS")
def information_technology(subject: Subject) -> Iterable[Found]:
    """TC28 files under ICS 35."""
    data = subject.data
    if isinstance(data, Proposal) and data.ics and not ics(data.ics) and not data.ics.startswith("35"):
        yield found(data, "ics", "不在35类（信息技术）之内，归口可能不是全国信标委")


_PRIVATE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)|(?<![\w.-])[\w.-]+@[\w-]+\.\w+")


@rule("CO-704", WARNING, "proposal", "目的意义、范围和主要技术内容在计划公示页上公开", "联系方式写在备注或公函中")
def private_in_public(subject: Subject) -> Iterable[Found]:
    """Public answers carry no telephone numbers and addresses."""
    for field in ("purpose", "scope"):
        hit = _PRIVATE.search(getattr(subject.data, field) or "")
        if hit:
            yield found(subject.data, field, f"写有联系方式“{hit.group()}”")


@rule(
    "COF-705",
    ERROR,
    "proposal",
    "强制性国家标准（标准化法第十条）与推荐性国家标准（第十一条）分用不同的统一模板",
    "把文件中的 kind 改为 mandatory（强制性国家标准立项建议）",
)
def wrong_template(subject: Subject) -> Iterable[Found]:
    """A mandatory standard has its own form."""
    data = subject.data
    if isinstance(data, Proposal) and data.nature == "强制性":
        yield found(data, "nature", "不能用推荐性国家标准项目建议书")


@rule(
    "CO-706",
    WARNING,
    "mandatory",
    "国家标准涉及专利的管理规定（暂行）：强制性国家标准一般不涉及专利",
    "改用不涉及专利的技术方案",
)
def mandatory_patent(subject: Subject) -> Iterable[Found]:
    """Mandatory standards generally carry no patents."""
    if isinstance(subject.data, MandatoryProposal) and subject.data.has_patent:
        yield found(subject.data, "has_patent", "强制性国家标准一般不涉及专利")


RULES: tuple[Rule, ...] = (
    cyber_security,
    sector_standard,
    information_technology,
    private_in_public,
    wrong_template,
    mandatory_patent,
    converted_sector_standard,
)
