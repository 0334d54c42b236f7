"""Blocks to the flow: headings, paragraphs, lists, figures, contents, breaks; tables are :mod:`generator.word.tables`'."""

from __future__ import annotations

from collections.abc import Callable
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
    inline_text,
)
from generator.layout.placed import Measured
from generator.model.theme import ParagraphStyle
from generator.word.captions import caption, caption_text
from generator.word.context import Context
from generator.word.fit import spacing_for
from generator.word.flow import Flow, Para, override_indent, strut
from generator.word.inlines import runs
from generator.word.numbering import UNNUMBERED, list_level
from generator.word.pictures import picture
from generator.word.runs import Mark
from generator.word.toc import toc_markup
from generator.word.xmltext import escape

HANG_EMS = 2.0
"""Width of a list label's room where the layout has not measured one."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: their measure in points, the style that ``body`` means there, and list nesting."""

    measure: float
    body: str = "body"
    align: Align | None = None
    depth: int = 0
    left: float = 0.0
    in_cell: bool = False


TableWriter = Callable[[Table, Place, Context], str]


def write_blocks(blocks: tuple[Block, ...], flow: Flow, place: Place, context: Context) -> None:
    """Append ``blocks`` to ``flow``."""
    gap, turn = 0.0, False
    for index, block in enumerate(blocks):
        if isinstance(block, Spacer):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            gap += 0.0 if following is not None and context.starts_page(following) else block.height
            continue
        if isinstance(block, PageBreak):
            turn, gap = True, 0.0
            continue
        count = len(flow.items)
        _write(block, flow, place, context)
        _lead_in(flow, count, gap, turn, context)
        gap, turn = 0.0, False
    if gap and not place.in_cell:
        flow.add(strut("flush", context.theme.styles["flush"], gap))


def _lead_in(flow: Flow, count: int, gap: float, turn: bool, context: Context) -> None:
    """Put the space or page end asked for before the items from ``count`` on."""
    if len(flow.items) == count or not (gap or turn):
        return
    first = flow.items[count]
    if isinstance(first, Para):
        first.page_break = first.page_break or turn
        if not first.page_break:
            first.before += gap
        elif turn:
            first.before = 0.0
        return
    carrier = strut("flush", context.theme.styles["flush"], gap)
    carrier.page_break = turn
    flow.items.insert(count, carrier)


def _write(block: Block, flow: Flow, place: Place, context: Context) -> None:
    match block:
        case Heading():
            flow.add(_heading(block, place, context))
        case Paragraph():
            flow.add(paragraph(block, place, context))
        case List():
            _list(block, flow, place, context)
        case Figure():
            _figure(block, flow, place, context)
        case Table():
            _table(block, flow, place, context)
        case Toc():
            flow.add(toc_markup(block, context, context.starts_page(block)))
        case _:
            return


def _styled(key: str, context: Context) -> tuple[str, ParagraphStyle]:
    styles = context.theme.styles
    return (key, styles[key]) if key in styles else ("body", styles["body"])


def _start(para: Para, block: Block, context: Context) -> Para:
    if context.starts_page(block):
        para.page_break, para.before = True, 0.0
    return para


def _heading(heading: Heading, place: Place, context: Context) -> Para:
    key, base = _styled(f"h{heading.level}", context)
    found = context.laid.measured.get(id(heading))
    spacing = spacing_for(heading.label, heading.children, base, found, context)
    content = runs(heading.children, Mark(spacing=spacing), context)
    anchor = context.anchors.get(heading.id)
    if anchor:
        ident = context.names.bookmark_id()
        start = f'<w:bookmarkStart w:id="{ident}" w:name="{escape(anchor.bookmark)}"/>'
        content = f'{start}{content}<w:bookmarkEnd w:id="{ident}"/>'
    para = Para(key, base, content, before=base.before, after=base.after)
    if not heading.numbered:
        para.numbering = (UNNUMBERED, heading.level - 1)
    return _start(para, heading, context)


