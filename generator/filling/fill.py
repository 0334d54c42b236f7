"""Evaluates a form against a company: its blocks in order become filled blocks, neighbours joined to one grid."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from generator.document.numerals import chinese_number
from generator.filling.clauses import Counter, fill_repeat
from generator.filling.fields import fill_field, fill_prose
from generator.filling.grid import Band, merge
from generator.filling.ledger import Ledger
from generator.filling.memory import Memory, Owner
from generator.filling.reader import Reader, blaming, fact
from generator.filling.result import (
    Answered,
    Content,
    Enclosures,
    FilledBlock,
    FilledForm,
    GridCell,
    GridRow,
    Head,
    Hole,
    LineEnd,
    NewPage,
    Prose,
    Role,
    Space,
    TableOfContents,
    Tick,
    Value,
    Words,
)
from generator.filling.tables import fill_table
from generator.loading.company import CompanyBundle, UndertakingFile
from generator.model.form import (
    AnyBlock,
    AttachmentList,
    Checks,
    Contents,
    Field,
    Form,
    HeadingBlock,
    Long,
    Notes,
    PageEnd,
    Placed,
    Repeat,
    Rows,
    Seal,
    Table,
    TextBlock,
)

T = TypeVar("T")
Part = TypeVar("Part", bound=Owner)

ONE_SEAL, TWO_SEALS = (2.2, 9.8), (2.2, 3.8, 2.2, 3.8)
"""Columns of a row with one seal, and with two: plain seals that follow one another stand side by side."""

ROW_HEIGHT = 25.5
"""Least height of a form row in points (9 mm)."""

LONG_NAME = 12
"""Signatures longer than this stand nearer to the right edge, so that their middle is over the date's."""

SPLITS_FROM = 220
"""Answers longer than this, in characters, may run over to the next page, and have a row of their own."""


def fill(
    form: Form,
    bundle: CompanyBundle,
    undertaking: UndertakingFile | None,
    lists: Mapping[str, Sequence[str]],
    memory: Memory | None = None,
) -> FilledForm:
    """Evaluate ``form``; ``lists`` are the content's option lists. The same data gives the same form.

    With a ``memory`` parts that were filled before with the same values are taken from there; the places (file and
    line) that their values carry are then those of the company they were first met in.
    """
    ledger = Ledger(form, Reader(bundle, undertaking), lists)
    with blaming(form):
        return _Filler(ledger, memory or Memory()).run()


def is_wanted(form: Form, bundle: CompanyBundle, undertaking: UndertakingFile | None) -> bool:
    """Whether all of the form's ``needs`` hold."""
    reader = Reader(bundle, undertaking)
    with blaming(form):
        return all(reader.holds(need) for need in form.needs)


