"""Embedded fonts as independent readers see them: text, widths, glyphs, and the same bytes every time."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz as hb
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from generator.diagnostics import ZhiyinError
from generator.layout.faces import Face
from generator.pdf.font_program import SubsetCache
from generator.pdf.fonts import EmbeddedFont

FONTS = Path(__file__).resolve().parent.parent / "templates" / "fonts"
TEXTS = {
    "ZhiyinSong-Regular": "“标准化”工作指引——𬭚㛃2026",
    "ZhiyinSong-Bold": "《办法》第①条：10万元",
    "ZhiyinHei-Regular": "GB/T1.1—2020ⅣⅫ",
    "ZhiyinHei-Bold": "参编单位（盖章）",
    "ZhiyinKai-Regular": "‘楷体’……℃㎡№",
    "ZhiyinSongExt-Regular": "𠮷㐂龘",
    "ZhiyinSymbols-Regular": "☐☑☒✔✗",
}


def face(name: str = "ZhiyinSong-Regular", folder: Path = FONTS, suffix: str = "ttf") -> Face:
    return Face(name, name, folder / f"{name}.{suffix}")


def paint(lines: list[tuple[EmbeddedFont, str]]) -> bytes:
    """A page with a line for each text, painted as the writer paints: raw operators on reportlab's canvas."""
    buffer = io.BytesIO()
    canvas: Any = Canvas(buffer, invariant=1)
    for number, (font, text) in enumerate(lines):
        operand = font.getSubsetInternalName(0, canvas._doc)
        shown = font.encode(text).hex()
        canvas._code.append(f"BT {operand} 12 Tf 1 0 0 1 60 {780 - 30 * number} Tm <{shown}> Tj ET")
    canvas.save()
    return buffer.getvalue()


def embedded(pdf: bytes, name: str) -> Any:
    """The Type 0 font dictionary under a resource name."""
    return PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"][f"/{name}"]  # type: ignore[index]


def descendant(font: Any) -> Any:
    return font["/DescendantFonts"][0].get_object()


def all_faces() -> bytes:
    return paint([(EmbeddedFont(face(name), f"Z{at}"), text) for at, (name, text) in enumerate(TEXTS.items())])


def test_pypdf_reads_the_text_of_every_face() -> None:
    text = PdfReader(io.BytesIO(all_faces())).pages[0].extract_text()
    assert text.split() == list(TEXTS.values())


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_poppler_reads_the_text_of_every_face(tmp_path: Path) -> None:
    (tmp_path / "faces.pdf").write_bytes(all_faces())
    run = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "faces.pdf", "-"], cwd=tmp_path, check=True, capture_output=True
    )
    assert run.stdout.decode().split() == list(TEXTS.values())


@pytest.mark.parametrize("name", TEXTS)
def test_written_widths_are_those_of_the_face(name: str) -> None:
    source = face(name)
    font = embedded(paint([(EmbeddedFont(source, "Z"), TEXTS[name])]), "Z")
    array = descendant(font)["/W"]
    widths = {
        first + step: float(width)
        for first, run in zip(array[::2], array[1::2], strict=True)
        for step, width in enumerate(run)
    }
    for char in TEXTS[name]:
        assert widths.get(source.gid(char), 1000.0) == pytest.approx(source.advance(char) * 1000, abs=0.01)


def test_the_program_holds_the_outlines_of_used_glyphs_only() -> None:
    source = face()
    font = embedded(paint([(EmbeddedFont(source, "Z"), "标准")]), "Z")
    stream = descendant(font)["/FontDescriptor"]["/FontFile2"]
    data = stream.get_data()
    assert stream["/Length1"] == len(data)
    cut = hb.Font(hb.Face(data))
    for char in "标准":
        assert cut.get_glyph_extents(source.gid(char)) == source.hb_font.get_glyph_extents(source.gid(char))
    assert (cut.get_glyph_extents(source.gid("化")) or (0, 0, 0, 0))[2] == 0
    assert set(cut.face.table_tags) == {"glyf", "loca", "head", "hhea", "hmtx", "maxp"}


def test_unicode_maps_have_blocks_of_at_most_a_hundred_and_surrogate_pairs() -> None:
    source = face()
    text = "".join(map(chr, range(0x4E00, 0x5200)))
    common = "".join(filter(source.has, text)) + "𬭚"
    cmap = embedded(paint([(EmbeddedFont(source, "Z"), common)]), "Z")["/ToUnicode"].get_data().decode("ascii")
    blocks = [int(count) for count in re.findall(r"(\d+) beginbfchar", cmap)]
    assert max(blocks) == 100
    assert sum(blocks) == len(common)
    assert f"<{source.gid('𬭚'):04X}> <D872DF5A>" in cmap


