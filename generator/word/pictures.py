"""A figure's own paragraph: the drawing inline and centred, its line as high as it needs."""

from __future__ import annotations

from generator.document.nodes import Figure, inline_text
from generator.word.context import Context
from generator.word.flow import Para
from generator.word.runs import PLAIN, run
from generator.word.styles import FIGURE_STYLE, figure_style

FIGURE_GAP = 4.25
"""Points above and below a drawing, as :data:`generator.layout.blocks.FIGURE_GAP`."""


def picture(figure: Figure, context: Context) -> Para:
    """The paragraph that shows ``figure``; its alternative text in words while it is not drawn.

    Its style is one point high, so that the line is no higher than the drawing that stands on it.
    """
    base = figure_style(context.theme)
    para = Para(FIGURE_STYLE, base, "", before=FIGURE_GAP, after=FIGURE_GAP)
    if figure.drawing is None:
        para.content = run(figure.alt, PLAIN, context.theme)
        return para
    from generator.word.drawing import drawing_run  # noqa: PLC0415 - only documents with figures pay for it

    ident = context.names.shape_id()
    name = figure.label or f"图形 {ident}"
    alt = figure.alt or inline_text(figure.caption)
    para.content = drawing_run(figure.drawing, context.theme, shape_id=ident, name=name, alt=alt)
    para.line = (figure.drawing.height, "atLeast")
    return para
