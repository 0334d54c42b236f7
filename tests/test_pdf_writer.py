"""The PDF writer as independent readers see it: tags, links, outline, labels, metadata, positions, the same bytes."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from generator.diagnostics import ZhiyinError
from generator.document.nodes import Meta
from generator.layout.fonts import FontBook
from generator.layout.placed import (
    LaidOut,
    LinkArea,
    OutlineEntry,
    Page,
    Rect,
    StructNode,
    TextRun,
)
from generator.loading.theme import load_theme
from generator.pdf import write_pdf
from generator.pdf.annotations import uri
from generator.pdf.glyphs import FaceUse
from generator.pdf.numbers import num
from tests.pdf_sample import HEIGHT, META, ROOT, WIDTH, fonts, sample
from tests.pdf_tags import TagReader, instructions

GOLDEN = Path(__file__).with_name("golden") / "pdf_tags.txt"


@pytest.fixture(scope="module")
def data() -> bytes:
    return write_pdf(sample(), fonts())


@pytest.fixture(scope="module")
def pdf(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


@pytest.fixture(scope="module")
def reader(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def document(*pages: Page, root: StructNode | None = None, outline: tuple[OutlineEntry, ...] = ()) -> LaidOut:
    return LaidOut(META, list(pages), root or StructNode("Document"), list(outline))


def page(*items: Any, folio: str = "") -> Page:
    return Page(WIDTH, HEIGHT, list(items), folio)


# ------------------------------------------------------------------- structure


def test_tags_say_what_the_pages_hold(data: bytes) -> None:
    assert TagReader(data).tree() == GOLDEN.read_text(encoding="utf-8")


def test_pages_and_annotations_lead_back_to_their_elements(data: bytes) -> None:
    tags = TagReader(data)
    numbers: Any = tags.root.ParentTree.Nums
    entries = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    assert int(tags.root.ParentTreeNextKey) == len(entries)
    for at, shown in enumerate(tags.pdf.pages):
        elements = entries[int(shown.obj.StructParents)]
        assert len(elements) == len(tags.content[at])
        for mcid, element in enumerate(elements):
            own = element.get("/Pg") == shown.obj and mcid in [k for k in element.K if isinstance(k, int)]
            assert own or any(isinstance(k, pikepdf.Dictionary) and k.get("/MCID") == mcid for k in element.K)
        for note in shown.obj.get("/Annots", []):
            element = entries[int(note.StructParent)]
            assert any(isinstance(k, pikepdf.Dictionary) and k.get("/Obj") == note for k in element.K)


def test_table_heads_are_found_by_their_identifiers(data: bytes) -> None:
    tags = TagReader(data)
    names: Any = tags.root.IDTree.Names
    assert [bytes(names[i]) for i in range(0, len(names), 2)] == [b"kind", b"state", b"unit"]
    assert [names[i + 1].A.Scope for i in range(0, len(names), 2)] == ["/Column", "/Row", "/Column"]


def test_one_element_s_content_on_two_pages_stays_one_element() -> None:
    root = StructNode("Document")
    paragraph = root.add("P")
    runs = [TextRun(90, 90, "song", 12, text, (12.0,), owner=paragraph) for text in "甲乙"]
    tree = TagReader(write_pdf(document(page(runs[0]), page(runs[1]), root=root), fonts())).tree()
    assert tree == "Document\n  P\n    0: 甲\n    1: 乙\n"


def roles(items: list[TextRun], root: StructNode) -> list[str]:
    """The order of the kids below the root: roles, and the root's own text."""
    tree = TagReader(write_pdf(document(page(*items), root=root), fonts())).tree()
    return re.findall(r"^  (0: .*|\w+)", tree, re.MULTILINE)


def written(owner: StructNode) -> TextRun:
    return TextRun(9, 9, "song", 12, "字", (12.0,), owner=owner)


def test_text_and_elements_mix_as_painted_and_elements_never_painted_keep_their_place() -> None:
    root = StructNode("Document")
    children = [root.add(role) for role in ("TD", "P", "TH", "H1", "TD")]
    painted = [written(children[3]), written(root), written(children[1])]
    assert roles(painted, root) == ["TD", "H1", "TD", "0: 字", "P", "TH"]


def test_elements_among_themselves_keep_the_tree_s_order() -> None:
    """Cells side by side are painted line by line, and read one after the other."""
    root = StructNode("Document")
    children = [root.add(role) for role in ("TD", "P", "TH", "H1")]
    assert roles([written(children[i]) for i in (3, 1, 3, 1)], root) == ["TD", "P", "TH", "H1"]


def test_an_owner_outside_the_tree_is_refused() -> None:
    stray = TextRun(9, 9, "song", 12, "字", (12.0,), owner=StructNode("P"))
    with pytest.raises(ValueError, match="outside the structure tree"):
        write_pdf(document(page(stray)), fonts())


# ------------------------------------------------------------------ navigation


