"""The company workbook of a project: its sheets by participation path, filled with examples from sample companies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.build.choosing import refuse_unknown
from generator.diagnostics import ZhiyinError
from generator.loading.columns import load_columns
from generator.loading.company_folder import PROFILE
from generator.loading.forms import Forms, load_forms
from generator.loading.yaml import load_yaml
from generator.model.columns import Columns
from generator.spreadsheet.plan import COMPANY, Column, Sheet, faults, key_columns, workbook
from generator.spreadsheet.template import template

SAMPLES = ("complete", "member")
"""Sample companies that the example rows are taken from, the first that has a value."""
LONG = 60
"""Longest text of an example's cell."""


def company_template(project: Path, paths: Sequence[str] = ()) -> bytes:
    """The workbook for some participation paths, or for all. Raises ZhiyinError for an unknown path."""
    forms = load_forms(project)
    refuse_unknown(forms, paths, ())
    columns = columns_of(project, forms)
    sheets = workbook(columns, forms, paths)
    trees = [tree for sample in SAMPLES for tree in _trees(project / "content" / "companies" / sample)]
    shown = {sheet.key: rows for sheet in sheets if (rows := list(_example(sheet, trees, columns)))}
    return template(sheets, columns, shown)


def columns_of(project: Path, forms: Forms) -> Columns:
    """What a project calls the workbook's sheets and columns. Raises ZhiyinError with every problem."""
    columns = load_columns(project)
    if found := list(faults(columns, forms)):
        raise ZhiyinError(found)
    return columns


def sheets_of(project: Path) -> tuple[Columns, tuple[Sheet, ...]]:
    """All sheets of a project's workbook, and what its columns are called."""
    forms = load_forms(project)
    columns = columns_of(project, forms)
    return columns, workbook(columns, forms)


def _trees(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.yaml"), key=lambda path: path.name != PROFILE):
        tree, _ = load_yaml(path, path.name)
        yield {"kind": COMPANY, **tree} if path.name == PROFILE else tree


def _example(sheet: Sheet, trees: Sequence[dict[str, Any]], columns: Columns) -> Iterator[dict[tuple[str, ...], str]]:
    companies = [tree for tree in trees if tree["kind"] == COMPANY]
    home = next(
        (tree for tree in trees if tree["kind"] == sheet.root and (not sheet.path or _at(tree, sheet.path))), None
    )
    if home is None:
        return
    record: Any = home
    person = ""
    for step in sheet.path:
        record = next((item for item in record if item.get(step)), {}) if isinstance(record, list) else record
        person = str(record.get("name", "")) if sheet.parent else ""
        record = record.get(step)
    if isinstance(record, list):
        record = record[0] if record else {}
    row = {column.path: _said(_at(record, column.path), column, companies) for column in sheet.columns}
    keys: dict[tuple[str, ...], str] = {
        ("@company",): str(companies[0]["name"]) if companies else "",
        ("@person",): person,
    }
    yield row | {column.path: keys.get(column.path, "") for column in key_columns(sheet, columns)}


def _at(tree: Any, path: Sequence[str]) -> Any:
    for step in path:
        if isinstance(tree, list):
            tree = next((item for item in tree if isinstance(item, dict) and step in item), None)
        if not isinstance(tree, dict):
            return None
        tree = tree.get(step)
    return tree


def _said(value: Any, column: Column, companies: Sequence[Mapping[str, Any]]) -> str:
    """A value as people would write it into the cell; records named by their code are called by name or number."""
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_said(item, column, companies) for item in value)
    text = str(value).strip()
    if column.names:
        records = (item for company in companies for item in company.get(column.names, ()))
        known: Mapping[str, Any] = next((item for item in records if item.get("id") == text), {})
        text = str(known.get("number" if column.names == "patents" else "name", text))
    return text if len(text) <= LONG else text[: LONG - 1] + "…"
