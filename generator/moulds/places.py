"""The places of a form's answers on its pages: what an answer has to be like to stand there instead of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.casting.skeleton import Contents, Slot
from generator.document.nodes import Align, Check, Document, Field, Gap, Inline, Paragraph
from generator.document.walk import all_blocks, inlines_in
from generator.generations import Generations
from generator.layout.placed import LaidOut, Measured, StructNode
from generator.layout.setting import Setter
from generator.layout.text import Line
from generator.model.theme import ParagraphStyle, Theme
from generator.word.pouring import WordPlace, stands_alone, word_places

LIMIT = 300
"""Answers of a form that are known again: those that many companies give."""


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph that holds answers: its look, the measure that it stands in (points), its place in Word."""

    style: ParagraphStyle
    align: Align | None
    room: float
    word: WordPlace


@dataclass(slots=True)
class Standing:
    """How an answer stands in its place; where the signs are equal, the one can stand instead of the other.

    ``contents`` are kept so that no other inlines take their identity. Without a ``place`` the answer stands for
    itself alone; else ``lines`` are its lines in it.
    """

    contents: tuple[tuple[Inline, ...], ...]
    sign: object
    place: WordPlace | None = None
    children: tuple[Inline, ...] = ()
    measured: Measured | None = None
    lines: Sequence[Line] = ()
    _words: bytes = b""

    def words(self) -> bytes:
        """Its words in Word, written when they are first asked for; none without a place."""
        if not self._words and self.place is not None and self.measured is not None:
            self._words = self.place.words(self.children, self.measured)
        return self._words


class Places:
    """The places of one skeleton, found on the pages of the first draft that was cast with it."""

    def __init__(self, slots: Sequence[Slot], document: Document, laid: LaidOut, theme: Theme) -> None:
        self._places = list(zip(slots, _places(slots, document, laid, theme), strict=True))
        self._known: Generations[tuple[int, ...], Standing] = Generations(LIMIT)

    def standings(self, contents: Contents, setter: Setter) -> list[Standing]:
        """How each answer stands."""
        known = self._known
        out: list[Standing] = []
        for number, (slot, place) in enumerate(self._places):
            held = tuple([contents[at] for at in slot.numbers])
            key = (number, *map(id, held))
            found = known.get(key)
            if found is None:
                found = _standing(place, held, slot.pour(contents), setter) or Standing(held, key)
                known.keep(key, found)
            out.append(found)
        return out


def _standing(
    place: Place | None, held: tuple[tuple[Inline, ...], ...], children: tuple[Inline, ...], setter: Setter
) -> Standing | None:
    """How an answer stands; None where it stands for itself alone."""
    if place is None or not stands_alone(children):
        return None
    lines = setter.lines(children, place.style, StructNode("P"), place.room, key=place, align=place.align)
    measured = setter.measured.pop(id(place))
    if setter.problems:  # told when the draft is laid out; other answers do not stand the worse for it
        setter.problems.clear()
        setter.missing.clear()
        return None
    blank = tuple([number for number, line in enumerate(lines) if not line.runs])  # these leave no mark in the PDF
    return Standing(held, (measured.lines, blank, *_keys(children)), place.word, children, measured, lines)


def _keys(children: tuple[Inline, ...]) -> Iterator[str]:
    """The keys of the controls in inlines, from which their numbers follow."""
    for child in inlines_in(children):
        if isinstance(child, Field | Gap | Check):
            yield child.key


def _places(slots: Sequence[Slot], document: Document, laid: LaidOut, theme: Theme) -> Iterator[Place | None]:
    """The slots' places; None for headings, and for cells with more than one slot."""
    blocks = list(all_blocks(document))
    held = [blocks[slot.at] for slot in slots]
    wanted = [block for block in held if isinstance(block, Paragraph) and id(block) in laid.measured]
    words = {id(block): place for block, place in zip(wanted, word_places(document, laid, theme, wanted), strict=True)}
    for block in held:
        word = words.get(id(block))
        if word is None:
            yield None
        else:
            style = theme.styles[word.paragraph.style]
            yield Place(style, word.paragraph.align, laid.measured[id(block)].room, word)
