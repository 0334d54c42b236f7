"""Pure validators of single values: each returns a description of the problem in Chinese, or None."""

from __future__ import annotations

from generator.model.values.contact import email, landline, mobile, postcode, telephone, url
from generator.model.values.dates import day, printed_day, printed_month, year_month
from generator.model.values.identity import credit_code, credit_code_check, organisation_code
from generator.model.values.patents import (
    application_check,
    application_number,
    application_year,
    granted_number,
    patent_kind,
    patent_number,
    publication_number,
    same_patent,
)
from generator.model.values.repair import repaired
from generator.model.values.standards import (
    ccs,
    converted_number,
    foreign_plan_number,
    ics,
    international_number,
    national_number,
    plan_number,
    standard_number,
    year_of,
)
from generator.model.values.text import control_characters, normalise

__all__ = [
    "application_check",
    "application_number",
    "application_year",
    "ccs",
    "control_characters",
    "converted_number",
    "credit_code",
    "credit_code_check",
    "day",
    "email",
    "foreign_plan_number",
    "granted_number",
    "ics",
    "international_number",
    "landline",
    "mobile",
    "national_number",
    "normalise",
    "organisation_code",
    "patent_kind",
    "patent_number",
    "plan_number",
    "postcode",
    "printed_day",
    "printed_month",
    "publication_number",
    "repaired",
    "same_patent",
    "standard_number",
    "telephone",
    "url",
    "year_month",
    "year_of",
]
