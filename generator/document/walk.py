"""Walking and dumping the tree: every reader that needs all blocks or all words asks here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import is_

from generator.document.nodes import (
    Block,
    Check,
    Document,
    Em,
    Fact,
    Field,
    Figure,
    Gap,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    Ref,
    Row,
    Section,
    Spacer,
    Span,
    Strong,
    Table,
    Toc,
    inline_text,
)


def blocks_in(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block in document order, those inside lists and cells included."""
    for block in blocks:
        yield block
        if isinstance(block, List):
            for item in block.items:
                yield from blocks_in(item.blocks)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from blocks_in(cell.blocks)


def all_blocks(document: Document) -> Iterator[Block]:
    """Every block of every section in order."""
    for section in document.sections:
        yield from blocks_in(section.blocks)


def group_end(rows: Sequence[Row], start: int) -> int:
    """Where the rows end that cells spanning rows join to the row at ``start``; mostly the very next."""
    at, end = start, start + 1
    while at < min(end, len(rows)):
        end = max(end, at + max([cell.rowspan for cell in rows[at].cells], default=1))
        at += 1
    return min(end, len(rows))


def stand_at(rows: Sequence[Row], at: int, group: Sequence[Row]) -> bool:
    """Whether the very rows of ``group`` stand from ``at`` on."""
    return len(rows) - at >= len(group) and all(map(is_, rows[at : at + len(group)], group))


def inlines_of(block: Block) -> tuple[Inline, ...]:
    """The block's own inlines: its text, or its caption."""
    match block:
        case Heading() | Paragraph():
            return block.children
        case Figure() | Table():
            return block.caption
        case _:
            return ()


def inlines_in(children: tuple[Inline, ...]) -> Iterator[Inline]:
    """Every inline in order, parents before their children."""
    for child in children:
        yield child
        if isinstance(child, Strong | Em | Span | Link | Field):
            yield from inlines_in(child.children)


def runs_of(document: Document) -> Iterator[tuple[Inline, ...]]:
    """Everything that is printed as runs of inlines, in reading order, the texts in figures included."""
    for block in all_blocks(document):
        if isinstance(block, Figure):
            yield from block.printed
        yield inlines_of(block)


def facts_of(document: Document) -> tuple[Fact, ...]:
    """All printed values in reading order, those in figures included."""
    return tuple(child for run in runs_of(document) for child in inlines_in(run) if isinstance(child, Fact))


def words_of(document: Document, *, labels: bool = True) -> str:
    """The words that both writers must print, in order, white space removed; running heads and folios excluded.

    Contents entries are left out too: their page numbers belong to the layout. Without ``labels`` the numbers of
    headings and list items are left out, which Word counts itself.
    """
    return "".join("".join(_block_words(block, labels)) for section in document.sections for block in section.blocks)


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _block_words(block: Block, labels: bool) -> Iterator[str]:
    match block:
        case Heading():
            yield _squeeze((block.label if labels else "") + inline_text(block.children))
        case Paragraph():
            yield _squeeze(inline_text(block.children))
        case List():
            for item in block.items:
                yield _squeeze(item.label if labels else "")
                for inner in item.blocks:
                    yield from _block_words(inner, labels)
        case Table():
            yield _squeeze(block.label + inline_text(block.caption))
            for row in block.rows:
                for cell in row.cells:
                    for inner in cell.blocks:
                        yield from _block_words(inner, labels)
        case Figure():
            yield _squeeze(block.drawing.text if block.drawing else "")
            yield _squeeze(block.label + inline_text(block.caption))
        case _:
            return


def dump(document: Document) -> str:
    """The tree as indented text, for golden tests and for reading."""
    lines: list[str] = []
    for section in document.sections:
        lines.append(_section_line(section))
        for block in section.blocks:
            lines.extend(_dump_block(block, 1))
    return "\n".join(lines) + "\n"


def _section_line(section: Section) -> str:
    turned = " landscape" if section.landscape else ""
    return f"section {section.kind}{turned} folio={section.folio}"


def _dump_block(block: Block, depth: int) -> Iterator[str]:
    pad = "  " * depth
    match block:
        case Heading():
            yield f"{pad}h{block.level} #{block.id} {block.label}{dump_inlines(block.children)}"
        case Paragraph():
            yield f"{pad}p.{block.style} {dump_inlines(block.children)}"
        case List():
            yield f"{pad}list {block.kind}"
            for item in block.items:
                yield f"{pad}  item {item.label}"
                for inner in item.blocks:
                    yield from _dump_block(inner, depth + 2)
        case Table():
            yield f"{pad}table.{block.style} #{block.id} {block.label} {dump_inlines(block.caption)}".rstrip()
            for row in block.rows:
                yield f"{pad}  row{' head' if row.head else ''}"
                for cell in row.cells:
                    span = f" {cell.colspan}x{cell.rowspan}" if cell.colspan * cell.rowspan > 1 else ""
                    yield f"{pad}    cell{' head' if cell.head else ''}{span}"
                    for inner in cell.blocks:
                        yield from _dump_block(inner, depth + 3)
        case Figure():
            yield f"{pad}figure #{block.id} {block.diagram.kind} {block.label} {dump_inlines(block.caption)}".rstrip()
        case Toc():
            yield f"{pad}toc depth={block.depth}"
        case Spacer():
            yield f"{pad}spacer {block.height:g}"
        case _:
            yield f"{pad}pagebreak"


def dump_inlines(children: tuple[Inline, ...]) -> str:
    """Inlines in a one-line notation: [fact|text], *strong*, _em_, {gap:label}, <href|text>, (ref|text)."""
    return "".join(_dump_inline(child) for child in children)


def _dump_inline(child: Inline) -> str:
    match child:
        case Fact():
            return f"[{','.join(o.path for o in child.origins)}|{child.text}]"
        case Strong():
            return f"*{dump_inlines(child.children)}*"
        case Em():
            return f"_{dump_inlines(child.children)}_"
        case Link():
            return f"<{child.href}|{dump_inlines(child.children)}>"
        case Ref():
            return f"(#{child.target}|{child.text})"
        case Gap():
            return f"{{gap:{child.key}}}"
        case Field():
            return f"{{{child.key}={dump_inlines(child.children)}}}"
        case Check():
            return f"{{{child.key}={'☑' if child.checked else '□'}{child.label}}}"
        case _:
            return inline_text((child,))
