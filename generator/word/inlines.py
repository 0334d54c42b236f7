"""Inlines to runs: text, emphasis, links, references as fields, facts as text, values and gaps as controls."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from generator.document.nodes import (
    Break,
    Check,
    Em,
    Fact,
    Field,
    Gap,
    Heading,
    Inline,
    Link,
    Ref,
    Span,
    Strong,
    Text,
)
from generator.word.context import Anchor, Context
from generator.word.controls import check_control, field_control, gap_control
from generator.word.runs import Mark, field, line_break, run
from generator.word.xmltext import escape

_URI_SAFE = "!#$%&'()*+,/:;=?@[]~"


def runs(children: Iterable[Inline], mark: Mark, context: Context) -> str:
    """The markup of ``children`` inside a paragraph."""
    return "".join(_inline(child, mark, context) for child in children)


def _inline(child: Inline, mark: Mark, context: Context) -> str:
    match child:
        case Text() | Fact():
            return _text(child.text, mark, context)
        case Strong():
            return runs(child.children, mark.with_(bold=True), context)
        case Em():
            return runs(child.children, mark.with_(kai=True), context)
        case Span():
            return runs(child.children, _styled(child.style, mark, context), context)
        case Link():
            ident = context.relations.link(quote(child.href, safe=_URI_SAFE))
            content = runs(child.children, mark.with_(style="link"), context)
            return f'<w:hyperlink r:id="{ident}" w:history="1">{content}</w:hyperlink>'
        case Ref():
            return _reference(child, mark, context)
        case Field():
            return field_control(child, runs(child.children, mark, context), context)
        case Gap():
            return gap_control(child, mark, context)
        case Check():
            return check_control(child, mark, context)
        case Break():
            return line_break(mark)


def _text(text: str, mark: Mark, context: Context) -> str:
    if "\n" not in text:
        return run(text, mark, context.theme)
    first, *rest = text.split("\n")
    out = run(first, mark, context.theme)
    for line in rest:
        out += line_break(mark) + run(line, mark, context.theme)
    return out


def _styled(style: str, mark: Mark, context: Context) -> Mark:
    return mark.with_(style=style) if style in context.theme.characters else mark


def _reference(ref: Ref, mark: Mark, context: Context) -> str:
    text = ref.text or (context.folio(ref.target) if ref.show == "page" else "")
    shown = run(text, mark, context.theme)
    anchor = context.anchors.get(ref.target)
    if anchor is None:
        return shown
    instruction = _instruction(ref, anchor)
    if instruction:
        return field(instruction, shown)
    return f'<w:hyperlink w:anchor="{escape(anchor.bookmark)}" w:history="1">{shown}</w:hyperlink>'


def _instruction(ref: Ref, anchor: Anchor) -> str:
    """The field that says what the reference says; none where no field can (label and title together)."""
    if ref.show == "page":
        return f"PAGEREF {anchor.bookmark} \\h"
    if isinstance(anchor.node, Heading):
        return f"REF {anchor.bookmark} \\h" if ref.show == "title" else ""
    return f"REF {anchor.bookmark} \\h" if ref.show == "label" else ""
