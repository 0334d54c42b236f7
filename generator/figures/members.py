"""Panels of members: a committee's groups as small boxes in a grid under a heading."""

from __future__ import annotations

from dataclasses import dataclass

from generator.document.nodes import DiagramItem
from generator.figures.sketch import Sketch
from generator.figures.style import INK, LINE, PALE, SAND, STRAW, STRONG, WHITE, Look, Type
from generator.figures.text import Block, Measure, block

PAD, GAP, CELL_PAD, LEAST = 7.0, 5.0, 2.0, 23.0
MEMBER = Type(9.0, 12.0, color=INK)
ALIKE = 3 * MEMBER.leading + 2 * CELL_PAD
"""Rows up to three lines high are all as high as the highest of them; one with a longer name is higher by itself."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The members of one organisation, ``count`` to a row."""

    head: Block
    cells: tuple[Block, ...]
    count: int

    @classmethod
    def of(cls, item: DiagramItem, role: str, width: float, measure: Measure, count: int) -> Panel:
        """The panel of ``item``'s members that are not of ``role`` themselves; its heading is ``members``."""
        each = _each(width, count)
        cells = [
            block(child.text, MEMBER, measure, each - 2 * CELL_PAD, even=True)
            for child in item.children
            if child.get("role") != role
        ]
        head = block(item.get("members"), STRONG, measure, width - 2 * PAD, even=True)
        return cls(head, tuple(cells), count)

    @property
    def rows(self) -> int:
        """How many rows the members fill."""
        return -(-len(self.cells) // self.count)

    @property
    def _heights(self) -> list[float]:
        """The height of each row."""
        rows = [self.cells[at : at + self.count] for at in range(0, len(self.cells), self.count)]
        needed = [max(cell.height for cell in row) + 2 * CELL_PAD for row in rows]
        common = max([LEAST, *(height for height in needed if height <= ALIKE)])
        return [max(common, height) for height in needed]

    @property
    def _top(self) -> float:
        return PAD + (self.head.height + GAP if self.head.lines else 0.0)

    @property
    def height(self) -> float:
        """The panel's own height in points."""
        return self._top + sum(height + GAP for height in self._heights) - GAP + PAD

    def paint(self, sketch: Sketch, x: float, y: float, width: float, height: float, *, warm: bool) -> None:
        """Paint at (x, y); a panel given more height spreads its rows over it."""
        back = Look(SAND, STRAW, "round") if warm else Look(PALE, LINE, "round")
        cell_look = Look(WHITE, STRAW if warm else LINE, "round", 0.5)
        sketch.box(x, y, width, height, back)
        sketch.label(x + PAD, y + PAD, width - 2 * PAD, [self.head])
        each = _each(width, self.count)
        spare = (height - self.height) / self.rows
        top = y + self._top
        for row, own in enumerate(self._heights):
            for column, words in enumerate(self.cells[row * self.count : (row + 1) * self.count]):
                sketch.box(x + PAD + column * (each + GAP), top, each, own + spare, cell_look, [words])
            top += own + spare + GAP


def _each(width: float, count: int) -> float:
    return (width - 2 * PAD - GAP * (count - 1)) / count
