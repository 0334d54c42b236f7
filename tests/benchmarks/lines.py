"""Lines a second of our setting against reportlab's own ``wordWrap='CJK'`` paragraph on the same text and face.

Run with ``python -c "from tests.benchmarks.lines import run; run()"``. Targets: total fit ≥ 0.5, greedy ≥ 1.0.
"""

from __future__ import annotations

import html
import io
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

import yaml
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from generator.layout.fonts import FontBook
from generator.layout.text import Piece, set_paragraph
from generator.model.theme import LineBreaking, Theme
from tests.test_line_golden import GOLDEN, read_cases

TEMPLATES = Path(__file__).parents[2] / "templates"
MEASURE, SIZE = 434.0, 14.0
REPEAT = 6


def run() -> None:
    """Print lines per second and ratios to reportlab's wrapping and drawing (best of several rounds)."""
    singles = [case.text for case in read_cases(GOLDEN)]
    texts = singles + [a + b for a, b in pairwise(singles)]
    fonts = FontBook.load(
        Theme.model_validate(yaml.safe_load((TEMPLATES / "theme.yaml").read_text("utf-8"))), TEMPLATES
    )
    theirs = _best(partial(_reportlab, texts))
    print(f"reportlab wordWrap=CJK 断行并绘制：{theirs:,.0f} 行/秒")
    modes: tuple[LineBreaking, ...] = ("optimal", "greedy")
    for mode in modes:
        ours = _best(partial(_ours, texts, fonts, mode))
        print(f"本工具 {mode}：{ours:,.0f} 行/秒，为其 {ours / theirs:.2f} 倍")


def _best(work: Callable[[], int]) -> float:
    best = 0.0
    for _ in range(REPEAT):
        begun = time.process_time()
        lines = work()
        best = max(best, lines / (time.process_time() - begun))
    return best


def _ours(texts: list[str], fonts: FontBook, mode: LineBreaking) -> int:
    return sum(
        len(set_paragraph([Piece(text, "song", False, SIZE)], fonts, MEASURE, indent=2 * SIZE, mode=mode, missing=[]))
        for text in texts
    )


def _reportlab(texts: list[str]) -> int:
    if "BenchSong" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("BenchSong", str(TEMPLATES / "fonts" / "ZhiyinSong-Regular.ttf")))
    style = ParagraphStyle("b", fontName="BenchSong", fontSize=SIZE, leading=25.5, wordWrap="CJK", firstLineIndent=28)
    canvas = Canvas(io.BytesIO(), pagesize=(595, 842))
    lines = 0
    for text in texts:
        paragraph = Paragraph(html.escape(text), style)
        paragraph.wrap(MEASURE, 1e6)
        paragraph.drawOn(canvas, 80, 0)
        lines += len(paragraph.blPara.lines)
    return lines
