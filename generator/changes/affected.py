"""Which forms' drafts a change reaches, from what their definitions name: platforms, receivers, paths, templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.changes.files import FileChange
from generator.changes.labels import BESIDE_FORMS, FORMS, THEME
from generator.changes.model import Changes
from generator.model.form import shared_template

_PATHS = f"{FORMS}paths.yaml"
_SHARED = ("templates/forms/parts.xml.j2", "templates/forms/checklist.xml.j2")
"""What every form's drafts are printed with beside its own template; templates/parts/ are the guide's."""


@dataclass(frozen=True, slots=True)
class AffectedForm:
    """A form whose drafts differ now, and why."""

    id: str
    title: str
    reasons: tuple[str, ...]


def affected_forms(
    changes: Changes, files: Sequence[FileChange], values: Mapping[str, object]
) -> tuple[AffectedForm, ...]:
    """The forms of ``values`` (YAML by file, the new state) that the changes reach, by file name."""
    hits = _Hits.of(changes, files, values)
    found = []
    for file in sorted(values):
        form = values[file]
        if file.startswith(FORMS) and file not in BESIDE_FORMS and isinstance(form, dict):
            reasons = tuple(dict.fromkeys(_reasons(file, form, hits)))
            if reasons:
                name = file.removeprefix(FORMS).removesuffix(".yaml")
                found.append(AffectedForm(name, str(form.get("title", name)), reasons))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Hits:
    """What changed, as forms name it."""

    files: frozenset[str]
    platforms: Mapping[str, str]
    receivers: Mapping[str, str]
    paths: Mapping[str, str]

    @classmethod
    def of(cls, changes: Changes, files: Sequence[FileChange], values: Mapping[str, object]) -> _Hits:
        """Collect the changed records of platforms.yaml and paths.yaml by id; a receiver changes with its platform."""
        platforms = _ids(changes, "content/platforms.yaml", "[")
        receivers = _ids(changes, _PATHS, "receivers[")
        book = values.get(_PATHS)
        for record in _records(book.get("receivers") if isinstance(book, dict) else ()):
            if record.get("platform") in platforms:
                receivers.setdefault(str(record.get("id")), str(record.get("name")))
        touched = frozenset(group.file for group in changes.groups) | frozenset(item.file for item in files)
        return cls(touched, platforms, receivers, _ids(changes, _PATHS, "paths["))


def _ids(changes: Changes, file: str, lead: str) -> dict[str, str]:
    """The ids of the records in which something changed, with their labels."""
    found: dict[str, str] = {}
    for change in changes:
        if change.file == file and change.path.startswith(lead):
            name = change.path.removeprefix(lead).partition("]")[0]
            labels = change.label.split(" › ")
            found[name] = labels[0] if lead == "[" else labels[min(1, len(labels) - 1)]
    return found


def _reasons(file: str, form: Mapping[str, Any], hits: _Hits) -> Iterator[str]:
    if file in hits.files:
        yield "表格定义有改动"
    if THEME in hits.files:
        yield "样式表有改动"
    own = str(form.get("template") or shared_template(str(form.get("layout", "table"))))
    for template in (f"templates/{own}", *_SHARED):
        if template in hits.files:
            yield f"模板 {template} 有改动"
    for step in _records(form.get("steps")):
        if step.get("platform") in hits.platforms:
            yield f"办理平台“{hits.platforms[step['platform']]}”有改动"
        if step.get("receiver") in hits.receivers:
            yield f"接收单位“{hits.receivers[step['receiver']]}”有改动"
    if form.get("receiver") in hits.receivers:
        yield f"接收单位“{hits.receivers[str(form['receiver'])]}”有改动"
    if form.get("path") in hits.paths:
        yield f"参与路径“{hits.paths[str(form['path'])]}”有改动"


def _records(value: object) -> Iterator[Mapping[str, Any]]:
    for item in value if isinstance(value, list | tuple) else ():
        if isinstance(item, dict):
            yield item
