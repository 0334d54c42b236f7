"""Drawings become placed items: text with the layout's own advances, boxes, paths with heads, symbols as one path."""

from __future__ import annotations

import math

from generator.document.drawing import Box, Drawing, DrawnText, Label, Matrix, Polyline
from generator.figures.modules import rectangles
from generator.layout.fonts import FontBook
from generator.layout.memo import known_paragraphs, paragraphs_of
from generator.layout.placed import Item, Owner, Rect, Rule, Shape, TextRun
from generator.layout.text import Piece, SetRun
from generator.model.theme import Theme

RADIUS = 4.0
"""Corner radius of round boxes, in points."""
HEAD_LENGTH, HEAD_WIDTH = 5.5, 4.6
"""An arrow's head, in points."""
ENDLESS = 1e5


def place_drawing(drawing: Drawing, x: float, y: float, owner: Owner, fonts: FontBook, _theme: Theme) -> list[Item]:
    """The items that paint ``drawing`` with its top left corner at (x, y), all belonging to ``owner``."""
    placer = _Placer(x, y, owner, fonts)
    for shape in drawing.shapes:
        match shape:
            case Box():
                placer.box(shape)
            case Polyline():
                placer.path(shape)
            case Label():
                placer.lines(shape.lines)
            case Matrix():
                placer.matrix(shape)
    return placer.items


class _Placer:
    def __init__(self, x: float, y: float, owner: Owner, fonts: FontBook) -> None:
        self.x, self.y, self.owner, self.cache = x, y, owner, paragraphs_of(fonts)
        self.known = known_paragraphs(fonts)
        self.items: list[Item] = []

    def box(self, box: Box) -> None:
        x, y = self.x + box.x, self.y + box.y
        if box.form == "diamond":
            middle, half = x + box.width / 2, y + box.height / 2
            contour = ((middle, y), (x + box.width, half), (middle, y + box.height), (x, half))
            self.items.append(
                Shape((contour,), True, box.fill, box.stroke, box.line_width, box.dashed, owner=self.owner)
            )
        else:
            self.items.append(
                Rect(
                    x,
                    y,
                    box.width,
                    box.height,
                    box.fill,
                    box.stroke,
                    box.line_width,
                    radius(box),
                    box.dashed,
                    owner=self.owner,
                )
            )
        self.lines(box.lines)

    def path(self, path: Polyline) -> None:
        points = [(self.x + px, self.y + py) for px, py in path.points]
        if path.arrow and len(points) > 1:
            head, points[-1] = arrow_head(points[-2], points[-1])
        if len(points) == 2:
            (x1, y1), (x2, y2) = points
            self.items.append(Rule(x1, y1, x2, y2, path.line_width, path.stroke, path.dashed, owner=self.owner))
        elif len(points) > 2:
            self.items.append(
                Shape((tuple(points),), False, "", path.stroke, path.line_width, path.dashed, owner=self.owner)
            )
        if path.arrow and len(points) > 1:
            self.items.append(Shape((head,), fill=path.stroke, owner=self.owner))

    def matrix(self, matrix: Matrix) -> None:
        module = matrix.size / max(1, len(matrix.rows))
        left, top = self.x + matrix.x, self.y + matrix.y
        contours = tuple(
            _corners(left + c * module, top + r * module, wide * module, high * module)
            for c, r, wide, high in rectangles(matrix.rows)
        )
        self.items.append(Shape(contours, fill=matrix.fill, owner=self.owner))

    def lines(self, lines: tuple[DrawnText, ...]) -> None:
        for line in lines:
            self.items.extend(self.line(line))

    def runs(self, line: DrawnText) -> tuple[SetRun, ...]:
        """The line's runs; a drawing that is placed again keeps its texts, and these their runs."""
        known = self.known.drawn.get(id(line))
        if known is None:
            piece = Piece(line.text, line.family, line.bold, line.size, line.color)
            # Missing characters were reported when the figure was drawn.
            found = self.cache.set_paragraph([piece], ENDLESS, align="left", missing=[])
            known = self.known.keep_drawn(line, tuple(run for set_line in found for run in set_line.runs))
        return known[1]

    def line(self, line: DrawnText) -> list[Item]:
        return [
            TextRun(
                self.x + line.x + run.x,
                self.y + line.y,
                run.face,
                run.size,
                run.text,
                run.advances,
                run.color,
                owner=self.owner,
                actual=run.actual,
            )
            for run in self.runs(line)
        ]


def radius(box: Box) -> float:
    """The corner radius of a box in points: pills are round at their ends."""
    half = min(box.width, box.height) / 2
    return half if box.form == "pill" else min(RADIUS, half) if box.form == "round" else 0.0


Point = tuple[float, float]


def arrow_head(start: Point, tip: Point) -> tuple[tuple[Point, ...], Point]:
    """The triangle of a head at ``tip`` coming from ``start``, and where its shaft ends."""
    length = math.hypot(tip[0] - start[0], tip[1] - start[1]) or 1.0
    dx, dy = (tip[0] - start[0]) / length, (tip[1] - start[1]) / length
    back = (tip[0] - HEAD_LENGTH * dx, tip[1] - HEAD_LENGTH * dy)
    side = HEAD_WIDTH / 2
    left, right = (back[0] - side * dy, back[1] + side * dx), (back[0] + side * dy, back[1] - side * dx)
    return (tip, left, right), back


def _corners(x: float, y: float, width: float, height: float) -> tuple[Point, ...]:
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