class _Filler:
    def __init__(self, ledger: Ledger, memory: Memory) -> None:
        self.ledger = ledger
        self.memory = memory
        self.form = ledger.form
        self.out: list[FilledBlock] = []
        self.bands: list[Band] = []
        self.lone_seal: Band | None = None
        self.counter = Counter(clauses=self.form.layout == "draft")
        self.ruled = self.form.layout in ("table", "sheet")

    def run(self) -> FilledForm:
        for block in self.form.blocks:
            if self.ledger.reader.holds(block.when):
                self.block(block)
        self.close()
        return FilledForm(self.form, tuple(self.out), tuple(self.ledger.answers))

    def close(self) -> None:
        """End the grid that has been growing."""
        if self.bands:
            if self.out and isinstance(self.out[-1], Prose):
                self.out.append(Space(8.5))
            self.out.append(merge(self.bands, self.form.title, self.memory.merged))
            self.bands = []

    def add(self, *blocks: FilledBlock) -> None:
        self.close()
        self.out.extend(blocks)

    def block(self, block: AnyBlock) -> None:
        match block:
            case Rows():
                self.bands.append(self.rows(block))
            case Long() | Checks() if self.ruled:
                self.bands.append(self.recall(block, self.wide))
            case Long() | Checks():
                self.add(*self.recall(block, self.flowing))
            case Table():
                self.table(block)
            case Seal():
                self.seal(block)
            case Notes():
                self.add(*self.recall(block, self.notes))
            case TextBlock():
                self.add(*self.recall(block, self.text))
            case HeadingBlock():
                self.heading(block)
            case Repeat():
                self.add(*fill_repeat(block, self.ledger, self.counter))
            case AttachmentList():
                self.add(Enclosures(self.enclosures(block)))
            case Contents():
                self.add(TableOfContents(block.title, block.depth))
            case PageEnd():
                self.add(NewPage())

    def recall(self, owner: Part, make: Callable[[Part], T]) -> T:
        """What ``make`` fills for a part of the form, remembered from where the same values were met before."""
        return self.memory.recall(owner, self.ledger, make)

    # ------------------------------------------------------------ in the grid

    def rows(self, block: Rows) -> Band:
        lines = self.memory.placed(block)
        spanned = any(placed.field.rowspan > 1 for line in lines for placed in line)
        make = self.row if spanned else self.paired
        return Band(block.columns, tuple([row for line in lines for row in self.recall(line, make)]))

    def row(self, line: tuple[Placed, ...]) -> tuple[GridRow, ...]:
        """Labels and answers side by side."""
        return (self.side_by_side(line, [fill_field(placed.field, self.ledger) for placed in line]),)

    def paired(self, line: tuple[Placed, ...]) -> tuple[GridRow, ...]:
        """Labels and answers side by side, or below one another where an answer is too long for half the width."""
        filled = [fill_field(placed.field, self.ledger) for placed in line]
        pair = len(line) > 1 and all(placed.label_span for placed in line)
        if not pair or max(length_of(content) for content, _ in filled) <= SPLITS_FROM:
            return (self.side_by_side(line, filled),)
        width = sum(placed.label_span + placed.value_span for placed in line)
        return tuple(
            self.side_by_side((placed._replace(value_span=width - placed.label_span),), [content])
            for placed, content in zip(line, filled, strict=True)
        )

    def side_by_side(self, line: tuple[Placed, ...], filled: Sequence[tuple[Content, str]]) -> GridRow:
        cells: list[GridCell] = []
        height, splits = ROW_HEIGHT, False
        for placed, (content, anchor) in zip(line, filled, strict=True):
            if placed.label_span:
                span = placed.label_span
                cells.append(GridCell("label", (Words(placed.field.label),), span, placed.field.rowspan))
            role: Role = "photo" if placed.field.type == "photo" else "value"
            flows = flows_like_text(placed.field, content)
            cells.append(GridCell(role, content, placed.value_span, placed.field.rowspan, anchor=anchor, flows=flows))
            height = max(height, placed.field.min_height if placed.field.rowspan == 1 else 0.0)
            splits = splits or length_of(content) > SPLITS_FROM
        return GridRow(tuple(cells), height, splits=splits)

    def wide(self, block: Long | Checks) -> Band:
        """Label above, answer below, over the whole width."""
        field = block.field
        content, anchor = fill_field(field, self.ledger)
        if isinstance(block, Checks):
            content = broken(content, block.per_line)
        above: Content = (Words(field.label),) if field.label_span else ()
        flows = flows_like_text(field, content)
        cell = GridCell("value", content, above=above, anchor=anchor, flows=flows)
        height = max(field.min_height, ROW_HEIGHT)
        return Band((1,), (GridRow((cell,), height, splits=length_of(content) > SPLITS_FROM),))

    def table(self, block: Table) -> None:
        band, joins = self.recall(block, lambda table: fill_table(table, self.ledger))
        if not joins:
            self.close()
        self.bands.append(band)
        if not joins:
            self.close()

    def seal(self, block: Seal) -> None:
        key = self.ledger.key(block.key)
        anchor = f"a-seal-{self.form.id}-{key}"
        must = block.required == "always"
        self.ledger.note(Answered(key, block.label, block.number, "blank", must, block.who, anchor=anchor))
        above = fill_prose(block.text, self.ledger, prefix=f"{block.key}.") if block.text else ()
        caption = (Words(block.caption),)
        if not self.ruled:
            self.add(*(Prose("body", above),) * bool(above), Space(25.5))
            self.out.append(Prose("seal", (Words(f"{block.label}："),), anchor))
            self.out.append(Prose("seal", caption))
            return
        cells: tuple[GridCell, ...] = (GridCell("label", (Words(block.label),)),)
        cells += (GridCell("seal", caption, above=above, anchor=anchor),)
        pairs = block.variant == "seal_unit" and not above
        if pairs and self.bands and self.bands[-1] is self.lone_seal:
            cells = tuple(_narrow(cell) for cell in (*self.lone_seal.rows[0].cells, *cells))
            self.bands[-1] = Band(TWO_SEALS, (GridRow(cells, block.height),))
            return
        self.bands.append(Band(ONE_SEAL, (GridRow(cells, block.height),)))
        self.lone_seal = self.bands[-1] if pairs else None

    # ---------------------------------------------------------------- flowing

    def flowing(self, block: Long | Checks) -> list[FilledBlock]:
        field = block.field
        content, anchor = fill_field(field, self.ledger)
        if isinstance(block, Checks):
            lead: Content = (Words(f"{field.label}："),) if field.label_span else ()
            return [Prose("body", lead + broken(content, block.per_line), anchor)]
        if not field.label_span and is_blank(content) and not _due(field):
            return []
        if field.prefill == "never" and is_blank(content):
            content = tuple(
                Hole(part.key, part.label, field.hint, field.who) for part in content if isinstance(part, Value)
            )
        label: list[FilledBlock] = [Prose("flush", (Words(f"{field.label}："),))] if field.label_span else []
        return [*label, Prose("body", content, anchor)]

    def notes(self, block: Notes) -> list[FilledBlock]:
        many = len(block.items) > 1
        out: list[FilledBlock] = []
        for number, item in enumerate(block.items, 1):
            lead = f"{block.label}{number if many else ''}：" if block.label else ""
            content = fill_prose(item, self.ledger)
            self.note_holes(content)
            anchor = f"a-note-{self.form.id}" if number == 1 else ""
            style = "form-note-last" if number == len(block.items) else "form-note"
            out.append(Prose(style, ((Words(lead),) if lead else ()) + content, anchor))
        return out

    def text(self, block: TextBlock) -> list[FilledBlock]:
        out: list[FilledBlock] = []
        for text in block.paragraphs:
            content = fill_prose(text, self.ledger)
            anchor = self.note_holes(content)
            signs = block.style == "letter-sign" and length_of(content) > LONG_NAME
            out.append(Prose("letter-sign-long" if signs else block.style, content, anchor))
        return out

    def note_holes(self, content: Content) -> str:
        """Note the gaps of running text as answers; the id of the paragraph when it has any."""
        anchor = ""
        for part in content:
            if isinstance(part, Hole):
                anchor = anchor or f"a-{self.form.id}-{part.key}"
                self.ledger.note(
                    Answered(part.key, part.label, "", "missing", True, "企业", anchor=anchor, reads=(part.key,))
                )
            elif isinstance(part, Value):
                reads = tuple(o.path for line in part.lines for o in getattr(line, "origins", ()))
                text = "".join(part.lines)
                self.ledger.note(Answered(part.key, part.label, "", "filled", True, "企业", text=text, reads=reads))
        return anchor

    def heading(self, block: HeadingBlock) -> None:
        label = ""
        if block.numbered:
            label = self.counter.next(block.level)
            label = f"{label}\u3000" if self.counter.clauses else f"{chinese_number(int(label))}、"
        key = self.ledger.key("heading")
        content = fill_prose(block.text, self.ledger)
        self.add(Head(block.level, label, content, f"h-{self.form.id}-{key}", block.style))

    def enclosures(self, block: AttachmentList) -> tuple[str, ...]:
        listed = self.ledger.reader.members(block.source) if block.source else []
        if listed:
            return tuple(fact(each) for each in listed)
        held = (entry for entry in self.form.attachments if self.ledger.reader.holds(entry.when))
        return tuple(entry.name for entry in held)


