"""The empty company workbook: a sheet for every table, heads with hints, drop-downs, an example row, instructions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.display import width as columns_of
from generator.model.columns import Columns
from generator.spreadsheet.plan import COMPANY, GUIDE, LISTS, Column, Sheet, key_columns
from generator.spreadsheet.saving import literal, saved

ROWS = 5000
"""Rows that get formats and drop-downs."""
_NEEDED, _GIVEN, _SHOWN = "FFF2CC", "DDEBF7", "EDEDED"
_FORMATS: Mapping[str, str] = {"date": "yyyy-mm-dd", "number": "General", "whole": "0"}
_HINTS: Mapping[str, str] = {
    "date": "日期，例如 2026-09-01",
    "month": "年月，例如 2026-09",
    "number": "只写数字",
    "whole": "只写整数",
    "yes": "是 或 否",
}
Example = Mapping[str, Sequence[Mapping[tuple[str, ...], str]]]
"""Rows to show, by the sheet's key; a row is its cells by the columns' paths (keys as ``("@company",)``)."""


def template(sheets: Sequence[Sheet], columns: Columns, example: Example) -> bytes:
    """The workbook's bytes."""
    import openpyxl  # noqa: PLC0415 — 0.2 s, paid by who writes a workbook

    book = openpyxl.Workbook()
    book.remove(book.active)
    _instructions(book.create_sheet(GUIDE), sheets, columns)
    lists = _Lists(book)
    for sheet in sheets:
        _sheet(book, sheet, columns, example.get(sheet.key, ()), lists)
    lists.close()
    book.active = 1
    return saved(book)


class _Lists:
    """The words of drop-downs, on a hidden sheet: a list in the cell itself may hold 255 characters only."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.known: dict[tuple[str, ...], str] = {}
        self.page = book.create_sheet(LISTS)

    def formula(self, words: tuple[str, ...]) -> str:
        """The range that holds ``words``."""
        if words not in self.known:
            from openpyxl.utils import get_column_letter  # noqa: PLC0415

            column = len(self.known) + 1
            for row, word in enumerate(words, 1):
                self.page.cell(row, column, word)
            letter = get_column_letter(column)
            self.known[words] = f"={LISTS}!${letter}$1:${letter}${len(words)}"
        return self.known[words]

    def close(self) -> None:
        """Put the sheet last, out of sight."""
        self.book.move_sheet(self.page, offset=len(self.book.sheetnames))
        self.page.sheet_state = "hidden"


def _sheet(
    book: Any, sheet: Sheet, columns: Columns, example: Sequence[Mapping[tuple[str, ...], str]], lists: _Lists
) -> None:
    page = book.create_sheet(sheet.name)
    every = (*key_columns(sheet, columns), *(column for column in sheet.columns if not column.elsewhere))
    for position, column in enumerate(every, 1):
        shown = max((columns_of(row.get(column.path, "")) for row in example), default=0)
        _head(page, position, column, shown)
        _choice(page, position, column, lists)
    for number, row in enumerate(example, 2):
        for position, column in enumerate(every, 1):
            said = row.get(column.path, "")
            _shown(page.cell(number, position), (columns.example if position == 1 else "") + said)
    page.row_dimensions[1].height = 42
    page.freeze_panes = "B2"


def _head(page: Any, position: int, column: Column, shown: int) -> None:
    """The head of a column with its hint; the column as wide as it needs, ``shown`` being what its examples take."""
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    line = Side(style="thin", color="999999")
    head = page.cell(1, position, column.label + ("*" if column.needed else ""))
    head.font = Font(name="宋体", size=11, bold=True)
    head.fill = PatternFill("solid", fgColor=_NEEDED if column.needed else _GIVEN)
    head.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    head.border = Border(left=line, right=line, top=line, bottom=line)
    if hint := _hint(column):
        head.comment = Comment(hint, "指引", width=260, height=30 + 18 * (1 + len(hint) // 18))
    dimensions = page.column_dimensions[get_column_letter(position)]
    dimensions.width = min(max(_width(column), shown + 2), _WIDEST)
    dimensions.number_format = _FORMATS.get(column.kind, "@")


def _choice(page: Any, position: int, column: Column, lists: _Lists) -> None:
    """The drop-down of a column whose cells hold one of a few words."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    words = ("是", "否") if column.kind == "yes" else column.choices if not column.many else ()
    if words:
        letter = get_column_letter(position)
        choice = DataValidation("list", formula1=lists.formula(words), allow_blank=True, showErrorMessage=True)
        choice.error, choice.errorTitle = "请从下拉列表中选择", column.label[:30]
        choice.add(f"{letter}2:{letter}{ROWS}")
        page.add_data_validation(choice)


def _shown(cell: Any, said: str) -> None:
    """A cell of an example row."""
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    cell.value = literal(said)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.font = Font(name="宋体", size=10, italic=True, color="7F7F7F")
    cell.fill = PatternFill("solid", fgColor=_SHOWN)
    cell.alignment = Alignment(vertical="top", wrap_text=False)


def _hint(column: Column) -> str:
    told = [column.hint, _HINTS.get(column.kind, "")]
    if column.many:
        told.append("可写几项，以“、”分隔" + (f"：{'、'.join(column.choices)}" if column.choices else ""))
    if column.needed:
        told.append("必填")
    return "。".join(part.rstrip("。") for part in told if part)


_WIDEST = 36


def _width(column: Column) -> float:
    if column.kind in ("yes", "whole", "month", "date"):
        return 12
    return 24 if column.needed or len(column.label) > 8 else 16


def _instructions(page: Any, sheets: Sequence[Sheet], columns: Columns) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    names = {
        "company": sheets[0].name,
        "key": columns.company_column.label,
        "matter": columns.matter_column.label,
        "example": columns.example,
    }
    page.cell(1, 1, "企业资料填写说明").font = Font(name="黑体", size=16)
    rows = [f"{number}. {text.format(**names)}" for number, text in enumerate(columns.instructions, 1)]
    rows += ["", "工作表："] + [f"{sheet.name}：{_purpose(sheet)}" for sheet in sheets]
    for number, text in enumerate(rows, 3):
        cell = page.cell(number, 1, text)
        cell.font = Font(name="宋体", size=11)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.column_dimensions["A"].width = 100
    page.sheet_view.showGridLines = False
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight = True, 0


def _purpose(sheet: Sheet) -> str:
    if sheet.key == COMPANY:
        return "一行一家企业，各张表格共用"
    return "一行一项" if sheet.path else "一行一个事项"
