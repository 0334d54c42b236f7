"""What a form's page is made of: rows of label and value, tables, tick boxes, prose, seals; a tagged union by kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field as given
from pydantic import model_validator

from generator.model.expression import Expression, Prose, RecordPath
from generator.model.form_fields import Answer, Field, Frozen, Key, Line, WrittenOption

TextStyle = Literal[
    "body",
    "flush",
    "note",
    "title",
    "letter-number",
    "letter-title",
    "letter-to",
    "letter-sign",
    "letter-date",
    "cover-code",
    "cover-banner",
    "cover-number",
    "cover-title",
    "cover-english",
    "cover-mark",
    "cover-date",
    "cover-issuer",
    "end-line",
]
"""Roles of prose; the letter's are those of GB/T 9704-2012, 7.3, the cover's those of GB/T 1.1-2020, 8.1; ``end-line``
is the line that ends a standard (终结线, GB/T 1.1-2020)."""


class Block(Frozen):
    """What all blocks share: the condition under which they are printed."""

    when: Expression | None = given(default=None, description="印出的条件；缺省总是印")


class Placed(NamedTuple):
    """A field in the grid: the columns its label and its value take, both counted from its first free column."""

    field: Field
    label_span: int
    value_span: int


class Rows(Block):
    """Rows of the grid; ``columns`` are relative widths; a row lists its fields in order."""

    kind: Literal["rows"]
    columns: tuple[float, ...] = (2.2, 3.8, 2.2, 3.8)
    rows: tuple[tuple[Field, ...], ...] = given(min_length=1)

    def placed(self) -> tuple[tuple[Placed, ...], ...]:
        """Every row's cells with their spans. Raises ValueError when a row does not fit the columns."""
        held = [0] * len(self.columns)
        done = []
        for row in self.rows:
            free = held.count(0)
            cells = _fit(row, free)
            held = [max(0, left - 1) for left in held]
            for cell in cells:
                if cell.field.rowspan > 1:  # a cell that spans rows stands last, at the right edge
                    width = cell.label_span + cell.value_span
                    held[-width:] = [cell.field.rowspan - 1] * width
            done.append(tuple(cells))
        return tuple(done)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        self.placed()
        return self


def _fit(row: tuple[Field, ...], free: int) -> list[Placed]:
    fixed = sum(f.label_span + f.span for f in row)
    open_ended = [f for f in row if not f.span]
    rest = free - fixed
    where = "、".join(f.label for f in row)
    if rest < len(open_ended) or (rest and not open_ended):
        raise ValueError(f"行“{where}”与列数不合：可用 {free} 列")
    share, extra = divmod(rest, len(open_ended)) if open_ended else (0, 0)
    cells = []
    for field in row:
        span = field.span or share + (extra if field is open_ended[-1] else 0)
        cells.append(Placed(field, field.label_span, span))
    return cells


class Long(Block):
    """A long text over the full width: the label as a line of its own, the answer below; flows over pages."""

    kind: Literal["long"]
    field: Field


class Checks(Block):
    """Tick boxes over the full width under their label; ``per_line`` boxes on a line (0: as many as fit)."""

    kind: Literal["checks"]
    field: Field
    per_line: int = given(default=0, ge=0)


