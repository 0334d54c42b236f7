"""Rows of tables as they were set in earlier documents: a form's rows are the same in every draft but for a few."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import is_

from generator.document.nodes import Row
from generator.layout.fonts import FontBook
from generator.layout.placed import Measured, StructNode
from generator.layout.strips import Strip

LIMIT = 1500
"""Groups of rows that are kept for tables of one make; too many are forgotten all at once."""
MAKES = 60
"""Makes of tables that are kept."""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that cells spanning rows join (mostly one): their structure, their strips, and what was measured.

    ``measured`` and ``heights`` are what the page map tells of them, by identity; ``rows`` keeps alive what they name.
    """

    rows: tuple[Row, ...]
    nodes: tuple[StructNode, ...]
    strips: tuple[Strip, ...]
    measured: dict[int, Measured]
    heights: dict[int, float]


@dataclass(slots=True)
class KnownRows:
    """Groups of rows in tables of one make, by the identity of their first row.

    ``token`` marks their strips as of one table; ``held`` keeps alive what the make's key names by identity.
    """

    held: object
    token: object = field(default_factory=object)
    groups: dict[int, RowGroup] = field(default_factory=dict)

    def find(self, rows: tuple[Row, ...], at: int) -> RowGroup | None:
        """The group that begins at ``at``, where all its rows are these very rows."""
        group = self.groups.get(id(rows[at]))
        if group is None or len(group.rows) == 1:
            return group
        size = len(group.rows)
        same = len(rows) - at >= size and all(map(is_, rows[at : at + size], group.rows))
        return group if same else None

    def keep(self, group: RowGroup) -> None:
        """Remember ``group``."""
        if len(self.groups) >= LIMIT:
            self.groups.clear()
        self.groups[id(group.rows[0])] = group


def known_rows(fonts: FontBook, key: tuple[object, ...], held: object) -> KnownRows:
    """The rows set with ``fonts`` in tables of the make ``key``; ``held`` is what the key names by identity."""
    makes = fonts.kept.get(KnownRows.__name__)
    if not isinstance(makes, dict):
        makes = fonts.kept[KnownRows.__name__] = {}
    found: KnownRows | None = makes.get(key)
    if found is None:
        if len(makes) >= MAKES:
            makes.clear()
        found = makes[key] = KnownRows(held)
    return found
