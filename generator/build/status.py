"""How far a company's data fills its forms, and which answers help most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from generator.build.choosing import Choice
from generator.filling import Answered, FilledForm, fill
from generator.filling.labels import label_of
from generator.loading.company import CompanyBundle
from generator.model.form import Field


@dataclass(frozen=True, slots=True)
class FormStatus:
    """One form of one undertaking: how many of its answers are given, and which are missing."""

    undertaking: str
    form: FilledForm
    filled: int
    asked: int
    missing: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An answer that several forms wait for: its path, its label, the forms' short names."""

    path: str
    file: str
    label: str
    forms: tuple[str, ...]


def company_status(
    bundle: CompanyBundle, choices: Sequence[Choice], lists: dict[str, tuple[str, ...]]
) -> tuple[list[FormStatus], list[Wanted]]:
    """Every chosen form's state, and the missing answers by how many forms they complete, the most useful first."""
    states: list[FormStatus] = []
    waiting: dict[tuple[str, str], list[str]] = defaultdict(list)
    for choice in choices:
        for form in choice.forms:
            filled = fill(form, bundle, choice.undertaking, lists)
            missing = tuple(filled.of_state("missing"))
            done = sum(1 for _ in filled.of_state("filled", "default", "odd"))
            states.append(FormStatus(choice.name, filled, done, done + len(missing), missing))
            places = {field.source: place for field in form.fields() if (place := _company_place(field, choice))}
            for read in dict.fromkeys(path for item in missing for path in item.reads[:1]):
                path = places.get(read, read)
                file = "company" if path.startswith("company.") else choice.undertaking.key
                waiting[path, file].append(form.short)
    wanted = [Wanted(path, file, label_of(path), tuple(names)) for (path, file), names in waiting.items()]
    return states, sorted(wanted, key=lambda item: (-len(item.forms), item.file, item.path))


def _company_place(field: Field, choice: Choice) -> str | None:
    """Where to fill in what the profile may give as well: there, unless the undertaking has a record of its own."""
    if field.source is None or field.otherwise is None:
        return None
    here: object = choice.undertaking.data
    for step in field.source.split(".")[1:-1]:
        here = getattr(here, step, None)
    return field.otherwise if here is None or "." not in field.source.partition(".")[2] else None
