"""The same pages with other words in some places: what drafts that stand alike share is put there once for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import is_

from generator.document.nodes import Meta
from generator.layout.placed import Item, LaidOut, Page, Painted, Stack, Stamp, StructNode, TextRun
from generator.layout.setting import placed_run
from generator.layout.text import Line

Words = Sequence[Sequence[Line]]
"""The lines of every place's answer, in the places' order."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """Where a line of an answer stands: its place and number there, its left edge and base line in points."""

    place: int
    line: int
    edge: float
    base: float
    owner: StructNode

    def runs(self, words: Words) -> list[TextRun]:
        return [placed_run(run, self.edge, self.base, self.owner) for run in words[self.place][self.line].runs]


Open = list[Item | _Gap]
"""Items in which the lines of answers are left open."""


@dataclass(slots=True)
class _Segment:
    """What follows one another on a page and depends on the answers of the same places: items, or stamps of them.

    ``stamps`` are the stamps that stood there, ``opened`` their items, or those that stood there by themselves; stamps
    without answers need not be opened.
    """

    places: tuple[int, ...]
    stamps: list[Stamp] = field(default_factory=list)
    opened: list[Open] = field(default_factory=list)
    _latest: tuple[Words, list[Item | Stack]] | None = None

    def parts(self, words: Words) -> list[Item | Stack]:
        """The parts of a page that come of it with these words, which often are those of the draft before."""
        own = [words[place] for place in self.places]
        if self._latest is None or not all(map(is_, own, self._latest[0])):
            self._latest = (own, self._made(words))
        return self._latest[1]

    def _made(self, words: Words) -> list[Item | Stack]:
        if not self.stamps:
            return [item for opened in self.opened for item in _closed(opened, words)]
        if not self.places:
            return [Stack(tuple(self.stamps))]
        painted = [Painted(tuple(_closed(opened, words))) for opened in self.opened]
        return [Stack(tuple([Stamp(p, s.x, s.y) for p, s in zip(painted, self.stamps, strict=True)]))]


class PageMould:
    """The pages of a draft, open at the places of its answers."""

    def __init__(self, laid: LaidOut, elements: Sequence[StructNode | None], words: Words) -> None:
        """``elements`` are what the words of each place belong to on these pages, None for places whose answers stand
        for themselves; ``words`` are those that stand there now.

        Raises ValueError where words do not stand on the pages just once, as they were set.
        """
        finder = _Finder(elements, words)
        self._outline, self._page_of = laid.outline, laid.page_of
        self._pages = [
            (Page(page.width, page.height, [], page.folio, page.section), list(finder.segments(page)))
            for page in laid.pages
        ]
        finder.check()

    def pour(self, words: Words, meta: Meta) -> LaidOut:
        """The pages with these words, as many lines in every place as there were, and with the properties of ``meta``.

        They have no structure: that is the first draft's, piece for piece.
        """
        pages: list[Page] = []
        for page, segments in self._pages:
            pages.append(replace(page, parts=[part for segment in segments for part in segment.parts(words)]))
        return LaidOut(meta, pages, StructNode("Document"), self._outline, self._page_of)


class _Finder:
    """Goes through pages in the order of painting and finds the lines of answers."""

    def __init__(self, elements: Sequence[StructNode | None], words: Words) -> None:
        self._words = words
        self._owners = [None if node is None else StructNode(node.role) for node in elements]
        """Elements that keep no tree alive."""
        self._place_of = {id(node): place for place, node in enumerate(elements) if node is not None}
        self._coming = [[at for at, line in enumerate(lines) if line.runs][::-1] for lines in words]
        """The numbers of the lines that are still to come, the next one last; empty lines leave no mark."""
        if any(node is not None and _is_head(node) for node in elements):
            raise ValueError("an answer in a head, which may be painted again")

    def segments(self, page: Page) -> Iterator[_Segment]:
        """The parts of a page, those together that depend on the same places."""
        for stamped, group in groupby(page.parts, lambda part: isinstance(part, Stamp)):
            if stamped:
                yield from self._stamps([part for part in group if isinstance(part, Stamp)])
            else:
                yield from self._items([part for part in group if not isinstance(part, Stamp | Stack)])

    def _stamps(self, stamps: Sequence[Stamp]) -> Iterator[_Segment]:
        made: _Segment | None = None
        for stamp in stamps:
            opened = self._opened(stamp.painted.items)
            places = tuple(sorted({item.place for item in opened if isinstance(item, _Gap)}))
            if made is None or made.places != places:
                if made is not None:
                    yield made
                made = _Segment(places)
            made.stamps.append(stamp)
            if places:
                made.opened.append(opened)
        if made is not None:
            yield made

    def _items(self, items: Sequence[Item]) -> Iterator[_Segment]:
        for places, group in groupby(self._opened(items), lambda item: (item.place,) if isinstance(item, _Gap) else ()):
            yield _Segment(places, opened=[list(group)])

    def check(self) -> None:
        """Raise ValueError where lines were not met."""
        if any(coming for coming, node in zip(self._coming, self._owners, strict=True) if node is not None):
            raise ValueError("lines that do not stand on the pages")

    def _opened(self, items: Sequence[Item]) -> Open:
        """The items, with a gap for each line of an answer."""
        out: Open = []
        at = 0
        while at < len(items):
            place = self._place_of.get(id(getattr(items[at], "owner", None)))
            if place is None:
                out.append(items[at])
                at += 1
            else:
                gap, count = self._gap(place, items[at:])
                out.append(gap)
                at += count
        return out

    def _gap(self, place: int, items: Sequence[Item]) -> tuple[_Gap, int]:
        """The gap that begins with the first of ``items``, and how many of these it takes."""
        first, owner = items[0], self._owners[place]
        if not (isinstance(first, TextRun) and first.edge is not None and owner is not None and self._coming[place]):
            raise ValueError("an answer that is not text alone, or has more lines than it was set in")
        gap = _Gap(place, self._coming[place].pop(), first.edge, first.y, owner)
        runs = gap.runs(self._words)
        if [_unowned(item) for item in items[: len(runs)]] != [_unowned(run) for run in runs]:
            raise ValueError("a line that was set otherwise")
        return gap, len(runs)


def _unowned(item: Item) -> Item:
    return replace(item, owner=None) if isinstance(item, TextRun) else item


def _closed(opened: Open, words: Words) -> Iterator[Item]:
    for item in opened:
        if isinstance(item, _Gap):
            yield from item.runs(words)
        else:
            yield item


def _is_head(node: StructNode) -> bool:
    return node.role == "TH" or (node.parent is not None and _is_head(node.parent))
