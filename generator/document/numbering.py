"""Labels and references: headings, captions and list items get their numbers, references their words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from generator.diagnostics import Diagnostic, Severity, Source, ZhiyinError
from generator.document.nodes import (
    Block,
    Cell,
    Document,
    Em,
    Field,
    Figure,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    ListKind,
    Paragraph,
    Ref,
    Row,
    Span,
    Strong,
    Table,
    inline_text,
)
from generator.document.numerals import chinese_number, circled_number

HEADING_LABELS: dict[int, Callable[[int], str]] = {
    1: lambda n: f"{chinese_number(n)}、",
    2: lambda n: f"（{chinese_number(n)}）",
    3: lambda n: f"{n}.",
}
"""Levels as GB/T 9704-2012, 7.3.3 orders them: 一、（一）1."""

LIST_LABELS: dict[ListKind, Callable[[int], str]] = {
    "bullet": lambda _: "•",
    "number": lambda n: f"{n}.",
    "paren": lambda n: f"（{n}）",
    "circle": circled_number,
}


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference can say about its target."""

    label: str
    title: str

    def say(self, show: str, page: str) -> str:
        """The reference's words; ``page`` is the printed folio."""
        return {"label": self.label, "title": self.title, "full": self.label + self.title, "page": page}[show]


@dataclass(slots=True)
class _State:
    headings: list[int] = field(default_factory=lambda: [0, 0, 0])
    figures: int = 0
    tables: int = 0
    targets: dict[str, Target] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    def register(self, ident: str, target: Target, source: Source | None) -> None:
        if not ident:
            return
        if ident in self.targets:
            self.problems.append(
                Diagnostic(
                    "DOC-001",
                    Severity.ERROR,
                    f"标识“{ident}”重复",
                    source,
                    "每个标题、图、表的 id 应各不相同",
                )
            )
        self.targets[ident] = target


def number(document: Document) -> Document:
    """The same document with every label filled and every reference worded; pages stay for the layout.

    Raises ZhiyinError for repeated ids and for references that lead nowhere (all at once).
    """
    state = _State()
    sections = tuple(replace(s, blocks=_number_blocks(s.blocks, state)) for s in document.sections)
    labelled = replace(document, sections=sections)
    resolved = resolve(labelled, state.targets, {}, state.problems)
    if state.problems:
        raise ZhiyinError(state.problems)
    return resolved


def _number_blocks(blocks: tuple[Block, ...], state: _State) -> tuple[Block, ...]:
    return tuple(_number_block(block, state) for block in blocks)


def _number_block(block: Block, state: _State) -> Block:
    match block:
        case Heading():
            return _number_heading(block, state)
        case Figure():
            return _number_figure(block, state)
        case Table():
            return _number_table(block, state)
        case List():
            label = LIST_LABELS[block.kind]
            items = tuple(
                ListItem(_number_blocks(item.blocks, state), label(i)) for i, item in enumerate(block.items, 1)
            )
            return replace(block, items=items)
        case _:
            return block


def _number_heading(heading: Heading, state: _State) -> Heading:
    label, path = "", ""
    if heading.numbered:
        level = heading.level
        state.headings[level - 1] += 1
        state.headings[level:] = [0] * (3 - level)
        label = HEADING_LABELS[level](state.headings[level - 1])
        path = "".join(HEADING_LABELS[i + 1](n).rstrip("、.") for i, n in enumerate(state.headings[:level]) if n)
    state.register(heading.id, Target(path, heading.title), heading.source)
    return replace(heading, label=label)


def _number_figure(figure: Figure, state: _State) -> Figure:
    label = ""
    if figure.caption:
        state.figures += 1
        label = f"图 {state.figures}"
    state.register(figure.id, Target(label, inline_text(figure.caption)), figure.source)
    return replace(figure, label=label)


def _number_table(table: Table, state: _State) -> Table:
    label = ""
    if table.caption:
        state.tables += 1
        label = f"表 {state.tables}"
    state.register(table.id, Target(label, inline_text(table.caption)), table.source)
    rows = tuple(
        replace(row, cells=tuple(replace(c, blocks=_number_blocks(c.blocks, state)) for c in row.cells))
        for row in table.rows
    )
    return replace(table, label=label, rows=rows)


# ------------------------------------------------------------------ references


def resolve(
    document: Document, targets: dict[str, Target], folios: dict[str, str], problems: list[Diagnostic]
) -> Document:
    """Word every reference; a target that is unknown becomes a diagnostic in ``problems``."""

    def inline(child: Inline) -> Inline:
        match child:
            case Ref():
                target = targets.get(child.target)
                if target is None:
                    problems.append(_dead(child))
                    return child
                return replace(child, text=target.say(child.show, folios.get(child.target, "")))
            case Strong() | Em() | Span() | Link() | Field():
                return replace(child, children=tuple(map(inline, child.children)))
            case _:
                return child

    return _map_document(document, inline)


def _dead(ref: Ref) -> Diagnostic:
    return Diagnostic(
        "DOC-002", Severity.ERROR, f"引用的标识“{ref.target}”不存在", ref.source, "核对 ref 的 to 与目标的 id"
    )


def map_inlines(block: Block, change: Callable[[Inline], Inline]) -> Block:
    """``block`` with ``change`` applied to its top-level inlines, here and in everything it holds."""
    match block:
        case Heading() | Paragraph():
            return replace(block, children=tuple(map(change, block.children)))
        case List():
            items = tuple(replace(i, blocks=tuple(map_inlines(b, change) for b in i.blocks)) for i in block.items)
            return replace(block, items=items)
        case Figure():
            return replace(block, caption=tuple(map(change, block.caption)))
        case Table():
            rows = tuple(_map_row(row, change) for row in block.rows)
            return replace(block, caption=tuple(map(change, block.caption)), rows=rows)
        case _:
            return block


def _map_row(row: Row, change: Callable[[Inline], Inline]) -> Row:
    def cell(one: Cell) -> Cell:
        return replace(one, blocks=tuple(map_inlines(b, change) for b in one.blocks))

    return replace(row, cells=tuple(map(cell, row.cells)))


def refill_pages(document: Document, folios: dict[str, str]) -> Document:
    """The same document with its page references worded anew from the folios of their targets."""

    def inline(child: Inline) -> Inline:
        match child:
            case Ref() if child.show == "page":
                return replace(child, text=folios.get(child.target, child.text))
            case Strong() | Em() | Span() | Link() | Field():
                return replace(child, children=tuple(map(inline, child.children)))
            case _:
                return child

    return _map_document(document, inline)


def _map_document(document: Document, inline: Callable[[Inline], Inline]) -> Document:
    sections = tuple(replace(s, blocks=tuple(map_inlines(b, inline) for b in s.blocks)) for s in document.sections)
    return replace(document, sections=sections)
