"""The same Word file with other words in some places, where these change nothing around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from generator.document.nodes import Document, Inline, Link, Meta, Paragraph, Ref, Table
from generator.document.walk import blocks_in, inlines_in
from generator.layout.placed import LaidOut, Measured, StructNode
from generator.model.theme import Theme
from generator.word.composed import Composed
from generator.word.context import Context
from generator.word.fit import SURE, CellFit, spacing_for
from generator.word.inlines import runs
from generator.word.runs import spaced
from generator.word.tables import OWN_MARGINS, CellPlace, cell_places
from generator.word.turns import turned


def stands_alone(children: tuple[Inline, ...]) -> bool:
    """Whether the markup of inlines depends on nothing outside them: on no link and no reference."""
    return not any(isinstance(child, Link | Ref) for child in inlines_in(children))


class WordPlace:
    """A paragraph in whose place others can stand: by itself, or the cell that it shares with none of the kind."""

    def __init__(
        self, paragraph: Paragraph, theme: Theme, cell: CellPlace | None = None, measured: Mapping[int, Measured] = {}
    ) -> None:
        """``measured`` are the lines of the cell's other paragraphs, by identity."""
        self.paragraph, self._theme = paragraph, theme
        self._cell, self._measured = cell, measured
        self._style = theme.styles[paragraph.style]
        self._usual: tuple[str, str] | None = None
        """The cell's markup around words that need no help, once it is known."""

    def words(self, children: tuple[Inline, ...], found: Measured) -> bytes:
        """The markup that changes with the paragraph's words: its runs, or the whole of its cell."""
        fit = CellFit(0.0, self._cell.splits) if self._cell else None
        turning = turned(children, found)
        help_ = spacing_for("", turning, self._style, found, self._theme, cell=fit, thorough=fit is None)
        context = _around(self._theme)
        content = runs(turning, spaced(help_.spacings), context)
        if self._cell is None:
            return content.encode()
        at_ease = not any(help_.spacings) and help_.cost < SURE
        if not (at_ease and self._usual):
            return self._whole(self._cell, children, found, content if at_ease else "").encode()
        before, after = self._usual
        return f"{before}{content}{after}".encode()

    def _whole(self, cell: CellPlace, children: tuple[Inline, ...], found: Measured, content: str) -> str:
        """The markup of the cell; what stands around ``content`` in it is kept where the cell needs no help either."""
        fresh = replace(self.paragraph, children=children)
        blocks = tuple([fresh if block is self.paragraph else block for block in cell.blocks])
        context = _around(self._theme)
        context.laid.measured = {**self._measured, id(fresh): found}
        markup = cell.markup(blocks, context)
        alone = len(blocks) == 1  # another paragraph that needs help may want other margins for other words
        if content and alone and OWN_MARGINS not in markup and markup.count(content) == 1:
            before, _, after = markup.partition(content)
            self._usual = before, after
        return markup


def word_places(
    document: Document, laid: LaidOut, theme: Theme, wanted: Sequence[Paragraph]
) -> Iterator[WordPlace | None]:
    """The places of paragraphs of a document; None for those that cannot be written by themselves."""
    cells = dict(_cells(document, laid, theme, {id(paragraph) for paragraph in wanted}))
    for paragraph in wanted:
        place = cells.get(id(paragraph))
        if place is None:
            yield None if id(paragraph) in cells else WordPlace(paragraph, theme)
            continue
        measured = {id(block): laid.measured[id(block)] for block in place.blocks}
        yield WordPlace(paragraph, theme, place, measured)


def _cells(document: Document, laid: LaidOut, theme: Theme, wanted: set[int]) -> Iterator[tuple[int, CellPlace | None]]:
    """What stands in tables, by identity, with its cell where that holds paragraphs only, and one that is wanted."""
    for section in document.sections:
        measure = theme.page.area(section.landscape).measure
        for table in section.blocks:
            if not isinstance(table, Table):
                continue
            for place in cell_places(table, measure, Context(document, laid, theme)):
                held = [block for block in place.blocks if id(block) in wanted]
                alone = len(held) == 1 and all(isinstance(block, Paragraph) for block in place.blocks)
                for block in blocks_in(place.blocks):
                    yield id(block), place if alone else None


def _around(theme: Theme) -> Context:
    """A document of nothing but what is written."""
    nothing = Meta("")
    return Context(Document(nothing, ()), LaidOut(nothing, (), StructNode("Document"), []), theme)


class WordMould:
    """A composed file, open at the places of some of its paragraphs."""

    def __init__(self, composed: Composed, words: Sequence[bytes]) -> None:
        """``words`` stand in the places now, in the file's order.

        Raises ValueError where one of them is not found once, behind the one before.
        """
        self._composed = composed
        self._fixed: list[bytes] = []
        rest = composed.body
        for markup in words:
            before, found, after = rest.partition(markup)
            if not found or not markup or markup in after:
                raise ValueError("words that do not stand in the file once")
            self._fixed.append(before)
            rest = after
        self._rest = rest

    def pour(self, words: Sequence[bytes], meta: Meta) -> bytes:
        """The file with these words in the places, and with the properties of ``meta``."""
        body = b"".join([*chain.from_iterable(zip(self._fixed, words, strict=True)), self._rest])
        return self._composed.file(meta, body)
