"""The rows of data below a table's head: merged cells, repeated heads, example rows, and what each cell says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.diagnostics import Diagnostic, Severity, Source
from generator.model.columns import Columns
from generator.spreadsheet.cells import CellError, is_blank, value_of
from generator.spreadsheet.heads import Head
from generator.spreadsheet.plan import Column
from generator.spreadsheet.tables import Row, Table, cell_name

DEEP = 10_000
"""Most rows over which a merged cell is spread."""


class DataRows:
    """The rows of a table below its head; ``examples`` are the places of those that only show how to fill in."""

    def __init__(self, file: str, table: Table, head: Head, columns: Columns) -> None:
        self.file, self.table, self.head, self._columns = file, table, head, columns
        self.examples: list[str] = []
        self._down = self._merged_down()
        self._across = self._merged_across()

    def __iter__(self) -> Iterator[Row]:
        """The rows, merged cells filled; repeated heads and examples are left out."""
        for row in self.table.rows:
            if row.number <= self.head.row or self.head.is_repeated(row):
                continue
            cells = list(row.cells)
            for column, value in self._down.get(row.number, {}).items():
                if column <= len(cells) and is_blank(cells[column - 1]):
                    cells[column - 1] = value
            first = next((cell for cell in cells if not is_blank(cell)), "")
            if isinstance(first, str) and first.strip().startswith(self._columns.example):
                self.examples.append(f"{self.table.name}第{row.number}行")
                continue
            yield Row(row.number, tuple(cells))

    def values(self, row: Row, problems: list[Diagnostic]) -> Iterator[tuple[Column, Any, str]]:
        """The row's values by column, with their cells; what is wrong with a cell goes to ``problems``."""
        for position, column in self.head.columns.items():
            cell = row.cells[position] if position < len(row.cells) else None
            place = cell_name(self.table.name, row.number, position + 1)
            try:
                self._refuse(row.number, position + 1, cell)
                value = value_of(cell, column, self._columns)
            except CellError as error:
                said = f"{column.label}：{error}"
                problems.append(Diagnostic("XL-010", Severity.ERROR, said, Source(self.file, cell=place), error.hint))
                continue
            if value is not None:
                yield column, value, place

    def _refuse(self, row: int, column: int, cell: Any) -> None:
        if (row, column) in self.table.unknown:
            raise CellError("公式没有算出可用的值", "在 Excel 中打开改正并保存，或直接填写内容")
        other = self._across.get((row, column))
        if other and not is_blank(cell):
            raise CellError(f"与“{other}”合并成了一格，不知道属于哪一栏", "取消合并，分别填写")

    def _merged_down(self) -> dict[int, dict[int, Any]]:
        """Merged cells that reach over rows: the first row's value, for each row below (row → column → value)."""
        rows = {row.number: row for row in self.table.rows}
        made: dict[int, dict[int, Any]] = {}
        for top, left, bottom, right in self.table.merged:
            first = rows.get(top)
            if first is None or bottom == top or left != right or left > len(first.cells) or bottom - top > DEEP:
                continue
            for number in range(top + 1, bottom + 1):
                made.setdefault(number, {})[left] = first.cells[left - 1]
        return made

    def _merged_across(self) -> dict[tuple[int, int], str]:
        """Cells (row, column) that are merged with another column that is read: that column's label."""
        made: dict[tuple[int, int], str] = {}
        for top, left, bottom, right in self.table.merged:
            if left < right and top > self.head.row and bottom - top <= DEEP:
                other = next((c.label for at, c in self.head.columns.items() if left <= at < right), "")
                made |= dict.fromkeys(((row, left) for row in range(top, bottom + 1)), other)
        return made
