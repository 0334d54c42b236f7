"""Which column of a table is which: heads recognised by label, in any order, with the spellings that people use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model.columns import Columns
from generator.model.company import CompanyProfile
from generator.spreadsheet.plan import COMPANY, Column, Sheet
from generator.spreadsheet.tables import Row, Table

CODE = CompanyProfile.model_fields["credit_code"].title or "credit_code"
SEARCHED = 12
"""The head is looked for in so many filled rows; titles and instructions may stand above it."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: its row's number, its columns by position (from 0), and what was not recognised."""

    row: int
    columns: Mapping[int, Column]
    ignored: tuple[str, ...]
    doubled: tuple[str, ...]

    def at(self, key: str) -> int | None:
        """The position of a key column (``@company``, ``@matter``, ``@person``, ``@code``)."""
        return next((position for position, column in self.columns.items() if column.path == (key,)), None)


def plain(text: Any) -> str:
    """A label or name without what spelling may vary: spaces, full width, asterisks, colons, case."""
    return re.sub(r"[\s*:：_]", "", unicodedata.normalize("NFKC", str(text))).casefold()


def find_head(table: Table, sheet: Sheet, columns: Columns, others: Sequence[Sheet] = ()) -> Head | None:
    """The head of ``table`` read as ``sheet``; None when no row has a column that names the company.

    ``others``: in the sheet of companies columns headed with a sheet's name and a dash belong to an undertaking.
    """
    known = _known(sheet, columns, others)
    best: Head | None = None
    for row in table.rows[:SEARCHED]:
        head = _read(row, known)
        named = sheet.root == COMPANY and not sheet.path
        keyed = any(
            column.path in ((("name",),) if named else (("@company",), ("@code",))) for column in head.columns.values()
        )
        if keyed and (best is None or len(head.columns) > len(best.columns)):
            best = head
    return best


def _read(row: Row, known: Mapping[str, Column | None]) -> Head:
    found: dict[int, Column] = {}
    ignored: list[str] = []
    doubled: list[str] = []
    for position, cell in enumerate(row.cells):
        label = plain(cell) if isinstance(cell, str) else ""
        if not label:
            continue
        column = known.get(label)
        if column is None:
            ignored.append(str(cell).strip())
        elif any(column.path == other.path and column.label == other.label for other in found.values()):
            doubled.append(str(cell).strip())
        else:
            found[position] = column
    return Head(row.number, found, tuple(ignored), tuple(doubled))


def _known(sheet: Sheet, columns: Columns, others: Sequence[Sheet]) -> dict[str, Column | None]:
    """Columns by plain head. A column's own head beats other names; a name of several columns is nobody's."""
    every = [*_keys(sheet, columns), *sheet.columns]
    known: dict[str, Column | None] = {}
    for column in every:
        for label in column.also:
            name = plain(label)
            known[name] = column if known.get(name, column) is column else None
    for other in others:
        for column in other.columns:
            for label in (column.label, *column.also):
                for name in (other.name, *other.also):
                    known[plain(f"{name}—{label}")] = _of_undertaking(other, column)
    known.update({plain(column.label): column for column in reversed(every)})
    return known


def _of_undertaking(sheet: Sheet, column: Column) -> Column:
    return Column(
        (f"@{sheet.root}", *column.path),
        f"{sheet.name}—{column.label}",
        (),
        column.kind,
        column.choices,
        column.many,
        column.names,
        column.hint,
    )


def _keys(sheet: Sheet, columns: Columns) -> Iterable[Column]:
    if sheet.root == COMPANY and not sheet.path:
        return ()
    made = [
        Column(("@company",), columns.company_column.label, columns.company_column.also),
        Column(("@code",), CODE, columns.also.get("company.credit_code", ())),
    ]
    if sheet.root != COMPANY and sheet.path:
        made.append(Column(("@matter",), columns.matter_column.label, columns.matter_column.also))
    if sheet.parent:
        made.append(Column(("@person",), columns.person_column.label, columns.person_column.also))
    return made
