"""Sections: paper, margins, folios and running heads; a chapter with its own running head is a Word section.

Word's STYLEREF would fill running heads by itself, but LibreOffice 7.4 and WPS do not work it out; the chapter's title
as text, in a section per chapter, is right in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from generator.document.nodes import Align, Block, Heading, Section
from generator.model.theme import MM, Area
from generator.word.context import Context
from generator.word.flow import Para, override_indent
from generator.word.runs import PLAIN, run
from generator.word.runs import field as field_runs
from generator.word.xmltext import DECLARATION, NAMESPACES, twips

SLACK = 3.0
"""Points by which the type area is deeper than the layout's, so that rounding never pushes a last line over.

More would let a table's row, as low as 25 points, slip onto the page before.
"""
FULL, FULL_SLACK = 4.0, 8.0
"""A last page with no more than so many points left gets so much slack: tables there are a little higher in word
processors, which add their frames, and the empty paragraph behind them would open a page of its own.
"""

ASCENT = 0.88
"""Where the base line lies in a Chinese em box, from its top."""
_FORMATS = {"roman": "upperRoman", "arabic": "decimal", "later": "decimal"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A Word section: a stretch of a section's blocks under one running head."""

    section: Section
    blocks: tuple[Block, ...]
    header: str
    first: bool


@dataclass(slots=True)
class Furniture:
    """Header and footer parts; a section that keeps its predecessor's inherits it."""

    current: dict[str, str] = field(default_factory=dict)

    def reference(self, kind: str, place: str, content: str, context: Context) -> str:
        """The reference element for ``content``, or nothing when the section before has the same."""
        slot = f"{kind}-{place}"
        if self.current.get(slot, "") == content:
            return ""
        self.current[slot] = content
        tag = "hdr" if kind == "header" else "ftr"
        style = "header" if kind == "header" else "folio"
        body = content or Para(style, context.theme.styles[style], "").xml()
        ident = context.relations.part(kind, f"{DECLARATION}<w:{tag} {NAMESPACES}>{body}</w:{tag}>")
        return f'<w:{kind}Reference w:type="{place}" r:id="{ident}"/>'


def pieces(section: Section, context: Context) -> Iterator[Piece]:
    """``section`` cut before every chapter that begins a page, when its running head names the chapter."""
    if "{h1}" not in section.header:
        yield Piece(section, section.blocks, section.header, True)
        return
    cuts = [
        index
        for index, block in enumerate(section.blocks)
        if index and isinstance(block, Heading) and block.level == 1 and context.starts_page(block)
    ]
    edges = [0, *cuts, len(section.blocks)]
    for start, end in pairwise(edges):
        blocks = section.blocks[start:end]
        yield Piece(section, blocks, _running(section.header, blocks), start == 0)


def _running(header: str, blocks: tuple[Block, ...]) -> str:
    chapter = next((b for b in blocks if isinstance(b, Heading) and b.level == 1), None)
    if chapter is None:
        return header.replace("{h1}", "").strip()
    return header.replace("{h1}", chapter.running)


def section_properties(piece: Piece, furniture: Furniture, context: Context) -> str:
    """``w:sectPr`` in the order of CT_SectPr (ECMA-376 part 1, 17.6.17)."""
    section = piece.section
    area = context.theme.page.area(section.landscape)
    header, even_header = _header(piece.header, "right", context), _header(piece.header, "left", context)
    odd, even = _folios(section, context)
    references = "".join(
        furniture.reference(kind, place, content, context)
        for kind, place, content in (
            *((("header", "first", header),) if section.folio == "later" else ()),
            ("header", "even", even_header),
            ("header", "default", header),
            ("footer", "even", even),
            ("footer", "default", odd),
        )
    )
    numbering = f' w:fmt="{_FORMATS[section.folio]}"' if section.folio in _FORMATS else ""
    numbering += ' w:start="1"' if section.restart and piece.first else ""
    numbering = f"<w:pgNumType{numbering}/>" if numbering else ""
    turned = ' w:orient="landscape"' if section.landscape else ""
    other_first = "<w:titlePg/>" if section.folio == "later" else ""
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(area.width)}" w:h="{twips(area.height)}"{turned}/>{_margins(section, area, context)}'
        # No w:type: lines are exact, and LibreOffice would cut the type area down to whole lines of a live grid.
        f'{numbering}<w:cols w:space="425"/>{other_first}'
        f'<w:docGrid w:linePitch="{twips(context.theme.page.grid)}"/></w:sectPr>'
    )


def _slack(section: Section, area: Area, context: Context) -> float:
    """Points by which the section's type area is deeper than the layout's."""
    last = section is context.document.sections[-1] and context.laid.last.used > area.depth - FULL
    return FULL_SLACK if last else SLACK


def _margins(section: Section, area: Area, context: Context) -> str:
    """Margins in twips that leave exactly the type area's measure; the right and lower ones take the rounding."""
    page, styles, slack = context.theme.page, context.theme.styles, _slack(section, area, context)
    left, top = twips(area.left), twips(area.top)
    right = twips(area.width) - left - twips(area.measure)
    bottom = twips(area.height) - top - twips(area.depth + slack)
    head = styles["header"]
    header = twips(area.top - page.top + page.header_mm * MM - head.line)
    # Word puts the base line of an exact line four fifths down; the layout puts it 0.88 em below the folio's gap.
    folio = styles["folio"]
    below = page.folio_gap_mm * MM + ASCENT * folio.size - 0.8 * folio.line
    footer = max(bottom + twips(slack - below - folio.line), 0)
    return (
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="{header}" w:footer="{footer}" w:gutter="0"/>'
    )


def _header(text: str, outer: Align, context: Context) -> str:
    """A running head; ``outer`` is the side of the page where standards have their number."""
    if not text:
        return ""
    style = context.theme.styles["header"]
    if context.theme.page.header_outer:
        return Para("header", style, run(text, PLAIN, context.theme), align=outer).xml()
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="2" w:color="{style.color}"/></w:pBdr>'
    return Para("header", style, run(text, PLAIN, context.theme), border=rule).xml()


def _folios(section: Section, context: Context) -> tuple[str, str]:
    """The number on the outer side, as the layout has it: odd pages right, even pages left."""
    if section.folio == "none":
        return "", ""
    base = context.theme.styles["folio"]
    theme = context.theme
    words = field_runs("PAGE", run("1", PLAIN, theme))
    inset = 0.0
    if theme.page.folio_dashes:
        words = run("— ", PLAIN, theme) + words + run(" —", PLAIN, theme)
        inset = base.size
    inside = base.model_copy(update={"right": inset})
    odd = Para("folio", base, words, align="right", indent=override_indent(inside, 0, 0))
    even = Para("folio", base, words, align="left", indent=override_indent(base, inset, 0))
    return odd.xml(), even.xml()
