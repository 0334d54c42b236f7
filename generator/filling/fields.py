"""One field becomes what is printed in its cell, and a note of how it stands."""

from __future__ import annotations

from typing import Any

from generator.document.nodes import FieldKind
from generator.filling.labels import label_of
from generator.filling.ledger import Ledger
from generator.filling.reader import fact, flat, is_empty, paragraphs, split_prose
from generator.filling.result import Answered, Content, Hole, LineEnd, Part, State, Tick, Value, Words
from generator.model.expression import expression_paths
from generator.model.form import Answer, Field, Option
from generator.templating.filters import cn_date
from generator.templating.values import origins_of, traced

BLANK = "\u3000"
"""What stands in a control that may stay empty: a control without any text would be invisible in Word."""

_KINDS: dict[str, FieldKind] = {"long": "long", "date": "date"}
OTHER = "其他"


def is_due(answer: Answer, ledger: Ledger) -> bool:
    """Whether an answer has to be given: always, or when its condition holds."""
    if answer.required == "conditional":
        return ledger.reader.holds(answer.condition)
    return answer.required == "always"


def fill_field(field: Field, ledger: Ledger) -> tuple[Content, str]:
    """The content of a field's cell and the id of its place. Its state goes into the ledger."""
    if field.prefill == "never":
        return _never(field, ledger)
    if field.prose is not None:
        return _prose(field, ledger)
    value = _value(field, ledger)
    supposed = is_empty(value) and field.default is not None
    if supposed:
        value = field.default
    offered = field.offered(ledger.lists)
    if offered:
        return _ticked(field, offered, value, supposed, ledger)
    return _written(field, value, supposed, ledger)


def _value(field: Field, ledger: Ledger) -> Any:
    if field.expr is not None:
        return ledger.reader.value(field.expr)
    if field.source is None:
        return None
    value = ledger.reader.value(field.source)
    if is_empty(value) and field.otherwise is not None:
        value = ledger.reader.value(field.otherwise)
    return value


def _never(field: Field, ledger: Ledger) -> tuple[Content, str]:
    """Undertakings, signatures, photographs: boxes unticked, the cell blank."""
    key = ledger.key(field.key)
    anchor = _note(field, key, "blank", ledger, due=field.required != "optional")
    offered = field.offered(ledger.lists)
    if offered:
        return _boxes(key, offered, ()), anchor
    if field.type == "photo":
        return (Words(field.label), LineEnd(), Words(f"（{field.hint}）" if field.hint else "")), anchor
    return (Value(key, field.label, (BLANK,), _KINDS.get(field.type, "text")),), anchor


def _prose(field: Field, ledger: Ledger) -> tuple[Content, str]:
    key = ledger.key(field.key)
    content = fill_prose(field.prose or "", ledger, prefix=f"{field.key}.")
    holes = [part for part in content if isinstance(part, Hole)]
    values = [part for part in content if isinstance(part, Value)]
    if holes and not values:
        return _written(field, None, False, ledger, key)
    if not holes and not values:
        content = (Value(key, field.label, tuple(part.text for part in content if isinstance(part, Words))),)
    state: State = "missing" if holes else "filled"
    hint = "、".join(hole.label for hole in holes)
    anchor = _note(field, key, state, ledger, text=_text_of(content), hint=hint)
    return content, anchor


def _written(field: Field, value: Any, supposed: bool, ledger: Ledger, key: str = "") -> tuple[Content, str]:
    key = key or ledger.key(field.key)
    kind = _KINDS.get(field.type, "text")
    if is_empty(value):
        due = is_due(field, ledger)
        anchor = _note(field, key, "missing" if due else "open", ledger, due=due)
        if due:
            return (Hole(key, field.label, field.hint, field.who, kind), *_suffix(field)), anchor
        return (Value(key, field.label, (BLANK,), kind), *_suffix(field)), anchor
    text = _said(field, value)
    anchor = _note(field, key, "default" if supposed else "filled", ledger, text=text, reads=_paths(text))
    return (Value(key, field.label, paragraphs(text) or (BLANK,), kind), *_suffix(field)), anchor


def _suffix(field: Field) -> Content:
    return (Words(field.suffix),) if field.suffix else ()


