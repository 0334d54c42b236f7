"""The document tree and the page map become a Word package."""

from __future__ import annotations

from generator.document.nodes import Document
from generator.layout.placed import LaidOut
from generator.model.theme import Theme
from generator.word.body import body_xml
from generator.word.context import open_context
from generator.word.names import field_bookmark
from generator.word.package import prepared, write_package
from generator.word.properties import core_xml

__all__ = ["field_bookmark", "write_word"]


def write_word(document: Document, laid: LaidOut, theme: Theme) -> bytes:
    """The .docx file of ``document``, its lines and pages pinned to ``laid``.

    ``document`` must be the very tree that was laid out (``laid`` knows its nodes by identity). The same input gives
    the same bytes in any process; python-docx is imported on the first call.
    """
    context = open_context(document, laid, theme)
    base = prepared(theme)
    context.rows = base.rows
    body = body_xml(context)
    return write_package(base, body, core_xml(document.meta), context.numberings, context.relations)
