"""The fillable edition: form fields whose appearance is drawn by us, in Chinese (ISO 32000-1, 12.7; ISO 14289-1, 7.18).

What the layout painted for a field's Form element becomes the appearance of its widget, so that both editions look the
same. Fields that are filled in anew are drawn by the reader's program, with its own Chinese font: ``STSong-Light`` in
``UniGB-UTF16-H`` names one that readers bring along. It draws nothing in the file as written and needs no embedding
(ISO 19005-2, 6.2.11.4.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.layout.placed import FormArea, Item, Page, StructNode, TextRun
from generator.pdf.annotations import Annotations
from generator.pdf.field_entries import READER_DESCRIPTOR, READER_FONT, Widget, field_value, widget_entries
from generator.pdf.glyphs import FaceUse
from generator.pdf.numbers import num
from generator.pdf.objects import Objects
from generator.pdf.operators import Painter
from generator.pdf.strings import ascii_string, text_string

_EMPTY_BOX, _TICKED_BOX = "□", "☑"


class Fields:
    """The document's fields by key; a field on several pages has a widget on each."""

    def __init__(self, objects: Objects, annotations: Annotations, faces: FaceUse, resources: str) -> None:
        self._objects, self._annotations, self._faces = objects, annotations, faces
        self._resources = resources
        self._fields: dict[str, list[Widget]] = {}

    def widgets(self, page: Page) -> dict[int, Widget]:
        """The widgets of a page by the identity of their Form elements; lines of one field share a widget."""
        found: dict[int, Widget] = {}
        for area in page.items:
            if not isinstance(area, FormArea):
                continue
            if area.owner is None or area.owner.role != "Form":
                raise ValueError(f"the field {area.key} has no Form element of its own")
            known = found.get(id(area.owner))
            if known is not None:
                known.areas.append(area)
                continue
            made = found[id(area.owner)] = Widget([area], page, self._objects.reserve())
            self._fields.setdefault(area.key, []).append(made)
        return found

    def place(self, area: FormArea, widgets: dict[int, Widget]) -> str:
        """Let the widget take its place among what the page holds; its reference, or "" where it has its place."""
        widget = widgets.get(id(area.owner))
        if widget is None or widget.key >= 0 or area.owner is None:
            return ""
        widget.key = self._annotations.claim(area.owner, widget.reference)
        return widget.reference

    def draw(self, widgets: Sequence[Widget]) -> None:
        """Turn what the layout painted for a page's widgets into their appearances."""
        for widget in widgets:
            area = widget.areas[0]
            if area.kind != "check":
                widget.appearance = f"/N {self._drawn(widget, widget.items if area.value else [])}"
                continue
            on, off = (self._drawn(widget, self._ticked(widget.items, ticked)) for ticked in (True, False))
            widget.appearance = f"/N <</Yes {on} /Off {off}>>"

    def write(self) -> str:
        """Write all fields; returns the interactive form, or "" when there are none."""
        if not self._fields:
            return ""
        tops = [self._field(key, widgets) for key, widgets in self._fields.items()]
        font = self._objects.add(READER_FONT.format(descriptor=self._objects.add(READER_DESCRIPTOR)))
        return (
            f"<</Fields [{' '.join(tops)}] /DR <</Font <</SongStd {font}>>>>"
            f" /DA {ascii_string('/SongStd 10.5 Tf 0 g')}>>"
        )

    def _field(self, key: str, widgets: list[Widget]) -> str:
        area = widgets[0].areas[0]
        said = f"/T {text_string(key.replace('.', '/'))} /TU {text_string(area.label or key)}{field_value(widgets)}"
        if len(widgets) == 1:
            self._objects.put(widgets[0].number, f"<<{said} {widget_entries(widgets[0])}>>")
            return widgets[0].reference
        whole = self._objects.add(f"<<{said} /Kids [{' '.join(widget.reference for widget in widgets)}]>>")
        for widget in widgets:
            words = text_string(area.label or key)
            self._objects.put(widget.number, f"<</Parent {whole} /TU {words} {widget_entries(widget)}>>")
        return whole

    def _drawn(self, widget: Widget, items: Sequence[Item]) -> str:
        """A form XObject in the page's own coordinates, so that nothing moves (ISO 32000-1, 12.5.5)."""
        painter = Painter(widget.page.height, self._faces)
        for item in items:
            painter.paint(item)
        content = "\n".join(["/Tx BMC", "q", *painter.code, "Q", "EMC"])
        frame = " ".join(map(num, widget.frame))
        entries = f"/Type /XObject /Subtype /Form /BBox [{frame}] /Resources {self._resources}"
        return self._objects.add_stream(content.encode("ascii"), entries)

    def _ticked(self, items: Sequence[Item], ticked: bool) -> list[Item]:
        """The items of a tick box with the box ticked or not."""
        box = _TICKED_BOX if ticked else _EMPTY_BOX
        face = self._faces.book.resolve("song", False, box)
        made: list[Item] = []
        for item in items:
            if isinstance(item, TextRun) and face is not None and item.text in {"□", "☐", "☑", "☒", "✔"}:
                made.append(replace(item, text=box, face=face.id, actual=""))
            else:
                made.append(item)
        return made


def widget_of(owner: StructNode | None, widgets: dict[int, Widget]) -> Widget | None:
    """The widget that stands for an owner's content: that of its element or of one above it."""
    while owner is not None and widgets:
        if id(owner) in widgets:
            return widgets[id(owner)]
        owner = owner.parent
    return None
