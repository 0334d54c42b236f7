"""A laid-out document becomes a tagged PDF/A-2a and PDF/UA-1 file, painted on reportlab's canvas."""

from __future__ import annotations

from generator.layout.fonts import FontBook
from generator.layout.placed import Destination, FormArea, LaidOut, LinkArea, Page
from generator.pdf.annotations import Annotations
from generator.pdf.fields import Fields, widget_of
from generator.pdf.file import assemble
from generator.pdf.glyphs import FaceUse
from generator.pdf.hooks import Objects, PageCanvas, ascii_string
from generator.pdf.labels import page_labels
from generator.pdf.metadata import info_dictionary, write_output_intent, write_xmp
from generator.pdf.operators import Painter
from generator.pdf.outline import Places, write_outline
from generator.pdf.structure import Marks, Recorder
from generator.pdf.tree import write_structure


def write_pdf(laid: LaidOut, fonts: FontBook, *, fillable: bool = False) -> bytes:
    """The document as PDF: the same pages give the same bytes. ``fillable`` makes its form areas fields.

    Raises ZhiyinError FONT-001 for a character that its run's face lacks, FONT-002 and FONT-003 for a face that cannot
    be opened, PDF-001 for a link or bookmark that leads nowhere.
    """
    return _Writer(laid, fonts, fillable).write()


class _Writer:
    def __init__(self, laid: LaidOut, fonts: FontBook, fillable: bool) -> None:
        self.laid, self.fillable = laid, fillable
        self.canvas = PageCanvas()
        self.objects = Objects(self.canvas.document)
        self.recorder = Recorder(laid.structure)
        self.faces = FaceUse(fonts)
        self.places = Places()
        self.annotations = Annotations(len(laid.pages), self.objects, self.recorder)
        self.fields = Fields(self.objects, self.annotations, self.faces, self.canvas.page_fonts)
        self.pages: list[str] = []

    def write(self) -> bytes:
        for index, page in enumerate(self.laid.pages):
            self._page(index, page)
        self.annotations.write(self.places)
        for glyphs in self.faces.shown.values():
            glyphs.font.add_objects(self.canvas.document)
        _, catalog = self.objects.reserve(self._catalog())
        _, info = self.objects.reserve(info_dictionary(self.laid.meta))
        return assemble(self.canvas.objects(), catalog, info)

    def _page(self, index: int, page: Page) -> None:
        self.recorder.begin_page()
        widgets = self.fields.widgets(page) if self.fillable else {}
        painter = Painter(page.height, self.faces)
        marks = Marks(painter.code, self.recorder)
        annotations: list[str] = []
        places: list[Destination] = []
        for item in page.items:
            match item:
                case Destination():
                    places.append(item)
                case LinkArea():
                    annotations.append(self.annotations.link(item, page))
                case FormArea():
                    self.recorder.form_field(item)
                    if placed := self.fields.place(item, widgets):
                        marks.end()  # what follows is read behind the field
                        annotations.append(placed)
                case _ if (widget := widget_of(item.owner, widgets)) is not None:
                    widget.items.append(item)
                case _:
                    marks.turn_to(item.owner)
                    painter.paint(item)
                    self.recorder.cover(item, page.height)
        marks.end()
        self.fields.draw(list(widgets.values()))
        entries = {"StructParents": str(index), "Tabs": "/S"}
        if annotations:
            entries["Annots"] = f"[{' '.join(annotations)}]"
        reference = self.objects.reference(self.canvas.add_page(page.width, page.height, painter.code, entries))
        self.pages.append(reference)
        for place in places:
            self.places.add(place, reference, page.height)

    def _catalog(self) -> str:
        objects, laid = self.objects, self.laid
        outline = write_outline(laid.outline, self.places, objects)
        shown = f" /Outlines {outline} /PageMode /UseOutlines" if outline else ""
        return (
            f"<</Type /Catalog /Pages {objects.of(self.canvas.document.Pages)} /Lang {ascii_string(laid.meta.language)}"
            f" /MarkInfo <</Marked true>> /StructTreeRoot {write_structure(self.recorder, objects, self.pages)}"
            f" /ViewerPreferences <</DisplayDocTitle true>> /PageLabels {page_labels(laid.pages)}"
            f" /Metadata {write_xmp(laid.meta, objects)} /OutputIntents [{write_output_intent(objects)}]"
            f" /Names <</Dests {self.places.names()}>>{shown}{self.fields.write()}>>"
        )
