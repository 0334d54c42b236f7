"""The style sheet (templates/theme.yaml): page geometry, faces, families, paragraph, character and table styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from generator.document.nodes import Align, ListKind
from generator.model.base import COLOR_PATTERN

MM = 72 / 25.4
"""Points in a millimetre."""

_ROUNDING = 0.5
"""Points by which a type area may stick out of its paper."""

RULE_GAP = 4.0
"""Points between a paragraph's last line and the rule below it."""

Length = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Room = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Color = Annotated[str, StringConstraints(pattern=COLOR_PATTERN)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PageGeometry(_Model):
    """Paper and type area after GB/T 9704-2012, clause 5: lengths in points unless the name ends in _mm."""

    width_mm: Length
    height_mm: Length
    top_mm: Room
    left_mm: Room
    measure: Length
    depth: Length
    grid: Length
    header_mm: Room
    folio_gap_mm: Room
    folio_dashes: bool = True
    header_outer: bool = False  # at the outer side without a rule, as standards have their number (GB/T 1.1-2020)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        """The type area lies on the paper (GB/T 9704-2012, 5.2)."""
        for margin, name, area, paper, whole in (
            (self.left_mm, "left_mm", self.measure, self.width_mm, "measure（版心宽）"),
            (self.top_mm, "top_mm", self.depth, self.height_mm, "depth（版心高）"),
        ):
            if margin * MM + area > paper * MM + _ROUNDING:
                said = f"版心超出纸张：{name} {margin:g} mm 加 {whole} {area:g} 磅（{area / MM:.0f} mm）"
                raise ValueError(f"{said}，大于纸的 {paper:g} mm")
        if self.depth < self.grid:
            raise ValueError(f"版心高 depth {self.depth:g} 磅排不下一行（grid {self.grid:g} 磅）")
        return self

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
    """A paragraph style: size, exact line height, space and indents in points; ``indent`` in ems of the size.

    ``rule`` is the thickness in points of a rule over the measure, :data:`RULE_GAP` below the last line of each run of
    paragraphs of the style.
    """

    family: str
    size: Length
    line: Length
    bold: bool = False
    before: Room = 0.0
    after: Room = 0.0
    indent: float = 0.0
    left: float = 0.0
    right: float = 0.0
    align: Align = "justify"
    keep_next: bool = False
    rule: Room = 0.0
    color: Color = "000000"

    @model_validator(mode="after")
    def _lines_keep_apart(self) -> Self:
        """Lines that are lower than their characters would print over each other."""
        if self.line < self.size:
            raise ValueError(f"行距 line {self.line:g} 磅小于字号 size {self.size:g} 磅，各行会重叠")
        return self


class CharacterStyle(_Model):
    """A character style: only what it changes."""

    family: str | None = None
    bold: bool | None = None
    size: Length | None = None
    color: Color | None = None


class TableStyle(_Model):
    """Rules, padding (points) and the paragraph styles of a table's body and head cells."""

    rule: Room
    outer: Room
    color: Color
    head_fill: Literal[""] | Color = ""
    pad_x: Room
    pad_y: Room
    cell: str = "cell"
    head: str = "cell-head"


class ListLayout(_Model):
    """How lists hang, in ems of their paragraph's size: where labels begin, and how far behind them text begins."""

    left: Room
    hang: dict[ListKind, Room]


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
