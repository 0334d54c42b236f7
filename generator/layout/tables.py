"""Tables become strips: a strip a row, row groups joined by spans, long rows cut between lines, heads that repeat."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.diagnostics import failure
from generator.document.nodes import Block, Cell, Row, Table
from generator.layout.placed import StructNode
from generator.layout.rows import SPLIT_SHARE, Placed, RowBox, RowGrid, row_strips
from generator.layout.setting import Setter, destination_strip, line_strips
from generator.layout.strips import Strip
from generator.model.theme import TableStyle

SetBlocks = Callable[[tuple[Block, ...], StructNode, float], list[Strip]]
HEAD_SHARE = 0.5
"""The part of a page that repeated heads may take; higher ones stand once and may be cut like other rows."""


def table_strips(block: Table, setter: Setter, node: StructNode, measure: float, cells: SetBlocks) -> list[Strip]:
    """The strips of a table: its caption, then a strip for each row or for each line of a row that may split.

    Raises ZhiyinError: LAY-001 where a row cannot be brought onto a page, LAY-002 for tables without rows and rows
    with more cells than columns, STY-001 for unknown styles.
    """
    style = setter.table(block.style, block.source)
    _check(block)
    element = node.add("Table", **({"Summary": block.alt} if block.alt else {}))
    strips = _caption(block, setter, element, measure)
    grid = RowGrid(_boxes(block, style, element, measure, cells), style, measure, setter.depth)
    _heights(grid)
    _loosen(grid)
    setter.row_heights.update({id(box.row): box.height for box in grid.boxes})
    strips.extend(_rows(grid))
    if block.id:
        destination_strip((block.id,), strips[0])
    strips[-1].snap = block
    strips[-1].ends = True
    return strips


def _check(block: Table) -> None:
    if not block.rows:
        raise failure("LAY-002", "表格没有行", block.source, "写上行，或删去这张表")
    if min(block.columns) <= 0:
        raise failure("LAY-002", "表格各栏的宽度应是正数", block.source, "改正 columns")


def _rows(grid: RowGrid) -> Iterator[Strip]:
    token = object()
    heads: list[Strip] = []
    count = _head_count(grid)
    for i, box in enumerate(grid.boxes):
        made = row_strips(grid, i)
        for strip in made:
            strip.table = token
            if i >= count:
                strip.heads = tuple(heads)
            if strip.height > grid.depth:
                said = f"表格的一行高 {strip.height:.0f} 磅，超过一页可容的 {grid.depth:.0f} 磅"
                raise failure("LAY-001", said, box.row.source, "缩短文字，减小行高，或取消跨行合并")
        if i < count:
            heads.extend(made)
            made[-1].ends = False
        yield from made


def _head_count(grid: RowGrid) -> int:
    """How many rows at the top are repeated heads."""
    height, count = 0.0, 0
    while count < len(grid.boxes) and grid.boxes[count].row.head:
        height += grid.boxes[count].height
        count += 1
    return count if height <= grid.depth * HEAD_SHARE else 0


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


def _boxes(block: Table, style: TableStyle, element: StructNode, measure: float, cells: SetBlocks) -> list[RowBox]:
    edges = column_edges(block, measure)
    busy: dict[int, Placed] = {}  # column → the cell that last took it
    boxes: list[RowBox] = []
    for i, row in enumerate(block.rows):
        box = RowBox(row)
        node = element.add("TR")
        busy = {column: placed for column, placed in busy.items() if placed.last_row >= i}
        box.over = list(dict.fromkeys(busy.values()))
        column = 0
        for cell in row.cells:
            while column in busy:
                column += 1
            end = column + cell.colspan
            if end > len(block.columns) or not busy.keys().isdisjoint(range(column, end)):
                said = f"第 {i + 1} 行的格比空着的栏多：表有 {len(block.columns)} 栏"
                raise failure("LAY-002", said, row.source or block.source, "核对 columns、colspan 和 rowspan")
            placed = _cell(cell, i, edges[column], edges[end], style, node, row, cells)
            busy |= dict.fromkeys(range(column, end), placed)
            box.cells.append(placed)
            column = end
        box.glued = i + 1 < len(block.rows) and any(placed.last_row > i for placed in busy.values())
        boxes.append(box)
    return boxes


def _cell(
    cell: Cell, i: int, left: float, right: float, style: TableStyle, node: StructNode, row: Row, cells: SetBlocks
) -> Placed:
    attributes: dict[str, str] = {}
    if cell.colspan > 1:
        attributes["ColSpan"] = str(cell.colspan)
    if cell.rowspan > 1:
        attributes["RowSpan"] = str(cell.rowspan)
    if cell.head:
        attributes["Scope"] = "Column" if row.head else "Row"
    element = node.add("TH" if cell.head else "TD", **attributes)
    strips = cells(cell.blocks, element, right - left - 2 * style.pad_x)
    content = sum(s.height + s.before + s.after for s in strips)
    if strips:
        content -= strips[0].before + strips[-1].after
    return Placed(cell, i, left, right - left, strips, content, sum([s.slack for s in strips]))


def _heights(grid: RowGrid) -> None:
    boxes, pad = grid.boxes, 2 * grid.style.pad_y
    for box in boxes:
        least = max(box.row.min_height, pad)
        single = [p for p in box.cells if p.cell.rowspan == 1]
        box.height = max([least, *[p.content + pad for p in single]])
        box.low = max([least, *[p.content - p.slack + pad for p in single]])
    for i, box in enumerate(boxes):
        for placed in box.cells:
            if placed.cell.rowspan > 1:
                rows = boxes[i : i + placed.cell.rowspan]
                rows[-1].height += max(0.0, placed.content + pad - sum(r.height for r in rows))
                rows[-1].low += max(0.0, placed.content - placed.slack + pad - sum(r.low for r in rows))


def _loosen(grid: RowGrid) -> None:
    """Let pages end inside groups of spanned rows that are too high to stay together."""
    group: list[RowBox] = []
    for box in grid.boxes:
        group.append(box)
        if box.glued:
            continue
        if len(group) > 1 and sum(b.height for b in group) > grid.depth * SPLIT_SHARE:
            for member in group:
                member.loose = True
            _check_spans(group, grid)
        group = []


def _check_spans(group: list[RowBox], grid: RowGrid) -> None:
    for box in group:
        for placed in box.cells:
            if placed.cell.rowspan > 1 and placed.content > grid.depth * SPLIT_SHARE:
                said = f"跨行合并的格中文字高 {placed.content:.0f} 磅，一页排不下，也不能拆开"
                raise failure("LAY-001", said, box.row.source, "缩短文字，或取消跨行合并")
