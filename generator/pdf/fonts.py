"""Embedded fonts for reportlab's canvas: one Type 0 font (Identity-H) per face and document, subset by HarfBuzz.

reportlab's own TTFont writes wrong ToUnicode entries above U+FFFF, splits runs at 256 glyphs and draws missing
characters as boxes without a word; this object does none of that. ISO 32000-1, 9.7; ISO 19005-2, 6.2.11.
"""

from __future__ import annotations

import hashlib
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from generator.layout.fonts import Face

_DROPPED = [
    "GSUB",
    "GPOS",
    "GDEF",
    "BASE",
    "VORG",
    "vhea",
    "vmtx",
    "STAT",
    "DSIG",
    "OS/2",
    "name",
    "gasp",
    "cmap",
    "post",
    "kern",
    "feat",
    "morx",
    "FFTM",
    "LTSH",
    "VDMX",
    "hdmx",
    "meta",
]
_BFCHAR_LIMIT = 100  # ISO 32000-1, 9.10.3: at most 100 entries in a block


class EmbeddedFont:
    """A face as a document uses it: encodes text to glyph numbers and remembers them for the subset."""

    def __init__(self, face: Face, resource: str) -> None:
        self.face, self.resource = face, resource
        self._used: dict[int, str] = {0: ""}
        self._codes: dict[str, str] = {}

    def code(self, char: str) -> str:
        """The character's glyph number as four hexadecimal digits."""
        found = self._codes.get(char)
        if found is None:
            gid = self.face.gid(char)
            found = self._codes[char] = f"{gid:04X}"
            self._used[gid] = min(self._used.get(gid) or char, char)
        return found

    def misleads(self, char: str) -> bool:
        """Whether extraction would give another character, because two share a glyph."""
        return self._used.get(self.face.gid(char), char) != char

    def add_objects(self, document: Any) -> None:
        """Write the font's objects into reportlab's ``document`` under the resource name."""
        used = sorted(self._used)
        name = f"{_tag(self.face, used)}+{self.face.postscript}"
        program = _stream(_subset(self.face, used), {"Length1": None})
        program_ref = document.Reference(program, f"font-file:{self.resource}")
        descriptor = document.Reference(self._descriptor(name, program_ref), f"font-descriptor:{self.resource}")
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(name),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": descriptor,
                "DW": 1000,
                "W": pdfdoc.PDFArray(self._widths(used)),
                "CIDToGIDMap": pdfdoc.PDFName("Identity"),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(name),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray(
                    [document.Reference(descendant, f"font-descendant:{self.resource}")]
                ),
                "ToUnicode": document.Reference(_stream(self._to_unicode()), f"font-unicode:{self.resource}"),
            }
        )
        reference = document.Reference(font, f"font:{self.resource}")
        document.idToObject["BasicFonts"].dict[self.resource] = reference

    def _descriptor(self, name: str, program: Any) -> Any:
        face = self.face
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(name),
                "Flags": 4,
                "ItalicAngle": 0,
                "StemV": 80,
                "Ascent": round(face.ascent * 1000),
                "Descent": round(face.descent * 1000),
                "CapHeight": 733,
                "FontBBox": pdfdoc.PDFArray([-1000, -500, 3000, 1500]),
                "FontFile2": program,
            }
        )

    def _widths(self, used: list[int]) -> list[Any]:
        """The /W array: runs of consecutive glyphs whose width is not the default of one em."""
        widths: list[Any] = []
        run: list[Any] = []
        following = -1
        for gid in used:
            width = round(self.face.glyph_advance(gid) * 1000, 3)
            if width == 1000:
                following = -1
                continue
            if gid != following:
                run = []
                widths += [gid, pdfdoc.PDFArray(run)]
            run.append(int(width) if width == int(width) else width)
            following = gid + 1
        return widths

    def _to_unicode(self) -> bytes:
        entries = [
            f"<{gid:04X}> <{char.encode('utf-16-be').hex().upper()}>"
            for gid, char in sorted(self._used.items())
            if char
        ]
        blocks: list[str] = []
        for at in range(0, len(entries), _BFCHAR_LIMIT):
            block = entries[at : at + _BFCHAR_LIMIT]
            blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        return "\n".join(
            [
                "/CIDInit /ProcSet findresource begin",
                "12 dict begin",
                "begincmap",
                "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
                "/CMapName /Adobe-Identity-UCS def",
                "/CMapType 2 def",
                "1 begincodespacerange",
                "<0000> <FFFF>",
                "endcodespacerange",
                *blocks,
                "endcmap",
                "CMapName currentdict /CMap defineresource pop",
                "end",
                "end",
            ]
        ).encode("ascii")


def _stream(data: bytes, extra: dict[str, None] | None = None) -> Any:
    stream = pdfdoc.PDFStream()
    stream.content = data
    stream.filters = [pdfdoc.PDFZCompress]
    if extra is not None:
        stream.dictionary = pdfdoc.PDFDictionary({"Length1": len(data)})
    return stream


def _tag(face: Face, used: list[int]) -> str:
    """Six letters made from the face and its glyphs: the same subset always has the same name (9.6.4)."""
    digest = hashlib.sha256(f"{face.postscript}{used}".encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def _subset(face: Face, used: list[int]) -> bytes:
    """The face with only the used glyphs, their numbers kept."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(set(used))
    flags = hb.SubsetFlags
    wanted.flags = flags.NO_HINTING | flags.RETAIN_GIDS | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE
    dropped = {int.from_bytes(tag.encode().ljust(4), "big") for tag in _DROPPED}
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(dropped)
    return bytes(hb.subset(face.hb_face, wanted).blob.data)
