"""What a path into company data is called on forms and in messages: the Chinese title of the model's field."""

from __future__ import annotations

from functools import cache

from generator.loading.form_sources import target


@cache
def label_of(path: str, source: str = "") -> str:
    """The title of the field that ``path`` leads to; ``source`` is the list whose members ``item`` stands for."""
    head, _, last = path.rpartition(".")
    if not head:
        return path
    try:
        record = target(head, target(source) if source else None).record
    except ValueError:
        return last
    field = record.model_fields.get(last) if record is not None else None
    return (field.title or last) if field is not None else last
