"""The two sides of a comparison: a project folder, a recorded edition, or a git revision, read as plain values."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from generator.build.edition_record import edition_folder, edition_names
from generator.build.guide import guide_tree
from generator.build.project import is_project
from generator.build.revisions import commit_of, unpack_revision
from generator.diagnostics import Diagnostic, Source, ZhiyinError, failure
from generator.document.nodes import Document
from generator.loading.content import load_content
from generator.loading.yaml import SourceIndex, load_yaml

T = TypeVar("T")
THEME = "templates/theme.yaml"
_YAML = ("content/*.yaml", "content/forms/*.yaml", THEME)


@dataclass(frozen=True, slots=True)
class Side:
    """One state of a project: what it is called, its YAML values and places by file, its templates' text, its guide.

    ``tree`` is None where today's program cannot make the guide from that state; ``why`` then tells why.
    """

    name: str
    date: str
    values: Mapping[str, object]
    indexes: Mapping[str, SourceIndex]
    templates: Mapping[str, str]
    tree: Document | None
    why: tuple[Diagnostic, ...] = ()


def read_side(project: Path, named: str, current: Path) -> Side:
    """The state called ``named``: a project folder (from ``current``), else an edition, else a git revision.

    Raises ZhiyinError when there is none such, or when a YAML file of it cannot be read; the problems name it.
    """
    folder = current / named
    try:
        there = folder.is_dir()
    except OSError:  # a name too long for a file is no folder
        there = False
    if there and is_project(folder):
        return read_folder(folder, folder.resolve().name)
    if named in edition_names(project):
        return read_folder(edition_folder(project, named), f"版本 {named}")
    if there:
        hint = "项目文件夹里应有 content 和 templates 两个子文件夹"
        raise failure("PRJ-001", f"“{named}”不是指引项目", hint=hint)
    commit = commit_of(project, named)
    with tempfile.TemporaryDirectory(prefix="zhiyin-") as place:
        unpack_revision(project, named, Path(place))
        called = named if commit.startswith(named) else f"{named}（{commit[:7]}）"
        return read_folder(Path(place), f"git {called}")


def read_folder(folder: Path, name: str) -> Side:
    """The state that lies in a folder, called ``name``. Raises ZhiyinError when a YAML file of it cannot be read."""
    values: dict[str, object] = {}
    indexes: dict[str, SourceIndex] = {}
    problems: list[Diagnostic] = []
    for path in (path for pattern in _YAML for path in sorted(folder.glob(pattern))):
        file = path.relative_to(folder).as_posix()
        try:
            values[file], indexes[file] = load_yaml(path, file, escapes=False)
        except ZhiyinError as error:
            problems.extend(error.diagnostics)
    if problems:
        raise ZhiyinError(named_problems(name, problems))
    tree, why = _attempt(lambda: guide_tree(folder, load_content(folder)))
    edition = values.get("content/edition.yaml")
    date = str(edition.get("clock", "")) if isinstance(edition, dict) else ""
    return Side(name, date, values, indexes, _templates(folder), tree, tuple(named_problems(name, why)))


def named_problems(name: str, problems: tuple[Diagnostic, ...] | list[Diagnostic]) -> list[Diagnostic]:
    """The problems with the side's name before the file and the message."""
    return [
        replace(
            item,
            message=f"{name}：{item.message}",
            source=item.source and Source(f"[{name}]{item.source.file}", item.source.line, item.source.column),
        )
        for item in problems
    ]


def _attempt(make: Callable[[], T]) -> tuple[T | None, tuple[Diagnostic, ...]]:
    try:
        return make(), ()
    except ZhiyinError as error:
        return None, error.diagnostics


def _templates(folder: Path) -> dict[str, str]:
    """The templates' text by path."""
    found = sorted((folder / "templates").rglob("*.j2"))
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8", errors="replace")
        for path in found
        if path.is_file()
    }
