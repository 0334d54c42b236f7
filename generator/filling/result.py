"""A filled form as templates see it: blocks of cells and paragraphs, whose parts are words, values, gaps and ticks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from generator.document.nodes import FieldKind
from generator.model.form import Form

State = Literal["filled", "default", "missing", "odd", "open", "blank"]
"""filled; default (a value that the form supposes); missing (has to be there); odd (a value that is no option of the
form); open (may be left empty); blank (left empty on purpose: seals, signatures, undertakings)."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the form itself."""

    part: ClassVar[str] = "words"
    text: str


@dataclass(frozen=True, slots=True)
class LineEnd:
    """A forced line end."""

    part: ClassVar[str] = "end"


@dataclass(frozen=True, slots=True)
class Value:
    """A value; ``lines`` are its paragraphs, strings that carry their origins. An empty line stands for no value."""

    part: ClassVar[str] = "value"
    key: str
    label: str
    lines: tuple[str, ...]
    kind: FieldKind = "text"
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hole:
    """A value that is missing."""

    part: ClassVar[str] = "gap"
    key: str
    label: str
    hint: str = ""
    who: str = ""
    kind: FieldKind = "text"
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick box and its official words."""

    part: ClassVar[str] = "tick"
    key: str
    label: str
    checked: bool


Part = Words | LineEnd | Value | Hole | Tick
Content = tuple[Part, ...]
Role = Literal["label", "value", "head", "wide", "seal", "photo", "index", "blank"]


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a form's grid. ``above`` is printed over the content (a label over long text, an undertaking).

    ``flows`` marks an answer in paragraphs, which is set like running text.
    """

    role: Role
    content: Content
    colspan: int = 1
    rowspan: int = 1
    above: Content = ()
    anchor: str = ""
    flows: bool = False

    def over(self, colspan: int) -> GridCell:
        """The cell over so many columns."""
        if colspan == self.colspan:
            return self
        return GridCell(self.role, self.content, colspan, self.rowspan, self.above, self.anchor, self.flows)


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row; ``height`` is its least height in points; ``head`` rows come again on every page."""

    cells: tuple[GridCell, ...]
    height: float = 0.0
    head: bool = False
    splits: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows on one column grid; ``columns`` are shares of the measure; ``small`` ones have many, and smaller type."""

    kind: ClassVar[str] = "grid"
    columns: tuple[float, ...]
    rows: tuple[GridRow, ...]
    name: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph in a role of the style sheet."""

    kind: ClassVar[str] = "prose"
    style: str
    content: Content
    anchor: str = ""
    align: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A heading with its number as printed (一、 or 1.2); ``style`` is its own where its level's does not serve."""

    kind: ClassVar[str] = "head"
    level: int
    label: str
    content: Content
    anchor: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Enclosures:
    """附件说明 of a letter."""

    kind: ClassVar[str] = "enclosures"
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableOfContents:
    """目次."""

    kind: ClassVar[str] = "toc"
    title: str
    depth: int


@dataclass(frozen=True, slots=True)
class NewPage:
    """A forced page end."""

    kind: ClassVar[str] = "page"


@dataclass(frozen=True, slots=True)
class Space:
    """Vertical space in points."""

    kind: ClassVar[str] = "space"
    height: float


FilledBlock = Grid | Prose | Head | Enclosures | TableOfContents | NewPage | Space


@dataclass(frozen=True, slots=True)
class Answered:
    """How one answer of the form stands; ``anchor`` is the id of its place in the document."""

    key: str
    label: str
    number: str
    state: State
    must: bool
    who: str
    hint: str = ""
    text: str = ""
    reason: str = ""
    anchor: str = ""
    reads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form evaluated against one company and one undertaking."""

    form: Form
    blocks: tuple[FilledBlock, ...]
    answers: tuple[Answered, ...]

    @property
    def chunks(self) -> tuple[tuple[FilledBlock, ...], ...]:
        """The blocks between forced page ends."""
        out: list[list[FilledBlock]] = [[]]
        for block in self.blocks:
            if isinstance(block, NewPage):
                out.append([])
            else:
                out[-1].append(block)
        return tuple(tuple(chunk) for chunk in out if chunk)

    def of_state(self, *states: State) -> Iterator[Answered]:
        """The answers in one of ``states``, in printed order."""
        return (item for item in self.answers if item.state in states)
