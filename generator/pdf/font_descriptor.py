"""Font descriptors (ISO 32000-1, 9.8) from a face's own tables."""

from __future__ import annotations

import struct

from generator.layout.faces import Face
from generator.pdf.hooks import entries

_SYMBOLIC, _SERIF, _ITALIC = 4, 2, 64  # flags, ISO 32000-1, table 123
_LATIN_TEXT, _SERIF_STYLES = 2, range(2, 11)  # PANOSE family kind; serif styles from cove to triangle
_USUAL_WEIGHT, _USUAL_CAPITALS = 400, 0.7  # where a face has no OS/2 table


def describe(face: Face) -> str:
    """The descriptor's entries beside name and font file, lengths in thousandths of the em; the same in every file."""
    weight, serif, capitals = _style(face)
    angle = _slope(face)
    return entries(
        {
            "Flags": _SYMBOLIC | (_SERIF if serif else 0) | (_ITALIC if angle else 0),
            "FontBBox": [round(edge * 1000 / face.units) for edge in _box(face)],
            "ItalicAngle": angle,
            "Ascent": round(face.ascent * 1000),
            "Descent": round(face.descent * 1000),
            "CapHeight": round(capitals * 1000),
            "StemV": round(10 + 220 * (weight - 50) / 900),  # no table says it; the usual estimate from the weight
        }
    )


def _box(face: Face) -> tuple[int, ...]:
    """The head table's xMin, yMin, xMax, yMax in font units."""
    return struct.unpack_from(">4h", face.table("head"), 36)


def _slope(face: Face) -> float:
    """The post table's italic angle in degrees, negative when leaning to the right."""
    post = face.table("post")
    return round(struct.unpack_from(">l", post, 4)[0] / 65536, 2) if post else 0


def _style(face: Face) -> tuple[int, bool, float]:
    """The OS/2 table's weight class, whether PANOSE calls it a serif face, and the capitals' height in em."""
    table = face.table("OS/2")
    if not table:
        return _USUAL_WEIGHT, False, _USUAL_CAPITALS
    version, weight = struct.unpack_from(">H2xH", table, 0)
    kind, style = table[32], table[33]
    capitals = struct.unpack_from(">h", table, 88)[0] / face.units if version >= 2 else 0
    return weight, kind == _LATIN_TEXT and style in _SERIF_STYLES, capitals or _USUAL_CAPITALS
