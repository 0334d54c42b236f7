"""Side margins of cells: as the table style has them, or narrower where a word processor would need a line more."""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.nodes import Block, List, Paragraph
from generator.word.context import Context
from generator.word.fit import SURE, CellFit, spacing_for
from generator.word.turns import turned

LEAST = 1.0
"""Points of margin that stay at either side of a cell's text."""
STEP = 1.0


def side_margin(blocks: tuple[Block, ...], usual: float, exact: bool, context: Context) -> float:
    """The widest margin, in points, at which all programs set the cell's paragraphs in the layout's lines.

    Where none does, the widest among those that come nearest. ``exact``: the row may break, its lines count.
    """
    paragraphs = list(_paragraphs(blocks))
    margins = [usual]
    while margins[-1] - STEP >= LEAST:
        margins.append(margins[-1] - STEP)
    cells = [CellFit(2 * (usual - margin), exact) for margin in margins]
    for margin, cell in zip(margins, cells, strict=True):
        if _cost(paragraphs, cell, context, thorough=False) < SURE:
            return margin
    costs = [_cost(paragraphs, cell, context, thorough=True) for cell in cells]
    return margins[costs.index(min(costs))]


def _paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, List):
            for item in block.items:
                yield from _paragraphs(item.blocks)


def _cost(paragraphs: list[Paragraph], cell: CellFit, context: Context, *, thorough: bool) -> float:
    """The worst paragraph's cost; a cell is as far from the layout as that."""
    styles, laid, theme = context.theme.styles, context.laid, context.theme
    worst = 0.0
    for p in paragraphs:
        style, found = styles.get(p.style, styles["body"]), laid.measured.get(id(p))
        children = turned(p.children, found)
        worst = max(worst, spacing_for("", children, style, found, theme, cell=cell, thorough=thorough).cost)
        if worst >= SURE and not thorough:
            break
    return worst