def paragraph(block: Paragraph, place: Place, context: Context) -> Para:
    """A paragraph where it stands; in a table cell the style ``body`` means the cell's own."""
    key, base = _styled(place.body if block.style == "body" else block.style, context)
    found = context.laid.measured.get(id(block))
    spacing = spacing_for("", block.children, base, found, context)
    content = runs(block.children, Mark(spacing=spacing), context)
    align = block.align or place.align or ""
    para = Para(key, base, content, before=base.before, after=base.after, align=align)
    if place.left:
        para.indent = override_indent(base, place.left + base.left, base.indent * base.size)
    return _start(para, block, context)


# ----------------------------------------------------------------------- lists


def _list(block: List, flow: Flow, place: Place, context: Context) -> None:
    level = list_level(place.depth)
    number = context.numberings.add(block.kind, level)
    styles = context.theme.styles
    body = place.body if place.in_cell else "list" if "list" in styles else place.body
    for item in block.items:
        left = _item_left(item.blocks, place, styles[body], context)
        inside = replace(place, body=body, depth=place.depth + 1, left=left)
        count = len(flow.items)
        write_blocks(item.blocks, flow, inside, context)
        if len(flow.items) == count or not isinstance(flow.items[count], Para):
            flow.items.insert(count, Para(body, styles[body], ""))
        first = flow.items[count]
        if isinstance(first, Para) and first.numbering is None:
            _hang(first, left, left - place.left, number, level)


def _item_left(blocks: tuple[Block, ...], place: Place, base: ParagraphStyle, context: Context) -> float:
    """The indent that the layout gave the item's text, else two ems inside the list's place."""
    found: Measured | None = context.laid.measured.get(id(blocks[0])) if blocks else None
    if found is not None and found.measure < place.measure:
        return place.measure - found.measure - base.right
    return place.left + HANG_EMS * base.size


def _hang(para: Para, left: float, hang: float, number: int, level: int) -> None:
    para.numbering = (number, level)
    para.indent = override_indent(para.base, left, -hang)
    para.tab = left


# --------------------------------------------------------- figures and tables


def _figure(figure: Figure, flow: Flow, place: Place, context: Context) -> None:
    base = context.theme.styles["flush"]
    below = context.laid.space_after.get(id(figure), 0.0)
    para = picture(figure, base, context)
    para.keep_next = bool(figure.caption)
    flow.add(_start(para, figure, context))
    if not figure.caption:
        para.after = max(below, 0.0)
        return
    title = _caption(figure, "figure-caption", context)
    title.after += max(below, 0.0)
    flow.add(title)


def _caption(node: Figure | Table, wanted: str, context: Context) -> Para:
    key, base = _styled(wanted, context)
    found = context.laid.measured.get(id(node))
    lead = caption_text(node.label, "") if node.label else ""
    spacing = spacing_for(lead, node.caption, base, found, context)
    content = caption(node, Mark(spacing=spacing), context)
    return Para(key, base, content, before=base.before, after=base.after)


def _table(table: Table, flow: Flow, place: Place, context: Context) -> None:
    from generator.word.tables import table_markup  # noqa: PLC0415 - tables hold blocks and blocks hold tables

    flush = context.theme.styles["flush"]
    if table.caption:
        flow.add(_start(_caption(table, "caption", context), table, context))
    elif context.starts_page(table):
        carrier = strut("flush", flush, 0)
        carrier.page_break = True
        flow.add(carrier)
    elif flow.ends_in_table:
        flow.add(strut("flush", flush, 0))
    flow.add(table_markup(table, place, context))
    below = context.laid.space_after.get(id(table), 0.0)
    if below > 0 and not place.in_cell:
        flow.add(strut("flush", flush, below))


def plain_words(figure: Figure) -> str:
    """What the figure says, for readers that cannot show it."""
    return figure.alt or inline_text(figure.caption)
