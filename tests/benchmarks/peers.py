"""The other ways to make form 1: docxtpl, Typst in process, a plain reportlab Platypus table. None lays claim to more.

Each maker is given a draft of ours and makes one of the same words; None where the library is not installed. What
they start from (values, markup, cells) is taken from the draft beforehand and not timed.
"""

from __future__ import annotations

import importlib.util
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from xml.sax.saxutils import escape

from generator.build.making import Prepared, write
from generator.document.nodes import Cell, Table, inline_text
from generator.document.walk import all_blocks, inlines_of
from tests.benchmarks.companies import ROOT
from tests.benchmarks.typst_source import typst_source

Make = Callable[[Prepared], Callable[[], object]]
MEASURE = 442.0
"""The form's width in points."""
_CONTROL = re.compile(
    r"(<w:sdtContent><w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[^>]*>)([^<]*)(</w:t></w:r></w:sdtContent>)"
)


def docxtpl_form() -> Make | None:
    """docxtpl on a template of the same table: our own draft with a variable in each of its controls."""
    if importlib.util.find_spec("docxtpl") is None:
        return None
    from docxtpl import DocxTemplate

    def prepare(draft: Prepared) -> Callable[[], object]:
        values: dict[str, str] = {}

        def variable(found: re.Match[str]) -> str:
            name = f"v{len(values)}"
            values[name] = found[2]
            return f"{found[1]}{{{{ {name} }}}}{found[3]}"

        template = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(write(draft, "docx"))) as old, zipfile.ZipFile(template, "w", 8) as new:
            for name in old.namelist():
                part = old.read(name)
                new.writestr(name, _CONTROL.sub(variable, part.decode()) if name == "word/document.xml" else part)

        def make() -> bytes:
            made = DocxTemplate(io.BytesIO(template.getvalue()))
            made.render(values, autoescape=True)
            out = io.BytesIO()
            made.save(out)
            return out.getvalue()

        return make

    return prepare


def typst_form() -> Make | None:
    """Typst in this process, with one compiler that is kept."""
    if importlib.util.find_spec("typst") is None:
        return None
    import typst

    file = Path(mkdtemp()) / "form.typ"
    file.touch()
    options: dict[str, Any] = {"font_paths": [str(ROOT / "templates" / "fonts")], "ignore_system_fonts": True}
    compiler = typst.Compiler(str(file), **options)

    def prepare(draft: Prepared) -> Callable[[], object]:
        source = typst_source(draft.document, draft.theme).encode()

        def make() -> object:
            file.write_bytes(source)
            return compiler.compile(format="pdf", pdf_standards=["a-2a"])

        return make

    return prepare


def platypus_form() -> Make | None:
    """A plain Platypus table of the same cells, in one TrueType face, neither tagged nor archival."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph as Para
    from reportlab.platypus import SimpleDocTemplate
    from reportlab.platypus import Table as Grid

    pdfmetrics.registerFont(TTFont("Peer", str(ROOT / "templates" / "fonts" / "ZhiyinSong-Regular.ttf")))
    style = ParagraphStyle("cell", fontName="Peer", fontSize=10.5, leading=15, wordWrap="CJK")

    def prepare(draft: Prepared) -> Callable[[], object]:
        table = next(block for block in all_blocks(draft.document) if isinstance(block, Table))
        widths = [share / sum(table.columns) * MEASURE for share in table.columns]
        cells = [[(_text(cell), cell.colspan) for cell in row.cells] for row in table.rows]

        def make() -> bytes:
            looks: list[tuple[Any, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
            grid: list[list[Any]] = []
            for number, row in enumerate(cells):
                line: list[Any] = []
                for words, span in row:
                    looks.append(("SPAN", (len(line), number), (len(line) + span - 1, number)))
                    line += [[Para(part, style) for part in words], *[""] * (span - 1)]
                grid.append(line)
            out = io.BytesIO()
            SimpleDocTemplate(out, pagesize=A4).build([Grid(grid, widths, style=looks)])
            return out.getvalue()

        return make

    return prepare


def _text(cell: Cell) -> list[str]:
    """The cell's words in paragraphs, escaped."""
    whole = "\n".join(inline_text(inlines_of(block)) for block in cell.blocks)
    return [escape(line) for line in whole.split("\n")]
