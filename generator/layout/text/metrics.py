"""Faces and advances of characters, resolved once for each family, weight and size."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Protocol

GETA = "〓"
"""Drawn for a character that no face has, while the error is on its way (排印学: 空铅)."""


class FaceLike(Protocol):
    """What line setting asks of a face."""

    @property
    def id(self) -> str:
        """The theme's name of the face."""

    def advance(self, char: str) -> float:
        """Advance width in ems."""

    def has(self, char: str) -> bool:
        """Whether the face has a glyph for ``char``."""


class FontsLike(Hashable, Protocol):
    """What line setting asks of the font book."""

    def resolve(self, family: str, bold: bool, char: str) -> FaceLike | None:
        """The face that draws ``char``, or None."""


class _Widths(dict[str, float]):
    def __init__(self, owner: CharMetrics) -> None:
        super().__init__()
        self._owner = owner

    def __missing__(self, char: str) -> float:
        self._owner.learn(char)
        return self[char]


class _Faces(dict[str, str]):
    def __init__(self, owner: CharMetrics) -> None:
        super().__init__()
        self._owner = owner

    def __missing__(self, char: str) -> str:
        self._owner.learn(char)
        return self[char]


class CharMetrics:
    """Advance (points) and face id of each character in one look; ``absent`` collects those that no face has."""

    __slots__ = ("_look", "absent", "faces", "size", "widths")

    def __init__(self, fonts: FontsLike, family: str, bold: bool, size: float) -> None:
        self._look = (fonts, family, bold)
        self.size = size
        self.widths = _Widths(self)
        self.faces = _Faces(self)
        self.absent: set[str] = set()

    def learn(self, char: str) -> None:
        """Resolve ``char`` and remember its face and advance."""
        fonts, family, bold = self._look
        face = fonts.resolve(family, bold, char)
        if face is not None:
            self.faces[char] = face.id
            self.widths[char] = face.advance(char) * self.size
            return
        self.absent.add(char)
        wide = char == "\u3000" or not char.isspace()
        self.widths[char] = self.size if wide else self.size / 4
        drawn = fonts.resolve(family, bold, self.stand_in(char)) or fonts.resolve(family, bold, " ")
        self.faces[char] = drawn.id if drawn else family

    def stand_in(self, char: str) -> str:
        """What is drawn for an absent character: nothing for a space, else 〓."""
        return " " if char.isspace() else GETA

    def has_in_face(self, char: str, beside: str) -> bool:
        """Whether the face that draws ``beside`` also draws ``char``."""
        fonts, family, bold = self._look
        face = fonts.resolve(family, bold, beside)
        return face is not None and face.has(char)


@lru_cache(maxsize=256)
def char_metrics(fonts: FontsLike, family: str, bold: bool, size: float) -> CharMetrics:
    """The metrics of a look; kept, because resolving a character costs more than setting it."""
    return CharMetrics(fonts, family, bold, size)
