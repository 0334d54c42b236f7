"""The Word writer: real structure, live fields already filled, controls to be read back, the same bytes always."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

from generator.document.drawing import Box, Drawing, DrawnText
from generator.document.nodes import (
    Break,
    Cell,
    Check,
    Diagram,
    Document,
    Em,
    Fact,
    Field,
    Figure,
    Gap,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Meta,
    Paragraph,
    Ref,
    Row,
    Section,
    Spacer,
    Span,
    Strong,
    Table,
    Text,
    Toc,
)
from generator.document.numbering import number
from generator.document.walk import all_blocks
from generator.layout.fonts import FontBook
from generator.layout.pages import layout
from generator.layout.placed import LaidOut, Measured, StructNode
from generator.model.theme import ParagraphStyle, Theme
from generator.word import field_bookmark, write_word
from generator.word.flow import Flow, Para
from generator.word.linemodel import LIBREOFFICE, WORD, Stretch, breaks
from generator.word.runs import by_script
from generator.word.tables import column_widths, occupy
from tests.fonts_conf import TEMPLATES, convert, soffice

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
THEME = Theme.model_validate(yaml.safe_load((TEMPLATES / "theme.yaml").read_text(encoding="utf-8")))
LONG = (
    "为贯彻落实《国家标准化发展纲要》，支持企业参与国际标准（ISO/IEC JTC 1/SC 42）、国家标准和团体标准研制，"
    "明确“参与—提出—主导”的路径，制定本指引。截至2025年3月，已发布国家标准34项，其中6项（17.65%）由在京企业牵头。"
)


def p(*children: Inline | str, style: str = "body") -> Paragraph:
    return Paragraph(tuple(Text(c) if isinstance(c, str) else c for c in children), style)


def cell(*children: Inline | str, **facts: int) -> Cell:
    return Cell((p(*children, style="cell"),), **facts)  # type: ignore[arg-type]


def head(text: str) -> Cell:
    return Cell((p(text, style="cell-head"),), head=True)


def sample() -> Document:
    cover = Section("cover", (Spacer(120), p("工作指引", style="cover-title"), p("某某局", style="cover-issuer")))
    rows = [
        Row((cell(str(i)), cell(LONG[:40]), *((cell("合并", rowspan=2),) if i % 2 else ()), cell("—")))
        for i in range(1, 19)
    ]
    heads = Row((head("序号"), head("名称"), head("来源"), head("备注")), head=True)
    standards = Table((1, 4, 2, 1), (heads, *rows), caption=(Text("标准一览表"),), id="t-std", alt="列出标准")
    form = Table(
        (1, 2, 1, 2),
        (
            Row((head("单位名称"), cell(Field("company.name", "单位名称", (Text("示例公司 <A&B>\x00"),)), colspan=3))),
            Row(
                (
                    head("成立日期"),
                    cell(Field("company.founded", "成立日期", (Text("2019年5月6日"),), "date")),
                    head("类型"),
                    cell(Field("company.type", "类型", (Text("有限责任"),), "choice", ("有限责任", "股份", "股份"))),
                )
            ),
            Row((head("采标"), cell(Check("adopt.yes", "是", True), "　", Check("adopt.no", "否", False), colspan=3))),
            Row((head("联系人"), cell(Gap("contact.name", "联系人", "姓名")), head("日期"), cell(Gap("d", "日期")))),
        ),
        style="form",
    )
    box = Box(0, 0, 200, 60, (DrawnText(10, 30, "申请", 10.5),))
    figure = Figure(
        Diagram("flow", ()), "流程图：申请", (Text("流程"),), id="f-flow", drawing=Drawing(300, 120, (box,))
    )
    marks = p("见", Ref("t-std"), "、", Ref("s1", "title"), "，第", Ref("c2", "page"), "页", Strong((Text("粗"),)))
    more = p(Em((Text("楷"),)), Span("label", (Text("签"),)), Link("https://std.example.cn/?a=1&b=中", (Text("平台"),)))
    listed = List((ListItem((p("甲", style="list"),)), ListItem((p(LONG, style="list"),))), "number")
    body = Section(
        "body",
        (
            Heading(1, (Text("总体要求"),), "c1"),
            *(p(LONG * 2) for _ in range(5)),
            Heading(2, (Text("基本原则"),), "s1"),
            marks,
            more,
            p(Fact("17.65%", ()), Break(), "a<b & “c”"),
            listed,
            List(listed.items, "bullet"),
            standards,
            p(LONG),
            figure,
            *(p(LONG) for _ in range(3)),
            Heading(1, (Text("表格"),), "c2"),
            form,
            Heading(2, (Text("附"),), "s2", numbered=False),
            p(LONG),
        ),
        folio="arabic",
        restart=True,
        header="{h1}",
    )
    pair = tuple(Table((1, 1), (Row((cell("甲"), cell("乙"))),)) for _ in range(2))
    annex = Section("annex", (Heading(1, (Text("附件"),), "ax", False), *pair), True, "arabic", header="附件")
    front = Section("front", (Toc(),), folio="roman", restart=True)
    meta = Meta("工作指引", "某某局", keywords=("人工智能", "标准"), date="2025-03-01")
    return number(Document(meta, (cover, front, body, annex)))


def by_hand(document: Document) -> LaidOut:
    laid = LaidOut(document.meta, [], StructNode("Document"), [])
    for turn, block in enumerate(all_blocks(document)):
        if isinstance(block, Heading | Table | Figure) and block.id:
            laid.page_of[block.id] = (turn, str(turn))
        if isinstance(block, Heading) and block.level == 1:
            laid.page_starts.add(id(block))
        if isinstance(block, Table):
            laid.space_after[id(block)] = 8.5
    return laid


def written() -> bytes:
    document = sample()
    return write_word(document, by_hand(document), THEME)


@pytest.fixture(scope="module")
def package() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(written())) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture(scope="module")
def body(package: dict[str, bytes]) -> etree._Element:
    return etree.fromstring(package["word/document.xml"])


def text_of(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


# --------------------------------------------------------------------- package


def test_validators_find_nothing_and_python_docx_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "样.docx"
    file.write_bytes(written())
    found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(str(file))
    assert [str(error) for error in found.errors] == []
    opened = docx.Document(str(file))
    assert opened.core_properties.title == "工作指引"
    assert opened.core_properties.created is not None
    assert opened.core_properties.created.isoformat()[:10] == "2025-03-01"
    headings = [par.text for par in opened.paragraphs if (par.style.name if par.style else "").startswith("Heading")]
    assert headings == ["总体要求", "基本原则", "表格", "附", "附件"]


def test_the_package_holds_only_what_is_used_sorted_and_dated_1980() -> None:
    with zipfile.ZipFile(io.BytesIO(written())) as file:
        names = file.namelist()
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names == sorted(names)
    assert not [n for n in names if "thumbnail" in n or "customXml" in n or "Effects" in n]


def test_another_process_writes_the_same_bytes() -> None:
    code = "import hashlib;from tests.test_word_writer import written;print(hashlib.sha256(written()).hexdigest())"
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=TEMPLATES.parent, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == hashlib.sha256(written()).hexdigest()


def test_ids_and_bookmark_names_are_unique(body: etree._Element) -> None:
    marks = list(body.iter(f"{W}bookmarkStart"))
    for values in (
        [mark.get(f"{W}id") for mark in marks],
        [mark.get(f"{W}name") for mark in marks],
        [e.get(f"{W}val") for e in body.iterfind(f".//{W}sdtPr/{W}id")],
        [e.get("id") for e in body.iter() if etree.QName(e).localname in ("docPr", "cNvPr")],
    ):
        assert values
        assert len(values) == len(set(values))
    assert all(len(mark.get(f"{W}name", "")) <= 40 for mark in marks)


# ------------------------------------------------------------------- structure


def test_heading_numbers_are_live_and_titles_are_not_numbered_by_hand(
    body: etree._Element, package: dict[str, bytes]
) -> None:
    assert "一、" not in "".join(text_of(e) for e in body.iter(f"{W}p") if b"Heading1" in etree.tostring(e))
    numbering = package["word/numbering.xml"].decode()
    assert re.findall(r'w:lvlText w:val="([^"]+)"', numbering)[:3] == ["%1、", "（%2）", "%3."]
    unnumbered = [e for e in body.iter(f"{W}p") if text_of(e) == "附"]
    assert [e.get(f"{W}val") for e in unnumbered[0].iter(f"{W}numId")] == ["2"]


def test_each_list_counts_from_one(package: dict[str, bytes]) -> None:
    numbering = package["word/numbering.xml"].decode()
    assert len(re.findall(r"<w:startOverride ", numbering)) == 2


def test_contents_are_a_live_field_already_filled(body: etree._Element) -> None:
    instructions = [e.text for e in body.iter(f"{W}instrText")]
    assert ' TOC \\o "1-2" \\h \\z \\u ' in instructions
    entries = [text_of(e) for e in body.iter(f"{W}p") if b'"TOC' in etree.tostring(e)]
    pages = {name: folio for name, (_, folio) in by_hand(sample()).page_of.items()}
    shown = (("c1", "一、总体要求"), ("s1", "（一）基本原则"), ("c2", "二、表格"), ("s2", "附"), ("ax", "附件"))
    assert entries[1:] == [title + pages[ident] for ident, title in shown]
    anchors = {e.get(f"{W}name") for e in body.iter(f"{W}bookmarkStart")}
    assert {e.get(f"{W}anchor") for e in body.iter(f"{W}hyperlink")} - {None} <= anchors


def test_captions_and_references_are_fields_with_their_words(body: etree._Element) -> None:
    captions = [
        text_of(e) for e in body.iter(f"{W}p") if " SEQ " in "".join(i.text or "" for i in e.iter(f"{W}instrText"))
    ]
    assert captions == ["表 1　标准一览表", "图 1　流程"]
    sentence = next(text_of(e) for e in body.iter(f"{W}p") if text_of(e).startswith("见"))
    assert sentence.startswith("见表 1、基本原则，第")


def test_every_chapter_has_its_running_head_and_folios_lie_outside(package: dict[str, bytes]) -> None:
    heads = [text_of(etree.fromstring(data)) for name, data in package.items() if "/header" in name]
    assert sorted(set(heads)) == ["一、总体要求", "二、表格", "附件"]
    feet = [data.decode() for name, data in package.items() if "/footer" in name]
    assert any('w:jc w:val="right"' in foot for foot in feet)
    assert all("— " in foot or "PAGE" not in foot for foot in feet)
    assert "<w:evenAndOddHeaders/>" in package["word/settings.xml"].decode()
    assert "updateFields" not in package["word/settings.xml"].decode()


def test_tables_describe_themselves_repeat_heads_and_never_touch(body: etree._Element) -> None:
    first = next(body.iter(f"{W}tbl"))
    assert first.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val") == "列出标准"
    rows = first.findall(f"{W}tr")
    assert [r.find(f"{W}trPr/{W}tblHeader") is not None for r in rows[:2]] == [True, False]
    assert all(r.find(f"{W}trPr/{W}cantSplit") is not None for r in rows)
    assert sum(int(c.get(f"{W}w", 0)) for c in first.iterfind(f"{W}tblGrid/{W}gridCol")) == 434 * 20
    for table in body.iter(f"{W}tbl"):
        following = table.getnext()
        assert following is not None
        assert following.tag == f"{W}p"


def test_figures_speak(body: etree._Element) -> None:
    spoken = [e.get("descr") for e in body.iter() if etree.QName(e).localname == "docPr"]
    assert spoken == ["流程图：申请"]


# -------------------------------------------------------------------- controls


def test_values_and_gaps_are_unbound_controls_inside_bookmarks(body: etree._Element) -> None:
    controls = {
        e.find(f"{W}sdtPr/{W}tag").get(f"{W}val"): e
        for e in body.iter(f"{W}sdt")
        if e.find(f"{W}sdtPr/{W}tag") is not None
    }
    assert {key: text_of(e) for key, e in controls.items()} == {
        "company.name": "示例公司 <A&B>",
        "company.founded": "2019年5月6日",
        "company.type": "有限责任",
        "adopt.yes": "☑",
        "adopt.no": "□",
        "contact.name": "〔待填：姓名〕",
        "d": "〔待填：日期〕",
    }
    for key, control in controls.items():
        before = control.getprevious()
        assert before is not None
        assert before.get(f"{W}name") == field_bookmark(str(key))
        assert control.find(f".//{W}dataBinding") is None
        assert control.find(f"{W}sdtPr/{W}text") is None
    date = controls["company.founded"].find(f"{W}sdtPr/{W}date")
    assert date is not None
    assert date.get(f"{W}fullDate") == "2019-05-06T00:00:00Z"
    assert len(list(controls["company.type"].iter(f"{W}listItem"))) == 2
    assert controls["contact.name"].find(f"{W}sdtPr/{W}showingPlcHdr") is not None


@given(st.text(min_size=1, max_size=80))
def test_bookmark_names_are_what_word_accepts(key: str) -> None:
    name = field_bookmark(key)
    assert len(name) <= 40
    assert re.fullmatch(r"f_\w+", name)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_printed_literally_or_dropped_where_xml_forbids_it(text: str) -> None:
    document = Document(Meta(text), (Section("body", (p("始", text, "终"),)),))
    data = write_word(document, LaidOut(document.meta, [], StructNode("Document"), []), THEME)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            etree.fromstring(file.read(name))
        found = text_of(etree.fromstring(file.read("word/document.xml")))
    kept = re.sub("[\x00-\x1f\ufffe\uffff\ud800-\udfff\\s]", "", text)
    assert re.sub(r"\s", "", found) == f"始{kept}终"


# ------------------------------------------------------------- tables and gaps


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.integers(1, 5))
    rows = [
        Row(tuple(cell("x", colspan=draw(st.integers(1, 2)), rowspan=draw(st.integers(1, 3))) for _ in range(columns)))
        for _ in range(draw(st.integers(1, 5)))
    ]
    return Table(tuple(draw(st.lists(st.floats(0.5, 9), min_size=columns, max_size=columns))), tuple(rows))


@given(tables())
def test_every_row_fills_the_grid_once(table: Table) -> None:
    for slots in occupy(table):
        covered = [column for slot in slots for column in range(slot.column, slot.column + slot.width)]
        assert covered == list(range(len(table.columns)))


@given(st.lists(st.floats(0.1, 50), min_size=1, max_size=12))
def test_columns_add_up_to_the_measure(shares: list[float]) -> None:
    assert sum(column_widths(tuple(shares), 434)) == 8680


def test_space_between_paragraphs_is_written_on_one_side_only() -> None:
    base = ParagraphStyle(family="song", size=14, line=20)
    flow = Flow([Para("body", base, "", after=6), Para("body", base, "", before=4)])
    assert 'w:before="200"' in flow.xml()
    assert "w:after" not in flow.xml()


# ------------------------------------------------------------- pages and lines


def test_a_page_is_forced_only_where_the_one_before_has_room() -> None:
    blocks = (p("一"), p("二"), p("三"))
    document = Document(Meta("题"), (Section("body", blocks),))
    laid = LaidOut(document.meta, [], StructNode("Document"), [])
    laid.page_starts.update(map(id, blocks[1:]))
    laid.page_room.update({id(blocks[1]): 0.0, id(blocks[2]): 100.0})
    with zipfile.ZipFile(io.BytesIO(write_word(document, laid, THEME))) as file:
        main = etree.fromstring(file.read("word/document.xml"))
    assert [e.find(f"{W}pPr/{W}pageBreakBefore") is not None for e in main.iter(f"{W}p")] == [False, False, True]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("国" * 31, 1),
        ("国" * 32, 2),
        ("国" * 31 + "，", 1),  # hangs
        ("国" * 31 + "）国", 2),  # takes a Han with it
        ("国" * 30 + "（国", 2),
        ("国" * 29 + "A" * 8, 2),
        ("国A" * 18, 2),
    ],
)
def test_both_programs_are_modelled_as_measured(text: str, lines: int) -> None:
    stretch = [Stretch(text, 14.0, "Times New Roman", False)]
    assert breaks(stretch, LIBREOFFICE).count(434, 0, 0) == lines
    assert breaks(stretch, WORD).count(434, 0, 0) == lines


def test_a_paragraph_that_would_break_otherwise_is_set_tighter() -> None:
    paragraph = p("国" * 32)
    document = Document(Meta("题"), (Section("body", (paragraph,)),))
    laid = LaidOut(document.meta, [], StructNode("Document"), [])
    laid.measured[id(paragraph)] = Measured(1, 434.0)
    with zipfile.ZipFile(io.BytesIO(write_word(document, laid, THEME))) as file:
        main = file.read("word/document.xml").decode()
    found = re.search(r'<w:rPr><w:spacing w:val="(-\d+)"/>', main)
    assert found
    assert -14 <= int(found[1]) < 0


def test_shared_signs_follow_their_neighbours() -> None:
    assert by_script("称“甲”。") == [("称“甲”。", True)]
    assert by_script("ISO’s rule") == [("ISO’s rule", False)]
    assert by_script("□" * 100_000) == [("□" * 100_000, True)]  # in bounded time


@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
def test_libreoffice_puts_every_heading_table_and_figure_on_the_page_the_contents_name(tmp_path: Path) -> None:
    document, laid = layout(sample(), THEME, FontBook.load(THEME, TEMPLATES))
    file = tmp_path / "样.docx"
    file.write_bytes(write_word(document, laid, THEME))
    pages = pypdf.PdfReader(str(convert(file, tmp_path / "pdf"))).pages
    words = ["".join(page.extract_text().split()) for page in pages]
    assert len(words) == len(laid.pages)
    shown = {"c1": "一、总体要求", "s1": "（一）基本原则", "c2": "二、表格", "ax": "附件"}
    shown |= {"t-std": "表1标准一览表", "f-flow": "图1流程"}
    assert {ident: text in words[laid.page_of[ident][0]] for ident, text in shown.items()} == dict.fromkeys(shown, True)
