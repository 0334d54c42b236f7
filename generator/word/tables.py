"""Tables: fixed columns over the measure, merged cells, repeated heads, rows as high as the layout made them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.document.nodes import Block, Cell, Row, Table, inline_text
from generator.document.walk import group_end
from generator.layout.placed import LaidOut
from generator.model.theme import TableStyle
from generator.word.blocks import Place, write_blocks
from generator.word.context import Context
from generator.word.fit import CellFit
from generator.word.flow import Flow, Para
from generator.word.margins import side_margin
from generator.word.names import table_style_id
from generator.word.package import KnownRow
from generator.word.xmltext import escape, twips

OWN_MARGINS = "<w:tcMar>"
"""Begins what says that a cell has other margins than its table."""
SPLIT_SHARE = 0.75
"""A row higher than this share of the page may break even if it was not asked to, as in the layout."""
_VALIGN = {"top": "top", "middle": "center", "bottom": "bottom"}


@dataclass(frozen=True, slots=True)
class _Slot:
    """A cell where it stands in the grid; ``cell`` is None where a row-spanning cell continues."""

    column: int
    width: int
    cell: Cell | None
    opens: bool = False
    origin: Cell | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A row with its slots; ``splits`` lets it break over pages, ``keeps`` holds it to the next row."""

    row: Row
    slots: list[_Slot]
    splits: bool
    keeps: bool


@dataclass(frozen=True, slots=True)
class _Frame:
    """A table's style, by its key, and its columns in twips; ``make`` is a number for both."""

    key: str
    style: TableStyle
    widths: list[int]
    make: int


def table_markup(table: Table, place: Place, context: Context) -> str:
    """``w:tbl`` for ``table`` over the place's measure."""
    frame = _frame(table, place.measure - place.left, context)
    widths = frame.widths
    described = _described(table)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_rows(table, frame, context))
    indent = f'<w:tblInd w:w="{twips(place.left)}" w:type="dxa"/>' if place.left else ""
    middle = "" if place.left else '<w:jc w:val="center"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{table_style_id(frame.key)}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'{middle}{indent}<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0"'
        ' w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>'
        f"{described}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _frame(table: Table, measure: float, context: Context) -> _Frame:
    key = table.style if table.style in context.theme.tables else next(iter(context.theme.tables))
    widths = column_widths(table.columns, measure)
    whole = id(table) in context.laid.whole_tables
    return _Frame(key, context.theme.tables[key], widths, context.rows.make(key, widths, whole=whole))


def _rows(table: Table, frame: _Frame, context: Context) -> Iterator[str]:
    """The rows' markup, by groups that cells spanning rows join (mostly of one row)."""
    grid: list[list[_Slot]] = []
    rows, at = table.rows, 0
    while at < len(rows):
        known = context.rows.find(rows, at, context.laid, frame.make)
        if known is not None and context.names.take(known.taken):
            yield known.xml
            at += len(known.rows)
            continue
        end = group_end(rows, at)
        grid = grid or occupy(table)
        lines = [_line(table, i, grid, context) for i in range(at, end)]
        yield _remembered(lines, at == len(rows) - 1, frame, context)
        at = end


def _remembered(lines: list[_Line], last: bool, frame: _Frame, context: Context) -> str:
    """A group of rows written anew, and remembered where its markup depends on nothing around the table."""
    mark, links, lists = context.names.mark(), len(context.relations.links), len(context.numberings.lists)
    xml = "".join(_written(line, frame, context) for line in lines)
    taken = context.names.since(mark)
    alone = links == len(context.relations.links) and lists == len(context.numberings.lists)
    alone = alone and not (len(lines) > 1 and lines[-1].row.head)  # heads keep to a row outside the group
    if taken is not None and alone and _REFERENCE not in xml and _DRAWING not in xml:
        rows = tuple(line.row for line in lines)
        heights = tuple(context.laid.row_heights.get(id(row), 0.0) for row in rows)
        context.rows.keep(KnownRow(rows, heights, xml, taken), context.laid, frame.make, last=last)
    return xml


def column_widths(shares: tuple[float, ...], measure: float) -> list[int]:
    """Column widths in twips, in proportion to ``shares``, adding up to ``measure`` points."""
    total, whole = sum(shares), twips(measure)
    edges = [0]
    upto = 0.0
    for share in shares:
        upto += share
        edges.append(round(whole * upto / total))
    return [right - left for left, right in pairwise(edges)]


def _line(table: Table, at: int, grid: list[list[_Slot]], context: Context) -> _Line:
    """A row as the layout treats it: rows joined by spans, heads, small tables and a table's last rows keep together,
    very high rows may split."""
    row, following = table.rows[at], grid[at + 1] if at + 1 < len(grid) else []
    height = context.laid.row_heights.get(id(row), 0.0)
    single = all(cell.rowspan == 1 for cell in row.cells)
    splits = single and not row.head and (row.splits or height > SPLIT_SHARE * context.theme.page.depth)
    laid = context.laid
    whole = row.head or id(table) in laid.whole_tables or id(row) in laid.kept_rows
    keeps = bool(following) and (whole or any(slot.cell is None for slot in following))
    return _Line(row, grid[at], splits, keeps)


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell where it stands in a document's table, for writing it again with other words."""

    slot: _Slot
    line: _Line
    frame: _Frame
    blocks: tuple[Block, ...]

    @property
    def splits(self) -> bool:
        """Whether the cell's row may break over pages."""
        return self.line.splits

    def markup(self, blocks: tuple[Block, ...], context: Context) -> str:
        """The cell's markup with ``blocks`` in it, whose lines ``context`` knows."""
        assert self.slot.cell is not None
        slot = replace(self.slot, cell=replace(self.slot.cell, blocks=blocks))
        return _cell(slot, self.line, self.frame, context)


