"""The outline that readers show beside the pages, and the places that it and the links lead to (ISO 32000-1, 12.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.diagnostics import failure
from generator.layout.placed import Destination, OutlineEntry
from generator.pdf.numbers import num
from generator.pdf.objects import Objects, reference
from generator.pdf.strings import string_bytes, text_string


class Places:
    """Named places of the document as explicit destinations."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}

    def add(self, place: Destination, page: str, height: float) -> None:
        """Note a place on the page of this reference and height; the first of a name counts."""
        self._found.setdefault(place.name, f"[{page} /XYZ {num(place.x)} {num(height - place.y)} null]")

    def get(self, name: str) -> str:
        """The explicit destination: the place at the window's corner, zoom unchanged. Raises ZhiyinError PDF-001."""
        if name not in self._found:
            raise failure("PDF-001", f"文内链接或书签指向“{name}”，但没有哪一页有这个位置")
        return self._found[name]

    def names(self) -> str:
        """The name tree of all places, so that other documents and addresses (#nameddest=) can lead here."""
        names = sorted(self._found, key=string_bytes)
        return f"<</Names [{' '.join(f'{text_string(name)} {self._found[name]}' for name in names)}]>>"


@dataclass(slots=True)
class _Bookmark:
    number: int
    level: int
    entry: OutlineEntry | None = None
    parent: _Bookmark | None = None
    kids: list[_Bookmark] = field(default_factory=list)

    @property
    def reference(self) -> str:
        """How other objects name it."""
        return reference(self.number)

    @property
    def shown(self) -> int:
        """How many bookmarks stand below this one; all are open."""
        return sum(1 + kid.shown for kid in self.kids)


def write_outline(entries: Sequence[OutlineEntry], places: Places, objects: Objects) -> str:
    """The bookmarks, nested by level and open; returns the root's reference, or "" when there are none."""
    if not entries:
        return ""
    root = last = _Bookmark(objects.reserve(), level=0)
    made: list[_Bookmark] = []
    for entry in entries:
        parent: _Bookmark | None = last
        while parent is not None and parent is not root and parent.level >= entry.level:
            parent = parent.parent
        last = _Bookmark(objects.reserve(), level=entry.level, entry=entry, parent=parent or root)
        (parent or root).kids.append(last)
        made.append(last)
    objects.put(root.number, f"<</Type /Outlines{_below(root)}>>")
    for mark in [root, *made]:
        for at, kid in enumerate(mark.kids):
            beside = f" /Prev {mark.kids[at - 1].reference}" if at else ""
            beside += f" /Next {mark.kids[at + 1].reference}" if at + 1 < len(mark.kids) else ""
            assert kid.entry is not None
            objects.put(
                kid.number,
                f"<</Title {text_string(kid.entry.title)} /Parent {mark.reference}"
                f" /Dest {places.get(kid.entry.dest)}{beside}{_below(kid)}>>",
            )
    return root.reference


def _below(mark: _Bookmark) -> str:
    if not mark.kids:
        return ""
    return f" /First {mark.kids[0].reference} /Last {mark.kids[-1].reference} /Count {mark.shown}"
