"""The content folder: one YAML file for each field of the guide, read with every error at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator.diagnostics import Diagnostic, Source, ZhiyinError, failure
from generator.loading.problems import explain
from generator.loading.yaml import Place, SourceIndex, load_yaml
from generator.model.content import Guide

FOLDER = "content"


@dataclass(frozen=True, slots=True)
class ContentIndex:
    """The places of all content files: a path's first step is its file."""

    files: dict[str, SourceIndex]

    def source(self, path: Place) -> Source:
        """Where the value at ``path`` stands."""
        index = self.files.get(str(path[0])) if path else None
        return index.source(path[1:]) if index else Source(f"{FOLDER}/{path[0] if path else ''}.yaml")

    def cite(self, path: Place) -> str:
        """The source document that the value at ``path`` cites."""
        index = self.files.get(str(path[0])) if path else None
        return index.cite(path[1:]) if index else ""


@dataclass(frozen=True, slots=True)
class Content:
    """The guide's content and where everything in it stands."""

    guide: Guide
    index: ContentIndex


def load_content(project: Path) -> Content:
    """Read and validate all content files. Raises ZhiyinError with the problems of all files at once."""
    values: dict[str, Any] = {}
    indexes: dict[str, SourceIndex] = {}
    problems: list[Diagnostic] = []
    for name in Guide.model_fields:
        try:
            place = f"{FOLDER}/{name}.yaml"
            values[name], indexes[name] = load_yaml(project / place, place, escapes=False)
        except ZhiyinError as error:
            problems.extend(error.diagnostics)
    index = ContentIndex(indexes)
    guide: Guide | None = None
    try:
        guide = Guide.model_validate(values)
    except ValidationError as error:
        found = explain(error, Guide, index.source)
        problems.extend(item for item in found if item.source and _was_read(item.source, indexes))
    if problems or guide is None:
        raise ZhiyinError(problems) if problems else failure("CNT-001", "内容文件不完整")
    return Content(guide, index)


def _was_read(source: Source, indexes: dict[str, SourceIndex]) -> bool:
    """A file that could not be read has been reported already; its absence is no second problem."""
    return any(index.file == source.file for index in indexes.values())
