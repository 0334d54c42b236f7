"""Placeholder."""

from __future__ import annotations

from generator.document.nodes import Inline
from generator.layout.placed import Measured
from generator.model.theme import ParagraphStyle
from generator.word.context import Context


def spacing_for(
    lead: str, children: tuple[Inline, ...], style: ParagraphStyle, found: Measured | None, context: Context
) -> int:
    return 0
