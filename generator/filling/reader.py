"""Evaluates the paths and expressions of forms over a company's data; every result keeps where it came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import TemplateError, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.diagnostics import Diagnostic, Severity, Source, ZhiyinError, dotted
from generator.document.nodes import Origin
from generator.loading.company import CompanyBundle, UndertakingFile
from generator.model.company import KINDS
from generator.model.located import Located
from generator.templating.filters import FILTERS, cn_date, standard_number
from generator.templating.values import Branch, FactStr, Missing, Path, is_list, origins_of, traced, view


class Unworkable(ZhiyinError):
    """FM-007: an expression that cannot be worked out for some data; ``source`` is its place, where that is known."""

    def __init__(self, expression: str, source: Source | None = None) -> None:
        self.expression = expression
        said, hint = f"表达式“{expression}”算不出来", "核对过滤器的写法，以及各个值是文字、数还是清单"
        super().__init__([Diagnostic("FM-007", Severity.ERROR, said, source, hint)])


@contextmanager
def blaming(*records: Located) -> Iterator[None]:
    """Say of an expression that cannot be worked out where it stands: in the first of ``records`` that has it."""
    try:
        yield
    except Unworkable as error:
        known = (record.source_of(error.expression) for record in records)
        source = error.diagnostics[0].source or next(filter(None, known), None)
        raise Unworkable(error.expression, source) from None


class _Forgiving(ImmutableSandboxedEnvironment):
    """A sandbox in which a step from an empty value is an empty value (content/forms/README.md, 表达式)."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Attributes; empty stays empty."""
        return obj if isinstance(obj, Missing) else super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Members; empty stays empty."""
        return obj if isinstance(obj, Missing) else super().getitem(obj, argument)

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ARG002
        """Nothing is called from a form."""
        return False


@cache
def _environment() -> _Forgiving:
    made = _Forgiving(autoescape=False)
    made.filters |= FILTERS
    return made


@cache
def _compiled(text: str) -> Callable[[Mapping[str, Any]], Any]:
    """An expression as a function of its roots; a mere path, as most are, is walked without the sandbox's context."""
    if not _PATH.fullmatch(text):
        return _environment().compile_expression(text, undefined_to_none=False)
    first, *steps = text.split(".")
    step = _environment().getattr

    def walk(roots: Mapping[str, Any]) -> Any:
        value = roots[first] if first in roots else _environment().undefined(name=first)
        for name in steps:
            try:  # a view hands out nothing that a sandbox would have to hold back
                value = getattr(value, name) if type(value) is Branch else step(value, name)
            except AttributeError:
                value = step(value, name)
        return value

    return walk


_PATH = re.compile(r"(?!(?:not|true|false|none|True|False|None)\b)[a-z_]+(\.[a-z_]+)*")


@cache
def split_prose(text: str) -> tuple[tuple[str, bool], ...]:
    """The pieces of prose: (words, False) or (expression, True)."""
    pieces: list[tuple[str, bool]] = []
    inside: list[str] | None = None
    for _, token, value in _environment().lex(text):
        if token == "variable_begin":
            inside = []
        elif token == "variable_end":
            pieces.append(("".join(inside or ()).strip(), True))
            inside = None
        elif inside is not None:
            inside.append(value)
        else:
            pieces.append((value, False))
    return tuple(pieces)


def is_empty(value: object) -> bool:
    """Whether a value is missing: None, an empty text or list, a step that led nowhere. Zero and False are values."""
    if value is None or isinstance(value, _NOTHING):
        return True
    return isinstance(value, _COUNTED) and len(value) == 0


_NOTHING = (Missing, Undefined)
_COUNTED = (str, Branch, list, tuple)


def spoken(value: object) -> str:
    """A plain value as printed: 是/否, 2026年9月1日, GB/T 1.1—2020, numbers in their shortest form."""
    match value:
        case bool():
            return "是" if value else "否"
        case date():
            return cn_date(value)
        case float():
            return format(Decimal(repr(float(value))).normalize(), "f")
        case _:
            text = str(value)
            return standard_number(text) if _YEAR.search(text) else text


_YEAR = re.compile(r"\d[-－–]\d{4}")


@dataclass(frozen=True, slots=True)
class BundleIndex:
    """The places of a company's values by the paths that forms use (``company.…``, ``proposal.…``)."""

    bundle: CompanyBundle
    undertaking: UndertakingFile | None

    def source(self, path: Path) -> Source:
        """Where the value stands."""
        key = "company" if path[:1] == ("company",) or self.undertaking is None else self.undertaking.key
        return self.bundle.source(key, path[1:])

    def cite(self, path: Path) -> str:  # noqa: ARG002
        """A company's data cites nothing."""
        return ""


class Reader:
    """Reads one company and one undertaking."""

    def __init__(self, bundle: CompanyBundle, undertaking: UndertakingFile | None) -> None:
        self.index = BundleIndex(bundle, undertaking)
        self._reads: set[Path] = set()
        self.raw: dict[str, Any] = {"company": bundle.profile}
        nothing = Missing(Origin("", Source(bundle.name)))
        self.roots: dict[str, Any] = dict.fromkeys(KINDS, nothing)
        self.roots["company"] = view(bundle.profile, ("company",), self.index, self._reads)
        if undertaking is not None:
            self.raw[undertaking.kind] = undertaking.data
            self.roots[undertaking.kind] = view(undertaking.data, (undertaking.kind,), self.index, self._reads)

    def value(self, expression: str, item: object = None) -> Any:
        """The value of an expression, with its origins where it is a text, number or date made from data."""
        self._reads.clear()
        scope = self.roots if item is None else {**self.roots, "item": item}
        try:
            found = _compiled(expression)(scope)
        except (TypeError, ValueError, ArithmeticError, TemplateError):
            raise Unworkable(expression) from None
        if is_empty(found) or isinstance(found, bool | Branch) or origins_of(found):
            return found
        if isinstance(found, list | tuple):
            return [each for each in found if not is_empty(each)]
        return self._traced(spoken(found))

    def holds(self, expression: str | None) -> bool:
        """Whether a condition is met; no condition always is."""
        if expression is None:
            return True
        found = self.value(expression)
        return not is_empty(found) and bool(found)

    def members(self, expression: str) -> list[Any]:
        """The members of a list; a single record is a list of one; empty is none."""
        found = self.value(expression)
        if is_empty(found):
            return []
        if isinstance(found, Branch):
            return list(found) if is_list(found) else [found]
        return list(found) if isinstance(found, list) else [found]

    def _traced(self, text: str) -> FactStr:
        made = FactStr(text)
        paths = sorted(self._reads, key=dotted)
        made.origins = tuple(Origin(dotted(path), self.index.source(path)) for path in paths)
        return made


def fact(value: object) -> str:
    """A value as text that carries the value's origins."""
    text = spoken(value)
    return traced(text, value) if origins_of(value) else text


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of an answer, blank lines dropped; each carries the origins of the whole."""
    return tuple([traced(line, text) for part in str(text).split("\n") if (line := part.strip())])


def flat(values: Any) -> Iterator[Any]:
    """A value, or the members of a list, without the empty ones."""
    if is_list(values):
        for value in values:
            if not is_empty(value):
                yield value
    elif not is_empty(values):
        yield values
