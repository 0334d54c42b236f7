"""Workbooks and CSV files as plain tables: rows of cells with their places; what is no table is refused by name."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.diagnostics import Source, ZhiyinError, failure
from generator.diagnostics.system_errors import system_reason

SIZE_LIMIT = 100_000_000
"""Largest file in bytes."""
UNPACKED_LIMIT, RATIO_LIMIT, PARTS_LIMIT = 600_000_000, 400, 5_000
"""Most bytes that a workbook may unpack to, by how much it may grow, its parts: beyond lies a zip bomb."""
ROWS_LIMIT, COLUMNS_LIMIT = 200_000, 500
"""Most filled rows and most columns of a sheet."""
AREA_LIMIT = 10_000_000
"""Most cells between A1 and a sheet's last cell: they are held in memory, empty ones too."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = "在 Excel 或 WPS 中另存为“Excel 工作簿（*.xlsx）”"


@dataclass(frozen=True, slots=True)
class Row:
    """A row with at least one filled cell; ``number`` counts from 1 as in Excel."""

    number: int
    cells: tuple[Any, ...]


@dataclass(slots=True)
class Table:
    """A sheet: its filled rows, its merged ranges (first row, first column, last row, last column; from 1), and the
    cells (row, column) whose formula carries no value or an error."""

    name: str
    rows: list[Row]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    unknown: frozenset[tuple[int, int]] = field(default_factory=frozenset)


def cell_name(sheet: str, row: int, column: int) -> str:
    """A cell as Excel calls it: 企业!C7 (row and column from 1)."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{sheet}!{letters}{row}"


def read_tables(path: Path) -> list[Table]:
    """The tables of a workbook (.xlsx) or CSV file (UTF-8 or GB 18030).

    Raises ZhiyinError XL-001 … XL-006: unreadable, too large, protected by a password, an old or broken workbook.
    """
    where = Source(path.name)
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise failure(
                "XL-002", f"文件有 {size / 1e6:.0f} MB，最多 {SIZE_LIMIT / 1e6:.0f} MB", where, "分成几个名单"
            )
        data = path.read_bytes()
    except OSError as error:
        hint = "核对文件名和权限；正在 Excel 或 WPS 中打开的，先关闭"
        raise failure("XL-001", f"读不了名单：{system_reason(error)}", where, hint) from None
    if data.startswith(b"PK"):
        return _workbook(data, where)
    if data.startswith(_OLE):
        raise failure("XL-003", "工作簿有打开密码，或是旧格式（.xls、.et）", where, f"取消密码；旧格式{_SAVE}")
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".et"):
        raise failure("XL-004", "文件不是 Excel 工作簿，或已损坏", where, f"重新打开检查；{_SAVE}")
    return [_csv(data, path.stem, where)]


# ------------------------------------------------------------------- workbooks


def _workbook(data: bytes, where: Source) -> list[Table]:
    _refuse_bombs(data, where)
    import python_calamine  # noqa: PLC0415 — paid by who reads a workbook

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = _survey(data, book.sheet_names, where)
        return [
            _table(book.get_sheet_by_index(at), name, found.get(at, frozenset()), where)
            for at, name in enumerate(book.sheet_names)
        ]
    except (ZhiyinError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # calamine has an error of its own for every kind of damage, and panics for others
        raise failure("XL-004", f"工作簿读不出来：{type(error).__name__}", where, f"重新打开检查；{_SAVE}") from None


def _table(sheet: Any, name: str, unknown: frozenset[tuple[int, int]], where: Source) -> Table:
    rows = _filled(sheet.to_python(skip_empty_area=False), name, where, {row for row, _ in unknown})
    merged = tuple(
        (top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return Table(name, rows, merged, unknown)


def _filled(rows: list[list[Any]], name: str, where: Source, wanted: Set[int] = frozenset()) -> list[Row]:
    """The rows that hold something, and the ``wanted`` ones."""
    made: list[Row] = []
    for number, cells in enumerate(rows, 1):
        if number not in wanted and not any(cell != "" and cell is not None for cell in cells):
            continue
        if len(cells) > COLUMNS_LIMIT and any(cell not in ("", None) for cell in cells[COLUMNS_LIMIT:]):
            raise failure("XL-006", f"工作表“{name}”超过 {COLUMNS_LIMIT} 栏", where, "删去多余的栏")
        if len(made) >= ROWS_LIMIT:
            raise failure("XL-006", f"工作表“{name}”超过 {ROWS_LIMIT} 行", where, "分成几个名单")
        made.append(Row(number, tuple(cells[:COLUMNS_LIMIT])))
    return made


def _refuse_bombs(data: bytes, where: Source) -> None:
    """Look at the directory of the archive before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise failure("XL-004", "文件不是 Excel 工作簿，或已损坏", where, f"重新打开检查；{_SAVE}") from None
    total = sum(part.file_size for part in parts)
    if len(parts) > PARTS_LIMIT or total > UNPACKED_LIMIT or total > max(len(data), 100_000) * RATIO_LIMIT:
        raise failure("XL-005", "工作簿展开后大得不合常理，没有读入", where, f"把内容复制到新工作簿，{_SAVE}")
    if not any(part.filename.startswith("xl/") for part in parts):
        raise failure("XL-004", "文件不是 Excel 工作簿", where, _SAVE)


