"""Fills the figures of a document with their drawings; everything else keeps its identity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.diagnostics import Diagnostic, ZhiyinError, failure, suggestion
from generator.document.drawing import Box, Drawing, DrawnText, Label
from generator.document.nodes import (
    Block,
    Cell,
    Diagram,
    DiagramItem,
    Document,
    Figure,
    List,
    ListItem,
    Paragraph,
    Row,
    Section,
    Table,
)
from generator.figures.kinds import ATTRIBUTES, DRAWERS
from generator.figures.text import FontMeasure
from generator.layout.fonts import FontBook, missing_character
from generator.model.theme import Theme

CAPTION_ROOM = 37.5
"""Points of the type area that a figure leaves for its caption and the space around it."""
TOLERANCE = 0.5
"""Points by which text may leave its shape."""
SHAPE_LIMIT = 990
"""Shapes a drawing may have, for Word numbers each of them from a range of a thousand."""


def draw(document: Document, theme: Theme, fonts: FontBook) -> Document:
    """``document`` with every figure's ``drawing`` filled from its ``diagram``.

    Nodes without figures inside are the same objects as before. Raises ZhiyinError, all problems at once: unknown
    kinds (FIG-001), drawings higher than the type area allows (FIG-002), descriptions that contradict themselves
    (FIG-003), shapes too narrow for their text (FIG-004), codes too long to be read (FIG-005), attributes that the kind
    does not know (FIG-006), characters that no face has (FONT-001).
    """
    artist = _Artist(theme, fonts)
    sections = tuple(artist.section(section) for section in document.sections)
    if artist.problems:
        raise ZhiyinError(artist.problems)
    if all(new is old for new, old in zip(sections, document.sections, strict=True)):
        return document
    return replace(document, sections=sections)


_KEPT = 256
"""How many drawings are remembered."""


class _Kept(dict[tuple[Diagram, float], Drawing]):
    """Drawings made with a font book, by description and measure."""


def _kept(fonts: FontBook) -> _Kept:
    """The latest drawings; too many are forgotten all at once."""
    found = fonts.kept.get(__name__)
    if not isinstance(found, _Kept) or len(found) > _KEPT:
        found = fonts.kept[__name__] = _Kept()
    return found


class _Artist:
    def __init__(self, theme: Theme, fonts: FontBook) -> None:
        self.theme = theme
        self.fonts = fonts
        self.kept = _kept(fonts)
        self.problems: list[Diagnostic] = []
        self.depth = 0.0

    def section(self, section: Section) -> Section:
        area = self.theme.page.area(section.landscape)
        self.depth = area.depth - CAPTION_ROOM
        blocks = self.blocks(section.blocks, area.measure, nested=False)
        return section if blocks is section.blocks else replace(section, blocks=blocks)

    def blocks(self, blocks: tuple[Block, ...], measure: float, *, nested: bool) -> tuple[Block, ...]:
        made = tuple(self.block(block, measure, nested=nested) for block in blocks)
        return blocks if all(new is old for new, old in zip(made, blocks, strict=True)) else made

    def block(self, block: Block, measure: float, *, nested: bool) -> Block:
        match block:
            case Figure():
                return replace(block, drawing=self.figure(block, measure))
            case List():
                return self.list(block, measure, nested=nested)
            case Table():
                rows = tuple(self.row(row, block, measure) for row in block.rows)
                same = all(new is old for new, old in zip(rows, block.rows, strict=True))
                return block if same else replace(block, rows=rows)
            case _:
                return block

    def list(self, block: List, measure: float, *, nested: bool) -> List:
        size = self.theme.styles["list"].size
        lists = self.theme.lists
        inner = measure - ((0.0 if nested else lists.left) + lists.hang[block.kind]) * size
        items = tuple(self.item(item, inner) for item in block.items)
        same = all(new is old for new, old in zip(items, block.items, strict=True))
        return block if same else replace(block, items=items)

    def item(self, item: ListItem, measure: float) -> ListItem:
        blocks = self.blocks(item.blocks, measure, nested=True)
        return item if blocks is item.blocks else replace(item, blocks=blocks)

    def row(self, row: Row, table: Table, measure: float) -> Row:
        if all(isinstance(block, Paragraph) for cell in row.cells for block in cell.blocks):
            return row
        cells = tuple(self.cell(cell, row, table, measure) for cell in row.cells)
        same = all(new is old for new, old in zip(cells, row.cells, strict=True))
        return row if same else replace(row, cells=cells)

    def cell(self, cell: Cell, row: Row, table: Table, measure: float) -> Cell:
        at = sum(other.colspan for other in row.cells[: row.cells.index(cell)])
        share = sum(table.columns[at : at + cell.colspan]) / (sum(table.columns) or 1.0)
        style = self.theme.tables.get(table.style)  # an unknown one is reported by the layout
        inner = measure * share - 2 * (style.pad_x if style else 0.0)
        blocks = self.blocks(cell.blocks, inner, nested=True)
        return cell if blocks is cell.blocks else replace(cell, blocks=blocks)

    def figure(self, figure: Figure, measure: float) -> Drawing | None:
        drawer = DRAWERS.get(figure.diagram.kind)
        if drawer is None:
            self.unknown(figure)
            return None
        self.attributes(figure)
        key = (figure.diagram, measure)
        kept = self.kept.get(key)
        if kept is not None:
            self.check(figure, kept, FontMeasure(self.fonts))
            return kept
        measured = FontMeasure(self.fonts)
        try:
            drawing = drawer(figure.diagram, measure, measured)
        except ZhiyinError as error:
            self.problems += [replace(found, source=found.source or figure.source) for found in error.diagnostics]
            return None
        self.check(figure, drawing, measured)
        if not measured.missing:
            self.kept[key] = drawing
        return drawing

    def unknown(self, figure: Figure) -> None:
        kind = figure.diagram.kind
        hint = suggestion(kind, DRAWERS)
        self.problems += failure("FIG-001", f"没有名为“{kind}”的图种", figure.source, hint).diagnostics

    def attributes(self, figure: Figure) -> None:
        known = ATTRIBUTES[figure.diagram.kind]
        written = [("diagram", name, known.diagram) for name, _ in figure.diagram.attributes]
        written += [("item", name, known.items) for item in _items(figure.diagram.items) for name, _ in item.attributes]
        for element, name, allowed in dict.fromkeys(written):
            if name not in allowed:
                hint = suggestion(name, allowed)
                said = f"图种“{figure.diagram.kind}”的 <{element}> 没有属性 {name}"
                self.problems += failure("FIG-006", said, figure.source, hint).diagnostics

    def check(self, figure: Figure, drawing: Drawing, measured: FontMeasure) -> None:
        for char in dict.fromkeys(measured.missing):
            self.problems.append(missing_character(char, figure.source))
        if drawing.height > self.depth or len(drawing.shapes) > SHAPE_LIMIT:
            said = f"图“{figure.alt or figure.id}”高 {drawing.height:.0f} 磅，超过一页可容的 {self.depth:.0f} 磅"
            hint = "减少图中成员或缩短其文字，或把它分成两幅图"
            self.problems += failure("FIG-002", said, figure.source, hint).diagnostics
        if cramped := _cramped(drawing):
            said = f"图“{figure.alt or figure.id}”的格太窄，排不下“{cramped}”"
            hint = "减少图中成员，或把图放到更宽的栏里、横排的页上"
            self.problems += failure("FIG-004", said, figure.source, hint).diagnostics


def _items(items: tuple[DiagramItem, ...]) -> Iterator[DiagramItem]:
    for item in items:
        yield item
        yield from _items(item.children)


def _cramped(drawing: Drawing) -> str:
    """The first line of text that sticks out of its shape, empty when there is none."""
    framed = ((shape, line) for shape in drawing.shapes if isinstance(shape, Box | Label) for line in shape.lines)
    return next((line.text for shape, line in framed if _sticks_out(shape, line)), "")


def _sticks_out(shape: Box | Label, line: DrawnText) -> bool:
    return line.x < shape.x - TOLERANCE or line.x + line.width > shape.x + shape.width + TOLERANCE
