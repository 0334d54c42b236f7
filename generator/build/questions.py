"""The questions that ``zhiyin company new`` asks: only what the chosen path's forms read, in the forms' order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic.fields import FieldInfo

from generator.loading.form_sources import form_reads
from generator.loading.forms import Forms
from generator.model.company import KINDS, CompanyProfile, Record
from generator.model.company.annotations import annotated, choices_of, is_list, record_of
from generator.model.form import Form

__all__ = ["SKIPPED", "Question", "annotated", "choices_of", "is_list", "questions", "record_of"]

SKIPPED = frozenset({"letter", "draft", "study"})
"""Parts of an undertaking that are written in an editor, not answered line by line."""


@dataclass(frozen=True, slots=True)
class Question:
    """One value to ask for: its file (``company`` or a kind), path within it, label, hint, and what may be answered.

    ``choices`` are the words to choose from; ``record`` is the model of a table's rows, ``columns`` its keys.
    """

    root: str
    path: tuple[str, ...]
    label: str
    hint: str
    must: bool
    annotation: Any
    choices: tuple[str, ...] = ()
    many: bool = False
    record: type[Record] | None = None
    columns: tuple[tuple[str, str], ...] = ()
    before: tuple[str, ...] = ()
    """Keys beside this one without which its record cannot stand."""

    @property
    def yes_no(self) -> bool:
        """Whether the answer is yes or no."""
        return bool in (self.annotation, *get_args(self.annotation))


def questions(forms: Forms, path: str) -> list[Question]:
    """The questions of a participation path. Raises KeyError for an unknown path."""
    chosen = forms.book.path(path)
    kind = chosen.undertakings[0]
    held = [form for form in forms.of_path(path) if form.undertaking == kind]
    held.sort(key=lambda form: form.layout == "letter")
    asked: dict[tuple[str, tuple[str, ...]], Question] = {}
    for root, first in (("company", "name"), *((kind, name) for name in _needed(kind))):
        _ask(asked, root, (first,), held)
    spared = {
        answer.source for form in held for answer in form.fields() if answer.source is not None and answer.otherwise
    }  # the company's own value serves; who wants another for one undertaking writes it into its file
    spared |= {path for path in _all_reads(held) if path.startswith(f"{kind}.contact.")}
    for form in held:
        printed = [
            read
            for answer in form.answers()
            for name in ("source", "otherwise")
            if (read := getattr(answer, name, None))
        ]
        for read in (*printed, *(path for _, path in form_reads(form))):
            root, *steps = read.split(".")
            if root in ("company", kind) and steps and steps[0] not in SKIPPED and read not in spared:
                _ask(asked, root, tuple(steps), held)
    return sorted(asked.values(), key=lambda question: question.root != "company")


def _all_reads(forms: list[Form]) -> Iterator[str]:
    for form in forms:
        for _, path in form_reads(form):
            yield path


def _needed(kind: str) -> list[str]:
    fields = KINDS[kind].model_fields
    return [name for name, field in fields.items() if field.is_required() and name != "kind"]


def _ask(
    asked: dict[tuple[str, tuple[str, ...]], Question], root: str, steps: tuple[str, ...], forms: list[Form]
) -> None:
    model: type[Record] = CompanyProfile if root == "company" else KINDS[root]
    for length in range(1, len(steps) + 1):  # a list on the way is asked for as a whole
        info = _info(model, steps[:length])
        if info is None or is_list(info.annotation):
            steps = steps[:length]
            break
    info = _info(model, steps)
    if info is None or (root, steps) in asked:
        return
    inner = record_of(info.annotation)
    if inner is not None and not is_list(info.annotation):
        for name, field in inner.model_fields.items():
            if field.is_required() and name not in ("kind",):
                _ask(asked, root, (*steps, name), forms)
        return
    before = _required(_info(model, steps[:-1]), model) if len(steps) > 1 else ()
    for name in before:
        if name != steps[-1]:
            _ask(asked, root, (*steps[:-1], name), forms)
    label, hint, must = _wording(root, steps, info, forms)
    columns = tuple((name, f.title or name) for name, f in _columns(inner)) if inner else ()
    asked[root, steps] = Question(
        root,
        steps,
        label,
        hint,
        must,
        annotated(info),
        choices_of(info.annotation) or _printed_choices(root, steps, forms),
        is_list(info.annotation),
        inner,
        columns,
        before,
    )


def _required(info: FieldInfo | None, model: type[Record]) -> tuple[str, ...]:
    """The keys that a record must have."""
    record = record_of(info.annotation) if info else model
    fields = record.model_fields if record else {}
    return tuple(name for name, field in fields.items() if field.is_required() and name != "kind")


def _columns(model: type[Record]) -> Iterator[tuple[str, FieldInfo]]:
    """The plain columns of a table's record; records and lists within it are written in an editor."""
    for name, field in sorted(model.model_fields.items(), key=lambda item: not item[1].is_required()):
        if name != "id" and record_of(field.annotation) is None and not is_list(field.annotation):
            yield name, field


def _info(model: type[Record], steps: tuple[str, ...]) -> FieldInfo | None:
    here: type[Record] | None = model
    info: FieldInfo | None = None
    for step in steps:
        if here is None:
            return None
        info = here.model_fields.get(step)
        here = record_of(info.annotation) if info else None
    return info


def _wording(root: str, steps: tuple[str, ...], info: FieldInfo, forms: list[Form]) -> tuple[str, str, bool]:
    """Label and hint as the first form that prints the value has them."""
    path = ".".join((root, *steps))
    for form in forms:
        for answer in form.answers():
            if getattr(answer, "source", None) == path:
                return answer.label, answer.hint, answer.required == "always" or info.is_required()
    parents = [found.title or "" for n in range(1, len(steps)) if (found := _info(_model(root), steps[:n]))]
    return "—".join([*parents, info.title or steps[-1]]), "", info.is_required()


def _printed_choices(root: str, steps: tuple[str, ...], forms: list[Form]) -> tuple[str, ...]:
    """The options of the first form that prints the value, where data keep the options' own words."""
    path = ".".join((root, *steps))
    asking = (field for form in forms for field in form.fields() if field.source == path)
    options = next((field.options for field in asking if field.options and field.type in ("single", "multi")), ())
    return tuple(option.label for option in options) if all(option.value is None for option in options) else ()


def _model(root: str) -> type[Record]:
    return CompanyProfile if root == "company" else KINDS[root]
