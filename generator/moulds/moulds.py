"""Keeps the moulds of a batch: by form, shape, and how the answers stand."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.casting.caster import Cast
from generator.casting.skeleton import Slot
from generator.document.nodes import Document, Meta
from generator.document.walk import all_blocks
from generator.generations import Generations
from generator.layout.fonts import FontBook
from generator.layout.placed import LaidOut
from generator.layout.setting import Setter
from generator.layout.text import Line
from generator.model.theme import Theme
from generator.moulds.pages import PageMould
from generator.moulds.places import Places, Standing
from generator.word import compose
from generator.word.pouring import WordMould

if TYPE_CHECKING:  # who writes no PDF does not pay for reportlab
    from generator.pdf import KnownStructure

FORMS = 60
"""Skeletons whose places are known."""
MOULDS = 40
"""Moulds that are kept, some 100 KB each."""
MET = 4000
"""Ways of standing that are noted: a mould is made at the second meeting, for long answers seldom stand alike."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a draft was set: ``tight`` with its lines standing nearer, ``bare`` without its colophon."""

    tight: bool
    bare: bool


@dataclass(slots=True)
class Mould:
    """What drafts have in common whose answers stand alike.

    ``count`` is how many pages there are, ``page_of`` the page map. ``standings`` keeps alive what the mould's key
    names by identity; they stand in ``slots``.
    """

    standings: Sequence[Standing]
    count: int
    page_of: dict[str, tuple[int, str]]
    look: Look
    slots: Sequence[Slot]
    word: WordMould | None = None
    pages: PageMould | None = None
    unfit: set[type] = field(default_factory=set)
    """Moulds that could not be made."""
    structure: KnownStructure | None = None
    """The structure that their PDF files have in common, noted by who writes them."""


@dataclass(frozen=True, slots=True)
class Pouring:
    """A draft and the mould that it fits."""

    mould: Mould
    standings: Sequence[Standing]
    meta: Meta

    def word(self) -> bytes | None:
        """The draft's Word file; None while none of the mould's drafts was composed."""
        return None if self.mould.word is None else self.mould.word.pour(self._words(), self.meta)

    def compose(self, document: Document, laid: LaidOut, theme: Theme) -> bytes:
        """The draft's Word file in the long way; the mould keeps it where other words can stand in it."""
        made = compose(document, laid, theme)
        if WordMould not in self.mould.unfit:
            try:
                self.mould.word = WordMould(made, self._words())
            except ValueError:
                self.mould.unfit.add(WordMould)
        return made.file(document.meta)

    def pages(self) -> LaidOut | None:
        """The draft's pages, with the structure of the mould's first; None while none of its drafts was painted."""
        return None if self.mould.pages is None else self.mould.pages.pour(self._lines(), self.meta)

    def keep(self, document: Document, laid: LaidOut) -> None:
        """Let the mould keep the draft's pages, which were laid out and painted, where other words can stand there."""
        mould = self.mould
        if mould.pages is not None or PageMould in mould.unfit:
            return
        blocks = list(all_blocks(document))
        try:
            places = list(zip(mould.slots, self.standings, strict=True))
            elements = [laid.elements[id(blocks[slot.at])] if standing.place else None for slot, standing in places]
            mould.pages = PageMould(laid, elements, self._lines())
        except ValueError:
            mould.unfit.add(PageMould)

    def _lines(self) -> list[Sequence[Line]]:
        return [standing.lines for standing in self.standings]

    def _words(self) -> list[bytes]:
        return [standing.words() for standing in self.standings if standing.place is not None]


@dataclass(slots=True)
class Moulds:
    """The moulds of drafts that are set with one font book."""

    fonts: FontBook
    _places: Generations[Hashable, Places] = field(default_factory=lambda: Generations(FORMS))
    _moulds: Generations[Hashable, Mould] = field(default_factory=lambda: Generations(MOULDS))
    _met: Generations[int, bool] = field(default_factory=lambda: Generations(MET))

    def find(self, cast: Cast, theme: Theme, meta: Meta) -> Pouring | None:
        """A mould that a draft fits; ``theme`` is the style sheet of its kind, ``meta`` its properties."""
        places = self._places.get(cast.key)
        if places is None:
            return None
        standings = places.standings(cast.contents, Setter(theme, self.fonts))
        mould = self._moulds.get(_key(cast, standings))
        return None if mould is None else Pouring(mould, standings, meta)

    def learn(
        self,
        cast: Cast,
        slots: Sequence[Slot],
        document: Document,
        laid: LaidOut,
        theme: Theme,
        look: Look,
    ) -> Pouring | None:
        """Take in a draft that was set in the long way; the mould made of it, if one that stands alike came before.

        ``slots`` are those of ``document``, which may lack the colophon that ``cast`` has.
        """
        places = self._places.get(cast.key)
        if places is None:
            places = Places(slots, document, laid, theme)
            self._places.keep(cast.key, places)
        standings = places.standings(cast.contents, Setter(theme, self.fonts))
        key = _key(cast, standings)
        if self._met.get(hash(key)) is None:
            self._met.keep(hash(key), True)
            return None
        mould = Mould(standings, len(laid.pages), laid.page_of, look, slots)
        self._moulds.keep(key, mould)
        return Pouring(mould, standings, document.meta)


def _key(cast: Cast, standings: Sequence[Standing]) -> Hashable:
    return cast.key, tuple([standing.sign for standing in standings])
