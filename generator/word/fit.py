"""Character spacing that makes a word processor break a paragraph into as many lines as the layout did.

Where our model of Word or LibreOffice comes to another number of lines, or to the same one only just, a paragraph's
characters are set a little wider or narrower: at most 6.5 % of the size, too little to be seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from generator.document.nodes import (
    Break,
    Check,
    Em,
    Fact,
    Field,
    Gap,
    Inline,
    Link,
    Ref,
    Span,
    Strong,
    Text,
    check_text,
    gap_text,
)
from generator.layout.placed import Measured
from generator.model.theme import ParagraphStyle, Theme
from generator.word.linemodel import LIBREOFFICE, LIBREOFFICE_WHOLE, WORD, Breaks, Stretch, breaks

NARROWEST, WIDEST = -0.065, 0.05
"""Limits of the spacing in ems."""
MARGIN = 0.5
"""Ems of measure, more or less, that must not change the number of lines."""


def spacing_for(
    lead: str,
    children: tuple[Inline, ...],
    style: ParagraphStyle,
    found: Measured | None,
    theme: Theme,
    *,
    in_cell: bool = False,
) -> int:
    """Twips to add after every character of a paragraph whose text is ``lead`` and ``children``; mostly 0.

    ``lead`` is what the program itself puts before the text: a heading's number, a caption's label. In a cell fewer
    lines do no harm, the row keeps its height.
    """
    if found is None:
        return 0
    look = _Look(style.size, style.family, style.bold)
    stretches = list(_stretches((Text(lead), *children) if lead else children, look, theme))
    longest = sum(len(s.text) * s.size for s in stretches)
    if found.lines == 1 and longest < found.measure - found.first_indent:
        return 0
    return _best(tuple(stretches), found.lines, found.measure, found.first_indent, style.size, in_cell)


class _Look:
    """Size, family and weight of a run."""

    __slots__ = ("bold", "family", "size")

    def __init__(self, size: float, family: str, bold: bool) -> None:
        self.size, self.family, self.bold = size, family, bold


def _stretches(children: tuple[Inline, ...], look: _Look, theme: Theme) -> Iterator[Stretch]:
    face = theme.families[look.family].word_latin
    for child in children:
        match child:
            case Text() | Fact() | Ref():
                yield Stretch(child.text, look.size, face, look.bold)
            case Gap():
                yield Stretch(gap_text(child), look.size, face, look.bold)
            case Check():
                yield Stretch(check_text(child), look.size, face, look.bold)
            case Break():
                yield Stretch("\n", look.size, face, look.bold)
            case Strong():
                yield from _stretches(child.children, _Look(look.size, look.family, True), theme)
            case Em():
                yield from _stretches(child.children, _Look(look.size, "kai", look.bold), theme)
            case Span():
                yield from _stretches(child.children, _spanned(child.style, look, theme), theme)
            case Link() | Field():
                yield from _stretches(child.children, look, theme)


def _spanned(name: str, look: _Look, theme: Theme) -> _Look:
    style = theme.characters.get(name)
    if style is None:
        return look
    bold = look.bold if style.bold is None else style.bold
    return _Look(style.size or look.size, style.family or look.family, bold)


class _Paragraph:
    """A paragraph in the programs' eyes, each with its weight."""

    def __init__(self, stretches: list[Stretch], found: Measured, size: float, in_cell: bool) -> None:
        self.found, self.size, self.in_cell = found, size, in_cell
        parts = list(_split(stretches))
        views = [(LIBREOFFICE, 100), (WORD, 60)]
        if any("/" in stretch.text for stretch in stretches):
            views.append((LIBREOFFICE_WHOLE, 40))
        self.views = [([breaks(part, habits) for part in parts], weight) for habits, weight in views]

    def cost(self, twips: int) -> float:
        """How badly ``twips`` of spacing serve; below 1 when all programs surely agree with the layout."""
        spacing, slack = twips / 20, MARGIN * self.size
        cost = abs(twips) / 100
        for part, weight in self.views:
            cost += weight * self._off(part, 0.0, spacing)
            for change in (-slack, slack):
                cost += weight / 10 * bool(self._off(part, change, spacing))
        return cost

    def _off(self, parts: list[Breaks], change: float, spacing: float) -> int:
        """Lines too many or too few; too few do not count in a cell."""
        more = self._lines(parts, change, spacing) - self.found.lines
        return max(more, 0) if self.in_cell else abs(more)

    def _lines(self, parts: list[Breaks], change: float, spacing: float) -> int:
        measure, indent = self.found.measure + change, self.found.first_indent
        first = parts[0].count(measure, indent, spacing)
        return first + sum(part.count(measure, 0.0, spacing) for part in parts[1:])


def _split(stretches: list[Stretch]) -> Iterator[list[Stretch]]:
    """The stretches between forced line ends."""
    line: list[Stretch] = []
    for stretch in stretches:
        first, *rest = stretch.text.split("\n")
        line.append(Stretch(first, stretch.size, stretch.face, stretch.bold))
        for text in rest:
            yield line
            line = [Stretch(text, stretch.size, stretch.face, stretch.bold)]
    yield line


@lru_cache(maxsize=8192)
def _best(stretches: tuple[Stretch, ...], lines: int, measure: float, indent: float, size: float, in_cell: bool) -> int:
    paragraph = _Paragraph(list(stretches), Measured(lines, measure, indent), size, in_cell)
    best, least = 0, paragraph.cost(0)
    if least < 1:
        return 0
    low, high = round(NARROWEST * paragraph.size * 20), round(WIDEST * paragraph.size * 20)
    for twips in sorted(range(low, high + 1), key=abs):
        cost = paragraph.cost(twips)
        if cost < least:
            best, least = twips, cost
        if least < 1:
            break
    return best
