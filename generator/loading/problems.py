"""Pydantic's findings about content as diagnostics: place, field, what is wrong, what would be right, in Chinese."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Callable, Iterable
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.diagnostics import Diagnostic, Severity, Source

Place = tuple[str | int, ...]

_TOLD = {
    "missing": ("缺少必填的键", "补上这个键"),
    "string_type": ("应是文字", "像数字或日期的文字要加引号"),
    "string_pattern_mismatch": ("写法不对", ""),
    "string_too_short": ("不能为空", "填写内容"),
    "int_type": ("应是整数", "写数字，不加引号和单位"),
    "int_parsing": ("应是整数", "写数字，不加引号和单位"),
    "bool_type": ("应是 true 或 false", ""),
    "list_type": ("应是列表", "每项一行，以“- ”开头"),
    "tuple_type": ("应是列表", "每项一行，以“- ”开头"),
    "too_short": ("项目太少", "至少写一项"),
    "model_type": ("应是若干“键: 值”", "每个键一行，缩进两格"),
    "model_attributes_type": ("应是若干“键: 值”", "每个键一行，缩进两格"),
    "dict_type": ("应是若干“键: 值”", "每个键一行，缩进两格"),
    "literal_error": ("取值不在允许的范围内", ""),
    "greater_than_equal": ("数字太小", ""),
    "date_from_datetime_parsing": ("不是日历上的日期", "写作 2025-03-01"),
    "date_parsing": ("不是日历上的日期", "写作 2025-03-01"),
    "date_type": ("不是日历上的日期", "写作 2025-03-01"),
}


def explain(
    error: ValidationError, model: type[BaseModel], find: Callable[[Place], Source], code: str = "CNT-001"
) -> list[Diagnostic]:
    """A diagnostic for each finding of ``error``; ``find`` gives the place of a path."""
    return [_one(item, model, find, code) for item in error.errors(include_url=False)]


def _one(item: Any, model: type[BaseModel], find: Callable[[Place], Source], code: str) -> Diagnostic:
    path: Place = tuple(step for step in item["loc"])
    field = dotted(path)
    kind = item["type"]
    if kind == "extra_forbidden":
        known = _fields_at(model, path[:-1])
        close = difflib.get_close_matches(str(path[-1]), known, 1)
        hint = f"是否想写 {close[0]}？" if close else f"可用的键：{'、'.join(known)}"
        return Diagnostic(code, Severity.ERROR, f"没有“{field}”这个键", find(path), hint)
    said, hint = _TOLD.get(kind, (item["msg"].removeprefix("Value error, "), ""))
    context = item.get("ctx") or {}
    if kind == "literal_error":
        hint = f"可用：{context.get('expected', '').replace(' or ', '、')}"
    if kind == "string_pattern_mismatch":
        hint = f"应符合 {context.get('pattern', '')}"
    value = item.get("input")
    shown = f"（现为“{value}”）" if isinstance(value, str | int | float) and kind != "missing" else ""
    return Diagnostic(code, Severity.ERROR, f"“{field}”{said}{shown}", find(path), hint)


def dotted(path: Place) -> str:
    """A path as editors read it."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _fields_at(model: type[BaseModel], path: Place) -> list[str]:
    here: type[BaseModel] | None = model
    for step in path:
        if isinstance(step, int):
            continue
        field = here.model_fields.get(step) if here else None
        here = _model_in(field.annotation) if field else None
    return list(here.model_fields) if here else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    parts: Iterable[Any] = typing.get_args(annotation)
    return next((found for part in parts if (found := _model_in(part)) is not None), None)
