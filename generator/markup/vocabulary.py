"""The vocabulary as one table: which elements exist, which attributes they take, what may stand inside."""

from __future__ import annotations

from dataclasses import dataclass, field

YES_NO = ("yes", "no")
ALIGN = ("left", "center", "right", "justify", "distribute")
FIELD_KINDS = ("text", "long", "date", "choice", "check")

INLINE = frozenset({"strong", "em", "span", "a", "ref", "br", "gap", "field", "check"})
BLOCK = frozenset(
    {"h1", "h2", "h3", "p", "ul", "ol", "table", "figure", "toc", "pagebreak", "spacer"},
)


@dataclass(frozen=True, slots=True)
class Element:
    """One element: required and optional attributes (name → allowed values, empty = any), children, text allowed."""

    children: frozenset[str] = frozenset()
    text: bool = False
    required: dict[str, tuple[str, ...]] = field(default_factory=dict)
    optional: dict[str, tuple[str, ...]] = field(default_factory=dict)


_ANY: tuple[str, ...] = ()
_HEADING = Element(INLINE, True, {"id": _ANY}, {"numbered": YES_NO, "short": _ANY, "style": _ANY})
_CELL = Element(
    INLINE | BLOCK,
    True,
    {},
    {
        "colspan": _ANY,
        "rowspan": _ANY,
        "align": ALIGN,
        "valign": ("top", "middle", "bottom"),
        "fill": _ANY,
        "style": _ANY,
    },
)

VOCABULARY: dict[str, Element] = {
    "document": Element(
        frozenset({"section"}),
        False,
        {"title": _ANY},
        {"author": _ANY, "subject": _ANY, "keywords": _ANY, "date": _ANY, "lang": _ANY},
    ),
    "section": Element(
        BLOCK,
        False,
        {"kind": ("cover", "front", "body", "annex", "form", "letter")},
        {"landscape": YES_NO, "folio": ("none", "roman", "arabic", "later"), "restart": YES_NO, "header": _ANY},
    ),
    "h1": _HEADING,
    "h2": _HEADING,
    "h3": _HEADING,
    "p": Element(INLINE, True, {}, {"style": _ANY, "align": ALIGN, "id": _ANY}),
    "ul": Element(frozenset({"li"})),
    "ol": Element(frozenset({"li"}), False, {}, {"kind": ("number", "paren", "circle")}),
    "li": Element(INLINE | BLOCK, True),
    "table": Element(frozenset({"caption", "tr"}), False, {"columns": _ANY}, {"style": _ANY, "id": _ANY, "alt": _ANY}),
    "caption": Element(INLINE, True),
    "tr": Element(frozenset({"th", "td"}), False, {}, {"head": YES_NO, "height": _ANY, "splits": YES_NO}),
    "th": _CELL,
    "td": _CELL,
    "figure": Element(frozenset({"caption", "diagram"}), False, {"alt": _ANY}, {"id": _ANY}),
    "diagram": Element(frozenset({"item"}), False, {"kind": _ANY}, {"*": _ANY}),
    "item": Element(frozenset({"item"}), True, {}, {"*": _ANY}),
    "toc": Element(frozenset(), False, {}, {"depth": ("1", "2", "3"), "title": _ANY}),
    "pagebreak": Element(),
    "spacer": Element(frozenset(), False, {"height": _ANY}),
    "strong": Element(INLINE, True),
    "em": Element(INLINE, True),
    "span": Element(INLINE, True, {"style": _ANY}),
    "a": Element(INLINE, True, {"href": _ANY}),
    "ref": Element(frozenset(), False, {"to": _ANY}, {"show": ("label", "title", "page", "full")}),
    "br": Element(),
    "gap": Element(
        frozenset(),
        False,
        {"key": _ANY, "label": _ANY},
        {"hint": _ANY, "who": _ANY, "kind": FIELD_KINDS, "options": _ANY},
    ),
    "field": Element(INLINE, True, {"key": _ANY, "label": _ANY}, {"kind": FIELD_KINDS, "options": _ANY}),
    "check": Element(frozenset(), False, {"key": _ANY, "label": _ANY}, {"checked": YES_NO}),
}
"""Every element of the markup; an attribute named * admits any further attribute."""

STAMP = "tpl"
"""The attribute that the template environment adds to each tag: the template's file and line."""
