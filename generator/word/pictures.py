"""A figure's own paragraph: the drawing inline and centred, its line as high as it needs."""

from __future__ import annotations

from generator.document.nodes import Figure, inline_text
from generator.model.theme import ParagraphStyle
from generator.word.context import Context
from generator.word.flow import Para, override_indent
from generator.word.runs import PLAIN, run


def picture(figure: Figure, base: ParagraphStyle, context: Context) -> Para:
    """The paragraph that shows ``figure``; its alternative text in words while it is not drawn."""
    para = Para("flush", base, "", align="center", indent=override_indent(base, 0, 0))
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
