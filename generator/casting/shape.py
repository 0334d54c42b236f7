"""The shape of a filled form: all that a template may look at, without the answers that it only prints."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from itertools import count

from generator.filling import FilledForm
from generator.filling.result import (
    Content,
    Enclosures,
    FilledBlock,
    Grid,
    GridCell,
    GridRow,
    Head,
    LineEnd,
    NewPage,
    Prose,
    Space,
    TableOfContents,
    Words,
)
from generator.generations import Generations

OPEN, CLOSE = "\ufde0", "\ufde1"
"""Around the number of a place in a skeleton: Unicode noncharacters, which no data contains (loaders refuse them)."""


LIMIT = 2000
"""Rows that are known again."""
KINDS = 5000
"""Kinds of rows that are told apart; too many are forgotten all at once."""


@dataclass(frozen=True, slots=True)
class Shape:
    """``key`` tells shapes apart; ``contents`` are the answers, in printed order, that go into the skeleton."""

    key: Hashable
    contents: tuple[Content, ...]


class Shapes:
    """Tells the shapes of filled forms; rows that stand in many forms are looked at once."""

    def __init__(self) -> None:
        self._rows: Generations[int, tuple[GridRow, int, tuple[Content, ...]]] = Generations(LIMIT)
        self._numbers: dict[Hashable, int] = {}
        self._next = count().__next__

    def of(self, filled: FilledForm) -> Shape:
        """The shape of ``filled``; its own words belong to the shape, everything else to the contents."""
        contents: list[Content] = []
        return Shape(tuple([self._block(block, contents) for block in filled.blocks]), tuple(contents))

    def _block(self, block: FilledBlock, contents: list[Content]) -> Hashable:
        if isinstance(block, Grid):
            return block.columns, block.name, block.small, tuple([self._row(row, contents) for row in block.rows])
        return _block_key(block, contents)

    def _row(self, row: GridRow, contents: list[Content]) -> Hashable:
        """A number for the key of a row."""
        found = self._rows.get(id(row))
        if found is None:
            own: list[Content] = []
            found = (row, self._number(_row_key(row, own)), tuple(own))
            self._rows.keep(id(row), found)
        contents += found[2]
        return found[1]

    def _number(self, key: Hashable) -> int:
        number = self._numbers.get(key)
        if number is None:
            if len(self._numbers) >= KINDS:
                self._numbers.clear()
            number = self._numbers[key] = self._next()
        return number


def stand_in(filled: FilledForm) -> FilledForm:
    """The form of the same shape whose contents are the numbers of their places."""
    count = 0

    def place(content: Content) -> Content:
        nonlocal count
        if fixed_words(content) is not None:
            return content
        count += 1
        return (Words(f"{OPEN}{count - 1}{CLOSE}"),)

    return replace(filled, blocks=tuple(_standing(block, place) for block in filled.blocks), answers=())


def fixed_words(content: Content) -> tuple[str, ...] | None:
    """The words of a content that has nothing but the form's own words; else None."""
    words: list[str] = []
    for part in content:
        if isinstance(part, Words):
            words.append(part.text)
        elif isinstance(part, LineEnd):
            words.append("\n")
        else:
            return None
    return tuple(words)


def _content_key(content: Content, contents: list[Content]) -> Hashable:
    if len(content) == 1 and type(content[0]) is Words:  # by far the most: a label
        return content[0].text
    fixed = fixed_words(content)
    if fixed is None:
        contents.append(content)
    return fixed


def _block_key(block: FilledBlock, contents: list[Content]) -> Hashable:
    match block:
        case Prose():
            return "p", block.style, block.anchor, block.align, _content_key(block.content, contents)
        case Head():
            return "h", block.level, block.label, block.anchor, block.style, _content_key(block.content, contents)
        case Enclosures():
            return "e", block.names
        case TableOfContents():
            return "t", block.title, block.depth
        case Space():
            return block.height
        case NewPage():
            return None
        case _:
            raise TypeError(type(block))


def _row_key(row: GridRow, contents: list[Content]) -> Hashable:
    cells = tuple(
        (
            cell.role,
            cell.colspan,
            cell.rowspan,
            cell.anchor,
            cell.flows,
            _content_key(cell.above, contents),
            _content_key(cell.content, contents),
        )
        for cell in row.cells
    )
    return row.height, row.head, row.splits, cells


Place = Callable[[Content], Content]


def _standing(block: FilledBlock, place: Place) -> FilledBlock:
    match block:
        case Grid():
            return replace(block, rows=tuple(_standing_row(row, place) for row in block.rows))
        case Prose() | Head():
            return replace(block, content=place(block.content))
        case _:
            return block


def _standing_row(row: GridRow, place: Place) -> GridRow:
    def cell(one: GridCell) -> GridCell:
        above = place(one.above)
        return replace(one, above=above, content=place(one.content))

    return replace(row, cells=tuple(map(cell, row.cells)))
