"""Character spacing that makes a word processor break a paragraph into as many lines as the layout did.

Where our model of Word or LibreOffice comes to another number of lines, or to the same one only just, a paragraph's
characters are set a little wider or narrower: at most 6.5 % of the size, too little to be seen.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from generator.word.latin_widths import latin_widths
from generator.word.linemodel import (
    LIBREOFFICE,
    LIBREOFFICE_CELL,
    LIBREOFFICE_CELL_WHOLE,
    LIBREOFFICE_CONTROL,
    LIBREOFFICE_CONTROL_WHOLE,
    LIBREOFFICE_WHOLE,
    WORD,
    Breaks,
    Habits,
    Stretch,
    breaks,
)

NARROWEST, WIDEST = -0.065, 0.05
"""Limits of the spacing in ems."""
MARGINS = (0.2, 0.5)
"""Ems of measure, more or less, that must not change the number of lines; the nearer weighs more by counting twice."""


@dataclass(frozen=True, slots=True)
class CellFit:
    """The cell around a paragraph: ``extra`` points of measure beyond the layout's; ``exact``: the row may break.

    A row that stays whole keeps the layout's height, so that fewer lines than there do no harm in its cells.
    """

    extra: float = 0.0
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """Twips to add after every character, for each part between forced line ends (or for all), and how badly they
    serve: below ``SURE`` all programs agree."""

    spacings: tuple[int, ...]
    cost: float


LOOSE = Fit((0,), 0.0)
SURE = 1.0
UNSURE = Fit((0,), math.inf)


def spacing_for(
    lead: str,
    children: tuple[Inline, ...],
    style: ParagraphStyle,
    found: Measured | None,
    theme: Theme,
    *,
    cell: CellFit | None = None,
    thorough: bool = True,
) -> Fit:
    """The spacing of a paragraph whose text is ``lead`` and ``children``; mostly none.

    ``lead`` is what the program itself puts before the text: a heading's number, a caption's label. Where no spacing
    serves surely, the one that comes nearest is looked for if ``thorough``, else the answer is :data:`UNSURE`. The
    parts between forced line ends are helped one by one: their lines are counted where the layout has them.
    """
    if found is None:
        return LOOSE
    look = _Look(style.size, style.family, style.bold)
    stretches = list(_stretches((Text(lead), *children) if lead else children, look, theme))
    measure = found.measure + (cell.extra if cell else 0.0)
    inside = bool(children) and isinstance(children[-1], Field | Gap)
    parts = list(_split(stretches)) if found.parts else []
    if len(parts) != len(found.parts) or not parts:
        case = (tuple(stretches), found.lines, measure, found.first_indent, style.size, cell, inside)
        return _fit(case, thorough)
    fits: list[Fit] = []
    for at, (part, lines) in enumerate(zip(parts, found.parts, strict=True)):
        indent, ends = (0.0 if at else found.first_indent), at == len(parts) - 1
        fits.append(_fit((part, lines, measure, indent, style.size, cell, inside and ends), thorough))
        if fits[-1] is UNSURE:
            return UNSURE
    return Fit(tuple([fit.spacings[0] for fit in fits]), max(fit.cost for fit in fits))


def _fit(case: _Case, thorough: bool) -> Fit:
    if _surely_fits(case):
        return LOOSE
    return _sure(case) or (_nearest(case) if thorough else UNSURE)


def _surely_fits(case: _Case) -> bool:
    """Whether a paragraph takes the layout's lines in any program, as far as can be said without breaking lines.

    That is one line, or at most as many where fewer do no harm: every line but the last is filled but for less than
    what may not be parted.
    """
    stretches, lines, measure, indent, size, cell, _ = case
    longest = sum(map(_longest, stretches))
    if lines == 1:
        return longest < measure - indent
    if cell is None or cell.exact or any("\n" in stretch.text for stretch in stretches):
        return False
    room = measure - MARGINS[-1] * size
    whole = max([len(run) for stretch in stretches for run in _NO_HAN.findall(stretch.text)], default=0)
    return longest < (lines - 1) * (room - (whole + 2) * size) + room - indent


_NO_HAN = re.compile(r"[^\u3400-\u4dbf\u4e00-\u9fff ]+")
"""What need not be parted: between two Han characters lines may end, and behind spaces."""


def _longest(stretch: Stretch) -> float:
    """More than any program needs for a stretch, in points: Latin as wide as its face and space around each word."""
    text, size = stretch.text, stretch.size
    ascii_only = text.encode("ascii", "ignore").decode()
    if len(ascii_only) < SOME_LATIN:
        return len(text) * size
    widths = latin_widths(stretch.face, stretch.bold)
    wide = sum([widths.get(char, 1.0) for char in ascii_only])
    words = ascii_only.count(" ") + 1 if len(ascii_only) == len(text) else len(ascii_only)
    return (len(text) - len(ascii_only) + wide + SPACE * words) * size


SOME_LATIN = 12
"""Fewer Latin characters than these are taken for as wide as Chinese ones."""
SPACE = 0.25
"""Ems that at most stand between Chinese and Latin (:mod:`generator.word.linemodel`)."""


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

    def __init__(
        self, stretches: list[Stretch], found: Measured, size: float, cell: CellFit | None, inside: bool
    ) -> None:
        self.found, self.size = found, size
        self.fewer_is_fine = cell is not None and not cell.exact
        parts = list(_split(stretches))
        views = [(LIBREOFFICE_CELL if cell else LIBREOFFICE, 100), (WORD, 60)]
        if any("/" in stretch.text for stretch in stretches):
            views.append((LIBREOFFICE_CELL_WHOLE if cell else LIBREOFFICE_WHOLE, 40))
        self.views = [(_breaks_of(parts, habits, inside), weight) for habits, weight in views]

    def cost(self, twips: int, limit: float = math.inf) -> float:
        """How badly ``twips`` of spacing serve; below 1 when all programs surely agree with the layout.

        What costs ``limit`` or more is of no interest and is not reckoned to its end.
        """
        spacing = twips / 20
        cost = abs(twips) / 100
        for part, weight in self.views:
            cost += weight * self._off(part, 0.0, spacing)
            if cost >= limit:
                return cost
        for part, weight in self.views:
            cost += weight / 10 * self._risks(part, spacing)
            if cost >= limit:
                return cost
        return cost

    def sure(self, tried: range) -> int | None:
        """The least spacing with which every program makes as many lines as the layout, even at the margins.

        Wider characters never take fewer lines and a wider measure never more, so that the spacings which serve
        follow one another.
        """
        lines, edge = self.found.lines, MARGINS[-1] * self.size

        def too_many(twips: int) -> bool:
            return any(self._lines(parts, -edge, twips / 20) > lines for parts, _ in self.views)

        def enough(twips: int) -> bool:
            return all(self._lines(parts, edge, twips / 20) >= lines for parts, _ in self.views)

        if not too_many(0) and (self.fewer_is_fine or enough(0)):
            return 0
        most = tried[0] - 1 + bisect_left(tried, True, key=too_many)
        least = tried[0] if self.fewer_is_fine else tried[0] + bisect_left(tried, True, key=enough)
        return max(least, min(most, 0)) if least <= most else None

    def _risks(self, parts: list[Breaks], spacing: float) -> int:
        """How many of the margins, more and less, change the number of lines; a wider measure never takes more."""
        changes = [margin * self.size for margin in MARGINS]
        risks = 0
        for sign in (-1.0, 1.0):
            for change in reversed(changes):  # where the widest changes nothing, none does
                if not self._off(parts, sign * change, spacing):
                    break
                risks += 1
        return risks

    def _off(self, parts: list[Breaks], change: float, spacing: float) -> int:
        """Lines too many or too few."""
        more = self._lines(parts, change, spacing) - self.found.lines
        return max(more, 0) if self.fewer_is_fine else abs(more)

    def _lines(self, parts: list[Breaks], change: float, spacing: float) -> int:
        measure, indent = self.found.measure + change, self.found.first_indent
        first = parts[0].count(measure, indent, spacing)
        return first + sum(part.count(measure, 0.0, spacing) for part in parts[1:])


def _breaks_of(parts: Sequence[tuple[Stretch, ...]], habits: Habits, inside: bool) -> list[Breaks]:
    """The possible line ends of the parts of a paragraph; ``inside``: a content control ends it."""
    last = _AT_CONTROLS.get(habits, habits) if inside else habits
    return [_breaks(part, last if part is parts[-1] else habits) for part in parts]


_AT_CONTROLS = {LIBREOFFICE: LIBREOFFICE_CONTROL, LIBREOFFICE_WHOLE: LIBREOFFICE_CONTROL_WHOLE}
"""Habits where a content control ends the paragraph."""


@lru_cache(maxsize=64)
def _breaks(stretches: tuple[Stretch, ...], habits: Habits) -> Breaks:
    """The possible line ends of a paragraph, which is tried with many measures."""
    return breaks(stretches, habits)


def _split(stretches: list[Stretch]) -> Iterator[tuple[Stretch, ...]]:
    """The stretches between forced line ends."""
    line: list[Stretch] = []
    for stretch in stretches:
        first, *rest = stretch.text.split("\n")
        line.append(Stretch(first, stretch.size, stretch.face, stretch.bold))
        for text in rest:
            yield tuple(line)
            line = [Stretch(text, stretch.size, stretch.face, stretch.bold)]
    yield tuple(line)


_Case = tuple[tuple[Stretch, ...], int, float, float, float, CellFit | None, bool]
"""A paragraph to be fitted: stretches, lines, measure and first indent in points, size, the cell around it, whether a
content control ends it."""


@lru_cache(maxsize=512)
def _sure(case: _Case) -> Fit | None:
    """The least spacing with which all programs surely agree."""
    found = _paragraph(case).sure(_tried(case))
    return None if found is None else Fit((found,), abs(found) / 100)


@lru_cache(maxsize=512)
def _nearest(case: _Case) -> Fit:
    """The spacing that comes nearest where none serves surely."""
    paragraph = _paragraph(case)
    best, least = 0, paragraph.cost(0)
    for twips in sorted(_tried(case), key=abs):
        cost = paragraph.cost(twips, least)
        if cost < least:
            best, least = twips, cost
    return Fit((best,), least)


def _paragraph(case: _Case) -> _Paragraph:
    stretches, lines, measure, indent, size, cell, inside = case
    return _Paragraph(list(stretches), Measured(lines, measure, indent), size, cell, inside)


def _tried(case: _Case) -> range:
    """The spacings that may be tried, in twips."""
    size = case[4]
    return range(round(NARROWEST * size * 20), round(WIDEST * size * 20) + 1)
