"""Runs as TJ arrays: glyph numbers, and corrections where the layout's advances differ from the font's widths."""

from __future__ import annotations

from generator.layout.fonts import FontBook
from generator.layout.placed import TextRun
from generator.pdf.font_program import SubsetCache
from generator.pdf.fonts import EmbeddedFont

Arrays = dict[tuple[str, str, float, tuple[float, ...]], tuple[str, frozenset[str]]]
"""TJ operands by face, text, size and advances, with the characters that their font must hold."""

MOST_ARRAYS = 20_000
"""So many operands are remembered before all are forgotten: a bound on memory, about 10 MB."""


class Glyphs:
    """A document's use of one face; what is known of a character is looked up once."""

    def __init__(self, font: EmbeddedFont, arrays: Arrays) -> None:
        self.font, self._arrays = font, arrays
        self._known: dict[str, tuple[str, float]] = {}
        self._misleading: set[str] = set()

    def misleads(self, text: str) -> bool:
        """Whether extraction would read other characters from the glyphs of ``text``, which was shown before."""
        return not self._misleading.isdisjoint(text)

    def array(self, run: TextRun) -> str:
        """The operand of TJ, without its brackets (ISO 32000-1, 9.4.3); runs that were shown before are remembered."""
        key = (run.face, run.text, run.size, run.advances)
        made = self._arrays.get(key)
        if made is None:
            if len(self._arrays) >= MOST_ARRAYS:
                self._arrays.clear()
            made = self._arrays[key] = (self._array(run), frozenset(run.text))
        elif not made[1] <= self._known.keys():
            for char in sorted(made[1] - self._known.keys()):
                self._learn(char)
        return made[0]

    def _array(self, run: TextRun) -> str:
        """Corrections are whole thousandths of the em, each made against the true pen: rounding never adds up."""
        known, scale = self._known, 1000 / run.size
        parts: list[str] = []
        held: list[str] = []
        pen = wanted = 0.0
        for char, advance in zip(run.text, run.advances, strict=True):
            correction = round(pen - wanted)
            if correction:
                parts.append(f"<{''.join(held)}>{correction}")
                held.clear()
                pen -= correction
            code, width = known.get(char) or self._learn(char)
            held.append(code)
            pen += width
            wanted += advance * scale
        parts.append(f"<{''.join(held)}>")
        return "".join(parts)

    def _learn(self, char: str) -> tuple[str, float]:
        if self.font.ambiguous(char):
            self._misleading.add(char)
        made = self._known[char] = (self.font.code(char), self.font.face.advance(char) * 1000)
        return made


class FaceUse:
    """The faces that a document shows, in the order of first use, each one font of the file."""

    def __init__(self, fonts: FontBook) -> None:
        self.book, self._subsets, self._arrays = fonts, _subsets(fonts), _arrays(fonts)
        self.shown: dict[str, Glyphs] = {}

    def glyphs(self, face: str) -> Glyphs:
        """The glyphs of a face by its key in the style sheet. Raises ZhiyinError when it cannot be opened."""
        found = self.shown.get(face)
        if found is None:
            font = EmbeddedFont(self.book.face(face), f"Zy{len(self.shown) + 1}", self._subsets)
            found = self.shown[face] = Glyphs(font, self._arrays)
        return found


def _subsets(fonts: FontBook) -> SubsetCache:
    """The subsets made with these faces, kept as long as the font book."""
    found = fonts.kept.get(__name__)
    if not isinstance(found, SubsetCache):
        found = fonts.kept[__name__] = SubsetCache()
    return found


def _arrays(fonts: FontBook) -> Arrays:
    """The operands made with these faces, kept as long as the font book."""
    made: Arrays = {}
    found = fonts.kept.setdefault(f"{__name__}.arrays", made)
    return found if isinstance(found, dict) else made
