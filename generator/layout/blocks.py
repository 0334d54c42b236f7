"""Blocks become strips: headings, paragraphs, lists, figures, spacers; tables and contents have their own modules."""

from __future__ import annotations

from generator.diagnostics import failure
from generator.document.nodes import (
    Block,
    Figure,
    Heading,
    List,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
    Toc,
)
from generator.layout.drawing import place_drawing
from generator.layout.placed import Item, Rule, StructNode
from generator.layout.setting import Setter, destination_strip, line_strips
from generator.layout.strips import Edges, Paint, Strip
from generator.layout.tables import table_strips
from generator.layout.toc import Contents, toc_strips
from generator.model.theme import RULE_GAP, ParagraphStyle, Theme

FIGURE_GAP = 4.25
"""Points above and below a drawing; with its caption's lines a figure keeps to sixths of the grid."""
_GRID_STYLES = ("body", "lead", "flush", "list", "h2")
"""Styles of running text, which share the base-line grid."""


def block_strips(
    blocks: tuple[Block, ...], setter: Setter, node: StructNode, measure: float, contents: Contents, *, nested: bool
) -> list[Strip]:
    """The strips of ``blocks`` in order; ``nested`` blocks stand in a cell or an item and never begin pages."""
    strips: list[Strip] = []
    fresh = False
    before: Block | None = None
    for block, following in zip(blocks, [*blocks[1:], None], strict=False):
        if isinstance(block, PageBreak):
            fresh = True
            continue
        made = _strips(block, setter, node, measure, contents, nested=nested)
        if isinstance(block, Paragraph) and not (isinstance(following, Paragraph) and following.style == block.style):
            _rule(made[-1], setter.theme.styles[block.style], measure)
        if isinstance(block, Spacer) and strips and not strips[-1].ends:
            made[0].ends = False  # what is kept with the next block is not kept with mere space
        if made:
            made[0].block = block
            made[0].fresh = made[0].fresh or fresh
            fresh = False
            if isinstance(before, Heading) and len(made) == 1 and isinstance(block, Paragraph):
                # A heading is followed by two lines, not one, unless that one is all it heads …
                made[0].ends = following is None or isinstance(following, Heading)
                made[0].spare = following is not None
                made[0].soft = True  # … or a chain of short clauses fills the page
            if strips and not nested and _returns_to_grid(before, block, setter.theme):
                strips[-1].snap = before
            before = block
        strips.extend(made)
    return strips


def _returns_to_grid(before: Block | None, block: Block, theme: Theme) -> bool:
    """Whether ``block`` is running text on the base-line grid below a paragraph that is not."""
    grid = theme.page.grid
    if not isinstance(before, Paragraph) or not theme.styles[before.style].line % grid:
        return False
    names = {Heading: "h2", List: "list", Paragraph: block.style if isinstance(block, Paragraph) else ""}
    name = names.get(type(block), "")
    return name in _GRID_STYLES and not theme.styles[name].line % grid


def _strips(
    block: Block, setter: Setter, node: StructNode, measure: float, contents: Contents, *, nested: bool
) -> list[Strip]:
    match block:
        case Heading():
            return _heading(block, setter, node, measure, nested=nested)
        case Paragraph():
            return _paragraph(block, setter, node, measure)
        case List():
            return _list(block, setter, node, measure, contents, nested=nested)
        case Figure():
            return _figure(block, setter, node, measure)
        case Table():
            cells = _CellSetter(setter, contents)
            return table_strips(block, setter, node, measure, cells, nested=nested)
        case Toc():
            return toc_strips(block, setter, node, measure, contents)
        case Spacer():
            return [Strip(block.height)]
        case _:
            return []


class _CellSetter:
    """Lets tables set their cells' blocks without knowing the other blocks."""

    def __init__(self, setter: Setter, contents: Contents) -> None:
        self.setter, self.contents = setter, contents

    def __call__(self, blocks: tuple[Block, ...], node: StructNode, measure: float) -> list[Strip]:
        if len(blocks) == 1 and type(blocks[0]) is Paragraph:  # nearly every cell
            strips = _paragraph(blocks[0], self.setter, node, measure)
            strips[0].block = blocks[0]
            return strips
        return block_strips(blocks, self.setter, node, measure, self.contents, nested=True)


def _heading(block: Heading, setter: Setter, node: StructNode, measure: float, *, nested: bool) -> list[Strip]:
    style = setter.style(block.look, block.source)
    element = node.add(f"H{block.level}")
    lines = setter.lines(block.children, style, element, measure, key=block, prefix=block.label, source=block.source)
    strips = line_strips(lines, style, element)
    destination_strip((block.id,), strips[0])
    strips[0].fresh = block.level == 1 and not nested
    if not (style.before + len(strips) * style.line + style.after) % setter.theme.page.grid:
        strips[0].top = style.before  # a heading that fills lines of the grid does so at a page's top too
    return strips


