"""Every check of the guide's content, run over content that its model has accepted; the one entry of the family."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from generator.diagnostics import Diagnostic, Source
from generator.model.content import Guide
from generator.rules import content_dates, content_facts, content_structure, content_text
from generator.rules.content_base import Context, Found, Path, Rule

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (*content_structure.RULES, *content_facts.RULES, *content_dates.RULES, *content_text.RULES),
        key=lambda item: item.id,
    )
)
"""All rules in the order of their ids."""


class Index(Protocol):
    """Knows where values stand."""

    def source(self, path: Path) -> Source:
        """The place of the value at ``path``."""


def check_content(guide: Guide, index: Index, today: date) -> list[Diagnostic]:
    """Every problem of the content, sorted by place."""
    context = Context(guide, today)
    found = [_diagnostic(index, rule, item) for rule in RULES for item in rule.check(context)]
    return sorted(found, key=Diagnostic.sort_key)


def _diagnostic(index: Index, rule: Rule, item: Found) -> Diagnostic:
    said = item.problem + (f"（另见 {index.source(item.cites)}）" if item.cites else "")
    return Diagnostic(rule.id, rule.severity, said, index.source(item.path), item.hint or rule.remedy, rule.clause)
