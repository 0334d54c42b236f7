"""Organisations: who leads a committee, whom it mirrors abroad, who stands beside it, and its groups."""

from __future__ import annotations

from dataclasses import dataclass

from generator.document.drawing import Drawing
from generator.document.nodes import Diagram, DiagramItem
from generator.figures.members import Panel
from generator.figures.sketch import EDGE, Sketch, columns
from generator.figures.style import (
    AMBER,
    BAND,
    BLUE,
    BODY,
    CARD_MIST,
    CARD_SAND,
    GREY,
    HEAD_LIGHT,
    MIST,
    NOTE,
    STRONG,
    WHITE,
    Look,
    Type,
)
from generator.figures.text import Block, Measure, block, height_of

ABROAD_WIDTH, LINK_WIDTH, BESIDE_WIDTH, BESIDE_GAP = 124.0, 44.0, 82.0, 18.0
RANK_GAP, AUTHORITY_GAP, PAD, PAD_Y = 22.0, 10.0, 7.0, 7.0
NARROW = 100.0
"""Boxes narrower than this many points pad their text half as much."""
ROLES = ("authority", "committee", "international", "advisory")
LIGHT = Type(9.5, 13.5, color=WHITE)
LIGHT_NOTE = Type(9.0, 12.5, color=MIST)
LINK = Type(9.0, 12.5, color=GREY)
BESIDE = Look("FFFFFF", BLUE, "round", dashed=True)


@dataclass(frozen=True, slots=True)
class _Node:
    item: DiagramItem
    blocks: tuple[Block, ...]

    @property
    def height(self) -> float:
        return height_of(self.blocks, 1.0) + 2 * PAD_Y


@dataclass(slots=True)
class _Plan:
    """The figure's columns and the chains of ranks in them."""

    width: float
    measure: Measure
    authorities: list[DiagramItem]
    home: list[DiagramItem]
    abroad: list[DiagramItem]
    beside: list[DiagramItem]

    @property
    def home_left(self) -> float:
        """Left edge of the home column."""
        return EDGE + (ABROAD_WIDTH + LINK_WIDTH if self.abroad else 0.0)

    @property
    def home_width(self) -> float:
        """Width of the home chain; less where something stands beside it."""
        full = self.width - EDGE - self.home_left
        return full - (BESIDE_WIDTH + BESIDE_GAP if self.beside else 0.0)


def draw(diagram: Diagram, width: float, measure: Measure) -> Drawing:
    """Draw items by role (see ``kinds``): leaders above the home chain, bodies abroad left of it, advisers right."""
    plan = _plan(diagram, width, measure)
    sketch = Sketch(width)
    y = _authorities(sketch, plan)
    home = [_node(item, plan.home_width, measure, dark=True) for item in plan.home]
    abroad = [_node(item, ABROAD_WIDTH, measure, dark=False) for item in plan.abroad]
    tops, heights, end = _ranks(y, home, abroad)
    _chain(sketch, abroad, EDGE, ABROAD_WIDTH, tops, heights, CARD_SAND, AMBER)
    _links(sketch, plan, home, abroad, tops, heights)
    _chain(sketch, home, plan.home_left, plan.home_width, tops, heights, BAND, BLUE)
    _beside(sketch, plan, y, end)
    _panels(sketch, plan, end)
    return sketch.drawing()


def _plan(diagram: Diagram, width: float, measure: Measure) -> _Plan:
    by_role: dict[str, list[DiagramItem]] = {}
    for item in diagram.items:
        role = item.get("role")
        by_role.setdefault(role if role in ROLES else "committee", []).append(item)
    return _Plan(
        width,
        measure,
        by_role.get("authority", []),
        _descend(by_role.get("committee", []), "committee"),
        _descend(by_role.get("international", []), "international"),
        by_role.get("advisory", []),
    )


def _descend(items: list[DiagramItem], role: str) -> list[DiagramItem]:
    """The items of a role and, below the last of them, its members of the same role, rank by rank."""
    chain = list(items)
    while chain:
        below = [child for child in chain[-1].children if child.get("role") == role]
        if not below:
            break
        chain.extend(below)
    return chain


def _node(item: DiagramItem, width: float, measure: Measure, *, dark: bool) -> _Node:
    looks = (HEAD_LIGHT, LIGHT, LIGHT_NOTE) if dark else (STRONG, BODY, NOTE)
    texts = (item.get("code"), item.text, item.get("note"))
    inner = width - 2 * (PAD if width > NARROW else PAD / 2)
    return _Node(item, tuple(block(t, look, measure, inner, even=True) for t, look in zip(texts, looks, strict=True)))


