"""The rows of a table on the page: whole rows, rows cut between lines, cells that reach over several rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.document.nodes import Cell, Row
from generator.layout.placed import Item, Rect, Rule
from generator.layout.strips import Edges, Strip, as_artifacts
from generator.model.theme import TableStyle


@dataclass(slots=True, eq=False)
class Placed:
    """A cell on the grid, first in row ``row``, with its strips; ``content`` is their height in points."""

    cell: Cell
    row: int
    x: float
    width: float
    strips: list[Strip]
    content: float
    slack: float = 0.0

    @property
    def last_row(self) -> int:
        """The last row that the cell reaches into, whether the table has it or not."""
        return self.row + self.cell.rowspan - 1


@dataclass(slots=True, eq=False)
class RowBox:
    """A row with the cells that begin in it (``cells``) and those that reach into it from above (``over``).

    ``low`` is its height when lines stand nearer.

    ``glued``: a cell reaches on into the next row. ``loose``: the cells that span it are too high to stay whole, so
    that pages may end between its rows.
    """

    row: Row
    cells: list[Placed] = field(default_factory=list)
    over: list[Placed] = field(default_factory=list)
    height: float = 0.0
    low: float = 0.0
    glued: bool = False
    loose: bool = False


@dataclass(slots=True, eq=False)
class RowGrid:
    """A table's rows, its style, and its width and its pages' depth in points."""

    boxes: list[RowBox]
    style: TableStyle
    width: float
    depth: float


def row_strips(grid: RowGrid, i: int) -> list[Strip]:
    """A strip for the row, or one for each line of its longest cell where it may or must be cut."""
    box = grid.boxes[i]
    spanned = bool(box.over) or any(p.cell.rowspan > 1 for p in box.cells)
    too_high = box.height > grid.depth * SPLIT_SHARE
    if (not spanned or box.loose) and (too_high or (box.row.splits and not spanned)):
        return _split_row(grid, i)
    return [_loose_row(grid, i)] if box.loose and spanned else [_whole_row(grid, i)]


SPLIT_SHARE = 0.75
"""The part of a page beyond which a row is cut between its lines unasked."""


def _whole_row(grid: RowGrid, i: int) -> Strip:
    box, style = grid.boxes[i], grid.style

    def paint(items: list[Item], x: float, y: float, edges: Edges) -> None:
        for placed in box.cells:
            rows = placed.cell.rowspan
            height = box.height if rows == 1 else sum(b.height for b in grid.boxes[i : i + rows])
            _fill(items, placed, x, y, height, style)
            _frame(items, placed, x, y, height, style, bottom=edges.last or rows > 1)  # the next row draws its top
            _content(items, placed, x, y + _offset(placed, height, style), style)
        if not edges.first:
            _close_above(items, grid, box, x, y)
        _outer(items, grid, x, y, box.height, edges)

    return Strip(box.height, paint, ends=not box.glued, names=_names(box), slack=box.height - box.low)


def _names(box: RowBox) -> tuple[str, ...]:
    """The destinations that begin in the row's cells."""
    return tuple(name for placed in box.cells for strip in placed.strips for name in strip.names)


def _loose_row(grid: RowGrid, i: int) -> Strip:
    """A whole row under cells that reach further than a page: those are framed row by row, their text at the top."""
    box, style = grid.boxes[i], grid.style

    def paint(items: list[Item], x: float, y: float, edges: Edges) -> None:
        for placed in (*box.over, *box.cells):
            single = placed.cell.rowspan == 1
            if single:
                _fill(items, placed, x, y, box.height, style)
            first, last = placed.row == i or edges.opens, placed.last_row == i or edges.last
            _frame(items, placed, x, y, box.height, style, top=first, bottom=last)
            if placed.row == i:
                top = _offset(placed, box.height, style) if single else style.pad_y
                _content(items, placed, x, y + top, style)
        _outer(items, grid, x, y, box.height, edges)

    return Strip(box.height, paint, names=_names(box), slack=box.height - box.low)


def _split_row(grid: RowGrid, i: int) -> list[Strip]:
    """A strip for each line of the longest cell; the others' lines stand beside them from the top.

    A page ends neither within a label nor behind the first or before the last line of a paragraph.
    """
    box = grid.boxes[i]
    count = max((len(p.strips) for p in box.cells if p.cell.rowspan == 1), default=1) or 1
    slices = [_slice(grid, i, k, count) for k in range(count)]
    spare = max(0.0, box.height - sum(s.height for s in slices))
    spare_low = max(0.0, box.low - sum(s.height - s.slack for s in slices))
    slices[-1].height += spare
    slices[-1].slack += spare - spare_low
    for k, made in enumerate(slices[:-1]):
        going_on = [p for p in box.cells if p.cell.rowspan == 1 and k < len(p.strips) - 1]
        made.ends = 0 < k < count - 2 and all(p.strips[k].ends and not p.cell.head for p in going_on)
    left = 0.0
    for made in reversed(slices):
        left += made.height
        made.below = left
        made.row = None if box.loose else box.row
    return slices


