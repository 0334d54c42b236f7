"""A sketch collects shapes while a drawer works, and becomes a drawing as high as what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.document.drawing import Box, Color, Drawing, Label, Matrix, Polyline, Shape
from generator.figures.style import BLUE, Look
from generator.figures.text import Block, height_of, stacked

EDGE = 0.5
"""Room kept at the frame's sides, so that outlines are not cut, in points."""
Points = Sequence[tuple[float, float]]


@dataclass(slots=True)
class Sketch:
    """Shapes in reading order over a frame of ``width`` points."""

    width: float
    shapes: list[Shape] = field(default_factory=list)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        look: Look,
        blocks: Sequence[Block] = (),
        *,
        pad: float | None = None,
        gap: float = 0.0,
        top: float | None = None,
    ) -> None:
        """A box with its text: centred both ways, or ranged left at ``pad``; from ``top`` below its edge if given."""
        start = y + (top if top is not None else (height - height_of(blocks, gap)) / 2)
        center = pad is None
        lines = stacked(blocks, x + (pad or 0.0), start, width, center=center, gap=gap)
        self.shapes.append(
            Box(
                x,
                y,
                width,
                height,
                lines,
                look.form,
                look.fill,
                look.stroke,
                look.line_width,
                look.dashed,
                "center" if center else "left",
            )
        )

    def label(
        self, x: float, y: float, width: float, blocks: Sequence[Block], *, center: bool = True, gap: float = 0.0
    ) -> None:
        """Text without a box, its first line's top at ``y``; nothing when there is no text."""
        lines = stacked(blocks, x, y, width, center=center, gap=gap)
        if lines:
            self.shapes.append(Label(x, y, width, height_of(blocks, gap), lines, "center" if center else "left"))

    def line(self, points: Points, color: Color = BLUE, width: float = 0.75, *, dashed: bool = False) -> None:
        """A path without a head."""
        self.shapes.append(Polyline(tuple(points), color, width, dashed))

    def arrow(self, points: Points, color: Color = BLUE, width: float = 0.9, *, dashed: bool = False) -> None:
        """A path whose head touches its last point."""
        self.shapes.append(Polyline(tuple(points), color, width, dashed, arrow=True))

    def matrix(self, symbol: Matrix) -> None:
        """A QR symbol."""
        self.shapes.append(symbol)

    def drawing(self) -> Drawing:
        """The finished drawing."""
        bottom = max((_bottom(shape) for shape in self.shapes), default=0.0)
        return Drawing(self.width, bottom + EDGE, tuple(self.shapes))


def _bottom(shape: Shape) -> float:
    match shape:
        case Polyline():
            return max(y for _, y in shape.points)
        case Matrix():
            return shape.y + shape.size
        case _:
            return shape.y + shape.height


def columns(width: float, count: int, gap: float) -> tuple[float, list[float]]:
    """The width and left edges of ``count`` equal columns over ``width`` points, within the frame's edges."""
    each = (width - 2 * EDGE - gap * (count - 1)) / count
    return each, [EDGE + i * (each + gap) for i in range(count)]
