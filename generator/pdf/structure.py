"""The logical structure as it is painted: marked content, its order in the tree, and the tree's objects.

ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.layout.placed import StructNode
from generator.pdf.hooks import Objects, Raw, text_string
from generator.pdf.operators import num

_TEXT_KEYS = {"Alt": "Alt", "ActualText": "ActualText", "Title": "T", "Lang": "Lang"}


@dataclass(slots=True)
class Content:
    """A piece of marked content: its page (index) and its number there."""

    page: int
    mcid: int


@dataclass(slots=True)
class Annotation:
    """A link annotation inside its element: its page (index) and its object's reference."""

    page: int
    reference: str
    key: int


Kid = Content | Annotation | StructNode


@dataclass(slots=True)
class Extent:
    """A painted figure's frame on its first page, in PDF coordinates."""

    page: int
    left: float
    bottom: float
    right: float
    top: float

    def grow(self, left: float, bottom: float, right: float, top: float) -> None:
        """Take in a further rectangle."""
        self.left, self.bottom = min(self.left, left), min(self.bottom, bottom)
        self.right, self.top = max(self.right, right), max(self.top, top)


@dataclass(slots=True)
class Recorder:
    """Notes what belongs to which element, in the order of painting."""

    root: StructNode
    kids: dict[int, list[Kid]] = field(default_factory=dict)
    on_page: list[list[StructNode]] = field(default_factory=list)
    extents: dict[int, Extent] = field(default_factory=dict)
    annotations: list[tuple[Annotation, StructNode]] = field(default_factory=list)
    _met: set[int] = field(default_factory=set)

    def begin_page(self) -> None:
        """Marked content numbers start at 0 on every page."""
        self.on_page.append([])

    def content(self, node: StructNode) -> int:
        """The number of a new piece of content of ``node`` on the current page."""
        self._meet(node)
        page = len(self.on_page) - 1
        mcid = len(self.on_page[page])
        self.on_page[page].append(node)
        self.kids.setdefault(id(node), []).append(Content(page, mcid))
        return mcid

    def annotation(self, node: StructNode, reference: str, key: int) -> None:
        """A link annotation of ``node`` on the current page."""
        self._meet(node)
        made = Annotation(len(self.on_page) - 1, reference, key)
        self.kids.setdefault(id(node), []).append(made)
        self.annotations.append((made, node))

    def extent(self, node: StructNode, left: float, bottom: float, right: float, top: float) -> None:
        """Let a figure's frame take in what was painted for it."""
        page = len(self.on_page) - 1
        known = self.extents.get(id(node))
        if known is None:
            self.extents[id(node)] = Extent(page, left, bottom, right, top)
        elif known.page == page:
            known.grow(left, bottom, right, top)

    def _meet(self, node: StructNode) -> None:
        while id(node) not in self._met:
            self._met.add(id(node))
            parent = node.parent
            if parent is None:
                return
            self.kids.setdefault(id(parent), []).append(node)
            node = parent

    def ordered(self, node: StructNode) -> list[Kid]:
        """The element's kids: painted ones in order of painting, the others behind their previous sibling."""
        kids = list(self.kids.get(id(node), []))
        at = 0
        for child in node.children:
            if id(child) in self._met:
                at = next(i for i, kid in enumerate(kids) if kid is child) + 1
            else:
                kids.insert(at, child)
                at += 1
        return kids


def write_structure(recorder: Recorder, objects: Objects, pages: list[str]) -> str:
    """Write the tree and the parent tree; returns the structure tree root's reference."""
    root_raw, root_ref = objects.reserve()
    references: dict[int, str] = {}
    top = _element(recorder.root, root_ref, recorder, objects, pages, references)
    nums: list[str] = []
    for i, nodes in enumerate(recorder.on_page):
        _, array = objects.reserve("[" + " ".join(references[id(node)] for node in nodes) + "]")
        nums.append(f"{i} {array}")
    nums += [f"{annotation.key} {references[id(node)]}" for annotation, node in recorder.annotations]
    _, parents = objects.reserve("<</Nums [" + " ".join(nums) + "]>>")
    following = len(recorder.on_page) + len(recorder.annotations)
    root_raw.data = f"<</Type /StructTreeRoot /K [{top}] /ParentTree {parents} /ParentTreeNextKey {following}>>"
    return root_ref


def _element(
    node: StructNode, parent: str, recorder: Recorder, objects: Objects, pages: list[str], references: dict[int, str]
) -> str:
    raw: Raw
    raw, reference = objects.reserve()
    references[id(node)] = reference
    kids = recorder.ordered(node)
    page = next((kid.page for kid in kids if isinstance(kid, Content)), None)
    parts: list[str] = []
    for kid in kids:
        if isinstance(kid, StructNode):
            parts.append(_element(kid, reference, recorder, objects, pages, references))
        elif isinstance(kid, Annotation):
            parts.append(f"<</Type /OBJR /Obj {kid.reference} /Pg {pages[kid.page]}>>")
        elif kid.page == page:
            parts.append(str(kid.mcid))
        else:
            parts.append(f"<</Type /MCR /Pg {pages[kid.page]} /MCID {kid.mcid}>>")
    at = f" /Pg {pages[page]}" if page is not None else ""
    held = f" /K [{' '.join(parts)}]" if parts else ""
    raw.data = f"<</Type /StructElem /S /{node.role} /P {parent}{at}{_attributes(node, recorder)}{held}>>"
    return reference


def _attributes(node: StructNode, recorder: Recorder) -> str:
    given = node.attributes
    out = "".join(f" /{pdf} {text_string(given[key])}" for key, pdf in _TEXT_KEYS.items() if key in given)
    dictionaries: list[str] = []
    table = "".join(f" /{key} {given[key]}" for key in ("ColSpan", "RowSpan") if key in given)
    table += f" /Scope /{given['Scope']}" if "Scope" in given else ""
    table += f" /Summary {text_string(given['Summary'])}" if "Summary" in given else ""
    if table:
        dictionaries.append(f"<</O /Table{table}>>")
    if "ListNumbering" in given:
        dictionaries.append(f"<</O /List /ListNumbering /{given['ListNumbering']}>>")
    extent = recorder.extents.get(id(node)) if node.role in {"Figure", "Formula", "Form"} else None
    if extent is not None:
        box = " ".join(num(v) for v in (extent.left, extent.bottom, extent.right, extent.top))
        dictionaries.append(f"<</O /Layout /BBox [{box}] /Placement /Block>>")
    if dictionaries:
        out += f" /A {dictionaries[0]}" if len(dictionaries) == 1 else f" /A [{' '.join(dictionaries)}]"
    return out
