"""The table of contents: one linked entry a heading, dot leaders, folios on the right."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.document.nodes import Document, Heading, Toc
from generator.document.walk import all_blocks
from generator.layout.placed import Item, LinkArea, Rule, StructNode
from generator.layout.setting import Setter, baseline, line_strips, pieces_of_text, placed_run
from generator.layout.strips import Edges, Strip
from generator.layout.text import Line
from generator.model.theme import ParagraphStyle

FOLIO_ROOM = 28.0
"""Points kept free at the right of every entry for its folio."""


@dataclass(slots=True)
class Contents:
    """What the contents list, and the folios that layout finds before anything is painted."""

    headings: list[Heading]
    folios: dict[str, str] = field(default_factory=dict)


def contents_of(document: Document) -> Contents:
    """The headings of the whole document in order."""
    return Contents([block for block in all_blocks(document) if isinstance(block, Heading)])


def toc_strips(block: Toc, setter: Setter, node: StructNode, measure: float, contents: Contents) -> list[Strip]:
    """The title and an entry for each heading down to the contents' depth."""
    strips: list[Strip] = []
    if block.title:
        style = setter.theme.styles["toc-title"]
        title = node.add("P")
        pieces = pieces_of_text(block.title, style)
        lines = setter.cache.set_paragraph(pieces, measure, indent=0, align=style.align)
        strips.extend(line_strips(lines, style, title))
        strips[-1].ends = False
    toc = node.add("TOC")
    for heading in contents.headings:
        if heading.level <= block.depth:
            strips.extend(_entry(heading, setter, toc, measure, contents))
    return strips


def _entry(heading: Heading, setter: Setter, toc: StructNode, measure: float, contents: Contents) -> list[Strip]:
    styles = setter.theme.styles
    style = styles.get(f"toc{heading.level}", styles["toc2"])  # deeper entries look like the second level's
    text = heading.words
    link = toc.add("TOCI").add("Reference").add("Link")
    pieces = pieces_of_text(text, style)
    lines = setter.cache.set_paragraph(pieces, measure - style.left - FOLIO_ROOM, indent=0, align="left")
    strips = line_strips(lines, style, link)
    for strip, line in zip(strips, lines, strict=True):
        strip.paint = _EntryPainter(line, style, link, measure, heading, setter, contents)
    return strips


@dataclass(slots=True)
class _EntryPainter:
    line: Line
    style: ParagraphStyle
    link: StructNode
    measure: float
    heading: Heading
    setter: Setter
    contents: Contents

    def __call__(self, items: list[Item], x: float, y: float, _edges: Edges) -> None:
        left, base = x + self.style.left, y + baseline(self.style)
        items.extend(placed_run(run, left, base, self.link) for run in self.line.runs)
        text = self.heading.words
        if self.line.last:
            end = left + max((run.x + sum(run.advances) for run in self.line.runs), default=0.0)
            self._folio(items, end, x + self.measure, base)
        area = (left, y, self.measure - self.style.left, self.style.line)
        items.append(LinkArea(*area, dest=self.heading.id, contents=f"转到{text}", owner=self.link))

    def _folio(self, items: list[Item], start: float, right: float, base: float) -> None:
        pieces = pieces_of_text(self.contents.folios.get(self.heading.id, ""), self.style)
        lines = self.setter.cache.set_paragraph(pieces, FOLIO_ROOM, indent=0, align="left")
        width = lines[0].width if lines else 0.0
        gap = self.style.size / 2
        if right - width - start > 3 * gap:
            items.append(_leader(start + gap, right - width - gap, base))
        for line in lines:
            items.extend(placed_run(run, right - width, base, self.link) for run in line.runs)


def _leader(left: float, right: float, base: float) -> Rule:
    return Rule(left, base - 2.5, right, base - 2.5, 0.9, "808080", dashed=True)
