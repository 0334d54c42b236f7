"""Drafts of the sample companies, made once for all tests that only look at them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.build.workshop import Draft, Workshop
from generator.loading.company import load_company
from tests.laid import ROOT

COMPANIES = sorted(item for item in (ROOT / "content" / "companies").iterdir() if item.is_dir())


@cache
def shop() -> Workshop:
    """The project, opened once."""
    return Workshop.open(ROOT)


@cache
def drafts_of(company: Path) -> tuple[Draft, ...]:
    """Every form that the company's undertakings can fill, the optional ones too."""
    bundle = load_company(company)
    return tuple(
        shop().draft(form, bundle, undertaking)
        for undertaking in bundle.undertakings
        for form in shop().forms.of_undertaking(undertaking.kind)
    )


def all_drafts() -> list[tuple[str, Draft]]:
    """Every form of every undertaking of every sample company, with the company's name."""
    return [(company.name, draft) for company in COMPANIES for draft in drafts_of(company)]
