"""The document tree and the page map become a Word package."""

from __future__ import annotations

from generator.document.nodes import Document
from generator.layout.placed import LaidOut
from generator.model.theme import Theme
from generator.word.composed import compose
from generator.word.names import field_bookmark

__all__ = ["compose", "field_bookmark", "write_word"]


def write_word(document: Document, laid: LaidOut, theme: Theme) -> bytes:
    """The .docx file of ``document``, its lines and pages pinned to ``laid``.

    ``document`` must be the very tree that was laid out (``laid`` knows its nodes by identity). The same input gives
    the same bytes in any process; python-docx is imported on the first call.
    """
    return compose(document, laid, theme).file(document.meta)
