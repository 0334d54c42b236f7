"""Time-lines: dated items on an axis, two groups on its two sides, or any number of groups on one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from generator.document.drawing import Drawing
from generator.document.nodes import Diagram, DiagramItem
from generator.figures.sketch import EDGE, Sketch
from generator.figures.style import (
    BAND,
    BAND_AMBER,
    BAR,
    BAR_AMBER,
    BLUE,
    BODY,
    CARD_PALE,
    CARD_SAND,
    LINE,
    NOTE,
    PILL_WHITE,
    TAG,
    Look,
    Type,
)
from generator.figures.text import Block, Measure, block, height_of

DATE = Type(9.0, 12.5, bold=True, color=BLUE)
AXIS = 82.0
"""The column of the dates, in points."""
PILL_WIDTH, PILL_HEIGHT = 68.0, 18.0
PAD, ROW_GAP, CARD_GAP, BAR_WIDTH = 9.0, 11.0, 6.0, 3.0


@dataclass(frozen=True, slots=True)
class _Card:
    blocks: tuple[Block, ...]
    lane: int

    @property
    def height(self) -> float:
        return max(26.0, height_of(self.blocks) + 12.0)


def draw(diagram: Diagram, width: float, measure: Measure) -> Drawing:
    """Items in order of their dates; two groups face each other across the axis."""
    groups = list(dict.fromkeys(item.get("group") for item in diagram.items))
    sides = 2 if len(groups) == 2 else 1
    lane_width = (width - 2 * EDGE - AXIS) / sides
    sketch = Sketch(width)
    axis_x = EDGE + (lane_width if sides == 2 else 0.0) + AXIS / 2
    lefts = [EDGE, EDGE + lane_width + AXIS] if sides == 2 else [EDGE + AXIS]
    y = _heads(sketch, groups, lefts, lane_width, measure) if sides == 2 else 0.0
    axis_at = len(sketch.shapes)
    top = y
    for _, dated in groupby(sorted(diagram.items, key=date_key), key=date_key):
        members = list(dated)
        cards = [_card(item, groups, lane_width, measure, tagged=sides == 1) for item in members]
        lanes = [[c for c in cards if sides == 1 or c.lane == lane] for lane in range(sides)]
        y = _row(sketch, members[0].get("at"), lanes, lefts, lane_width, axis_x, y, measure)
    if diagram.items:
        sketch.arrow([(axis_x, top), (axis_x, y + 6.0)], LINE, 1.25)
        sketch.shapes.insert(axis_at, sketch.shapes.pop())
    return sketch.drawing()


def date_key(item: DiagramItem) -> tuple[int, ...]:
    """Year, month and day of ``at`` as far as given; what is no date comes last, in the order given."""
    found = re.match(r"(\d{4})\s*[年./-]?\s*(\d{1,2})?\s*[月./-]?\s*(\d{1,2})?", item.get("at").strip())
    return tuple(int(part or 0) for part in found.groups()) if found else (9999, 0, 0)


def _heads(sketch: Sketch, groups: list[str], lefts: list[float], lane_width: float, measure: Measure) -> float:
    heads = [block(group, TAG, measure, lane_width - 2 * PAD, even=True) for group in groups]
    height = max(20.0, max(head.height for head in heads) + 7.5)
    for left, head, look in zip(lefts, heads, (BAND, BAND_AMBER), strict=True):
        sketch.box(left, EDGE, lane_width, height, look, [head])
    return EDGE + height + ROW_GAP


def _card(item: DiagramItem, groups: list[str], lane_width: float, measure: Measure, *, tagged: bool) -> _Card:
    inner = lane_width - 2 * PAD - BAR_WIDTH
    parts = [(item.get("group"), NOTE)] if tagged and len(groups) > 1 else []
    parts += [(item.text, BODY), (item.get("note"), NOTE)]
    blocks = tuple(block(text, look, measure, inner) for text, look in parts)
    return _Card(blocks, groups.index(item.get("group")))


def _row(
    sketch: Sketch,
    date: str,
    lanes: list[list[_Card]],
    lefts: list[float],
    lane_width: float,
    axis_x: float,
    y: float,
    measure: Measure,
) -> float:
    said = block(date, DATE, measure, AXIS - 22.0, even=True)
    pill = max(PILL_HEIGHT, said.height + 5.5)
    height = max([pill, *(_lane_height(lane) for lane in lanes)])
    places = [
        (card, left, at)
        for lane, left in zip(lanes, lefts, strict=True)
        for card, at in _spread(lane, y + (height - _lane_height(lane)) / 2)
    ]
    for card, left, at in places:
        middle = at + card.height / 2
        sketch.line([(axis_x, middle), (left + lane_width if left < axis_x else left, middle)], LINE, 1.0)
    sketch.box(axis_x - PILL_WIDTH / 2, y + (height - pill) / 2, PILL_WIDTH, pill, PILL_WHITE, [said])
    for card, left, at in places:
        _paint(sketch, card, left, at, lane_width, before_axis=left < axis_x)
    return y + height + ROW_GAP


def _paint(sketch: Sketch, card: _Card, x: float, y: float, width: float, *, before_axis: bool) -> None:
    warm = card.lane % 2 == 1
    look, bar = (CARD_SAND, BAR_AMBER) if warm else (CARD_PALE, BAR)
    square = Look(look.fill, look.stroke, "rect")
    sketch.box(x, y, width, card.height, square, card.blocks, pad=PAD + (0.0 if before_axis else BAR_WIDTH))
    sketch.box(x + width - BAR_WIDTH if before_axis else x, y, BAR_WIDTH, card.height, bar)


def _lane_height(lane: Iterable[_Card]) -> float:
    heights = [card.height for card in lane]
    return sum(heights) + CARD_GAP * max(0, len(heights) - 1)


def _spread(lane: Iterable[_Card], y: float) -> Iterable[tuple[_Card, float]]:
    for card in lane:
        yield card, y
        y += card.height + CARD_GAP
