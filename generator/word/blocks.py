"""Blocks to the flow: headings, paragraphs, lists, figures, contents, breaks; tables have their own module."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.document.nodes import (
    Align,
    Block,
    Figure,
    Heading,
    List,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
    Toc,
)
from generator.model.theme import ParagraphStyle
from generator.word.captions import caption, caption_text
from generator.word.context import Context
from generator.word.fit import CellFit, spacing_for
from generator.word.flow import Flow, Para, override_indent, strut
from generator.word.inlines import runs
from generator.word.numbering import UNNUMBERED, list_level
from generator.word.pictures import picture
from generator.word.runs import spaced
from generator.word.toc import toc_markup
from generator.word.turns import turned
from generator.word.xmltext import escape


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: the measure of cell or page in points, the indent of lists around, and their depth."""

    measure: float
    align: Align | None = None
    depth: int = 0
    left: float = 0.0
    cell: CellFit | None = None
    keep_next: bool = False

    @property
    def in_cell(self) -> bool:
        """Whether the blocks stand in a table's cell."""
        return self.cell is not None


def write_blocks(blocks: tuple[Block, ...], flow: Flow, place: Place, context: Context) -> None:
    """Append ``blocks`` to ``flow``; spacers and page ends go into the block that follows them."""
    gap, turn = 0.0, False
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if isinstance(block, Spacer):
            gap, turn = gap + block.height, turn or context.forces_page(block)
        elif isinstance(block, PageBreak):
            turn = True
        else:
            count = len(flow.items)
            _write(block, flow, place, context)
            _distance(block, following, flow, place, context)
            _lead_in(flow, count, gap, turn, context)
            gap, turn = 0.0, False
    if gap and not place.in_cell:
        flow.add(strut("flush", context.theme.styles["flush"], gap))


def _distance(block: Block, following: Block | None, flow: Flow, place: Place, context: Context) -> None:
    """The points by which the layout returned to the grid below a table or figure; none at a page's end."""
    below = context.laid.space_after.get(id(block), 0.0)
    if below <= 0 or place.in_cell or following is None or context.starts_page(following):
        return
    last = flow.items[-1]
    if isinstance(last, Para):
        last.after += below
    else:
        flow.add(strut("flush", context.theme.styles["flush"], below - _frame_of(block, context)))


def _frame_of(block: Block, context: Context) -> float:
    """Points by which a table is higher in word processors, which set its outer rules outside its rows."""
    style = context.theme.tables.get(block.style) if isinstance(block, Table) else None
    return style.outer if style is not None else 0.0


def _lead_in(flow: Flow, count: int, gap: float, turn: bool, context: Context) -> None:
    """Put the space or page end asked for before the items from ``count`` on."""
    if len(flow.items) == count or not (gap or turn):
        return
    first = flow.items[count]
    if not isinstance(first, Para):
        first = strut("flush", context.theme.styles["flush"], gap)
        before = flow.items[count - 1] if count else None
        if isinstance(before, Para) and before.keeps:
            first.keep_next = True
        flow.items.insert(count, first)
    elif turn and not gap:
        first.before = 0.0
    else:
        first.before += gap
    first.page_break = first.page_break or turn


def _write(block: Block, flow: Flow, place: Place, context: Context) -> None:
    match block:
        case Heading():
            flow.add(_heading(block, context))
        case Paragraph():
            flow.add(paragraph(block, place, context))
        case List():
            _list(block, flow, place, context)
        case Figure():
            _figure(block, flow, context)
        case Table():
            _table(block, flow, place, context)
        case Toc():
            flow.add(toc_markup(block, context, context.forces_page(block)))
        case _:
            return


def _styled(key: str, context: Context) -> tuple[str, ParagraphStyle]:
    styles = context.theme.styles
    return (key, styles[key]) if key in styles else ("body", styles["body"])


def _start(para: Para, block: Block, context: Context) -> Para:
    if context.starts_page(block):
        para.page_break, para.before = context.forces_page(block), 0.0
    return para


