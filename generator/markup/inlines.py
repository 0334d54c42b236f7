"""Text and inline elements become inline nodes; white space of indented templates is healed."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.document.nodes import (
    Break,
    Check,
    Em,
    Fact,
    Field,
    FieldKind,
    Gap,
    Inline,
    Link,
    Origin,
    Ref,
    RefShow,
    Span,
    Strong,
    Text,
)
from generator.markup.marks import split_marks
from generator.markup.reader import Elem

FindOrigin = Callable[[str], Origin]
_FOLD = re.compile(r"[ \t\r]*\n\s*")
_LATIN = re.compile(r"[!-~]")


def heal_space(text: str) -> str:
    """Line ends of indented templates: nothing beside Chinese, one space between Latin words."""

    def joint(found: re.Match[str]) -> str:
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        return " " if _LATIN.match(before) and _LATIN.match(after) else ""

    return _FOLD.sub(joint, text) if "\n" in text else text


class Inlines:
    """Builds inline nodes; ``find_origin`` resolves the content paths that marks carry."""

    def __init__(self, find_origin: FindOrigin) -> None:
        self.find_origin = find_origin
        self.builders: dict[str, Callable[[Elem], Inline]] = {
            "strong": lambda e: Strong(self.of(e.children)),
            "em": lambda e: Em(self.of(e.children)),
            "span": lambda e: Span(e.get("style"), self.of(e.children)),
            "a": lambda e: Link(e.get("href"), self.of(e.children)),
            "ref": _ref,
            "br": lambda _: Break(),
            "gap": _gap,
            "field": self._field,
            "check": lambda e: Check(e.get("key"), e.get("label"), e.yes("checked")),
        }

    def of(self, children: list[Elem | str]) -> tuple[Inline, ...]:
        """The inline nodes of mixed content, outer white space dropped."""
        nodes: list[Inline] = []
        last = len(children) - 1
        for i, child in enumerate(children):
            if isinstance(child, Elem):
                nodes.append(self.builders[child.name](child))
                continue
            text = heal_space(child)
            text = text.lstrip(" \t\n") if i == 0 else text
            text = text.rstrip(" \t\n") if i == last else text
            nodes.extend(self.marked(text))
        return tuple(nodes)

    def marked(self, text: str) -> list[Inline]:
        """The inline nodes of text that may carry marks."""
        nodes: list[Inline] = []
        for kind, paths, part in split_marks(text):
            if kind == "text":
                nodes.append(Text(part))
            elif kind == "fact":
                nodes.append(Fact(part, tuple(self.find_origin(path) for path in paths)))
            else:
                nodes.append(Gap(paths[0], paths[0].rpartition(".")[2]))
        return nodes

    def _field(self, elem: Elem) -> Inline:
        children = self.of(elem.children)
        return Field(elem.get("key"), elem.get("label"), children, _kind(elem), _options(elem))


def _ref(elem: Elem) -> Ref:
    show: RefShow = elem.get("show", "label")  # type: ignore[assignment]
    return Ref(elem.get("to"), show, "", elem.source)


def _gap(elem: Elem) -> Gap:
    get = elem.get
    return Gap(get("key"), get("label"), get("hint"), get("who"), _kind(elem), _options(elem))


def _kind(elem: Elem) -> FieldKind:
    return elem.get("kind", "text")  # type: ignore[return-value]


def _options(elem: Elem) -> tuple[str, ...]:
    return tuple(option for option in elem.get("options").split("|") if option)
