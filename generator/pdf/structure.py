"""What is painted for which element of the logical structure: marked content, annotations, and their order.

ISO 32000-1, 14.6 and 14.7; ISO 14289-1, 7.1.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.layout.placed import FormArea, Item, Owner, StructNode
from generator.pdf.extents import Extent, covered


@dataclass(slots=True)
class Content:
    """A piece of marked content: its page (index) and its number there."""

    page: int
    mcid: int


@dataclass(slots=True)
class Annotation:
    """An annotation inside its element: its page (index), its object's reference, its key in the parent tree."""

    page: int
    reference: str
    key: int


Kid = Content | Annotation | StructNode

_ILLUSTRATIONS = frozenset({"Figure", "Formula"})


@dataclass(slots=True)
class Recorder:
    """Notes what belongs to which element, in the order of painting.

    Elements are known by identity; the tree under ``root`` outlives the recorder.
    """

    root: StructNode
    kids: dict[int, list[Kid]] = field(default_factory=dict)
    on_page: list[list[StructNode]] = field(default_factory=list)
    extents: dict[int, Extent] = field(default_factory=dict)
    annotations: list[tuple[Annotation, StructNode]] = field(default_factory=list)
    fields: dict[int, FormArea] = field(default_factory=dict)
    _met: set[int] = field(default_factory=set)

    def begin_page(self) -> None:
        """Marked content numbers start at 0 on every page."""
        self.on_page.append([])

    def content(self, node: StructNode) -> int:
        """The number of a new piece of content of ``node`` on the current page."""
        page = len(self.on_page) - 1
        mcid = len(self.on_page[page])
        self.on_page[page].append(node)
        self._kids(node).append(Content(page, mcid))
        return mcid

    def annotation(self, node: StructNode, reference: str, key: int) -> None:
        """An annotation of ``node`` on the current page."""
        made = Annotation(len(self.on_page) - 1, reference, key)
        self._kids(node).append(made)
        self.annotations.append((made, node))

    def form_field(self, area: FormArea) -> None:
        """The field that an element stands for (once: a field may go on on the next page)."""
        if area.owner is not None:
            self.fields.setdefault(id(area.owner), area)

    def cover(self, item: Item, height: float) -> None:
        """Let the frames of the illustrations that ``item`` belongs to take it in; ``height`` is the page's."""
        node: Owner = getattr(item, "owner", None)
        while node is not None:
            if node.role in _ILLUSTRATIONS:
                page = len(self.on_page) - 1
                known = self.extents.setdefault(id(node), Extent(page))
                if known.page == page:
                    known.grow(covered(item, height))
            node = node.parent

    def _kids(self, node: StructNode) -> list[Kid]:
        self._meet(node)
        return self.kids.setdefault(id(node), [])

    def _meet(self, node: StructNode) -> None:
        while id(node) not in self._met:
            self._met.add(id(node))
            parent = node.parent
            if parent is None:
                if node is not self.root:
                    raise ValueError(f"content belongs to an element outside the structure tree, under {node.role}")
                return
            self.kids.setdefault(id(parent), []).append(node)
            node = parent

    def ordered(self, node: StructNode) -> list[Kid]:
        """The element's kids: painted ones in order of painting, the others behind their previous sibling.

        Where nothing was painted but child elements, these keep the tree's order: a table's cells side by side are
        painted line by line.
        """
        painted = self.kids.get(id(node), [])
        if all(isinstance(kid, StructNode) for kid in painted):
            return list(node.children)
        unpainted = [child for child in node.children if id(child) not in self._met]
        if not unpainted:
            return painted
        following: dict[int, list[Kid]] = {}
        before = 0
        for child in node.children:
            if id(child) in self._met:
                before = id(child)
            else:
                following.setdefault(before, []).append(child)
        kids = following.get(0, [])
        for kid in painted:
            kids.append(kid)
            kids += following.get(id(kid), [])
        return kids


class Marks:
    """Marked content of one page: neighbours with one owner share a sequence; what has no owner is an artifact."""

    def __init__(self, code: list[str], recorder: Recorder) -> None:
        self._code, self._recorder = code, recorder
        self._owner: Owner = None
        self._open = False

    def turn_to(self, owner: Owner) -> None:
        """What is painted next belongs to ``owner``."""
        if self._open and owner is self._owner:
            return
        self.end()
        self._owner, self._open = owner, True
        if owner is None:
            self._code.append("/Artifact BMC")
        else:
            self._code.append(f"/{owner.role} <</MCID {self._recorder.content(owner)}>> BDC")

    def end(self) -> None:
        """Close the last sequence of the page."""
        if self._open:
            self._code.append("EMC")
        self._open = False
