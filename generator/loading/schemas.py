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
        schema = TypeAdapter[Any](annotation).json_schema(mode="validation")
        made[f"{name}.schema.json"] = {"$schema": DIALECT, "title": f"content/{name}.yaml", **schema}
    return made
