"""The rows that failed, as they were written, with the wrong cells marked: to be corrected and run again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator.diagnostics import Diagnostic
from generator.display import width as columns_of
from generator.spreadsheet.plan import PROBLEMS
from generator.spreadsheet.reading import CompanyList, ListedCompany
from generator.spreadsheet.saving import literal, saved
from generator.spreadsheet.tables import Table, cell_name

_WRONG = "F8CBAD"
_NOT_AVAILABLE = "#N/A"


def error_workbook(listed: CompanyList, failed: Sequence[tuple[ListedCompany, Sequence[Diagnostic]]]) -> bytes:
    """The failed companies' rows of all sheets below their heads, and a list of the problems with their new places.

    Cells are written as text, so that nothing in them is calculated. The workbook can be read again as a list; what
    a formula did not give stands there as Excel's "not available", lest the cell is taken for one left empty.
    """
    import openpyxl  # noqa: PLC0415

    book = openpyxl.Workbook()
    book.remove(book.active)
    found = [(company, item) for company, items in failed for item in items]
    wrong: dict[str, list[Diagnostic]] = {}
    for _, item in found:
        if item.source is not None and item.source.cell:
            wrong.setdefault(item.source.cell, []).append(item)
    wanted = {row for company, _ in failed for row in company.rows}
    places: dict[str, str] = {}
    for table in listed.tables:
        rows = {row for name, row in wanted if name == table.name}
        if rows:
            heads = sum(1 for row in table.rows if row.number <= listed.heads.get(table.name, 0))
            places |= _copy(book.create_sheet(table.name[:31]), table, heads, rows, wrong)
    _list(book.create_sheet(PROBLEMS, 0), [*found, *((None, item) for item in listed.problems)], places)
    book.active = 0
    return saved(book)


def _copy(
    page: Any, table: Table, heads: int, rows: set[int], wrong: Mapping[str, Sequence[Diagnostic]]
) -> dict[str, str]:
    """The rows down to the head, and the wanted rows; where the wrong cells are now, by where they were."""
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    places: dict[str, str] = {}
    kept = [*table.rows[:heads], *(row for row in table.rows if row.number in rows)]
    width = max(len(row.cells) for row in kept)
    for number, row in enumerate(kept, 1):
        for column, value in enumerate((*row.cells, *[None] * (width - len(row.cells))), 1):
            place = cell_name(table.name, row.number, column)
            items = wrong.get(place, ())
            blank = value is None or value == ""
            if blank and not items:
                continue
            cell = page.cell(number, column)
            _write(cell, _NOT_AVAILABLE if blank and (row.number, column) in table.unknown else value)
            if number <= heads:
                cell.font = Font(bold=True)
            if items:
                places[place] = cell_name(page.title, number, column)
                cell.fill = PatternFill("solid", fgColor=_WRONG)
                said = "\n".join("。".join(filter(None, (item.message, item.hint))) for item in items)
                cell.comment = Comment(literal(said), "指引", width=280, height=120)
    for column in range(1, width + 1):
        page.column_dimensions[get_column_letter(column)].width = 18
    page.freeze_panes = page.cell(heads + 1, 2).coordinate
    return places


def _write(cell: Any, value: Any) -> None:
    """The value as it was; text stays text, whatever it begins with."""
    if isinstance(value, str):
        cell.value = literal(value)
        cell.data_type = "s"
        cell.number_format = "@"
    else:
        cell.value = value


def _list(page: Any, found: Iterable[tuple[ListedCompany | None, Diagnostic]], places: Mapping[str, str]) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.worksheet.hyperlink import Hyperlink  # noqa: PLC0415

    heads = (("企业", 30), ("本文件中的位置", 22), ("问题", 60), ("改法", 50), ("原名单中的位置", 22))
    for column, (label, width) in enumerate(heads, 1):
        page.cell(1, column, label).font = Font(bold=True)
        page.column_dimensions["ABCDE"[column - 1]].width = width
    for number, (company, item) in enumerate(found, 2):
        was = item.source.cell or str(item.source) if item.source else ""
        place = places.get(was, "")
        hint = item.hint if place or company or not was else f"{item.hint}。在原来的名单中改正".lstrip("。")
        texts = (company.name if company else "", place, item.message, hint, was)
        for column, text in enumerate(texts, 1):
            cell = page.cell(number, column)
            cell.value = literal(text)
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        lines = max(_lines(text, width) for text, (_, width) in zip(texts, heads, strict=True))
        page.row_dimensions[number].height = 15 * lines
        if place:
            sheet, _, coordinate = place.rpartition("!")
            quoted = sheet.replace("'", "''")
            link = page.cell(number, 2)
            link.hyperlink = Hyperlink(link.coordinate, location=f"'{quoted}'!{coordinate}")
            link.font = Font(color="0563C1", underline="single")
    page.freeze_panes = "A2"


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column so many characters wide; not every program works out a row's height."""
    return sum(1 + columns_of(line) // (width - 2) for line in text.split("\n"))
