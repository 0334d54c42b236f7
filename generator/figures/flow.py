"""Flows: numbered steps in a serpentine grid with arrows from step to step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.document.drawing import Drawing
from generator.document.nodes import Diagram, DiagramItem
from generator.figures.sketch import Sketch, columns
from generator.figures.style import BODY, CARD_PALE, NOTE, PILL, STRONG, TAG
from generator.figures.text import Block, Measure, block, height_of

GAP_X, GAP_Y = 20.0, 20.0
"""Room for the arrows between steps, in points."""
PAD, PAD_Y, BADGE, BADGE_GAP, PART_GAP = 8.0, 8.0, 17.0, 5.0, 3.0
TALLEST = 130.0
"""A step higher than this asks for wider columns, in points."""


@dataclass(frozen=True, slots=True)
class _Step:
    number: Block
    blocks: tuple[Block, ...]

    @property
    def height(self) -> float:
        return height_of(self.blocks, PART_GAP) + BADGE + BADGE_GAP + 2 * PAD_Y


def draw(diagram: Diagram, width: float, measure: Measure) -> Drawing:
    """Steps left to right, then right to left, and so on; as many columns as keep the steps readable."""
    sketch = Sketch(width)
    if not diagram.items:
        return sketch.drawing()
    wanted = diagram.get("columns")
    tries = [int(wanted)] if wanted.isdigit() and wanted != "0" else candidates(len(diagram.items))
    for count in tries:
        each, lefts = columns(width, count, GAP_X)
        steps = [_step(i, item, each, measure) for i, item in enumerate(diagram.items)]
        if max(step.height for step in steps) <= TALLEST:
            break
    rows = [steps[i : i + count] for i in range(0, len(steps), count)]
    y = 0.5
    for r, row in enumerate(rows):
        height = max(step.height for step in row)
        order = lefts if r % 2 == 0 else lefts[::-1]
        _row(sketch, row, order, y, each, height)
        if r + 1 < len(rows):
            x = order[-1] + each / 2
            sketch.arrow([(x, y + height), (x, y + height + GAP_Y)])
        y += height + GAP_Y
    return sketch.drawing()


def candidates(steps: int) -> list[int]:
    """Numbers of columns to try, the densest first; rows as equally filled as can be."""
    first = steps if steps <= 4 else 3 if steps in (5, 6, 9) else 4
    return [count for count in (first, 3, 2, 1) if count <= first]


def _step(index: int, item: DiagramItem, width: float, measure: Measure) -> _Step:
    inner = width - 2 * PAD
    parts = ((item.get("actor"), STRONG), (item.text, BODY), (item.get("note"), NOTE))
    blocks = tuple(block(text, look, measure, inner, even=True) for text, look in parts)
    return _Step(block(str(index + 1), TAG, measure, inner), blocks)


def _row(sketch: Sketch, row: Sequence[_Step], lefts: Sequence[float], y: float, width: float, height: float) -> None:
    for i, (step, x) in enumerate(zip(row, lefts, strict=False)):
        sketch.box(x, y, width, height, CARD_PALE)
        sketch.box(x + (width - BADGE) / 2, y + PAD_Y, BADGE, BADGE, PILL, [step.number])
        top = y + PAD_Y + BADGE + BADGE_GAP
        sketch.label(x + PAD, top, width - 2 * PAD, step.blocks, gap=PART_GAP)
        if i + 1 < len(row):
            forward = lefts[i + 1] > x
            start, end = (x + width, lefts[i + 1]) if forward else (x, lefts[i + 1] + width)
            sketch.arrow([(start, y + height / 2), (end, y + height / 2)])
