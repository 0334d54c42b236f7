"""Text in figures: widths and lines from the project's own setting, and blocks of lines ready to be placed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from generator.document.drawing import DrawnText
from generator.figures.style import Type
from generator.figures.words import parts
from generator.layout.fonts import FontBook
from generator.layout.memo import paragraphs_of
from generator.layout.text import Line, Piece

ASCENT = 0.88
"""Where the base line lies in a Chinese em box, from its top."""
ENDLESS = 1e5
"""A measure that no line fills, in points."""


NARROW, RUNT = 200.0, 3.0
"""In columns up to so many points a last line shorter than so many ems is avoided."""


class Measure(Protocol):
    """What drawers ask of type: how wide a line is, and where text breaks at a measure (points)."""

    def width(self, text: str, look: Type) -> float:
        """The width of ``text`` on one line, in points."""

    def lines(self, text: str, look: Type, measure: float) -> list[str]:
        """``text`` broken to lines of at most ``measure`` points."""


class FontMeasure:
    """Measures with the layout's own setting; ``missing`` collects characters that no face has."""

    def __init__(self, fonts: FontBook) -> None:
        self.cache = paragraphs_of(fonts)
        self.missing: list[str] = []

    def width(self, text: str, look: Type) -> float:
        """The width of ``text`` set on one line, Han–Latin space and squeezed marks included."""
        return max((line.width for line in self._set(text, look, ENDLESS)), default=0.0)

    def lines(self, text: str, look: Type, measure: float) -> list[str]:
        """``text`` broken after the rules for Chinese line ends, common words kept whole."""
        found = self._set(text, look, measure, whole=True)
        if any(line.width > measure + 0.01 for line in found):  # a word wider than the column
            found = self._set(text, look, measure)
        broken = (line_text(line).strip() for line in found)
        return [text for text in broken if text]

    def _set(self, text: str, look: Type, measure: float, *, whole: bool = False) -> list[Line]:
        cut = parts(text) if whole else [(text, False)]
        pieces = [Piece(part, look.family, look.bold, look.size, look.color, glue=glue) for part, glue in cut]
        return self.cache.set_paragraph(pieces, measure, align="left", missing=self.missing)


def line_text(line: Line) -> str:
    """The characters of a set line as they were written."""
    return "".join(run.actual or run.text for run in line.runs)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one look, each with its width in points."""

    look: Type
    lines: tuple[tuple[str, float], ...]

    @property
    def width(self) -> float:
        """The widest line."""
        return max((width for _, width in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """All lines at their leading."""
        return len(self.lines) * self.look.leading

    def at(self, x: float, y: float, width: float, *, center: bool) -> tuple[DrawnText, ...]:
        """The lines placed from the top ``y``, ranged left at ``x`` or centred on ``width``."""
        look = self.look
        base = y + (look.leading - look.size) / 2 + ASCENT * look.size
        return tuple(
            DrawnText(
                x + (width - wide) / 2 if center else x,
                base + i * look.leading,
                text,
                look.size,
                look.family,
                look.bold,
                look.color,
                wide,
            )
            for i, (text, wide) in enumerate(self.lines)
        )


def block(text: str, look: Type, measure: Measure, width: float, *, even: bool = False) -> Block:
    """``text`` broken to ``width`` points; ``even`` makes its lines about equally long, as centred text wants."""
    width = max(width, 2 * look.size)  # no box is too narrow for two characters
    lines = measure.lines(text, look, width) if text.strip() else []
    if even and len(lines) > 1:
        lines = _evened(text, look, measure, width, lines)
    elif len(lines) > 1 and width <= NARROW:
        lines = _without_runt(text, look, measure, width, lines)
    return Block(look, tuple((line, measure.width(line, look)) for line in lines))


def _without_runt(text: str, look: Type, measure: Measure, width: float, lines: list[str]) -> list[str]:
    """The lines, narrowed just so far that the last one is no lonely word."""
    tried = lines
    while len(tried) == len(lines) and width >= 2 * look.size:  # text that never breaks would narrow for ever
        if measure.width(tried[-1], look) >= RUNT * look.size:
            return tried
        width -= look.size / 2
        tried = measure.lines(text, look, width)
    return lines


def _evened(text: str, look: Type, measure: Measure, width: float, lines: list[str]) -> list[str]:
    count = len(lines)
    narrow = measure.width(text, look) / count
    while narrow < width:
        tried = measure.lines(text, look, narrow)
        if len(tried) <= count and max(measure.width(line, look) for line in tried) <= width:
            return tried
        narrow += look.size / 2
    return lines


def height_of(blocks: Iterable[Block], gap: float = 0.0) -> float:
    """The height of blocks one below the other, in points; empty ones take no room."""
    heights = [item.height for item in blocks if item.lines]
    return sum(heights) + gap * max(0, len(heights) - 1)


def stacked(
    blocks: Iterable[Block], x: float, y: float, width: float, *, center: bool, gap: float = 0.0
) -> tuple[DrawnText, ...]:
    """Blocks placed one below the other from ``y``."""
    placed: list[DrawnText] = []
    for item in blocks:
        if item.lines:
            placed.extend(item.at(x, y, width, center=center))
            y += item.height + gap
    return tuple(placed)
