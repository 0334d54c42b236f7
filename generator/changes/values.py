"""Values as readers see them in a report: plain words, one line for each part of a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.changes.labels import key_model, key_word


def told(value: object, model: Any = None) -> str:
    """A value in words: 是 and 否 for true and false, records and lists as lines of label and value."""
    match value:
        case None | "":
            return "（空）"
        case bool():
            return "是" if value else "否"
        case dict() | list():
            return "\n".join(_lines(value, model, ""))
        case _:
            return str(value)


def _lines(value: object, model: Any, lead: str) -> Iterator[str]:
    match value:
        case dict():
            for key, inner in value.items():
                yield from _lines(inner, key_model(model, key), f"{key_word(model, key)}：")
        case list() if all(isinstance(item, str | int | float) for item in value):
            yield lead + "；".join(told(item) for item in value)
        case list():
            for position, item in enumerate(value, 1):
                parts = list(_lines(item, model, ""))
                yield f"{lead}（{position}）" + "，".join(parts)
        case _:
            yield lead + told(value)