class Column(Frozen):
    """A table column: ``key`` is the key in each member of the source (dotted for a record within it)."""

    key: Annotated[str, given(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]
    label: Line
    width: float = given(default=1, gt=0)
    type: Literal["text", "long", "date", "month", "number", "index", "sign", "single"] = "text"
    options: tuple[WrittenOption, ...] = ()
    expr: Expression | None = given(default=None, description="以 item 指本行，例如 item.start ~ '—'")
    prefill: Literal["auto", "never"] = "auto"
    required: bool = given(default=False, description="有此行而无此值时标“待填”")
    hint: str = ""


class Table(Answer, Block):
    """A table of records, one row for each member of ``source`` (a single record gives one row), at least ``min_rows``.

    ``labelled`` prints the label as a line above; ``small`` sets a table that stands by itself in smaller type; columns
    of type ``index`` count from 1.
    """

    kind: Literal["table"]
    source: RecordPath | None = None
    columns: tuple[Column, ...] = given(min_length=1)
    min_rows: int = given(default=1, ge=0, le=40)
    labelled: bool = given(default=True, description="标签印为表上一行")
    small: bool = given(default=False, description="栏多的表，独立成表时用小五号字")

    @model_validator(mode="after")
    def _blank_stays_blank(self) -> Self:
        if self.prefill == "never" and self.source is not None:
            raise ValueError(f"表 {self.key}：prefill: never 的表不得有 source")
        return self


class Seal(Block):
    """A seal or signature block (forms.md 2.4); always blank. ``text`` is printed above it, e.g. an undertaking."""

    kind: Literal["seal", "sign"]
    variant: Literal["seal_unit", "seal_sign_unit", "sign_person"]
    key: Key
    label: Line
    number: str = ""
    text: Prose = ""
    who: Line
    required: Literal["always", "optional"] = "always"
    height: float = given(default=85, ge=40, le=200, description="最小高度（磅）；单位公章直径40到45毫米，半压文字")

    @model_validator(mode="after")
    def _kinds_agree(self) -> Self:
        if (self.kind == "sign") != (self.variant == "sign_person"):
            raise ValueError("kind: sign 用于 sign_person；kind: seal 用于 seal_unit、seal_sign_unit")
        return self

    @property
    def caption(self) -> str:
        """The words that are printed where seal and signature go."""
        return SEAL_CAPTIONS[self.variant]


SEAL_CAPTIONS = {
    "seal_unit": "（单位公章）　　年　月　日",
    "seal_sign_unit": "负责人（签字）：　　　（公章）　　年　月　日",
    "sign_person": "本人签字：　　　　年　月　日",
}


class Notes(Block):
    """Notes under the table: 注1 …; ``label`` "" prints them unlabelled."""

    kind: Literal["notes"]
    items: tuple[Prose, ...] = given(min_length=1)
    label: str = "注"


class TextBlock(Block):
    """Prose; each paragraph may hold placeholders."""

    kind: Literal["text"]
    paragraphs: tuple[Prose, ...] = given(min_length=1)
    style: TextStyle = "body"


class HeadingBlock(Block):
    """A heading; ``numbered`` lets the layout count (一、 in reports and letters, 1 in a draft standard)."""

    kind: Literal["heading"]
    text: Prose
    level: int = given(default=1, ge=1, le=3)
    numbered: bool = True
    style: str = given(default="", description="标题的样式；空则用该级标题的样式")


class Repeat(Block):
    """A heading and text for each member of ``source`` (``item`` in placeholders), then those of its ``children``.

    Terms and annexes have their numbers on lines of their own, references theirs in brackets (GB/T 1.1-2020).
    """

    kind: Literal["repeat"]
    key: Key
    label: Line
    source: RecordPath
    heading: Prose = ""
    text: Prose = ""
    children: str = given(default="", description="下级条款所在的键")
    level: int = given(default=1, ge=1, le=3)
    numbering: Literal["clause", "term", "annex", "bracket", "none"] = "clause"
    empty: str = given(default="", description="一项也没有时印的话；空则为待填")
    required: Literal["always", "optional"] = "optional"
    hint: str = ""


class AttachmentList(Block):
    """附件说明 of a letter (GB/T 9704-2012, 7.3.4): the members of ``source``, else the form's attachments in force."""

    kind: Literal["attachments"]
    source: RecordPath | None = None


class Contents(Block):
    """The table of contents of a draft standard (目次)."""

    kind: Literal["toc"]
    title: Line = "目次"
    depth: int = given(default=2, ge=1, le=3)


class PageEnd(Block):
    """A forced page end."""

    kind: Literal["page"]


AnyBlock = Annotated[
    Rows
    | Long
    | Checks
    | Table
    | Seal
    | Notes
    | TextBlock
    | HeadingBlock
    | Repeat
    | AttachmentList
    | Contents
    | PageEnd,
    given(discriminator="kind"),
]


def block_fields(block: AnyBlock) -> Iterator[Field]:
    """The single answers of a block (a table's cells are not among them)."""
    if isinstance(block, Rows):
        for row in block.rows:
            yield from row
    elif isinstance(block, Long | Checks):
        yield block.field
