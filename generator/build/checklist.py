"""What the filing checklist (办理清单) says: steps, attachments, signers, time limits, what is still to be filled."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from generator.build.choosing import Choice
from generator.build.making import parse_path
from generator.diagnostics import Diagnostic, Source
from generator.filling import Answered, FilledForm
from generator.filling.reader import BundleIndex, Reader
from generator.loading.company import CompanyBundle
from generator.loading.forms import Forms
from generator.model.content import Guide
from generator.model.form import Signer, Step

MANY = 8
"""More answers to fill or verify than these are listed by draft and page, so that a checklist has two pages at most."""


CONDITIONS = "CO-20"
"""Codes of rules that ask for a value because another is given (generator.rules.company_conditions)."""


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to fill or to verify: where it stands in the drafts, whose it is, what to do."""

    form: str
    page: str
    row: str
    label: str
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step with the address where it is taken; ``note`` says how to find whom, ``site`` whose address it is."""

    text: str
    where: str
    note: str
    url: str
    site: str
    rule: str


def checklist_context(
    choice: Choice,
    filled: Sequence[FilledForm],
    pages: Mapping[str, int],
    bundle: CompanyBundle,
    found: Sequence[Diagnostic],
    forms: Forms,
    guide: Guide,
) -> dict[str, Any]:
    """The values of templates/forms/checklist.xml.j2; ``pages`` are the drafts' ids with their pages from 0.

    Raises ZhiyinError FM-007 for a condition that cannot be worked out.
    """
    reader = Reader(bundle, choice.undertaking)
    platforms = {platform.id: platform for platform in guide.platforms}
    steps = [_step(step, forms, platforms) for step in choice.path.steps if reader.holds(step.when)]
    addresses = {step.url: step.site for step in steps if step.url}
    index = BundleIndex(bundle, choice.undertaking)
    missing = [
        _todo(form, item, pages, item.hint or _place(item, choice))
        for form in filled
        for item in form.of_state("missing")
    ]
    doubtful = [*_doubtful(filled, pages), *_findings(filled, found, pages, index)]
    dense = len(missing) + len(doubtful) > MANY
    return {
        "title": "办理清单",
        "author": bundle.profile.name,
        "name": choice.name,
        "path": choice.path,
        "drafts": [(item.form, _filled(item), _asked(item), _signers(item, reader)) for item in filled],
        "steps": steps,
        "addresses": list(addresses.items()),
        "attachments": list(_attachments(filled, reader)),
        "deadlines": list(_deadlines(choice, filled, reader)),
        "missing": missing,
        "gathered": list(_gathered(missing)) if dense else [],
        "doubtful": doubtful,
        "doubts": list(_gathered(doubtful)) if dense else [],
        "blanks": list(_blanks(filled)),
        "next": [(forms.book.path(other.path), other) for other in choice.path.then if reader.holds(other.when)],
    }


def _gathered(items: Sequence[Todo]) -> Iterator[tuple[str, str, list[Todo]]]:
    """What is missing by draft and page, in order: a list for the eye that has many pages of drafts to fill."""
    for (form, page), group in groupby(items, key=lambda item: (item.form, item.page)):
        yield form, page, list(group)


def _filled(form: FilledForm) -> int:
    return sum(1 for _ in form.of_state("filled", "default", "odd"))


def _asked(form: FilledForm) -> int:
    return _filled(form) + sum(1 for _ in form.of_state("missing"))


def _step(step: Step, forms: Forms, platforms: Mapping[str, Any]) -> StepRow:
    receiver = forms.book.receiver(step.receiver) if step.receiver else None
    platform = platforms.get(step.platform or (receiver.platform if receiver else ""))
    site = platform.name if platform else ""
    where, note = (receiver.name, receiver.note) if receiver else (site, "")
    url = step.url or (receiver.url if receiver else "") or ((platform.url or "") if platform else "")
    return StepRow(step.text, where, note, url, site or where, step.rule)


def _attachments(filled: Sequence[FilledForm], reader: Reader) -> Iterator[tuple[str, str, str]]:
    """Each attachment once: its name, whether it must be there, and where it comes from."""
    made = {form.form.id for form in filled}
    names: set[str] = set()
    for form in filled:
        for entry in form.form.attachments:
            if entry.name in names or not reader.holds(entry.when):
                continue
            names.add(entry.name)
            source = "已生成草稿" if entry.form in made else "自备" if entry.form is None else "用本工具另行生成"
            yield entry.name, "必备" if entry.required else "按需", "；".join(x for x in (source, entry.note) if x)


def _signers(filled: FilledForm, reader: Reader) -> list[Signer]:
    return [signer for signer in filled.form.signers if reader.holds(signer.when)]


def _deadlines(choice: Choice, filled: Sequence[FilledForm], reader: Reader) -> Iterator[tuple[str, str, str]]:
    """Each time limit once; what is only likely says so."""
    seen: set[tuple[object, ...]] = set()
    for limit in (*choice.path.deadlines, *(item for form in filled for item in form.form.deadlines)):
        said = (limit.rule, *re.findall(r"\d+", limit.limit))  # forms word their path's limits a little differently
        if reader.holds(limit.when) and said not in seen:
            seen.add(said)
            sure = "" if limit.confidence == "确定" else f"（{limit.confidence}，请核对）"
            yield limit.what, limit.limit, f"{limit.rule}{sure}"


def _todo(form: FilledForm, item: Answered, pages: Mapping[str, int], what: str) -> Todo:
    page = pages.get(item.anchor)
    return Todo(form.form.short, "" if page is None else str(page + 1), item.number, item.label, item.who, what)


def _place(item: Answered, choice: Choice) -> str:
    """Where in the company's files an answer without a hint belongs."""
    root, _, key = (item.reads[0] if item.reads else "").partition(".")
    file = "company" if root == "company" else choice.undertaking.key if root == choice.undertaking.kind else ""
    return f"写入 {file}.yaml 的 {key}" if file and key else ""


