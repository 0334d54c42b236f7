"""A Word package before it is closed: its body, and what the body took from the package around it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.document.nodes import Document, Meta
from generator.layout.placed import LaidOut
from generator.model.theme import Theme
from generator.word.body import body_xml
from generator.word.context import open_context
from generator.word.numbering import Numberings
from generator.word.package import Prepared, Relations, prepared, write_package
from generator.word.properties import core_xml


@dataclass(frozen=True, slots=True)
class Composed:
    """The markup of the main part, and the package for it."""

    body: bytes
    base: Prepared
    numberings: Numberings
    relations: Relations

    def file(self, meta: Meta, body: bytes | None = None) -> bytes:
        """The finished file, with another ``body`` where one is given."""
        held = self.body if body is None else body
        return write_package(self.base, held, core_xml(meta), self.numberings, self.relations)


def compose(document: Document, laid: LaidOut, theme: Theme) -> Composed:
    """Write the main part of ``document``, which must be the very tree that was laid out."""
    context = open_context(document, laid, theme)
    base = prepared(theme)
    context.rows = base.rows
    return Composed(body_xml(context).encode(), base, context.numberings, context.relations)