def test_links_lead_to_places_and_addresses_and_say_so(pdf: pikepdf.Pdf) -> None:
    inner, _ = (note for note in pdf.pages[1].obj.Annots)
    assert inner.Dest[0] == pdf.pages[2].obj
    assert [float(v) for v in list(inner.Dest)[2:4]] == [90, 751.89]
    (outer,) = pdf.pages[2].obj.Annots
    assert str(outer.A.URI) == "https://example.org/%E6%A0%87%E5%87%86?a=(1)"
    assert str(outer.Contents) == "市局网站"
    assert [float(v) for v in outer.Rect] == pytest.approx([126, 673.89, 174, 691.89])


@given(st.text(max_size=30))
def test_addresses_are_plain_characters_whatever_they_were(href: str) -> None:
    assert re.fullmatch(r"[!-~]*", uri(href.encode(errors="ignore").decode()))


def test_the_outline_nests_and_stands_open(reader: PdfReader, pdf: pikepdf.Pdf) -> None:
    def told(entries: list[Any]) -> list[Any]:
        return [told(e) if isinstance(e, list) else (e.title, reader.get_destination_page_number(e)) for e in entries]

    assert told(reader.outline) == [("一、总则", 2), [("（一）名单", 3), [("1. 图", 4)]], ("二、附则", 4)]
    assert int(pdf.Root.Outlines.Count) == 4
    assert int(pdf.Root.Outlines.First.Count) == 2


def test_links_and_bookmarks_that_lead_nowhere_are_named() -> None:
    with pytest.raises(ZhiyinError, match=r"PDF-001.*“fort”"):
        write_pdf(document(page(), outline=(OutlineEntry(1, "去处", "fort"),)), fonts())
    root = StructNode("Document")
    area = LinkArea(9, 9, 9, 9, dest="weg", owner=root.add("Link"))
    with pytest.raises(ZhiyinError, match=r"PDF-001.*“weg”"):
        write_pdf(document(page(area), root=root), fonts())


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from(["", "I", "II", "III", "IV", "i", "ix", "x", "1", "2", "3", "9", "附1", "0"]), min_size=1)
)
def test_page_labels_are_the_printed_folios(folios: list[str]) -> None:
    made = write_pdf(document(*(page(folio=folio) for folio in folios)), fonts())
    assert PdfReader(io.BytesIO(made)).page_labels == folios


# -------------------------------------------------------------------- metadata


def test_metadata_agree_in_both_places(reader: PdfReader) -> None:
    info: Any = reader.metadata
    said: Any = reader.xmp_metadata
    assert info.title == said.dc_title["x-default"] == META.title
    assert info.author == said.dc_creator[0] == META.author
    assert info.subject == said.dc_description["x-default"] == META.subject
    assert info.keywords == said.pdf_keywords == "标准化；人工智能"
    assert info.producer == info.creator == said.pdf_producer == said.xmp_creator_tool
    assert info["/CreationDate"] == info["/ModDate"] == "D:20250301000000+08'00'"
    assert said.xmp_create_date == said.xmp_modify_date == datetime(2025, 2, 28, 16)  # in UTC
    assert said.dc_language == ["zh-CN"]


