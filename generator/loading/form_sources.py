"""Whether the paths that a form reads exist in the company models: unknown steps, lists read as single values."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Any

from pydantic import BaseModel

from generator.diagnostics import suggestion
from generator.loading.form_options import LISTS
from generator.model.company import KINDS, CompanyProfile
from generator.model.expression import expression_paths, prose_paths
from generator.model.form import AnyBlock, AttachmentList, Field, Form, HeadingBlock, Notes, Repeat, Rows, Table
from generator.model.form_blocks import Checks, Long, Seal, TextBlock

Place = tuple[str | int, ...]
ROOTS: dict[str, type[BaseModel]] = {"company": CompanyProfile, **KINDS}
"""What a path may begin with: the profile, or a kind of undertaking."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a path leads to: a record model or None for a plain value; ``many`` when it is a list of them."""

    record: type[BaseModel] | None
    many: bool
    annotation: Any


def target(path: str, item: Target | None = None) -> Target:
    """What ``path`` leads to (``item`` is what the word item stands for). Raises ValueError when nowhere."""
    head, *steps = path.split(".")
    if head == "item" and item is not None:
        here = Target(item.record, False, item.annotation)
    elif head in ROOTS:
        here = Target(ROOTS[head], False, ROOTS[head])
    else:
        raise ValueError(f"取值路径“{path}”的根名“{head}”不是事项种类。{suggestion(head, ROOTS)}")
    for step in steps:
        if here.record is None or here.many:
            raise ValueError(f"取值路径“{path}”走不到“{step}”：它前面是单个值或者列表")
        field = here.record.model_fields.get(step)
        if field is None:
            raise ValueError(f"取值路径“{path}”中没有“{step}”。{suggestion(step, here.record.model_fields)}")
        here = _unwrapped(field.annotation)
    return here


def _unwrapped(annotation: Any) -> Target:
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, UnionType):
        return _unwrapped(next(part for part in parts if part is not type(None)))
    if origin is typing.Annotated:
        return _unwrapped(parts[0])
    if origin is tuple:
        inner = _unwrapped(parts[0])
        return Target(inner.record, True, inner.annotation)
    record = annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None
    return Target(record, False, annotation)


def form_reads(form: Form) -> Iterator[tuple[Place, str]]:
    """Every path that a form reads from company data, with the place in its file; item paths are left out."""
    for place, path in _all_reads(form):
        if path.split(".")[0] != "item":
            yield place, path


def source_problems(form: Form) -> Iterator[tuple[Place, str]]:
    """Place and Chinese message of every path that leads nowhere."""
    for place, path in form_reads(form):
        yield from _tried(place, path, None)
    for number, block in enumerate(form.blocks):
        yield from _member_problems(("blocks", number), block)
    for place, field in _placed_fields(form):
        if field.parts and field.source:
            yield from _parts_problems((*place, "parts"), field)
        elif not field.parts:
            yield from _record_problems(place, field)
        if field.options_from and field.options_from not in LISTS:
            said = f"没有选项清单“{field.options_from}”。{suggestion(field.options_from, LISTS)}"
            yield (*place, "options_from"), said


def _tried(place: Place, path: str, item: Target | None) -> Iterator[tuple[Place, str]]:
    try:
        target(path, item)
    except ValueError as error:
        yield place, str(error)


def _parts_problems(place: Place, field: Field) -> Iterator[tuple[Place, str]]:
    try:
        member = target(field.source or "")
    except ValueError:
        return
    for part in field.parts:
        yield from _tried(place, f"item.{part}", member)


def _record_problems(place: Place, field: Field) -> Iterator[tuple[Place, str]]:
    """A cell prints words: of a person or a patent, it must be said which."""
    for name, path in (("source", field.source), ("otherwise", field.otherwise)):
        try:
            found = target(path) if path else None
        except ValueError:
            continue
        if found and found.record is not None:
            known = "、".join(list(found.record.model_fields)[:5])
            hint = (
                f"用 parts 列出要印的键（{known}等）"
                if found.many
                else f"取其中一项，例如 {path}.{known.split('、')[0]}"
            )
            yield (*place, name), f"“{path}”是一组数据，不能整个印出；{hint}"


def _member_problems(place: Place, block: AnyBlock) -> Iterator[tuple[Place, str]]:
    if not isinstance(block, Table | Repeat) or block.source is None:
        return
    try:
        member = target(block.source)
    except ValueError:
        return
    if isinstance(block, Repeat):
        for path in (*prose_paths(block.heading), *prose_paths(block.text)):
            yield from _tried(place, path, member)
        return
    for number, column in enumerate(block.columns):
        here = (*place, "columns", number)
        if column.expr is not None:
            for path in expression_paths(column.expr):
                yield from _tried((*here, "expr"), path, member)
        elif column.type not in ("index", "sign") and column.prefill == "auto":
            yield from _tried((*here, "key"), f"item.{column.key}", member)


def _placed_fields(form: Form) -> Iterator[tuple[Place, Field]]:
    for number, block in enumerate(form.blocks):
        if isinstance(block, Rows):
            for line, row in enumerate(block.rows):
                for at, field in enumerate(row):
                    yield ("blocks", number, "rows", line, at), field
        elif isinstance(block, Long | Checks):
            yield ("blocks", number, "field"), block.field


def _all_reads(form: Form) -> Iterator[tuple[Place, str]]:
    for number, need in enumerate(form.needs):
        yield from _expression(("needs", number), need)
    for name in ("attachments", "steps", "deadlines", "signers"):
        for number, entry in enumerate(getattr(form, name)):
            yield from _expression((name, number, "when"), entry.when)
    for number, block in enumerate(form.blocks):
        yield from _block_reads(("blocks", number), block)
    for place, field in _placed_fields(form):
        yield from _field_reads(place, field)


def _field_reads(place: Place, field: Field) -> Iterator[tuple[Place, str]]:
    for name, path in (("source", field.source), ("otherwise", field.otherwise)):
        if path:
            yield (*place, name), path
    yield from _expression((*place, "expr"), field.expr)
    yield from _expression((*place, "condition"), field.condition)
    yield from _prose((*place, "prose"), field.prose)


def _block_reads(place: Place, block: AnyBlock) -> Iterator[tuple[Place, str]]:
    yield from _expression((*place, "when"), block.when)
    if isinstance(block, Table | Repeat | AttachmentList) and block.source:
        yield (*place, "source"), block.source
    match block:
        case Table():
            yield from _expression((*place, "condition"), block.condition)
            for number, column in enumerate(block.columns):
                yield from _expression((*place, "columns", number, "expr"), column.expr)
        case TextBlock():
            for number, text in enumerate(block.paragraphs):
                yield from _prose((*place, "paragraphs", number), text)
        case Notes():
            for number, text in enumerate(block.items):
                yield from _prose((*place, "items", number), text)
        case HeadingBlock() | Seal():
            yield from _prose((*place, "text"), block.text)
        case _:
            return


def _expression(place: Place, text: str | None) -> Iterator[tuple[Place, str]]:
    for path in expression_paths(text) if text else ():
        yield place, path


def _prose(place: Place, text: str | None) -> Iterator[tuple[Place, str]]:
    for path in prose_paths(text) if text else ():
        yield place, path
