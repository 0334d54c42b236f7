"""A laid-out document becomes a tagged PDF/A-2a and PDF/UA-1 file, painted on reportlab's canvas."""

from __future__ import annotations

import hashlib

from generator.layout.fonts import FontBook
from generator.layout.placed import (
    Destination,
    FormArea,
    Item,
    LaidOut,
    LinkArea,
    Page,
    Rect,
    Rule,
    Shape,
    StructNode,
    TextRun,
)
from generator.pdf.fonts import EmbeddedFont
from generator.pdf.hooks import Objects, PageCanvas, Raw, ascii_string, text_string
from generator.pdf.metadata import (
    destination,
    info_dictionary,
    page_labels,
    write_outline,
    write_output_intent,
    write_xmp,
)
from generator.pdf.operators import Painter, num
from generator.pdf.structure import Recorder, write_structure


def write_pdf(laid: LaidOut, fonts: FontBook) -> bytes:
    """The document as PDF: the same pages give the same bytes."""
    return _Writer(laid, fonts).write()


class _Writer:
    def __init__(self, laid: LaidOut, fonts: FontBook) -> None:
        self.laid, self.fonts = laid, fonts
        self.canvas = PageCanvas()
        self.objects = Objects(self.canvas.document)
        self.recorder = Recorder(laid.structure)
        self.embedded: dict[str, EmbeddedFont] = {}
        self.links: list[tuple[int, LinkArea, Raw]] = []
        self.places: dict[str, tuple[int, float, float]] = {}
        self.digest = hashlib.sha256(repr(laid.meta).encode())
        self.pages: list[str] = []

    def write(self) -> bytes:
        for index, page in enumerate(self.laid.pages):
            self._page(index, page)
        destinations = {
            key: destination(self.pages[at], x, self.laid.pages[at].height - y)
            for key, (at, x, y) in self.places.items()
        }
        self._links(destinations)
        for font in self.embedded.values():
            font.add_objects(self.canvas.document)
        catalog = self._catalog(destinations)
        identifier = self.digest.hexdigest()[:32].upper()
        return self.canvas.finish(catalog, info_dictionary(self.laid.meta), identifier)

    # ------------------------------------------------------------------ pages

    def _page(self, index: int, page: Page) -> None:
        painter = Painter(page.height, self.fonts, self.embedded)
        self.recorder.begin_page()
        annotations: list[str] = []
        owner: StructNode | None = None
        opened = False
        for item in page.items:
            if isinstance(item, Destination):
                self.places[item.name] = (index, item.x, item.y)
                continue
            if isinstance(item, FormArea):
                continue
            if opened and item.owner is not owner:
                painter.code.append("EMC")
                opened = False
            if isinstance(item, LinkArea):
                annotations.append(self._annotation(index, item))
                continue
            if not opened:
                owner, opened = item.owner, True
                painter.code.append(self._mark(owner))
            _paint(painter, item)
            if owner is not None and owner.role == "Figure":
                self.recorder.extent(owner, *_extent(item, page.height))
        if opened:
            painter.code.append("EMC")
        for line in painter.code:
            self.digest.update(line.encode())
        entries = {"StructParents": str(index), "Tabs": "/S"}
        if annotations:
            entries["Annots"] = f"[{' '.join(annotations)}]"
        name = self.canvas.add_page(page.width, page.height, painter.code, entries)
        self.pages.append(self.objects.reference(name))

    def _mark(self, owner: StructNode | None) -> str:
        if owner is None:
            return "/Artifact BMC"
        return f"/{owner.role} <</MCID {self.recorder.content(owner)}>> BDC"

    def _annotation(self, index: int, area: LinkArea) -> str:
        raw, reference = self.objects.reserve()
        key = len(self.laid.pages) + len(self.links)
        self.links.append((index, area, raw))
        if area.owner is not None:
            self.recorder.annotation(area.owner, reference, key)
        return reference

    def _links(self, destinations: dict[str, str]) -> None:
        for number, (index, area, raw) in enumerate(self.links):
            bottom = self.laid.pages[index].height - area.y - area.height
            box = " ".join(num(v) for v in (area.x, bottom, area.x + area.width, bottom + area.height))
            target = (
                f"/A <</S /URI /URI {ascii_string(_uri(area.href))}>>"
                if area.href
                else f"/Dest {destinations.get(area.dest, '[' + self.pages[index] + ' /Fit]')}"
            )
            contents = text_string(area.contents or area.href or area.dest)
            raw.data = (
                f"<</Type /Annot /Subtype /Link /Rect [{box}] /Border [0 0 0] /F 4 /Contents {contents}"
                f" /StructParent {len(self.laid.pages) + number} {target}>>"
            )

    # ---------------------------------------------------------------- catalog

    def _catalog(self, destinations: dict[str, str]) -> Raw:
        objects, laid = self.objects, self.laid
        structure = write_structure(self.recorder, objects, self.pages)
        outline = write_outline(laid.outline, destinations, objects)
        names = " ".join(f"{text_string(key)} {destinations[key]}" for key in sorted(destinations, key=_utf16))
        shown = f" /Outlines {outline} /PageMode /UseOutlines" if outline else ""
        return Raw(
            f"<</Type /Catalog /Pages {objects.of(self.canvas.document.Pages)} /Lang {ascii_string(laid.meta.language)}"
            f" /MarkInfo <</Marked true>> /StructTreeRoot {structure} /ViewerPreferences <</DisplayDocTitle true>>"
            f" /Metadata {write_xmp(laid.meta, objects)} /OutputIntents [{write_output_intent(objects)}]"
            f" /PageLabels {page_labels(laid.pages)} /Names <</Dests <</Names [{names}]>>>>{shown}>>"
        )


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-be")


def _uri(href: str) -> str:
    """A URI in ASCII: everything else percent-encoded (RFC 3987, 3.1)."""
    return "".join(c if "!" <= c <= "~" else "".join(f"%{byte:02X}" for byte in c.encode()) for c in href)


def _paint(painter: Painter, item: Item) -> None:
    match item:
        case TextRun():
            painter.text(item)
        case Rule():
            painter.rule(item)
        case Rect():
            painter.rect(item)
        case Shape():
            painter.shape(item)
        case _:
            raise TypeError(item)


def _extent(item: Item, height: float) -> tuple[float, float, float, float]:
    """What an item covers, in PDF coordinates: left, bottom, right, top."""
    match item:
        case TextRun():
            return (item.x, height - item.y, item.x + sum(item.advances), height - item.y + item.size)
        case Rect():
            return (item.x, height - item.y - item.height, item.x + item.width, height - item.y)
        case Rule():
            low, high = sorted((height - item.y1, height - item.y2))
            left, right = sorted((item.x1, item.x2))
            return (left, low, right, high)
        case Shape():
            xs = [x for contour in item.contours for x, _ in contour]
            ys = [height - y for contour in item.contours for _, y in contour]
            return (min(xs), min(ys), max(xs), max(ys))
        case _:
            raise TypeError(item)
