"""The document tree: frozen nodes that say what a document contains and know no format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.diagnostics import Source
from generator.document.drawing import Drawing

Align = Literal["left", "center", "right", "justify", "distribute"]
VAlign = Literal["top", "middle", "bottom"]
FieldKind = Literal["text", "long", "date", "choice", "check"]
RefShow = Literal["label", "title", "page", "full"]
ListKind = Literal["bullet", "number", "paren", "circle"]
SectionKind = Literal["cover", "front", "body", "annex", "form", "letter"]


# ---------------------------------------------------------------------- inline


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain characters; ``source`` is the template line that wrote it."""

    text: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Strong:
    """Emphasised text: the bold face of the paragraph's family."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Em:
    """Set-off text: the Kai face, as Chinese printing emphasises quietly."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Text in a named character style of the style sheet."""

    style: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An external link; ``href`` is an absolute URI."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """A cross-reference to a node's id.

    ``text`` is filled by :func:`generator.document.numbering.number` (for ``page`` by the layout);
    ``show`` chooses label (图 2), title, both, or page.
    """

    target: str
    show: RefShow = "label"
    text: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a printed value comes from: its path in the content, its place, and the source it cites."""

    path: str
    source: Source
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A printed value and the content it was made from (several, when it was computed)."""

    text: str
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A missing value: what belongs here, a hint, and who must fill it.

    ``key`` is stable and unique in the document; it becomes the tag of the Word control and its bookmark.
    """

    key: str
    label: str
    hint: str = ""
    who: str = ""
    kind: FieldKind = "text"
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A filled form value: a content control in Word, plain text in the PDF. ``children`` is the value as printed."""

    key: str
    label: str
    children: tuple[Inline, ...]
    kind: FieldKind = "text"
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A tick box □/☑ with its official label following it."""

    key: str
    label: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Break:
    """A forced line end inside a paragraph."""


Inline = Text | Strong | Em | Span | Link | Ref | Fact | Gap | Field | Check | Break


# ---------------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; ``label`` (一、 / （一） / 1.) is filled by numbering when ``numbered``.

    ``style`` is a paragraph style of the style sheet, where it is not the level's own.
    """

    level: int
    children: tuple[Inline, ...]
    id: str
    numbered: bool = True
    label: str = ""
    short: str = ""  # running-header text when the title is too long for it
    source: Source | None = None
    style: str = ""

    @property
    def look(self) -> str:
        """The paragraph style that it is set in."""
        return self.style or f"h{self.level}"

    @property
    def title(self) -> str:
        """Its words on one line, without the label; two characters that were set apart stand together (前　言)."""
        text = inline_text(self.children).replace("\n", "")
        return text[0] + text[2] if len(text) == len("前　言") and text[1] == "\u3000" else text

    @property
    def words(self) -> str:
        """Label and words on one line, as contents and outlines say them."""
        return self.label + self.title

    @property
    def running(self) -> str:
        """Label and words as running heads say them."""
        return self.label + (self.short or self.title)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in a paragraph style of the style sheet; ``align`` overrides the style's."""

    children: tuple[Inline, ...]
    style: str = "body"
    align: Align | None = None
    id: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item; ``label`` (1. / （1） / ① / •) is filled by numbering."""

    blocks: tuple[Block, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """A list; its labels hang in front of the items."""

    items: tuple[ListItem, ...]
    kind: ListKind = "bullet"
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell holding blocks (normally paragraphs); ``head`` marks row or column heads for readers."""

    blocks: tuple[Block, ...]
    head: bool = False
    colspan: int = 1
    rowspan: int = 1
    align: Align | None = None
    valign: VAlign = "middle"
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row; ``head`` rows repeat on every page; ``min_height`` in points; ``splits`` lets a long row break."""

    cells: tuple[Cell, ...]
    head: bool = False
    min_height: float = 0.0
    splits: bool = False
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``columns`` are relative widths over the full measure; ``style`` names a table style."""

    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    style: str = "grid"
    caption: tuple[Inline, ...] = ()
    id: str = ""
    label: str = ""  # 表 1, filled by numbering when there is a caption
    alt: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class DiagramItem:
    """A member of a diagram's description: text, free attributes (at, group, role…), members below it."""

    text: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[DiagramItem, ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """The attribute's value, or ``default``."""
        return next((value for key, value in self.attributes if key == name), default)


@dataclass(frozen=True, slots=True)
class Diagram:
    """What a figure shows, before it is drawn: ``kind`` names a drawer of :mod:`generator.figures`."""

    kind: str
    items: tuple[DiagramItem, ...]
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """The attribute's value, or ``default``."""
        return next((value for key, value in self.attributes if key == name), default)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawn figure. ``drawing`` is filled from ``diagram`` by :func:`generator.figures.draw` before layout.

    ``printed`` are the diagram's texts once more, as runs whose values know where they come from.
    """

    diagram: Diagram
    alt: str
    caption: tuple[Inline, ...] = ()
    id: str = ""
    label: str = ""  # 图 1, filled by numbering when there is a caption
    drawing: Drawing | None = None
    source: Source | None = None
    printed: tuple[tuple[Inline, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Toc:
    """The table of contents: headings down to ``depth``; its entries come from numbering and the page map."""

    depth: int = 2
    title: str = "目录"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A forced page end."""


@dataclass(frozen=True, slots=True)
class Spacer:
    """Vertical space in points, dropped at a page's top."""

    height: float


Block = Heading | Paragraph | List | Table | Figure | Toc | PageBreak | Spacer


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one kind, beginning on a new page.

    ``folio``: "none", "roman", "arabic", or "later" (arabic from the second page on); ``restart`` counts from 1 again.
    ``header`` is the running head's text; "" means none and "{h1}" stands for the running chapter's label and title.
    """

    kind: SectionKind
    blocks: tuple[Block, ...]
    landscape: bool = False
    folio: Literal["none", "roman", "arabic", "later"] = "none"
    restart: bool = False
    header: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Meta:
    """Document properties. ``date`` is ISO 8601 (YYYY-MM-DD) and the document's only clock."""

    title: str
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    date: str = "2025-03-01"
    language: str = "zh-CN"


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document."""

    meta: Meta
    sections: tuple[Section, ...]


def inline_text(children: tuple[Inline, ...]) -> str:
    """The characters that inlines print, in order; gaps print their label in 〔〕."""
    return "".join(_inline_parts(children))


def _inline_parts(children: tuple[Inline, ...]) -> Iterator[str]:
    for child in children:
        match child:
            case Text() | Ref() | Fact():
                yield child.text
            case Gap():
                yield gap_text(child)
            case Check():
                yield check_text(child)
            case Break():
                yield "\n"
            case _:
                yield from _inline_parts(child.children)


def gap_text(gap: Gap) -> str:
    """What stands in print where a value is missing, the same in both writers."""
    return f"〔待填：{gap.hint or gap.label}〕"


def check_text(check: Check) -> str:
    """A tick box as printed, the same in both writers."""
    return ("☑" if check.checked else "□") + check.label
