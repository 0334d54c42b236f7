"""What a model's field may hold, read from its annotation: a list, words to choose from, a record."""

from __future__ import annotations

import typing
from types import UnionType
from typing import Annotated, Any, Literal

from pydantic.fields import FieldInfo

from generator.model.company.base import Record


def annotated(info: FieldInfo) -> Any:
    """The field's type with what bounds it."""
    made: Any = info.annotation
    for extra in info.metadata:
        made = Annotated[made, extra]
    return made


def is_list(annotation: Any) -> bool:
    """Whether a field holds several values."""
    return any(typing.get_origin(part) is tuple for part in _alternatives(annotation))


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    if typing.get_origin(annotation) in (typing.Union, UnionType):
        return tuple(part for part in typing.get_args(annotation) if part is not type(None))
    return (annotation,)


def choices_of(annotation: Any) -> tuple[str, ...]:
    """The words that a field may hold, when they are listed."""
    for part in _alternatives(annotation):
        origin, inner = typing.get_origin(part), typing.get_args(part)
        if origin is Literal:
            return tuple(str(word) for word in inner)
        if origin is tuple or origin is Annotated:
            return choices_of(inner[0])
    return ()


def record_of(annotation: Any) -> type[Record] | None:
    """The record that a field, or each member of its list, is."""
    for part in _alternatives(annotation):
        if isinstance(part, type) and issubclass(part, Record):
            return part
        if typing.get_origin(part) in (tuple, Annotated):
            return record_of(typing.get_args(part)[0])
    return None
