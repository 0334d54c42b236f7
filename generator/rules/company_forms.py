"""What a form's own definition binds: the longest answer it takes and the options it offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.diagnostics import Severity
from generator.model.company import Record
from generator.model.form import Form
from generator.model.form_fields import Field
from generator.rules.company_base import Check, Found, Path, Rule, Subject, shown

FORM_RULES = frozenset({"CO-181", "CO-182"})
"""What forms add; left unsaid where a rule of the data found an error already."""


def form_rules(forms: Iterable[Form]) -> tuple[Rule, ...]:
    """Rules that the given forms add: lengths (CO-181) and options (CO-182)."""
    return tuple(made for form in forms for field in form.fields() for made in _rules(form, field))


def _rules(form: Form, field: Field) -> Iterator[Rule]:
    if field.source is None:
        return
    root, *keys = str(field.source).split(".")
    kinds = frozenset({root})
    title = f"《{form.title}》{field.label}栏"
    if field.max_length is not None:
        clause = f"{title}：不超过{field.max_length}字"
        yield Rule("CO-181", Severity.WARNING, kinds, clause, "精简文字", _length(field, tuple(keys)))
    if field.type in {"single", "multi"} and field.options:
        clause = f"{title}：{'、'.join(option.label for option in field.options)}"
        yield Rule("CO-182", Severity.WARNING, kinds, clause, "选用表上的选项", _options(field, tuple(keys)))


def _value(data: Record, keys: Path) -> object:
    value: object = data
    for key in keys:
        value = getattr(value, str(key), None)
    return value


def _length(field: Field, keys: Path) -> Check:
    limit = field.max_length or 0

    def check(subject: Subject) -> Iterable[Found]:
        value = _value(subject.data, keys)
        if isinstance(value, str) and len(value) > limit:
            yield Found(keys, field.label, shown(value), f"有{len(value)}字，超过{limit}字")

    return check


def _options(field: Field, keys: Path) -> Check:
    ticks = {str(option.ticks) for option in field.options}

    def check(subject: Subject) -> Iterable[Found]:
        value = _value(subject.data, keys)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, str | int) and not isinstance(item, bool) and str(item) not in ticks:
                yield Found(keys, field.label, shown(item), "不是表上的选项")

    return check
