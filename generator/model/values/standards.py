"""Numbers of standards and plans, ICS and CCS classes."""

from __future__ import annotations

import re

_YEAR = r"[-—](?:19[5-9]|20\d)\d"
_NATIONAL = re.compile(
    rf"GB(/[TZ])? [1-9]\d{{0,4}}(\.[1-9]\d{{0,2}})?{_YEAR}(/XG\d{_YEAR})?|GSB \d{{2}}[-—]\d{{3,5}}{_YEAR}", re.ASCII
)
_SECTOR = re.compile(rf"(?![A-Z]{{2}}[TZ] ?\d)[A-Z]{{2,3}}(/[TZ])? ?\d{{1,6}}(\.\d{{1,3}})?[A-Z]?{_YEAR}", re.ASCII)
_LOCAL = re.compile(rf"DB\d{{2,6}}(/T?)? ?\d{{1,5}}(\.\d{{1,3}})?{_YEAR}", re.ASCII)
_GROUP = re.compile(rf"T/[A-Z]{{2,12}} ?\d{{1,6}}(\.\d{{1,3}})?{_YEAR}", re.ASCII)
_COMPANY = re.compile(rf"Q/[A-Z0-9]{{1,12}}( ?[A-Z0-9]+)? ?\d{{1,6}}(\.\d{{1,3}})?{_YEAR}", re.ASCII)
_HEALTH = re.compile(rf"GBZ(/T)? \d{{1,4}}(\.\d{{1,3}})?{_YEAR}", re.ASCII)
"""Occupational health, whose code has no slash; five digits are a GB/Z whose slash is missing."""
_STAGE = "(?:TR|TS|PAS|Guide|DIS|FDIS|CD|AWI|WD)"
_ISO_IEC = re.compile(
    rf"(?:ISO/IEC|ISO|IEC)(?:/(?:IEEE|SAE|ASTM|CIE|OGC))?(?:[/ ]{_STAGE})?"
    r" \d{1,6}(?:-\d{1,3})*(?::\d{4}(?:[/+](?:Amd|AMD|Cor|COR) ?\d+:\d{4})*)?",
    re.ASCII,
)
_ITU = re.compile(r"ITU-[TRD] [A-Z]{1,2}\.\d{1,5}(?:\.\d{1,3})*(?:-\d{1,3})?(?: \(\d{2}/\d{4}\))?", re.ASCII)
_OTHER = re.compile(
    r"IEEE(?: Std)? P?\d{1,5}(?:\.\d{1,3})*(?:[-—]\d{4})?|EN(?: ISO)? \d{1,6}(?:-\d{1,3})*(?::\d{4})?"
    r"|(?:ETSI )?(?:EN|ES|TS|TR|GS|GR) \d{3} \d{3}(?:-\d{1,2})?(?: V[\d.]+)?"
    r"|3GPP T[SR] \d{2}\.\d{3}|(?:IETF )?RFC \d{1,5}"
    r"|NIST (?:SP|AI|IR|FIPS) \d{1,4}(?:-\d{1,3})?|(?:ANSI/)?UL \d{1,5}(?::\d{4})?"
    r"|(?:BS|DIN|ASTM|SAE) [A-Z]?\d{1,5}\S*"
    r"|CEN(?:/CLC)?(?:/(?:TR|TS|GUIDE))? \d{1,6}(?:-\d{1,3})*(?::\d{4})?",
    re.ASCII,
)
_PLAN = re.compile(r"\d{8}-[QTZ]-\d{3}", re.ASCII)
_FOREIGN_PLAN = re.compile(r"W\d{8}", re.ASCII)
_ISSUED = re.compile(r"[-—](\d{4})$", re.ASCII)
_PLANNED = re.compile(r"W?(\d{4})\d{4}", re.ASCII)
_ICS = re.compile(r"\d{2}(\.\d{3}(\.\d{2})?)?", re.ASCII)
_ICS_FIELD = re.compile(
    "0[137]|1[1379]|2[13579]|3[13579]|4[3579]|5[359]|6[157]|7[13579]|8[1357]|9[13579]",
)
"""The fields of the 7th edition."""
_CCS = re.compile(r"[A-Z] ?\d{2}", re.ASCII)
_CCS_FORBIDDEN = "IO"


def national_number(value: str) -> str | None:
    """Problem of a national standard's number (国家标准管理办法, 令第59号: GB, GB/T, GB/Z; GSB for samples)."""
    return None if _NATIONAL.fullmatch(value) else "国家标准号应写作“GB/T 12345.1—2025”（代号、空格、顺序号、年份）"


def converted_number(value: str) -> str | None:
    """Problem of a sector or local standard's number (行业标准管理办法, 地方标准管理办法)."""
    if value.startswith("GB") or not (_SECTOR.fullmatch(value) or _LOCAL.fullmatch(value)):
        return "行业标准号写作“YD/T 1234—2024”，地方标准号写作“DB11/T 1234—2024”"
    return None


def international_number(value: str) -> str | None:
    """Problem of an ISO, IEC or ITU number (GB/T 1.2-2020 cites it with its year or month)."""
    dated = re.search(r":\d{4}|\(\d{2}/\d{4}\)", value)
    if (_ISO_IEC.fullmatch(value) or _ITU.fullmatch(value)) and dated:
        return None
    return "国际标准号应带年份，写作“ISO/IEC 42001:2023”或“ITU-T Y.3172 (06/2019)”"


def standard_number(value: str) -> str | None:
    """Problem of any standard's number: national, sector, local, group, company, international."""
    shapes = (_NATIONAL, _HEALTH, _SECTOR, _LOCAL, _GROUP, _COMPANY, _ISO_IEC, _ITU, _OTHER)
    if value.startswith("GB") and not _HEALTH.fullmatch(value):
        return national_number(value)
    return None if any(shape.fullmatch(value) for shape in shapes) else "不像标准号（代号、顺序号、年份）"


def year_of(value: str) -> int | None:
    """The year in the number of a Chinese standard or plan."""
    match = _ISSUED.search(value) or _PLANNED.match(value)
    return int(match[1]) if match else None


def plan_number(value: str) -> str | None:
    """Problem of a plan number: year and serial, nature (Q, T, Z), department (forms of 国家标准计划)."""
    if not _PLAN.fullmatch(value):
        return "计划号应写作“20261234-T-469”（年份与顺序号8位、性质Q/T/Z、部门代号3位）"
    return None if 1990 <= int(value[:4]) <= 2100 else f"计划号的年份“{value[:4]}”不可能"


def foreign_plan_number(value: str) -> str | None:
    """Doubt about a plan number of a foreign-language edition: W, year, serial (shape not confirmed by a source)."""
    return None if _FOREIGN_PLAN.fullmatch(value) else "外文版计划号一般写作W加8位数字，例如 W20261234"


def ics(value: str) -> str | None:
    """Problem of an ICS class: field, group, subgroup (International Classification for Standards, 7th edition)."""
    if not _ICS.fullmatch(value):
        return "ICS 应写作“35.240”或“35.240.01”"
    return None if _ICS_FIELD.match(value) else f"ICS 没有{value[:2]}类"


def ccs(value: str) -> str | None:
    """Problem of a CCS class: a letter without I and O, two digits (中国标准文献分类法)."""
    if not _CCS.fullmatch(value):
        return "CCS 应为一个大写字母加两位数字，例如 L70"
    return f"CCS 没有{value[0]}类" if value[0] in _CCS_FORBIDDEN else None
