"""The whole layout: sections to strips, strips to pages, then everything is painted with its folios known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import overload

from generator.diagnostics import failure
from generator.document.nodes import Document, Heading, Section
from generator.document.numbering import refill_pages
from generator.layout.blocks import block_strips
from generator.layout.fonts import FontBook
from generator.layout.furniture import folio, folio_text, running_head
from generator.layout.placed import Item, LaidOut, LastPage, OutlineEntry, Page, StructNode
from generator.layout.setting import Setter
from generator.layout.strips import Column, Put, Strip, cut, paint_column
from generator.layout.toc import Contents, contents_of
from generator.model.theme import LineBreaking, Theme

ROOM = 34.0
"""Points below a row that stays whole in word processors as in the layout: two lines of a form."""
MAX_PASSES = 4
"""How often page references may move pages before the last layout stands."""


@dataclass(slots=True)
class _SectionPages:
    section: Section
    columns: list[Column]
    first_number: int
    strips: list[Strip]


def layout(
    document: Document, theme: Theme, fonts: FontBook, mode: LineBreaking = "optimal", *, fillable: bool = False
) -> tuple[Document, LaidOut]:
    """Lay out a numbered, drawn document. Returns the tree that was laid out and its pages.

    ``fillable`` gives every field, gap and tick box an area for a widget; lines and pages stay the same.

    The tree is the given one unless it has page references, whose folios are filled by laying out again until they
    stay. Raises ZhiyinError for characters that no face has, and for whatever cannot be brought onto pages.
    """
    if not document.sections:
        raise failure("LAY-005", "文件里没有内容", hint="模板的 <document> 里至少要有一个 <section>")
    laid, refers = _once(document, theme, fonts, mode, fillable)
    if not refers:
        return document, laid
    for _ in range(MAX_PASSES):
        folios = {name: printed for name, (_, printed) in laid.page_of.items()}
        filled = refill_pages(document, folios)
        if filled == document:
            break
        document = filled
        laid, _ = _once(document, theme, fonts, mode, fillable)
    return document, laid


def _once(
    document: Document, theme: Theme, fonts: FontBook, mode: LineBreaking, fillable: bool
) -> tuple[LaidOut, bool]:
    """The pages, and whether the document refers to pages."""
    setter = Setter(theme, fonts, mode, fillable=fillable)
    root = StructNode("Document")
    contents = contents_of(document)
    laid = LaidOut(document.meta, [], root, _outline(contents), measured=setter.measured)
    laid.elements = setter.elements
    laid.row_heights, laid.whole_tables = setter.row_heights, setter.whole_tables
    laid.kept_rows = setter.kept_rows
    sections = _paginate(document, setter, root, contents, laid)
    contents.folios.update({name: printed for name, (_, printed) in laid.page_of.items()})
    setter.check()

    def paint() -> list[Page]:
        painted = [page for index, pages in enumerate(sections) for page in _paint(pages, index, setter)]
        setter.check()
        return painted

    laid.pages = LaterPages(sum(len(pages.columns) for pages in sections), paint)
    laid.section_pages = tuple([len(pages.columns) for pages in sections])
    laid.last = _last(sections[-1].columns, len(laid.pages))
    laid.tighter = lambda without: _tighter(sections, setter, without)
    return laid, setter.page_references


def _last(columns: list[Column], count: int, *, tight: bool = False) -> LastPage:
    puts = columns[-1].puts
    if not puts:
        return LastPage(count, (), 0.0)
    small: dict[object, list[str]] = {}
    for put in puts:
        if put.strip.small:
            small.setdefault(put.strip.table, []).extend(put.strip.names)
    others = [put.strip for put in puts if not (put.repeated or put.strip.small or put.strip.kept)]
    names = tuple([name for strip in others for name in strip.names])
    records = any(strip.table is not None and not strip.names for strip in others)
    foot = puts[-1].strip
    filled = puts[-1].y + foot.height - (foot.slack if tight else 0.0)
    return LastPage(count, names, filled, records, tuple(map(tuple, small.values())))


def _tighter(sections: list[_SectionPages], setter: Setter, without: str) -> LastPage:
    """The last page if lines stood nearer, and without the blocks whose destination begins with ``without``."""
    count = 0
    columns: list[Column] = []
    for made in sections:
        kept = [s for s in made.strips if not without or not any(name.startswith(without) for name in s.names)]
        depth = setter.theme.page.area(made.section.landscape).depth
        columns = cut(kept, depth, setter.theme.page.grid, tight=True)
        count += len(columns)
    return _last(columns, count, tight=True)


def _outline(contents: Contents) -> list[OutlineEntry]:
    return [OutlineEntry(h.level, h.words, h.id) for h in contents.headings]


def _paginate(
    document: Document, setter: Setter, root: StructNode, contents: Contents, laid: LaidOut
) -> list[_SectionPages]:
    made: list[_SectionPages] = []
    number, physical = 1, 0
    for section in document.sections:
        area = setter.theme.page.area(section.landscape)
        setter.depth = area.depth
        node = root.add("Sect")
        strips = block_strips(section.blocks, setter, node, area.measure, contents, nested=False)
        columns = cut(strips, area.depth, setter.theme.page.grid)
        number = 1 if section.restart else number
        made.append(_SectionPages(section, columns, number, strips))
        for offset, column in enumerate(columns):
            printed = folio_text(number + offset, section.folio, first=offset == 0)
            _map_column(column, physical + offset, printed, laid)
            _map_rows(column, area.depth, laid)
        for before, after in pairwise(columns):
            _map_start(before, after, area.depth, laid)
        number += len(columns)
        physical += len(columns)
    return made


def _map_column(column: Column, physical: int, printed: str, laid: LaidOut) -> None:
    laid.space_after.update(column.snapped)
    for put in column.puts:
        if not put.repeated:
            laid.page_of.update(dict.fromkeys(put.strip.names, (physical, printed)))


def _map_rows(column: Column, depth: float, laid: LaidOut) -> None:
    """Which rows stand on the page whole, with room to spare for programs that set a line more."""
    parts: dict[int, list[Put]] = {}
    for put in column.puts:
        if put.strip.row is not None and not put.repeated:
            parts.setdefault(id(put.strip.row), []).append(put)
    opening = next((put for put in column.puts if not put.repeated), None)
    for row, puts in parts.items():
        first, last = puts[0], puts[-1]
        foot = last.y + last.strip.height
        whole = first.strip.below > laid.row_heights[row] - 0.01 and last.strip.below <= last.strip.height
        if whole and foot <= depth - (ROOM / 2 if first is opening else ROOM):
            laid.whole_rows.add(row)


def _map_start(before: Column, after: Column, depth: float, laid: LaidOut) -> None:
    """Which block begins the page, and how much room the page before it had left."""
    opening, foot = after.puts[0], before.puts[-1]
    if opening.strip.block is not None and not opening.repeated:
        laid.page_starts.add(id(opening.strip.block))
        laid.page_room[id(opening.strip.block)] = depth - foot.y - foot.strip.height


class LaterPages(Sequence[Page]):
    """Pages that are painted when one is asked for: who only asks how many there are does not wait for paint."""

    def __init__(self, count: int, paint: Callable[[], list[Page]]) -> None:
        self._count, self._paint = count, paint
        self._painted: list[Page] | None = None

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Page]: ...
    def __getitem__(self, index: int | slice) -> Page | Sequence[Page]:
        if self._painted is None:
            self._painted = self._paint()
        return self._painted[index]


def _paint(pages: _SectionPages, index: int, setter: Setter) -> Iterator[Page]:
    section = pages.section
    area = setter.theme.page.area(section.landscape)
    chapter = ""
    for offset, column in enumerate(pages.columns):
        number = pages.first_number + offset
        printed = folio_text(number, section.folio, first=offset == 0)
        page = Page(area.width, area.height, [], printed, index)
        for put in column.puts:
            block = put.strip.block
            if isinstance(block, Heading) and block.level == 1:
                chapter = block.running
        paint_column(column, page.parts, area.left, area.top)
        furniture: list[Item] = []
        running_head(section.header.replace("{h1}", chapter), number, setter, area, furniture)
        folio(printed, number, setter, area, furniture)
        page.parts += furniture
        yield page
