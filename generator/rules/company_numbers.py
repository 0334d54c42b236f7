"""What a number says of a standard agrees with what is written beside it; no number stands twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from generator.diagnostics import Severity
from generator.model.company import ImplementationComment, MandatoryProposal, Proposal, Translation
from generator.model.company.mandatory import DomesticStandard
from generator.model.values import same_patent, year_of
from generator.rules.company_base import Found, Rule, Subject, found, rule

ERROR, WARNING = Severity.ERROR, Severity.WARNING

_NATURES = {"GB": "强制性", "GB/T": "推荐性", "GB/Z": "指导性", "Q": "强制性", "T": "推荐性", "Z": "指导性"}
_CODE = re.compile(r"(GB(?:/[TZ])?) ?\d|\d{8}-([QTZ])-")
_DASH = re.compile("[-—]")


@rule(
    "COF-162",
    ERROR,
    "implementation translation mandatory",
    "国家标准管理办法（市场监管总局令第59号）：代号GB为强制性、GB/T为推荐性、GB/Z为指导性；计划号中Q、T、Z同此",
    "照标准封面或计划页核对编号和性质",
)
def nature_by_number(subject: Subject) -> Iterable[Found]:
    """The code of a national standard, or the letter in a plan number, tells its nature."""
    for node in subject.nodes:
        item = node.record
        if isinstance(item, ImplementationComment | Translation | DomesticStandard) and item.number and item.nature:
            code = _CODE.match(item.number)
            told = _NATURES[code[1] or code[2]] if code else item.nature
            if told != item.nature:
                yield found(item, "nature", f"与编号“{item.number}”不符，该编号是{told}的", node.path)


@rule("CO-163", WARNING, "proposal mandatory", "被修订标准号、专利号各列一次", "删去重复的")
def replaced_once(subject: Subject) -> Iterable[Found]:
    """No standard is replaced twice, whatever dash its number has."""
    data = subject.data
    if isinstance(data, Proposal | MandatoryProposal):
        for number in _twice([_DASH.sub("-", number) for number in data.replaces]):
            yield found(data, "replaces", f"“{number}”重复")


@rule(
    "CO-164",
    WARNING,
    "proposal patent_disclosure patent_licensing patent_list",
    "被修订标准号、专利号各列一次",
    "删去重复的；同一专利的ZL号和申请号算作一件",
)
def patents_once(subject: Subject) -> Iterable[Found]:
    """No patent stands twice in a sheet, written in whatever way."""
    rows = getattr(subject.data, "patents", ())
    patents = [getattr(row, "patent", row) for row in rows]
    numbers = [same_patent(patent.number) for patent in patents]
    repeated = set(_twice(numbers))
    for place, (row, patent, number) in enumerate(zip(rows, patents, numbers, strict=True)):
        if number in repeated and number in numbers[:place]:
            inner = () if patent is row else ("patent",)
            yield found(patent, "number", "重复", ("patents", place, *inner))


def _twice(numbers: Sequence[str]) -> list[str]:
    return [number for number, count in Counter(numbers).items() if count > 1]


@rule("CO-165", WARNING, "implementation", "标准号中的年份是发布的年份", "核对执行起始日期和标准号的年份")
def applied_after_issue(subject: Subject) -> Iterable[Found]:
    """A standard is put into practice after it has been issued."""
    data = subject.data
    if isinstance(data, ImplementationComment) and data.applied_since:
        issued = year_of(data.number)
        if issued and data.applied_since.year < issued:
            yield found(data, "applied_since", f"早于标准发布的{issued}年")


RULES: tuple[Rule, ...] = (nature_by_number, replaced_once, patents_once, applied_after_issue)
