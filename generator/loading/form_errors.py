"""Pydantic's findings about form files in the words of whoever edits them, each at its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from pydantic import BaseModel, ValidationError

from generator.diagnostics import Diagnostic, Severity, Source, did_you_mean
from generator.loading.problems import follows
from generator.model.base import PATTERNS_SAID

Path = tuple[str | int, ...]

_SAID: Mapping[str, str] = {
    "missing": "缺少必需的键“{key}”",
    "string_type": "“{key}”应为文字（数字样的文字加引号）",
    "int_type": "“{key}”应为整数",
    "bool_type": "“{key}”应为 true 或 false",
    "tuple_type": "“{key}”应为列表，每项一行，以“- ”开头",
    "model_type": "“{key}”应为若干“键: 值”",
    "model_attributes_type": "“{key}”应为若干“键: 值”",
    "too_short": "“{key}”不能为空",
    "string_too_short": "“{key}”不能为空",
    "string_too_long": "“{key}”过长，最多{max_length}个字",
    "string_pattern_mismatch": "“{key}”写法不对",
    "literal_error": "“{key}”只能是 {expected}",
    "union_tag_invalid": "没有这种版块“{tag}”，可用：{expected_tags}",
    "union_tag_not_found": "版块缺少 kind",
    "value_error": "{error}",
}


_LISTS = ("expected", "expected_tags")
"""What pydantic says as a list of quoted English words."""


class Index(Protocol):
    """Knows where each path of a file stands."""

    def source(self, path: Path) -> Source:
        """The place of a path, or of the nearest thing around it."""


def explained(error: ValidationError, index: Index, known: Iterable[str]) -> Iterator[Diagnostic]:
    """A diagnostic for every finding; ``known`` are the keys to guess a misspelt one from."""
    items = error.errors(include_url=False)
    places = [tuple(item["loc"]) for item in items]
    for item in items:
        if follows(item, places):
            continue
        path = _written(tuple(item["loc"]))
        key = next((step for step in reversed(path) if isinstance(step, str)), "文件")
        if item["type"] == "extra_forbidden":
            yield Diagnostic(
                "FM-002",
                Severity.ERROR,
                f"不认识的键“{key}”",
                index.source(path),
                did_you_mean(key, known) or "删去这个键",
            )
            continue
        said = _SAID.get(item["type"], "“{key}”写法不对").format(key=key, **_context(item))
        pattern = str(item.get("ctx", {}).get("pattern", ""))
        hint = PATTERNS_SAID.get(pattern, f"应符合 {pattern}") if pattern else ""
        yield Diagnostic("FM-003", Severity.ERROR, said, index.source(path), hint)


def _context(item: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: re.sub(r"'([^']*)'(?: or |, )?", r"\1、", str(value)).rstrip("、") if name in _LISTS else str(value)
        for name, value in item.get("ctx", {}).items()
        if name != "key"
    }


def _written(path: Path) -> Path:
    """The path as it stands in the file: pydantic adds the kind of a block after its number."""
    if len(path) > 2 and path[0] == "blocks":
        return (*path[:2], *path[3:])
    return path


def all_keys(*models: type[BaseModel]) -> frozenset[str]:
    """The keys of some models."""
    return frozenset(name for model in models for name in model.model_fields)
