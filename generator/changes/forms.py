"""A form as its answers and what stands around them, so that a field moved or inserted is one change."""

from __future__ import annotations

from typing import Any

from generator.changes.labels import FORMS

_HOLDERS = ("rows", "long", "checks")
"""Kinds of blocks that are nothing without their fields."""


def reshaped(file: str, value: object) -> object:
    """A form's value with its keyed answers as one list ``fields`` and ``blocks`` left with the rest."""
    blocks = value.get("blocks") if isinstance(value, dict) and file.startswith(FORMS) else None
    if not isinstance(value, dict) or not isinstance(blocks, list):
        return value
    fields: list[Any] = []
    rest = [kept for block in blocks if (kept := _without_fields(block, fields)) is not None]
    return {**value, "fields": fields, "blocks": rest}


def _without_fields(value: object, fields: list[Any]) -> object:
    """What remains when keyed records are taken out into ``fields``; None when nothing does."""
    if isinstance(value, dict):
        if "key" in value:
            fields.append(value)
            return None
        kept = {key: left for key, inner in value.items() if (left := _without_fields(inner, fields)) is not None}
        bare = set(kept) <= {"kind"} and kept.get("kind") in _HOLDERS
        return None if bare else kept
    if isinstance(value, list):
        left = [part for item in value if (part := _without_fields(item, fields)) is not None]
        return left or None
    return value
