"""TrueType fonts cut to single glyphs, whose numbers stay (OpenType 1.9: glyf, loca, hmtx).

A document's font is joined from glyphs that were read once, so that it costs microseconds for each of them.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from operator import attrgetter

from generator.layout.faces import Face
from generator.pdf.literals import Code, Piece
from generator.pdf.sfnt import font_file, location_table, sparse_table, word_sum

_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO, _HINTED = 0x01, 0x08, 0x20, 0x40, 0x80, 0x100
"""Flags of a composite's components: arguments of two bytes, kinds of transformation, another one follows, hints."""
_SAMPLES, _SAMPLE = 64, 256
"""How many samples of how many bytes tell what bytes outlines are made of."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """An outline without hints, padded to whole words; its sum as words; its entry in hmtx as a word; its parts."""

    outline: bytes
    total: int
    metric: int
    components: tuple[int, ...]


_outline: Callable[[Glyph], bytes] = attrgetter("outline")
_total: Callable[[Glyph], int] = attrgetter("total")
_metric: Callable[[Glyph], int] = attrgetter("metric")


class Outlines:
    """A face's glyphs; what has been read is kept."""

    def __init__(self, face: Face) -> None:
        self._hmtx, self._hhea, head = face.table("hmtx"), face.table("hhea"), face.table("head")
        self._file, self._first, size = _glyphs_of(face)
        self._loca, self._wide = face.table("loca"), head[50:52] != b"\0\0"
        self._full_metrics: int = struct.unpack_from(">H", self._hhea, 34)[0]
        self._head = head[:8] + bytes(4) + head[12:50] + b"\0\1" + head[52:]  # to be adjusted; offsets of four bytes
        self._maxp = face.table("maxp")
        self._code = Code(_sample(self._file, self._first, size))
        self._known: dict[int, Glyph] = {}
        self._composites: set[int] = set()
        self._encoded: dict[bytes, Piece] = {}

    def cut(self, numbers: Sequence[int]) -> tuple[bytes, list[bytes]]:
        """A font of these glyphs and their components: all that stands before the outlines, and the outlines."""
        found = self._closed(numbers)
        order = sorted(found)
        glyphs = list(map(found.__getitem__, order))
        outlines = list(map(_outline, glyphs))
        metrics = list(map(_metric, glyphs))
        count = struct.pack(">H", order[-1] + 1)
        locations, located = location_table(order, outlines)
        tables = {
            b"head": self._head,
            b"hhea": self._hhea[:34] + count,
            b"hmtx": sparse_table(order, metrics),
            b"loca": locations,
            b"maxp": self._maxp[:4] + count + self._maxp[6:],
        }
        sums = {b"glyf": sum(map(_total, glyphs)), b"hmtx": sum(metrics), b"loca": located}
        return font_file(tables, sum(map(len, outlines)), sums), outlines

    def deflated(self, before: bytes, outlines: Iterable[bytes], whole: bytes) -> bytes:
        """A zlib stream of a font that was :meth:`cut`: ``whole`` is ``before`` and the outlines."""
        known = self._encoded
        pieces: list[Piece] = []
        for outline in outlines:
            piece = known.get(outline)
            if piece is None:
                piece = known[outline] = self._code.piece(outline)
            pieces.append(piece)
        return self._code.deflated(before, pieces, whole)

    def _closed(self, numbers: Sequence[int]) -> dict[int, Glyph]:
        """The glyphs with all their components by number."""
        known = self._known
        for number in numbers:
            if number not in known:
                self._read(number)
        found = dict(zip(numbers, map(known.__getitem__, numbers), strict=True))
        if not self._composites.isdisjoint(found):
            parts = {part for number in self._composites & found.keys() for part in found[number].components}
            if not parts <= found.keys():
                return self._closed([*parts | found.keys()])
        return found

    def _read(self, number: int) -> None:
        if self._wide:
            start, stop = struct.unpack_from(">2L", self._loca, 4 * number)
        else:
            start, stop = [2 * half for half in struct.unpack_from(">2H", self._loca, 2 * number)]
        data = self._file[self._first + start : self._first + stop]
        parts: tuple[int, ...] = ()
        if data[:2] >= b"\x80":  # a negative count of contours
            data, parts = _composite(data)
            self._composites.add(number)
        elif data:
            data = _unhinted(data)
        data += bytes(-len(data) % 4)
        last = self._full_metrics - 1
        if number <= last:
            metric = self._hmtx[4 * number : 4 * number + 4]
        else:  # bearings alone follow the last full entry
            bearing = 4 * last + 4 + 2 * (number - last - 1)
            metric = self._hmtx[4 * last : 4 * last + 2] + self._hmtx[bearing : bearing + 2]
        self._known[number] = Glyph(data, word_sum(data), int.from_bytes(metric), parts)


def _glyphs_of(face: Face) -> tuple[mmap, int, int]:
    """The face's file, and where in it and how large its glyf table is: megabytes of which little will be read."""
    with face.path.open("rb") as file:
        data = mmap(file.fileno(), 0, access=ACCESS_READ)
    first: int = struct.unpack_from(">L", data, 12 + 4 * face.index)[0] if data[:4] == b"ttcf" else 0
    for at in range(struct.unpack_from(">H", data, first + 4)[0]):
        tag, _, start, size = struct.unpack_from(">4s3L", data, first + 12 + 16 * at)
        if tag == b"glyf":
            return data, start, size
    raise ValueError("no TrueType outlines")


def _sample(data: mmap, start: int, size: int) -> bytes:
    """Bytes from all over a table, enough to know how frequent each is."""
    apart = max(1, size // _SAMPLES)
    return b"".join([data[at : min(at + _SAMPLE, start + size)] for at in range(start, start + size, apart)])


def _unhinted(data: bytes) -> bytes:
    """A simple glyph without its instructions."""
    at = 10 + 2 * struct.unpack_from(">h", data)[0]
    if at == 10:
        return b""  # no contour, so no ink
    length: int = struct.unpack_from(">H", data, at)[0]
    return data[:at] + b"\0\0" + data[at + 2 + length :] if length else data


def _composite(data: bytes) -> tuple[bytes, tuple[int, ...]]:
    """A composite glyph without its instructions, and its components' numbers."""
    made = bytearray(data[:10])
    parts: list[int] = []
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, number = struct.unpack_from(">HH", data, at)
        size = 4 + (4 if flags & _WORDS else 2)
        size += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
        made += struct.pack(">H", flags & ~_HINTED) + data[at + 2 : at + size]
        parts.append(number)
        at += size
    return bytes(made), tuple(parts)
