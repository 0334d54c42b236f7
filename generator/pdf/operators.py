"""Placed items as page operators: text, lines, shapes; coordinates are turned from top-down to PDF's bottom-up."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from generator.layout.placed import Item, Rect, Rule, Shape, TextRun
from generator.pdf.glyphs import FaceUse
from generator.pdf.numbers import num, rgb
from generator.pdf.strings import text_string

_CURVE = 0.5523
"""Control points' distance that draws a quarter circle with a Bézier curve."""

INK = (TextRun, Rule, Rect, Shape)
"""What leaves ink; areas and destinations leave none."""
Contours = tuple[tuple[tuple[float, float], ...], ...]
Line = tuple[float, float, float, float]
"""From (x, y) to (x, y)."""


@dataclass(slots=True)
class Painter:
    """Collects one page's operators; remembers the colours and font set last.

    Artifacts' solid rules (tables draw every cell's sides) wait in ``rules`` by look, so that each is drawn once and
    all of one look together.
    """

    height: float
    faces: FaceUse
    code: list[str] = field(default_factory=list)
    fill: str = "000000"
    stroke: str = "000000"
    font: str = ""
    rules: dict[tuple[str, float], dict[Line, None]] = field(default_factory=dict)

    def paint(self, item: Item) -> None:
        """Whatever leaves ink."""
        if isinstance(item, TextRun):
            self.text(item)
        elif isinstance(item, Rule):
            self.rule(item)
        elif isinstance(item, Rect):
            self.rect(item)
        elif isinstance(item, Shape):
            self.shape(item)

    def text(self, run: TextRun) -> None:
        """One run in one text object; glyph positions come from the layout, not from the font's widths."""
        if not run.text:
            return
        operand, (array, misleads) = self.faces.show(run.face, run.text, run.size, run.advances)
        if run.color != self.fill:
            self._fill(run.color)
        chosen = f"{operand} {num(run.size)} Tf "
        setting = "" if chosen == self.font else chosen
        self.font = chosen
        shown = f"BT {setting}{num(run.x)} {num(self.height - run.y)} Td [{array}] TJ ET"
        actual = run.actual or (run.text if misleads else "")
        if actual:
            shown = f"/Span <</ActualText {text_string(actual)}>> BDC\n{shown}\nEMC"
        self.code.append(shown)

    def rule(self, rule: Rule) -> None:
        """A straight line; dashed artifacts are leaders of contents and become round dots."""
        self._stroke(rule.color)
        drawn = f"{num(rule.width)} w {self._line((rule.x1, rule.y1, rule.x2, rule.y2))} S"
        dots = "1 J [0 3] 0 d" if rule.owner is None else "[3 2] 0 d"
        self.code.append(f"q {dots} {drawn} Q" if rule.dashed else drawn)

    def wait(self, rule: Rule) -> None:
        """Let a solid rule wait until :meth:`draw_rules`."""
        look = (rule.color, rule.width)
        lines = self.rules.get(look)
        if lines is None:
            lines = self.rules[look] = {}
        lines[rule.x1, rule.y1, rule.x2, rule.y2] = None

    def draw_rules(self) -> None:
        """The rules that wait."""
        for (color, width), lines in self.rules.items():
            self._stroke(color)
            self.code.append(f"{num(width)} w {' '.join(map(self._line, lines))} S")
        self.rules.clear()

    def _line(self, line: Line) -> str:
        x1, y1, x2, y2 = line
        return f"{num(x1)} {num(self.height - y1)} m {num(x2)} {num(self.height - y2)} l"

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
        path = _contours(shape.contours, shape.closed, self.height)
        self._paint(path, shape.fill if shape.closed else "", shape.stroke, shape.line_width, shape.dashed)

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


@lru_cache(maxsize=256)
def _contours(contours: Contours, closed: bool, height: float) -> str:
    """Straight-sided contours; a QR code has hundreds, the same in every document."""
    parts: list[str] = []
    for contour in contours:
        parts += [f"{num(x)} {num(height - y)} {'l' if i else 'm'}" for i, (x, y) in enumerate(contour)]
        if closed:
            parts.append("h")
    return " ".join(parts)


@lru_cache(maxsize=1024)
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
