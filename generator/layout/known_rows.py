"""Rows of tables as they were set in earlier documents: a form's rows are the same in every draft but for a few."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.document.nodes import Row
from generator.document.walk import stand_at
from generator.generations import Generations
from generator.layout.fonts import FontBook
from generator.layout.placed import Measured, StructNode
from generator.layout.strips import Strip

LIMIT = 600
"""Groups of rows that are kept, some 15 KB each with what painters make of them."""
MAKES = 200
"""Makes of tables that are kept: by style sheet, columns, heads and place in the document."""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that cells spanning rows join (mostly one): their structure, their strips, and what was measured.

    ``measured``, ``elements`` and ``heights`` are what the page map tells of them, by identity; ``rows`` keeps alive
    what they name.
    """

    rows: tuple[Row, ...]
    nodes: tuple[StructNode, ...]
    strips: tuple[Strip, ...]
    measured: dict[int, Measured]
    elements: dict[int, StructNode]
    heights: dict[int, float]


@dataclass(frozen=True, slots=True)
class KnownRows:
    """Groups of rows in tables of one make, by the identity of their first row.

    ``token`` marks their strips as of one table; ``held`` keeps alive what the make's key names by identity. All
    makes share one memory, so that its size does not grow with their number.
    """

    held: object
    groups: Generations[tuple[int, int], RowGroup]
    token: object = field(default_factory=object)

    def find(self, rows: tuple[Row, ...], at: int) -> RowGroup | None:
        """The group that begins at ``at``, where all its rows are these very rows."""
        group = self.groups.get((id(self.token), id(rows[at])))
        if group is None or len(group.rows) == 1:
            return group
        return group if stand_at(rows, at, group.rows) else None

    def keep(self, group: RowGroup) -> None:
        """Remember ``group``."""
        self.groups.keep((id(self.token), id(group.rows[0])), group)


class _Makes:
    """The makes of tables met with a font book, and the rows of all of them."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], KnownRows] = {}
        self._groups: Generations[tuple[int, int], RowGroup] = Generations(LIMIT)

    def take(self, key: tuple[object, ...], held: object) -> KnownRows:
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MAKES:
                self._known.clear()
                self._groups = Generations(LIMIT)  # their keys name tokens that go
            found = self._known[key] = KnownRows(held, self._groups)
        return found


def known_rows(fonts: FontBook, key: tuple[object, ...], held: object) -> KnownRows:
    """The rows set with ``fonts`` in tables of the make ``key``; ``held`` is what the key names by identity."""
    makes = fonts.kept.get(__name__)
    if not isinstance(makes, _Makes):
        makes = fonts.kept[__name__] = _Makes()
    return makes.take(key, held)
