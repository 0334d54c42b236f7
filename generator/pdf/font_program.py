"""Font programs for embedding: a face cut to its used glyphs by HarfBuzz, deflated, and kept for the next document."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from generator.layout.faces import Face

_KEPT = frozenset({"glyf", "loca", "head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep", "CFF "})
"""Tables of an embedded TrueType font (ISO 32000-1, 9.9, table 126); a Type 0 font needs no cmap. Plus CFF's own."""


@dataclass(frozen=True, slots=True)
class Program:
    """A deflated subset; ``length`` is its size before deflating in bytes, ``compact`` says that it is bare CFF."""

    data: bytes
    length: int
    compact: bool

    def stream(self) -> Stream:
        """The stream object for the font descriptor's FontFile2 or FontFile3."""
        if self.compact:
            return Stream(self.data, {"Subtype": pdfdoc.PDFName("CIDFontType0C")})
        return Stream(self.data, {"Length1": self.length})


class SubsetCache:
    """The last subsets made, by file and glyphs: documents that use the same characters share one program.

    A batch that lets every document of a company use the characters of all of them makes one subset for all.
    """

    def __init__(self, limit: int = 64) -> None:
        self._limit = limit
        self._programs: dict[tuple[Path, int, frozenset[int]], Program] = {}

    def get(self, face: Face, glyphs: frozenset[int]) -> Program:
        """The program of ``face`` with just ``glyphs``, made when it is not among the last ones."""
        key = (face.path, face.index, glyphs)
        found = self._programs.pop(key, None) or subset(face, glyphs)
        self._programs[key] = found
        if len(self._programs) > self._limit:
            del self._programs[next(iter(self._programs))]
        return found


def subset(face: Face, glyphs: frozenset[int]) -> Program:
    """``face`` with only ``glyphs``, their numbers kept, without hints and layout tables."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(set(glyphs))
    compact = face.outlines == "CFF "
    flags = hb.SubsetFlags
    wanted.flags = flags.NO_HINTING | flags.RETAIN_GIDS | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE
    if compact:
        wanted.flags |= flags.CFF_IDENTITY_CHARSET
    dropped = {tag for tag in face.hb_face.table_tags if tag not in _KEPT}
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update({int.from_bytes(tag.encode(), "big") for tag in dropped})
    made = hb.subset(face.hb_face, wanted)
    data = bytes(made.reference_table("CFF ").data if compact else made.blob.data)
    return Program(zlib.compress(data, 6), len(data), compact)


class Stream(pdfdoc.PDFStream):  # type: ignore[misc]
    """A stream of deflated bytes with an end-of-line before ``endstream`` (ISO 19005-2, 6.1.7.1)."""

    def __init__(self, deflated: bytes, entries: dict[str, Any] | None = None) -> None:
        filter_name = pdfdoc.PDFName("FlateDecode")
        super().__init__(pdfdoc.PDFDictionary({"Filter": filter_name, **(entries or {})}), deflated)

    def format(self, document: Any) -> bytes:
        """The object's bytes; reportlab's own leave out the end-of-line."""
        content = document.encrypt.encode(self.content)
        dictionary = pdfdoc.PDFDictionary({**self.dictionary.dict, "Length": len(content)})
        head: bytes = pdfdoc.format(dictionary, document)
        return b"".join((head, b"\nstream\n", content, b"\nendstream"))