def _doubtful(filled: Sequence[FilledForm], pages: Mapping[str, int]) -> Iterator[Todo]:
    for form in filled:
        for item in form.of_state("default", "odd"):
            said = f"按通常情况填“{item.text}”：{item.reason}" if item.state == "default" else item.reason
            yield _todo(form, item, pages, said)


def _findings(
    filled: Sequence[FilledForm], found: Iterable[Diagnostic], pages: Mapping[str, int], index: BundleIndex
) -> Iterator[Todo]:
    """What the rules found, at the first row that prints the value."""
    places = _places(filled, index)
    for item in found:
        rule = f"（{item.citation}）" if item.citation else ""
        label = re.split("[：“]", item.message, maxsplit=1)[0]  # the row names it
        said = f"{item.severity.value}：{item.message.removeprefix(label).removeprefix('：')}{rule}"
        place = _printed(places.get(item.source, ()) if item.source else (), label)
        if place and place[1].state == "missing" and item.code.startswith(CONDITIONS):
            continue  # among what is missing already
        yield _todo(*place, pages, said) if place else Todo("企业资料", "", "", label, "企业", said)


Place = tuple[FilledForm, Answered]


def _printed(places: Sequence[Place], label: str) -> Place | None:
    """The row of a finding among those that read its place in the files: the row of its label, else one with a value.

    What is missing has the place of the record it is missing from, and so has all else that is missing there.
    """
    named = [place for place in places if place[1].label == label]
    held = [place for place in places if place[1].state in ("filled", "odd", "default")]
    return next(iter([*(place for place in named if place[1].number), *named, *held]), None)


def _places(filled: Sequence[FilledForm], index: BundleIndex) -> dict[Source, list[Place]]:
    places: dict[Source, list[Place]] = defaultdict(list)
    for form in filled:
        for answer in form.answers:
            for path in answer.reads:
                places[index.source(parse_path(path))].append((form, answer))
    return places


def _blanks(filled: Sequence[FilledForm]) -> Iterator[tuple[str, str, str]]:
    """What is left empty on purpose and has to be filled by hand."""
    for form in filled:
        labels = [f"{item.label}（{item.who}）" for item in form.of_state("blank") if item.must]
        if labels:
            yield form.form.short, "、".join(labels), ""
