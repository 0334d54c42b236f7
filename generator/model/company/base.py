"""Ground of the company models: strict frozen records, bounded text without control characters, labelled fields."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from generator.model.values import control_characters, year_month

LINE_LIMIT = 500
"""Longest one-line value, in characters."""

TEXT_LIMIT = 20_000
"""Longest answer in paragraphs, in characters."""

ROWS_LIMIT = 2_000
"""Most rows of one table."""


class Record(BaseModel):
    """A frozen record whose unknown keys are errors; every field has its Chinese label as ``title``."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=False)


def _printable(value: str) -> str:
    problem = control_characters(value)
    if problem:
        raise ValueError(problem)
    return value


def _one_line(value: str) -> str:
    if "\n" in value:
        raise ValueError("应写在一行内，不能换行")
    return _printable(value)


def _month(value: object) -> object:
    if isinstance(value, date):
        raise ValueError("写到月即可，例如 1985-03")
    if isinstance(value, str) and (problem := year_month(value)):
        raise ValueError(problem)
    return value


def _written_date(value: object) -> object:
    if isinstance(value, int | float):
        raise ValueError("日期写作 YYYY-MM-DD，例如 2026-09-01")
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("日期写作 YYYY-MM-DD，例如 2026-09-01")
    return value


Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LINE_LIMIT), AfterValidator(_one_line)
]
"""One line of text, not empty (a value that is not known is left out)."""

Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT_LIMIT), AfterValidator(_printable)
]
"""An answer in paragraphs; line breaks divide them."""

YearMonth = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}$"), BeforeValidator(_month)]
"""A month, ``YYYY-MM``."""

Day = Annotated[date, BeforeValidator(_written_date)]
"""A day, written ``YYYY-MM-DD``."""

Count = Annotated[int, Field(ge=0, le=100_000_000, strict=True)]
"""A whole number of persons or things."""

Months = Annotated[int, Field(ge=1, le=120, strict=True)]
"""A duration in months."""

Money = Annotated[float, Field(ge=0, le=10_000_000)]
"""An amount in 万元."""


def given(label: str) -> Any:
    """A field that may be missing: ``None`` is a gap in the draft; ``label`` is what messages and questions call it."""
    return Field(default=None, title=label)


def needed(label: str) -> Any:
    """A field without which the record cannot be told from another."""
    return Field(title=label)


def rows(label: str) -> Any:
    """A list that may be empty, of bounded length."""
    return Field(default=(), title=label, max_length=ROWS_LIMIT)
