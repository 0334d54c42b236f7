"""A document tree as Typst markup with the same words, styles and page: for comparing speed, not for printing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from generator.document.nodes import (
    Block,
    Cell,
    Document,
    Em,
    Figure,
    Heading,
    Inline,
    Link,
    List,
    PageBreak,
    Paragraph,
    Spacer,
    Span,
    Strong,
    Table,
    Toc,
    inline_text,
)
from generator.model.theme import ParagraphStyle, Theme

_FAMILIES = {"song": "Zhiyin Song", "hei": "Zhiyin Hei", "kai": "Zhiyin Kai", "fang": "Zhiyin Song"}
_SPECIAL = str.maketrans({char: "\\" + char for char in "\\#*_`$<>@[]~/=-+'\""})


def typst_source(document: Document, theme: Theme) -> str:
    """Typst source; figures become tables of their words, which is less work than drawing them."""
    page = theme.page
    body = theme.styles["body"]
    right = page.width - page.left - page.measure
    bottom = page.height - page.top - page.depth
    head = (
        f'#set document(title: "{document.meta.title}")\n'
        f"#set page(width: {page.width:.2f}pt, height: {page.height:.2f}pt, "
        f"margin: (left: {page.left:.2f}pt, right: {right:.2f}pt, top: {page.top:.2f}pt, bottom: {bottom:.2f}pt), "
        'numbering: "— 1 —", header: context { let found = query(selector(heading.where(level: 1)).before(here())); '
        "if found.len() > 0 { align(center, found.last().body) } })\n"
        f'#set text(font: ("Zhiyin Song", "Zhiyin SongExt", "Zhiyin Symbols"), size: {body.size}pt, lang: "zh", '
        'region: "cn", top-edge: "ascender", bottom-edge: "descender")\n'
        f"#set par(justify: true, leading: {body.line - body.size * 1.448:.2f}pt, "
        f"spacing: {body.line - body.size * 1.448:.2f}pt, first-line-indent: (amount: 2em, all: true))\n"
        "#set heading(numbering: none)\n#set table(stroke: 0.5pt)\n"
    )
    parts = [block for section in document.sections for block in _section(section.blocks, theme)]
    return head + "\n\n".join(parts) + "\n"


def _section(blocks: tuple[Block, ...], theme: Theme) -> Iterator[str]:
    yield "#pagebreak(weak: true)"
    for block in blocks:
        yield from _block(block, theme)


def _block(block: Block, theme: Theme) -> Iterator[str]:
    match block:
        case Heading():
            turn = "#pagebreak(weak: true)\n" if block.level == 1 else ""
            title = _styled(theme.styles[f"h{block.level}"], _escaped(block.label) + _inlines(block.children))
            yield f"{turn}#heading(level: {block.level})[{title}]"
        case Paragraph():
            style = theme.styles[block.style]
            text = _inlines(block.children)
            plain = style.family == "song" and style.size == theme.styles["body"].size and style.indent
            yield text if plain else f"#block[#set par(first-line-indent: 0pt)\n{_styled(style, text)}]"
        case List():
            for item in block.items:
                inner = "\n\n".join(part for child in item.blocks for part in _block(child, theme))
                yield f"#block(inset: (left: 4.5em))[#set par(first-line-indent: 0pt)\n{_escaped(item.label)} {inner}]"
        case Table():
            yield _table(block, theme)
        case Figure():
            words = [_escaped(text) for text in (block.drawing.text.split("\n") if block.drawing else ())]
            cells = ", ".join(f"[{word}]" for word in words)
            yield f"#figure(table(columns: 3, {cells}), caption: [{_inlines(block.caption)}])"
        case Toc():
            yield f"#outline(depth: {block.depth})"
        case PageBreak():
            yield "#pagebreak()"
        case Spacer():
            yield f"#v({block.height}pt)"


def _table(block: Table, theme: Theme) -> str:
    columns = ", ".join(f"{share}fr" for share in block.columns)
    rows: list[str] = []
    for head, group in groupby(block.rows, key=lambda row: row.head):
        cells = ", ".join(_cell(cell, theme) for row in group for cell in row.cells)
        rows.append(f"table.header({cells})" if head else cells)
    size = theme.styles["cell"].size
    setting = f"#set text(size: {size}pt)\n#set par(first-line-indent: 0pt, leading: 0.2em)"
    body = f"table(columns: ({columns},), {', '.join(rows)})"
    caption = f", caption: [{_inlines(block.caption)}]" if block.caption else ""
    return f"#[#show figure: set block(breakable: true)\n{setting}\n#figure({body}{caption})]"


def _cell(cell: Cell, theme: Theme) -> str:
    inner = "\n\n".join(part for block in cell.blocks for part in _block(block, theme))
    return f"table.cell(colspan: {cell.colspan}, rowspan: {cell.rowspan})[{inner}]"


def _inlines(children: tuple[Inline, ...]) -> str:
    out: list[str] = []
    for child in children:
        match child:
            case Strong():
                out.append(f"#strong[{_inlines(child.children)}]")
            case Em():
                out.append(f'#text(font: "Zhiyin Kai")[{_inlines(child.children)}]')
            case Link():
                out.append(f'#link("{child.href}")[{_inlines(child.children)}]')
            case Span():
                out.append(_inlines(child.children))
            case _:
                out.append(_escaped(inline_text((child,))).replace("\n", " \\ "))
    return "".join(out)


def _styled(style: ParagraphStyle, text: str) -> str:
    weight = ', weight: "bold"' if style.bold else ""
    return f'#text(font: "{_FAMILIES[style.family]}", size: {style.size}pt{weight})[{text}]'


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)
