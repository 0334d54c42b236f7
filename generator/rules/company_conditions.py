"""Fields that hang on another field: asked for when it says so, contradictory when it says the opposite."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.diagnostics import Severity
from generator.model.company.comments import Comment
from generator.rules.company_base import Found, Rule, Subject, found, label, missing, rule, shown

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


@dataclass(frozen=True, slots=True)
class Condition:
    """``field`` is due when ``switch`` has a value of ``on`` and out of place when it has one of ``off``."""

    number: int
    kinds: str
    switch: str
    on: tuple[object, ...]
    off: tuple[object, ...]
    fields: tuple[str, ...]
    clause: str

    def wanted(self, subject: Subject) -> Iterable[Found]:
        """Fields that are due and not there."""
        value = getattr(subject.data, self.switch)
        if value in self.on:
            for field in self.fields:
                if not getattr(subject.data, field):
                    reason = f"“{label(subject.data, self.switch)}”填了“{shown(value)}”，此项应填"
                    yield missing(subject.data, field, reason)

    def contradicted(self, subject: Subject) -> Iterable[Found]:
        """Fields that are filled although the switch says there is nothing to fill."""
        value = getattr(subject.data, self.switch)
        if value is not None and value in self.off:
            for field in self.fields:
                if getattr(subject.data, field):
                    yield found(
                        subject.data, field, f"与“{label(subject.data, self.switch)}”填的“{shown(value)}”相矛盾"
                    )


_FORM_1 = "推荐性国家标准项目建议书填表说明"
_ADOPTED = ("ISO", "IEC", "ITU", "ISO/IEC", "ISO确认的标准")
_ADOPTION = "采用国际标准管理办法（2025年6月1日施行）；项目建议书注2"
CONDITIONS: tuple[Condition, ...] = (
    Condition(1, "proposal mandatory", "revision", ("修订",), ("制定",), ("replaces",), f"{_FORM_1}注1"),
    Condition(
        2,
        "proposal mandatory translation",
        "adoption_source",
        _ADOPTED,
        ("无",),
        ("adoption_degree", "adopted_number", "adopted_title"),
        _ADOPTION,
    ),
    Condition(3, "proposal", "fast_track", (True,), (False,), ("fast_track_code",), f"{_FORM_1}注3"),
    Condition(4, "proposal", "has_project", (True,), (False,), ("projects",), f"{_FORM_1}注4"),
    Condition(5, "proposal", "has_patent", (True,), (False,), ("patents",), f"{_FORM_1}注5"),
    Condition(6, "proposal", "converted", (True,), (False,), ("converted_from",), f"{_FORM_1}注6"),
    Condition(7, "implementation", "applied", (True,), (False,), ("applied_since", "applied_to"), "标准化法第二十九条"),
    Condition(8, "comments", "no_comment", (), (True,), ("comments",), "征求意见反馈表：无意见的不再逐条填写"),
)


def _rules(condition: Condition) -> tuple[Rule, ...]:
    kinds = frozenset(condition.kinds.split())
    wanted = Rule(
        f"CO-2{condition.number:02}", WARNING, kinds, condition.clause, "补填此项，或更正前一项", condition.wanted
    )
    contradicted = Rule(
        f"COF-2{condition.number:02}",
        ERROR,
        kinds,
        condition.clause,
        "两项只能有一项成立：更正前一项，或删去此项",
        condition.contradicted,
    )
    return (wanted, contradicted) if condition.on else (contradicted,)


@rule("CO-221", WARNING, "comments", "意见汇总处理表填写要求：部分采纳、未采纳的应说明理由", "补写处理理由")
def reasons_for_refusal(subject: Subject) -> Iterable[Found]:
    """部分采纳 and 未采纳 need a reason."""
    for node in subject.nodes:
        comment = node.record
        if isinstance(comment, Comment) and comment.handling in {"部分采纳", "未采纳"} and not comment.handling_reason:
            yield found(comment, "handling", "没有写处理理由", node.path)


@rule(
    "COF-223",
    ERROR,
    "proposal",
    f"{_FORM_1}注4：有国家级科研项目支撑的，填写项目编号和名称",
    "改选“否”，或列出国家级项目",
)
def project_level(subject: Subject) -> Iterable[Found]:
    """Projects whose levels are all known and none of them national support no yes."""
    levels = [item.level for item in getattr(subject.data, "projects", ())]
    if getattr(subject.data, "has_project", None) and levels and None not in levels and "国家级" not in levels:
        yield found(subject.data, "has_project", f"填了“是”，所列项目是{'、'.join(dict.fromkeys(map(str, levels)))}的")


_PATENT_KINDS = {"patent_disclosure", "patent_licensing"}


@rule(
    "CO-222",
    HINT,
    "proposal participation",
    "国家标准涉及专利的管理规定（暂行）：参与制修订的组织应尽早披露必要专利",
    "另建专利信息披露（kind: patent_disclosure）和实施许可声明（kind: patent_licensing）",
)
def patent_forms(subject: Subject) -> Iterable[Found]:
    """A yes to patents calls for the patent forms."""
    field = "has_patent" if subject.kind == "proposal" else "knows_patents"
    made = {getattr(item, "kind", "") for item in subject.undertakings}
    if getattr(subject.data, field) and not made >= _PATENT_KINDS:
        yield found(subject.data, field, "涉及专利，但还没有专利披露表和许可声明表的数据")


RULES: tuple[Rule, ...] = (
    *(item for condition in CONDITIONS for item in _rules(condition)),
    reasons_for_refusal,
    project_level,
    patent_forms,
)
