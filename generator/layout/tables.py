"""Tables become strips: a strip a row, row groups joined by spans, long rows cut between lines, heads that repeat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from generator.document.nodes import Block, Cell, Row, Table
from generator.layout.placed import Item, Rect, Rule, StructNode
from generator.layout.setting import Setter, destination_strip, line_strips
from generator.layout.strips import Edges, Strip, as_artifacts
from generator.model.theme import TableStyle

SetBlocks = Callable[[tuple[Block, ...], StructNode, float], list[Strip]]


@dataclass(slots=True)
class _Placed:
    """A cell on the grid with its strips; ``content`` is their height in points."""

    cell: Cell
    column: int
    x: float
    width: float
    strips: list[Strip]
    content: float


@dataclass(slots=True)
class _RowBox:
    row: Row
    cells: list[_Placed] = field(default_factory=list)
    height: float = 0.0
    glued: bool = False  # a cell of this row reaches into the next


def table_strips(block: Table, setter: Setter, node: StructNode, measure: float, cells: SetBlocks) -> list[Strip]:
    """The strips of a table: its caption, then a strip for each row or for each line of a row that may split."""
    style = setter.theme.tables[block.style]
    element = node.add("Table", **({"Summary": block.alt} if block.alt else {}))
    strips = _caption(block, setter, element, measure)
    boxes = _boxes(block, style, element, measure, cells)
    _heights(boxes, style)
    setter.row_heights.update({id(box.row): box.height for box in boxes})
    token = object()
    heads: list[Strip] = []
    for i, box in enumerate(boxes):
        made = _row_strips(boxes, i, style, setter.theme.page.depth)
        for strip in made:
            strip.table = token
        if box.row.head and len(heads) == i:
            heads.extend(made)
            made[-1].ends = False
        elif heads:
            for strip in made:
                strip.heads = tuple(heads)
        strips.extend(made)
    if block.id:
        destination_strip((block.id,), strips[0])
    strips[-1].snap = block
    strips[-1].ends = True
    return strips


def _caption(block: Table, setter: Setter, element: StructNode, measure: float) -> list[Strip]:
    if not block.caption:
        return []
    style = setter.theme.styles["caption"]
    node = element.add("Caption")
    prefix = f"{block.label}　" if block.label else ""
    lines = setter.lines(block.caption, style, node, measure, key=block, prefix=prefix, source=block.source)
    strips = line_strips(lines, style, node)
    for strip in strips:
        strip.ends = False
    return strips


def column_edges(block: Table, measure: float) -> list[float]:
    """The columns' left edges and the last right edge over the measure, in points."""
    total = sum(block.columns)
    edges = [0.0]
    for share in block.columns:
        edges.append(edges[-1] + measure * share / total)
    return edges


def _boxes(block: Table, style: TableStyle, element: StructNode, measure: float, cells: SetBlocks) -> list[_RowBox]:
    edges = column_edges(block, measure)
    taken: dict[tuple[int, int], bool] = {}
    boxes: list[_RowBox] = []
    for i, row in enumerate(block.rows):
        box = _RowBox(row)
        node = element.add("TR")
        column = 0
        for cell in row.cells:
            while taken.get((i, column)):
                column += 1
            for r in range(cell.rowspan):
                for c in range(cell.colspan):
                    taken[i + r, column + c] = True
            box.cells.append(_cell(cell, column, edges, style, node, row, cells))
            column += cell.colspan
        boxes.append(box)
    for i, box in enumerate(boxes):
        for back in range(i + 1):
            if any(p.cell.rowspan > back + 1 for p in boxes[i - back].cells):
                box.glued = True
    return boxes


def _cell(
    cell: Cell, column: int, edges: list[float], style: TableStyle, node: StructNode, row: Row, cells: SetBlocks
) -> _Placed:
    attributes: dict[str, str] = {}
    if cell.colspan > 1:
        attributes["ColSpan"] = str(cell.colspan)
    if cell.rowspan > 1:
        attributes["RowSpan"] = str(cell.rowspan)
    if cell.head:
        attributes["Scope"] = "Column" if row.head else "Row"
    element = node.add("TH" if cell.head else "TD", **attributes)
    last = min(column + cell.colspan, len(edges) - 1)
    width = edges[last] - edges[min(column, last)]
    strips = cells(cell.blocks, element, width - 2 * style.pad_x)
    content = sum(s.height + s.before + s.after for s in strips)
    if strips:
        content -= strips[0].before + strips[-1].after
    return _Placed(cell, column, edges[min(column, last)], width, strips, content)


def _heights(boxes: list[_RowBox], style: TableStyle) -> None:
    for box in boxes:
        single = [p.content for p in box.cells if p.cell.rowspan == 1]
        box.height = max([c + 2 * style.pad_y for c in single] + [box.row.min_height, 2 * style.pad_y])
    for i, box in enumerate(boxes):
        for placed in box.cells:
            rows = boxes[i : i + placed.cell.rowspan]
            lacking = placed.content + 2 * style.pad_y - sum(r.height for r in rows)
            if len(rows) > 1 and lacking > 0:
                rows[-1].height += lacking


