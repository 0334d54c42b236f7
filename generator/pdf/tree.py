"""The structure tree as objects: elements, parent tree and identifiers (ISO 32000-1, 14.7)."""

from __future__ import annotations

from generator.layout.placed import StructNode
from generator.pdf.attributes import element_entries
from generator.pdf.objects import Objects, reference
from generator.pdf.strings import byte_string
from generator.pdf.structure import PAGE_SHIFT, Annotation, KnownStructure, Recorder, Tally, Unplanned

_NUMBER = (1 << PAGE_SHIFT) - 1
_SAYING = frozenset({"Figure", "Formula", "Form"})
"""Roles of elements that say something of themselves though layout gave them no attributes."""


def write_structure(
    recorder: Recorder | Tally, objects: Objects, pages: list[str], known: KnownStructure | None = None
) -> str:
    """Write the tree and what leads into it; returns the reference of its root. ``pages`` are references.

    Raises Unplanned when a :class:`Tally` does not come to what the plan of the ``known`` structure says.
    """
    first = len(objects.bodies) + 1
    if isinstance(recorder, Tally):
        plan = known.plan if known is not None else None
        if plan is None or (plan.first, plan.counts) != (first, tuple(recorder.counts)):
            raise Unplanned
        objects.bodies += plan.bodies
        return plan.root
    root = _TreeWriter(recorder, objects, pages).write()
    if known is not None:
        known.keep(recorder, first, objects.bodies[first - 1 :], root)
    return root


class _TreeWriter:
    def __init__(self, recorder: Recorder, objects: Objects, pages: list[str]) -> None:
        self.recorder, self.objects, self.pages = recorder, objects, pages
        self.references: dict[int, str] = {}
        self.identifiers: dict[str, str] = {}

    def write(self) -> str:
        root = self.objects.reserve()
        top = self._element(self.recorder.root, reference(root))
        following = len(self.recorder.on_page) + len(self.recorder.annotations)
        self.objects.put(
            root,
            f"<</Type /StructTreeRoot /K [{top}] /ParentTree {self._parents()} /ParentTreeNextKey {following}"
            f"{self._identifiers()}>>",
        )
        return reference(root)

    def _element(self, node: StructNode, parent: str) -> str:
        number = self.objects.reserve()
        own = self.references[id(node)] = f"{number} 0 R"
        given = node.attributes
        if "Id" in given and self.identifiers.setdefault(given["Id"], own) != own:
            raise ValueError(f"two structure elements are called {given['Id']}")
        page = -1
        held: list[str] = []
        for kid in self.recorder.ordered(node):
            if type(kid) is int:
                at, mcid = kid >> PAGE_SHIFT, kid & _NUMBER
                page = at if page < 0 else page
                held.append(str(mcid) if at == page else f"<</Type /MCR /Pg {self.pages[at]} /MCID {mcid}>>")
            elif isinstance(kid, StructNode):
                held.append(self._element(kid, own))
            elif isinstance(kid, Annotation):
                held.append(f"<</Type /OBJR /Obj {kid.reference} /Pg {self.pages[kid.page]}>>")
        said = element_entries(node, self.recorder) if given or node.role in _SAYING else ""
        on = f" /Pg {self.pages[page]}" if page >= 0 else ""
        holds = f" /K [{' '.join(held)}]" if held else ""
        self.objects.put(number, f"<</Type /StructElem /S /{node.role} /P {parent}{on}{said}{holds}>>")
        return own

    def _parents(self) -> str:
        """The way back from pages' content and from annotations to their elements."""
        nums: list[str] = []
        for index, nodes in enumerate(self.recorder.on_page):
            elements = " ".join([self.references[id(node)] for node in nodes])
            nums.append(f"{index} {self.objects.add(f'[{elements}]')}")
        nums += [f"{annotation.key} {self.references[id(node)]}" for annotation, node in self.recorder.annotations]
        return self.objects.add(f"<</Nums [{' '.join(nums)}]>>")

    def _identifiers(self) -> str:
        if not self.identifiers:
            return ""
        names = sorted((key.encode(), own) for key, own in self.identifiers.items())
        pairs = " ".join(f"{byte_string(key)} {own}" for key, own in names)
        return f" /IDTree {self.objects.add(f'<</Names [{pairs}]>>')}"
