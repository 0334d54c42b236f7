"""Changes as values: one change, the changes of a file, all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.changes.spans import Span

ChangeKind = Literal["added", "removed", "changed", "moved"]
Steps = tuple[str | int, ...]

KIND_NAMES: dict[ChangeKind, str] = {"added": "新增", "removed": "删去", "changed": "改动", "moved": "调整次序"}
"""How readers call the kinds."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one value or record.

    ``path`` names it by stable ids (``national[outline-2021].name``), ``label`` in the editors' words. ``old_at`` and
    ``new_at`` are its positions in the two files (as in :class:`generator.document.nodes.Origin`, without the file);
    None where it does not exist. ``spans`` lead from ``old`` to ``new``; a moved list has its members' old and new
    order in them.
    """

    kind: ChangeKind
    file: str
    path: str
    label: str
    old: str
    new: str
    spans: tuple[Span, ...]
    old_at: Steps | None
    new_at: Steps | None


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one file: a part of the guide's content, a form, the style sheet."""

    file: str
    title: str
    changes: tuple[Change, ...]

    @property
    def is_form(self) -> bool:
        """Whether the file defines an official form (or the paths among them)."""
        return self.file.startswith("content/forms/")


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes, by file in reading order; false when there is none."""

    groups: tuple[Group, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups)

    def __iter__(self) -> Iterator[Change]:
        for group in self.groups:
            yield from group.changes

    def count(self, kind: ChangeKind) -> int:
        """How many changes are of a kind."""
        return sum(1 for change in self if change.kind == kind)
