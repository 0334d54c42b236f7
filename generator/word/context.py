"""What the writers of one document share: the laid-out pages, the theme, names, relations and anchors."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.document.nodes import Block, Document, Figure, Heading, Table, inline_text
from generator.document.walk import all_blocks
from generator.layout.placed import LaidOut
from generator.model.theme import Theme
from generator.word.names import Names
from generator.word.numbering import Numberings
from generator.word.package import KnownRows, Relations

FULL_LINES = 0.95
"""A page with less room than this many body lines is full."""


@dataclass(slots=True)
class Anchor:
    """Where a reference can go: a bookmark, and how the target is numbered and titled."""

    bookmark: str
    node: Heading | Table | Figure

    @property
    def title(self) -> str:
        """The heading's or caption's words."""
        return self.node.title if isinstance(self.node, Heading) else inline_text(self.node.caption)


@dataclass(slots=True)
class Context:
    """State of writing one document."""

    document: Document
    laid: LaidOut
    theme: Theme
    names: Names = field(default_factory=Names)
    relations: Relations = field(default_factory=Relations)
    numberings: Numberings = field(default_factory=Numberings)
    anchors: dict[str, Anchor] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    rows: KnownRows = field(default_factory=KnownRows)

    def starts_page(self, block: Block) -> bool:
        """Whether the layout put ``block`` first on a page."""
        return id(block) in self.laid.page_starts

    def forces_page(self, block: Block) -> bool:
        """Whether ``block`` needs a page break of its own: it begins a page and the one before is not full.

        A full page ends by itself. Forcing its end too would leave a nearly empty page wherever a word processor
        needs one line more than we did.
        """
        room = self.laid.page_room.get(id(block), 0.0)
        return self.starts_page(block) and room >= FULL_LINES * self.theme.page.grid

    def folio(self, ident: str) -> str:
        """The printed folio of a node's page; a dash while unknown."""
        return self.laid.page_of.get(ident, (0, "—"))[1] or "—"


def open_context(document: Document, laid: LaidOut, theme: Theme) -> Context:
    """A context with an anchor for every heading, captioned table and figure that has an id."""
    context = Context(document, laid, theme)
    for block in all_blocks(document):
        if isinstance(block, Heading):
            context.headings.append(block)
        if isinstance(block, Heading | Table | Figure) and block.id:
            prefix = "_Toc" if isinstance(block, Heading) else "_Ref"
            context.anchors[block.id] = Anchor(context.names.anchor(prefix, block.id), block)
    return context
