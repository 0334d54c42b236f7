"""The small language of forms: paths, conditions, prose with placeholders; parsed here, evaluated elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Annotated

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import AfterValidator, StringConstraints

from generator.diagnostics import did_you_mean

_PATH = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")
_RECORD = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")
_FORBIDDEN = (nodes.Call, nodes.CallBlock, nodes.Import, nodes.FromImport, nodes.Include, nodes.Extends, nodes.Macro)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(autoescape=True)


OWN_FILTERS = frozenset("cn_date cn_number percent standard_number elements count join_cn where".split())  # noqa: SIM905
"""The filters that templates have beside Jinja's own (generator.templating.filters)."""


@cache
def parse_expression(text: str) -> nodes.Template:
    """The tree of one expression. Raises ValueError (Chinese message) on bad syntax, statements or calls."""
    return parse_prose("{{ (" + text + ") }}")


@cache
def parse_prose(text: str) -> nodes.Template:
    """The tree of prose with ``{{ expression }}`` placeholders. Raises ValueError like parse_expression."""
    try:
        tree = _environment().parse(text)
    except TemplateSyntaxError:
        raise ValueError("表达式写法有误：括号、引号没有成对，或者缺少、多出一个值或符号") from None
    if next(tree.find_all(_FORBIDDEN), None) is not None or "{%" in text:
        raise ValueError("表达式只能取值、比较和使用过滤器，不能调用函数或写语句")
    for node in tree.find_all(nodes.Filter):
        if node.name not in OWN_FILTERS and node.name not in _environment().filters:
            near = did_you_mean(node.name, (*OWN_FILTERS, *_environment().filters))
            known = f"可用：{'、'.join(sorted(OWN_FILTERS))}，以及 Jinja 自带的"
            raise ValueError(f"没有过滤器“{node.name}”。{near or known}")
    for test in tree.find_all(nodes.Test):
        if test.name not in _environment().tests:
            raise ValueError(f"没有判断“is {test.name}”")
    return tree


def read_paths(tree: nodes.Template) -> tuple[str, ...]:
    """The dotted paths an expression or prose reads, longest form of each, sorted."""
    return tuple(sorted(set(_paths(tree, frozenset()))))


@cache
def expression_paths(text: str) -> tuple[str, ...]:
    """The dotted paths that the expression ``text`` reads (``proposal.revision == '修订'`` → proposal.revision)."""
    return read_paths(parse_expression(text))


@cache
def prose_paths(text: str) -> tuple[str, ...]:
    """The dotted paths that the placeholders of ``text`` read."""
    return read_paths(parse_prose(text))


def _paths(node: nodes.Node, bound: frozenset[str]) -> Iterator[str]:
    found = _dotted(node)
    if found:
        if found.split(".")[0] not in bound:
            yield found
        return
    for child in node.iter_child_nodes():
        yield from _paths(child, bound)


def _dotted(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        head = _dotted(node.node)
        return f"{head}.{node.attr}" if head else ""
    return ""


def _check_path(value: str) -> str:
    if not _PATH.match(value):
        raise ValueError("取值路径应写作 根名.键名（小写英文、下划线），例如 company.name")
    return value


def _check_record(value: str) -> str:
    if not _RECORD.match(value):
        raise ValueError("取值路径应写作 根名 或 根名.键名（小写英文、下划线）")
    return value


def _check_expression(value: str) -> str:
    parse_expression(value)
    return value


def _check_prose(value: str) -> str:
    parse_prose(value)
    return value


DottedPath = Annotated[str, AfterValidator(_check_path)]
"""A path into company data: ``company.name``, ``proposal.statement.foundation``."""

RecordPath = Annotated[str, AfterValidator(_check_record)]
"""A path to records: a list of them, a single one, or a whole undertaking (``proposal``)."""

Expression = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_check_expression)]
"""A sandboxed Jinja expression over company data."""

Prose = Annotated[str, StringConstraints(max_length=4000), AfterValidator(_check_prose)]
"""Text that may hold ``{{ expression }}`` placeholders."""
