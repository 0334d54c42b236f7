"""Ground of the company models: strict frozen records, bounded text without control characters, labelled fields."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from generator.model.values import control_characters, day, year_month

LINE_LIMIT = 500
"""Longest one-line value, in characters."""

TEXT_LIMIT = 20_000
"""Longest answer in paragraphs, in characters."""

ROWS_LIMIT = 2_000
"""Most rows of one table."""


_SAID = {"是": True, "有": True, "否": False, "无": False}


class Record(BaseModel):
    """A frozen record whose unknown keys are errors; every field has its Chinese label as ``title``."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=False)
    _flags: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Remember the fields that are yes or no."""
        super().__pydantic_init_subclass__(**kwargs)
        cls._flags = tuple(name for name, field in cls.model_fields.items() if bool in get_args(field.annotation))

    @model_validator(mode="before")
    @classmethod
    def _yes_and_no(cls, data: Any) -> Any:
        """是 and 有 are yes, 否 and 无 are no."""
        if not isinstance(data, dict):
            return data
        said = {
            name: _SAID[data[name]] for name in cls._flags if isinstance(data.get(name), str) and data[name] in _SAID
        }
        return {**data, **said} if said else data


def _printable(value: str) -> str:
    problem = control_characters(value)
    if problem:
        raise ValueError(problem)
    return value


def _one_line(value: str) -> str:
    if "\n" in value:
        raise ValueError("应写在一行内，不能换行")
    return _printable(value)


_STILL = ("至今", "今", "现在", "长期")


def _month(value: object) -> object:
    if isinstance(value, date):
        raise ValueError("写到月即可，例如 1985-03")
    if value in _STILL:
        raise ValueError("不写，至今的删去这一项")
    if isinstance(value, str | int | float) and (problem := year_month(str(value))):
        raise ValueError(problem)
    return value


def _written_date(value: object) -> object:
    if isinstance(value, str | int | float) and (problem := day(str(value))):
        raise ValueError(problem)
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
