"""Runs as TJ arrays: glyph numbers, and corrections where the layout's advances differ from the font's widths."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress
from operator import ne

from generator.diagnostics import ZhiyinError
from generator.generations import Generations
from generator.layout.faces import Face
from generator.layout.fonts import FontBook, missing_character
from generator.pdf.font_subset import FontSubset, Subsetter
from generator.pdf.strings import name

Shown = tuple[str, bool]
"""The operand of TJ, and whether text extraction would read other characters from the glyphs."""

CharsByFace = tuple[tuple[str, frozenset[str]], ...]
"""Characters by the face that shows them, in the order of first use."""

MOST_ARRAYS = 3000
"""So many operands of a face are remembered: a bound on memory, about 4 MB."""


class _Codes(dict[str, str]):
    """A face's characters as glyph numbers of four hexadecimal digits.

    Raises ZhiyinError FONT-001 for a character that the face lacks: a shown .notdef is not allowed (ISO 19005-2,
    6.2.11.8; ISO 14289-1, 7.21.8).
    """

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, char: str) -> str:
        gid = self._face.gid(char)
        if gid == 0:
            raise ZhiyinError([missing_character(char)])
        made = self[char] = f"{gid:04X}"
        return made


class _Widths(dict[str, float]):
    """A face's characters and their widths in em."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, char: str) -> float:
        made = self[char] = self._face.advance(char)
        return made


class Letters:
    """What a face's runs look like in content streams and its subsets; kept as long as the font book.

    ``operand`` is the font's name in the pages' resources: the face's own, so that it is the same in every document.
    """

    def __init__(self, face: Face) -> None:
        self.face, self.operand, self.subsets = face, name(face.id), Subsetter(face)
        self._codes, self._widths = _Codes(face), _Widths(face)
        self._plain: set[str] = set()
        self._arrays: Generations[tuple[str, float, tuple[float, ...]], Shown] = Generations(MOST_ARRAYS)

    def array(self, text: str, size: float, advances: tuple[float, ...]) -> Shown:
        """The operand of TJ, without its brackets (ISO 32000-1, 9.4.3); runs that were shown before are remembered."""
        key = (text, size, advances)
        made = self._arrays.get(key)
        if made is None:
            made = (self._array(text, size, advances), self._misleads(text))
            self._arrays.keep(key, made)
        return made

    def _misleads(self, text: str) -> bool:
        meaning = self.face.meaning
        if self._plain.issuperset(text):
            return False
        self._plain.update(char for char in text if meaning(char) == char)
        return not self._plain.issuperset(text)

    def _array(self, text: str, size: float, advances: tuple[float, ...]) -> str:
        """Corrections are whole thousandths of the em; what rounding leaves goes into the next: it never adds up."""
        codes = "".join(map(self._codes.__getitem__, text))
        natural = [width * size for width in map(self._widths.__getitem__, text)]
        parts: list[str] = []
        begun, drift = 0, 0.0
        # most characters differ in nothing: layout took their width from the same face
        for at in compress(range(len(text) - 1), map(ne, natural, advances)):
            drift += (natural[at] - advances[at]) * 1000 / size
            if correction := round(drift):
                parts.append(f"<{codes[begun : 4 * at + 4]}>{correction}")
                begun = 4 * at + 4
                drift -= correction
        parts.append(f"<{codes[begun:]}>")
        return "".join(parts)


class FaceUse:
    """The faces that a document shows, in the order of first use, each one font of the file."""

    def __init__(self, fonts: FontBook) -> None:
        self.book = fonts
        self._letters = _kept(fonts)
        self._shown: dict[str, list[Iterable[str]]] = {}
        """What each face showed, joined when it is asked for: documents show the same characters again and again."""

    def show(self, face: str, text: str, size: float, advances: tuple[float, ...]) -> tuple[str, Shown]:
        """A run's font operand and its glyphs. Raises ZhiyinError when the face cannot be opened or lacks a letter."""
        letters = self._letters.get(face)
        if letters is None:
            letters = self._letters[face] = Letters(self.book.face(face))
        shown = letters.array(text, size, advances)
        self._note(face, text)
        return letters.operand, shown

    def chars(self) -> CharsByFace:
        """The characters that were shown."""
        return tuple((face, frozenset().union(*shown)) for face, shown in self._shown.items())

    def note(self, shown: CharsByFace) -> None:
        """Take in what another's :meth:`chars` says."""
        for face, chars in shown:
            self._note(face, chars)

    def _note(self, face: str, chars: Iterable[str]) -> None:
        known = self._shown.get(face)
        if known is None:
            known = self._shown[face] = []
        known.append(chars)

    def subsets(self) -> list[tuple[str, FontSubset]]:
        """The faces that were shown, by operand, cut to the characters that were."""
        used = [(self._letters[face], chars) for face, chars in self.chars()]
        return [(letters.operand, letters.subsets.get(chars)) for letters, chars in used]


def _kept(fonts: FontBook) -> dict[str, Letters]:
    """What is known of these faces' letters, kept as long as the font book."""
    made: dict[str, Letters] = {}
    found = fonts.kept.setdefault(__name__, made)
    return found if isinstance(found, dict) else made
