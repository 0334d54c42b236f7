"""Set paragraphs as strips: lines of text runs with their links, on exact line heights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from generator.diagnostics import Diagnostic, Source, ZhiyinError, did_you_mean, failure
from generator.document.nodes import Align, Check, Fact, Gap, Inline, Ref, Row, Text, inline_text
from generator.document.walk import inlines_in
from generator.layout.fonts import FontBook, missing_character
from generator.layout.inline import Tag, pieces_of
from generator.layout.known_rows import KnownRows, known_rows
from generator.layout.memo import KnownParagraphs, Set, known_paragraphs, paragraphs_of
from generator.layout.placed import Destination, FormArea, Item, LinkArea, Measured, Owner, StructNode, TextRun
from generator.layout.strips import TIGHT, Edges, Strip
from generator.layout.text import Line, ParagraphCache, Piece, SetRun, WholeWords, whole_words
from generator.layout.text.tokens import are_numbers, is_address
from generator.model.theme import LineBreaking, ParagraphStyle, TableStyle, Theme

ASCENT = 0.88
"""Where the base line lies in a Chinese em box, from its top (the usual ideographic em box, 880/120)."""


@dataclass(slots=True)
class Setter:
    """What every block needs while it is set: style sheet, fonts, line breaking mode, and what was measured.

    Paragraphs that were set before with the same fonts come from a cache, in this document and the next of a batch.
    ``depth`` is the height in points of the pages that are being set.
    """

    theme: Theme
    fonts: FontBook
    mode: LineBreaking = "optimal"
    depth: float = 0.0
    fillable: bool = False
    cache: ParagraphCache = field(init=False)
    known: KnownParagraphs = field(init=False)
    words: WholeWords = field(init=False)
    looks: dict[int, int] = field(default_factory=dict)
    flush: dict[int, ParagraphStyle] = field(default_factory=dict)
    page_references: bool = False
    tables: int = 0
    measured: dict[int, Measured] = field(default_factory=dict)
    elements: dict[int, StructNode] = field(default_factory=dict)
    row_heights: dict[int, float] = field(default_factory=dict)
    whole_tables: set[int] = field(default_factory=set)
    kept_rows: set[int] = field(default_factory=set)
    problems: list[Diagnostic] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.depth = self.depth or self.theme.page.depth
        self.cache = paragraphs_of(self.fonts)
        self.known = known_paragraphs(self.fonts)
        self.words = whole_words(self.theme.title_words)

    def style(self, name: str, source: Source | None) -> ParagraphStyle:
        """A paragraph style by name. Raises ZhiyinError STY-001 when the style sheet has none of that name."""
        found = self.theme.styles.get(name)
        if found is None:
            raise _unknown("段落", name, self.theme.styles, source)
        return found

    def table(self, name: str, source: Source | None) -> TableStyle:
        """A table style by name. Raises ZhiyinError STY-001 when the style sheet has none of that name."""
        found = self.theme.tables.get(name)
        if found is None:
            raise _unknown("表格", name, self.theme.tables, source)
        return found

    def known_rows(
        self, style: TableStyle, columns: tuple[float, ...], measure: float, heads: tuple[Row, ...]
    ) -> KnownRows | None:
        """What is known of the rows of the document's next table; None where its rows must be set anew."""
        self.tables += 1
        if self.fillable:
            return None
        names = tuple(map(id, heads))
        key = (self.tables, id(self.theme), id(style), columns, measure, self.depth, self.mode, names)
        return known_rows(self.fonts, key, (self.theme, style, heads))

    def lines(
        self,
        children: tuple[Inline, ...],
        style: ParagraphStyle,
        node: StructNode,
        measure: float,
        *,
        key: object,
        align: Align | None = None,
        prefix: str = "",
        source: Source | None = None,
    ) -> list[Line]:
        """The lines of one paragraph set to ``measure`` less the style's indents; records them under ``id(key)``, with
        the element ``node`` that they belong to.

        Raises ZhiyinError LAY-003 when the measure is narrower than a character.
        """
        self.elements[id(key)] = node
        seen = (id(children), self._look(style), measure, align, prefix, self.mode)
        known = None if self.fillable else self.known.get(seen)
        if known is not None:
            self.measured[id(key)] = known.measured
            return known.lines
        inner = measure - style.left - style.right
        pieces = pieces_of(children, style, self.theme, node, right=inner if self.fillable else 0.0)
        if prefix:
            pieces = [*pieces_of_text(prefix, style), *pieces]
        indent = style.indent * style.size
        if inner < style.size and any(piece.text.strip() for piece in pieces):
            raise _too_narrow(inner, children, source)
        missing: list[str] = []
        lines = self.cache.set_paragraph(
            pieces, inner, indent=indent, align=align or style.align, mode=self.mode, missing=missing, words=self.words
        )
        self._report(missing, children, source)
        text = inline_text(children) if len(lines) > 1 and not prefix else ""
        alone = is_address(text) or are_numbers(text)
        turning = text and (alone or (align or style.align) == "center" or _are_ticks(children))
        turns = _turns(lines, text) if turning else ()
        measured = self.measured[id(key)] = Measured(max(1, len(lines)), inner, indent, measure, turns, _parts(lines))
        self.page_references = self.page_references or _refers_to_pages(children)
        if not missing and not self.fillable and all(piece.tag is None for piece in pieces):
            self.known.keep(seen, Set(children, self.theme.characters, lines, measured))
        return lines

    def label(self, text: str, style: ParagraphStyle) -> tuple[ParagraphStyle, tuple[Inline, ...]]:
        """A list item's label in the look of the item's ``style``, without its indents; each made once."""
        flush = self.flush.get(id(style))
        if flush is None:
            bare = {"indent": 0.0, "left": 0.0, "before": 0.0, "after": 0.0, "align": "left"}
            flush = self.flush[id(style)] = style.model_copy(update=bare)
        return flush, self.known.label(text)

    def _look(self, style: ParagraphStyle) -> int:
        """A number for all of a style that lines depend on; its height and the space around it do not count."""
        look = self.looks.get(id(style))
        if look is None:
            told = (
                style.family,
                style.bold,
                style.size,
                style.color,
                style.left,
                style.right,
                style.indent,
                style.align,
            )
            look = self.looks[id(style)] = self.known.number((*told, id(self.theme.characters)))
        return look

    def _report(self, missing: list[str], children: tuple[Inline, ...], source: Source | None) -> None:
        for char in missing:
            if char not in self.missing:
                self.missing.add(char)
                found = missing_character(char, _source_of(char, children) or source, _around(char, children))
                self.problems.append(found)

    def check(self) -> None:
        """Raise ZhiyinError if characters were met that no face has."""
        if self.problems:
            raise ZhiyinError(self.problems)


