"""Comparing two states of a project, and the report of changes (修订说明) in Word and PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.build.making import Prepared, clocked, outputs, set_pages
from generator.build.output import Output, Progress
from generator.build.project import packaged_project
from generator.build.sides import Side, read_folder, read_side
from generator.changes import Change, changed_places, compare, compare_files, printed_places
from generator.changes.affected import affected_forms
from generator.changes.places import Place, places_of
from generator.changes.report import Report, report_context
from generator.diagnostics import Diagnostic, Severity, Source
from generator.document.nodes import Document, Origin
from generator.document.numbering import number
from generator.layout.fonts import FontBook
from generator.loading.theme import load_theme
from generator.markup.parser import parse
from generator.templating.environment import environment, render

TEMPLATE = "changes.xml.j2"
TITLE = "修订说明"


def diff_projects(project: Path, old: str, new: str | None, current: Path) -> Report:
    """What changed between two project folders, editions or git revisions; without ``new``, to ``project`` as it is.

    Names are looked up as :func:`generator.build.sides.read_side` does, editions and revisions in ``project``.
    Raises ZhiyinError when a side is not to be had or its YAML is broken.
    """
    before = read_side(project, old, current)
    return compare_sides(before, read_side(project, new, current) if new else read_folder(project, "当前项目"))


def compare_sides(old: Side, new: Side) -> Report:
    """What changed between two states already read."""
    changes = compare(old.values, new.values)
    files = compare_files(old.templates, new.templates)
    before = printed_places(old.tree) if old.tree else {}
    after = printed_places(new.tree) if new.tree else {}
    printed: dict[tuple[str, str], tuple[Place, ...]] = {}
    sources: dict[tuple[str, str], str] = {}
    for change in changes:
        key = (change.file, change.path)
        printed[key] = tuple(places_of(change, before, after))
        sources[key] = str(_source(change, old, new))
    known = old.tree is not None and new.tree is not None
    guide = changed_places(old.tree, new.tree) if old.tree and new.tree else []
    forms = affected_forms(changes, files, new.values)
    date, notes = new.date or old.date, _warnings(old, new)
    return Report(old.name, new.name, date, changes, files, printed, sources, tuple(guide), known, forms, notes)


def _warnings(*sides: Side) -> tuple[Diagnostic, ...]:
    """Why a side's guide could not be made: no hindrance to comparing facts."""
    return tuple(replace(item, severity=Severity.WARNING) for side in sides for item in side.why)


def _source(change: Change, old: Side, new: Side) -> Source:
    """The place of a change in the new file, or in the old one when it is gone; forms are told by file alone."""
    at, side = (change.old_at, old) if change.new_at is None else (change.new_at, new)
    if not at or change.file not in side.indexes:
        return Source(change.file)
    return side.indexes[change.file].source(at)


def report_tree(project: Path, report: Report) -> Document:
    """The report's numbered tree, from the project's template or, where it has none, the packaged one."""
    home = project if (project / "templates" / TEMPLATE).is_file() else packaged_project()
    file = f"templates/{TEMPLATE}"
    xml = render(environment(home / "templates"), TEMPLATE, report_context(report, TITLE))
    return number(clocked(parse(xml, file, lambda path: Origin(path, Source(file)))))


def prepare_report(project: Path, report: Report, progress: Progress = lambda _: None) -> Prepared:
    """The report laid out with the project's style sheet and fonts."""
    theme = load_theme(project)
    progress("套用模板")
    tree = report_tree(project, report)
    return set_pages(tree, theme, FontBook.load(theme, project / "templates"), progress)


def make_report(
    project: Path, report: Report, formats: Sequence[str] = ("docx", "pdf"), progress: Progress = lambda _: None
) -> list[Output]:
    """修订说明 in the wanted formats. Raises ZhiyinError for whatever the user can mend."""
    return outputs(prepare_report(project, report, progress), TITLE, formats, progress)
