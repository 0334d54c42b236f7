"""What the report of changes (修订说明) says: a context of plain values for templates/changes.xml.j2, and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.changes.affected import AffectedForm
from generator.changes.files import FileChange
from generator.changes.labels import THEME
from generator.changes.model import KIND_NAMES, Change, Changes, Group
from generator.changes.places import Place
from generator.changes.spans import Span
from generator.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Report:
    """All that a comparison found: changes, where each is printed, other files, and the documents that differ now.

    ``printed`` gives for a change (by file and path) the places of the guide that print it; ``guide`` the places whose
    words differ; ``guide_known`` is False where one side's guide could not be made, so that ``guide`` says nothing.
    ``sources`` tells each change's place in the new (for removed ones: the old) file; ``notes`` why no guide is known.
    After a regeneration ``remade`` are the documents that were made again, ``companies`` those whose drafts they are.
    """

    old: str
    new: str
    date: str
    changes: Changes
    files: tuple[FileChange, ...]
    printed: Mapping[tuple[str, str], tuple[Place, ...]]
    sources: Mapping[tuple[str, str], str]
    guide: tuple[Place, ...]
    guide_known: bool
    forms: tuple[AffectedForm, ...]
    notes: tuple[Diagnostic, ...] = ()
    remade: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes or self.files)

    @property
    def summary(self) -> str:
        """新增 1 项，改动 3 项；模板 1 个有改动."""
        counts = [(name, self.changes.count(kind)) for kind, name in KIND_NAMES.items()]
        said = "，".join(f"{name} {count} 项" for name, count in counts if count)
        files = f"模板有改动的 {len(self.files)} 个" if self.files else ""
        return "；".join(part for part in (said, files) if part) or "没有改动"

    @property
    def restyled(self) -> bool:
        """Whether the guide's templates or style sheet changed, so that its pages may differ where its words do not."""
        files = {group.file for group in self.changes.groups} | {item.file for item in self.files}
        return any(file in (THEME, "templates/guide.xml.j2") or file.startswith("templates/parts/") for file in files)

    def places(self, change: Change) -> tuple[Place, ...]:
        """The places of the guide that print a change."""
        return self.printed.get((change.file, change.path), ())

    def source(self, change: Change) -> str:
        """File and line of a change."""
        return self.sources.get((change.file, change.path), change.file)


def report_context(report: Report, title: str) -> dict[str, Any]:
    """The values of the template; all plain, for the report is no one's source of facts."""
    return {
        "title": title,
        "old": report.old,
        "new": report.new,
        "date": report.date or "2025-03-01",
        "summary": report.summary,
        "content": [_group(report, group) for group in report.changes.groups if not group.is_form],
        "forms": [_group(report, group) for group in report.changes.groups if group.is_form],
        "templates": [
            {"file": item.file, "kind": KIND_NAMES[item.kind], "added": item.added, "removed": item.removed}
            for item in report.files
        ],
        "guide": [place.title for place in report.guide],
        "guide_known": report.guide_known,
        "restyled": report.restyled,
        "drafts": [{"title": form.title, "why": "；".join(form.reasons)} for form in report.forms],
        "remade": report.remade,
        "companies": report.companies,
    }


def _group(report: Report, group: Group) -> dict[str, Any]:
    rows = [
        {
            "kind": KIND_NAMES[change.kind],
            "label": change.label or group.title,
            "spans": [{"kind": span.kind, "lines": span.text.split("\n")} for span in change.spans],
            "moved": change.kind == "moved",
            "old": change.old,
            "new": change.new,
            "places": "、".join(place.title for place in report.places(change)),
        }
        for change in group.changes
    ]
    printed = any(row["places"] for row in rows)
    return {"title": group.title, "file": group.file, "rows": rows, "printed": printed}


def report_data(report: Report) -> dict[str, Any]:
    """The report for scripts."""
    return {
        "ok": True,
        "same": not report,
        "old": report.old,
        "new": report.new,
        "summary": report.summary,
        "groups": [
            {
                "file": group.file,
                "title": group.title,
                "changes": [_change_data(report, change) for change in group.changes],
            }
            for group in report.changes.groups
        ],
        "templates": [
            {"file": item.file, "kind": item.kind, "added": item.added, "removed": item.removed}
            for item in report.files
        ],
        "affected": {
            "guide": [{"id": place.id, "title": place.title} for place in report.guide] if report.guide_known else None,
            "restyled": report.restyled,
            "forms": [{"id": form.id, "title": form.title, "reasons": form.reasons} for form in report.forms],
            "remade": list(report.remade),
            "companies": list(report.companies),
        },
    }


def _change_data(report: Report, change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "path": change.path,
        "label": change.label,
        "old": change.old,
        "new": change.new,
        "spans": [{"kind": span.kind, "text": span.text} for span in change.spans],
        "source": report.source(change),
        "places": [place.title for place in report.places(change)],
    }


def marked(parts: Sequence[Span]) -> str:
    """Spans as plain text: 【删：旧】【增：新】 around what changed."""
    marks = {"removed": "【删：{}】", "added": "【增：{}】", "same": "{}"}
    return "".join(marks[span.kind].format(span.text) for span in parts)


def readable(report: Report) -> Iterator[str]:
    """The report as lines for a screen."""
    yield f"由“{report.old}”到“{report.new}”：{report.summary}。"
    for group in report.changes.groups:
        yield f"\n{group.title}（{group.file}）"
        for change in group.changes:
            yield f"  {KIND_NAMES[change.kind]}　{change.label or group.title}　{report.source(change)}"
            said = f"{change.old}\n→ {change.new}" if change.kind == "moved" else marked(change.spans)
            yield from (f"      {line}" for line in said.split("\n"))
    if report.files:
        yield "\n模板"
    for item in report.files:
        yield f"  {KIND_NAMES[item.kind]}　{item.file}（+{item.added} 行，−{item.removed} 行）"
    if report and report.guide_known:
        places = "、".join(place.title for place in report.guide)
        yield f"\n指引中印出的文字有变的：{places or '无'}"
    if report.restyled:
        yield "样式或模板有改动，指引的版面可能不同，应重新生成。"
    if report.forms:
        yield "\n草稿应重新生成的表格："
    for form in report.forms:
        yield f"  {form.title}：{'；'.join(form.reasons)}"
