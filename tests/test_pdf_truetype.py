"""Our own cutting of TrueType fonts, judged by HarfBuzz and fontTools: composites, hints, offsets, sums."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz as hb

from generator.diagnostics import ZhiyinError
from generator.layout.faces import Face
from generator.pdf.font_program import TrueTypeCutter
from generator.pdf.truetype import Outlines
from tests.pdf_sample import fonts

NAMES = [".notdef", "space", "A", "acute", "Aacute", "unused"]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Face:
    """A hinted font with short offsets and a composite glyph, made by fontTools."""
    path = tmp_path_factory.mktemp("font") / "own.ttf"
    make(path)
    return Face("own", "Own", path)


def make(path: Path) -> None:
    builder_module: Any = pytest.importorskip("fontTools.fontBuilder")
    pens: Any = pytest.importorskip("fontTools.pens.ttGlyphPen")
    programs: Any = pytest.importorskip("fontTools.ttLib.tables.ttProgram")
    builder = builder_module.FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(NAMES)
    builder.setupCharacterMap({ord(" "): "space", ord("A"): "A", ord("Á"): "Aacute", ord("U"): "unused"})
    glyphs: dict[str, Any] = {}
    for at, name in enumerate(NAMES):
        pen = pens.TTGlyphPen(glyphs)
        if name == "Aacute":
            pen.addComponent("A", (1, 0, 0, 1, 0, 0))
            pen.addComponent("acute", (0.5, 0, 0, 0.5, 300, 400))
        elif name != "space":
            pen.moveTo((50, 0))
            pen.lineTo((400 + at, 0))
            pen.lineTo((400, 700 + at))
            pen.closePath()
        glyphs[name] = pen.glyph()
        if name in {"A", "Aacute"}:
            glyphs[name].program = programs.Program()
            glyphs[name].program.fromBytecode(bytes([0xB0, 0x01, 0x21]))  # PUSHB, POP
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (500, 50 if name != "space" else 0) for name in NAMES})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupOS2()
    builder.setupPost()
    builder.setupNameTable({"familyName": "Own", "styleName": "Regular", "psName": "Own"})
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.save(path)


def cut(face: Face, *glyphs: int) -> bytes:
    head, outlines = Outlines(face).cut(glyphs)
    return head + b"".join(outlines)


def test_a_composite_brings_its_components_and_leaves_hints_behind(own: Face) -> None:
    made = hb.Font(hb.Face(cut(own, 0, 4)))
    for gid in (0, 2, 3, 4):
        assert made.get_glyph_extents(gid) == own.hb_font.get_glyph_extents(gid)
        assert made.get_glyph_h_advance(gid) == own.hb_font.get_glyph_h_advance(gid)
    ttlib: Any = pytest.importorskip("fontTools.ttLib")
    glyf = ttlib.TTFont(io.BytesIO(cut(own, 0, 1, 4)), lazy=False)["glyf"]
    order = glyf.glyphOrder
    assert [len(getattr(glyf[order[gid]], "program", b"") or b"") for gid in (2, 4)] == [0, 0]
    assert glyf[order[1]].numberOfContours == 0


@pytest.mark.parametrize("which", ["own", "song", "kai", "symbols"])
def test_sums_of_tables_and_of_the_whole_are_right(own: Face, which: str) -> None:
    ttlib: Any = pytest.importorskip("fontTools.ttLib")
    face = own if which == "own" else fonts().face(which)
    glyphs = [gid for gid in range(0, 4000, 37) if gid < face.hb_face.glyph_count]
    data = cut(face, *glyphs)
    assert sum(struct.unpack(f">{len(data) // 4}L", data)) & 0xFFFFFFFF == 0xB1B0AFBA
    whole = ttlib.TTFont(io.BytesIO(data), checkChecksums=2, lazy=False)
    assert whole["maxp"].numGlyphs == glyphs[-1] + 1
    assert len(whole["glyf"].keys()) == glyphs[-1] + 1


def test_the_order_of_reading_changes_nothing(own: Face) -> None:
    outlines = Outlines(own)
    outlines.cut([0, 3])
    head, glyphs = outlines.cut([0, 2, 4])
    assert head + b"".join(glyphs) == cut(own, 0, 2, 4)


def test_a_font_with_spoilt_outlines_is_named(own: Face, tmp_path: Path) -> None:
    data = bytearray(own.path.read_bytes())
    (count,) = struct.unpack_from(">H", data, 4)
    tables = [struct.unpack_from(">4s3L", data, 12 + 16 * at) for at in range(count)]
    at, size = next((start, length) for tag, _, start, length in tables if tag == b"glyf")
    data[at : at + size] = b"\x7f\xff" * (size // 2)  # thousands of contours in every glyph
    (tmp_path / "spoilt.ttf").write_bytes(data)
    with pytest.raises(ZhiyinError, match=r"FONT-002.*spoilt\.ttf"):
        TrueTypeCutter(Face("own", "Own", tmp_path / "spoilt.ttf")).cut([0, 2])
