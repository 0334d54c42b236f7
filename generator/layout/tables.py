"""Tables become strips: a strip a row, row groups joined by spans, long rows cut between lines, heads that repeat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from operator import attrgetter

from generator.diagnostics import failure
from generator.document.nodes import Block, Cell, List, Paragraph, Row, Table
from generator.document.walk import blocks_in, group_end
from generator.layout.known_rows import RowGroup
from generator.layout.placed import StructNode
from generator.layout.rows import SPLIT_SHARE, Placed, RowBox, RowGrid, row_strips
from generator.layout.setting import Setter, destination_strip, line_strips
from generator.layout.strips import Strip
from generator.model.theme import TableStyle

SetBlocks = Callable[[tuple[Block, ...], StructNode, float], list[Strip]]
HEAD_SHARE = 0.5
"""The part of a page that repeated heads may take; higher ones stand once and may be cut like other rows."""
SMALL_ROWS, SMALL_HEIGHT = 4, 140.0
"""Rows, heads left aside, and points of height up to which a table stays on one page; the height also up to which its
last two rows do."""


def table_strips(
    block: Table, setter: Setter, node: StructNode, measure: float, cells: SetBlocks, *, nested: bool
) -> list[Strip]:
    """The strips of a table: its caption, then a strip for each row or for each line of a row that may split.

    Rows that stood in an earlier document's table of the same make, as forms' rows do, are taken from there;
    ``nested`` tables are always set anew.

    Raises ZhiyinError: LAY-001 where a row cannot be brought onto a page, LAY-002 for tables without rows and rows
    with more cells than columns, STY-001 for unknown styles.
    """
    style = setter.table(block.style, block.source)
    _check(block)
    element = node.add("Table", **({"Summary": block.alt} if block.alt else {}))
    strips = _caption(block, setter, element, measure)
    first = len(strips)
    rows = _Rows(block, style, setter, measure, cells, nested)
    rows.add_to(strips, element)
    if _is_small(block, setter.row_heights):
        setter.whole_tables.add(id(block))
        strips[first:] = [replace(strip, ends=strip is strips[-1], small=True) for strip in strips[first:]]
    else:
        _keep_last(rows.groups[-2:], strips, setter.kept_rows)
    strips[first], strips[-1] = _own(strips[first]), _own(strips[-1])
    if block.id:
        strips[0].stamps = None
        destination_strip((block.id,), strips[0])
    strips[-1].snap = block
    strips[-1].ends = True
    return strips


def _own(strip: Strip) -> Strip:
    """A copy to be changed: the strips of rows belong to other documents too."""
    return replace(strip)


def _is_small(block: Table, heights: Mapping[int, float]) -> bool:
    """Whether a page end within the table would tear apart what is taken in at a glance."""
    rows = [row for row in block.rows if not row.head]
    whole = len(rows) <= SMALL_ROWS and not any(row.splits for row in rows)
    return whole and sum(heights[id(row)] for row in block.rows) <= SMALL_HEIGHT


def _keep_last(groups: list[RowGroup], strips: list[Strip], kept: set[int]) -> None:
    """Let the last row of a table, if short, not stand alone on a page: the one before comes along, if short too."""
    if len(groups) < 2:
        return
    before, last = groups
    height = sum(before.heights.values()) + sum(last.heights.values())
    if len(last.rows) > 1 or last.rows[0].head or before.rows[-1].head or height > SMALL_HEIGHT:
        return
    kept.update(map(id, before.rows))
    stop = len(strips) - len(last.strips)
    start = stop - len(before.strips)
    strips[start:stop] = [replace(strip, ends=False, kept=True) for strip in before.strips]


def _check(block: Table) -> None:
    if not block.rows:
        raise failure("LAY-002", "表格没有行", block.source, "写上行，或删去这张表")
    if min(block.columns) <= 0:
        raise failure("LAY-002", "表格各栏的宽度应为正数", block.source, "改正 columns")


class _Rows:
    """Sets one table's rows group by group; groups that were set before are known by their rows' identity."""

    def __init__(
        self, block: Table, style: TableStyle, setter: Setter, measure: float, cells: SetBlocks, nested: bool
    ) -> None:
        self.block, self.style, self.setter, self.measure, self.cells = block, style, setter, measure, cells
        self.heads: tuple[Strip, ...] = ()
        self.groups: list[RowGroup] = []
        self.known = None if nested else setter.known_rows(style, block.columns, measure, _heads(block.rows))
        self.token = self.known.token if self.known is not None else object()

    def add_to(self, strips: list[Strip], element: StructNode) -> None:
        """Append the rows' strips, and their structure to the table's."""
        rows, setter, known = self.block.rows, self.setter, self.known
        heads: list[RowGroup] | None = []
        at = 0
        while at < len(rows):
            if heads is not None and not rows[at].head:
                self._repeat(heads)
                heads = None
            group = None if known is None else known.find(rows, at)
            if group is None:
                group = self._set(at)
            else:
                setter.measured.update(group.measured)
                setter.elements.update(group.elements)
            setter.row_heights.update(group.heights)
            if heads is not None:
                heads.append(group)
            self.groups.append(group)
            element.children += group.nodes
            strips += group.strips
            at += len(group.rows)

    def _repeat(self, groups: list[RowGroup]) -> None:
        """Let heads come again on every page, if these leave room for rows; higher ones stand once."""
        if sum(sum(group.heights.values()) for group in groups) > self.setter.depth * HEAD_SHARE:
            return
        for group in groups:
            group.strips[-1].ends = False
            self.heads += group.strips

    def _set(self, at: int) -> RowGroup:
        """The group of rows that begins at ``at``, set anew."""
        setter = self.setter
        rows = self.block.rows[at : group_end(self.block.rows, at)]
        before, setter.measured = setter.measured, {}
        others, setter.elements = setter.elements, {}
        refers, setter.page_references = setter.page_references, False
        root = StructNode("Table")
        try:
            boxes = _boxes(self.block, rows, at, self.style, root, self.measure, self.cells)
            grid = RowGrid(boxes, self.style, self.measure, setter.depth)
            _heights(grid)
            _loosen(grid)
            heights = {id(box.row): box.height for box in boxes}
            strips = tuple(self._strips(grid))
            group = RowGroup(rows, tuple(root.children), strips, setter.measured, setter.elements, heights)
            if self.known is not None and not setter.page_references and not setter.problems and _is_plain(rows):
                self.known.keep(group)
                for strip in group.strips:
                    strip.stamps = {}
        finally:
            before.update(setter.measured)
            others.update(setter.elements)
            setter.measured, setter.elements = before, others
            setter.page_references = setter.page_references or refers
        return group

    def _strips(self, grid: RowGrid) -> Iterator[Strip]:
        for i, box in enumerate(grid.boxes):
            for strip in row_strips(grid, i):
                strip.table = self.token
                strip.heads = self.heads
                if strip.height > grid.depth:
                    said = f"表格的一行高 {strip.height:.0f} 磅，超过一页可容的 {grid.depth:.0f} 磅"
                    raise failure("LAY-001", said, box.row.source, "缩短文字，减小行高，或取消跨行合并")
                yield strip


def _heads(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows at the top that are heads."""
    return tuple(takewhile(attrgetter("head"), rows))


def _is_plain(rows: tuple[Row, ...]) -> bool:
    """Whether nothing but text stands in the rows."""
    blocks = [block for row in rows for cell in row.cells for block in blocks_in(cell.blocks)]
    return all(isinstance(block, Paragraph | List) for block in blocks)


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


def _boxes(
    block: Table,
    rows: tuple[Row, ...],
    start: int,
    style: TableStyle,
    element: StructNode,
    measure: float,
    cells: SetBlocks,
) -> list[RowBox]:
    """The boxes of a group of rows, which begins at the table's row ``start``."""
    edges = column_edges(block, measure)
    busy: dict[int, Placed] = {}  # column → the cell that last took it
    boxes: list[RowBox] = []
    for i, row in enumerate(rows):
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
                said = f"第 {start + i + 1} 行的格比空着的栏多：表有 {len(block.columns)} 栏"
                raise failure("LAY-002", said, row.source or block.source, "核对 columns、colspan 和 rowspan")
            placed = _cell(cell, i, edges[column], edges[end], style, node, row, cells)
            busy |= dict.fromkeys(range(column, end), placed)
            box.cells.append(placed)
            column = end
        box.glued = i + 1 < len(rows) and any(placed.last_row > i for placed in busy.values())
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
