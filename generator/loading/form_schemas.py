"""JSON Schemas of the form files, for editors: made from the models, never by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pydantic import BaseModel

from generator.model.columns import Columns
from generator.model.form import Form
from generator.model.form_paths import PathBook

SCHEMAS: Mapping[str, tuple[type[BaseModel], str]] = {
    "form.schema.json": (Form, "官方表格（content/forms/*.yaml）"),
    "columns.schema.json": (Columns, "企业资料工作簿的工作表和表头（content/forms/columns.yaml）"),
    "paths.schema.json": (PathBook, "参与路径（content/forms/paths.yaml）"),
}
"""Schema file name → model and title."""


def form_schemas() -> dict[str, str]:
    """The text of every schema by file name; the same models give the same text."""
    return {name: _text(model, title) for name, (model, title) in SCHEMAS.items()}


def _text(model: type[BaseModel], title: str) -> str:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema(), "title": title}
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
