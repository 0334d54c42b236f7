"""What layout hands to painters: pages of text runs, rules, shapes and links in points, with their structure marks.

Coordinates are points from the page's top left corner, y downwards; a text run's y is its baseline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from generator.document.drawing import Color
from generator.document.nodes import Meta


@dataclass(slots=True, eq=False)
class StructNode:
    """An element of the logical structure (ISO 32000-1, 14.7): role, parent, attributes; children in document order.

    ``attributes`` uses the names Alt, ActualText, Lang, Title, Scope, ColSpan, RowSpan, Headers, ListNumbering, Id.
    Painted content belongs to the node named by its item's ``owner``; a painter keeps items in paint order, so that
    content and child elements mix as they were painted.
    """

    role: str
    parent: StructNode | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[StructNode] = field(default_factory=list)

    def add(self, role: str, **attributes: str) -> StructNode:
        """Append and return a child element."""
        child = StructNode(role, self, attributes)
        self.children.append(child)
        return child


Owner = StructNode | None  # None: an artifact (headers, folios, rules, repeated heads)


@dataclass(slots=True)
class TextRun:
    """Characters of one face, size and colour on one baseline.

    ``advances[i]`` is the distance in points from the origin of character i to that of character i+1, squeezing,
    glue and justification included; ``len(advances) == len(text)`` (Python characters, all in the BMP or not).
    ``shifts`` optionally moves single glyphs by points without changing the pen: {index: dx}.
    ``actual`` replaces the run's text for extraction where glyphs mislead (for instance a U+2E3A drawn for ——).
    ``edge`` is the left edge of the paragraph's line that the run stands in, where it stands in one: other words can
    be set there.
    """

    x: float
    y: float
    face: str
    size: float
    text: str
    advances: tuple[float, ...]
    color: Color = "000000"
    owner: Owner = None
    actual: str = ""
    edge: float | None = None


@dataclass(slots=True)
class Rule:
    """A straight line from (x1, y1) to (x2, y2)."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.5
    color: Color = "000000"
    dashed: bool = False
    owner: Owner = None


@dataclass(slots=True)
class Rect:
    """A rectangle by its top left corner; ``radius`` rounds it; empty colours are not painted."""

    x: float
    y: float
    width: float
    height: float
    fill: Color = ""
    stroke: Color = ""
    line_width: float = 0.5
    radius: float = 0.0
    dashed: bool = False
    owner: Owner = None


@dataclass(slots=True)
class Shape:
    """A path of straight segments; ``contours`` are point lists; closed contours can be filled (non-zero)."""

    contours: tuple[tuple[tuple[float, float], ...], ...]
    closed: bool = True
    fill: Color = ""
    stroke: Color = ""
    line_width: float = 0.5
    dashed: bool = False
    owner: Owner = None


@dataclass(slots=True)
class LinkArea:
    """An active rectangle (x, y = top left). Exactly one of ``href`` (URI) and ``dest`` (a destination's name) is set.

    ``owner`` is the Link element that its annotation belongs to; ``contents`` says in words where it leads.
    """

    x: float
    y: float
    width: float
    height: float
    href: str = ""
    dest: str = ""
    contents: str = ""
    owner: Owner = None


@dataclass(slots=True)
class Destination:
    """A named place for links and the outline: the page position (x, y) at its top."""

    name: str
    x: float
    y: float


@dataclass(slots=True)
class FormArea:
    """Where a fillable field lies (for the --fillable edition); the widget is drawn by the painter."""

    x: float
    y: float
    width: float
    height: float
    key: str
    label: str
    kind: Literal["text", "long", "date", "choice", "check"]
    value: str
    options: tuple[str, ...] = ()
    size: float = 10.5
    owner: Owner = None


Item = TextRun | Rule | Rect | Shape | LinkArea | Destination | FormArea


@dataclass(slots=True, eq=False)
class Painted:
    """Items around an origin of their own, painted once for all documents that print them; never changed.

    ``kept`` is for painters: what they made of the items, under their own names.
    """

    items: tuple[Item, ...]
    kept: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Painted items with their origin at (x, y)."""

    painted: Painted
    x: float
    y: float

    def items(self) -> Iterator[Item]:
        """Copies of the items where they stand."""
        for item in self.painted.items:
            yield _moved(item, self.x, self.y)


@dataclass(slots=True, eq=False)
class Stack:
    """Stamps that follow one another on a page, put there once for all documents that have them; see ``kept`` of
    :class:`Painted`."""

    stamps: tuple[Stamp, ...]
    kept: dict[str, object] = field(default_factory=dict)

    def items(self) -> Iterator[Item]:
        """Copies of all stamps' items where they stand."""
        for stamp in self.stamps:
            yield from stamp.items()


