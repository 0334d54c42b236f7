"""numbering.xml: the headings' multilevel list and one numbering per list of the document."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.document.nodes import ListKind
from generator.model.theme import Theme
from generator.word.names import style_id
from generator.word.styles import HEADING_NUMBERING, fonts, indent_xml
from generator.word.xmltext import DECLARATION, W

DEPTH = 4
"""Nesting levels that a list definition offers."""

UNNUMBERED = 2
"""The w:numId of headings without a number: a list that prints nothing (checkers take numId 0 for a dead link)."""

_HEADINGS = (
    ("h1", "chineseCountingThousand", "%1、"),
    ("h2", "chineseCountingThousand", "（%2）"),
    ("h3", "decimal", "%3."),
)
_KINDS: dict[ListKind, tuple[int, str, str]] = {
    "bullet": (2, "bullet", "•"),
    "number": (3, "decimal", "%{}."),
    "paren": (4, "decimal", "（%{}）"),
    "circle": (5, "decimalEnclosedCircle", "%{}"),
}


@dataclass(slots=True)
class Numberings:
    """The lists met so far; each gets a number of its own, so that it counts from 1."""

    lists: list[tuple[ListKind, int]] = field(default_factory=list)

    def add(self, kind: ListKind, level: int) -> int:
        """The w:numId for a new list whose items stand on ``level`` (from 0)."""
        self.lists.append((kind, level))
        return UNNUMBERED + len(self.lists)

    def xml(self, static: str) -> str:
        """The whole part; ``static`` is :func:`abstracts`."""
        nums = "".join(_num(UNNUMBERED + i, kind, level) for i, (kind, level) in enumerate(self.lists, 1))
        first = f'<w:num w:numId="{HEADING_NUMBERING}"><w:abstractNumId w:val="1"/></w:num>'
        first += f'<w:num w:numId="{UNNUMBERED}"><w:abstractNumId w:val="6"/></w:num>'
        return f'{DECLARATION}<w:numbering xmlns:w="{W}">{static}{first}{nums}</w:numbering>'


def list_level(depth: int) -> int:
    """The numbering level for a list nested ``depth`` times."""
    return min(depth, DEPTH - 1)


def _num(number: int, kind: ListKind, level: int) -> str:
    start = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{_KINDS[kind][0]}"/>{start}</w:num>'


def abstracts(theme: Theme) -> str:
    """The definitions: headings 一、（一）1. after GB/T 9704-2012, 7.3.3, and the four kinds of list."""
    return _headings(theme) + "".join(_list(kind, theme) for kind in _KINDS) + _nothing()


def _nothing() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="none"/><w:suff w:val="nothing"/>'
        '<w:lvlText w:val=""/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        for level in range(len(_HEADINGS))
    )
    return f'<w:abstractNum w:abstractNumId="6"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


def _headings(theme: Theme) -> str:
    levels = []
    for index, (key, form, text) in enumerate(_HEADINGS):
        style = theme.styles[key]
        ind = indent_xml(style.indent, style.size, style.left, style.right) or '<w:ind w:left="0" w:firstLine="0"/>'
        levels.append(
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style_id(key)}"/>'
            f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{ind}</w:pPr>'
            '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr></w:lvl>'
        )
    return f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'


def _list(kind: ListKind, theme: Theme) -> str:
    ident, form, text = _KINDS[kind]
    face = fonts(theme.families[theme.styles["body"].family], "eastAsia")
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="tab"/>'
        f'<w:lvlText w:val="{text.format(level + 1)}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{560 * (level + 1)}" w:hanging="560"/></w:pPr><w:rPr>{face}</w:rPr></w:lvl>'
        for level in range(DEPTH)
    )
    return f'<w:abstractNum w:abstractNumId="{ident}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
