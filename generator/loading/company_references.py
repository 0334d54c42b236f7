"""References: where an undertaking names a person, patent or project of the profile, the record is put in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.model.company import Record
from generator.model.company.profile import Contact, Expert, Patent, ResearchProject

Path = tuple[str | int, ...]
Tree = Any

_EACH = "*"


@dataclass(frozen=True, slots=True)
class Reference:
    """At ``pattern`` a text names a record of the profile's ``table`` by one of ``keys``; ``model`` fits there."""

    pattern: Path
    table: str
    keys: tuple[str, ...]
    model: type[Record]
    said: str


def _person(*pattern: str, model: type[Record] = Contact) -> Reference:
    return Reference(pattern, "experts", ("id", "name"), model, "专家")


def _patent(*pattern: str) -> Reference:
    return Reference(pattern, "patents", ("id", "number"), Patent, "专利")


_OWN_CONTACT = _person("contact")
REFERENCES: dict[str, tuple[Reference, ...]] = {
    "company": (_OWN_CONTACT, _person("standards_lead")),
    "proposal": (
        _OWN_CONTACT,
        _patent("patents", _EACH),
        Reference(("projects", _EACH), "projects", ("id", "number", "name"), ResearchProject, "科研项目"),
    ),
    "participation": (_OWN_CONTACT, _person("people", _EACH, model=Expert)),
    "member": (_OWN_CONTACT, _person("expert", model=Expert)),
    "membership": (_OWN_CONTACT, *(_person(name) for name in ("representative", "deputy", "liaison"))),
    "patent_disclosure": (_OWN_CONTACT, _patent("patents", _EACH, "patent")),
    "patent_licensing": (_OWN_CONTACT, _patent("patents", _EACH, "patent")),
    "patent_list": (_OWN_CONTACT, _patent("patents", _EACH, "patent")),
}
"""The references of each kind; kinds not listed have only a contact."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A reference that was followed: from a place in a file to a row of the profile; ``row`` None is unknown."""

    path: Path
    reference: Reference
    name: str
    row: int | None
    choices: tuple[str, ...]


def follow(kind: str, data: Tree, company: Tree) -> tuple[Tree, list[Resolved]]:
    """The data with the named records put in, and what was followed; unknown names stay as they are."""
    followed: list[Resolved] = []
    for reference in REFERENCES.get(kind, (_OWN_CONTACT,)):
        for path in _places(data, reference.pattern):
            name = _get(data, path)
            if isinstance(name, str):
                item = _look_up(path, reference, name, company)
                followed.append(item)
                if item.row is not None:
                    data = _put(data, path, _fitting(company[reference.table][item.row], reference.model))
    return data, followed


def _places(data: Tree, pattern: Path, path: Path = ()) -> Iterator[Path]:
    if not pattern:
        yield path
    elif pattern[0] == _EACH:
        for position, item in enumerate(data if isinstance(data, list) else ()):
            yield from _places(item, pattern[1:], (*path, position))
    elif isinstance(data, dict) and pattern[0] in data:
        yield from _places(data[pattern[0]], pattern[1:], (*path, pattern[0]))


def _get(data: Tree, path: Path) -> Tree:
    for step in path:
        data = data[step]
    return data


def _put(data: Tree, path: Path, value: Tree) -> Tree:
    """A copy of the tree with another value at one place; the rest is shared."""
    if not path:
        return value
    step, *rest = path
    changed = list(data) if isinstance(data, list) else dict(data)
    changed[step] = _put(data[step], tuple(rest), value)  # type: ignore[index]
    return changed


def _look_up(path: Path, reference: Reference, name: str, company: Tree) -> Resolved:
    table = company.get(reference.table) if isinstance(company, dict) else None
    items = [item if isinstance(item, dict) else {} for item in table or ()] if isinstance(table, list | None) else []
    choices = tuple(str(item[key]) for key in reference.keys for item in items if item.get(key))
    for key in reference.keys:
        for row, item in enumerate(items):
            if item.get(key) == name.strip():
                return Resolved(path, reference, name, row, choices)
    return Resolved(path, reference, name, None, choices)


def _fitting(item: Tree, model: type[Record]) -> Tree:
    return {key: value for key, value in item.items() if key in model.model_fields}
