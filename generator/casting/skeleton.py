"""A document tree with numbered places, and pouring: the same tree with inlines in the places, the rest shared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from generator.casting.shape import CLOSE, OPEN
from generator.document.nodes import (
    Block,
    Cell,
    Document,
    Heading,
    Inline,
    List,
    ListItem,
    Meta,
    Paragraph,
    Row,
    Table,
    Text,
)
from generator.document.walk import all_blocks, blocks_in

Contents = Sequence[tuple[Inline, ...]]
T = TypeVar("T")
Pour = Callable[[Contents], T]
"""Makes a node from the contents of the places."""

_PLACE = re.compile(f"{OPEN}([0-9]+){CLOSE}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A paragraph or heading with places: its number among the tree's blocks, its places', how its words are poured."""

    at: int
    numbers: tuple[int, ...]
    pour: Pour[tuple[Inline, ...]]


class Skeleton:
    """A numbered tree whose places are filled again and again; what has no place in it stays the same object."""

    def __init__(self, document: Document) -> None:
        self.document = document
        made = [(section, _blocks(section.blocks)) for section in document.sections]
        self._sections = [(section, pour or _always(section.blocks)) for section, pour in made]

    def pour(self, contents: Contents, meta: Meta) -> Document:
        """The tree with ``contents`` in its places."""
        return Document(meta, tuple(replace(section, blocks=pour(contents)) for section, pour in self._sections))

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Where the places are, in the order of :func:`all_blocks`."""
        found: list[Slot] = []
        for at, block in enumerate(all_blocks(self.document)):
            pour = _inlines(block.children) if isinstance(block, Heading | Paragraph) else None
            if pour is not None:
                found.append(Slot(at, tuple(sorted(_numbers_in(block))), pour))
        return tuple(found)


def _numbers_in(block: Block) -> Iterator[int]:
    """The places in a block's own text."""
    for child in block.children if isinstance(block, Heading | Paragraph) else ():
        yield from map(int, _PLACE.findall(child.text)) if isinstance(child, Text) else ()


def _always(value: T) -> Pour[T]:
    return lambda _: value


def _blocks(blocks: tuple[Block, ...]) -> Pour[tuple[Block, ...]] | None:
    """How to pour ``blocks``; None when there is no place in them."""
    return _members(blocks, [_block(block) for block in blocks])


def _members(members: tuple[T, ...], pours: Sequence[Pour[T] | None]) -> Pour[tuple[T, ...]] | None:
    if not any(pours):
        return None
    if len(members) == 1 and pours[0] is not None:
        only = pours[0]
        return lambda contents: (only(contents),)
    fresh = [(index, pour) for index, pour in enumerate(pours) if pour is not None]

    def pour_all(contents: Contents) -> tuple[T, ...]:
        out = list(members)
        for index, pour in fresh:
            out[index] = pour(contents)
        return tuple(out)

    return pour_all


def _block(block: Block) -> Pour[Block] | None:
    match block:
        case Paragraph():
            return _paragraph(block)
        case Heading():
            return _heading(block)
        case Table():
            return _table(block)
        case List():
            return _list(block)
        case _:
            return None


def _paragraph(block: Paragraph) -> Pour[Block] | None:
    children = _inlines(block.children)
    if children is None:
        return None
    style, align, ident, source = block.style, block.align, block.id, block.source
    return lambda contents: Paragraph(children(contents), style, align, ident, source)


def _heading(block: Heading) -> Pour[Block] | None:
    children = _inlines(block.children)
    return None if children is None else lambda contents: replace(block, children=children(contents))


def _list(block: List) -> Pour[Block] | None:
    items = _members(block.items, [_item(item) for item in block.items])
    return None if items is None else lambda contents: replace(block, items=items(contents))


def _item(item: ListItem) -> Pour[ListItem] | None:
    blocks = _blocks(item.blocks)
    return None if blocks is None else lambda contents: ListItem(blocks(contents), item.label)


def _table(block: Table) -> Pour[Block] | None:
    rows = _members(block.rows, [_row(row) for row in block.rows])
    return None if rows is None else lambda contents: replace(block, rows=rows(contents))


def _row(row: Row) -> Pour[Row] | None:
    """A row; over the same contents the same row, which layout and writers then know again."""
    cells = _members(row.cells, [_cell(cell) for cell in row.cells])
    if cells is None:
        return None
    numbers = sorted(_numbers(row))
    head, height, splits, source = row.head, row.min_height, row.splits, row.source
    known: dict[tuple[int, ...], tuple[tuple[tuple[Inline, ...], ...], Row]] = {}

    def pour(contents: Contents) -> Row:
        within = tuple([contents[number] for number in numbers])
        key = tuple([id(each) for each in within])
        found = known.get(key)
        if found is None:
            if len(known) >= ROWS:
                known.clear()
            found = known[key] = (within, Row(cells(contents), head, height, splits, source))
        return found[1]

    return pour


ROWS = 6
"""Rows of one place that are known again; most places have a few answers that many companies give."""


def _numbers(row: Row) -> set[int]:
    """The places in a row."""
    return {number for cell in row.cells for block in blocks_in(cell.blocks) for number in _numbers_in(block)}


def _cell(cell: Cell) -> Pour[Cell] | None:
    blocks = _blocks(cell.blocks)
    if blocks is None:
        return None
    rest = (cell.head, cell.colspan, cell.rowspan, cell.align, cell.valign, cell.fill)
    return lambda contents: Cell(blocks(contents), *rest)


def _inlines(children: tuple[Inline, ...]) -> Pour[tuple[Inline, ...]] | None:
    """How to pour inlines; places are looked for in text that stands in no other inline."""
    pieces: list[Inline | int] = []
    for child in children:
        if not isinstance(child, Text) or OPEN not in child.text:
            pieces.append(child)
            continue
        for index, part in enumerate(_PLACE.split(child.text)):
            if index % 2:
                pieces.append(int(part))
            elif part:
                pieces.append(Text(part))
    numbers = [piece for piece in pieces if isinstance(piece, int)]
    if not numbers:
        return None
    if len(pieces) == 1:
        (number,) = numbers
        return lambda contents: contents[number]

    def pour(contents: Contents) -> tuple[Inline, ...]:
        out: list[Inline] = []
        for piece in pieces:
            for child in contents[piece] if isinstance(piece, int) else (piece,):
                if out and isinstance(child, Text) and isinstance(before := out[-1], Text):
                    out[-1] = Text(before.text + child.text)
                else:
                    out.append(child)
        return tuple(out)

    return pour
