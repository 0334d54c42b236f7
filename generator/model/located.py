"""Records that know where their texts stand in the file that they were read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Self

from pydantic import BaseModel, PrivateAttr

from generator.diagnostics import Source
from generator.model.form_fields import Frozen

Path = tuple[str | int, ...]
Find = Callable[[Path], Source]


class Located(Frozen):
    """The record of a whole file."""

    _find: Find | None = PrivateAttr(default=None)

    def stands_in(self, find: Find) -> Self:
        """This record, told by ``find`` where each of its values stands."""
        self._find = find
        return self

    def source(self, path: Path) -> Source | None:
        """Where a value stands; None where that is not known."""
        return self._find(path) if self._find else None

    def source_of(self, text: str) -> Source | None:
        """Where a text stands: the value that it is, else the first that holds it; None where that is not known."""
        holding = [(value != text, path) for path, value in _texts(self) if text in value]
        return self._find(min(holding, key=lambda item: item[0])[1]) if holding and self._find else None


def _texts(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text within a value with its place."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _texts(item, (*path, position))
