"""Pydantic's findings in the words of the user: label, what is wrong, what would be right."""

from __future__ import annotations

import typing
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from generator.diagnostics import did_you_mean, suggestion
from generator.model.company import Record
from generator.model.values import control_characters

Path = tuple[str | int, ...]

_PLAIN: Mapping[str, tuple[str, str]] = {
    "string_type": ("应为文字", "数字和日期样子的文字要加引号，例如 '100000'"),
    "string_too_short": ("是空的", "填写，或删去这一行（缺的内容会在草稿中标出）"),
    "int_type": ("应为整数", "写数字，不加引号和单位"),
    "int_parsing": ("应为整数", "写数字，不加引号和单位"),
    "int_from_float": ("应为整数", "写整数"),
    "float_type": ("应为数字", "写数字，单位万元，不写“万元”二字"),
    "float_parsing": ("应为数字", "写数字，单位万元，不写“万元”二字"),
    "bool_type": ("应为是或否", "写“是”或“否”"),
    "bool_parsing": ("应为是或否", "写“是”或“否”"),
    "date_type": ("应为日期", "写作 2026-09-01 的样式（四位年-两位月-两位日）"),
    "date_parsing": ("不是日历上的日期", "写作 2026-09-01 的样式（四位年-两位月-两位日）"),
    "date_from_datetime_parsing": ("不是日历上的日期", "写作 2026-09-01 的样式（四位年-两位月-两位日）"),
    "date_from_datetime_inexact": ("应为日期，不带时刻", "写作 2026-09-01 的样式（四位年-两位月-两位日）"),
    "tuple_type": ("应为列表", "每项一行，以“- ”开头"),
    "model_type": ("应为若干“键: 值”", "每个键一行，缩进两格"),
    "model_attributes_type": ("应为若干“键: 值”", "每个键一行，缩进两格"),
    "string_pattern_mismatch": ("写法不对", "年月写作 1985-03 的样式（四位年-两位月）"),
}
_LIMITS: Mapping[str, tuple[str, str]] = {
    "string_too_long": ("过长，最多{max_length}个字", "精简，或分到其他栏目"),
    "too_long": ("项目过多，最多{max_length}项", "分成几个文件"),
    "greater_than_equal": ("太小，至少为{ge:g}", "核对数字"),
    "less_than_equal": ("太大，至多为{le:g}", "核对数字和单位"),
    "finite_number": ("不是有限的数", "核对数字"),
}


def model_within(annotation: Any) -> type[Record] | None:
    """The record type inside an annotation such as ``tuple[Expert, ...]`` or ``Contact | None``."""
    for part in typing.get_args(annotation):
        if inner := model_within(part):
            return inner
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return None


def field_label(model: type[BaseModel], path: Path) -> str:
    """The labels along a path: ``专家第2项“手机”``; an unknown key stands as it is."""
    parts: list[str] = []
    here: type[BaseModel] | None = model
    for step in path:
        if isinstance(step, int):
            parts.append(f"第{step + 1}项")
            continue
        field = here.model_fields.get(step) if here else None
        title = field.title if field else None
        parts.append(f"“{title}”（{step}）" if title else f"“{step}”")
        here = model_within(field.annotation) if field else None
    return "".join(parts) or "文件"


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    here: type[BaseModel] | None = model
    for step in path:
        if isinstance(step, str) and here:
            field = here.model_fields.get(step)
            here = model_within(field.annotation) if field else None
    return here


def explained(model: type[BaseModel], error: Mapping[str, Any], more: Sequence[str] = ()) -> tuple[str, str]:
    """Message and hint of one pydantic error of a model; ``more`` are words that may be chosen besides its own."""
    kind, path, context = error["type"], tuple(error["loc"]), error.get("ctx", {})
    name = field_label(model, path)
    if kind == "missing":
        return f"缺少{name}", "补上这一项；没有它无法识别这条记录"
    if kind == "extra_forbidden":
        return _unknown_key(model, path)
    if kind == "literal_error":
        return _not_an_option(name, error, more)
    if kind == "string_type" and isinstance(error["input"], list | tuple | dict):
        return f"{name}应为文字", "只写一个值，不写列表和下级的键"
    if error["input"] is None:
        kind = "string_too_short"
    name += written(error["input"]) if kind not in _LENGTHS else ""
    if kind == "value_error":
        return f"{name}{context['error']}", ""
    if kind in _LIMITS:
        said, hint = _LIMITS[kind]
        return f"{name}{said.format(**context)}", hint
    said, hint = _PLAIN.get(kind, ("写法不对", "对照示例企业的同一项"))
    return f"{name}{said}", hint


_LENGTHS = frozenset({"string_too_long", "too_long", "string_too_short"})
_SHOWN = 40


def written(value: object) -> str:
    """A wrong value for a message, “…”; nothing for what is no single word or must not reach a terminal."""
    if not isinstance(value, str | int | float) or control_characters(str(value)) or "\n" in str(value):
        return ""
    text = str(getattr(value, "text", value))
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”"


def _unknown_key(model: type[BaseModel], path: Path) -> tuple[str, str]:
    owner = _model_at(model, path[:-1])
    keys = list(owner.model_fields) if owner else []
    return f"不认识的键“{path[-1]}”", suggestion(str(path[-1]), keys)


def _not_an_option(name: str, error: Mapping[str, Any], more: Sequence[str]) -> tuple[str, str]:
    expected = str(error["ctx"]["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
    expected += more
    guess = did_you_mean(str(error["input"]), expected)
    return f"{name}{written(error['input'])}不在选项之内", f"{guess}可选：{'、'.join(expected)}"