def _paragraph(block: Paragraph, setter: Setter, node: StructNode, measure: float) -> list[Strip]:
    style = setter.style(block.style, block.source)
    element = node.add("P")
    lines = setter.lines(block.children, style, element, measure, key=block, align=block.align, source=block.source)
    strips = line_strips(lines, style, element)
    if block.id:
        destination_strip((block.id,), strips[0])
    return strips


def _rule(strip: Strip, style: ParagraphStyle, measure: float) -> None:
    """Let the last line of paragraphs have their style's rule below it, if there is one."""
    if not style.rule:
        return
    inner, gap = strip.paint, strip.height + RULE_GAP + style.rule / 2

    def paint(items: list[Item], x: float, y: float, edges: Edges) -> None:
        inner(items, x, y, edges)
        items.append(Rule(x + style.left, y + gap, x + measure - style.right, y + gap, style.rule, style.color))

    strip.paint, strip.height = paint, strip.height + RULE_GAP + style.rule


def _list(
    block: List, setter: Setter, node: StructNode, measure: float, contents: Contents, *, nested: bool
) -> list[Strip]:
    if not block.items:
        return []
    numbering = {"bullet": "Disc", "number": "Decimal", "paren": "Decimal", "circle": "Decimal"}[block.kind]
    listing = node.add("L", ListNumbering=numbering)
    strips: list[Strip] = []
    for item in block.items:
        element = listing.add("LI")
        label = element.add("Lbl")
        body = element.add("LBody")
        first = item.blocks[0] if item.blocks else Paragraph((), "list")
        style = setter.style(first.style if isinstance(first, Paragraph) else "list", block.source)
        left, hang = list_indents(setter, style, block, nested=nested)
        inner = block_strips(item.blocks, setter, body, measure - left - hang, contents, nested=True)
        inner = inner or [Strip(style.line)]  # an empty item still shows its label
        for strip in inner:
            strip.paint = _shifted(strip, left + hang)
        inner[0].paint = _labelled(inner[0], item.label, style, label, left, setter)
        inner[0].block = None
        strips.extend(inner)
    return strips


def list_indents(setter: Setter, style: ParagraphStyle, block: List, *, nested: bool) -> tuple[float, float]:
    """Where labels begin and how far behind them text begins, in points."""
    lists = setter.theme.lists
    return (0.0 if nested else lists.left * style.size), lists.hang[block.kind] * style.size


def _shifted(strip: Strip, dx: float) -> Paint:
    inner = strip.paint

    def paint(items: list[Item], x: float, y: float, edges: Edges) -> None:
        inner(items, x + dx, y, edges)

    return paint


def _labelled(strip: Strip, label: str, style: ParagraphStyle, node: StructNode, left: float, setter: Setter) -> Paint:
    inner = strip.paint
    flush, children = setter.label(label, style)
    head = line_strips(setter.lines(children, flush, node, 200.0, key=strip), flush, node)[0]

    def paint(items: list[Item], x: float, y: float, edges: Edges) -> None:
        head.paint(items, x + left, y, edges)
        inner(items, x, y, edges)

    return paint


def _figure(block: Figure, setter: Setter, node: StructNode, measure: float) -> list[Strip]:
    drawing = block.drawing
    assert drawing is not None, "figures are drawn before layout"
    if drawing.width > measure + 0.5:
        said = f"图“{block.alt or block.id}”宽 {drawing.width:.0f} 磅，超过所在版面的 {measure:.0f} 磅"
        raise failure("LAY-004", said, block.source, "减少图中成员，或把图放到版心里、横排的页上")
    element = node.add("Figure", Alt=block.alt)

    def paint(items: list[Item], x: float, y: float, _edges: Edges) -> None:
        left = x + (measure - drawing.width) / 2
        items.extend(place_drawing(drawing, left, y + FIGURE_GAP, element, setter.fonts, setter.theme))

    strips = [Strip(drawing.height + 2 * FIGURE_GAP, paint, ends=not block.caption)]
    if block.id:
        destination_strip((block.id,), strips[0])
    if block.caption:
        style = setter.theme.styles["figure-caption"]
        caption = node.add("P")
        prefix = f"{block.label}　" if block.label else ""
        lines = setter.lines(block.caption, style, caption, measure, key=block, prefix=prefix, source=block.source)
        made = line_strips(lines, style, caption)
        for strip in made[:-1]:
            strip.ends = False
        strips.extend(made)
    strips[-1].snap = block
    return strips
