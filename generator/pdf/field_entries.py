"""What form fields and their widgets say: kind, value, flags, place, appearance (ISO 32000-1, 12.7.3 and 12.7.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.layout.placed import FormArea, Item, Page
from generator.pdf.attributes import is_checked
from generator.pdf.numbers import num
from generator.pdf.objects import reference
from generator.pdf.strings import ascii_string, text_string

_MULTILINE, _COMBO, _EDIT = 1 << 12, 1 << 17, 1 << 18  # ISO 32000-1, tables 228 and 230

READER_FONT = (
    "<</Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H /Encoding /UniGB-UTF16-H /DescendantFonts [<<"
    "/Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
    " /CIDSystemInfo <</Registry (Adobe) /Ordering (GB1) /Supplement 4>>"
    " /FontDescriptor {descriptor}>>]>>"
)
READER_DESCRIPTOR = (
    "<</Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
    " /Ascent 752 /Descent -271 /CapHeight 737 /StemV 58>>"
)
"""The reader's own Chinese font and its descriptor, for what is typed later."""


@dataclass(slots=True)
class Widget:
    """A field's areas on one page and what the layout painted in them."""

    areas: list[FormArea]
    page: Page
    number: int
    key: int = -1
    items: list[Item] = field(default_factory=list)
    appearance: str = ""

    @property
    def reference(self) -> str:
        """How other objects name it."""
        return reference(self.number)

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of all areas in PDF coordinates."""
        height, areas = self.page.height, self.areas
        left, right = min(a.x for a in areas), max(a.x + a.width for a in areas)
        bottom, top = height - max(a.y + a.height for a in areas), height - min(a.y for a in areas)
        return (left, bottom, right, top)


def field_value(widgets: Sequence[Widget]) -> str:
    """Kind, flags and value of a field."""
    area = widgets[0].areas[0]
    look = f" /DA {ascii_string(f'/SongStd {num(area.size)} Tf 0 g')}"
    value = f" /V {text_string(area.value)}" if area.value else ""
    match area.kind:
        case "check":
            return f" /FT /Btn /V /{'Yes' if is_checked(area) else 'Off'}"
        case "choice":
            flags = _COMBO | (_EDIT if area.value and area.value not in area.options else 0)
            options = " ".join(text_string(option) for option in area.options)
            return f" /FT /Ch /Ff {flags} /Opt [{options}]{look}{value}"
        case _:
            several = area.kind == "long" or any(len(widget.areas) > 1 for widget in widgets)
            return f" /FT /Tx{f' /Ff {_MULTILINE}' if several else ''}{look}{value}"


def widget_entries(widget: Widget) -> str:
    """Place, state and appearance of a widget."""
    area = widget.areas[0]
    state = f" /AS /{'Yes' if is_checked(area) else 'Off'}" if area.kind == "check" else ""
    return (
        f"/Type /Annot /Subtype /Widget /Rect [{' '.join(map(num, widget.frame))}] /F 4 /StructParent {widget.key}"
        f"{state} /AP <<{widget.appearance}>>"
    )
