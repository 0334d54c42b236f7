"""One face of a font file: its glyphs and widths, and which character a shared glyph stands for."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import uharfbuzz as hb

Outlines = Literal["glyf", "CFF "]
"""The table that holds a face's outlines: TrueType or Compact Font Format."""


class Face:
    """A font file's face: glyph numbers and advances, looked up once per character.

    ``ascent`` and ``descent`` are fractions of the em, the descent negative. ``units`` is the em in font units.
    Raises ValueError when the file holds no face that can be drawn, OSError when it cannot be read.
    """

    def __init__(self, ident: str, postscript: str, path: Path, index: int = 0) -> None:
        self.id, self.postscript, self.path, self.index = ident, postscript, path, index
        self.hb_face = hb.Face(_blob(path), index)
        self.hb_font = hb.Font(self.hb_face)
        self.units = int(self.hb_face.upem)
        self.outlines = _outlines(self.hb_face)
        extents = self.hb_font.get_font_extents("ltr")
        self.ascent = extents.ascender / self.units
        self.descent = extents.descender / self.units
        self._gids: dict[str, int] = {}
        self._advances: dict[str, float] = {}
        self._shared: dict[str, str] | None = None

    def gid(self, char: str) -> int:
        """The character's glyph, 0 when the face lacks it."""
        found = self._gids.get(char)
        if found is None:
            found = self._gids[char] = self.hb_font.get_nominal_glyph(ord(char)) or 0
        return found

    def has(self, char: str) -> bool:
        """Whether the face can draw the character."""
        return self.gid(char) != 0

    def advance(self, char: str) -> float:
        """The character's width as a fraction of the em."""
        found = self._advances.get(char)
        if found is None:
            found = self._advances[char] = self.glyph_advance(self.gid(char))
        return found

    def glyph_advance(self, gid: int) -> float:
        """A glyph's width as a fraction of the em."""
        return int(self.hb_font.get_glyph_h_advance(gid)) / self.units

    def table(self, tag: str) -> bytes:
        """The bytes of a font table, empty when the face lacks it."""
        return bytes(self.hb_face.reference_table(tag).data)

    def meaning(self, char: str) -> str:
        """The character that text extraction should read from ``char``'s glyph.

        Usually ``char`` itself. Where characters share a glyph (space and U+00A0, ① and ➀, 一 and the radical ⼀), it
        is the one that Chinese text uses: full-width forms, then GBK's characters, then the lowest code point. The long
        dash's glyph is drawn for two dashes.
        """
        if self._shared is None:
            self._shared = self._shared_glyphs()
        return self._shared.get(char, char)

    def _shared_glyphs(self) -> dict[str, str]:
        """Every character whose glyph means another one, with that other one."""
        nominal = self.hb_font.get_nominal_glyph
        first: dict[int, str] = {}
        crowds: dict[int, list[str]] = {}
        for code in self.hb_face.unicodes:
            char, gid = chr(code), nominal(code)
            if first.setdefault(gid, char) is not char:
                crowds.setdefault(gid, [first[gid]]).append(char)
        shared = {char: chosen for crowd in crowds.values() for chosen in [min(crowd, key=_rank)] for char in crowd}
        return shared | _DRAWN_FOR


_DRAWN_FOR = {"⸺": "——"}


def _rank(char: str) -> tuple[bool, bool, str]:
    """Order of choice among characters with one glyph: those of GBK, of these the full-width forms, then by code."""
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return (True, True, char)
    return (False, not "\uff00" <= char <= "\uff5e", char)


def _blob(path: Path) -> hb.Blob:
    try:
        return hb.Blob.from_file_path(str(path))
    except hb.HarfBuzzError as error:
        raise OSError(f"{path.name} cannot be read") from error


def _outlines(face: hb.Face) -> Outlines:
    for tag in ("glyf", "CFF "):
        if len(face.reference_table(tag).data):
            return "glyf" if tag == "glyf" else "CFF "
    raise ValueError("neither TrueType nor CFF outlines")