def test_descriptors_tell_weight_and_serifs() -> None:
    pdf = paint([(EmbeddedFont(face(name), name), TEXTS[name]) for name in TEXTS])
    told = {name: descendant(embedded(pdf, name))["/FontDescriptor"] for name in TEXTS}
    assert told["ZhiyinSong-Regular"]["/Flags"] == 6
    assert told["ZhiyinHei-Regular"]["/Flags"] == 4
    assert told["ZhiyinHei-Bold"]["/StemV"] > told["ZhiyinHei-Regular"]["/StemV"]
    for descriptor in told.values():
        left, bottom, right, top = map(float, descriptor["/FontBBox"])
        assert left < right
        assert bottom < top


def test_the_order_of_painting_changes_no_font_object() -> None:
    letters = list("标准化工作指引①\u00a0 A")
    bodies = []
    for seed in range(3):
        random.Random(seed).shuffle(letters)
        font = embedded(paint([(EmbeddedFont(face(), "Z"), "".join(letters))]), "Z")
        program = descendant(font)["/FontDescriptor"]["/FontFile2"].get_data()
        bodies.append((font["/BaseFont"], font["/ToUnicode"].get_data(), program))
    assert bodies[0] == bodies[1] == bodies[2]
    assert re.fullmatch(r"/[A-Z]{6}\+ZhiyinSong-Regular", bodies[0][0])


def test_two_runs_give_the_same_bytes() -> None:
    assert all_faces() == all_faces()


def test_documents_with_the_same_glyphs_share_one_program() -> None:
    source, cache = face(), SubsetCache(limit=2)
    few, more = frozenset({0, 40}), frozenset({0, 40, 41})
    first = cache.get(source, few)
    assert cache.get(source, few) is first
    assert cache.get(source, more) is not first
    cache.get(source, frozenset({0, 42}))
    assert cache.get(source, few) is not first
    assert cache.get(source, few) == first
    plain = paint([(EmbeddedFont(source, "Z"), "标准")])
    assert [paint([(EmbeddedFont(source, "Z", cache), "标准")]) for _ in range(2)] == [plain, plain]


def test_a_missing_character_is_refused_and_not_drawn_as_a_box() -> None:
    with pytest.raises(ZhiyinError, match=r"U\+20BB7"):
        EmbeddedFont(face(), "Z").encode("吉𠮷")


def test_characters_that_share_a_glyph_are_told_apart() -> None:
    font = EmbeddedFont(face(), "Z")
    assert [char for char in " \u00a0①➀一⼀标" if font.ambiguous(char)] == ["\u00a0", "➀", "⼀"]


def test_a_users_opentype_font_with_cff_outlines_is_embedded_as_bare_cff(tmp_path: Path) -> None:
    make_cff(tmp_path / "Own.otf")
    own = face("Own", tmp_path, "otf")
    pdf = paint([(EmbeddedFont(own, "Z"), "标A")])
    font = embedded(pdf, "Z")
    assert font["/BaseFont"].endswith("+Own-Identity-H")
    assert descendant(font)["/Subtype"] == "/CIDFontType0"
    assert descendant(font)["/FontDescriptor"]["/FontFile3"]["/Subtype"] == "/CIDFontType0C"
    assert PdfReader(io.BytesIO(pdf)).pages[0].extract_text().strip() == "标A"


def make_cff(path: Path) -> None:
    """A little OpenType font with two square glyphs."""
    builder_module = pytest.importorskip("fontTools.fontBuilder")
    pens = pytest.importorskip("fontTools.pens.t2CharStringPen")
    builder = builder_module.FontBuilder(1000, isTTF=False)
    names = [".notdef", "A", "uni6807"]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord("A"): "A", ord("标"): "uni6807"})
    shapes = {}
    for name in names:
        pen = pens.T2CharStringPen(500 if name == "A" else 1000, None)
        pen.moveTo((50, 0))
        for corner in ((450, 0), (450, 700), (50, 700)):
            pen.lineTo(corner)
        pen.closePath()
        shapes[name] = pen.getCharString()
    builder.setupCFF("Own", {}, shapes, {})
    builder.setupHorizontalMetrics({name: (500 if name == "A" else 1000, 50) for name in names})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupOS2()
    builder.setupPost()
    builder.setupNameTable({"familyName": "Own", "styleName": "Regular", "psName": "Own"})
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.save(path)
