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

from generator.diagnostics import ZhiyinError
from generator.layout.faces import Face
from generator.pdf.file import assemble
from generator.pdf.font_subset import Subsetter
from generator.pdf.fonts import write_font
from generator.pdf.glyphs import Letters
from generator.pdf.objects import Objects

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


def paint(lines: list[tuple[Subsetter, str]]) -> bytes:
    """A page with a line for each text in a font of its own: Z0, Z1 and so on."""
    objects, fonts, code = Objects(), [], []
    for number, (font, text) in enumerate(lines):
        shown = "".join(f"{font.face.gid(char):04X}" for char in text)
        code.append(f"BT /Z{number} 12 Tf 1 0 0 1 60 {780 - 30 * number} Tm <{shown}> Tj ET")
        fonts.append(f"/Z{number} {write_font(font.get(frozenset(text)), objects)}")
    content = objects.add_stream("\n".join(code).encode())
    page, pages = objects.reserve(), objects.reserve()
    held = f"/Resources <</Font <<{' '.join(fonts)}>>>> /Contents {content}"
    objects.put(page, f"<</Type /Page /Parent {pages} 0 R /MediaBox [0 0 595 842] {held}>>")
    objects.put(pages, f"<</Type /Pages /Count 1 /Kids [{page} 0 R]>>")
    return assemble(objects, objects.add(f"<</Type /Catalog /Pages {pages} 0 R>>"), objects.add("<<>>"))


def embedded(pdf: bytes, number: int = 0) -> Any:
    """The Type 0 font dictionary of a line."""
    return PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"][f"/Z{number}"]  # type: ignore[index]


def descendant(font: Any) -> Any:
    return font["/DescendantFonts"][0].get_object()


def all_faces() -> bytes:
    return paint([(Subsetter(face(name)), text) for name, text in TEXTS.items()])


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
    font = embedded(paint([(Subsetter(source), TEXTS[name])]))
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
    font = embedded(paint([(Subsetter(source), "标准")]))
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
    cmap = embedded(paint([(Subsetter(source), common)]))["/ToUnicode"].get_data().decode("ascii")
    blocks = [int(count) for count in re.findall(r"(\d+) beginbfchar", cmap)]
    assert max(blocks) == 100
    assert sum(blocks) == len(common)
    assert f"<{source.gid('𬭚'):04X}> <D872DF5A>" in cmap


def test_descriptors_tell_weight_and_serifs() -> None:
    pdf = all_faces()
    told = {name: descendant(embedded(pdf, at))["/FontDescriptor"] for at, name in enumerate(TEXTS)}
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
        font = embedded(paint([(Subsetter(face()), "".join(letters))]))
        program = descendant(font)["/FontDescriptor"]["/FontFile2"].get_data()
        bodies.append((font["/BaseFont"], font["/ToUnicode"].get_data(), program))
    assert bodies[0] == bodies[1] == bodies[2]
    assert re.fullmatch(r"/[A-Z]{6}\+ZhiyinSong-Regular", bodies[0][0])


def test_two_runs_give_the_same_bytes() -> None:
    assert all_faces() == all_faces()


def test_documents_with_the_same_characters_share_one_subset() -> None:
    cutter = Subsetter(face(), limit=2)
    few, more, other = frozenset("标"), frozenset("标准"), frozenset("化")
    first = cutter.get(few)
    assert cutter.get(few) is first
    assert cutter.get(more) is not first
    cutter.get(other)
    assert cutter.get(few) is not first
    assert cutter.get(few) == first


def test_a_missing_character_is_refused_and_not_drawn_as_a_box() -> None:
    with pytest.raises(ZhiyinError, match=r"U\+20BB7"):
        Letters(face()).array("吉𠮷", 12.0, (12.0, 12.0))


def test_characters_that_share_a_glyph_are_told_apart() -> None:
    letters = Letters(face())
    assert [char for char in " \u00a0①➀一⼀标" if letters.array(char, 12.0, (12.0,))[1]] == ["\u00a0", "➀", "⼀"]


def test_a_users_opentype_font_with_cff_outlines_is_embedded_as_bare_cff(tmp_path: Path) -> None:
    make_cff(tmp_path / "Own.otf")
    own = face("Own", tmp_path, "otf")
    pdf = paint([(Subsetter(own), "标A")])
    font = embedded(pdf)
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
