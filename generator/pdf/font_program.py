"""Font programs for embedding: a face with only the glyphs that are used, deflated (ISO 32000-1, 9.9)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import uharfbuzz as hb

from generator.diagnostics import failure
from generator.layout.faces import Face
from generator.pdf.objects import LEVEL
from generator.pdf.truetype import Outlines

LARGE = 600
"""Glyphs above which zlib deflates a TrueType program as a whole. Forms stay below: there are many of them, each with
glyphs of its own. What needs more is a book: zlib saves it a fifth of the size, once."""


@dataclass(frozen=True, slots=True)
class Program:
    """A deflated subset; ``length`` is its size before deflating in bytes, ``compact`` says that it is bare CFF."""

    data: bytes
    length: int
    compact: bool

    @property
    def entries(self) -> str:
        """What the stream's dictionary says of it (table 127)."""
        return "/Subtype /CIDFontType0C" if self.compact else f"/Length1 {self.length}"


class ProgramMaker(Protocol):
    """Makes programs of one face."""

    def cut(self, glyphs: Sequence[int]) -> Program:
        """The face with only ``glyphs`` (ascending, .notdef first) and what they are made of, numbers kept."""


def program_maker(face: Face) -> ProgramMaker:
    """The way to cut this face: HarfBuzz for CFF outlines, our own for TrueType's, glyph by glyph."""
    return CompactCutter(face) if face.outlines == "CFF " else TrueTypeCutter(face)


class TrueTypeCutter:
    """TrueType programs: joined from glyphs that were read once."""

    def __init__(self, face: Face) -> None:
        self._outlines, self._name = Outlines(face), face.path.name

    def cut(self, glyphs: Sequence[int]) -> Program:
        """See :class:`ProgramMaker`. Raises ZhiyinError FONT-002 when a glyph's data make no sense."""
        try:
            head, outlines = self._outlines.cut(glyphs)
        except (struct.error, IndexError) as error:
            raise failure("FONT-002", f"字体文件“{self._name}”中的字形数据已损坏，不能嵌入") from error
        whole = head + b"".join(outlines)
        if len(outlines) > LARGE:
            return Program(zlib.compress(whole, LEVEL), len(whole), compact=False)
        return Program(self._outlines.deflated(head, outlines, whole), len(whole), compact=False)


class CompactCutter:
    """CFF programs, by HarfBuzz, without hints."""

    def __init__(self, face: Face) -> None:
        self._face = face

    def cut(self, glyphs: Sequence[int]) -> Program:
        """See :class:`ProgramMaker`."""
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(set(glyphs))
        flags = hb.SubsetFlags
        wanted.flags = flags.NO_HINTING | flags.RETAIN_GIDS | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE
        wanted.flags |= flags.CFF_IDENTITY_CHARSET
        data = bytes(hb.subset(self._face.hb_face, wanted).reference_table("CFF ").data)
        return Program(zlib.compress(data, LEVEL), len(data), compact=True)
