"""Checking a whole project, and keeping its schemas current."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from generator.build.faults import unprintable
from generator.build.files import write_all
from generator.build.guide import guide_tree
from generator.build.making import set_pages
from generator.build.samples import make_samples
from generator.build.stock import Stock
from generator.build.workbook import columns_of
from generator.diagnostics import Diagnostic, Severity, ZhiyinError
from generator.layout.fonts import FontBook
from generator.loading.columns import load_columns
from generator.loading.content import load_content
from generator.loading.form_schemas import form_schemas
from generator.loading.forms import load_forms
from generator.loading.schemas import schemas
from generator.loading.theme import load_theme
from generator.rules.content import check_content
from generator.templating.environment import malformed

_FOLDER = "schemas"
T = TypeVar("T")


def check_project(project: Path, today: date) -> list[Diagnostic]:
    """Every problem of content, forms, the workbook's names, style sheet, templates, pages and the sample's drafts.

    Sorted by place. What cannot be read hides only the problems of what is made from it.
    """
    found: list[Diagnostic] = []

    def attempt(step: Callable[[], T]) -> T | None:
        try:
            return step()
        except ZhiyinError as error:
            found.extend(error.diagnostics)
            return None

    content = attempt(lambda: load_content(project))
    forms = attempt(lambda: load_forms(project))
    theme = attempt(lambda: load_theme(project))
    attempt(lambda: columns_of(project, forms) if forms is not None else load_columns(project))
    if content is not None:
        found += check_content(content.guide, content.index, today)
        tree = attempt(lambda: guide_tree(project, content))
        if theme is not None and tree is not None:
            fonts = FontBook.load(theme, project / "templates")
            strange = attempt(lambda: unprintable(content, fonts))
            found.extend(strange or ())
            if strange == []:  # else the pages would only say the same again, at the templates' lines
                attempt(lambda: set_pages(tree, theme, fonts))
    found.extend(malformed(project / "templates"))
    sound = not any(item.severity is Severity.ERROR for item in found)
    if sound and content is not None and theme is not None and forms is not None:
        stock = Stock.of(project, content, theme, forms)  # the sample's drafts try the forms' templates
        attempt(lambda: make_samples(project, (), lambda _: None, stock))
    return sorted(dict.fromkeys(found), key=Diagnostic.sort_key)


def schema_files() -> dict[str, bytes]:
    """The schemas as files, by name."""
    guide = {name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in schemas().items()}
    return {name: text.encode() for name, text in (guide | form_schemas()).items()}


def stale_schemas(project: Path) -> list[str]:
    """The names of schema files that are missing or differ from the models."""
    folder = project / "content" / _FOLDER
    return [
        name
        for name, data in schema_files().items()
        if not (folder / name).is_file() or (folder / name).read_bytes().replace(b"\r\n", b"\n") != data
    ]


def write_schemas(project: Path) -> list[Path]:
    """Write all schemas into content/schemas."""
    return write_all(project / "content" / _FOLDER, schema_files())