def test_what_a_document_does_not_say_is_left_out() -> None:
    bare = LaidOut(Meta("题"), [page()], StructNode("Document"), [])
    read = PdfReader(io.BytesIO(write_pdf(bare, fonts())))
    assert read.metadata is not None
    assert set(read.metadata) == {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate"}
    said: Any = read.xmp_metadata
    assert (said.dc_creator, said.dc_description, said.pdf_keywords) == ([], {}, None)


def test_the_catalog_declares_language_tags_title_and_colour(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    assert (str(root.Lang), bool(root.MarkInfo.Marked)) == ("zh-CN", True)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert root.OutputIntents[0].DestOutputProfile.read_bytes()[36:40] == b"acsp"
    assert all(str(p.obj.Tabs) == "/S" for p in pdf.pages)


def test_every_font_is_embedded_and_none_is_reportlab_s_own(pdf: pikepdf.Pdf) -> None:
    fonts_found = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
    descendants = [o for o in fonts_found if o.Subtype == "/CIDFontType2"]
    assert len(fonts_found) == 2 * len(descendants) == 10  # song, its fallback, symbols, hei, kai
    assert all("/FontFile2" in o.FontDescriptor for o in descendants)
    assert not any("Helvetica" in repr(thing) for thing in pdf.objects)


# ------------------------------------------------------------------------ text


def test_text_comes_out_in_reading_order(reader: PdfReader) -> None:
    assert [line for line in reader.pages[2].extract_text().splitlines() if line] == [
        "一、总则",
        "一、总则",
        "镭𬭚、石㛃与𠮷野家是罕见字；",
        "网址见市局网站，请先阅读。",
        *(["——"] if "——" in reader.pages[2].extract_text() else ["—"]),  # pypdf reads no ActualText
        "1. 第一项",
        "2. 第二项",
    ]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler")
def test_poppler_reads_the_same_and_heeds_actual_text(data: bytes) -> None:
    command = ["pdftotext", "-raw", "-enc", "UTF-8", "-f", "3", "-l", "3", "-", "-"]
    said = subprocess.run(command, input=data, capture_output=True, check=True, timeout=60).stdout.decode()
    assert "镭𬭚、石㛃与𠮷野家是罕见字；\n网址见市局网站，请先阅读。\n——\n1. 第一项\n2. 第二项" in said


advances = st.lists(st.floats(0.2, 40.0), min_size=1, max_size=60)


@given(advances, st.sampled_from([9.0, 10.5, 12.0, 26.0]))
def test_every_glyph_stands_where_the_layout_put_it(given_advances: list[float], size: float) -> None:
    text = "".join("字A，"[i % 3] for i in range(len(given_advances)))
    face = fonts().face("song")
    _, (array, _) = FaceUse(fonts()).show("song", text, size, tuple(given_advances))
    pen = wanted = 0.0
    place = iter(zip(text, given_advances, strict=True))
    for codes, correction in re.findall(r"<([0-9A-F]*)>(-?\d*)", array):
        for _ in range(len(codes) // 4):
            char, advance = next(place)
            assert abs(pen - wanted) <= 0.00051 * size  # half a thousandth of the em
            pen += face.advance(char) * size
            wanted += advance
        pen -= int(correction or 0) * size / 1000
    assert next(place, None) is None


@given(st.floats(-1e5, 1e5))
def test_numbers_are_short_and_never_exponents(value: float) -> None:
    assert re.fullmatch(r"-?\d+(\.\d{0,2}[1-9])?", num(value))
    assert num(value) != "-0"
    assert abs(float(num(value)) - value) <= 0.000501


def test_a_character_that_the_face_lacks_is_named() -> None:
    with pytest.raises(ZhiyinError, match=r"FONT-001.*U\+1F600"):
        write_pdf(document(page(TextRun(9, 9, "song", 12, "😀", (12.0,)))), fonts())


# ----------------------------------------------------------------------- bytes


def test_bytes_are_the_same_again_and_whatever_the_hash_seed(data: bytes) -> None:
    script = (
        "import hashlib; from generator.pdf import write_pdf; from tests.pdf_sample import fonts, sample;"
        "print(hashlib.sha256(write_pdf(sample(), fonts())).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "America/Lima", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script]
    other = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=60, text=True).stdout
    assert write_pdf(sample(), fonts()) == data
    assert other.strip() == hashlib.sha256(data).hexdigest()


def test_what_was_written_before_changes_no_byte(data: bytes) -> None:
    """A worker's memory of runs, glyphs and their bits must not be seen in what it writes."""
    used = FontBook.load(load_theme(ROOT), ROOT / "templates")
    for text in ("化准标程流引指南", "㛃𠮷", "10万元", "标准化工作指引"):
        face = used.resolve("song", False, text[0])
        assert face is not None
        write_pdf(document(page(TextRun(9, 9, face.id, 12.0, text[:1], (12.0,)))), used)
        write_pdf(document(page(*(TextRun(9, 9, "song", 12.0, c, (12.0,)) for c in "标准化北京" if c in text))), used)
    assert write_pdf(sample(), used) == data


def test_identifiers_tell_different_documents_apart(pdf: pikepdf.Pdf) -> None:
    laid = sample()
    laid.structure.attributes["Title"] = "别的"  # nothing that is painted
    other = pikepdf.open(io.BytesIO(write_pdf(laid, fonts())))
    assert bytes(pdf.trailer.ID[0]) == bytes(pdf.trailer.ID[1]) != bytes(other.trailer.ID[0])


def test_streams_have_the_line_ends_that_archives_want(data: bytes) -> None:
    """ISO 19005-2, 6.1.7.1: CR LF or LF after ``stream``, an end-of-line before ``endstream``, the true length."""
    found = [match.end() for match in re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", data)]
    lengths = [int(value) for value in re.findall(rb"/Length (\d+)[^>]*>>\nstream\n", data)]
    assert len(found) == data.count(b"endstream")
    assert all(data[at + size :].startswith(b"\nendstream") for at, size in zip(found, lengths, strict=True))
    assert re.match(rb"%PDF-1\.7\r?\n%[\x80-\xff]{4}", data)


@pytest.mark.skipif(not shutil.which("qpdf"), reason="needs qpdf")
def test_qpdf_finds_nothing_wrong(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "sample.pdf").write_bytes(data)
    done = subprocess.run(["qpdf", "--check", "sample.pdf"], cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


def test_shapes_leave_the_state_as_it_was(pdf: pikepdf.Pdf) -> None:
    """Dashes and line caps of one shape must not reach the next."""
    for shown in pdf.pages:
        depth = 0
        for _, operator in instructions(shown):
            depth += {"q": 1, "Q": -1}.get(str(operator), 0)
            assert str(operator) not in {"d", "J"} or depth == 1
        assert depth == 0


def test_an_empty_figure_and_an_empty_shape_do_no_harm() -> None:
    root = StructNode("Document")
    figure = root.add("Figure", Alt="空")
    items = [Rect(9, 9, 20, 10, stroke="000000", line_width=2.0, owner=figure)]
    tree = TagReader(write_pdf(document(page(*items), root=root), fonts())).tree()
    assert f"BBox=[8 {num(HEIGHT - 20)} 30 {num(HEIGHT - 8)}]" in tree
