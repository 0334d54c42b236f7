"""Record cards: a title band above labelled values, short values two to a row."""

from __future__ import annotations

from dataclasses import dataclass

from generator.document.drawing import Drawing
from generator.document.nodes import Diagram, DiagramItem
from generator.figures.sketch import EDGE, Sketch
from generator.figures.style import AMBER, BODY, DEEP, HEAD_LIGHT, LINE, MIST, NOTE, STRONG, TAG, WHITE, Look
from generator.figures.text import Block, Measure, block

PAD, PAD_Y, LEAST = 8.0, 5.0, 24.0
LABEL_LIMIT = 0.24
"""Labels take at most this share of the card's width."""
LABEL_LOOK = Look(MIST, LINE, "rect", 0.5)
VALUE_LOOK = Look(WHITE, LINE, "rect", 0.5)
TITLE_LOOK = Look(DEEP, DEEP, "rect", 0.5)
BADGE_LOOK = Look(AMBER, "", "pill")


@dataclass(frozen=True, slots=True)
class _Entry:
    label: Block
    value: Block

    @property
    def height(self) -> float:
        return max(LEAST, max(self.label.height, self.value.height) + 2 * PAD_Y)


def draw(diagram: Diagram, width: float, measure: Measure) -> Drawing:
    """``title``, ``subtitle`` and ``badge`` of the diagram in the band; its items as rows below."""
    sketch = Sketch(width)
    y = _title(sketch, diagram, width, measure)
    label_width = _label_width(diagram, width, measure)
    for row in _rows(diagram.items, width, label_width, measure):
        each = (width - 2 * EDGE) / len(row)
        height = max(entry.height for entry in row)
        for i, entry in enumerate(row):
            x = EDGE + i * each
            sketch.box(x, y, label_width, height, LABEL_LOOK, [entry.label])
            sketch.box(x + label_width, y, each - label_width, height, VALUE_LOOK, [entry.value], pad=PAD)
        y += height
    return sketch.drawing()


def _title(sketch: Sketch, diagram: Diagram, width: float, measure: Measure) -> float:
    wide = width - 2 * EDGE
    badge = block(diagram.get("badge"), TAG, measure, wide / 4)
    taken = badge.width + 16.0 + 2 * PAD if badge.lines else 0.0
    inner = wide - 2 * PAD - taken
    light = NOTE.__class__(NOTE.size, NOTE.leading, color=MIST)
    blocks = [
        block(diagram.get("title"), HEAD_LIGHT, measure, inner),
        block(diagram.get("subtitle"), light, measure, inner),
    ]
    blocks = [item for item in blocks if item.lines]
    if not blocks and not badge.lines:
        return EDGE
    height = max(sum(item.height for item in blocks), badge.height) + 14.0
    sketch.box(EDGE, EDGE, wide, height, TITLE_LOOK, blocks, pad=PAD)
    if badge.lines:
        high = badge.height + 4.5
        sketch.box(
            EDGE + wide - PAD - badge.width - 16.0,
            EDGE + (height - high) / 2,
            badge.width + 16.0,
            high,
            BADGE_LOOK,
            [badge],
        )
    return EDGE + height


def _label_width(diagram: Diagram, width: float, measure: Measure) -> float:
    widest = max((measure.width(item.get("label"), STRONG) for item in diagram.items), default=0.0)
    return min(max(60.0, widest + 2 * PAD), width * LABEL_LIMIT)


def _rows(items: tuple[DiagramItem, ...], width: float, label_width: float, measure: Measure) -> list[list[_Entry]]:
    half = (width - 2 * EDGE) / 2 - label_width - 2 * PAD
    whole = width - 2 * EDGE - label_width - 2 * PAD
    rows: list[list[_Entry]] = []
    waiting: DiagramItem | None = None
    for item in items:
        short = measure.width(item.text, BODY) <= half and item.get("wide") != "yes"
        if short and waiting is not None:
            rows.append([_entry(waiting, label_width, half, measure), _entry(item, label_width, half, measure)])
            waiting = None
            continue
        if waiting is not None:
            rows.append([_entry(waiting, label_width, whole, measure)])
        waiting = item if short else None
        if not short:
            rows.append([_entry(item, label_width, whole, measure)])
    if waiting is not None:
        rows.append([_entry(waiting, label_width, whole, measure)])
    return rows


def _entry(item: DiagramItem, label_width: float, value_width: float, measure: Measure) -> _Entry:
    label = block(item.get("label"), STRONG, measure, label_width - 10.0, even=True)
    return _Entry(label, block(item.text, BODY, measure, value_width))
