"""The Jinja environment: sandboxed, strict, autoescaped; tags are stamped with their line, values with their path."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.sandbox import SandboxedEnvironment

from generator.diagnostics import Diagnostic, Source, ZhiyinError, failure
from generator.markup.marks import mark_fact, mark_gap
from generator.markup.vocabulary import STAMP
from generator.templating.filters import FILTERS
from generator.templating.prose import markdown, markdown_inline
from generator.templating.template_words import meant, template_words
from generator.templating.values import FactValue, Missing

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<!--.*?-->|<([a-z][a-z0-9]*)(?=[\s/>])", re.DOTALL)


def finalize(value: Any) -> Any:
    """What Jinja prints for an expression: facts and gaps carry their marks, all else is left to autoescaping."""
    if isinstance(value, FactValue):
        paths = [origin.path for origin in value.origins]
        return mark_fact(paths, str(value)) if paths else str(value)
    if isinstance(value, Missing):
        return mark_gap(value.origin.path)
    return value


class StampLines(Extension):
    """Adds to every tag the template file and line that wrote it, so that diagnostics can name them."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """The template's source with its tags stamped; line breaks stay where they were."""
        line, at, out = 1, 0, []
        for found in _TAG.finditer(source):
            line += source.count("\n", at, found.start())
            out.append(source[at : found.end()])
            if found[1]:
                out.append(f' {STAMP}="templates/{name}:{line}"')
            line += source.count("\n", found.start(), found.end())
            at = found.end()
        return "".join(out) + source[at:]


class Environment(SandboxedEnvironment):
    """The sandbox with this project's filters; templates reach data, not methods."""

    def is_safe_callable(self, obj: Any) -> bool:
        """Only macros and Jinja's own helpers may be called."""
        return super().is_safe_callable(obj) and type(obj).__module__.startswith(("jinja2", "builtins"))


class Loader(FileSystemLoader):
    """Templates in UTF-8, with or without a byte order mark (as Windows' Notepad may write it)."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, encoding="utf-8-sig")

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The template's source. Raises ZhiyinError TPL-004 for other encodings."""
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            hint = "用记事本打开，选“另存为”，编码选“UTF-8”"
            raise failure("TPL-004", "文件不是 UTF-8 编码", Source(f"templates/{template}", line), hint) from None


@lru_cache(maxsize=8)
def environment(templates: Path) -> Environment:
    """The environment that loads from ``templates``; it compiles a template once and again when its file changes."""
    made = Environment(
        loader=Loader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[StampLines],
    )
    made.filters |= FILTERS | {"md": markdown, "mdi": markdown_inline}
    return made


def render(env: Environment, template: str, values: Mapping[str, Any]) -> str:
    """Render ``template``; whatever goes wrong becomes a ZhiyinError that names template, line and cause."""
    try:
        return env.get_template(template).render(values)
    except ZhiyinError:
        raise
    except TemplateNotFound as error:
        where = _template_line(error, template, env)
        hint = meant(f"'{error.name}'", env.list_templates(), "核对文件名，路径从 templates 算起")
        raise failure("TPL-001", f"找不到模板 {error.name}", where, hint) from None
    except TemplateSyntaxError as error:
        raise _malformed(error, template, env) from None
    except _FAILURES as error:
        where = _template_line(error, template, env)
        hint = meant(str(error), values, "核对名称与内容文件中的键")
        raise failure("TPL-003", f"模板取值出错：{template_words(str(error))}", where, hint) from None


_FAILURES = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
"""What goes wrong in a template that an editor can mend."""


def malformed(templates: Path) -> list[Diagnostic]:
    """What is wrong with the writing of every document's template, whether or not it is used."""
    env = environment(templates)
    found: list[Diagnostic] = []
    for name in env.list_templates(filter_func=lambda name: name.endswith(".xml.j2")):
        try:
            env.get_template(name)
        except TemplateSyntaxError as error:
            found += _malformed(error, name, env).diagnostics
        except ZhiyinError as error:
            found += error.diagnostics
    return found


def _malformed(error: TemplateSyntaxError, template: str, env: Environment) -> ZhiyinError:
    where = Source(f"templates/{error.name or template}", error.lineno)
    said = error.message or str(error)
    hint = meant(said, env.filters, "核对 {{ }} 与 {% %} 是否成对")
    return failure("TPL-002", f"模板写法有误：{template_words(said)}", where, hint)


def _template_line(error: BaseException, template: str, env: Environment) -> Source:
    """The innermost template frame of a traceback."""
    found = Source(f"templates/{template}")
    roots = [Path(root).resolve() for root in getattr(env.loader, "searchpath", ())]
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        for root in roots:
            path = Path(file)
            if path.is_absolute() and path.resolve().is_relative_to(root):
                found = Source(f"templates/{path.resolve().relative_to(root).as_posix()}", trace.tb_lineno)
        trace = trace.tb_next
    return found
