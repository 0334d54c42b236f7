"""The company workbook as data: what its sheets are called, other names of its columns, words for yes and no."""

from __future__ import annotations

from string import Formatter
from typing import Annotated

from pydantic import AfterValidator
from pydantic import Field as given

from generator.model.base import SHEET_PATTERN
from generator.model.form_fields import Frozen, Line
from generator.model.located import Located

_NAMES = ("company", "key", "matter", "example")
"""What instructions may name in braces."""


def _with_known_names(text: str) -> str:
    """Instructions whose braces hold nothing but names. Raises ValueError (Chinese message)."""
    known = f"可用：{'、'.join(f'{{{name}}}' for name in _NAMES)}"
    try:
        pieces = list(Formatter().parse(text))
    except ValueError:
        raise ValueError(f"填写说明花括号没有成对；{known}") from None
    for _, name, form, conversion in pieces:
        if name is not None and (name not in _NAMES or form or conversion):
            written = f"{{{name}{f'!{conversion}' if conversion else ''}{f':{form}' if form else ''}}}"
            raise ValueError(f"填写说明不认识“{written}”；{known}")
    return text


class SheetName(Frozen):
    """A sheet's name (at most 31 characters, as Excel allows) and the other names by which it is known."""

    name: str = given(min_length=1, max_length=31, pattern=SHEET_PATTERN)
    also: tuple[Line, ...] = ()


class KeyColumn(Frozen):
    """A column that joins the rows of sheets: its head, the other names, a hint."""

    label: Line
    also: tuple[Line, ...] = ()
    hint: str = ""


class Columns(Located):
    """content/forms/columns.yaml. ``sheets`` and ``also`` are keyed by paths into company data.

    ``skipped`` are the parts of undertakings that a workbook does not hold; ``example`` leads the first cell of rows
    that only show how to fill in.
    """

    sheets: dict[str, SheetName]
    company_column: KeyColumn
    matter_column: KeyColumn
    person_column: KeyColumn
    role_column: KeyColumn
    example: Line
    yes: tuple[Line, ...]
    no: tuple[Line, ...]
    also: dict[str, tuple[Line, ...]] = given(default_factory=dict)
    skipped: tuple[Line, ...] = ()
    instructions: tuple[Annotated[Line, AfterValidator(_with_known_names)], ...] = given(
        description="填写说明；{company} {key} {matter} {example} 代入各名称"
    )