def _row_strips(boxes: list[_RowBox], i: int, style: TableStyle, depth: float) -> list[Strip]:
    box = boxes[i]
    single = all(p.cell.rowspan == 1 for p in box.cells)
    if single and not box.row.head and (box.row.splits or box.height > depth * 0.75):
        return _split_row(box, style)
    spans = {id(p): sum(b.height for b in boxes[i : i + p.cell.rowspan]) for p in box.cells}

    def paint(items: list[Item], x: float, y: float, edges: Edges) -> None:
        for placed in box.cells:
            height = spans[id(placed)]
            _paint_box(items, placed, x, y, height, style)
            _paint_content(items, placed, x, y + _offset(placed, height, style), style)
        _outer(items, box, x, y, box.height, style, edges)

    names = tuple(name for placed in box.cells for strip in placed.strips for name in strip.names)
    return [Strip(box.height, paint, ends=not box.glued, names=names)]


def _offset(placed: _Placed, height: float, style: TableStyle) -> float:
    free = height - placed.content
    return {"top": style.pad_y, "middle": free / 2, "bottom": free - style.pad_y}[placed.cell.valign]


def _paint_content(items: list[Item], placed: _Placed, x: float, y: float, style: TableStyle) -> None:
    for i, strip in enumerate(placed.strips):
        y += strip.before if i else 0.0
        strip.paint(items, x + placed.x + style.pad_x, y, Edges())
        y += strip.height + strip.after


def _paint_box(items: list[Item], placed: _Placed, x: float, y: float, height: float, style: TableStyle) -> None:
    fill = placed.cell.fill or (style.head_fill if placed.cell.head else "")
    if fill:
        items.append(Rect(x + placed.x, y, placed.width, height, fill=fill))
    if style.rule:
        left, right = x + placed.x, x + placed.x + placed.width
        for x1, y1, x2, y2 in ((left, y, right, y), (left, y + height, right, y + height)):
            items.append(Rule(x1, y1, x2, y2, style.rule, style.color))
        _sides(items, left, right, y, height, style)


def _sides(items: list[Item], left: float, right: float, y: float, height: float, style: TableStyle) -> None:
    for edge in (left, right):
        items.append(Rule(edge, y, edge, y + height, style.rule, style.color))


def _outer(items: list[Item], box: _RowBox, x: float, y: float, height: float, style: TableStyle, edges: Edges) -> None:
    if not style.outer or not box.cells:
        return
    left = x
    right = x + max(p.x + p.width for p in box.cells)
    for edge in (left, right):
        items.append(Rule(edge, y, edge, y + height, style.outer, style.color))
    if edges.first:
        items.append(Rule(left, y, right, y, style.outer, style.color))
    if edges.last:
        items.append(Rule(left, y + height, right, y + height, style.outer, style.color))


# ------------------------------------------------------------- rows that split


def _split_row(box: _RowBox, style: TableStyle) -> list[Strip]:
    """A strip for each line of the longest cell; the others' lines stand beside them from the top."""
    count = max((len(p.strips) for p in box.cells), default=1)
    slices = [_slice(box, k, count, style) for k in range(count)]
    spare = box.height - sum(s.height for s in slices)
    if spare > 0:
        slices[-1].height += spare
    if count > 1:
        slices[0].ends = False
        slices[-2].ends = False
    return slices


def _slice(box: _RowBox, k: int, count: int, style: TableStyle) -> Strip:
    top = style.pad_y if k == 0 else 0.0
    bottom = style.pad_y if k == count - 1 else 0.0
    lines = [(p, p.strips[k]) for p in box.cells if k < len(p.strips)]
    gaps = [strip.before if k else 0.0 for _, strip in lines]
    height = max((gap + strip.height + strip.after for gap, (_, strip) in zip(gaps, lines, strict=True)), default=0.0)
    strip = Strip(top + height + bottom, names=tuple(name for _, line in lines for name in line.names))

    def paint(items: list[Item], x: float, y: float, edges: Edges) -> None:
        for placed in box.cells:
            if style.rule:
                _sides(items, x + placed.x, x + placed.x + placed.width, y, strip.height, style)
                if k == 0 or edges.first:
                    items.append(Rule(x + placed.x, y, x + placed.x + placed.width, y, style.rule, style.color))
                if k == count - 1 or edges.last:
                    low = y + strip.height
                    items.append(Rule(x + placed.x, low, x + placed.x + placed.width, low, style.rule, style.color))
        for placed, line in lines:
            line.paint(items, x + placed.x + style.pad_x, y + top, Edges())
        if k and edges.first:
            _repeat_labels(items, box, k, x, y, style)
        _outer(items, box, x, y, strip.height, style, edges)

    strip.paint = paint
    return strip


def _repeat_labels(items: list[Item], box: _RowBox, k: int, x: float, y: float, style: TableStyle) -> None:
    """The row's labels again where a page begins within the row; for the eye only, readers have met them."""
    for placed in box.cells:
        if placed.cell.head and len(placed.strips) <= k:
            again: list[Item] = []
            _paint_content(again, placed, x, y, style)
            items.extend(as_artifacts(again))
