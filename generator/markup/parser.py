"""Checked elements become the document tree, one small builder per element."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from generator.diagnostics import Diagnostic, Severity, ZhiyinError
from generator.document.nodes import (
    Block,
    Cell,
    Diagram,
    DiagramItem,
    Document,
    Figure,
    Heading,
    Inline,
    List,
    ListItem,
    Meta,
    PageBreak,
    Paragraph,
    Row,
    Section,
    Spacer,
    Table,
    Toc,
)
from generator.markup.inlines import FindOrigin, Inlines, heal_space
from generator.markup.marks import strip_marks
from generator.markup.reader import Elem, read
from generator.markup.vocabulary import INLINE


def parse(xml: str, template: str, find_origin: FindOrigin) -> Document:
    """Rendered markup → document tree (unnumbered). Raises ZhiyinError with every problem found."""
    return _Parser(find_origin).document(read(xml, template))


class _Parser:
    def __init__(self, find_origin: FindOrigin) -> None:
        self.inlines = Inlines(find_origin)
        self.problems: list[Diagnostic] = []
        self.builders: dict[str, Callable[[Elem], Block]] = {
            "h1": self.heading,
            "h2": self.heading,
            "h3": self.heading,
            "p": self.paragraph,
            "table": self.table,
            "figure": self.figure,
            "toc": lambda e: Toc(int(e.get("depth", "2")), e.get("title", "目录")),
            "pagebreak": lambda _: PageBreak(),
            "spacer": lambda e: Spacer(self.number(e, "height")),
        }

    def document(self, root: Elem) -> Document:
        keywords = tuple(word for word in root.get("keywords").split("；") if word)
        meta = Meta(
            root.get("title"), root.get("author"), root.get("subject"), keywords, root.get("date") or "2025-03-01"
        )
        sections = tuple(self.section(e) for e in root.elements())
        if self.problems:
            raise ZhiyinError(self.problems)
        return Document(replace(meta, language=root.get("lang", "zh-CN")), sections)

    def section(self, elem: Elem) -> Section:
        kind: Any = elem.get("kind")
        folio: Any = elem.get("folio", "none")
        blocks = self.blocks(elem)
        return Section(kind, blocks, elem.yes("landscape"), folio, elem.yes("restart"), elem.get("header"), elem.source)

    def blocks(self, elem: Elem, style: str = "body") -> tuple[Block, ...]:
        """Block children; loose text and inlines between them become paragraphs of ``style``."""
        blocks: list[Block] = []
        loose: list[Elem | str] = []

        def flush() -> None:
            inlines = self.inlines.of(loose)
            if inlines:
                blocks.append(Paragraph(inlines, style, source=elem.source))
            loose.clear()

        for child in elem.children:
            if isinstance(child, str) or child.name in INLINE:
                if loose or not isinstance(child, str) or child.strip():
                    loose.append(child)
            else:
                flush()
                made = self.listing(child, style) if child.name in {"ul", "ol"} else self.builders[child.name](child)
                blocks.append(made)
        flush()
        return tuple(blocks)

    def heading(self, elem: Elem) -> Heading:
        children = self.inlines.of(elem.children)
        numbered = elem.yes("numbered", True)
        level = int(elem.name[1])
        told = {"short": elem.get("short"), "style": elem.get("style")}
        return Heading(level, children, elem.get("id"), numbered, source=elem.source, **told)

    def paragraph(self, elem: Elem) -> Paragraph:
        align: Any = elem.get("align") or None
        children = self.inlines.of(elem.children)
        return Paragraph(children, elem.get("style", "body"), align, elem.get("id"), elem.source)

    def listing(self, elem: Elem, style: str = "body") -> List:
        """A list; in running text its items take the list style, elsewhere (cells, notes) the style around it."""
        kind: Any = "bullet" if elem.name == "ul" else elem.get("kind", "number")
        inner = "list" if style == "body" else style
        items = tuple(ListItem(self.blocks(item, inner)) for item in elem.elements())
        return List(items, kind, elem.source)

    def table(self, elem: Elem) -> Table:
        columns = tuple(self._widths(elem))
        rows = tuple(self.row(row) for row in elem.elements("tr"))
        caption = self.caption(elem)
        style = elem.get("style", "grid")
        return Table(columns, rows, style, caption, elem.get("id"), alt=elem.get("alt"), source=elem.source)

    def _widths(self, elem: Elem) -> list[float]:
        parts = elem.get("columns").replace("，", ",").split(",")
        return [self._float(part, "columns", elem) for part in parts]

    def row(self, elem: Elem) -> Row:
        height = self.number(elem, "height") if elem.get("height") else 0.0
        cells = tuple(self.cell(cell) for cell in elem.elements())
        return Row(cells, elem.yes("head"), height, elem.yes("splits"), elem.source)

    def cell(self, elem: Elem) -> Cell:
        align: Any = elem.get("align") or None
        valign: Any = elem.get("valign", "middle")
        head = elem.name == "th"
        style = elem.get("style") or ("cell-head" if head else "cell")
        spans = [int(self.number(elem, name)) if elem.get(name) else 1 for name in ("colspan", "rowspan")]
        blocks = tuple(
            replace(b, align=align) if align and isinstance(b, Paragraph) and b.align is None else b
            for b in self.blocks(elem, style)
        )
        return Cell(blocks, head, spans[0], spans[1], align, valign, elem.get("fill"))

    def figure(self, elem: Elem) -> Figure:
        diagrams = elem.elements("diagram")
        if len(diagrams) != 1:
            self._report("MRK-008", "<figure> 里应有且只有一个 <diagram>", elem)
            return Figure(Diagram("", ()), elem.get("alt"))
        shown = diagrams[0]
        attributes = tuple((k, v) for k, v in shown.attributes.items() if k != "kind")
        diagram = Diagram(shown.get("kind"), tuple(self.item(e) for e in shown.elements()), attributes)
        printed = tuple(self.printed(shown))
        return Figure(diagram, elem.get("alt"), self.caption(elem), elem.get("id"), source=elem.source, printed=printed)

    def printed(self, elem: Elem) -> Iterator[tuple[Inline, ...]]:
        """The texts and attributes of a diagram that come from content, with their origins."""
        yield from (tuple(self.inlines.marked(heal_space(value))) for value in elem.marked)
        texts = [heal_space(child) for child in elem.children if isinstance(child, str) and child.strip()]
        yield from (tuple(self.inlines.marked(text.strip())) for text in texts)
        for child in elem.elements():
            yield from self.printed(child)

    def item(self, elem: Elem) -> DiagramItem:
        text = "".join(strip_marks(heal_space(c)) for c in elem.children if isinstance(c, str)).strip()
        return DiagramItem(text, tuple(elem.attributes.items()), tuple(self.item(e) for e in elem.elements()))

    def caption(self, elem: Elem) -> tuple[Inline, ...]:
        return tuple(node for caption in elem.elements("caption") for node in self.inlines.of(caption.children))

    def number(self, elem: Elem, name: str) -> float:
        return self._float(elem.get(name), name, elem)

    def _float(self, text: str, name: str, elem: Elem) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not 0 <= value < math.inf:
            self._report("MRK-009", f"<{elem.name}> 的 {name} 应为数（不写单位，不小于0），不是“{text}”", elem)
            return 1.0
        return value

    def _report(self, code: str, message: str, elem: Elem) -> None:
        self.problems.append(Diagnostic(code, Severity.ERROR, message, elem.source))
