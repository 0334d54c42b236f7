"""What is painted for which element of the logical structure: marked content, annotations, and their order.

ISO 32000-1, 14.6 and 14.7; ISO 14289-1, 7.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from generator.layout.placed import FormArea, Item, Owner, StructNode
from generator.pdf.extents import Extent, covered

PAGE_SHIFT = 16
"""A piece of marked content is one integer: its page (index) shifted by this, and its number there."""


@dataclass(slots=True)
class Annotation:
    """An annotation inside its element: its page (index), its object's reference, its key in the parent tree."""

    page: int
    reference: str
    key: int


Kid = int | Annotation | StructNode

_ILLUSTRATIONS = frozenset({"Figure", "Formula"})


@dataclass(slots=True)
class Recorder:
    """Notes what belongs to which element, in the order of painting.

    Elements are known by identity; the tree under ``root`` outlives the recorder. ``kids`` has a list for every
    element of which something was painted.
    """

    root: StructNode
    kids: dict[int, list[Kid]] = field(default_factory=dict)
    on_page: list[list[StructNode]] = field(default_factory=list)
    extents: dict[int, Extent] = field(default_factory=dict)
    annotations: list[tuple[Annotation, StructNode]] = field(default_factory=list)
    fields: dict[int, FormArea] = field(default_factory=dict)
    _around: dict[int, tuple[StructNode, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Rows may stand in the trees of several documents: they are this one's as long as it is written."""
        for section in self.root.children:
            for block in section.children:
                for row in block.children if block.role == "Table" else ():
                    row.parent = block

    def begin_page(self) -> None:
        """Marked content numbers start at 0 on every page."""
        self.on_page.append([])

    def content(self, node: StructNode) -> int:
        """The number of a new piece of content of ``node`` on the current page."""
        shown = self.on_page[-1]
        mcid = len(shown)
        shown.append(node)
        kids = self.kids.get(id(node)) or self._meet(node)
        kids.append((len(self.on_page) - 1) << PAGE_SHIFT | mcid)
        return mcid

    def contents(self, nodes: Sequence[StructNode]) -> int:
        """The number of the first of several pieces of content, the others' follow."""
        shown = self.on_page[-1]
        first = len(shown)
        kids, at = self.kids, (len(self.on_page) - 1) << PAGE_SHIFT | first
        for node in nodes:
            (kids.get(id(node)) or self._meet(node)).append(at)
            at += 1
        shown += nodes
        return first

    def annotation(self, node: StructNode, reference: str, key: int) -> None:
        """An annotation of ``node`` on the current page."""
        made = Annotation(len(self.on_page) - 1, reference, key)
        self._meet(node).append(made)
        self.annotations.append((made, node))

    def form_field(self, area: FormArea) -> None:
        """The field that an element stands for (once: a field may go on on the next page)."""
        if area.owner is not None:
            self.fields.setdefault(id(area.owner), area)

    def cover(self, item: Item, owner: Owner, height: float) -> None:
        """Let the frames of the illustrations that ``item`` belongs to take it in; ``height`` is the page's."""
        for node in self.illustrations(owner):
            page = len(self.on_page) - 1
            known = self.extents.setdefault(id(node), Extent(page))
            if known.page == page:
                known.grow(covered(item, height))

    def illustrations(self, owner: Owner) -> tuple[StructNode, ...]:
        """The illustrations around an element, itself included; looked for once."""
        if owner is None:
            return ()
        found = self._around.get(id(owner))
        if found is None:
            found = self._around[id(owner)] = illustrations_around(owner)
        return found

    def _meet(self, node: StructNode) -> list[Kid]:
        """The kids of an element, which at the first meeting takes its place among its parent's."""
        known = self.kids.get(id(node))
        if known is not None:
            return known
        made = self.kids[id(node)] = []
        if node.parent is not None:
            self._meet(node.parent).append(node)
        elif node is not self.root:
            raise ValueError(f"content belongs to an element outside the structure tree, under {node.role}")
        return made

    def ordered(self, node: StructNode) -> Sequence[Kid]:
        """The element's kids: painted ones in order of painting, the others behind their previous sibling.

        Where nothing was painted but child elements, these keep the tree's order: a table's cells side by side are
        painted line by line.
        """
        painted = self.kids.get(id(node))
        if not painted:
            return node.children
        if not node.children or all(type(kid) is StructNode for kid in painted):
            return node.children or painted
        unpainted = [child for child in node.children if id(child) not in self.kids]
        return self._mixed(node, painted) if unpainted else painted

    def _mixed(self, node: StructNode, painted: list[Kid]) -> list[Kid]:
        following: dict[int, list[Kid]] = {}
        before = 0
        for child in node.children:
            if id(child) in self.kids:
                before = id(child)
            else:
                following.setdefault(before, []).append(child)
        kids = following.get(0, [])
        for kid in painted:
            kids.append(kid)
            kids += following.get(id(kid), [])
        return kids


class Unplanned(Exception):
    """What is painted is not what the plan was made for."""


class Tally:
    """Numbers marked content where its order is known: in files whose structure is another's, element for element."""

    def __init__(self) -> None:
        self.counts: list[int] = []

    def begin_page(self) -> None:
        """See :meth:`Recorder.begin_page`."""
        self.counts.append(0)

    def content(self, node: StructNode) -> int:
        """See :meth:`Recorder.content`."""
        return self.contents((node,))

    def contents(self, nodes: Sequence[StructNode]) -> int:
        """See :meth:`Recorder.contents`."""
        first = self.counts[-1]
        self.counts[-1] = first + len(nodes)
        return first

    def illustrations(self, owner: Owner) -> tuple[StructNode, ...]:
        """None: files with illustrations are not planned."""
        if owner is not None and owner.role in _ILLUSTRATIONS:
            raise Unplanned
        return ()

    def cover(self, _item: Item, _owner: Owner, _height: float) -> None:
        """Illustrations alone have frames."""
        raise Unplanned

    def annotation(self, _node: StructNode, _reference: str, _key: int) -> None:
        """Annotations lead to places that may change."""
        raise Unplanned

    def form_field(self, _area: FormArea) -> None:
        """Fields hold values."""
        raise Unplanned


@dataclass(frozen=True, slots=True)
class Plan:
    """The structure's objects: the first one's number, their bodies, the root's reference, content by page."""

    first: int
    bodies: tuple[str, ...]
    root: str
    counts: tuple[int, ...]


class KnownStructure:
    """The plan of files that have the same structure, once one of them was written."""

    def __init__(self) -> None:
        self.plan: Plan | None = None

    def keep(self, recorder: Recorder, first: int, bodies: Sequence[str], root: str) -> None:
        """Plan for others what was written for one, if it holds text alone."""
        if not (recorder.annotations or recorder.fields or recorder.extents):
            self.plan = Plan(first, tuple(bodies), root, tuple(map(len, recorder.on_page)))


def illustrations_around(node: StructNode) -> tuple[StructNode, ...]:
    """The illustrations that an element stands in, itself included, from the inside out."""
    above = () if node.parent is None else illustrations_around(node.parent)
    return (node, *above) if node.role in _ILLUSTRATIONS else above


class Numbering(Protocol):
    """Numbers pieces of marked content."""

    def content(self, node: StructNode) -> int | str:
        """The number of a new piece of content of ``node``, or what stands in its place."""

    def illustrations(self, owner: Owner) -> tuple[StructNode, ...]:
        """The illustrations around an element, itself included."""


class Marks:
    """Marked content of one page: neighbours with one owner share a sequence; what has no owner is an artifact."""

    def __init__(self, code: list[str], recorder: Numbering) -> None:
        self._code, self._recorder = code, recorder
        self._owner: Owner = None
        self._open = self._illustrates = False

    def turn_to(self, owner: Owner) -> bool:
        """What is painted next belongs to ``owner``; whether that is part of an illustration."""
        if self._open:
            if owner is self._owner:
                return self._illustrates
            self._code.append("EMC")
        self._owner, self._open = owner, True
        if owner is None:
            self._code.append("/Artifact BMC")
        else:
            self._code.append(f"/{owner.role} <</MCID {self._recorder.content(owner)}>> BDC")
        self._illustrates = bool(self._recorder.illustrations(owner))
        return self._illustrates

    def end(self) -> None:
        """Close the last sequence of the page."""
        if self._open:
            self._code.append("EMC")
        self._open = False