def _are_ticks(children: tuple[Inline, ...]) -> bool:
    """Whether these are tick boxes with nothing but spaces, or a prompt, between and behind them."""
    ticks = sum(isinstance(child, Check) for child in children)
    blanks = (isinstance(child, Gap) or (isinstance(child, Text) and not child.text.strip()) for child in children)
    return ticks > 1 and sum(blanks) == len(children) - ticks


def _turns(lines: list[Line], text: str) -> tuple[int, ...]:
    """Where in ``text`` the lines but the first begin; nowhere if that cannot be told, or a line end is forced."""
    turns: list[int] = []
    at = 0
    for line in lines:
        words = "".join([run.actual or run.text for run in line.runs]).strip()
        while at < len(text) and text[at] in " \u3000":
            at += 1
        if not text.startswith(words, at):
            return ()
        turns.append(at)
        at += len(words)
    return () if "\n" in text else tuple(turns[1:])


def _parts(lines: list[Line]) -> tuple[int, ...]:
    """How many lines stand between forced line ends; nothing where there are none."""
    ends = [at for at, line in enumerate(lines, 1) if line.last]
    return tuple([end - start for start, end in pairwise([0, *ends])]) if len(ends) > 1 else ()


def _refers_to_pages(children: tuple[Inline, ...]) -> bool:
    return any(isinstance(child, Ref) and child.show == "page" for child in inlines_in(children))


def _source_of(char: str, children: tuple[Inline, ...]) -> Source | None:
    """The place in content or template that wrote ``char``."""
    for child in inlines_in(children):
        if isinstance(child, Text | Fact) and char in child.text:
            return child.source if isinstance(child, Text) else child.origins[0].source if child.origins else None
    return None


def _around(char: str, children: tuple[Inline, ...]) -> str:
    text = inline_text(children)
    at = max(0, text.find(char))
    return text[max(0, at - 8) : at + 9].replace("\n", " ")


def _too_narrow(measure: float, children: tuple[Inline, ...], source: Source | None) -> ZhiyinError:
    said = f"“{inline_text(children)[:10]}”所在的栏只宽 {max(0.0, measure):.0f} 磅，排不下一个字"
    return failure("LAY-003", said, source, "加宽表格的这一栏，或减少列表的层次")


