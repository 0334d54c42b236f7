"""JSON Schemas of the content files, from the models: VS Code completes and checks YAML with them."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from generator.model.content import Guide

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """A schema for each content file, by schema file name."""
    made: dict[str, dict[str, Any]] = {}
    for name, field in Guide.model_fields.items():
        annotation: Any = field.annotation
        schema = _for_editors(TypeAdapter[Any](annotation).json_schema(mode="validation"))
        head = {"$schema": DIALECT, "title": f"content/{name}.yaml", "description": field.description}
        made[f"{name}.schema.json"] = {**head, **schema}
    return made


def _for_editors(value: Any, names: bool = False) -> Any:
    """Without the titles and docstrings that pydantic adds in English; ``names`` marks a table of properties."""
    if isinstance(value, list):
        return [_for_editors(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _for_editors(item, key in {"properties", "$defs"}) for key, item in value.items()}
    if names:
        return kept
    kept.pop("title", None)
    if kept.get("type") == "object":
        kept.pop("description", None)
    return kept
