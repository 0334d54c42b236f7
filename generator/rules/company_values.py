"""Single values: codes, numbers and addresses against their standards; one table row per kind of value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.diagnostics import Severity
from generator.model import values
from generator.model.company import (
    CommentSet,
    CompanyProfile,
    ImplementationComment,
    Participation,
    Proposal,
    Record,
    Translation,
)
from generator.model.company.draft import DraftStandard
from generator.model.company.mandatory import DomesticStandard, MandatoryProposal
from generator.model.company.patents import ConcernedStandard
from generator.model.company.profile import Contact, Expert, Patent, StandardPart
from generator.model.company.shared import Adoption, StandardName
from generator.rules.company_base import Found, Rule, Subject, found

Validator = Callable[[str], str | None]
Place = tuple[type[Record], str]

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


@dataclass(frozen=True, slots=True)
class _Values:
    """A check of every value that stands in one of the places."""

    places: tuple[Place, ...]
    problem_of: Validator

    def __call__(self, subject: Subject) -> Iterable[Found]:
        for node in subject.nodes:
            for model, field in self.places:
                if not isinstance(node.record, model):
                    continue
                value = getattr(node.record, field)
                for text in value if isinstance(value, tuple) else (value,):
                    problem = _problem(text, self.problem_of) if text else None
                    if problem:
                        yield found(node.record, field, problem, node.path)


_BETWEEN = re.compile(r"\s*[,，;；、]\s*")


def _problem(text: str, problem_of: Validator) -> str | None:
    """What is wrong with a value, and what was perhaps meant."""
    problem = problem_of(text)
    if problem is None:
        return None
    several = [part for part in _BETWEEN.split(text) if part]
    if len(several) > 1 and all(problem_of(part) is None for part in several):
        return f"写了{len(several)}个；一项只写一个，能写多项的每项一行，以“- ”开头"
    meant = values.repaired(text, problem_of)
    return f"{problem}；是不是“{meant}”？" if meant else problem


def _standard_or_plan(value: str) -> str | None:
    if values.national_number(value) is None or values.plan_number(value) is None or value.startswith("W"):
        return None
    return "应为国家标准号（GB/T 12345—2025）或计划号（20261234-T-469）"


def _adopted(subject: Subject) -> Iterable[Found]:
    """Standards confirmed by ISO have numbers of their own kinds; what remains of them is warned of (CO-302)."""
    data = subject.data
    if not isinstance(data, Adoption) or not data.adopted_number or data.adoption_source == "ISO确认的标准":
        return
    problem = _problem(data.adopted_number, values.international_number)
    if problem:
        yield found(data, "adopted_number", problem)


def _foreign_plan(value: str) -> str | None:
    return values.foreign_plan_number(value) if value.startswith("W") else None


def _converted(subject: Subject) -> Iterable[Found]:
    if isinstance(subject.data, Proposal):
        for position, item in enumerate(subject.data.converted_from):
            problem = _problem(item.number, values.converted_number)
            if problem:
                yield found(item, "number", problem, ("converted_from", position))


def _cited(subject: Subject) -> Iterable[Found]:
    for node in subject.nodes:
        if isinstance(node.record, DraftStandard):
            for field in ("references", "bibliography"):
                yield from _cited_numbers(getattr(node.record, field), (*node.path, field))


def _cited_numbers(items: tuple[StandardName, ...], path: tuple[str | int, ...]) -> Iterable[Found]:
    for position, item in enumerate(items):
        undated = item.number.split("（")[0]
        if (
            values.standard_number(undated)
            and values.standard_number(f"{undated}-2000")
            and values.standard_number(f"{undated}:2000")
        ):
            yield found(item, "number", "不像标准号", (*path, position))


def _row(
    code: str, severity: Severity, places: tuple[Place, ...], problem_of: Validator, clause: str, remedy: str
) -> Rule:
    return Rule(code, severity, frozenset(), clause, remedy, _Values(places, problem_of))


_PEOPLE: tuple[type[Record], ...] = (Contact, Expert)

RULES: tuple[Rule, ...] = (
    _row(
        "COF-101",
        ERROR,
        ((CompanyProfile, "credit_code"),),
        values.credit_code,
        "GB 32100—2015 法人和其他组织统一社会信用代码编码规则",
        "照营业执照或法人证书逐位核对",
    ),
    _row(
        "CO-102",
        WARNING,
        ((CompanyProfile, "credit_code"),),
        values.organisation_code,
        "GB 11714—1997 全国组织机构代码编制规则",
        "少数代码不按此规则编制；请照证书核对第9位至第17位",
    ),
    _row(
        "CO-103",
        ERROR,
        tuple((model, "mobile") for model in _PEOPLE),
        values.mobile,
        "电信网编号计划（2017年版）",
        "填11位手机号码，不加 +86、空格和横线",
    ),
    _row(
        "CO-104",
        ERROR,
        tuple((model, field) for model in _PEOPLE for field in ("phone", "fax")),
        values.landline,
        "电信网编号计划（2017年版）",
        "北京写作 010-加8位号码",
    ),
    _row(
        "CO-105",
        ERROR,
        ((CompanyProfile, "postcode"),),
        values.postcode,
        "邮政编码由6位数字组成",
        "填6位数字，北京以10开头",
    ),
    _row(
        "CO-106",
        ERROR,
        tuple((model, "email") for model in _PEOPLE),
        values.email,
        "RFC 5321 第4.1.2条",
        "填可收信的单位邮箱",
    ),
    _row(
        "CO-107",
        ERROR,
        ((CompanyProfile, "website"),),
        values.url,
        "RFC 3986",
        "写全网址，例如 https://www.example.com",
    ),
    _row(
        "COF-108",
        ERROR,
        ((Proposal, "replaces"), (MandatoryProposal, "replaces"), (ImplementationComment, "number")),
        values.national_number,
        "国家标准管理办法（市场监管总局令第59号）",
        "照标准封面抄写编号，年份用四位",
    ),
    _row(
        "CO-109",
        WARNING,
        ((StandardPart, "number"), (DomesticStandard, "number")),
        values.standard_number,
        "国家标准管理办法、行业标准管理办法、团体标准管理规定的编号规则",
        "照标准封面抄写编号；尚在制定的写计划名称，不写编号",
    ),
    _row(
        "COF-110",
        ERROR,
        ((Participation, "plan"), (CommentSet, "plan")),
        values.plan_number,
        "国家标准计划编号：年份顺序号—性质—部门代号",
        "在全国标准信息公共服务平台的计划页核对",
    ),
    _row(
        "COF-111",
        ERROR,
        ((Translation, "number"), (ConcernedStandard, "plan")),
        _standard_or_plan,
        "国家标准编号、计划编号规则",
        "照标准封面或计划页抄写",
    ),
    _row(
        "CO-112",
        HINT,
        ((Translation, "number"),),
        _foreign_plan,
        "国家标准外文版计划编号（未见公开规则）",
        "照下达计划的通知核对",
    ),
    Rule(
        "COF-113",
        ERROR,
        frozenset({"proposal", "mandatory", "translation"}),
        "GB/T 1.2—2020 以ISO/IEC标准化文件为基础的标准化文件起草规则",
        "照国际标准封面抄写编号和年份；采用的只能是已发布的 ISO、IEC、ITU 标准",
        _adopted,
    ),
    _row("COF-114", ERROR, ((Proposal, "ics"),), values.ics, "国际标准分类法（ICS）", "人工智能一般为 35.240"),
    _row("COF-115", ERROR, ((Proposal, "ccs"),), values.ccs, "中国标准文献分类法（CCS）", "人工智能一般为 L70"),
    _row(
        "COF-116",
        ERROR,
        ((Patent, "number"),),
        values.patent_number,
        "ZC 0006—2003 专利申请号标准；ZC 0007—2012 中国专利文献号",
        "照专利证书或受理通知书逐位核对",
    ),
    Rule(
        "COF-117",
        ERROR,
        frozenset({"proposal"}),
        "行业标准管理办法、地方标准管理办法的编号规则",
        "填被转化的行业标准或地方标准的编号；由团体标准转化的写入备注",
        _converted,
    ),
    _row(
        "CO-118",
        ERROR,
        ((CommentSet, "handler_phone"),),
        values.telephone,
        "电信网编号计划（2017年版）",
        "填手机号码，或“区号-号码”",
    ),
    Rule(
        "CO-119",
        WARNING,
        frozenset({"proposal", "mandatory"}),
        "GB/T 1.1—2020 第8.6条",
        "引用文件写标准号；注日期的加年份",
        _cited,
    ),
)
