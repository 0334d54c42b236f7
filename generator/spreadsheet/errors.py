"""The rows that failed, as they were written, with the wrong cells marked: to be corrected and run again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from generator.diagnostics import Diagnostic
from generator.spreadsheet.plan import PROBLEMS
from generator.spreadsheet.reading import CompanyList, ListedCompany
from generator.spreadsheet.saving import literal, saved
from generator.spreadsheet.tables import Table, cell_name

_WRONG = "F8CBAD"


def error_workbook(listed: CompanyList, failed: Sequence[tuple[ListedCompany, Sequence[Diagnostic]]]) -> bytes:
    """The failed companies' rows of all sheets below their heads, and a list of the problems.

    Cells are written as text, so that nothing in them is calculated. The workbook can be read again as a list.
    """
    import openpyxl  # noqa: PLC0415

    book = openpyxl.Workbook()
    book.remove(book.active)
    found = [(company, item) for company, items in failed for item in items]
    wrong = {item.source.cell: item for _, item in found if item.source is not None and item.source.cell}
    wanted = {row for company, _ in failed for row in company.rows}
    for table in listed.tables:
        first = min((row for name, row in wanted if name == table.name), default=0)
        if first:
            rows = {row for name, row in wanted if name == table.name}
            heads = sum(1 for row in table.rows if row.number <= listed.heads.get(table.name, 0))
            _copy(book.create_sheet(table.name[:31]), table, heads, rows, wrong)
    _list(book.create_sheet(PROBLEMS, 0), [*found, *((None, item) for item in listed.problems)])
    book.active = 0
    return saved(book)


def _copy(page: Any, table: Table, heads: int, rows: set[int], wrong: dict[str, Diagnostic]) -> None:
    """The rows down to the head, and the wanted rows."""
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    kept = [*table.rows[:heads], *(row for row in table.rows if row.number in rows)]
    for number, row in enumerate(kept, 1):
        for column, value in enumerate(row.cells, 1):
            if value is None or value == "":
                continue
            cell = page.cell(number, column)
            _write(cell, value)
            item = wrong.get(cell_name(table.name, row.number, column))
            if item is not None:
                cell.fill = PatternFill("solid", fgColor=_WRONG)
                cell.comment = Comment(literal(f"{item.message}。{item.hint}"), "指引", width=280, height=120)
    page.freeze_panes = "B2"


def _write(cell: Any, value: Any) -> None:
    """The value as it was; text stays text, whatever it begins with."""
    if isinstance(value, str):
        cell.value = literal(value)
        cell.data_type = "s"
        cell.number_format = "@"
    else:
        cell.value = value


def _list(page: Any, found: Iterable[tuple[ListedCompany | None, Diagnostic]]) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    heads = (("企业", 30), ("位置", 22), ("问题", 60), ("改法", 50))
    for column, (label, width) in enumerate(heads, 1):
        page.cell(1, column, label).font = Font(bold=True)
        page.column_dimensions["ABCD"[column - 1]].width = width
    for number, (company, item) in enumerate(found, 2):
        place = item.source.cell or str(item.source) if item.source else ""
        for column, text in enumerate((company.name if company else "", place, item.message, item.hint), 1):
            cell = page.cell(number, column)
            cell.value = literal(text)
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"