_FORMULA = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"(?![^>]* t="str")[^>]*>\s*<f[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
"""A formula without a value; one whose value is an empty text (t="str") is an empty cell."""
_FAULTY = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]* t="e"')


_COLUMN, _ROW = re.compile(rb'<c r="([A-Z]+)'), re.compile(rb'<c r="[A-Z]+([0-9]+)"')


def _survey(data: bytes, names: Sequence[str], where: Source) -> dict[int, frozenset[tuple[int, int]]]:
    """Cells with a formula and no value (never calculated, or #REF!), by the sheet's position in the workbook.

    Raises ZhiyinError XL-006 for a sheet with a cell so far out that what lies between would fill the memory.
    """
    found: dict[int, frozenset[tuple[int, int]]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for position, part_name in enumerate(_sheet_parts(archive)):
            if part_name in archive.namelist():
                part = archive.read(part_name)
                _refuse_far_cells(part, names[position] if position < len(names) else part_name, where)
                cells = (*_FORMULA.findall(part), *_FAULTY.findall(part))
                found[position] = frozenset((int(row), _number(column)) for column, row in cells)
    return found


def _refuse_far_cells(part: bytes, name: str, where: Source) -> None:
    column = max((_number(letters) for letters in set(_COLUMN.findall(part))), default=0)
    row = max(map(int, set(_ROW.findall(part))), default=0)
    if row * column > AREA_LIMIT:
        last = cell_name(name, row, column)
        hint = "删去远处无用的行和栏（按 Ctrl+End 可见最后一格）后保存"
        raise failure("XL-006", f"工作表“{name}”的内容一直到 {last}，范围太大", where, hint)


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[str]:
    """The sheets' parts in the order of the tabs (ECMA-376 part 1, 18.2.20 and 12.3.24)."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return
    targets: dict[str, str] = {}
    for relation in re.findall(rb"<Relationship\b[^>]*>", archive.read("xl/_rels/workbook.xml.rels")):
        ident, target = re.search(rb'\bId="([^"]*)"', relation), re.search(rb'\bTarget="([^"]*)"', relation)
        if ident and target:
            targets[ident[1].decode()] = target[1].decode().removeprefix("/xl/")
    for ident in re.findall(rb'<sheet\b[^>]*\br:id="([^"]*)"', archive.read("xl/workbook.xml")):
        yield "xl/" + targets.get(ident.decode(), "")


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


# ------------------------------------------------------------------------ CSV

_BETWEEN = (",", "\t", ";")
"""What may stand between cells: the one that the first line has most of."""


def _csv(data: bytes, name: str, where: Source) -> Table:
    text = _decoded(data, where)
    if "\0" in text:
        raise failure("XL-004", "文件里有空字符，不是 CSV 文本", where, _SAVE)
    first = next((line for line in text.splitlines() if line.strip()), "")
    between = max(_BETWEEN, key=first.count)
    try:
        rows = list(_lines(text, between, where))
    except csv.Error:
        said = "CSV 有一格太长，很可能缺了一个引号"
        raise failure("XL-004", said, where, f"检查成对的英文引号，或{_SAVE}") from None
    return Table(name, _filled(rows, name, where))


def _lines(text: str, between: str, where: Source) -> Iterator[list[Any]]:
    """The rows of cells; refuses a cell whose quote never ends, which would swallow all companies after it."""
    ended = text if text.endswith(("\n", "\r")) else f"{text}\n"
    lines = csv.reader(io.StringIO(f"{ended}{_END}", newline=""), delimiter=between)
    began = 0
    for row in lines:
        if row == [_END]:
            return
        if row and row[-1].endswith(_END):
            said = f"第{began + 1}行起有一格的英文引号没有成对，后面的内容都并进了这一格"
            raise failure("XL-004", said, where, f"补上引号，或{_SAVE}")
        began = lines.line_num
        yield [_plain(cell) for cell in row]


_END = "\0"
"""A last row that no file has: what swallows it has an open quote."""


_AS_TEXT = re.compile(r'="([^"]*)"|\'([0-9A-Za-z+-]+)')
"""How programs keep Excel from reading a code as a number: ="0100", and the apostrophe of a cell of text."""


def _plain(cell: str) -> Any:
    found = _AS_TEXT.fullmatch(cell.strip())
    return (found[1] or found[2] or "") if found else cell


def _decoded(data: bytes, where: Source) -> str:
    """UTF-8 with or without a mark, else GB 18030, which WPS and Excel write in China; UTF-16 where a mark says so."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise failure("XL-004", "文件不是 UTF-8 或 GB 18030 编码的文本", where, _SAVE)