def cell_places(table: Table, measure: float, context: Context) -> Iterator[CellPlace]:
    """The cells of a table that stands by itself over ``measure`` points."""
    frame = _frame(table, measure, context)
    grid = occupy(table)
    for at in range(len(table.rows)):
        line = _line(table, at, grid, context)
        for slot in line.slots:
            if slot.cell is not None:
                yield CellPlace(slot, line, frame, slot.cell.blocks)


def _described(table: Table) -> str:
    title = table.label + ("\u3000" if table.label else "") + inline_text(table.caption)
    out = f'<w:tblCaption w:val="{escape(title)}"/>' if title else ""
    return out + (f'<w:tblDescription w:val="{escape(table.alt)}"/>' if table.alt else "")


def occupy(table: Table) -> list[list[_Slot]]:
    """The slots of each row: its own cells, and the continuations of cells that span rows from above."""
    held: dict[int, tuple[Cell, int]] = {}  # first column → cell, rows still to come
    out: list[list[_Slot]] = []
    for row in table.rows:
        slots, column = [], 0
        cells = iter(row.cells)
        while column < len(table.columns):
            if column in held:
                cell, left = held.pop(column)
                if left > 1:
                    held[column] = (cell, left - 1)
                slots.append(_Slot(column, cell.colspan, None, origin=cell))
                column += cell.colspan
                continue
            cell = next(cells, Cell(()))
            span = max(1, min(cell.colspan, len(table.columns) - column))
            spanning = cell.rowspan > 1
            if spanning:
                held[column] = (replace(cell, colspan=span), cell.rowspan - 1)
            slots.append(_Slot(column, span, cell, opens=spanning))
            column += span
        out.append(slots)
    return out


_REFERENCE, _DRAWING = "w:instrText", "<w:drawing"
"""Markup that depends on the document around it."""


def _written(line: _Line, table: _Frame, context: Context) -> str:
    cells = "".join(_cell(slot, line, table, context) for slot in line.slots)
    return f"<w:tr><w:trPr>{''.join(_row_properties(line, context))}</w:trPr>{cells}</w:tr>"


def _stays_whole(row: Row, laid: LaidOut) -> bool:
    return id(row) in laid.whole_rows or id(row) in laid.kept_rows


def _row_properties(line: _Line, context: Context) -> Iterator[str]:
    splits = line.splits and not _stays_whole(line.row, context.laid)
    if not splits:
        yield "<w:cantSplit/>"
    # A row that may break must not claim its whole height: Word would move it down as one piece.
    height = line.row.min_height if splits else context.laid.row_heights.get(id(line.row), line.row.min_height)
    if 0 < height < context.theme.page.depth:
        yield f'<w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>'
    if line.row.head:
        yield "<w:tblHeader/>"


def _cell(slot: _Slot, line: _Line, table: _Frame, context: Context) -> str:
    style = table.style
    width = sum(table.widths[slot.column : slot.column + slot.width])
    flow = Flow()
    pad = style.pad_x
    if slot.cell is not None:
        pad = side_margin(slot.cell.blocks, style.pad_x, line.splits, context)
        fit = CellFit(2 * (style.pad_x - pad), line.splits)
        inner = Place(width / 20 - 2 * style.pad_x, slot.cell.align, cell=fit, keep_next=line.keeps)
        write_blocks(slot.cell.blocks, flow, inner, context)
    if flow.items and isinstance(flow.items[0], Para):
        flow.items[0].before = 0.0
    if not flow.items or not isinstance(flow.items[-1], Para):
        flow.add(Para(style.cell, context.theme.styles[style.cell], "", keep_next=line.keeps or None))
    if isinstance(flow.items[-1], Para):
        flow.items[-1].after = 0.0
    return f"<w:tc><w:tcPr>{_cell_properties(slot, width, line, style, pad)}</w:tcPr>{flow.xml()}</w:tc>"


def _cell_properties(slot: _Slot, width: int, line: _Line, style: TableStyle, pad: float) -> str:
    """Cell properties in the order of CT_TcPr."""
    cell = slot.cell or slot.origin
    out = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if slot.width > 1:
        out += f'<w:gridSpan w:val="{slot.width}"/>'
    if slot.cell is None:
        out += "<w:vMerge/>"
    elif slot.opens:
        out += '<w:vMerge w:val="restart"/>'
    fill = (cell.fill or (style.head_fill if cell.head else "")) if cell else ""
    if fill:
        out += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill.lstrip("#")}"/>'
    if pad != style.pad_x:
        sides = "".join(f'<w:{side} w:w="{twips(pad)}" w:type="dxa"/>' for side in ("left", "right"))
        out += f"{OWN_MARGINS}{sides}</w:tcMar>"
    valign = "top" if line.splits or cell is None else cell.valign
    return out + f'<w:vAlign w:val="{_VALIGN[valign]}"/>'
