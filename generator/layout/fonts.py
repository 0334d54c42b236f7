"""Faces and their metrics: which face has a character, how wide it is, and what stands in for what is missing."""

from __future__ import annotations

from pathlib import Path

import uharfbuzz as hb

from generator.diagnostics import Source, failure
from generator.model.theme import Theme


class Face:
    """A font file's face: glyph numbers and advances, looked up once per character.

    ``ascent`` and ``descent`` are fractions of the em, the descent negative.
    """

    def __init__(self, ident: str, postscript: str, path: Path, index: int = 0) -> None:
        self.id, self.postscript, self.path, self.index = ident, postscript, path, index
        self.hb_face = hb.Face(hb.Blob.from_file_path(str(path)), index)
        self.hb_font = hb.Font(self.hb_face)
        self.units = int(self.hb_face.upem)
        extents = self.hb_font.get_font_extents("ltr")
        self.ascent = extents.ascender / self.units
        self.descent = extents.descender / self.units
        self._gids: dict[str, int] = {}
        self._advances: dict[str, float] = {}

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


class FontBook:
    """The style sheet's faces, opened when first used, with a fallback chain for every family."""

    def __init__(self, theme: Theme, templates: Path) -> None:
        self._theme, self._templates = theme, templates
        self._faces: dict[str, Face] = {}
        self._resolved: dict[tuple[str, bool, str], Face | None] = {}

    @classmethod
    def load(cls, theme: Theme, templates: Path) -> FontBook:
        """The faces of ``theme``; relative files are looked up below ``templates``."""
        return cls(theme, templates)

    def face(self, ident: str) -> Face:
        """The face by its key in the style sheet. Raises ZhiyinError when its file is missing or unreadable."""
        found = self._faces.get(ident)
        if found is None:
            found = self._faces[ident] = self._open(ident)
        return found

    def _open(self, ident: str) -> Face:
        spec = self._theme.faces.get(ident)
        where = Source("templates/theme.yaml")
        if spec is None:
            raise failure("FONT-003", f"样式表的 faces 中没有字面“{ident}”", where)
        path = self._templates / spec.file
        if not path.is_file():
            hint = "写成字体文件的完整路径，或相对于 templates 的路径"
            raise failure("FONT-002", f"字面 {ident} 的字体文件“{spec.file}”不存在", where, hint)
        face = Face(ident, spec.postscript, path, spec.index)
        if not face.has("A") and not face.has("一") and not face.has("☑") and not face.has("𠮷"):
            raise failure("FONT-002", f"字面 {ident} 的文件“{spec.file}”不是可用的字体", where)
        return face

    def resolve(self, family: str, bold: bool, char: str) -> Face | None:
        """The first face of the family's chain that has ``char``; None when no face has it."""
        key = (family, bold, char)
        if key not in self._resolved:
            self._resolved[key] = self._search(family, bold, char)
        return self._resolved[key]

    def _search(self, family: str, bold: bool, char: str) -> Face | None:
        spec = self._theme.families[family]
        chain = (spec.bold if bold else spec.regular, *spec.fallback)
        return next((face for face in map(self.face, chain) if face.has(char)), None)
