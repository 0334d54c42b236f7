"""Chinese paragraph setting after W3C clreq: pieces of text become lines of positioned runs.

The stages are the modules: pieces → stream (classes, tokens, quotes, metrics, gaps) → fit → compose (justify) → lines.
"""

from __future__ import annotations

from generator.layout.text.explain import explain
from generator.layout.text.paragraph import ParagraphCache, set_paragraph
from generator.layout.text.pieces import Line, Piece, SetRun
from generator.layout.text.titles import WholeWords, whole_words

__all__ = ["Line", "ParagraphCache", "Piece", "SetRun", "WholeWords", "explain", "set_paragraph", "whole_words"]
