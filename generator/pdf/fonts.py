"""Embedded fonts for reportlab's canvas: one Type 0 font (Identity-H) per face and document, subset by HarfBuzz.

reportlab's own TTFont writes wrong ToUnicode entries above U+FFFF, splits runs at 256 glyphs and draws missing
characters as boxes without a word; this object does none of that. ISO 32000-1, 9.7; ISO 19005-2, 6.2.11.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc

from generator.diagnostics import ZhiyinError
from generator.layout.faces import Face
from generator.layout.fonts import missing_character
from generator.pdf.font_descriptor import describe
from generator.pdf.font_program import Stream, SubsetCache, subset

_BFCHAR_LIMIT = 100  # ISO 32000-1, 9.10.3: at most 100 entries in a block


class EmbeddedFont:
    """A face as one document uses it: encodes text to glyph numbers and remembers them for the subset.

    ``name`` is the font's name in the pages' resources, without the slash; reportlab itself uses F1, F2 and so on.
    """

    def __init__(self, face: Face, name: str, cache: SubsetCache | None = None) -> None:
        self.face, self.name, self._cache = face, name, cache
        self.fontName = name  # reportlab's key in its font mapping
        self._used: dict[int, str] = {0: ""}
        self._codes: dict[str, str] = {}
        self._written = False

    def code(self, char: str) -> str:
        """The character's glyph number as four hexadecimal digits. Raises ZhiyinError when the face lacks it.

        (A shown .notdef is not allowed: ISO 19005-2, 6.2.11.8; ISO 14289-1, 7.21.8.)
        """
        found = self._codes.get(char)
        if found is None:
            gid = self.face.gid(char)
            if gid == 0:
                raise ZhiyinError([missing_character(char)])
            found = self._codes[char] = f"{gid:04X}"
            self._used[gid] = self.face.meaning(char)
        return found

    def encode(self, text: str) -> bytes:
        """The text as a string operand: two bytes for each character."""
        return bytes.fromhex("".join(map(self.code, text)))

    def ambiguous(self, char: str) -> bool:
        """Whether extraction reads another character from this one's glyph, so that it needs an ActualText."""
        return self.face.meaning(char) != char

    def getSubsetInternalName(self, _subset: int, document: Any) -> str:
        """reportlab's protocol: the operand of Tf; lets ``document`` write the font when it is saved."""
        if self.name not in document.fontMapping:
            document.fontMapping[self.name] = f"/{self.name}"
            document.delayedFonts.append(self)
        return f"/{self.name}"

    def addObjects(self, document: Any) -> None:
        """reportlab's protocol: :meth:`add_objects`."""
        self.add_objects(document)

    def add_objects(self, document: Any) -> None:
        """Write the font's objects into reportlab's ``document`` under the resource name, once."""
        if self._written:
            return
        self._written = True
        glyphs = frozenset(self._used)
        program = self._cache.get(self.face, glyphs) if self._cache else subset(self.face, glyphs)
        base = self._base_name()
        suffix = "-Identity-H" if program.compact else ""  # ISO 32000-1, 9.7.6.1, table 121
        font = {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("Type0"),
            "BaseFont": pdfdoc.PDFName(base + suffix),
            "Encoding": pdfdoc.PDFName("Identity-H"),
            "ToUnicode": self._refer(document, "unicode", Stream(zlib.compress(self._to_unicode(), 6))),
        }
        descriptor = describe(self.face, base)
        file = self._refer(document, "file", program.stream())
        descriptor["FontFile3" if program.compact else "FontFile2"] = file
        descendant = {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("CIDFontType0" if program.compact else "CIDFontType2"),
            "BaseFont": pdfdoc.PDFName(base),
            "CIDSystemInfo": _system_info(),
            "FontDescriptor": self._refer(document, "descriptor", pdfdoc.PDFDictionary(descriptor)),
            "DW": 1000,
            "W": pdfdoc.PDFArray(self._widths()),
        }
        if not program.compact:
            descendant["CIDToGIDMap"] = pdfdoc.PDFName("Identity")
        reference = self._refer(document, "descendant", pdfdoc.PDFDictionary(descendant))
        font["DescendantFonts"] = pdfdoc.PDFArray([reference])
        whole = self._refer(document, "whole", pdfdoc.PDFDictionary(font))
        document.idToObject["BasicFonts"].dict[self.name] = whole

    def _refer(self, document: Any, part: str, thing: Any) -> Any:
        return document.Reference(thing, f"font-{part}:{self.name}")

    def _base_name(self) -> str:
        """Subset tag (six letters made from the glyphs, ISO 32000-1, 9.6.4) and PostScript name."""
        digest = hashlib.sha256(f"{self.face.postscript}{sorted(self._used)}".encode()).digest()
        tag = "".join(chr(65 + byte % 26) for byte in digest[:6])
        return f"{tag}+{re.sub(r'[^A-Za-z0-9-]', '', self.face.postscript) or 'Face'}"

    def _widths(self) -> list[Any]:
        """The W array: runs of consecutive glyphs whose width is not the default of one em, in thousandths."""
        runs: dict[int, list[float]] = {}
        run: list[float] = []
        following = -1
        for gid in sorted(self._used):
            width = round(self.face.glyph_advance(gid) * 1000, 3)
            if width == 1000:
                continue
            if gid != following:
                run = runs[gid] = []
            run.append(int(width) if width == int(width) else width)
            following = gid + 1
        return [part for first, run in runs.items() for part in (first, pdfdoc.PDFArray(run))]

    def _to_unicode(self) -> bytes:
        """The CMap from glyphs to UTF-16 (ISO 32000-1, 9.10.3)."""
        means = [(gid, char.encode("utf-16-be").hex().upper()) for gid, char in sorted(self._used.items()) if char]
        entries = [f"<{gid:04X}> <{code}>" for gid, code in means]
        blocks: list[str] = []
        for at in range(0, len(entries), _BFCHAR_LIMIT):
            block = entries[at : at + _BFCHAR_LIMIT]
            blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        return "\n".join([*_CMAP_HEAD, *blocks, *_CMAP_TAIL]).encode("ascii")


_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin",
    "12 dict begin",
    "begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def",
    "/CMapType 2 def",
    "1 begincodespacerange",
    "<0000> <FFFF>",
    "endcodespacerange",
)
_CMAP_TAIL = ("endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")


def _system_info() -> Any:
    registry, ordering = pdfdoc.PDFString("Adobe"), pdfdoc.PDFString("Identity")
    return pdfdoc.PDFDictionary({"Registry": registry, "Ordering": ordering, "Supplement": 0})
