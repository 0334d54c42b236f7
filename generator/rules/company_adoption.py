"""Adoption of international standards and the fast track (采用国际标准管理办法, 2025; GB/T 16733-1997)."""

from __future__ import annotations

from collections.abc import Iterable

from generator.diagnostics import Severity
from generator.model.company import Proposal, Translation, Undertaking
from generator.model.company.shared import Adoption
from generator.rules.company_base import Found, Rule, Subject, found, rule

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT

_MEASURE = "采用国际标准管理办法（2025年6月1日施行）"
_SOURCES = {"ISO": ("ISO ", "ISO/"), "IEC": ("IEC ", "IEC/"), "ITU": ("ITU-",), "ISO/IEC": ("ISO/IEC",)}


def adopts(data: Undertaking) -> bool:
    """Whether the undertaking adopts an international standard in the sense of the measure (IDT or MOD)."""
    return isinstance(data, Adoption) and data.adoption_degree in {"等同", "修改"}


def means_to_adopt(data: Undertaking) -> bool:
    """Whether it adopts, or names a source that may be adopted and leaves the degree open."""
    open_still = isinstance(data, Adoption) and data.adoption_degree is None and data.adoption_source in _SOURCES
    return adopts(data) or open_still


@rule("CO-301", WARNING, "proposal mandatory", _MEASURE, "按等同或修改采用；只作参考的，“采用国际标准”选“无”")
def not_equivalent(subject: Subject) -> Iterable[Found]:
    """非等效 has not counted as adoption since 2025-06-01."""
    if isinstance(subject.data, Adoption) and subject.data.adoption_degree == "非等效":
        yield found(subject.data, "adoption_degree", "自2025年6月1日起不再算作采用国际标准（只有等同、修改）")


@rule("CO-302", WARNING, "proposal mandatory translation", _MEASURE, "改选 ISO、IEC、ITU 或 ISO/IEC；都不是的选“无”")
def confirmed_by_iso(subject: Subject) -> Iterable[Found]:
    """Only ISO, IEC and ITU are sources now."""
    if isinstance(subject.data, Adoption) and subject.data.adoption_source == "ISO确认的标准":
        yield found(subject.data, "adoption_source", "已不在采用的来源之列（来源为 ISO、IEC、ITU）")


@rule("COF-303", ERROR, "proposal mandatory translation", _MEASURE, "使来源与采标号的代号一致")
def source_and_number(subject: Subject) -> Iterable[Found]:
    """The number's prefix names the source."""
    data = subject.data
    if not isinstance(data, Adoption) or not data.adopted_number:
        return
    prefixes = _SOURCES.get(data.adoption_source or "")
    joint = data.adoption_source in {"ISO", "IEC"} and data.adopted_number.startswith("ISO/IEC")
    if prefixes and (joint or not data.adopted_number.startswith(prefixes)):
        yield found(data, "adopted_number", f"与来源“{data.adoption_source}”不一致")


@rule(
    "CO-304",
    WARNING,
    "translation",
    "国家标准外文版立项的规定（2019年通知）：等同、修改采用国际标准的原则上不列入",
    "先确认该标准有外文版的必要；可直接使用国际标准原文",
)
def translation_of_adopted(subject: Subject) -> Iterable[Found]:
    """An adopted standard exists in a foreign language already."""
    if isinstance(subject.data, Translation) and adopts(subject.data):
        yield found(subject.data, "adoption_degree", "采用国际标准的国家标准，原则上不列入外文版计划")


_FAST = "采用快速程序制定国家标准的管理规定；GB/T 16733—1997"


@rule(
    "CO-305",
    WARNING,
    "proposal",
    f"{_FAST}；国家标准管理办法（令第59号）：公开征求意见一般不少于60日",
    "征求意见阶段已成通则，请与归口单位确认能否省略",
)
def fast_track_without_comments(subject: Subject) -> Iterable[Found]:
    """C3 leaves out public comment, which order 59 makes the rule."""
    if isinstance(subject.data, Proposal) and subject.data.fast_track_code == "C3":
        yield found(subject.data, "fast_track_code", "省略征求意见阶段，与公开征求意见的要求不一致")


@rule(
    "CO-306",
    WARNING,
    "proposal",
    _FAST,
    "一般 B1、B2 用于采用国际或国外先进标准，C3 用于修订现行国家标准；向归口单位核实",
)
def fast_track_grounds(subject: Subject) -> Iterable[Found]:
    """Each fast-track code has its ground; what the digits mean is common reading, not a public text."""
    data = subject.data
    if not isinstance(data, Proposal):
        return
    if data.fast_track_code == "B1" and not adopts(data):
        yield found(data, "fast_track_code", "一般用于采用国际标准的项目，本项目没有采用")
    if data.fast_track_code == "C3" and data.revision == "制定":
        yield found(data, "fast_track_code", "一般用于修订现行国家标准，本项目是制定")


RULES: tuple[Rule, ...] = (
    not_equivalent,
    confirmed_by_iso,
    source_and_number,
    translation_of_adopted,
    fast_track_without_comments,
    fast_track_grounds,
)
