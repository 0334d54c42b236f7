"""What a company check is: a rule with id, clause and remedy over a subject, giving findings at paths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.diagnostics import Severity
from generator.model.company import CompanyProfile, Record

Path = tuple[str | int, ...]
"""Keys and positions from the root of one file."""

FALSEHOOD_PREFIX = "COF-"
"""Codes of errors that would print a falsehood; a draft is refused for them unless forced."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a check looks at: one record (the profile or an undertaking) among all that the company has."""

    kind: str
    data: Record
    profile: CompanyProfile
    undertakings: tuple[Record, ...]
    today: date
    _nodes: list[Node] = field(default_factory=list, compare=False, repr=False)

    @property
    def nodes(self) -> Sequence[Node]:
        """The record and every record within it, in the order of their fields; gathered once for all rules."""
        if not self._nodes:
            self._nodes.extend(_records((), self.data))
        return self._nodes


@dataclass(frozen=True, slots=True)
class Found:
    """A finding: where, the field's label, its value as printed, and what is wrong with it."""

    path: Path
    label: str
    value: str
    problem: str


Check = Callable[[Subject], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its stable id, the kinds of record it looks at (none: all), its clause and its remedy."""

    id: str
    severity: Severity
    kinds: frozenset[str]
    clause: str
    remedy: str
    check: Check

    def concerns(self, kind: str) -> bool:
        """Whether records of this kind are looked at."""
        return not self.kinds or kind in self.kinds


def rule(code: str, severity: Severity, kinds: str, clause: str, remedy: str) -> Callable[[Check], Rule]:
    """Turn a function into a :class:`Rule`; ``kinds`` are separated by blanks, empty means every record."""
    return lambda check: Rule(code, severity, frozenset(kinds.split()), clause, remedy, check)


@dataclass(frozen=True, slots=True)
class Node:
    """A record within a subject and its path."""

    path: Path
    record: Record


def _records(path: Path, value: object) -> Iterator[Node]:
    if isinstance(value, Record):
        yield Node(path, value)
        for name in type(value).model_fields:
            yield from _records((*path, name), getattr(value, name))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _records((*path, position), item)


def label(record: Record, field: str) -> str:
    """What forms and messages call a field."""
    return type(record).model_fields[field].title or field


_NAMES = ("number", "title", "name", "content")
"""The fields that a record is known by."""


def shown(value: object) -> str:
    """A value for a message: short, on one line, booleans in Chinese."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Record):
        return shown(tuple(part for name in _NAMES if (part := getattr(value, name, None)) is not None))
    text = "、".join(map(shown, value)) if isinstance(value, tuple) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def found(record: Record, field: str, problem: str, path: Path = ()) -> Found:
    """A finding at a field of a record that stands at ``path``."""
    return Found((*path, field), label(record, field), shown(getattr(record, field)), problem)


def missing(record: Record, field: str, problem: str, path: Path = ()) -> Found:
    """A finding about a value that is not there: points at the record's own place."""
    return Found((*path, field), label(record, field), "", problem)
