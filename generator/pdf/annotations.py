"""Annotations belong to elements; links, active areas, to Link elements (ISO 32000-1, 12.5; ISO 14289-1, 7.18)."""

from __future__ import annotations

from dataclasses import dataclass

from generator.layout.placed import LinkArea, Page, StructNode
from generator.pdf.numbers import num
from generator.pdf.objects import Objects, reference
from generator.pdf.outline import Places
from generator.pdf.strings import ascii_string, text_string
from generator.pdf.structure import Recorder, Tally


@dataclass(slots=True)
class _Link:
    area: LinkArea
    height: float
    key: int
    number: int


class Annotations:
    """The document's annotations; their keys in the parent tree follow those of the pages."""

    def __init__(self, pages: int, objects: Objects, recorder: Recorder | Tally) -> None:
        self._objects, self._recorder = objects, recorder
        self._next = pages
        self._links: list[_Link] = []

    def link(self, area: LinkArea, page: Page) -> str:
        """A link on the current page; returns its reference, its data follows when all places are known."""
        if area.owner is None:
            raise ValueError(f"the link to {area.href or area.dest} belongs to no element of the structure")
        number = self._objects.reserve()
        self._links.append(_Link(area, page.height, self.claim(area.owner, reference(number)), number))
        return reference(number)

    def claim(self, owner: StructNode, annotation: str) -> int:
        """Let an annotation of the current page belong to ``owner``; returns its key in the parent tree."""
        key = self._next
        self._next += 1
        self._recorder.annotation(owner, annotation, key)
        return key

    def write(self, places: Places) -> None:
        """Fill in the links. Raises ZhiyinError PDF-001 for one that leads nowhere."""
        for link in self._links:
            area = link.area
            target = (
                f"/A <</S /URI /URI {ascii_string(uri(area.href))}>>" if area.href else f"/Dest {places.get(area.dest)}"
            )
            said = text_string(area.contents or area.href or area.dest)
            self._objects.put(
                link.number,
                f"<</Type /Annot /Subtype /Link /Rect [{frame(area, link.height)}] /Border [0 0 0] /F 4"
                f" /Contents {said} /StructParent {link.key} {target}>>",
            )


def frame(area: LinkArea, height: float) -> str:
    """An area's rectangle in PDF coordinates on a page of this height."""
    bottom = height - area.y - area.height
    return " ".join(map(num, (area.x, bottom, area.x + area.width, bottom + area.height)))


def uri(href: str) -> str:
    """A URI in ASCII: everything else percent-encoded (RFC 3987, 3.1)."""
    return "".join(c if "!" <= c <= "~" else "".join(f"%{byte:02X}" for byte in c.encode()) for c in href)
