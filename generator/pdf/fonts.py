"""Embedded fonts: one Type 0 font (Identity-H) per face and document (ISO 32000-1, 9.7; ISO 19005-2, 6.2.11)."""

from __future__ import annotations

from generator.pdf.font_subset import FontSubset
from generator.pdf.objects import Objects

_SYSTEM = "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"


def write_font(font: FontSubset, objects: Objects) -> str:
    """The font's objects; returns its reference."""
    compact = font.program.compact
    file = objects.add_deflated(font.program.data, font.program.entries)
    key = "FontFile3" if compact else "FontFile2"
    descriptor = objects.add(
        f"<</Type /FontDescriptor /FontName /{font.base} {font.descriptor} /{key} {file}>>",
    )
    kind = "/CIDFontType0" if compact else "/CIDFontType2 /CIDToGIDMap /Identity"
    descendant = objects.add(
        f"<</Type /Font /Subtype {kind} /BaseFont /{font.base} /CIDSystemInfo {_SYSTEM}"
        f" /FontDescriptor {descriptor} /DW 1000 /W [{font.widths}]>>"
    )
    suffix = "-Identity-H" if compact else ""  # ISO 32000-1, 9.7.6.1, table 121
    return objects.add(
        f"<</Type /Font /Subtype /Type0 /BaseFont /{font.base}{suffix} /Encoding /Identity-H"
        f" /DescendantFonts [{descendant}] /ToUnicode {objects.add_deflated(font.unicode)}>>"
    )
