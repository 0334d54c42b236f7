"""The style sheet (templates/theme.yaml): page geometry, faces, families, paragraph, character and table styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from generator.document.nodes import Align, ListKind

MM = 72 / 25.4
"""Points in a millimetre."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PageGeometry(_Model):
    """Paper and type area after GB/T 9704-2012, clause 5: lengths in points unless the name ends in _mm."""

    width_mm: float
    height_mm: float
    top_mm: float
    left_mm: float
    measure: float
    depth: float
    grid: float
    header_mm: float
    folio_gap_mm: float
    folio_dashes: bool = True
    header_outer: bool = False  # at the outer side without a rule, as standards have their number (GB/T 1.1-2020)

    @property
    def width(self) -> float:
        """Paper width in points."""
        return self.width_mm * MM

    @property
    def height(self) -> float:
        """Paper height in points."""
        return self.height_mm * MM

    @property
    def top(self) -> float:
        """Top margin in points."""
        return self.top_mm * MM

    @property
    def left(self) -> float:
        """Left margin in points."""
        return self.left_mm * MM

    def area(self, landscape: bool = False) -> Area:
        """The paper and the type area of a section; turned paper centres the turned type area on it."""
        if not landscape:
            return Area(self.width, self.height, self.left, self.top, self.measure, self.depth)
        depth = self.grid * int(self.measure / self.grid)
        left, top = (self.height - self.depth) / 2, (self.width - depth) / 2
        return Area(self.height, self.width, left, top, self.depth, depth)


@dataclass(frozen=True, slots=True)
class Area:
    """Paper and type area in points; ``left`` and ``top`` are the type area's corner from the paper's."""

    width: float
    height: float
    left: float
    top: float
    measure: float
    depth: float


class FaceFile(_Model):
    """A font file (relative to templates/, or absolute for the user's own) and its PostScript name."""

    file: str
    postscript: str
    index: int = 0


class Family(_Model):
    """A typeface family: faces for the PDF, a fallback chain per character, and the names that Word files carry."""

    regular: str
    bold: str
    fallback: tuple[str, ...] = ()
    word_east_asia: str
    word_latin: str


class ParagraphStyle(_Model):
    """A paragraph style: size, exact line height, space and indents in points; ``indent`` in ems of the size."""

    family: str
    size: float
    line: float
    bold: bool = False
    before: float = 0.0
    after: float = 0.0
    indent: float = 0.0
    left: float = 0.0
    right: float = 0.0
    align: Align = "justify"
    keep_next: bool = False
    color: str = "000000"


class CharacterStyle(_Model):
    """A character style: only what it changes."""

    family: str | None = None
    bold: bool | None = None
    size: float | None = None
    color: str | None = None


class TableStyle(_Model):
    """Rules, padding (points) and the paragraph styles of a table's body and head cells."""

    rule: float
    outer: float
    color: str
    head_fill: str = ""
    pad_x: float
    pad_y: float
    cell: str = "cell"
    head: str = "cell-head"


class ListLayout(_Model):
    """How lists hang, in ems of their paragraph's size: where labels begin, and how far behind them text begins."""

    left: float
    hang: dict[ListKind, float]


class Theme(_Model):
    """The whole style sheet."""

    lists: ListLayout
    page: PageGeometry
    pages: dict[str, PageGeometry] = Field(default_factory=dict, description="各类草稿的版面，代替 page")
    faces: dict[str, FaceFile]
    families: dict[str, Family]
    styles: dict[str, ParagraphStyle]
    characters: dict[str, CharacterStyle] = Field(default_factory=dict)
    tables: dict[str, TableStyle]
    title_words: tuple[str, ...] = Field(default=(), description="居中的标题、栏目名回行时不拆开的词")


LineBreaking = Literal["optimal", "greedy"]
