"""What was set with a font book is kept as long as the fonts are: a label is set once in a batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.document.drawing import DrawnText
from generator.document.nodes import Inline, Text
from generator.generations import Generations
from generator.layout.fonts import FontBook
from generator.layout.placed import Measured
from generator.layout.text import Line, ParagraphCache, SetRun
from generator.model.theme import CharacterStyle

LIMIT = 2000
"""How many paragraphs are known again by the identity of their inlines."""


def paragraphs_of(fonts: FontBook) -> ParagraphCache:
    """The cache of paragraphs set with ``fonts``."""
    found = fonts.kept.get(__name__)
    if not isinstance(found, ParagraphCache):
        found = fonts.kept[__name__] = ParagraphCache(fonts)
    return found


@dataclass(frozen=True, slots=True)
class Set:
    """A paragraph as it was set. It keeps alive what it was set from, so that no other object takes its identity."""

    children: tuple[Inline, ...]
    characters: Mapping[str, CharacterStyle]
    lines: list[Line]
    measured: Measured


class KnownParagraphs(Generations[tuple[object, ...], Set]):
    """Set paragraphs by the identity of their inlines, look, measure and mode: those whose runs carry no tags."""

    def __init__(self) -> None:
        super().__init__(LIMIT)
        self._looks: dict[tuple[object, ...], int] = {}
        self._labels: dict[str, tuple[Inline, ...]] = {}
        self.drawn: dict[int, tuple[DrawnText, tuple[SetRun, ...]]] = {}

    def number(self, look: tuple[object, ...]) -> int:
        """A small number for a look, the same every time."""
        return self._looks.setdefault(look, len(self._looks))

    def label(self, text: str) -> tuple[Inline, ...]:
        """The inlines of a list item's label, the same every time."""
        found = self._labels.get(text)
        if found is None:
            found = self._labels[text] = (Text(text),)
        return found

    def keep_drawn(self, text: DrawnText, runs: tuple[SetRun, ...]) -> tuple[DrawnText, tuple[SetRun, ...]]:
        """Remember the runs of a text in a drawing."""
        if len(self.drawn) >= LIMIT:
            self.drawn.clear()
        made = self.drawn[id(text)] = (text, runs)
        return made


def known_paragraphs(fonts: FontBook) -> KnownParagraphs:
    """The paragraphs that were set with ``fonts``."""
    found = fonts.kept.get(KnownParagraphs.__name__)
    if not isinstance(found, KnownParagraphs):
        found = fonts.kept[KnownParagraphs.__name__] = KnownParagraphs()
    return found
