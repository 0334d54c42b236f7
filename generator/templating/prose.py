"""Markdown prose becomes markup: paragraphs, emphasis, links and lists; raw HTML stays literal text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from generator.markup.marks import mark_fact
from generator.templating.values import Missing, origins_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_PAIRS = {
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "em_open": "<em>",
    "em_close": "</em>",
    "bullet_list_open": "<ul>",
    "bullet_list_close": "</ul>",
    "ordered_list_open": "<ol>",
    "ordered_list_close": "</ol>",
    "list_item_open": "<li>",
    "list_item_close": "</li>",
    "hardbreak": "<br/>",
    "softbreak": "\n",
}


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 — only who has prose to read pays for it

    only = ["paragraph", "list", "text", "emphasis", "link", "newline", "escape", "backticks", "autolink"]
    return MarkdownIt("zero", {"html": False}).enable([rule for rule in only if rule not in {"text", "paragraph"}])


class _Writer:
    def __init__(self, paths: tuple[str, ...], style: str) -> None:
        self.paths, self.style = paths, style
        self.links: list[str] = []

    def write(self, tokens: list[Token]) -> str:
        return "".join(self.token(token) for token in tokens)

    def token(self, token: Token) -> str:
        match token.type:
            case "text" | "code_inline":
                text = mark_fact(self.paths, token.content) if self.paths and token.content else token.content
                return str(escape(text))
            case "inline":
                return self.write(token.children or [])
            case "paragraph_open":
                return "" if token.hidden else f'<p style="{self.style}">'
            case "paragraph_close":
                return "" if token.hidden else "</p>"
            case "link_open":
                return self.link(str(token.attrs["href"]))
            case "link_close":
                return self.links.pop()
            case other:
                return _PAIRS.get(other, "")

    def link(self, href: str) -> str:
        self.links.append("</a>")
        return f'<a href="{escape(href)}">'


def markdown(value: object, style: str = "body") -> Markup | Missing:
    """Block prose in paragraphs of ``style``; every word is a fact of the value's origin."""
    if isinstance(value, Missing):
        return value
    return Markup(_writer(value, style).write(_reader().parse(str(value).strip())))


def markdown_inline(value: object) -> Markup | Missing:
    """Prose of one paragraph without the paragraph around it."""
    if isinstance(value, Missing):
        return value
    return Markup(_writer(value, "").write(_reader().parseInline(str(value).strip())))


def _writer(value: Any, style: str) -> _Writer:
    return _Writer(tuple(origin.path for origin in origins_of(value)), style)
