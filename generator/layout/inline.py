"""Inline nodes become pieces for line breaking, each tagged with its structure element and where it leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.document.nodes import (
    Break,
    Check,
    Em,
    Fact,
    Field,
    Gap,
    Inline,
    Link,
    Ref,
    Span,
    Strong,
    Text,
    check_text,
    gap_text,
    inline_text,
)
from generator.layout.placed import StructNode
from generator.layout.text import Piece
from generator.model.theme import CharacterStyle, ParagraphStyle, Theme

WHOLE_LABEL = 10
"""A tick box stays on one line with a label of at most so many characters."""


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """What a run belongs to: its structure element; a link's address or destination; a form field."""

    node: StructNode
    href: str = ""
    dest: str = ""
    contents: str = ""
    field: Field | Gap | Check | None = None
    right: float = 0.0
    """Where the widget of a fillable field that ends its line may reach to, from the line's left edge; 0: no widget."""


@dataclass(frozen=True, slots=True)
class _Look:
    family: str
    bold: bool
    size: float
    color: str
    tag: Tag | None = None
    right: float = 0.0

    def with_style(self, style: CharacterStyle | None) -> _Look:
        if style is None:
            return self
        return replace(
            self,
            family=style.family or self.family,
            bold=self.bold if style.bold is None else style.bold,
            size=style.size or self.size,
            color=style.color or self.color,
        )

    def piece(self, text: str) -> Piece:
        return Piece(text, self.family, self.bold, self.size, self.color, self.tag)


def pieces_of(
    children: tuple[Inline, ...], style: ParagraphStyle, theme: Theme, node: StructNode, *, right: float = 0.0
) -> list[Piece]:
    """The pieces of a paragraph whose structure element is ``node``; links get elements of their own below it.

    With ``right`` (the measure in points) the edition is fillable: fields get Form elements that may reach so far.
    """
    look = _Look(style.family, style.bold, style.size, style.color, right=right)
    return list(_pieces(children, look, theme, node))


def _pieces(children: tuple[Inline, ...], look: _Look, theme: Theme, node: StructNode) -> Iterator[Piece]:
    styles = theme.characters
    for child in children:
        match child:
            case Text() | Fact():
                yield look.piece(child.text)
            case Break():
                yield look.piece("\n")
            case Strong():
                yield from _pieces(child.children, replace(look, bold=True), theme, node)
            case Em():
                yield from _pieces(child.children, replace(look, family="kai"), theme, node)
            case Span():
                yield from _pieces(child.children, look.with_style(styles.get(child.style)), theme, node)
            case Link():
                said = inline_text(child.children)
                tag = Tag(node.add("Link"), href=child.href, contents=f"{said} {child.href}".strip())
                yield from _pieces(child.children, _linked(look, styles, tag), theme, tag.node)
            case Ref():
                tag = Tag(node.add("Link"), dest=child.target, contents=f"转到{child.text}")
                yield replace(look, tag=tag).piece(child.text or "00")
            case Gap():
                yield _fieldlike(look.with_style(styles.get("gap")), child, node).piece(gap_text(child))
            case Check() if look.right:
                yield _fieldlike(look, child, node).piece(check_text(replace(child, label="")))
                yield look.piece(child.label)
            case Check():
                piece = _fieldlike(look, child, node).piece(check_text(child))
                yield replace(piece, glue=len(child.label) <= WHOLE_LABEL)
            case Field():
                yield from _pieces(child.children, _fieldlike(look, child, node), theme, node)


def _fieldlike(look: _Look, child: Field | Gap | Check, node: StructNode) -> _Look:
    """The look of a field's runs; in the fillable edition they belong to a Form element of their own."""
    if not look.right:
        return look
    return replace(look, tag=Tag(node.add("Form"), field=child, right=look.right))


def _linked(look: _Look, styles: dict[str, CharacterStyle], tag: Tag) -> _Look:
    return replace(look.with_style(styles.get("link")), tag=tag)
