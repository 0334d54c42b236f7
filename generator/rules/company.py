"""Every check of a company's data, run over the profile and each undertaking; the one entry of the family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from generator.diagnostics import Diagnostic, Severity
from generator.loading.company import CompanyBundle
from generator.model.form import Form
from generator.rules import (
    company_adoption,
    company_conditions,
    company_dates,
    company_limits,
    company_member,
    company_numbers,
    company_profile,
    company_scope,
    company_sheets,
    company_titles,
    company_values,
)
from generator.rules.company_base import FALSEHOOD_PREFIX, Found, Rule, Subject
from generator.rules.company_forms import FORM_RULES, form_rules

RULES: tuple[Rule, ...] = (
    *company_values.RULES,
    *company_sheets.RULES,
    *company_numbers.RULES,
    *company_conditions.RULES,
    *company_adoption.RULES,
    *company_limits.RULES,
    *company_titles.RULES,
    *company_member.RULES,
    *company_scope.RULES,
    *company_dates.RULES,
    *company_profile.RULES,
)
"""All rules, a module per family; codes that begin with COF- find what would print a falsehood."""


def check_company(bundle: CompanyBundle, forms: Iterable[Form] = (), *, today: date) -> list[Diagnostic]:
    """Check a company's data; with ``forms`` also what these bind. Sorted, each finding once."""
    rules = (*RULES, *form_rules(forms))
    found = [*bundle.notes]
    for key, subject in _subjects(bundle, today):
        told = [(rule, _diagnostic(bundle, key, rule, item)) for rule, item in _findings(rules, subject)]
        wrong = {made.source for rule, made in told if rule.severity is Severity.ERROR}
        found += [made for rule, made in told if rule.id not in FORM_RULES or made.source not in wrong]
    return sorted(dict.fromkeys(found), key=Diagnostic.sort_key)


def prints_falsehood(diagnostic: Diagnostic) -> bool:
    """Whether a draft has to be refused for this finding (unless forced)."""
    return diagnostic.code.startswith(FALSEHOOD_PREFIX)


def _subjects(bundle: CompanyBundle, today: date) -> Iterator[tuple[str, Subject]]:
    everything = tuple(item.data for item in bundle.undertakings)
    yield "company", Subject("company", bundle.profile, bundle.profile, everything, today)
    for item in bundle.undertakings:
        yield item.key, Subject(item.kind, item.data, bundle.profile, everything, today)


def _findings(rules: tuple[Rule, ...], subject: Subject) -> Iterator[tuple[Rule, Found]]:
    for rule in rules:
        if rule.concerns(subject.kind):
            for item in rule.check(subject):
                yield rule, item


def _diagnostic(bundle: CompanyBundle, key: str, rule: Rule, item: Found) -> Diagnostic:
    value = f"“{item.value}”" if item.value else ""
    message = f"{item.label}{value}：{item.problem}"
    return Diagnostic(rule.id, rule.severity, message, bundle.source(key, item.path), rule.remedy, rule.clause)
