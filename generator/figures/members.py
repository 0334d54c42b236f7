"""Panels of members: a committee's groups as small boxes in a grid under a heading."""

from __future__ import annotations

from dataclasses import dataclass

from generator.document.nodes import DiagramItem
from generator.figures.sketch import Sketch
from generator.figures.style import INK, LINE, PALE, SAND, STRAW, STRONG, WHITE, Look, Type
from generator.figures.text import Block, Measure, block

PAD, GAP, CELL_PAD, LEAST = 7.0, 5.0, 2.0, 23.0
MEMBER = Type(9.0, 12.0, color=INK)


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
    def _cell(self) -> float:
        return max(LEAST, max((cell.height for cell in self.cells), default=0.0) + 2 * CELL_PAD)

    @property
    def _top(self) -> float:
        return PAD + (self.head.height + GAP if self.head.lines else 0.0)

    @property
    def height(self) -> float:
        """The panel's own height in points."""
        return self._top + self.rows * (self._cell + GAP) - GAP + PAD

    def paint(self, sketch: Sketch, x: float, y: float, width: float, height: float, *, warm: bool) -> None:
        """Paint at (x, y); a panel given more height spreads its rows over it."""
        back = Look(SAND, STRAW, "round") if warm else Look(PALE, LINE, "round")
        cell_look = Look(WHITE, STRAW if warm else LINE, "round", 0.5)
        sketch.box(x, y, width, height, back)
        sketch.label(x + PAD, y + PAD, width - 2 * PAD, [self.head])
        each = _each(width, self.count)
        cell = (height - self._top - PAD + GAP) / self.rows - GAP
        for i, words in enumerate(self.cells):
            row, column = divmod(i, self.count)
            left, top = x + PAD + column * (each + GAP), y + self._top + row * (cell + GAP)
            sketch.box(left, top, each, cell, cell_look, [words])


def _each(width: float, count: int) -> float:
    return (width - 2 * PAD - GAP * (count - 1)) / count
