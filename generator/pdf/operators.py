"""Placed items as page operators: text, lines, shapes; coordinates are turned from top-down to PDF's bottom-up."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from generator.layout.fonts import FontBook
from generator.layout.placed import Rect, Rule, Shape, TextRun
from generator.pdf.fonts import EmbeddedFont
from generator.pdf.hooks import text_string

_CURVE = 0.5523
"""Control points' distance that draws a quarter circle with a Bézier curve."""


@lru_cache(maxsize=65536)
def num(value: float) -> str:
    """A number with at most three decimals and nothing superfluous."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


@lru_cache(maxsize=256)
def rgb(color: str) -> str:
    """RRGGBB as three operands."""
    return " ".join(num(int(color[i : i + 2], 16) / 255) for i in (0, 2, 4))


@dataclass(slots=True)
class Painter:
    """Collects one page's operators; remembers the colours and font set last."""

    height: float
    fonts: FontBook
    embedded: dict[str, EmbeddedFont]
    code: list[str] = field(default_factory=list)
    fill: str = "000000"
    stroke: str = "000000"
    font: str = ""

    def text(self, run: TextRun) -> None:
        """One run in one text object; glyph positions come from the layout, not from the font's widths."""
        if not run.text:
            return
        font = self.embedded.get(run.face)
        if font is None:
            font = self.embedded[run.face] = EmbeddedFont(self.fonts.face(run.face), f"Zy{len(self.embedded) + 1}")
        self._fill(run.color)
        chosen = f"/{font.name} {num(run.size)} Tf"
        setting = "" if chosen == self.font else chosen + " "
        self.font = chosen
        place = f"{num(run.x)} {num(self.height - run.y)}"
        shown = f"BT {setting}1 0 0 1 {place} Tm [{_array(run, font)}] TJ ET"
        actual = run.actual or (run.text if any(map(font.ambiguous, run.text)) else "")
        if actual:
            shown = f"/Span <</ActualText {text_string(actual)}>> BDC\n{shown}\nEMC"
        self.code.append(shown)

    def rule(self, rule: Rule) -> None:
        """A straight line; dashed fine rules become round dots."""
        self._stroke(rule.color)
        path = f"{num(rule.x1)} {num(self.height - rule.y1)} m {num(rule.x2)} {num(self.height - rule.y2)} l S"
        drawn = f"{num(rule.width)} w {path}"
        self.code.append(f"q 1 J [0 3] 0 d {drawn} Q" if rule.dashed else drawn)

    def rect(self, rect: Rect) -> None:
        """A rectangle, rounded where it has a radius."""
        y = self.height - rect.y - rect.height
        if rect.radius:
            path = _rounded(rect.x, y, rect.width, rect.height, min(rect.radius, rect.width / 2, rect.height / 2))
        else:
            path = f"{num(rect.x)} {num(y)} {num(rect.width)} {num(rect.height)} re"
        self._paint(path, rect.fill, rect.stroke, rect.line_width, rect.dashed)

    def shape(self, shape: Shape) -> None:
        """Straight-sided contours."""
        parts: list[str] = []
        for contour in shape.contours:
            for i, (x, y) in enumerate(contour):
                parts.append(f"{num(x)} {num(self.height - y)} {'l' if i else 'm'}")
            if shape.closed:
                parts.append("h")
        self._paint(" ".join(parts), shape.fill if shape.closed else "", shape.stroke, shape.line_width, shape.dashed)

    def _paint(self, path: str, fill: str, stroke: str, width: float, dashed: bool) -> None:
        if fill:
            self._fill(fill)
        if stroke:
            self._stroke(stroke)
        end = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}[bool(fill), bool(stroke)]
        body = f"{num(width)} w {path} {end}" if stroke else f"{path} {end}"
        self.code.append(f"q [3 2] 0 d {body} Q" if dashed and stroke else body)

    def _fill(self, color: str) -> None:
        if color != self.fill:
            self.fill = color
            self.code.append(f"{rgb(color)} rg")

    def _stroke(self, color: str) -> None:
        if color != self.stroke:
            self.stroke = color
            self.code.append(f"{rgb(color)} RG")


def _array(run: TextRun, font: EmbeddedFont) -> str:
    """The TJ array: glyphs, and corrections where the layout's advance differs from the glyph's width.

    Corrections are whole thousandths of the em, each made against the true pen, so that rounding never adds up.
    """
    size, face = run.size, font.face
    parts: list[str] = []
    held: list[str] = []
    pen = wanted = 0.0
    last = len(run.text) - 1
    for i, (char, advance) in enumerate(zip(run.text, run.advances, strict=True)):
        held.append(font.code(char))
        pen += face.advance(char) * 1000
        wanted += advance * 1000 / size
        correction = round(pen - wanted)
        if correction and i < last:
            parts.append(f"<{''.join(held)}>{correction}")
            held.clear()
            pen -= correction
    if held:
        parts.append(f"<{''.join(held)}>")
    return "".join(parts)


def _rounded(x: float, y: float, width: float, height: float, r: float) -> str:
    c = r * (1 - _CURVE)
    right, top = x + width, y + height
    return " ".join(
        (
            f"{num(x + r)} {num(y)} m {num(right - r)} {num(y)} l",
            f"{num(right - c)} {num(y)} {num(right)} {num(y + c)} {num(right)} {num(y + r)} c",
            f"{num(right)} {num(top - r)} l",
            f"{num(right)} {num(top - c)} {num(right - c)} {num(top)} {num(right - r)} {num(top)} c",
            f"{num(x + r)} {num(top)} l",
            f"{num(x + c)} {num(top)} {num(x)} {num(top - c)} {num(x)} {num(top - r)} c",
            f"{num(x)} {num(y + r)} l",
            f"{num(x)} {num(y + c)} {num(x + c)} {num(y)} {num(x + r)} {num(y)} c h",
        )
    )
