"""The profile agrees with itself: code and legal type, interest side, staff, names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from generator.diagnostics import Severity
from generator.model.company import CompanyProfile
from generator.model.values import credit_code, postcode, same_patent
from generator.rules.company_base import Found, Rule, Subject, found, rule

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT

LEGAL_TYPES = ("国有企业", "民营企业", "外商投资企业", "事业单位", "高等院校", "科研院所", "社会团体", "其他")
"""Legal types as membership sheets list them (no official list is public)."""

_PUBLIC_TYPES = {"事业单位", "高等院校", "科研院所", "社会团体"}
_COMPANY_TYPES = {"国有企业", "民营企业", "外商投资企业"}


@rule(
    "CO-901", HINT, "company", "成员单位加入申请的单位性质选项（以官方最新表格为准）", f"选用：{'、'.join(LEGAL_TYPES)}"
)
def legal_type_known(subject: Subject) -> Iterable[Found]:
    """A legal type off the list ticks no box."""
    data = subject.data
    if isinstance(data, CompanyProfile) and data.legal_type and data.legal_type not in LEGAL_TYPES:
        yield found(data, "legal_type", "不在常用选项之内，表上不会有打勾的选项")


@rule("CO-902", WARNING, "company", "GB 32100—2015：91为企业，12为事业单位，51为社会团体", "照证书核对单位性质和代码")
def code_and_type(subject: Subject) -> Iterable[Found]:
    """The first two characters of the code tell the kind of body."""
    data = subject.data
    if not isinstance(data, CompanyProfile) or not data.credit_code or credit_code(data.credit_code):
        return
    enterprise = data.credit_code.startswith("91")
    if (data.legal_type in _COMPANY_TYPES and not enterprise) or (
        data.legal_type in {"事业单位", "社会团体"} and enterprise
    ):
        yield found(data, "legal_type", f"与统一社会信用代码开头“{data.credit_code[:2]}”不一致")


@rule(
    "CO-903",
    WARNING,
    "company",
    "全国专业标准化技术委员会管理办法：教育科研机构、行政主管部门、检测及认证机构、社会团体等属于公共利益方",
    "改选公共利益方，或核对单位性质",
)
def interest_and_type(subject: Subject) -> Iterable[Found]:
    """Public bodies stand for the public interest."""
    data = subject.data
    if (
        isinstance(data, CompanyProfile)
        and data.legal_type in _PUBLIC_TYPES
        and data.interest
        and data.interest != "公共利益方"
    ):
        yield found(data, "interest", f"与单位性质“{data.legal_type}”不一致")


@rule("COF-904", ERROR, "company", "研发人员是员工的一部分", "核对两项人数")
def research_staff(subject: Subject) -> Iterable[Found]:
    """No more researchers than employees."""
    data = subject.data
    if (
        isinstance(data, CompanyProfile)
        and data.employees is not None
        and data.research_staff is not None
        and data.research_staff > data.employees
    ):
        yield found(data, "research_staff", f"多于员工人数{data.employees}")


@rule("CO-905", WARNING, "company", "表上的单位名称应与公章逐字一致", "照公章抄写；括号一般为全角“（）”")
def name_as_sealed(subject: Subject) -> Iterable[Found]:
    """Seals use full-width brackets and no blanks."""
    data = subject.data
    if not isinstance(data, CompanyProfile):
        return
    if re.search(r"[()]", data.name):
        yield found(data, "name", "用了半角括号")
    elif re.search("[\"“”'‘’《》]", data.name):
        yield found(data, "name", "带有引号或书名号")
    elif re.search(r"[\u3400-\u9fff]\s+[\u3400-\u9fff]", data.name):
        yield found(data, "name", "汉字之间有空格")


@rule("CO-906", WARNING, "company", "代号、专利号用于引用，应唯一", "改代号，或合并重复的条目")
def unique_records(subject: Subject) -> Iterable[Found]:
    """Ids and patent numbers stand once."""
    for table, field in (("experts", "id"), ("patents", "id"), ("projects", "id"), ("patents", "number")):
        items = getattr(subject.data, table)
        named = [getattr(item, field) for item in items]
        if field == "number":
            named = [same_patent(number) for number in named]
        counts = Counter(named)
        for position, (item, value) in enumerate(zip(items, named, strict=True)):
            if value and counts[value] > 1:
                yield found(item, field, "重复", (table, position))


@rule("CO-907", WARNING, "company", "邮政编码：北京市以10开头", "核对地址和邮政编码")
def postcode_of_beijing(subject: Subject) -> Iterable[Found]:
    """Postcodes of Beijing begin with 10."""
    data = subject.data
    if not isinstance(data, CompanyProfile) or not data.postcode or postcode(data.postcode):
        return
    address = data.postal_address or data.registered_address or ""
    if address.startswith(("北京", "中国北京")) and not data.postcode.startswith("10"):
        yield found(data, "postcode", "不是北京的邮政编码，地址在北京")


RULES: tuple[Rule, ...] = (
    legal_type_known,
    postcode_of_beijing,
    code_and_type,
    interest_and_type,
    research_staff,
    name_as_sealed,
    unique_records,
)
