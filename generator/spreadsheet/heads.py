"""Which column of a table is which: heads recognised by label, in any order, with the spellings that people use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model.columns import Columns
from generator.model.company import CompanyProfile
from generator.spreadsheet.plan import COMPANY, DASH, Column, Sheet, key_columns
from generator.spreadsheet.tables import Row, Table

CODE = CompanyProfile.model_fields["credit_code"].title or "credit_code"
DEEPEST = 3
"""Most rows of a head."""
SEARCHED = 12
"""The head is looked for in so many filled rows; titles and instructions may stand above it."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: its last row's number, its columns by position (from 0), and what was not recognised.

    ``texts`` are its rows as plain labels: where they come again among the data they are no company.
    """

    row: int
    columns: Mapping[int, Column]
    ignored: tuple[str, ...]
    doubled: tuple[str, ...]
    texts: frozenset[tuple[str, ...]]

    def is_repeated(self, row: Row) -> bool:
        """Whether a row below is the head once more, as on every printed page."""
        return _plain_row(row.cells) in self.texts

    def at(self, key: str) -> int | None:
        """The position of a key column (``@company``, ``@matter``, ``@person``, ``@code``)."""
        return next((position for position, column in self.columns.items() if column.path == (key,)), None)


def plain(text: Any) -> str:
    """A label or name without what spelling may vary: spaces, full width, asterisks, colons, case."""
    return _VARIED.sub("", unicodedata.normalize("NFKC", str(text))).casefold()


_VARIED = re.compile(r"[\s*:：_\u200b-\u200d\u2060\ufeff]")


def _plain_row(cells: Sequence[Any]) -> tuple[str, ...]:
    texts = [plain(cell) if isinstance(cell, str) else str(cell or "") for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def find_head(table: Table, sheet: Sheet, columns: Columns, others: Sequence[Sheet] = ()) -> Head | None:
    """The head of ``table`` read as ``sheet``; None when no row has a column that names the company.

    ``others``: in the sheet of companies columns headed with a sheet's name and a dash belong to an undertaking.
    """
    known = _known(sheet, columns, others)
    named = sheet.root == COMPANY and not sheet.path
    keys = (("name",),) if named else (("@company",), ("@code",))
    heads = [_read(rows, _labels(table, rows), known) for rows in _candidates(table)]
    keyed = [head for head in heads if any(column.path in keys for column in head.columns.values())]
    return max(keyed, key=lambda head: (len(head.columns), -len(head.texts)), default=None)


def _candidates(table: Table) -> Iterator[list[Row]]:
    """Rows that may be the head: single ones, and as many together as a merged cell that begins there has.

    Where a cell is merged downwards its row is no head without the rows below. A cell that is merged only sideways
    may have a row of parts below it (联系人 above 姓名, 手机).
    """
    for at, row in enumerate(table.rows[:SEARCHED]):
        merged = [area for area in table.merged if area[0] == row.number]
        depth = max((bottom - top + 1 for top, _, bottom, _ in merged), default=1)
        if not 1 < depth <= DEEPEST:
            yield [row]
        if depth == 1 and merged:
            depth = 2
        if 1 < depth <= DEEPEST:
            yield [low for low in table.rows[at : at + depth] if low.number < row.number + depth]


def _labels(table: Table, rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """For each column of a head the labels that it may go by: those of its rows joined, then the lowest."""
    width = max(len(row.cells) for row in rows)
    cells = [(*row.cells, *[""] * (width - len(row.cells))) for row in rows]
    grid = [[cell.strip() if isinstance(cell, str) else "" for cell in line] for line in cells]
    first = rows[0].number
    for top, left, bottom, right in table.merged if len(rows) > 1 else ():
        if first <= top and bottom < first + len(rows) and left <= width:
            for line in grid[top - first : bottom - first + 1]:
                line[left - 1 : right] = [grid[top - first][left - 1]] * (min(right, width) - left + 1)
    labels: list[tuple[str, ...]] = []
    for texts in zip(*grid, strict=True):
        parts = list(dict.fromkeys(text for text in texts if text))
        joined = [DASH.join(parts[at:]) for at in range(len(parts))]
        labels.append(tuple(joined))
    return labels


def _read(rows: Sequence[Row], labels: Sequence[tuple[str, ...]], known: Mapping[str, Column | None]) -> Head:
    found: dict[int, Column] = {}
    ignored: list[str] = []
    doubled: list[str] = []
    for position, every in enumerate(labels):
        if not any(map(plain, every)):
            continue
        column = next((column for label in every if (column := known.get(plain(label)))), None)
        if column is None:
            ignored.append(every[0])
        elif any(column.path == other.path and column.label == other.label for other in found.values()):
            doubled.append(every[0])
        else:
            found[position] = column
    texts = frozenset(_plain_row(row.cells) for row in rows)
    return Head(rows[-1].number, found, tuple(ignored), tuple(doubled), texts)


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
                    known[plain(f"{name}{DASH}{label}")] = _of_undertaking(other, column)
    known.update({plain(column.label): column for column in reversed(every)})
    return known


def _of_undertaking(sheet: Sheet, column: Column) -> Column:
    return Column(
        (f"@{sheet.root}", *column.path),
        f"{sheet.name}{DASH}{column.label}",
        (),
        column.kind,
        column.choices,
        column.many,
        column.names,
        column.hint,
    )


def _keys(sheet: Sheet, columns: Columns) -> tuple[Column, ...]:
    """The key columns, and the company's credit code, which may stand instead of its name."""
    keys = key_columns(sheet, columns)
    return (*keys, Column(("@code",), CODE, columns.also.get("company.credit_code", ()))) if keys else ()
