"""The fillable edition: fields as forms libraries read them, in reading order, looking like the plain edition."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader, PdfWriter

from generator.layout.placed import FormArea, LaidOut, Page, StructNode
from generator.pdf import write_pdf
from tests import verapdf
from tests.pdf_sample import META, Sheet, fonts, sample
from tests.pdf_tags import TagReader


def every_kind() -> LaidOut:
    """A long answer that goes on on a second page, a choice, a date, a box without a tick, a field without a value."""
    root = StructNode("Document")
    first, second = Sheet("1"), Sheet("2")
    answer = root.add("P").add("Form")
    for sheet, words in ((first, ("第一行与𠮷", "第二行")), (second, ("第三行",))):
        for i, said in enumerate(words):
            sheet.text(90, 100 + 24 * i, said, answer)
            area = FormArea(90, 84 + 24 * i, 300, 24, "answer", "答复", "long", "第一行与𠮷第二行第三行", owner=answer)
            sheet.add(area)
    rest: list[tuple[Any, str, str, tuple[str, ...]]] = [
        ("choice", "甲类", "甲类", ("甲类", "乙类")),
        ("choice", "丙类", "丙类", ("甲类", "乙类")),
        ("date", "2025年3月1日", "2025年3月1日", ()),
        ("check", "□", "", ()),
        ("text", "〔待填：电话〕", "", ()),
    ]
    for i, (kind, shown, value, options) in enumerate(rest):
        line = root.add("P")
        second.text(90, 200 + 30 * i, f"{i + 1}号：", line)
        owner = line.add("Form")
        second.text(140, 200 + 30 * i, shown, owner)
        area = FormArea(138, 186 + 30 * i, 120, 18, f"f.{i}", f"{i + 1}号", kind, value, options, owner=owner)
        second.add(area)
    return LaidOut(META, [first.page, second.page], root, [])


@pytest.fixture(scope="module")
def data() -> bytes:
    return write_pdf(every_kind(), fonts(), fillable=True)


def test_fields_carry_kind_value_label_and_options(data: bytes) -> None:
    found = PdfReader(io.BytesIO(data)).get_fields()
    assert found is not None
    told = {
        name: (f["/FT"], f.get("/V"), f["/TU"], [str(o) for o in f.get("/_States_", [])]) for name, f in found.items()
    }
    assert told == {
        "answer": ("/Tx", "第一行与𠮷第二行第三行", "答复", []),
        "f/0": ("/Ch", "甲类", "1号", ["甲类", "乙类"]),
        "f/1": ("/Ch", "丙类", "2号", ["甲类", "乙类"]),
        "f/2": ("/Tx", "2025年3月1日", "3号", []),
        "f/3": ("/Btn", "/Off", "4号", ["/Yes", "/Off"]),
        "f/4": ("/Tx", None, "5号", []),
    }


def test_a_field_of_several_lines_and_pages_is_one_field_with_a_widget_on_each_page(data: bytes) -> None:
    pdf = pikepdf.open(io.BytesIO(data))
    answer = pdf.Root.AcroForm.Fields[0]
    assert [[round(float(v)) for v in kid.Rect] for kid in answer.Kids] == [[90, 710, 390, 758], [90, 734, 390, 758]]
    assert int(answer.Ff) == 1 << 12
    assert [pdf.pages[i].obj.Annots[0] == answer.Kids[i] for i in (0, 1)] == [True, True]


def test_fields_stand_in_reading_order_and_their_text_is_not_doubled(data: bytes) -> None:
    assert TagReader(data).tree().splitlines()[1:10] == [
        "  P",
        "    Form Desc=答复 Role=tv",
        "      [Widget 答复]",
        "      [Widget 答复]",
        "  P",
        "    1: 1号：",
        "    Form Desc=1号 Role=tv",
        "      [Widget 1号]",
        "  P",
    ]


def test_boxes_know_both_looks_and_empty_fields_look_empty(data: bytes) -> None:
    pdf = pikepdf.open(io.BytesIO(data))
    fields = {str(f.T): f for f in pdf.Root.AcroForm.Fields}
    looks = fields["f/3"].AP.N
    assert looks.Yes.read_bytes() != looks.Off.read_bytes()
    assert b"TJ" in looks.Yes.read_bytes()
    assert b"TJ" not in fields["f/4"].AP.N.read_bytes()
    assert "/NeedAppearances" not in pdf.Root.AcroForm


def test_the_plain_edition_has_no_fields_but_says_where_they_are() -> None:
    plain = write_pdf(every_kind(), fonts())
    assert "/AcroForm" not in pikepdf.open(io.BytesIO(plain)).Root
    assert "    Form Desc=4号 Role=cb checked=off\n      1: □\n" in TagReader(plain).tree()


def test_values_typed_later_are_read_back(data: bytes) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.update_page_form_field_values(writer.pages[1], {"f/2": "2026年1月1日"}, auto_regenerate=True)
    buffer = io.BytesIO()
    writer.write(buffer)
    found = PdfReader(buffer).get_fields()
    assert found is not None
    assert found["f/2"]["/V"] == "2026年1月1日"


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="needs poppler")
def test_both_editions_look_the_same(tmp_path: Path) -> None:
    pictures: list[bytes] = []
    for name, fillable in (("plain", False), ("fillable", True)):
        (tmp_path / f"{name}.pdf").write_bytes(write_pdf(sample(), fonts(), fillable=fillable))
        command = ["pdftoppm", "-r", "50", "-f", "5", "-singlefile", f"{name}.pdf", name]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=60)
        pictures.append((tmp_path / f"{name}.ppm").read_bytes())
    assert pictures[0] == pictures[1]


@verapdf.needed
def test_the_fillable_edition_passes_both_profiles(data: bytes, tmp_path: Path) -> None:
    files = {"every.pdf": data, "sample.pdf": write_pdf(sample(), fonts(), fillable=True)}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    assert verapdf.check([tmp_path / name for name in files]) == []


def test_a_field_needs_a_form_element_of_its_own() -> None:
    root = StructNode("Document")
    stray = FormArea(9, 9, 9, 9, "k", "项", "text", "", owner=root.add("P"))
    with pytest.raises(ValueError, match="Form element"):
        write_pdf(LaidOut(META, [Page(100, 100, [stray])], root, []), fonts(), fillable=True)
