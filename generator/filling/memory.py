"""What was filled before: the same part of a form over the same values is filled once in a batch.

A part of a form (a row, a table, a paragraph) depends on nothing but the values that its paths and expressions read,
and on the form. So what was made of equal values is used again, with the notes it left in the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from generator.filling.grid import MergedRows
from generator.filling.ledger import Ledger
from generator.filling.result import Answered
from generator.generations import Generations
from generator.model.expression import expression_paths, prose_paths
from generator.model.form import Checks, Field, Long, Notes, Placed, Rows, Seal, Table, TextBlock

T = TypeVar("T")
Owner = tuple[Placed, ...] | Long | Checks | Table | Notes | TextBlock | Seal
Part = TypeVar("Part", bound=Owner)
LIMIT = 2000
"""How many parts are remembered, and how many rows on grids."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A part as filled, the keys it took, the answers it noted; ``owner`` is kept lest another take its identity."""

    owner: object
    made: Any
    keys: tuple[str, ...]
    answers: tuple[Answered, ...]


@dataclass(slots=True)
class Memory:
    """Filled parts by what they were made of. One serves all companies of a batch; it grows to a bound."""

    kept: Generations[tuple[int, tuple[Any, ...]], Remembered] = field(default_factory=lambda: Generations(LIMIT))
    needs: dict[int, tuple[object, tuple[tuple[str, ...], ...]]] = field(default_factory=dict)

    merged: MergedRows = field(default_factory=lambda: MergedRows(LIMIT))
    rows: dict[int, tuple[Rows, tuple[tuple[Placed, ...], ...]]] = field(default_factory=dict)

    def recall(self, owner: Part, ledger: Ledger, make: Callable[[Part], T]) -> T:
        """What ``make`` gives for ``owner``: remembered where the values that it reads were met before."""
        values = tuple([raw(ledger.reader.raw, path) for path in self._needed(owner)])
        key = (id(owner), values)
        try:
            found = self.kept.get(key)
        except TypeError:  # a value that cannot be compared
            return make(owner)
        if found is not None and ledger.are_new(found.keys):
            ledger.repeat(found.keys, found.answers)
            return found.made  # type: ignore[no-any-return]
        keys, answers = len(ledger.keys), len(ledger.answers)
        made = make(owner)
        taken = tuple(ledger.keys[keys:])
        if ledger.are_single(taken):
            self.kept.keep(key, Remembered(owner, made, taken, tuple(ledger.answers[answers:])))
        return made

    def placed(self, block: Rows) -> tuple[tuple[Placed, ...], ...]:
        """The block's rows of placed fields, the same objects every time."""
        known = self.rows.get(id(block))
        if known is None:
            known = self.rows[id(block)] = (block, block.placed())
        return known[1]

    def _needed(self, owner: Owner) -> tuple[tuple[str, ...], ...]:
        known = self.needs.get(id(owner))
        if known is None:
            paths = sorted({path for path in paths_of(owner) if path.partition(".")[0] != "item"})
            known = self.needs[id(owner)] = (owner, tuple(tuple(path.split(".")) for path in paths))
        return known[1]


def raw(roots: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """The value at ``path`` as the models hold it; None where a step leads nowhere."""
    value: Any = roots.get(path[0])
    for step in path[1:]:
        if value is None:
            return None
        value = value.get(step) if isinstance(value, Mapping) else getattr(value, step, None)
    return value


def paths_of(owner: Owner) -> Iterator[str]:
    """The paths that filling a part of a form reads."""
    match owner:
        case tuple():
            for placed in owner:
                yield from _field_paths(placed.field)
        case Long() | Checks():
            yield from _field_paths(owner.field)
        case Table():
            yield from (owner.source,) if owner.source else ()
            yield from _expression(owner.condition)
            for column in owner.columns:
                yield from _expression(column.expr)
        case Notes():
            for item in owner.items:
                yield from prose_paths(item)
        case TextBlock():
            for text in owner.paragraphs:
                yield from prose_paths(text)
        case Seal():
            yield from prose_paths(owner.text)


def _field_paths(one: Field) -> Iterator[str]:
    yield from (path for path in (one.source, one.otherwise) if path)
    yield from _expression(one.expr)
    yield from _expression(one.condition)
    yield from prose_paths(one.prose) if one.prose else ()


def _expression(text: str | None) -> tuple[str, ...]:
    return expression_paths(text) if text else ()
