"""What a content check is: a rule with id, clause and remedy over the whole guide, giving findings at paths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel

from generator.diagnostics import Severity
from generator.model.content import Guide

Path = tuple[str | int, ...]
"""Keys and positions; the first is the name of the file."""

NO_PROSE = frozenset({"url", "id", "source", "platform", "lookup_platform", "law"})
"""Keys whose values are codes, addresses or titles of others, not the guide's own words."""


@dataclass(frozen=True, slots=True)
class Context:
    """What checks look at: the content and today's date."""

    guide: Guide
    today: date


@dataclass(frozen=True, slots=True)
class Found:
    """A finding: where, what is wrong, and a remedy nearer than the rule's own; ``cites`` is another place."""

    path: Path
    problem: str
    hint: str = ""
    cites: Path | None = None


Check = Callable[[Context], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its stable id, its weight, the clause behind it and its remedy."""

    id: str
    severity: Severity
    clause: str
    remedy: str
    check: Check


def rule(code: str, severity: Severity, clause: str, remedy: str) -> Callable[[Check], Rule]:
    """Turn a function into a :class:`Rule`."""
    return lambda check: Rule(code, severity, clause, remedy, check)


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value of the content with its path, parents first."""
    yield path, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from walk(getattr(value, name), (*path, name))
    elif isinstance(value, tuple | list):
        for position, item in enumerate(value):
            yield from walk(item, (*path, position))


def prose(guide: Guide) -> Iterator[tuple[Path, str]]:
    """Every text that is printed, with its path."""
    for path, value in walk(guide):
        keys = [step for step in path if isinstance(step, str)]
        if isinstance(value, str) and keys and keys[-1] not in NO_PROSE:
            yield path, value
