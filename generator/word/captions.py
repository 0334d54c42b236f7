"""Captions: 图 1 and 表 1 with a live number, the label bookmarked for references."""

from __future__ import annotations

from generator.document.nodes import Figure, Table
from generator.word.context import Context
from generator.word.inlines import runs
from generator.word.runs import Mark, field, run
from generator.word.xmltext import escape

GAP = "\u3000"
"""What stands between label and title: one blank of a character's width (GB/T 1.1-2020, 9.9.2 and 9.10.2)."""


def caption(node: Table | Figure, mark: Mark, context: Context) -> str:
    """The caption's runs: label with its SEQ field, a blank, the title."""
    title = runs(node.caption, mark, context)
    if not node.label:
        return title
    word, _, number = node.label.partition(" ")
    theme = context.theme
    label = run(word + " ", mark, theme) + field(f"SEQ {word} \\* ARABIC", run(number, mark, theme))
    anchor = context.anchors.get(node.id)
    if anchor:
        ident = context.names.bookmark_id(anchor.bookmark)
        start = f'<w:bookmarkStart w:id="{ident}" w:name="{escape(anchor.bookmark)}"/>'
        label = f'{start}{label}<w:bookmarkEnd w:id="{ident}"/>'
    return label + run(GAP, mark, theme) + title


def caption_text(label: str, title: str) -> str:
    """The caption as read."""
    return label + GAP + title if label else title
