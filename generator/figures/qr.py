"""QR codes: a symbol for each address, its name and address below; a plain panel where there is no address."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics import failure
from generator.document.drawing import Drawing, Matrix
from generator.document.nodes import Diagram, DiagramItem
from generator.figures.sketch import EDGE, Sketch, columns
from generator.figures.style import BLUE, CARD, LINE, NOTE, PALE, STRONG, Look, Type
from generator.figures.text import Block, Measure, block, height_of

SYMBOL = 88.0
"""Side of a symbol with its quiet zone, in points; at 29 modules a module is 0.8 mm, which any telephone reads."""
MODULES = 89
"""Most modules on a side (version 18, some 400 letters): smaller modules than a third of a millimetre are not read."""
QUIET = 4
"""Light modules around a symbol (ISO/IEC 18004:2015, 5.3.8)."""
PAD, TEXT_PAD, GAP, TEXT_GAP = 9.0, 5.0, 12.0, 3.0
ADDRESS = Type(9.0, 12.5, color=BLUE)
MARGIN = 10.0
"""About as wide as a quiet zone: panels without a symbol are as large as the symbols look."""
EMPTY = Look(PALE, LINE, "round", dashed=True)
SINGLE = 330.0
"""Greatest width of the card when there is but one code, in points."""


@dataclass(frozen=True, slots=True)
class _Code:
    item: DiagramItem
    blocks: tuple[Block, ...]

    @property
    def height(self) -> float:
        return height_of(self.blocks, TEXT_GAP)


def draw(diagram: Diagram, width: float, measure: Measure) -> Drawing:
    """One code stands beside its words; several stand in rows of at most three."""
    sketch = Sketch(width)
    if len(diagram.items) == 1:
        _single(sketch, diagram.items[0], width, measure)
    elif diagram.items:
        _grid(sketch, diagram.items, width, measure)
    return sketch.drawing()


def symbol(data: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of the QR code for ``data``, without quiet zone; error level M at least, never a Micro QR.

    Raises ZhiyinError FIG-005 for an address so long that telephones could not read its code.
    """
    import segno  # noqa: PLC0415 - only documents with codes pay for it

    try:
        code = segno.make(data, error="m", micro=False)
    except segno.DataOverflowError:
        code = None
    if code is None or len(code.matrix) > MODULES:
        said = f"网址“{data[:40]}……”太长（{len(data)}个字符），印成的二维码扫不出来"
        raise failure("FIG-005", said, hint="改用短的网址，或者不写 at，只印地址")
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def _single(sketch: Sketch, item: DiagramItem, width: float, measure: Measure) -> None:
    rest = SYMBOL + PAD + 2 * MARGIN + PAD
    code = _code(item, min(SINGLE, width - 2 * EDGE) - rest, measure, even=False)
    inner = max(part.width for part in code.blocks)
    wide = inner + rest
    height = max(SYMBOL, code.height + 2 * PAD)  # the quiet zone is padding enough above and below a code
    x = (width - wide) / 2
    sketch.box(
        EDGE, EDGE, width - 2 * EDGE, height, CARD
    )  # as wide as the drawing: LibreOffice stretches narrower groups
    _paint(sketch, item, x + PAD, EDGE + (height - SYMBOL) / 2, measure)
    top = EDGE + (height - code.height) / 2
    sketch.label(x + SYMBOL + PAD + MARGIN / 2, top, inner, code.blocks, center=False, gap=TEXT_GAP)


def _grid(sketch: Sketch, items: tuple[DiagramItem, ...], width: float, measure: Measure) -> None:
    count = len(items) if len(items) <= 3 else 2 if len(items) == 4 else 3
    each, lefts = columns(width, count, GAP)
    y = EDGE
    for start in range(0, len(items), count):
        row = [_code(item, each - 2 * TEXT_PAD, measure, even=True) for item in items[start : start + count]]
        height = SYMBOL + max(code.height for code in row) + 2 * PAD + 2 * TEXT_GAP
        for code, x in zip(row, lefts, strict=False):
            sketch.box(x, y, each, height, CARD)
            _paint(sketch, code.item, x + (each - SYMBOL) / 2, y + PAD, measure)
            sketch.label(x + TEXT_PAD, y + PAD + SYMBOL + 2 * TEXT_GAP, each - 2 * TEXT_PAD, code.blocks, gap=TEXT_GAP)
        y += height + GAP


def _code(item: DiagramItem, inner: float, measure: Measure, *, even: bool) -> _Code:
    name = block(item.text, STRONG, measure, inner, even=even)
    return _Code(item, (name, block(item.get("at"), ADDRESS, measure, inner, even=even)))


def _paint(sketch: Sketch, item: DiagramItem, x: float, y: float, measure: Measure) -> None:
    data = item.get("at")
    if not data:
        note = block(item.get("note"), NOTE, measure, SYMBOL - 2 * MARGIN - 8.0, even=True)
        sketch.box(x + MARGIN, y + MARGIN, SYMBOL - 2 * MARGIN, SYMBOL - 2 * MARGIN, EMPTY, [note])
        return
    rows = symbol(data)
    module = SYMBOL / (len(rows) + 2 * QUIET)
    sketch.matrix(Matrix(x + QUIET * module, y + QUIET * module, len(rows) * module, rows, data))
