"""A run of paragraphs and tables whose vertical gaps are decided once, the same for every word processor.

Between two paragraphs Word takes the larger of space after and space before (its HTML rule, always on since
compatibility mode 15), WPS and older Word add them. So wherever both are positive, the whole gap is written as space
before the second paragraph and none after the first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from generator.model.theme import ParagraphStyle
from generator.word.names import style_id
from generator.word.styles import JUSTIFICATION, indent_xml
from generator.word.xmltext import twips

_LEAST = 1.0


@dataclass(slots=True)
class Para:
    """A paragraph: its style and what it changes; lengths in points, ``None`` leaves the style's."""

    style: str
    base: ParagraphStyle
    content: str
    before: float = 0.0
    after: float = 0.0
    align: str = ""
    page_break: bool = False
    keep_next: bool | None = None
    numbering: tuple[int, int] | None = None  # (w:numId, level)
    indent: str = ""
    border: str = ""
    tab: float = 0.0
    line: tuple[float, str] | None = None  # (points, w:lineRule)
    outline: int | None = None  # the level in the navigation pane and in contents, from 0, where the style has none
    section: str = ""

    @property
    def keeps(self) -> bool:
        """Whether it stands on the page of what follows."""
        return self.base.keep_next if self.keep_next is None else self.keep_next

    def xml(self) -> str:
        """The paragraph."""
        return f"<w:p><w:pPr>{''.join(self._properties())}</w:pPr>{self.content}</w:p>"

    def _properties(self) -> list[str]:
        """Properties in the order of CT_PPr (ECMA-376 part 1, 17.3.1.26)."""
        out = [f'<w:pStyle w:val="{style_id(self.style)}"/>']
        if self.keep_next is not None:
            out.append("<w:keepNext/>" if self.keep_next else '<w:keepNext w:val="0"/>')
        if self.page_break:
            out.append("<w:pageBreakBefore/>")
        if self.numbering is not None:
            number, level = self.numbering
            out.append(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        out.append(self.border)
        if self.tab:
            out.append(f'<w:tabs><w:tab w:val="left" w:pos="{twips(self.tab)}"/></w:tabs>')
        out.append(self._spacing())
        out.append(self.indent)
        if self.align and self.align != self.base.align:
            out.append(f'<w:jc w:val="{JUSTIFICATION[self.align]}"/>')
        if self.outline is not None:
            out.append(f'<w:outlineLvl w:val="{self.outline}"/>')
        out.append(self.section)
        return out

    def _spacing(self) -> str:
        attributes = ""
        if twips(self.before) != twips(self.base.before):
            attributes += f' w:before="{twips(self.before)}"'
        if twips(self.after) != twips(self.base.after):
            attributes += f' w:after="{twips(self.after)}"'
        if self.line:
            attributes += f' w:line="{twips(self.line[0])}" w:lineRule="{self.line[1]}"'
        return f"<w:spacing{attributes}/>" if attributes else ""


def override_indent(style: ParagraphStyle, left: float, first: float) -> str:
    """``w:ind`` that replaces the style's: ``left`` and ``first`` in points, a negative ``first`` hangs."""
    if not first:
        zero = ' w:firstLineChars="0" w:firstLine="0"'
    elif first < 0:
        zero = f' w:firstLineChars="0" w:hanging="{twips(-first)}"'
    else:
        ems = indent_xml(first / style.size, style.size, 0, 0)
        zero = " " + ems.removeprefix("<w:ind ").removesuffix("/>")
    return f'<w:ind w:left="{twips(left)}" w:right="{twips(style.right)}"{zero}/>'


def strut(style: str, base: ParagraphStyle, height: float) -> Para:
    """An empty paragraph of exactly ``height`` points: distance below a table, or the mark that ends a section."""
    line = (max(height, _LEAST), "exact")
    return Para(style, base, "", line=line, keep_next=False, indent=override_indent(base, 0, 0))


@dataclass(slots=True)
class Flow:
    """Paragraphs and table markup in order."""

    items: list[Para | str] = field(default_factory=list)

    def add(self, item: Para | str) -> None:
        """Append a paragraph, or a finished piece of markup."""
        self.items.append(item)

    @property
    def ends_in_table(self) -> bool:
        """Whether a table stands last, with which another one would merge."""
        return bool(self.items) and str(self.items[-1])[:7] == "<w:tbl>"

    def xml(self) -> str:
        """All markup, gaps settled."""
        for first, second in pairwise(self.items):
            if isinstance(first, Para) and isinstance(second, Para):
                _settle(first, second)
        return "".join(item if isinstance(item, str) else item.xml() for item in self.items)


def _settle(first: Para, second: Para) -> None:
    if second.page_break:
        first.after = 0.0
        return
    if first.after > 0 and second.before > 0:
        second.before += first.after
        first.after = 0.0
