"""The structure tree as objects: elements, parent tree and identifiers (ISO 32000-1, 14.7)."""

from __future__ import annotations

from generator.layout.placed import StructNode
from generator.pdf.attributes import byte_string, element_entries
from generator.pdf.hooks import Objects
from generator.pdf.structure import Annotation, Content, Kid, Recorder


def write_structure(recorder: Recorder, objects: Objects, pages: list[str]) -> str:
    """Write the tree and what leads into it; returns the reference of its root. ``pages`` are references."""
    return _TreeWriter(recorder, objects, pages).write()


class _TreeWriter:
    """Elements are written as strings of their own: thousands of reportlab's dictionaries would be slow."""

    def __init__(self, recorder: Recorder, objects: Objects, pages: list[str]) -> None:
        self.recorder, self.objects, self.pages = recorder, objects, pages
        self.references: dict[int, str] = {}
        self.identifiers: dict[str, str] = {}

    def write(self) -> str:
        root, reference = self.objects.reserve()
        top = self._element(self.recorder.root, reference)
        following = len(self.recorder.on_page) + len(self.recorder.annotations)
        root.data = (
            f"<</Type /StructTreeRoot /K [{top}] /ParentTree {self._parents()} /ParentTreeNextKey {following}"
            f"{self._identifiers()}>>"
        )
        return reference

    def _element(self, node: StructNode, parent: str) -> str:
        raw, reference = self.objects.reserve()
        self.references[id(node)] = reference
        if "Id" in node.attributes and self.identifiers.setdefault(node.attributes["Id"], reference) != reference:
            raise ValueError(f"two structure elements are called {node.attributes['Id']}")
        kids = self.recorder.ordered(node)
        page = next((kid.page for kid in kids if isinstance(kid, Content)), -1)
        held = " ".join([self._kid(kid, page, reference) for kid in kids])
        at = f" /Pg {self.pages[page]}" if page >= 0 else ""
        holds = f" /K [{held}]" if held else ""
        raw.data = f"<</Type /StructElem /S /{node.role} /P {parent}{at}{element_entries(node, self.recorder)}{holds}>>"
        return reference

    def _kid(self, kid: Kid, page: int, parent: str) -> str:
        if isinstance(kid, StructNode):
            return self._element(kid, parent)
        if isinstance(kid, Annotation):
            return f"<</Type /OBJR /Obj {kid.reference} /Pg {self.pages[kid.page]}>>"
        if kid.page == page:
            return str(kid.mcid)
        return f"<</Type /MCR /Pg {self.pages[kid.page]} /MCID {kid.mcid}>>"

    def _parents(self) -> str:
        """The way back from pages' content and from annotations to their elements."""
        nums: list[str] = []
        for i, nodes in enumerate(self.recorder.on_page):
            _, array = self.objects.reserve("[" + " ".join([self.references[id(node)] for node in nodes]) + "]")
            nums.append(f"{i} {array}")
        nums += [f"{annotation.key} {self.references[id(node)]}" for annotation, node in self.recorder.annotations]
        return self.objects.reserve(f"<</Nums [{' '.join(nums)}]>>")[1]

    def _identifiers(self) -> str:
        if not self.identifiers:
            return ""
        names = sorted((key.encode(), reference) for key, reference in self.identifiers.items())
        pairs = " ".join(f"{byte_string(key)} {reference}" for key, reference in names)
        return f" /IDTree {self.objects.reserve(f'<</Names [{pairs}]>>')[1]}"
