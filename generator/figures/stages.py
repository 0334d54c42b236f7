"""Stages: a few stages side by side as columns of labelled lines, and what they share as a bar below."""

from __future__ import annotations

from dataclasses import dataclass

from generator.document.drawing import Drawing
from generator.document.nodes import Diagram, DiagramItem
from generator.figures.sketch import EDGE, Sketch, columns
from generator.figures.style import BAND, BODY, CARD, CARD_SAND, HEAD_LIGHT, STRONG, Type
from generator.figures.text import Block, Measure, block, height_of

GAP, PAD, PAD_Y, PART_GAP = 18.0, 9.0, 9.0, 8.0


@dataclass(frozen=True, slots=True)
class _Stage:
    head: Block
    parts: tuple[tuple[Block, Block], ...]  # label, text


def draw(diagram: Diagram, width: float, measure: Measure) -> Drawing:
    """Stage heads joined by arrows; the same lines of all stages stand at the same height."""
    sketch = Sketch(width)
    items = [item for item in diagram.items if item.get("role") != "common"]
    y = EDGE
    if items:
        y = _columns(sketch, items, y, width, measure)
    for item in diagram.items:
        if item.get("role") == "common":
            y = _common(sketch, item, y, width, measure) + PAD
    return sketch.drawing()


def _columns(sketch: Sketch, items: list[DiagramItem], y: float, width: float, measure: Measure) -> float:
    each, lefts = columns(width, len(items), GAP)
    inner = each - 2 * PAD
    stages = [_stage(item, inner, measure) for item in items]
    head = max(26.0, max(stage.head.height for stage in stages) + 11.0)
    rows = _row_heights(stages)
    body = sum(rows) + PART_GAP * max(0, len(rows) - 1) + 2 * PAD_Y if rows else 0.0
    for i, (stage, x) in enumerate(zip(stages, lefts, strict=True)):
        sketch.box(x, y, each, head, BAND, [stage.head])
        if rows:
            sketch.box(x, y + head + 4.0, each, body, CARD)
        at = y + head + 4.0 + PAD_Y
        for (label, text), height in zip(stage.parts, rows, strict=False):
            sketch.label(x + PAD, at, inner, [label, text], center=False)
            at += height + PART_GAP
        if i + 1 < len(stages):
            sketch.arrow([(x + each, y + head / 2), (lefts[i + 1], y + head / 2)])
    return y + head + (4.0 + body if rows else 0.0) + PAD


def _stage(item: DiagramItem, inner: float, measure: Measure) -> _Stage:
    parts = tuple(
        (block(child.get("label"), STRONG, measure, inner), block(child.text, BODY, measure, inner))
        for child in item.children
    )
    return _Stage(block(item.text, HEAD_LIGHT, measure, inner, even=True), parts)


def _row_heights(stages: list[_Stage]) -> list[float]:
    count = max(len(stage.parts) for stage in stages)
    return [max(height_of(stage.parts[i]) for stage in stages if i < len(stage.parts)) for i in range(count)]


def _common(sketch: Sketch, item: DiagramItem, y: float, width: float, measure: Measure) -> float:
    wide = width - 2 * EDGE
    parts: tuple[tuple[str, Type], ...] = ((item.get("label"), STRONG), (item.text, BODY))
    blocks = [block(text, look, measure, wide - 4 * PAD, even=True) for text, look in parts]
    height = height_of(blocks) + 14.0
    sketch.box(EDGE, y, wide, height, CARD_SAND, blocks)
    return y + height
