"""Puts one value into a YAML file's text and leaves the rest as its writer has it: comments, order, quotes."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import LiteralScalarString, SingleQuotedScalarString
from yaml import SafeLoader, ScalarNode

_WIDTH = 120
_TEXT = "tag:yaml.org,2002:str"
_RESOLVER: Any = SafeLoader("")
"""Knows which plain words YAML 1.1 takes for something else than a text."""


def with_value(text: str, path: Sequence[str], value: Any) -> str:
    """``text`` with ``value`` at ``path``; what is on the way and no mapping is made one.

    ``text`` is that of a file which :func:`generator.loading.yaml.load_yaml` has accepted, or empty.
    """
    editor = YAML()
    editor.preserve_quotes = True
    editor.width = _WIDTH
    root = editor.load(text)
    here = root = CommentedMap() if root is None else root
    for step in path[:-1]:
        if not isinstance(here.get(step), CommentedMap):
            here[step] = CommentedMap()
        here = here[step]
    here[path[-1]] = _written(value)
    out = StringIO()
    editor.dump(root, out)
    return out.getvalue()


def _written(value: Any) -> Any:
    """The value for the writer, texts so that they are read as texts by YAML 1.1 as well (yes, 12, 2026-10-01)."""
    match value:
        case dict():
            return CommentedMap({key: _written(item) for key, item in value.items()})
        case list():
            return CommentedSeq([_written(item) for item in value])
        case str() if "\n" in value:
            return LiteralScalarString(value)
        case str() if _RESOLVER.resolve(ScalarNode, value, (True, False)) != _TEXT:
            return SingleQuotedScalarString(value)
    return value
