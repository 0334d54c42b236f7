"""Pydantic's findings about content as diagnostics: place, field, what is wrong, what would be right, in Chinese."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.diagnostics import Diagnostic, Severity, Source, dotted, suggestion
from generator.model.base import PATTERNS_SAID

Place = tuple[str | int, ...]

_ITEMS = ("应为列表", "每项一行，以“- ”开头")
_KEYS = ("应为若干“键: 值”", "每个键一行，缩进两格")
_WHOLE = ("应为整数", "写数字，不加引号和单位")
_NUMBER = ("应为数字", "写数字，不加引号和单位")
_DAY = ("不是日历上的日期", "写作 2025-03-01")
_TOLD: Mapping[str, tuple[str, str]] = {
    "missing": ("缺少必填的键", "补上这个键"),
    "string_type": ("应为文字", "像数字或日期的文字要加引号"),
    "string_pattern_mismatch": ("写法不对", "应符合 {pattern}"),
    "string_too_short": ("不能为空", "填写内容"),
    "string_too_long": ("过长", "最多{max_length}个字"),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "bool_type": ("应为 true 或 false", "不加引号；“是”写 true，“否”写 false"),
    "bool_parsing": ("应为 true 或 false", "不加引号；“是”写 true，“否”写 false"),
    "list_type": _ITEMS,
    "tuple_type": _ITEMS,
    "too_short": ("项目太少", "至少写{min_length}项"),
    "too_long": ("项目太多", "最多写{max_length}项"),
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
    "dict_type": _KEYS,
    "literal_error": ("取值不在允许的范围内", "可用：{expected}"),
    "greater_than": ("数字太小", "应大于{gt}"),
    "greater_than_equal": ("数字太小", "至少为{ge}"),
    "less_than": ("数字太大", "应小于{lt}"),
    "less_than_equal": ("数字太大", "至多为{le}"),
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
}
_SHOWN = 40
"""Most characters of a wrong value that a message repeats."""


def explain(
    error: ValidationError, model: type[BaseModel], find: Callable[[Place], Source], code: str = "CNT-001"
) -> list[Diagnostic]:
    """A diagnostic for each finding of ``error``; ``find`` gives the place of a path."""
    items = error.errors(include_url=False)
    inner = [item["loc"] for item in items]
    return [_one(item, model, find, code) for item in items if not follows(item, inner)]


def follows(item: Any, places: Iterable[Place]) -> bool:
    """Whether a list is called too short only because pydantic left out the members that are told to be wrong."""
    loc = item["loc"]
    return item["type"] == "too_short" and any(len(at) > len(loc) and at[: len(loc)] == loc for at in places)


def _one(item: Any, model: type[BaseModel], find: Callable[[Place], Source], code: str) -> Diagnostic:
    path: Place = tuple(step for step in item["loc"])
    field = dotted(path) or "文件"
    kind = item["type"]
    if kind == "extra_forbidden":
        known = _fields_at(model, path[:-1])
        return Diagnostic(code, Severity.ERROR, f"没有“{field}”这个键", find(path), suggestion(str(path[-1]), known))
    said, hint = _told(item)
    value = item.get("input")
    short = str(value) if len(str(value)) <= _SHOWN else f"{str(value)[:_SHOWN]}……"
    shown = f"（现为“{short}”）" if isinstance(value, str | int | float) and value != "" and kind != "missing" else ""
    return Diagnostic(code, Severity.ERROR, f"“{field}”{said}{shown}", find(path), hint)


def _told(item: Any) -> tuple[str, str]:
    """What is wrong and what would be right; validators of our own say the former in Chinese themselves."""
    if item["type"] == "value_error":
        return str(item["msg"]).removeprefix("Value error, "), ""
    if item.get("input", "") is None and item["type"] != "missing":
        return "没有填写", "填上内容；不需要的就删去这一项"
    if item["type"] == "string_type" and isinstance(item.get("input"), Mapping):
        return "应为文字，现在成了“键: 值”", "文字里有英文冒号加空格时，整个值加引号，或者改用全角冒号"
    said, hint = _TOLD.get(item["type"], ("写法不对", ""))
    context = {key: _listed(value) for key, value in (item.get("ctx") or {}).items()}
    if context.get("pattern") in PATTERNS_SAID:
        return said, PATTERNS_SAID[context["pattern"]]
    return said, hint.format_map(context)


def _listed(value: object) -> str:
    """Pydantic's words for a context: lists ('a', 'b' or 'c') as Chinese lists are written, 0.0 as 0."""
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).replace(" or ", "、").replace("', '", "、").replace("'", "") if "'" in str(value) else str(value)


def _fields_at(model: type[BaseModel], path: Place) -> list[str]:
    here: type[BaseModel] | None = model
    named = False
    for step in path:
        if isinstance(step, int) or named:  # a place in a list, or a free name in a mapping
            named = False
            continue
        field = here.model_fields.get(step) if here else None
        named = field is not None and typing.get_origin(field.annotation) is dict
        here = _model_in(field.annotation) if field else None
    return list(here.model_fields) if here else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    parts: Iterable[Any] = typing.get_args(annotation)
    return next((found for part in parts if (found := _model_in(part)) is not None), None)
