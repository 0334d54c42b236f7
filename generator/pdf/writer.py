"""A laid-out document becomes a tagged PDF/A-2a and PDF/UA-1 file."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from generator.layout.fonts import FontBook
from generator.layout.placed import Destination, Item, LaidOut, LinkArea, Page, Rule, Stack, Stamp, TextRun
from generator.pdf.annotations import Annotations
from generator.pdf.field_entries import Widget
from generator.pdf.fields import Fields, widget_of
from generator.pdf.file import assemble
from generator.pdf.fonts import write_font
from generator.pdf.glyphs import FaceUse
from generator.pdf.hooks import dictionary
from generator.pdf.labels import page_labels
from generator.pdf.metadata import info_dictionary, write_output_intent, write_xmp
from generator.pdf.numbers import num
from generator.pdf.objects import Objects, reference
from generator.pdf.operators import INK, Painter
from generator.pdf.outline import Places, write_outline
from generator.pdf.stamps import StackCode, StampCode, draw_rules, stack_code, stamp_code
from generator.pdf.strings import ascii_string
from generator.pdf.structure import KnownStructure, Marks, Recorder, Tally, Unplanned
from generator.pdf.tree import write_structure


def write_pdf(laid: LaidOut, fonts: FontBook, *, fillable: bool = False, known: KnownStructure | None = None) -> bytes:
    """The document as PDF: the same pages give the same bytes. ``fillable`` makes its form areas fields.

    ``known`` is shared by documents whose structures are alike, element for element and line for line.

    Raises ZhiyinError FONT-001 for a character that its run's face lacks, FONT-002 and FONT-003 for a face that cannot
    be opened, PDF-001 for a link or bookmark that leads nowhere.
    """
    if known is not None and known.plan is not None and not fillable and (made := write_like(known, laid, fonts)):
        return made
    return _Writer(laid, fonts, fillable, Recorder(laid.structure), known).write()


def write_like(known: KnownStructure, laid: LaidOut, fonts: FontBook) -> bytes | None:
    """The document as PDF, where its structure is one that was written before: that of ``laid`` itself is not looked
    at. None where other pieces of content are painted than the known structure has.

    Raises what :func:`write_pdf` raises.
    """
    with suppress(Unplanned):
        return _Writer(laid, fonts, fillable=False, recorder=Tally(), known=known).write()
    return None


class _Writer:
    def __init__(
        self,
        laid: LaidOut,
        fonts: FontBook,
        fillable: bool,
        recorder: Recorder | Tally,
        known: KnownStructure | None,
    ) -> None:
        self.laid, self.fillable, self.recorder, self.known = laid, fillable, recorder, known
        self.objects = Objects()
        self.page_tree, self.resources = self.objects.reserve(), self.objects.reserve()
        self.faces = FaceUse(fonts)
        self.places = Places()
        self.annotations = Annotations(len(laid.pages), self.objects, self.recorder)
        self.fields = Fields(self.objects, self.annotations, self.faces, reference(self.resources))
        self.pages: list[str] = []

    def write(self) -> bytes:
        for page in self.laid.pages:
            self._page(page)
        self.annotations.write(self.places)
        fonts = [f"{operand} {write_font(font, self.objects)}" for operand, font in self.faces.subsets()]
        self.objects.put(self.resources, f"<</Font <<{' '.join(fonts)}>>>>")
        kids = " ".join(self.pages)
        self.objects.put(self.page_tree, f"<</Type /Pages /Count {len(self.pages)} /Kids [{kids}]>>")
        catalog = self.objects.add(dictionary(self._catalog()))
        return assemble(self.objects, catalog, self.objects.add(dictionary(info_dictionary(self.laid.meta))))

    def _page(self, page: Page) -> None:
        index, height = len(self.pages), page.height
        number = self.objects.reserve()
        self.pages.append(reference(number))
        self.recorder.begin_page()
        widgets = self.fields.widgets(page) if self.fillable else {}
        painter = Painter(height, self.faces)
        marks = Marks(painter.code, self.recorder)
        annotations: list[str] = []
        for part in page.parts:
            if isinstance(part, Stamp | Stack):
                if not self._prepared(part, page, painter, marks):
                    for item in part.items():
                        self._item(item, page, painter, marks, widgets, annotations)
            else:
                self._item(part, page, painter, marks, widgets, annotations)
        draw_rules(painter, marks)
        marks.end()
        self.fields.draw(list(widgets.values()))
        content = self.objects.add_stream("\n".join(painter.code).encode("ascii"))
        held = f" /Annots [{' '.join(annotations)}]" if annotations else ""
        self.objects.put(
            number,
            f"<</Type /Page /Parent {reference(self.page_tree)} /MediaBox [0 0 {num(page.width)} {num(height)}]"
            f" /Resources {reference(self.resources)} /Contents {content} /StructParents {index} /Tabs /S{held}>>",
        )

    def _prepared(self, part: Stamp | Stack, page: Page, painter: Painter, marks: Marks) -> bool:
        """Paint stamps as they were prepared; whether they could be."""
        made: StampCode | StackCode | None
        if isinstance(part, Stamp):
            x, y, made = part.x, part.y, stamp_code(part.painted, self.faces)
        else:
            x, y, made = 0.0, 0.0, stack_code(part, self.faces)
        if made is None:
            return False
        draw_rules(painter, marks)
        marks.end()
        painter.code.append(made.at(x, page.height - y, self.recorder.contents(made.owners)))
        self.faces.note(made.chars)
        for place in made.places:
            self.places.add(Destination(place.name, place.x + x, place.y + y), self.pages[-1], page.height)
        return True

    def _item(
        self,
        item: Item,
        page: Page,
        painter: Painter,
        marks: Marks,
        widgets: dict[int, Widget],
        annotations: list[str],
    ) -> None:
        if isinstance(item, Rule) and item.owner is None and not item.dashed:
            painter.wait(item)
        elif isinstance(item, INK):
            if widgets and (widget := widget_of(item.owner, widgets)) is not None:
                widget.items.append(item)
                return
            if not isinstance(item, TextRun):
                draw_rules(painter, marks)  # a filled shape may lie over them
            if marks.turn_to(item.owner):
                self.recorder.cover(item, item.owner, page.height)
            painter.paint(item)
        elif isinstance(item, Destination):
            self.places.add(item, self.pages[-1], page.height)
        elif isinstance(item, LinkArea):
            annotations.append(self.annotations.link(item, page))
        else:
            self.recorder.form_field(item)
            if placed := self.fields.place(item, widgets):
                marks.end()  # what follows is read behind the field
                annotations.append(placed)

    def _catalog(self) -> Mapping[str, str]:
        objects, laid = self.objects, self.laid
        outline = write_outline(laid.outline, self.places, objects)
        objects.set_apart()
        structure = write_structure(self.recorder, objects, self.pages, self.known)
        objects.set_apart()
        entries = {
            "Type": "/Catalog",
            "Pages": reference(self.page_tree),
            "Lang": ascii_string(laid.meta.language),
            "MarkInfo": "<</Marked true>>",
            "StructTreeRoot": structure,
            "ViewerPreferences": "<</DisplayDocTitle true>>",
            "PageLabels": page_labels(laid.pages),
            "Metadata": write_xmp(laid.meta, objects),
            "OutputIntents": f"[{write_output_intent(objects)}]",
            "Names": f"<</Dests {self.places.names()}>>",
        }
        if outline:
            entries |= {"Outlines": outline, "PageMode": "/UseOutlines"}
        if form := self.fields.write():
            entries["AcroForm"] = form
        return entries
