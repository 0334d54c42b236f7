"""The style sheet's faces: which one draws a character, what stands in for it, and what no face has."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Diagnostic, Severity, Source, failure
from generator.layout.faces import Face
from generator.layout.font_files import is_whole, may_be_embedded
from generator.loading.theme import face_source
from generator.model.theme import Family, Theme

__all__ = ["Face", "FontBook", "missing_character"]

_THEME = Source("templates/theme.yaml")
_EMBEDDING = "ISO 19005-2，6.2.11.4.1；OpenType OS/2 fsType"


class FontBook:
    """The style sheet's faces, opened when first used, with a fallback chain for every family."""

    def __init__(self, theme: Theme, templates: Path) -> None:
        self._theme, self._templates = theme, templates
        self._faces: dict[str, Face] = {}
        self._resolved: dict[tuple[str, bool, str], Face | None] = {}
        self.kept: dict[str, object] = {}
        """What higher rooms remember that was made with these faces, by room; it goes when the faces go."""

    @classmethod
    def load(cls, theme: Theme, templates: Path) -> FontBook:
        """The faces of ``theme``; relative files lie below ``templates`` or below the project that holds it."""
        return cls(theme, templates)

    def face(self, ident: str) -> Face:
        """The face by its key in the style sheet.

        Raises ZhiyinError FONT-003 when the style sheet has no such face, FONT-002 when its file is missing, cut off or
        no usable font, FONT-004 when its licence forbids embedding.
        """
        found = self._faces.get(ident)
        if found is None:
            found = self._faces[ident] = self._open(ident)
        return found

    def resolve(self, family: str, bold: bool, char: str) -> Face | None:
        """The first face of the family's chain that has ``char``; None when no face has it."""
        key = (family, bold, char)
        if key not in self._resolved:
            chain = map(self.face, self._chain(family, bold))
            self._resolved[key] = next((face for face in chain if face.has(char)), None)
        return self._resolved[key]

    def _chain(self, family: str, bold: bool) -> tuple[str, ...]:
        spec = self._family(family)
        return (spec.bold if bold else spec.regular, *spec.fallback)

    def _family(self, name: str) -> Family:
        spec = self._theme.families.get(name)
        if spec is None:
            known = f"可用的字族：{'、'.join(self._theme.families)}"
            raise failure("FONT-003", f"样式表的 families 中没有字族“{name}”", _THEME, known)
        return spec

    def _open(self, ident: str) -> Face:
        spec = self._theme.faces.get(ident)
        if spec is None:
            known = f"可用的字面：{'、'.join(self._theme.faces)}"
            raise failure("FONT-003", f"样式表的 faces 中没有字面“{ident}”", _THEME, known)
        key = f"faces.{ident}.file"
        path = self._find(spec.file)
        if path is None:
            hint = "写成字体文件的完整路径，或相对于项目文件夹、templates 文件夹的路径"
            raise failure("FONT-002", f"{key} 所写的字体文件“{spec.file}”不存在", self._place(ident), hint)
        try:
            face = Face(ident, spec.postscript, path, spec.index)
        except (OSError, ValueError) as error:
            hint = "换成 TrueType 或 OpenType 字体（.ttf、.otf、.ttc）；.ttc 中的第几个字面由 index 写明，从 0 起"
            said = f"{key} 所写的“{spec.file}”不是可用的字体"
            raise failure("FONT-002", said, self._place(ident), hint) from error
        if not is_whole(path, spec.index):
            said = f"{key} 所写的“{spec.file}”不完整，文件后面缺了一截"
            raise failure("FONT-002", said, self._place(ident), "重新复制或下载这个字体文件")
        if not may_be_embedded(face.table("OS/2")):
            said = f"{key} 所写的“{spec.file}”的许可标志不允许嵌入文件，PDF 里不能用它"
            hint = "换用允许嵌入的字体，或者向字体厂商取得允许嵌入的版本"
            raise failure("FONT-004", said, self._place(ident), hint, _EMBEDDING)
        return face

    def _place(self, ident: str) -> Source:
        """The style sheet's line that names the face's file."""
        return face_source(self._templates.parent, ident)

    def _find(self, file: str) -> Path | None:
        """The file as written; pathlib lets an absolute path win over the folder before it."""
        places = (self._templates / file, self._templates.parent / file)
        return next((place for place in places if place.is_file()), None)


def missing_character(char: str, source: Source | None = None, around: str = "") -> Diagnostic:
    """FONT-001: no face has ``char``; ``around`` is the text it stands in."""
    code = f"U+{ord(char):04X}"
    shown = f"“{char}”（{code}）" if char.isprintable() else f"字符 {code}"
    said = f"没有字体含{shown}" + (f"，见“{around}”" if around and around != char else "")
    hint = "换一个字，或在 templates/theme.yaml 的 faces 中添加含此字的字体"
    return Diagnostic("FONT-001", Severity.ERROR, said, source, hint)
