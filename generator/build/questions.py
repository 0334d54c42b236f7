"""The questions that ``zhiyin company new`` asks: only what the chosen path's forms read, in the forms' order."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from generator.loading.form_sources import form_reads
from generator.loading.form_words import Words
from generator.loading.forms import Forms
from generator.model.company import KINDS, CompanyProfile, Record
from generator.model.company.annotations import annotated, choices_of, is_list, record_of
from generator.model.company.base import YearMonth
from generator.model.expression import expression_paths
from generator.model.form import Form, Option

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
    values: tuple[object, ...] = ()
    """What the choices stand for in the data, where that is not the words themselves (12个月: 12)."""
    many: bool = False
    record: type[Record] | None = None
    columns: tuple[tuple[str, str], ...] = ()
    before: tuple[str, ...] = ()
    """Keys beside this one without which its record cannot stand."""
    needed: bool = False
    """Whether its file cannot stand without the answer."""
    default: str = ""
    """What the forms print when there is no answer."""
    conditions: tuple[str, ...] = ()
    """The forms want the answer only where one of these holds; none: always."""

    @property
    def yes_no(self) -> bool:
        """Whether the answer is yes or no."""
        return bool in self._types

    @property
    def number(self) -> type | None:
        """int or float where the answer is a number."""
        return next((kind for kind in (int, float) if kind in self._types), None)

    @property
    def example(self) -> str:
        """How a date is written, where one is asked for."""
        return "例如 2026-09-01" if date in self._types else "例如 1985-03" if YearMonth in self._types else ""

    @property
    def _types(self) -> set[Any]:
        return set(_parts(self.annotation))


def _parts(annotation: Any) -> Iterator[Any]:
    """A type and, of one field's alternatives and bounds, the types within it; not those of a list's members."""
    if get_origin(annotation) is tuple:
        return
    yield annotation
    for part in get_args(annotation):
        if not isinstance(part, str) and isinstance(part, Hashable):
            yield from _parts(part)


def questions(forms: Forms, path: str) -> list[Question]:
    """The questions of a participation path. Raises KeyError for an unknown path."""
    chosen = forms.book.path(path)
    kind = chosen.undertakings[0]
    held = [form for form in forms.of_path(path) if form.undertaking == kind]
    held.sort(key=lambda form: form.layout == "letter")
    asking = _Asking(held, list(forms), forms.words)
    for root, first in (("company", "name"), *((kind, name) for name in _needed(kind))):
        asking.ask(root, (first,))
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
                asking.ask(root, tuple(steps))
    return sorted(asking.asked.values(), key=lambda question: question.root != "company")


def _all_reads(forms: list[Form]) -> Iterator[str]:
    for form in forms:
        for _, path in form_reads(form):
            yield path


def _needed(kind: str) -> list[str]:
    fields = KINDS[kind].model_fields
    return [name for name, field in fields.items() if field.is_required() and name != "kind"]


@dataclass(slots=True)
class _Asking:
    """Questions in the making, for the forms ``held``; what these do not tell of a value, ``known`` forms may."""

    held: list[Form]
    known: list[Form]
    words: Words
    asked: dict[tuple[str, tuple[str, ...]], Question] = field(default_factory=dict)
    begun: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)

    def ask(self, root: str, steps: tuple[str, ...]) -> None:
        """Ask for a value, and before it for what decides whether it is wanted and what its record cannot lack."""
        model = _model(root)
        for length in range(1, len(steps) + 1):  # a list on the way is asked for as a whole
            info = _info(model, steps[:length])
            if info is None or is_list(info.annotation):
                steps = steps[:length]
                break
        info = _info(model, steps)
        if info is None or (root, steps) in self.begun:
            return
        inner = record_of(info.annotation)
        if inner is not None and not is_list(info.annotation):
            for name, part in inner.model_fields.items():
                if part.is_required() and name != "kind":
                    self.ask(root, (*steps, name))
            return
        self.begun.add((root, steps))
        path = ".".join((root, *steps))
        conditions = _conditions(path, self.held)
        for condition in conditions:
            for read in expression_paths(condition):
                other, *rest = read.split(".")
                if other == root and rest:
                    self.ask(other, tuple(rest))
        before = _required(_info(model, steps[:-1]), model) if len(steps) > 1 else ()
        for name in before:
            if name != steps[-1]:
                self.ask(root, (*steps[:-1], name))
        self.asked[root, steps] = self._question(root, steps, info, before, conditions)

    def _question(
        self, root: str, steps: tuple[str, ...], info: FieldInfo, before: tuple[str, ...], conditions: tuple[str, ...]
    ) -> Question:
        model, path, inner = _model(root), ".".join((root, *steps)), record_of(info.annotation)
        label, hint, must = _wording(root, steps, info, self.held)
        options = () if choices_of(info.annotation) else _printed(path, self.held) or _printed(path, self.known)
        way = [_info(model, steps[:length]) for length in range(1, len(steps) + 1)]
        return Question(
            root,
            steps,
            label,
            hint,
            must,
            annotated(info),
            choices=(*choices_of(info.annotation), *self.words.get(path, ())) or tuple(o.label for o in options),
            values=tuple(option.ticks for option in options),
            many=is_list(info.annotation),
            record=inner,
            columns=tuple(_columns(inner)) if inner else (),
            before=before,
            needed=all(step is not None and step.is_required() for step in way),
            default=_default(path, self.held),
            conditions=conditions,
        )


def _conditions(path: str, forms: list[Form]) -> tuple[str, ...]:
    """The conditions under which the forms that print the value want it; none when one always may have it."""
    found = [
        answer.condition
        for form in forms
        for answer in form.answers()
        if path in (getattr(answer, "source", None), getattr(answer, "otherwise", None))
    ]
    return () if None in found else tuple(dict.fromkeys(text for text in found if text))


def _default(path: str, forms: list[Form]) -> str:
    """What the first form with a default for the value prints, in its options' words."""
    for field_ in (each for form in forms for each in form.fields() if each.source == path):
        if field_.default is not None:
            words = {option.ticks: option.label for option in field_.offered({})}
            return words.get(field_.default, str(field_.default))
    return ""


def _required(info: FieldInfo | None, model: type[Record]) -> tuple[str, ...]:
    """The keys that a record must have."""
    record = record_of(info.annotation) if info else model
    fields = record.model_fields if record else {}
    return tuple(name for name, field in fields.items() if field.is_required() and name != "kind")


def _columns(model: type[Record], lead: str = "") -> Iterator[tuple[str, str]]:
    """The plain columns of a table's record, those of a record that it needs (``patent.number``) among them.

    Other records and lists within it are written in an editor.
    """
    for name, info in sorted(model.model_fields.items(), key=lambda item: not item[1].is_required()):
        inner = record_of(info.annotation)
        if inner is not None and not is_list(info.annotation) and info.is_required():
            yield from _columns(inner, f"{lead}{name}.")
        elif name != "id" and inner is None and not is_list(info.annotation):
            yield f"{lead}{name}", info.title or name


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


def _printed(path: str, forms: list[Form]) -> tuple[Option, ...]:
    """The options of the first form that prints the value."""
    asking = (field_ for form in forms for field_ in form.fields() if field_.source == path)
    return next((each.options for each in asking if each.options and each.type in ("single", "multi")), ())


def _model(root: str) -> type[Record]:
    return CompanyProfile if root == "company" else KINDS[root]