def _unknown(kind: str, name: str, known: Iterable[str], source: Source | None) -> ZhiyinError:
    hint = did_you_mean(name, known) or "样式都列在 templates/theme.yaml"
    return failure("STY-001", f"样式表里没有{kind}样式“{name}”", source, hint)


def pieces_of_text(text: str, style: ParagraphStyle) -> list[Piece]:
    """Plain text as one piece in the paragraph's own look."""
    return [Piece(text, style.family, style.bold, style.size, style.color)]


def line_strips(lines: list[Line], style: ParagraphStyle, node: StructNode) -> list[Strip]:
    """One strip a line; at least two lines stay together at each end of a page (widows and orphans)."""
    slack = style.line * (1 - TIGHT)
    strips = [Strip(style.line, _LinePainter(line, style, node), slack=slack) for line in lines]
    if not strips:
        strips = [Strip(style.line, slack=slack)]
    if len(strips) > 1:
        strips[0].ends = False
        strips[-2].ends = False
    if style.keep_next:
        for strip in strips:
            strip.ends = False
    strips[0].before = style.before
    strips[-1].after = style.after
    return strips


@dataclass(slots=True)
class _LinePainter:
    line: Line
    style: ParagraphStyle
    node: StructNode

    def __call__(self, items: list[Item], x: float, y: float, _edges: Edges) -> None:
        left = x + self.style.left
        base = y + baseline(self.style)
        areas: dict[int, LinkArea] = {}
        for run in self.line.runs:
            tag = run.tag if isinstance(run.tag, Tag) else None
            if tag is not None and tag.field is not None and tag.right:
                self._field(items, run, tag, left, y)
                if isinstance(tag.field, Gap):  # the widget stands where the prompt would
                    continue
            items.append(placed_run(run, left, base, tag.node if tag else self.node))
            if tag is not None and (tag.href or tag.dest):
                _extend(areas, tag, left + run.x, sum(run.advances), y, self.style.line)
        items.extend(areas.values())

    def _field(self, items: list[Item], run: SetRun, tag: Tag, left: float, y: float) -> None:
        """A part of a fillable field: what its run covers, or up to the measure's end where it ends the line."""
        width = sum(run.advances)
        ends = run is self.line.runs[-1] and not isinstance(tag.field, Check)
        reach = max(width, tag.right - run.x) if ends else width
        items.append(field_area(tag, left + run.x, y + 1.0, reach, self.style))


def field_area(tag: Tag, x: float, y: float, width: float, style: ParagraphStyle) -> FormArea:
    """The area of a fillable field or of a part of it, one line high."""
    field = tag.field
    assert field is not None
    height = style.line - 2.0
    label = field.label or field.key  # a widget without a name is mute to readers (ISO 14289-1, 7.18.1)
    if isinstance(field, Check):
        value = "yes" if field.checked else ""
        return FormArea(x, y, width, height, field.key, label, "check", value, size=style.size, owner=tag.node)
    value = "" if isinstance(field, Gap) else inline_text(field.children)
    return FormArea(x, y, width, height, field.key, label, field.kind, value, field.options, style.size, tag.node)


def _extend(areas: dict[int, LinkArea], tag: Tag, x: float, width: float, y: float, height: float) -> None:
    area = areas.get(id(tag))
    if area is None:
        areas[id(tag)] = LinkArea(x, y, width, height, tag.href, tag.dest, tag.contents, tag.node)
    else:
        area.width = x + width - area.x


def placed_run(run: SetRun, left: float, base: float, owner: Owner) -> TextRun:
    """A set run of the line that begins at ``left``, on the base line ``base``."""
    x = left + run.x
    return TextRun(x, base, run.face, run.size, run.text, run.advances, run.color, owner, run.actual, edge=left)


def baseline(style: ParagraphStyle) -> float:
    """The base line's distance from the top of the style's line: the em box is centred in it."""
    return (style.line - style.size) / 2 + ASCENT * style.size


def destination_strip(names: tuple[str, ...], strip: Strip) -> None:
    """Let the named destinations begin at ``strip``."""
    inner = strip.paint
    strip.names = names

    def paint(items: list[Item], x: float, y: float, edges: Edges) -> None:
        items.extend(Destination(name, x, y) for name in names)
        inner(items, x, y, edges)

    strip.paint = paint