def _slice(grid: RowGrid, i: int, k: int, count: int) -> Strip:
    box, style = grid.boxes[i], grid.style
    top = style.pad_y if k == 0 else 0.0
    bottom = style.pad_y if k == count - 1 else 0.0
    lines = [(p, p.strips[k]) for p in box.cells if p.cell.rowspan == 1 and k < len(p.strips)]
    gaps = [strip.before if k else 0.0 for _, strip in lines]
    height = max((gap + strip.height + strip.after for gap, (_, strip) in zip(gaps, lines, strict=True)), default=0.0)
    low = max((gap + s.height - s.slack + s.after for gap, (_, s) in zip(gaps, lines, strict=True)), default=0.0)
    made = Strip(
        top + height + bottom, slack=height - low, names=tuple(name for _, line in lines for name in line.names)
    )
    made.top = 0.0 if k == 0 else style.pad_y
    made.foot = 0.0 if k == count - 1 else style.pad_y

    def paint(items: list[Item], x: float, y: float, edges: Edges) -> None:
        over = made.top if edges.opens else 0.0
        reach = over + made.height + (made.foot if edges.last else 0.0)
        for placed in (*box.over, *box.cells):
            if placed.cell.rowspan == 1:
                _fill(items, placed, x, y - over, reach, style)
            first = (k == 0 and placed.row == i) or edges.opens
            last = edges.last or (k == count - 1 and placed.last_row == i and placed.cell.rowspan > 1)
            _frame(items, placed, x, y - over, reach, style, top=first, bottom=last)
            if k == 0 and placed.row == i and placed.cell.rowspan > 1:
                _content(items, placed, x, y + style.pad_y, style)
        for gap, (placed, line) in zip(gaps, lines, strict=True):
            line.paint(items, x + placed.x + style.pad_x, y + top + gap, Edges())
        if k and edges.opens:
            _repeat_labels(items, box, k, x, y, style, made.below)
        _outer(items, grid, x, y - over, reach, edges)

    made.paint = paint
    return made


def _repeat_labels(items: list[Item], box: RowBox, k: int, x: float, y: float, style: TableStyle, room: float) -> None:
    """The row's labels again where a page begins within the row; for the eye only, readers have met them.

    A label that is higher than what is left of the row (``room``, points) is not said again.
    """
    for placed in box.cells:
        short = placed.content <= room - style.pad_y
        if short and placed.cell.head and placed.cell.rowspan == 1 and len(placed.strips) <= k:
            again: list[Item] = []
            _content(again, placed, x, y, style)
            items.extend(as_artifacts(again))


def _offset(placed: Placed, height: float, style: TableStyle) -> float:
    free = height - placed.content
    return {"top": style.pad_y, "middle": free / 2, "bottom": free - style.pad_y}[placed.cell.valign]


def _content(items: list[Item], placed: Placed, x: float, y: float, style: TableStyle) -> None:
    for i, strip in enumerate(placed.strips):
        y += strip.before if i else 0.0
        strip.paint(items, x + placed.x + style.pad_x, y, Edges())
        y += strip.height + strip.after


def _fill(items: list[Item], placed: Placed, x: float, y: float, height: float, style: TableStyle) -> None:
    fill = placed.cell.fill or (style.head_fill if placed.cell.head else "")
    if fill:
        items.append(Rect(x + placed.x, y, placed.width, height, fill=fill))


def _frame(
    items: list[Item],
    placed: Placed,
    x: float,
    y: float,
    height: float,
    style: TableStyle,
    *,
    top: bool = True,
    bottom: bool = True,
) -> None:
    if not style.rule:
        return
    left, right = x + placed.x, x + placed.x + placed.width
    for level, wanted in ((y, top), (y + height, bottom)):
        if wanted:
            items.append(Rule(left, level, right, level, style.rule, style.color))
    for edge in (left, right):
        items.append(Rule(edge, y, edge, y + height, style.rule, style.color))


def _close_above(items: list[Item], grid: RowGrid, box: RowBox, x: float, y: float) -> None:
    """The rule below the row above, where a row of fewer cells leaves it without one."""
    style = grid.style
    reached = max((placed.x + placed.width for placed in (*box.cells, *box.over)), default=0.0)
    if style.rule and reached < grid.width - 0.5:
        items.append(Rule(x + reached, y, x + grid.width, y, style.rule, style.color))


def _outer(items: list[Item], grid: RowGrid, x: float, y: float, height: float, edges: Edges) -> None:
    style = grid.style
    if not style.outer:
        return
    left, right = x, x + grid.width
    for edge in (left, right):
        items.append(Rule(edge, y, edge, y + height, style.outer, style.color))
    for level, wanted in ((y, edges.first), (y + height, edges.last)):
        if wanted:
            items.append(Rule(left, level, right, level, style.outer, style.color))
