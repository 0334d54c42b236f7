"""Drawings: a figure's shapes in points, origin top left, y downwards; the one description that both writers render."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Color = str  # "RRGGBB"
BoxForm = Literal["rect", "round", "pill", "diamond"]


@dataclass(frozen=True, slots=True)
class DrawnText:
    """One line of text already broken: baseline start (x, y), size in points, and its width as laid out.

    ``family`` is a family of the style sheet (song, hei, kai). ``width`` is what the layout measured; writers with
    other fonts centre or stretch their text on it.
    """

    x: float
    y: float
    text: str
    size: float
    family: str = "hei"
    bold: bool = False
    color: Color = "1A1A1A"
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Box:
    """A closed shape with its own lines of text; ``align`` says how the lines sit in the box."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[DrawnText, ...] = ()
    form: BoxForm = "rect"
    fill: Color = ""
    stroke: Color = ""
    line_width: float = 0.75
    dashed: bool = False
    align: Literal["left", "center"] = "center"


@dataclass(frozen=True, slots=True)
class Polyline:
    """An open path; ``arrow`` draws a head at its end."""

    points: tuple[tuple[float, float], ...]
    stroke: Color = "1A4FA0"
    line_width: float = 0.75
    dashed: bool = False
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """Free text lines outside any box, within the frame (x, y, width, height)."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[DrawnText, ...]
    align: Literal["left", "center"] = "left"


@dataclass(frozen=True, slots=True)
class Matrix:
    """A QR symbol: rows of dark modules, drawn as one path of merged rectangles; ``data`` is what it encodes."""

    x: float
    y: float
    size: float
    rows: tuple[tuple[bool, ...], ...]
    data: str = ""
    fill: Color = "000000"


Shape = Box | Polyline | Label | Matrix


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure of ``width`` × ``height`` points; shapes in reading order, painted in that order."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def text(self) -> str:
        """The words of the drawing in reading order, one line each."""
        found = [line.text for shape in self.shapes if isinstance(shape, Box | Label) for line in shape.lines]
        return "\n".join(found)