def _said(field: Field, value: Any) -> str:
    """The value in words: members joined, records by their parts, dates in Chinese."""
    pieces = [_member(field, each) for each in flat(value)]
    return traced(field.separator.join(pieces), *pieces)


def _member(field: Field, value: Any) -> str:
    if field.parts:
        found = [fact(value[part]) for part in field.parts if not is_empty(value[part])]
        return traced(" ".join(found), *found)
    return traced(cn_date(value), value) if field.type == "date" else fact(value)


def _ticked(
    field: Field, offered: tuple[Option, ...], value: Any, supposed: bool, ledger: Ledger
) -> tuple[Content, str]:
    key = ledger.key(field.key)
    chosen = list(flat(value))
    known = [option.ticks for option in offered]
    strange = [each for each in chosen if each not in known]
    ticked = tuple(each for each in chosen if each in known)
    spare = (OTHER,) if strange and OTHER in known else ()
    content: list[Part] = list(_boxes(key, offered, (*ticked, *spare)))
    if strange and spare:
        said = tuple(fact(each) for each in strange)
        content += [Words("："), Value(f"{key}.other", field.label, said)]
    if not chosen:
        due = is_due(field, ledger)
        anchor = _note(field, key, "missing" if due else "open", ledger, due=due)
        if due:
            content.append(Hole(key, field.label, "请勾选", field.who))
        return tuple(content), anchor
    state: State = "odd" if strange and not spare else "default" if supposed else "filled"
    text = "、".join(option.label for option in offered if option.ticks in ticked)
    reason = f"资料写的是“{'、'.join(map(str, strange))}”，不是表上的选项" if state == "odd" else ""
    return tuple(content), _note(field, key, state, ledger, text=text, reason=reason, reads=_paths(*chosen))


def _boxes(key: str, offered: tuple[Option, ...], ticked: tuple[object, ...]) -> Content:
    parts: list[Part] = []
    for number, option in enumerate(offered, 1):
        parts.append(Tick(f"{key}.{number}", option.label, option.ticks in ticked))
    return tuple(parts)


def _note(
    field: Field,
    key: str,
    state: State,
    ledger: Ledger,
    *,
    due: bool = True,
    text: str = "",
    hint: str = "",
    reason: str = "",
    reads: tuple[str, ...] = (),
) -> str:
    anchor = f"a-{ledger.form.id}-{key}"
    said = reason or (field.default_reason if state == "default" else "")
    held = reads or tuple(path for path in (field.source, *_expression(field)) if path)
    ledger.note(
        Answered(
            key, field.label, field.number, state, due, field.who, hint or field.hint, str(text), said, anchor, held
        )
    )
    return anchor


def _expression(field: Field) -> tuple[str, ...]:
    return expression_paths(field.expr) if field.expr else ()


def _paths(*values: object) -> tuple[str, ...]:
    return tuple(origin.path for origin in origins_of(*values))


def fill_prose(text: str, ledger: Ledger, *, item: object = None, source: str = "", prefix: str = "") -> Content:
    """Words with placeholders; every placeholder is a value or a gap of its own."""
    parts: list[Part] = []
    for piece, is_expression in split_prose(text):
        if not is_expression:
            parts += _lines(piece)
            continue
        value = ledger.reader.value(piece, item)
        paths = expression_paths(piece)
        path = paths[0] if paths else prefix
        key = ledger.key(f"{prefix}{path.rpartition('.')[2]}" if prefix else path)
        label = label_of(path, source)
        said = "" if is_empty(value) else "、".join(fact(each) for each in flat(value))
        if not said:
            if not (isinstance(value, str) and value == "" and " or " in piece):
                parts.append(Hole(key, label))
            continue
        parts.append(Value(key, label, paragraphs(traced(said, *flat(value)))))
    return tuple(parts)


def _lines(words: str) -> Content:
    """The form's own words, their line ends kept."""
    first, *rest = words.split("\n")
    parts: list[Part] = [Words(first)] if first or not rest else []
    for line in rest:
        parts.append(LineEnd())
        if line:
            parts.append(Words(line))
    return tuple(parts)


def _text_of(content: Content) -> str:
    return "".join(
        "".join(part.lines) if isinstance(part, Value) else part.text if isinstance(part, Words) else ""
        for part in content
    )