def _narrow(cell: GridCell) -> GridCell:
    """A seal's cell with the date on a line of its own."""
    if cell.role != "seal":
        return cell
    words = "".join(part.text for part in cell.content if isinstance(part, Words))
    name, _, day = words.partition("\u3000\u3000")
    return replace(cell, content=(Words(name), LineEnd(), Words(day)))


def _due(field: Field) -> bool:
    return field.required == "always" or field.prefill == "never"


def is_blank(content: Content) -> bool:
    """Whether nothing is printed but an empty control."""
    return all(isinstance(part, Value) and not "".join(part.lines).strip() for part in content)


def flows_like_text(field: Field, content: Content) -> bool:
    """Whether an answer is running text: a filled long field, not a prompt or an empty cell."""
    return field.type == "long" and not is_blank(content) and any(isinstance(part, Value) for part in content)


def length_of(content: Content) -> int:
    """How many characters a content prints."""
    total = 0
    for part in content:
        if isinstance(part, Value):
            total += sum(len(line) for line in part.lines)
        elif isinstance(part, Hole):
            total += len(part.hint)
        elif isinstance(part, Words | Tick):
            total += len(part.text if isinstance(part, Words) else part.label)
    return total


def broken(content: Content, per_line: int) -> Content:
    """Tick boxes with ``per_line`` of them on a line; 0 leaves them as they flow."""
    if not per_line:
        return content
    parts: list[Words | LineEnd | Value | Hole | Tick] = []
    ticks = 0
    for part in content:
        if isinstance(part, Tick):
            if ticks and ticks % per_line == 0:
                parts.append(LineEnd())
            ticks += 1
        parts.append(part)
    return tuple(parts)