def _heading(heading: Heading, context: Context) -> Para:
    key, base = _styled(heading.look, context)
    found = context.laid.measured.get(id(heading))
    spacings = spacing_for(heading.label, heading.children, base, found, context.theme).spacings
    content = runs(heading.children, spaced(spacings), context)
    anchor = context.anchors.get(heading.id)
    if anchor:
        ident = context.names.bookmark_id(anchor.bookmark)
        start = f'<w:bookmarkStart w:id="{ident}" w:name="{escape(anchor.bookmark)}"/>'
        content = f'{start}{content}<w:bookmarkEnd w:id="{ident}"/>'
    para = Para(key, base, content, before=base.before, after=base.after)
    if heading.style:
        para.outline = heading.level - 1
    elif not heading.numbered:
        para.numbering = (UNNUMBERED, heading.level - 1)
    return _start(para, heading, context)


def paragraph(block: Paragraph, place: Place, context: Context) -> Para:
    """A paragraph where it stands."""
    key, base = _styled(block.style, context)
    found = context.laid.measured.get(id(block))
    children = turned(block.children, found)
    spacings = spacing_for("", children, base, found, context.theme, cell=place.cell).spacings
    content = runs(children, spaced(spacings), context)
    align = block.align or place.align or ""
    para = Para(key, base, content, before=base.before, after=base.after, align=align)
    if place.keep_next:
        para.keep_next = True
    if place.left:
        para.indent = override_indent(base, place.left + base.left, base.indent * base.size)
    return _start(para, block, context)


# ----------------------------------------------------------------------- lists


def _list(block: List, flow: Flow, place: Place, context: Context) -> None:
    level = list_level(place.depth)
    number = context.numberings.add(block.kind, level)
    lists, styles = context.theme.lists, context.theme.styles
    nested = place.in_cell or place.depth > 0
    for item in block.items:
        first = item.blocks[0] if item.blocks else None
        key, base = _styled(first.style if isinstance(first, Paragraph) else "list", context)
        hang = lists.hang[block.kind] * base.size
        left = place.left + (0.0 if nested else lists.left * base.size) + hang
        inside = replace(place, depth=place.depth + 1, left=left)
        count = len(flow.items)
        write_blocks(item.blocks, flow, inside, context)
        if len(flow.items) == count or not isinstance(flow.items[count], Para):
            flow.items.insert(count, Para(key, styles[key], ""))
        _hang(flow.items[count], left, hang, (number, level))


def _hang(para: Para | str, left: float, hang: float, numbering: tuple[int, int]) -> None:
    if isinstance(para, Para) and para.numbering is None:
        para.numbering = numbering
        para.indent = override_indent(para.base, left + para.base.left, -hang)
        para.tab = left + para.base.left


# --------------------------------------------------------- figures and tables


def _figure(figure: Figure, flow: Flow, context: Context) -> None:
    para = picture(figure, context)
    para.keep_next = True if figure.caption else None
    para.page_break = context.forces_page(figure)
    flow.add(para)
    if figure.caption:
        flow.add(_caption(figure, "figure-caption", context))


def _caption(node: Figure | Table, wanted: str, context: Context) -> Para:
    key, base = _styled(wanted, context)
    found = context.laid.measured.get(id(node))
    lead = caption_text(node.label, "") if node.label else ""
    spacings = spacing_for(lead, node.caption, base, found, context.theme).spacings
    content = caption(node, spaced(spacings), context)
    return Para(key, base, content, before=base.before, after=base.after)


def _table(table: Table, flow: Flow, place: Place, context: Context) -> None:
    from generator.word.tables import table_markup  # noqa: PLC0415 - tables hold blocks and blocks hold tables

    flush = context.theme.styles["flush"]
    if table.caption:
        flow.add(_start(_caption(table, "caption", context), table, context))
    elif context.forces_page(table):
        carrier = strut("flush", flush, 0)
        carrier.page_break = True
        flow.add(carrier)
    elif flow.ends_in_table:
        flow.add(strut("flush", flush, 0))
    flow.add(table_markup(table, place, context))
