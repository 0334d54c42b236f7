"""Strips and pages: a section becomes a column of unbreakable strips, and the column is cut into pages."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from generator.document.nodes import Block, Row
from generator.layout.placed import Item, Painted, Stack, Stamp

_EPSILON = 0.01
TIGHT = 0.95
"""How much nearer lines may stand to save a page."""
HOLLOW = 0.2
"""The part of a page that may stay empty for the sake of a better end."""
ROW_SLACK = 2.5
"""Points by which a table may stick out below the page: word processors, whose pages are a little deeper, would put a
row there that stood on the next page for a hair's breadth."""
SNAP_GAP = 6.0
"""Least space, in points, between a table or figure and the text that returns to the grid below it."""


@dataclass(slots=True)
class Edges:
    """Whether a table's strip is the first or last of its table on the page, where the outer rules go.

    ``opens``: it is the first but for repeated heads.
    """

    first: bool = True
    last: bool = True
    opens: bool = True


Paint = Callable[[list[Item], float, float, Edges], None]
"""Paints at (x, y): the type area's left edge and the strip's top, in points."""


def nothing(_items: list[Item], _x: float, _y: float, _edges: Edges) -> None:
    """Paints nothing."""


@dataclass(slots=True)
class Strip:
    """A piece of a page that never splits: a line, a table row, a figure.

    ``before`` and ``after`` (points) separate strips and vanish at a page's top and bottom; ``top`` is what stays of
    ``before`` at a page's top, and ``foot`` what has to stay free below the strip at a page's end. ``ends`` allows a
    page to end below the strip, with ``spare`` only where a line is left free below; ``soft`` does so only where no
    better end fills the page. ``block`` is set on the first strip of a block, ``names`` are destinations that start
    here. ``heads`` are repeated above when the strip continues its ``table`` on a new page, where both find room.
    ``snap`` returns to the base-line grid below the strip and tells the block how much that took, beyond ``after``.
    ``slack`` is how much lower the strip is when its lines stand at :data:`TIGHT` of their distance. ``stamps`` of a
    strip that stands in other documents too are what was painted for it, by whether it was the first and the last of
    its table on the page. ``row`` is the row that the strip is a line of, ``below`` the height of the strip and of
    those that follow in that row. ``small`` tables stay on one page. ``kept`` ones belong to a row that stays
    on the page of its table's last.
    """

    height: float
    paint: Paint = nothing
    before: float = 0.0
    after: float = 0.0
    top: float = 0.0
    foot: float = 0.0
    ends: bool = True
    soft: bool = False
    spare: bool = False
    fresh: bool = False
    block: Block | None = None
    names: tuple[str, ...] = ()
    table: object | None = None
    heads: tuple[Strip, ...] = ()
    snap: Block | None = None
    slack: float = 0.0
    stamps: dict[tuple[bool, bool, bool], Painted] | None = None
    small: bool = False
    kept: bool = False
    row: Row | None = None
    below: float = 0.0


@dataclass(slots=True)
class Put:
    """A strip with its top on the page; ``repeated`` marks table heads that come again."""

    strip: Strip
    y: float
    repeated: bool = False


@dataclass(slots=True)
class Column:
    """One page's strips, and the space added below blocks to return to the grid (id(block) → points)."""

    puts: list[Put] = field(default_factory=list)
    snapped: dict[int, float] = field(default_factory=dict)


def cut(strips: list[Strip], depth: float, grid: float, *, tight: bool = False) -> list[Column]:
    """Cut a column of strips into pages of ``depth`` points, as full as the permitted ends allow.

    ``tight`` takes strips as high as they are when their lines stand nearer, for counting pages. A group of strips
    that may not part but is higher than a page is cut where the page is full; every page takes at least one strip,
    so that the loop always ends.
    """
    columns: list[Column] = []
    at, share = 0, float(tight)
    while at < len(strips):
        column, at = _fill(strips, at, depth, grid, share)
        columns.append(column)
    return columns or [Column()]


def _fill(strips: list[Strip], start: int, depth: float, grid: float, share: float) -> tuple[Column, int]:
    """The page that begins with the strip ``start``, and the strip after its last; ``share`` of the slack is saved."""
    column = Column()
    puts, count, limit = column.puts, len(strips), depth + _EPSILON
    y = 0.0
    heads = strips[start].heads
    if heads and sum([_height(strip, share) for strip in (*heads, strips[start])]) <= depth:
        for head in heads:
            puts.append(Put(head, y, repeated=True))
            y += _height(head, share)
    y += strips[start].top
    fixed = len(puts)
    at = allowed = second = third = start
    after, filled = 0.0, y
    while at < count:
        strip = strips[at]
        top, height = y, strip.height - share * strip.slack
        if at > start:
            if strip.fresh:
                return column, at
            top += after + strip.before
            if top + height + strip.foot > (limit if strip.table is None else limit + ROW_SLACK):
                break
        puts.append(Put(strip, top))
        y, after = top + height, strip.after
        if strip.snap is not None:
            least = y + max(SNAP_GAP, strip.after)
            snapped = min(math.ceil((least - _EPSILON) / grid) * grid - strip.after, max(depth, y))
            column.snapped[id(strip.snap)] = snapped - y
            y = snapped
        at += 1
        free = y <= depth - grid  # a line to spare: word processors are made to end the page there too
        if strip.ends and (free or not strip.spare):
            allowed, filled = at, y
        elif strip.soft:
            second = at
            third = at if free else third
    else:
        return column, at
    if allowed == start:
        allowed = second
    elif third > allowed and filled < depth * (1 - HOLLOW):
        allowed = third
    if allowed > start:
        del column.puts[fixed + allowed - start :]
        return column, allowed
    return column, at


def _height(strip: Strip, share: float) -> float:
    return strip.height - share * strip.slack


def paint_column(column: Column, parts: list[Item | Stamp | Stack], x: float, top: float) -> None:
    """Paint one page's strips at the type area's corner (x, top)."""
    puts = column.puts
    foot = len(puts) - 1
    for i, put in enumerate(puts):
        strip = put.strip
        table = strip.table
        first = table is None or i == 0 or puts[i - 1].strip.table is not table
        last = table is None or i == foot or puts[i + 1].strip.table is not table
        edges = Edges(first, last, first or puts[i - 1].repeated)
        if strip.stamps is not None and not put.repeated:
            parts.append(Stamp(_stamp(strip, strip.stamps, edges), x, top + put.y))
            continue
        items: list[Item] = []
        strip.paint(items, x, top + put.y, edges)
        parts += as_artifacts(items) if put.repeated else items


def _stamp(strip: Strip, stamps: dict[tuple[bool, bool, bool], Painted], edges: Edges) -> Painted:
    key = (edges.first, edges.last, edges.opens)
    painted = stamps.get(key)
    if painted is None:
        items: list[Item] = []
        strip.paint(items, 0.0, 0.0, edges)
        painted = stamps[key] = Painted(tuple(items))
    return painted


def as_artifacts(items: list[Item]) -> list[Item]:
    """Repeated heads are for the eye only: readers have met them on the table's first page."""
    kept: list[Item] = []
    for item in items:
        if hasattr(item, "owner"):
            item.owner = None
        if type(item).__name__ not in {"Destination", "LinkArea", "FormArea"}:
            kept.append(item)
    return kept