def _moved(item: Item, dx: float, dy: float) -> Item:
    match item:
        case Rule():
            return replace(item, x1=item.x1 + dx, y1=item.y1 + dy, x2=item.x2 + dx, y2=item.y2 + dy)
        case Shape():
            moved = tuple(tuple((x + dx, y + dy) for x, y in contour) for contour in item.contours)
            return replace(item, contours=moved)
        case _:
            return replace(item, x=item.x + dx, y=item.y + dy)


@dataclass(slots=True)
class Page:
    """One page of ``width`` × ``height`` points; ``folio`` is its printed number ("" when it prints none)."""

    width: float
    height: float
    parts: list[Item | Stamp | Stack]
    folio: str = ""
    section: int = 0

    @property
    def items(self) -> list[Item]:
        """All that stands on the page, stamps taken apart."""
        out: list[Item] = []
        for part in self.parts:
            if isinstance(part, Stamp | Stack):
                out.extend(part.items())
            else:
                out.append(part)
        return out


@dataclass(slots=True)
class OutlineEntry:
    """A bookmark of the reader's side bar; ``level`` counts from 1."""

    level: int
    title: str
    dest: str


@dataclass(slots=True)
class Measured:
    """One paragraph as laid out: its lines, and the measure and first indent they were set to, in points.

    ``room`` is the measure that the paragraph stands in, before its style's indents. ``turns`` are the positions in its
    text where lines begin, but for the first, that other programs would not find: in balanced lines, in addresses and
    lists of numbers. ``parts`` are the lines of each part between forced line ends, where there are such.
    """

    lines: int
    measure: float
    first_indent: float = 0.0
    room: float = 0.0
    turns: tuple[int, ...] = ()
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LastPage:
    """How a layout ends: its number of pages, the destinations on the last, how deep that is filled (points), whether
    rows of long tables stand there in which no destination begins, and each small table's destinations. A row that is
    there for the sake of its table's last one does not count."""

    pages: int
    names: tuple[str, ...]
    used: float
    records: bool = False
    small: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class LaidOut:
    """A document's pages with its logical structure, outline and page map.

    Nodes are frozen and keep their identity from numbering on, so ``id(node)`` of the tree that was laid out keys
    what the Word writer needs to pin the same lines and pages.
    """

    meta: Meta
    pages: Sequence[Page]
    structure: StructNode
    outline: list[OutlineEntry]
    page_of: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Node id (a heading's, table's or figure's ``id``) → (physical page from 0, printed folio)."""
    measured: dict[int, Measured] = field(default_factory=dict)
    """``id(paragraph or heading)`` → its lines; captions under ``id(table)`` or ``id(figure)``."""
    elements: dict[int, StructNode] = field(default_factory=dict)
    """``id(paragraph or heading)`` → the element that its words belong to."""
    row_heights: dict[int, float] = field(default_factory=dict)
    """``id(row)`` → height in points."""
    whole_tables: set[int] = field(default_factory=set)
    """``id(table)`` of small tables, whose rows stay on one page."""
    kept_rows: set[int] = field(default_factory=set)
    """``id(row)`` of rows that stay on the page of the row that ends their table."""
    whole_rows: set[int] = field(default_factory=set)
    """``id(row)`` of rows that might part between their lines, but surely need not where they stand."""
    page_starts: set[int] = field(default_factory=set)
    """``id(block)`` of blocks that begin a page (not a section's first, not continued ones)."""
    page_room: dict[int, float] = field(default_factory=dict)
    """``id(block)`` of blocks that begin a page → points left free below the last line of the page before.

    Where a page is full, a word processor comes to its end by itself; a forced end would, one line too many, leave a
    page nearly empty. Blocks that are missing here count as following a full page.
    """
    space_after: dict[int, float] = field(default_factory=dict)
    """``id(table or figure)`` → points added below it to return to the base-line grid."""
    section_pages: tuple[int, ...] = ()
    """How many pages each section has."""
    last: LastPage = LastPage(0, (), 0.0)
    tighter: Callable[[str], LastPage] = lambda _without: LastPage(0, (), 0.0)
    """How it would end if lines stood nearer, without the blocks whose destinations begin with the argument."""