def _authorities(sketch: Sketch, plan: _Plan) -> float:
    if not plan.authorities:
        return EDGE
    each, lefts = columns(plan.home_width + 2 * EDGE, len(plan.authorities), AUTHORITY_GAP)
    nodes = [_node(item, each, plan.measure, dark=False) for item in plan.authorities]
    height = max(node.height for node in nodes)
    bottom = EDGE + height
    middle = plan.home_left + plan.home_width / 2
    shift = plan.home_left - EDGE
    for node, left in zip(nodes, lefts, strict=True):
        sketch.box(left + shift, EDGE, each, height, CARD_MIST, node.blocks, gap=1.0)
    if not plan.home:
        return bottom + RANK_GAP
    bus = bottom + RANK_GAP / 2
    for left in lefts:
        x = left + shift + each / 2
        if abs(x - middle) > 0.1:
            sketch.line([(x, bottom), (x, bus), (middle, bus)], BLUE, 0.9)
        else:
            sketch.line([(x, bottom), (x, bus)], BLUE, 0.9)
    sketch.arrow([(middle, bus), (middle, bottom + RANK_GAP)])
    return bottom + RANK_GAP


def _ranks(y: float, home: list[_Node], abroad: list[_Node]) -> tuple[list[float], list[float], float]:
    """Tops and heights of the ranks from above, and where they end; the lowest ranks of both chains are level."""
    count = max(len(home), len(abroad))
    heights = [0.0] * count
    for chain in (home, abroad):
        for i, node in enumerate(chain):
            rank = count - len(chain) + i
            heights[rank] = max(heights[rank], node.height)
    tops = [y + sum(heights[:i]) + i * RANK_GAP for i in range(count)]
    return tops, heights, (tops[-1] + heights[-1] if count else y)


def _chain(
    sketch: Sketch,
    chain: list[_Node],
    x: float,
    width: float,
    tops: list[float],
    heights: list[float],
    look: Look,
    color: str,
) -> None:
    first = len(tops) - len(chain)
    for i, node in enumerate(chain):
        rank = first + i
        if i:
            above = tops[rank - 1] + heights[rank - 1]
            sketch.arrow([(x + width / 2, above), (x + width / 2, tops[rank])], color)
        sketch.box(x, tops[rank], width, heights[rank], look, node.blocks, gap=1.0)


def _links(
    sketch: Sketch, plan: _Plan, home: list[_Node], abroad: list[_Node], tops: list[float], heights: list[float]
) -> None:
    """A dashed line with its word wherever a home committee names its link abroad."""
    for i, node in enumerate(home):
        rank = len(tops) - len(home) + i
        if rank < len(tops) - len(abroad) or not node.item.get("link"):
            continue
        y = tops[rank] + heights[rank] / 2
        left, right = EDGE + ABROAD_WIDTH, plan.home_left
        words = block(node.item.get("link"), LINK, plan.measure, LINK_WIDTH - 6.0, even=True)
        sketch.label(left + 3.0, y - words.height - 2.0, LINK_WIDTH - 6.0, [words])
        middle = (left + right) / 2
        sketch.arrow([(middle, y), (left, y)], GREY, dashed=True)
        sketch.arrow([(middle, y), (right, y)], GREY, dashed=True)


def _beside(sketch: Sketch, plan: _Plan, top: float, end: float) -> None:
    """Bodies beside the chain, stacked over its ranks, each on a dashed line from the chain."""
    if not plan.beside:
        return
    nodes = [_node(item, BESIDE_WIDTH, plan.measure, dark=False) for item in plan.beside]
    x = plan.home_left + plan.home_width + BESIDE_GAP
    each = max((end - top - AUTHORITY_GAP * (len(nodes) - 1)) / len(nodes), *(node.height for node in nodes))
    for i, node in enumerate(nodes):
        y = top + i * (each + AUTHORITY_GAP)
        sketch.box(x, y, BESIDE_WIDTH, each, BESIDE, node.blocks, gap=3.0)


def _panels(sketch: Sketch, plan: _Plan, end: float) -> None:
    y = end + RANK_GAP
    sides = [(plan.abroad, "international", EDGE, ABROAD_WIDTH, AMBER, 1)]
    home_width = plan.width - EDGE - plan.home_left
    sides.append((plan.home, "committee", plan.home_left, home_width, BLUE, 4 if plan.abroad else 6))
    panels = [
        (Panel.of(chain[-1], role, width, plan.measure, count), x, width, color)
        for chain, role, x, width, color, count in sides
        if chain and any(child.get("role") != role for child in chain[-1].children)
    ]
    height = max((panel.height for panel, *_ in panels), default=0.0)
    for panel, x, width, color in panels:
        middle = x + (width if color == AMBER else plan.home_width) / 2
        sketch.arrow([(middle, end), (middle, y)], color)
        panel.paint(sketch, x, y, width, height, warm=color == AMBER)
