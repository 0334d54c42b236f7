"""Lines and pages a second against reportlab's own setting, and what tags and archive metadata cost."""

from __future__ import annotations

import html
import io
from functools import partial

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, PageTemplate, Paragraph
from reportlab.platypus.doctemplate import BaseDocTemplate

from generator.document.nodes import Document, Meta, Section, Text
from generator.document.nodes import Paragraph as Node
from generator.layout.fonts import FontBook
from generator.layout.pages import layout
from generator.layout.text import Piece, set_paragraph
from generator.loading.theme import load_theme
from generator.model.theme import LineBreaking, Theme
from generator.pdf import write_pdf
from tests.benchmarks.table import best_of, ms, show
from tests.laid import ROOT
from tests.test_line_golden import GOLDEN, read_cases

SIZE, LEADING, MEASURE, DEPTH = 14.0, 25.5, 434.0, 637.5
ROUNDS = 7
COPIES = 6
"""How often the golden paragraphs are set in a document: about 60 pages."""
FACE = "BenchSong"
MODES: tuple[LineBreaking, ...] = ("optimal", "greedy")
LABELS = {
    "optimal": "本工具，整段权衡",
    "greedy": "本工具，逐行排满",
    "drawn": "reportlab wordWrap=CJK，断行并定位（drawOn）",
    "wrapped": "reportlab wordWrap=CJK，只断行（wrap）",
}


def run() -> None:
    """Print both tables."""
    pdfmetrics.registerFont(TTFont(FACE, str(ROOT / "templates/fonts/ZhiyinSong-Regular.ttf")))
    theme = load_theme(ROOT)
    texts = [case.text for case in read_cases(GOLDEN) if case.text.strip()]
    _lines(theme, texts)
    _pages(theme, texts)


def _lines(theme: Theme, texts: list[str]) -> None:
    fonts = FontBook.load(theme, ROOT / "templates")
    counts: dict[str, int] = {}

    def ours(mode: LineBreaking) -> None:
        piece = [[Piece(text, "song", False, SIZE)] for text in texts]
        counts[mode] = sum(len(set_paragraph(p, fonts, MEASURE, indent=2 * SIZE, mode=mode, missing=[])) for p in piece)

    def theirs(draw: bool) -> None:
        canvas = Canvas(io.BytesIO(), pagesize=(595, 842))
        made = [Paragraph(html.escape(text), _style()) for text in texts]
        for paragraph in made:
            paragraph.wrap(MEASURE, 1e6)
            if draw:
                paragraph.drawOn(canvas, 80, 0)
        counts["drawn" if draw else "wrapped"] = sum(len(p.blPara.lines) for p in made)

    works = {name: partial(ours, name) for name in MODES} | {
        "drawn": partial(theirs, True),
        "wrapped": partial(theirs, False),
    }
    found = best_of(works, ROUNDS)
    speed = {name: counts[name] / seconds for name, seconds in found.items()}
    rows = [
        [LABELS[n], f"{v:,.0f}", f"{v / speed['drawn']:.2f}", f"{v / speed['wrapped']:.2f}"] for n, v in speed.items()
    ]
    goal = "断行并定出每个字的位置（目标：整段权衡不低于 reportlab 的 0.5，逐行排满不低于 1）"
    show(goal, ("", "行/秒", "比它断行并定位", "比它只断行"), rows)


def _pages(theme: Theme, texts: list[str]) -> None:
    blocks = tuple(Node((Text(text),)) for _ in range(COPIES) for text in texts)
    document = Document(Meta("测速"), (Section("body", blocks),))
    pages: dict[str, int] = {}

    def ours(mode: LineBreaking) -> None:
        fonts = FontBook.load(theme, ROOT / "templates")  # new, so that no paragraph is remembered
        _, laid = layout(document, theme, fonts, mode)
        pages[mode] = len(laid.pages)
        write_pdf(laid, fonts)

    def theirs() -> None:
        margin = (595.28 - MEASURE) / 2
        made = BaseDocTemplate(io.BytesIO(), pagesize=(595.28, 841.89))
        frame = Frame(margin, 100, MEASURE, DEPTH, 0, 0, 0, 0)
        made.addPageTemplates(PageTemplate(frames=[frame]))
        made.build([Paragraph(html.escape(text), _style()) for _ in range(COPIES) for text in texts])
        pages["reportlab"] = made.page

    found = best_of({"reportlab": theirs, "optimal": partial(ours, "optimal"), "greedy": partial(ours, "greedy")}, 3)
    speed = {name: pages[name] / seconds for name, seconds in found.items()}
    names = {
        "reportlab": "reportlab Platypus，无标签",
        "optimal": "本工具，PDF/A-2a 与 PDF/UA-1",
        "greedy": "同上，逐行排满",
    }
    rows = [[names[n], ms(found[n]), f"{v:,.0f}", f"{v / speed['reportlab']:.2f}"] for n, v in speed.items()]
    show(f"成页并写出 PDF（{pages['optimal']} 页正文）", ("", "用时", "页/秒", "与 reportlab 之比"), rows)


def _style() -> ParagraphStyle:
    return ParagraphStyle("b", fontName=FACE, fontSize=SIZE, leading=LEADING, wordWrap="CJK", firstLineIndent=2 * SIZE)
