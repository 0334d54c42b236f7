"""document.xml: all sections in order, each closed by its properties."""

from __future__ import annotations

from generator.document.nodes import Block, Figure, Spacer
from generator.word.blocks import Place, write_blocks
from generator.word.context import Context
from generator.word.flow import Flow, Para, strut
from generator.word.sections import Furniture, pieces, section_properties
from generator.word.xmltext import DECLARATION, NAMESPACES


def body_xml(context: Context) -> str:
    """The main part."""
    every = [piece for section in context.document.sections for piece in pieces(section, context)]
    furniture = Furniture()
    out: list[str] = []
    for number, piece in enumerate(every, 1):
        flow = Flow()
        area = context.theme.page.area(piece.section.landscape)
        write_blocks(piece.blocks, flow, Place(area.measure), context)
        _open(flow, piece.blocks)
        closing = section_properties(piece, furniture, context)
        last = number == len(every)
        if not last or not flow.items or not isinstance(flow.items[-1], Para):
            _end_with_paragraph(flow, context)
        if not last:
            mark = flow.items[-1]
            assert isinstance(mark, Para)
            mark.section = closing
        out.append(flow.xml())
        if last:
            out.append(closing)
    return f"{DECLARATION}<w:document {NAMESPACES}><w:body>{''.join(out)}</w:body></w:document>"


def _open(flow: Flow, blocks: tuple[Block, ...]) -> None:
    """A section begins a page by itself: a page break there would leave an empty page, and space vanishes there."""
    first = flow.items[0] if flow.items else None
    if isinstance(first, Para):
        first.page_break = False
        if not isinstance(blocks[0], Spacer | Figure):
            first.before = 0.0


def _end_with_paragraph(flow: Flow, context: Context) -> None:
    """Let a plain paragraph come last: LibreOffice loses the number of a caption that carries the section's end."""
    last = flow.items[-1] if flow.items else None
    if not isinstance(last, Para) or "<w:bookmarkStart" in last.content:
        flow.add(strut("flush", context.theme.styles["flush"], 0))
