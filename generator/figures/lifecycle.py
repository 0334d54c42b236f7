"""Life cycles: a band of stages, and below it a lane for each path, marked at the stages where it acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.diagnostics import failure
from generator.document.drawing import Drawing
from generator.document.nodes import Diagram, DiagramItem
from generator.figures.sketch import EDGE, Sketch
from generator.figures.style import BAND, BLUE, BODY, LINE, PALE, TAG, WHITE, Look, Type
from generator.figures.text import Block, Measure, block

LABEL_WIDTH, LABEL_GAP, STAGE_GAP, HEAD_LEAST = 104.0, 10.0, 9.0, 26.0
PAD, LANE_GAP, LANE_LEAST, BAR_INSET, DOT = 8.0, 5.0, 36.0, 5.0, 9.0
BAR_LEAST = 22.0
ACT = Type(9.0, 12.5, color=WHITE)
LANE = Look(PALE, LINE, "round", 0.5)
ACT_LOOK = Look(BLUE, "", "round")


@dataclass(frozen=True, slots=True)
class _Act:
    first: int
    last: int
    words: Block


@dataclass(frozen=True, slots=True)
class _Grid:
    left: float
    each: float

    def span(self, first: int, last: int) -> tuple[float, float]:
        """The left edge and width of stages ``first`` to ``last``."""
        step = self.each + STAGE_GAP
        return self.left + first * step, (last - first) * step + self.each


def draw(diagram: Diagram, width: float, measure: Measure) -> Drawing:
    """Items with ``role="stage"`` make the band; the others are paths, in order."""
    stages = [item for item in diagram.items if item.get("role") == "stage"]
    paths = [item for item in diagram.items if item.get("role") != "stage"]
    sketch = Sketch(width)
    labelled = LABEL_WIDTH + LABEL_GAP if paths else 0.0
    count = max(1, len(stages))
    each = (width - 2 * EDGE - labelled - (STAGE_GAP * (count - 1)) - (PAD if paths else 0.0)) / count
    grid = _Grid(EDGE + labelled, each)
    y = _band(sketch, stages, grid, measure)
    names = [stage.text for stage in stages]
    for path in paths:
        y = _lane(sketch, path, names, grid, y, width, measure)
    return sketch.drawing()


def _band(sketch: Sketch, stages: Sequence[DiagramItem], grid: _Grid, measure: Measure) -> float:
    heads = [block(stage.text, TAG, measure, grid.each - 6.0, even=True) for stage in stages]
    if not heads:
        return EDGE
    height = max(HEAD_LEAST, max(head.height for head in heads) + 10.0)
    for i, head in enumerate(heads):
        x, wide = grid.span(i, i)
        sketch.box(x, EDGE, wide, height, BAND, [head])
        if i + 1 < len(heads):
            sketch.arrow([(x + wide, EDGE + height / 2), (x + wide + STAGE_GAP, EDGE + height / 2)])
    return EDGE + height + LANE_GAP + 3.0


def _lane(
    sketch: Sketch, path: DiagramItem, names: list[str], grid: _Grid, y: float, width: float, measure: Measure
) -> float:
    label = block(path.text, BODY, measure, LABEL_WIDTH - PAD)
    acts = [act for item in (path.children or (path,)) for act in _acts(item, path, names, grid, measure)]
    tallest = max([label.height, *(act.words.height + 8.0 for act in acts)])
    height = max(LANE_LEAST, tallest + 2 * BAR_INSET)
    sketch.box(EDGE, y, width - 2 * EDGE, height, LANE)
    for i in range(len(names)):
        x, wide = grid.span(i, i)
        sketch.line([(x + wide / 2, y + 1.0), (x + wide / 2, y + height - 1.0)], LINE, 0.5, dashed=True)
    sketch.label(EDGE + PAD, y + (height - label.height) / 2, LABEL_WIDTH - PAD, [label], center=False)
    for act in acts:
        x, wide = grid.span(act.first, act.last)
        if act.words.lines:
            high = max(BAR_LEAST, act.words.height + 8.0)
            sketch.box(x, y + (height - high) / 2, wide, high, ACT_LOOK, [act.words])
        else:
            sketch.box(x + (wide - DOT) / 2, y + (height - DOT) / 2, DOT, DOT, Look(BLUE, "", "pill"))
    return y + height + LANE_GAP


def _acts(item: DiagramItem, path: DiagramItem, names: list[str], grid: _Grid, measure: Measure) -> list[_Act]:
    words = item.get("act") if item is path else item.text
    wanted = item.get("stages").split()
    for name in wanted:
        if name not in names:
            hint = f"图中的阶段：{'、'.join(names)}"
            raise failure("FIG-003", f"“{path.text}”的 stages 写了图中没有的阶段“{name}”", hint=hint)
    found = sorted({names.index(name) for name in wanted})
    runs = _runs(found) if words else [(at, at) for at in found]
    return [
        _Act(first, last, block(words, ACT, measure, grid.span(first, last)[1] - 8.0, even=True))
        for first, last in runs
    ]


def _runs(found: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for at in found:
        if runs and runs[-1][1] == at - 1:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs
