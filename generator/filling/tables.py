"""Tables of records: small ones stand in the form's grid beside their label, long ones repeat label and heads."""

from __future__ import annotations

from typing import Any

from generator.document.nodes import FieldKind
from generator.filling.fields import BLANK, is_due
from generator.filling.grid import Band
from generator.filling.ledger import Ledger
from generator.filling.reader import flat, is_empty, paragraphs, spoken
from generator.filling.result import Answered, Content, GridCell, GridRow, Hole, Role, State, Value, Words
from generator.filling.widths import fitted
from generator.model.form import Column, Table
from generator.templating.filters import cn_date
from generator.templating.values import Missing, traced

SIDE_ROWS = 6
SIDE_COLUMNS = 4
SIDE_CHARACTERS = 700
"""A table with more rows, columns or words than these stands by itself; the smaller have their label at the side."""

SIDE_LABEL = 2.2 / 12
"""The label's share beside a small table: that of the common form row."""

PORTRAIT_EMS, LANDSCAPE_EMS = 43.0, 66.0
"""A form's measure in ems of its cells, upright and turned (theme.yaml, pages.form over styles.form-cell)."""
SMALL = 10.5 / 9
"""How much more goes into small tables (theme.yaml, styles.form-cell over styles.form-cell-small)."""
PADDING_EMS = 0.9
"""Padding left and right of a cell in common type."""

CELL_SPLITS_FROM = 150
"""Rows with a longer cell, in characters, may run over to the next page."""

_KINDS: dict[str, FieldKind] = {"date": "date", "month": "date", "long": "long", "single": "choice"}


def fill_table(table: Table, ledger: Ledger) -> tuple[Band, bool]:
    """The table's rows, and whether they join the grid around them."""
    members = ledger.reader.members(table.source) if table.source else []
    count = max(len(members), table.min_rows)
    due = is_due(table, ledger)
    anchor = _note(table, members, due, ledger)
    cells = [_row(table, number, members, due, ledger) for number in range(1, count + 1)]
    words = sum(_length(cell) for row in cells for cell in row)
    few = count <= SIDE_ROWS and len(table.columns) <= SIDE_COLUMNS and words <= SIDE_CHARACTERS
    rows = [GridRow(tuple(row), splits=_long(row)) for row in cells]
    heads = tuple(GridCell("head", (Words(column.label),)) for column in table.columns)
    room = LANDSCAPE_EMS if ledger.form.landscape else PORTRAIT_EMS
    beside = few and table.labelled
    scale = SMALL if table.small and not beside else 1.0
    widths = fitted(table.columns, cells, room * scale * (1 - beside * SIDE_LABEL), PADDING_EMS * scale)
    if beside:
        return _beside(table, heads, rows, widths, anchor), True
    return _alone(table, heads, rows, widths, anchor), False


def _beside(table: Table, heads: Any, rows: list[GridRow], widths: tuple[float, ...], anchor: str) -> Band:
    label = GridCell("label", (Words(table.label),), rowspan=len(rows) + 1, anchor=anchor)
    total = sum(widths)
    columns = (SIDE_LABEL, *(width / total * (1 - SIDE_LABEL) for width in widths))
    return Band(columns, (GridRow((label, *heads)), *rows))


def _alone(table: Table, heads: Any, rows: list[GridRow], widths: tuple[float, ...], anchor: str) -> Band:
    if not table.labelled:
        first = GridCell(heads[0].role, heads[0].content, anchor=anchor)
        return Band(widths, (GridRow((first, *heads[1:]), head=True), *rows), table.small)
    wide = GridCell("wide", (Words(table.label),), colspan=len(widths), anchor=anchor)
    return Band(widths, (GridRow((wide,), head=True), GridRow(tuple(heads), head=True), *rows), table.small)


def _length(cell: GridCell) -> int:
    return sum(len("".join(part.lines)) for part in cell.content if isinstance(part, Value))


def _long(row: list[GridCell]) -> bool:
    return any(_length(cell) > CELL_SPLITS_FROM for cell in row)


def _note(table: Table, members: list[Any], due: bool, ledger: Ledger) -> str:
    key = ledger.key(table.key)
    state: State = "filled" if members else "missing" if due else "open"
    if table.prefill == "never":
        state = "blank"
    anchor = f"a-{ledger.form.id}-{key}"
    text = f"{len(members)}项" if members else ""
    reads = (table.source,) if table.source else ()
    ledger.note(
        Answered(key, table.label, table.number, state, due, table.who, table.hint, text, anchor=anchor, reads=reads)
    )
    return anchor


def _row(table: Table, number: int, members: list[Any], due: bool, ledger: Ledger) -> list[GridCell]:
    item = members[number - 1] if number <= len(members) else None
    gap = due and not members and number == 1 and table.prefill == "auto"
    cells: list[GridCell] = []
    for column in table.columns:
        content, asked = _cell(table, column, number, item, gap, ledger)
        gap = gap and not asked
        role: Role = "index" if column.type == "index" else "value"
        cells.append(GridCell(role, content, flows=_is_paragraphs(content)))
    return cells


def _is_paragraphs(content: Content) -> bool:
    return any(isinstance(part, Value) and len(part.lines) > 1 for part in content)


def _cell(table: Table, column: Column, number: int, item: Any, gap: bool, ledger: Ledger) -> tuple[Content, bool]:
    if column.type == "index":
        return (Words(str(number)),), False
    if column.type == "sign" or column.prefill == "never":
        return (), False
    key = ledger.key(f"{table.key}.{number}.{column.key}")
    kind = _KINDS.get(column.type, "text")
    options = tuple(option.label for option in column.options)
    if gap:
        return (Hole(key, column.label, column.hint or column.label, table.who, kind, options),), True
    said = "" if item is None else _said(column, item, ledger)
    if column.required and item is not None and not said:
        ledger.note(_lacking(table, column, key, ledger))
        return (Hole(key, column.label, column.hint or column.label, table.who, kind, options),), False
    return (Value(key, column.label, paragraphs(said) or (BLANK,), kind, options),), False


def _lacking(table: Table, column: Column, key: str, ledger: Ledger) -> Answered:
    """What a row has to say and does not; a table of one record names the value, others their list."""
    source = table.source or ""
    reads = (source if "." in source else f"{source}.{column.key}",)
    anchor = f"a-{ledger.form.id}-{table.key}"
    return Answered(
        key, column.label, table.number, "missing", True, table.who, column.hint, anchor=anchor, reads=reads
    )


def _said(column: Column, item: Any, ledger: Ledger) -> str:
    value = ledger.reader.value(column.expr, item) if column.expr is not None else _at(item, column.key)
    if is_empty(value):
        return ""
    for option in column.options:
        if option.ticks == value:
            return traced(option.label, value)
    dated = column.type in ("date", "month")
    said = "、".join(cn_date(each) if dated else spoken(each) for each in flat(value))
    return traced(said, *flat(value))


def _at(item: Any, key: str) -> Any:
    for step in key.split("."):
        if is_empty(item) or isinstance(item, Missing):
            return None
        item = item[step]
    return item
