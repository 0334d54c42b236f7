"""Two states of a project's YAML files, value by value, members of lists known by id and not by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.changes.forms import reshaped
from generator.changes.labels import FORMS, key_model, key_word, member_word, model_of, title_of
from generator.changes.matching import identity, match, moved
from generator.changes.model import Change, ChangeKind, Changes, Group, Steps
from generator.changes.spans import Span, spans
from generator.changes.values import told
from generator.model.content import Guide

_ABSENT = object()


def compare(old: Mapping[str, object], new: Mapping[str, object]) -> Changes:
    """What changed from ``old`` to ``new``, both plain YAML values by file (``content/policies.yaml``).

    Nothing but values counts: comments, quotes and line breaks of the files do not. Pure.
    """
    groups: list[Group] = []
    for file in sorted({*old, *new}, key=_reading_order):
        before, after = old.get(file, _ABSENT), new.get(file, _ABSENT)
        found = tuple(_file_changes(file, before, after))
        if found:
            title = title_of(file, None if before is _ABSENT else before, None if after is _ABSENT else after)
            groups.append(Group(file, title, found))
    return Changes(tuple(groups))


def _reading_order(file: str) -> tuple[int, int, str]:
    names = [f"content/{name}.yaml" for name in Guide.model_fields]
    if file in names:
        return 0, names.index(file), file
    return (1 if file.startswith("content/") else 2), 0, file


def _file_changes(file: str, old: object, new: object) -> Iterator[Change]:
    at = _At(file, model_of(file), (), (), (), ())
    if old is _ABSENT or new is _ABSENT:
        yield from _whole(at, old, new)
        return
    found = _values(at, reshaped(file, old), reshaped(file, new))
    if not file.startswith(FORMS):
        yield from found
        return
    for change in found:  # positions in a reshaped form are none in its file
        yield replace(change, old_at=change.old_at and (), new_at=change.new_at and ())


@dataclass(frozen=True, slots=True)
class _At:
    """Where the comparison stands: names by id, labels, and positions on both sides."""

    file: str
    model: Any
    path: tuple[str, ...]
    labels: tuple[str, ...]
    old: Steps
    new: Steps

    def key(self, key: str) -> _At:
        name = f".{key}" if self.path else key
        labels = (*self.labels, key_word(self.model, key))
        model = key_model(self.model, key)
        return _At(self.file, model, (*self.path, name), labels, (*self.old, key), (*self.new, key))

    def member(self, item: object, i: int | None, j: int | None) -> _At:
        place = j if j is not None else i or 0
        name = f"[{identity(item) or place}]"
        old = self.old if i is None else (*self.old, i)
        new = self.new if j is None else (*self.new, j)
        return _At(self.file, self.model, (*self.path, name), (*self.labels, member_word(item, place)), old, new)

    def change(self, kind: ChangeKind, old: str, new: str, parts: tuple[Span, ...]) -> Change:
        path, label = "".join(self.path), " › ".join(self.labels)
        old_at = None if kind == "added" else self.old
        new_at = None if kind == "removed" else self.new
        return Change(kind, self.file, path, label, old, new, parts, old_at, new_at)


def _whole(at: _At, old: object, new: object) -> Iterator[Change]:
    """A value or record that stands on one side only."""
    if old is _ABSENT:
        text = told(new, at.model)
        yield at.change("added", "", text, (Span("added", text),))
    else:
        text = told(old, at.model)
        yield at.change("removed", text, "", (Span("removed", text),))


def _values(at: _At, old: object, new: object) -> Iterator[Change]:
    if old == new and type(old) is type(new):
        return
    if old is _ABSENT or new is _ABSENT:
        yield from _whole(at, old, new)
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in (*new, *(key for key in old if key not in new)):
            yield from _values(at.key(key), old.get(key, _ABSENT), new.get(key, _ABSENT))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _lists(at, old, new)
    else:
        before, after = told(old, at.model), told(new, at.model)
        if before != after:
            yield at.change("changed", before, after, spans(before, after))


def _lists(at: _At, old: list[Any], new: list[Any]) -> Iterator[Change]:
    pairs = match(old, new)
    for i, j in pairs:
        item = new[j] if j is not None else old[i or 0]
        before = _ABSENT if i is None else old[i]
        after = _ABSENT if j is None else new[j]
        yield from _values(at.member(item, i, j), before, after)
    if moved(pairs):
        kept = [(i, j) for i, j in pairs if i is not None and j is not None]
        before_order = "、".join(_called(old[i], i) for i, _ in sorted(kept))
        after_order = "、".join(_called(new[j], j) for _, j in kept)
        yield at.change("moved", before_order, after_order, spans(before_order, after_order))


def _called(item: object, position: int) -> str:
    return member_word(item, position) if isinstance(item, dict | list) else told(item)
