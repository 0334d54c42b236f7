"""A face cut to the characters that a document shows: program, widths, and the way back to Unicode.

ISO 32000-1, 9.6.4, 9.7.4 and 9.10.3.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.layout.faces import Face
from generator.pdf.font_descriptor import describe
from generator.pdf.font_program import Program, program_maker
from generator.pdf.numbers import num
from generator.pdf.objects import LEVEL

_DEFAULT_WIDTH = "1000"  # as the fonts' DW says
_BFCHAR_LIMIT = 100  # ISO 32000-1, 9.10.3: at most 100 entries in a block
_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange"""
_CMAP_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


@dataclass(frozen=True, slots=True)
class FontSubset:
    """All of a font that does not depend on where it lies in the file; ``unicode`` is deflated."""

    descriptor: str
    base: str
    widths: str
    unicode: bytes
    program: Program


class _Numbers(dict[str, int]):
    """A face's glyphs by character; what the font's objects say of a glyph is noted when it is first asked for."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self.lines: dict[int, str] = {}
        """Glyphs' lines of the CMap."""
        self.widths: dict[int, str] = {}
        """Widths in thousandths of the em, of glyphs that are not one em wide."""

    def __missing__(self, char: str) -> int:
        face = self._face
        gid = self[char] = face.gid(char)
        means = face.meaning(char).encode("utf-16-be").hex().upper()
        self.lines[gid] = f"<{gid:04X}> <{means}>"
        width = num(face.glyph_advance(gid) * 1000)
        if width != _DEFAULT_WIDTH:
            self.widths[gid] = width
        return gid


class Subsetter:
    """Cuts a face; the last subsets are kept: documents that use the same characters share one.

    A batch that lets every document of a company use the characters of all of them makes one subset for all.
    """

    def __init__(self, face: Face, limit: int = 4) -> None:
        self.face, self._limit = face, limit
        self._program, self._descriptor = program_maker(face), describe(face)
        self._numbers = _Numbers(face)
        self._made: dict[frozenset[str], FontSubset] = {}

    def get(self, chars: frozenset[str]) -> FontSubset:
        """The face with just the glyphs of ``chars``, all of which it has."""
        found = self._made.pop(chars, None) or self._cut(chars)
        self._made[chars] = found
        if len(self._made) > self._limit:
            del self._made[next(iter(self._made))]
        return found

    def _cut(self, chars: Iterable[str]) -> FontSubset:
        numbers = self._numbers
        order = sorted(set(map(numbers.__getitem__, chars)))
        return FontSubset(
            self._descriptor,
            _base_name(self.face, order),
            _widths([gid for gid in order if gid in numbers.widths], numbers.widths),
            zlib.compress(_to_unicode(list(map(numbers.lines.__getitem__, order))), LEVEL),
            self._program.cut([0, *order]),
        )


def _base_name(face: Face, glyphs: Sequence[int]) -> str:
    """Subset tag (six letters made from the glyphs, ISO 32000-1, 9.6.4) and PostScript name."""
    digest = hashlib.sha256(face.postscript.encode() + struct.pack(f">{len(glyphs)}H", *glyphs)).digest()
    tag = "".join(chr(65 + byte % 26) for byte in digest[:6])
    return f"{tag}+{re.sub(r'[^A-Za-z0-9-]', '', face.postscript) or 'Face'}"


def _widths(order: Iterable[int], widths: Mapping[int, str]) -> str:
    """The W array's content: runs of consecutive glyphs whose width is not the default."""
    runs: dict[int, list[str]] = {}
    run: list[str] = []
    following = -1
    for gid in order:
        if gid != following:
            run = runs[gid] = []
        run.append(widths[gid])
        following = gid + 1
    return " ".join(f"{first} [{' '.join(run)}]" for first, run in runs.items())


def _to_unicode(lines: Sequence[str]) -> bytes:
    """The CMap from glyphs to UTF-16 (ISO 32000-1, 9.10.3)."""
    blocks: list[str] = []
    for at in range(0, len(lines), _BFCHAR_LIMIT):
        block = lines[at : at + _BFCHAR_LIMIT]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([_CMAP_HEAD, *blocks, _CMAP_TAIL]).encode("ascii")
