"""Rows that stood in an earlier document come back as the same objects, so that layout and writers know them again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from generator.document.nodes import Block, Document, Row, Table

LIMIT = 1000
"""Rows that are kept; too many are forgotten all at once."""


@dataclass(slots=True)
class Equals:
    """Replaces rows of top tables by equal ones of earlier documents, each at most once in a document."""

    _kept: dict[Row, Row] = field(default_factory=dict)

    def known(self, document: Document) -> Document:
        """The same document, of rows that were met before where it has equal ones."""
        if len(self._kept) >= LIMIT:
            self._kept.clear()
        used: set[int] = set()
        sections = [
            replace(section, blocks=tuple([self._block(block, used) for block in section.blocks]))
            for section in document.sections
        ]
        return replace(document, sections=tuple(sections))

    def _block(self, block: Block, used: set[int]) -> Block:
        if not isinstance(block, Table):
            return block
        return replace(block, rows=tuple([self._row(row, used) for row in block.rows]))

    def _row(self, row: Row, used: set[int]) -> Row:
        found = self._kept.setdefault(row, row)
        if id(found) in used:  # layout and structure know a row by its identity, which must stand in one place only
            return row
        used.add(id(found))
        return found
