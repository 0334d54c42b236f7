"""Drafts as files: every form of every sample company, values that come back, hostile data, forms added as data."""

from __future__ import annotations

import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from generator.build.choosing import Choice, choose
from generator.build.drafts import Folder, draft_company, make_drafts
from generator.build.files import write_all
from generator.build.making import write
from generator.build.names import safe_name
from generator.build.workshop import Draft, Workshop
from generator.diagnostics import ZhiyinError
from generator.document.nodes import Check, Field, Gap, Heading, Inline, Paragraph, inline_text
from generator.document.walk import all_blocks, inlines_in, inlines_of, words_of
from generator.filling.reader import spoken
from generator.layout.placed import Rule, TextRun
from generator.loading.company import load_company
from generator.model.values import credit_code
from generator.word.names import field_bookmark
from tests import samples
from tests.fonts_conf import convert_all, soffice
from tests.laid import ROOT
from tests.samples import COMPANIES, all_drafts, drafts_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def shop() -> Workshop:
    return samples.shop()


def controls(word: bytes) -> dict[str, str]:
    """Tag → text of every content control."""
    root = etree.fromstring(zipfile.ZipFile(BytesIO(word)).read("word/document.xml"))
    found: dict[str, str] = {}
    for control in root.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None:
            found[tag.get(f"{W}val")] = text_of(control.find(f"{W}sdtContent"))
    return found


def text_of(element: etree._Element) -> str:
    return "".join("\n" if item.tag == f"{W}br" else item.text or "" for item in element.iter(f"{W}t", f"{W}br"))


def bookmarks(word: bytes) -> dict[str, str]:
    """Bookmark name → the text between its start and end, as one paragraph's runs hold it."""
    root = etree.fromstring(zipfile.ZipFile(BytesIO(word)).read("word/document.xml"))
    open_marks: dict[str, str] = {}
    found: dict[str, str] = {}
    for item in root.iter():
        if item.tag == f"{W}bookmarkStart":
            open_marks[item.get(f"{W}id")] = item.get(f"{W}name")
            found.setdefault(item.get(f"{W}name"), "")
        elif item.tag == f"{W}bookmarkEnd":
            open_marks.pop(item.get(f"{W}id"), None)
        elif item.tag in (f"{W}t", f"{W}br"):
            for name in open_marks.values():
                found[name] += (item.text or "") if item.tag == f"{W}t" else "\n"
    return found


def expected(draft: Draft) -> dict[str, str]:
    """Key → what its control should hold."""
    blocks = all_blocks(draft.prepared.document)
    inlines = (child for block in blocks for child in inlines_in(inlines_of(block)))
    return {child.key: printed(child) for child in inlines if hasattr(child, "key")}


def read(held: dict[str, str], wanted: dict[str, str]) -> dict[str, str]:
    """What controls or bookmarks hold; a line end in an answer of one line is where a title turns."""
    return {key: text if "\n" in wanted.get(key, "\n") else text.replace("\n", "") for key, text in held.items()}


def printed(child: Inline) -> str:
    if isinstance(child, Check):
        return "☑" if child.checked else "□"
    assert isinstance(child, Field | Gap)
    return inline_text(child.children) if isinstance(child, Field) else inline_text((child,))


@pytest.mark.parametrize("company", COMPANIES, ids=lambda path: path.name)
def test_every_form_of_every_sample_is_valid_word_that_gives_every_value_back(company: Path, tmp_path: Path) -> None:
    validator, file = OpenXmlValidator(), tmp_path / "draft.docx"
    for draft in drafts_of(company):
        word = write(draft.prepared, "docx")
        file.write_bytes(word)
        assert [str(error) for error in validator.validate(str(file)).errors] == [], draft.filled.form.id
        wanted = expected(draft)
        assert read(controls(word), wanted) == wanted, draft.filled.form.id


def test_word_and_pdf_have_the_same_words_and_the_pdf_the_pages_that_were_laid_out(shop: Workshop) -> None:
    draft = one(shop, "complete", "recommended-proposal", "proposal-tool-calling")
    pdf = PdfReader(BytesIO(write(draft.prepared, "pdf")))
    assert len(pdf.pages) == len(draft.prepared.laid.pages)
    words = "".join("".join(page.extract_text().split()) for page in pdf.pages)
    for value in ("人工智能智能体工具调用能力测试方法", "以官方最新表格为准。", "注7", "（单位公章）"):
        assert value in words


@pytest.mark.parametrize("company", COMPANIES, ids=lambda path: path.name)
def test_every_draft_says_whose_labels_prevail_at_its_end_or_in_its_running_head(company: Path) -> None:
    for draft in drafts_of(company):
        document, form = draft.prepared.document, draft.filled.form
        said = words_of(document) + "".join(section.header for section in document.sections)
        assert form.colophon[0] in said, form.id


def test_who_proposes_a_standard_is_asked_for_and_not_assumed(shop: Workshop) -> None:
    draft = one(shop, "sparse", "draft-standard", "proposal-data-labelling")
    assert "本文件由〔待填：提出单位〕提出。" in words_of(draft.prepared.document)


def one(shop: Workshop, company: str, form: str, key: str) -> Draft:
    bundle = load_company(ROOT / "content" / "companies" / company)
    undertaking = next(item for item in bundle.undertakings if item.key == key)
    return shop.draft(shop.forms[form], bundle, undertaking)


@pytest.mark.skipif(soffice() is None, reason="needs LibreOffice")
def test_every_value_of_every_sample_survives_libreoffice_in_its_bookmark(tmp_path: Path) -> None:
    drafts = [draft for _, draft in all_drafts()]
    files = [tmp_path / f"{number:03}.docx" for number in range(len(drafts))]
    for draft, file in zip(drafts, files, strict=True):
        file.write_bytes(write(draft.prepared, "docx"))
    for draft, saved in zip(drafts, convert_all(files, tmp_path / "out", "docx"), strict=True):
        wanted = {field_bookmark(key): text.strip() for key, text in expected(draft).items() if text.strip()}
        held = read(bookmarks(saved.read_bytes()), wanted)
        assert {name: held.get(name, "").strip() for name in wanted} == wanted, draft.filled.form.id


def test_numbers_of_annexes_and_terms_stand_on_lines_of_their_own_and_contents_say_them_on_one(shop: Workshop) -> None:
    draft = one(shop, "complete", "draft-standard", "proposal-tool-calling")
    heads = [block for block in all_blocks(draft.prepared.document) if isinstance(block, Heading)]
    lines = {head.look: inline_text(head.children).split("\n") for head in reversed(heads)}
    assert lines["annex-head"] == ["附录A", "（规范性）", "指标的计算公式"]
    assert lines["term-head"] == ["3.1", "　　智能体　agent"]
    pages = [page.extract_text() for page in PdfReader(BytesIO(write(draft.prepared, "pdf"))).pages]
    assert "附录A（规范性）指标的计算公式" in "".join(pages[1].split())
    xml = zipfile.ZipFile(BytesIO(write(draft.prepared, "docx"))).read("word/document.xml").decode()
    assert xml.count('<w:outlineLvl w:val="0"/>') == 3  # two annexes, 参考文献


def test_titles_of_letters_turn_with_their_sense_whole_in_word_as_in_the_pdf(shop: Workshop) -> None:
    bundle = load_company(ROOT / "content" / "companies" / "complete")
    undertaking = next(item for item in bundle.undertakings if item.key == "proposal-tool-calling")
    draft = shop.draft(shop.forms["letter-recommended"], bundle, undertaking)
    lines = ["关于报送《人工智能 智能体 工具调用能力", "测试方法》推荐性国家标准立项建议的函"]
    page = PdfReader(BytesIO(write(draft.prepared, "pdf"))).pages[0].extract_text()
    assert [line for line in page.split("\n") if line.startswith("关于") or line.endswith("的函")] == lines
    root = etree.fromstring(zipfile.ZipFile(BytesIO(write(draft.prepared, "docx"))).read("word/document.xml"))
    titles = [text_of(item) for item in root.iter(f"{W}p") if text_of(item).startswith("关于")]
    assert titles == ["\n".join(lines)]


def test_addresses_in_narrow_cells_turn_behind_their_marks_in_word_as_in_the_pdf(shop: Workshop) -> None:
    draft = one(shop, "complete", "participation-application", "participation-large-model")
    root = etree.fromstring(zipfile.ZipFile(BytesIO(write(draft.prepared, "docx"))).read("word/document.xml"))
    cells = [text_of(item) for item in root.iter(f"{W}tc")]
    assert "wang.fanli@\nshili.example" in cells
    assert "zhao.juli@shili.example" in cells  # where there is room
    pages = [page.extract_text().split("\n") for page in PdfReader(BytesIO(write(draft.prepared, "pdf"))).pages]
    assert any("fanli@" in line for page in pages for line in page)


def test_lists_of_standards_turn_between_their_numbers_in_word_as_in_the_pdf(shop: Workshop) -> None:
    draft = one(shop, "hard", "recommended-summary", "proposal-multi-agent")
    root = etree.fromstring(zipfile.ZipFile(BytesIO(write(draft.prepared, "docx"))).read("word/document.xml"))
    assert "GB/T 99990.12—2020、\nGB/Z 99991—2019" in [text_of(item) for item in root.iter(f"{W}tc")]


UNPARTED = re.compile(
    r"1\d{10}|\d{12}\.[\dX]|(?:GB(?:/[TZ])?|T/[A-Z]{2,6}) [\d.]+[-—]\d{4}|\d{8}-[QTZ]-\d{3}|技术负责人"
)
"""Mobile, patent, standards' and plan numbers, a post of five characters: what columns have room for."""


def test_numbers_and_posts_stand_on_one_line_of_their_columns() -> None:
    for _, draft in all_drafts():
        laid = draft.prepared.laid
        cells = [block for block in all_blocks(draft.prepared.document) if isinstance(block, Paragraph)]
        for cell in cells:
            text = inline_text(cell.children)
            if UNPARTED.fullmatch(text):
                assert laid.measured[id(cell)].lines == 1, (draft.filled.form.id, text)


def test_foreign_names_keep_their_words_whole_in_the_small_type_of_wide_tables(shop: Workshop) -> None:
    laid = one(shop, "hard", "participation-application", "participation-robot").prepared.laid
    runs = [item for page in laid.pages for item in page.items if isinstance(item, TextRun)]
    shown = [run.text for run in runs if run.size == 9.0]
    assert {"Alexandra", "Beispiel-", "Mustermann"} <= set(shown)
    assert "expert07@" in shown
    assert "参编人员" in [run.text for run in runs if run.size == 10.5]  # the head over the table


def test_degrees_stand_on_one_line_in_the_table_of_members(shop: Workshop) -> None:
    laid = one(shop, "member", "member-information", "member-zheng").prepared.laid
    assert "研究生/博士" in [run.text for page in laid.pages for run in page.items if isinstance(run, TextRun)]


def test_tick_boxes_turn_with_their_words_in_word_as_in_the_pdf(shop: Workshop) -> None:
    draft = one(shop, "member", "translation-proposal", "translation-terminology")
    root = etree.fromstring(zipfile.ZipFile(BytesIO(write(draft.prepared, "docx"))).read("word/document.xml"))
    boxes = [text_of(item) for item in root.iter(f"{W}p") if text_of(item).count("□") > 2]
    assert boxes[0].split("\n") == ["☑英　□法　□德　□俄", "□西　□日　□韩　□阿", "□其他"]


def test_a_draft_standard_says_what_gb_t_1_1_asks_of_parts_and_revisions(shop: Workshop) -> None:
    def said(company: str, key: str) -> list[str]:
        blocks = all_blocks(one(shop, company, "draft-standard", key).prepared.document)
        return [inline_text(block.children) for block in blocks if isinstance(block, Paragraph | Heading)]

    part = said("hard", "proposal-multi-agent")
    assert {"CCS L 70", "本文件是GB/T XXXXX的第X部分。"} <= set(part)
    replaced = "本文件代替GB/T 99990.12—2020、GB/Z 99991—2019，与其相比，除结构调整和编辑性改动外，主要技术变化如下："
    assert part[part.index(replaced) + 1].startswith("〔待填：逐条列出技术变化")
    outline = said("sparse", "proposal-data-labelling")
    assert "ICS 35.240" in outline  # as row 10 of the proposal has it
    assert outline[outline.index("4　核心技术要素") + 1].startswith("〔待填：核心技术要素")


def test_years_of_standards_stand_behind_a_dash_on_every_form(shop: Workshop) -> None:
    hyphened = re.compile(r"(?:GB(?:/[TZ])?|[A-Z]{2}/T|T/[A-Z]+)[\d.]+-\d{4}")
    for _, draft in all_drafts():
        assert not hyphened.findall(words_of(draft.prepared.document)), draft.filled.form.id
    assert "GB/T45288.1—2025" in words_of(
        one(shop, "complete", "participation-application", "participation-large-model").prepared.document
    )


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("见GB/T 1-2020和DB11/T 1234-2024、YD/T 99-2023", "见GB/T 1—2020和DB11/T 1234—2024、YD/T 99—2023"),
        ("GSB 08-1337-2018；T/CESA 1036.1－2020", "GSB 08-1337—2018；T/CESA 1036.1—2020"),
        ("https://shili.example/GB/T1-2020", "https://shili.example/GB/T1-2020"),
        ("IEEE Std 7000-2021、20231234-T-469", "IEEE Std 7000-2021、20231234-T-469"),
    ],
)
def test_only_years_of_chinese_standards_take_a_dash(written: str, printed: str) -> None:
    assert spoken(written) == printed


def test_a_letter_has_page_numbers_from_its_second_page_on(shop: Workshop) -> None:
    draft = one(shop, "hard", "letter-recommended", "proposal-multi-agent").prepared
    assert [page.folio for page in draft.laid.pages] == ["", "2"]
    xml = zipfile.ZipFile(BytesIO(write(draft, "docx"))).read("word/document.xml").decode()
    assert "<w:titlePg/>" in xml
    assert 'w:type="first"' not in xml  # nothing stands at the head or foot of the first page


def test_the_cover_of_a_standard_is_one_page_however_long_its_title(shop: Workshop) -> None:
    for company, key in (("hard", "proposal-multi-agent"), ("complete", "proposal-tool-calling")):
        assert one(shop, company, "draft-standard", key).prepared.laid.section_pages[0] == 1


def test_the_cover_of_a_standard_has_a_rule_below_its_numbers_and_one_above_the_issuing_bodies(shop: Workshop) -> None:
    for company, key in (("hard", "proposal-multi-agent"), ("complete", "proposal-tool-calling")):
        made = one(shop, company, "draft-standard", key).prepared
        rules = [item for item in made.laid.pages[0].items if isinstance(item, Rule)]
        assert [rule.x2 - rule.x1 for rule in rules] == [pytest.approx(shop.styled("draft").page.measure)] * 2
        words: list[str] = ["", "", ""]
        for item in made.laid.pages[0].items:
            if isinstance(item, TextRun):
                words[sum(item.y > rule.y1 for rule in rules)] += item.text
        above, between, below = words
        assert re.search(r"GB/[TZ] [\dX]+—[\dX]+$", above)
        assert between.endswith("实施")
        assert below.startswith("国家市场监督管理总局")
        xml = zipfile.ZipFile(BytesIO(write(made, "docx"))).read("word/styles.xml").decode()
        ruled = [style for style in xml.split("<w:style ") if '<w:pBdr><w:bottom w:val="single" w:sz="6"' in style]
        assert {"封面标准编号", "封面日期"} <= {re.findall('w:name w:val="([^"]*)', style)[0] for style in ruled}


def test_a_standard_has_its_number_at_the_outer_side_of_every_page_behind_the_cover(shop: Workshop) -> None:
    made = one(shop, "complete", "draft-standard", "proposal-tool-calling").prepared
    pages = made.laid.pages
    heads = [
        next((run for run in page.items if isinstance(run, TextRun) and "GB/T XXX" in run.text), None) for page in pages
    ]
    middle = pages[0].width / 2
    sides = ["" if run is None else "left" if run.x < middle else "right" for run in heads[1:]]
    odd = [page.folio in ("I", "III", "1", "3", "5") for page in pages[1:]]
    assert sides == ["right" if right else "left" for right in odd]
    with zipfile.ZipFile(BytesIO(write(made, "docx"))) as file:
        headers = [file.read(name).decode() for name in file.namelist() if name.startswith("word/header")]
    assert sorted(re.findall('w:jc w:val="([a-z]+)"', "".join(headers))) == ["right"]  # the even ones as their style
    assert all("GB/T XXXXX—XXXX" in header for header in headers)


def test_two_characters_are_set_wide_in_headings_and_stand_together_in_contents(shop: Workshop) -> None:
    made = one(shop, "complete", "draft-standard", "proposal-tool-calling").prepared
    heads = [block for block in all_blocks(made.document) if isinstance(block, Heading)]
    assert [(inline_text(head.children), head.words) for head in heads[:2]] == [("前　言", "前言"), ("引　言", "引言")]


def test_lines_stand_nearer_only_where_that_saves_a_page(shop: Workshop) -> None:
    usual = shop.styled("form").styles["form-cell"].line
    long_table = one(shop, "hard", "patent-list", "patent_list-thirty").prepared  # records stand on its last page
    assert long_table.theme.styles["form-cell"].line == usual
    assert "表样：" in words_of(long_table.document)
    saving = one(shop, "complete", "comment-feedback", "comments-interface").prepared
    assert saving.theme.styles["form-cell"].line < usual
    assert len(saving.laid.pages) == 1


def test_a_small_table_with_the_seal_has_no_page_of_its_own_where_records_can_stand_on_it(shop: Workshop) -> None:
    laid = one(shop, "hard", "comment-feedback", "comments-sixty").prepared.laid
    last = "".join(run.text for run in laid.pages[-1].items if isinstance(run, TextRun))
    assert "第60条意见" in last
    assert "（单位公章）" in last


def test_the_same_data_gives_the_same_bytes(shop: Workshop) -> None:
    first, again = (one(shop, "complete", "recommended-proposal", "proposal-tool-calling") for _ in range(2))
    for wanted in ("docx", "pdf"):
        assert write(first.prepared, wanted) == write(again.prepared, wanted)


def test_a_folder_holds_the_letter_the_forms_and_a_short_checklist() -> None:
    folders = make_drafts(ROOT, ROOT / "content/companies/complete", paths=["recommended"], formats=["docx"])
    folder = next(item for item in folders if "工具调用" in item.name)
    names = [output.name.rpartition("/")[2] for output in folder.files]
    assert names[0] == "01-公函.docx"
    assert "02-项目建议书.docx" in names
    assert names[-1] == "00-办理清单.docx"
    assert folder.files[-1].pages <= 2
    text = words(folder.files[-1].data)
    assert "https://std.samr.gov.cn/" in text
    assert "不超过18个月" in text
    assert "单位公章" in text


def words(word: bytes) -> str:
    return text_of(etree.fromstring(zipfile.ZipFile(BytesIO(word)).read("word/document.xml")))


def test_the_checklist_names_page_and_row_of_what_is_missing() -> None:
    folders = make_drafts(ROOT, ROOT / "content/companies/sparse", paths=["recommended"], formats=["docx"])
    root = etree.fromstring(zipfile.ZipFile(BytesIO(folders[0].files[-1].data)).read("word/document.xml"))
    rows = [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in root.iter(f"{W}tr")]
    row = next(row for row in rows if row[0] == "项目建议书" and "范围和主要技术内容" in row[-1])
    assert row[1].isdigit()
    assert "20　范围和主要技术内容" in row[2].split("；")


# ------------------------------------------------------------------- hostile data


HOSTILE = {
    "name": "../../etc/{{ 7*7 }}公司",
    "introduction": "=cmd|' /C calc'!A0 <w:p/> & ]]> {% raw %} {{ company.name }}",
    "postal_address": "<script>alert(1)</script>",
}


def hostile_company(folder: Path) -> Path:
    folder.mkdir()
    lines = "\n".join(f'{key}: "{value}"' for key, value in HOSTILE.items())
    (folder / "company.yaml").write_text(f"kind: company\n{lines}\n", encoding="utf-8")
    (folder / "work.yaml").write_text(
        'kind: participation\nstandard: "../..\\\\CON: <b>{{ x }}</b>"\ncapability: "=1+1"\n', encoding="utf-8"
    )
    return folder


def test_hostile_values_are_printed_literally_and_nothing_leaves_the_folder(tmp_path: Path) -> None:
    folders = make_drafts(ROOT, hostile_company(tmp_path / "evil"), formats=["docx", "pdf"])
    out = tmp_path / "deep" / "output"
    before = sorted(tmp_path.rglob("*"))
    write_all(out, {made.name: made.data for folder in folders for made in folder.files})
    new = [path for path in sorted(tmp_path.rglob("*")) if path not in before]
    assert new
    assert all(path == out.parent or path.resolve().is_relative_to(out.resolve()) for path in new)
    application = next(made.data for made in folders[0].files if made.name.endswith("参编申请表.docx"))
    held = controls(application)
    assert held["unit"] == HOSTILE["name"]
    assert held["introduction"] == HOSTILE["introduction"]
    assert held["address"] == HOSTILE["postal_address"]
    assert held["standard"] == "../..\\CON: <b>{{ x }}</b>"
    assert held["capability"] == "=1+1"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../..", "f"),
        ("a/b\\c", "a_b_c"),
        ("CON", "_CON"),
        ("com1.txt", "_com1.txt"),
        ("  .hidden. ", "hidden"),
        ("甲\u202e乙", "甲_乙"),
        ("甲\n乙", "甲_乙"),
        ("", "f"),
        ("字" * 200, "字" * 60),
    ],
)
def test_names_are_safe_on_every_system(text: str, name: str) -> None:
    assert safe_name(text, "f") == name


def test_falsehoods_are_refused_and_printed_only_by_force_with_a_warning(tmp_path: Path) -> None:
    company = tmp_path / "wrong"
    shutil.copytree(ROOT / "content/companies/complete", company)
    profile = (company / "company.yaml").read_text(encoding="utf-8")
    changed = re.sub(r"(?m)^credit_code: .*$", "credit_code: 91000000000000000A", profile)
    (company / "company.yaml").write_text(changed, encoding="utf-8")
    with pytest.raises(ZhiyinError) as caught:
        make_drafts(ROOT, company, forms=["participation-application"], formats=["docx"])
    assert {"DR-001"} < {item.code for item in caught.value.diagnostics}
    (folder,) = make_drafts(ROOT, company, forms=["participation-application"], formats=["docx"], force=True)
    assert "未通过核对，不得报送" in words(folder.files[0].data)


# --------------------------------------------------------------- a form as data alone


NEW_FORM = """id: invented-form
title: 标准化人才培训报名表
short: 培训报名表
path: membership
undertaking: membership
receiver: tc28-sc42
channel: 发送电子邮件
standing: 自拟
rules: [{text: 培训通知}]
version: 2026年版
as_of: 2026-11-01
confidence: 待核
blocks:
  - kind: rows
    rows:
      - - {key: unit, label: 单位名称, required: always, source: company.name}
        - {key: course, label: 培训课程, type: single, options: [初级, 高级], required: always}
      - - {key: reason, label: 报名理由, type: long, required: always, hint: 不超过300字}
  - {kind: seal, variant: seal_unit, key: seal, label: 报名单位, who: 报名单位}
"""


def project_with(tmp_path: Path, form: str) -> Path:
    """A copy of the project with one form more, listed in the path of member organisations."""
    project = tmp_path / "project"
    for part in ("content", "templates"):
        shutil.copytree(ROOT / part, project / part, ignore=shutil.ignore_patterns("*.ttf"))
    for font in (ROOT / "templates/fonts").glob("*.ttf"):
        (project / "templates/fonts" / font.name).symlink_to(font)
    (project / "content/forms/invented-form.yaml").write_text(form, encoding="utf-8")
    paths = project / "content/forms/paths.yaml"
    text = paths.read_text(encoding="utf-8")
    entry = "      - {form: membership-application}\n"
    assert entry in text
    paths.write_text(text.replace(entry, entry + "      - {form: invented-form}\n"), encoding="utf-8")
    return project


def test_a_new_form_is_a_change_of_data_alone(tmp_path: Path) -> None:
    project = project_with(tmp_path, NEW_FORM)
    (folder,) = make_drafts(project, ROOT / "content/companies/member", forms=["invented-form"], formats=["docx"])
    held = controls(folder.files[0].data)
    assert held["unit"] == load_company(ROOT / "content/companies/member").profile.name
    assert "待填" in held["course"]
    assert held["course.1"] == "□"
    assert "不超过300字" in held["reason"]


OWN_TEMPLATE = """{% import "forms/parts.xml.j2" as m with context %}
<document title="{{ title }}" author="{{ author }}" subject="{{ form.title }}" date="{{ day }}">
  <section kind="form"><h1 id="title" numbered="no">自定版式：{{ form.title }}</h1>
    {{ m.blocks(filled.blocks) }}</section>
</document>
"""


def test_a_form_may_have_a_template_of_its_own(tmp_path: Path) -> None:
    project = project_with(
        tmp_path, NEW_FORM.replace("path: membership\n", "path: membership\ntemplate: forms/own.xml.j2\n")
    )
    (project / "templates/forms/own.xml.j2").write_text(OWN_TEMPLATE, encoding="utf-8")
    (folder,) = make_drafts(project, ROOT / "content/companies/member", forms=["invented-form"], formats=["docx"])
    assert "自定版式：标准化人才培训报名表" in words(folder.files[0].data)
    assert controls(folder.files[0].data)["course.1"] == "□"


def test_a_long_answer_flows_over_pages_and_its_label_is_repeated_on_each(shop: Workshop) -> None:
    draft = one(shop, "hard", "recommended-proposal", "proposal-multi-agent")
    pages = ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(write(draft.prepared, "pdf"))).pages]
    labels = ("目的、意义", "范围和主要", "国内外情况")  # as far as they stand on one line
    for label, following in zip(labels, (*labels[1:], "有关法律法"), strict=True):
        first, last = (next(n for n, page in enumerate(pages) if text in page) for text in (label, following))
        assert last > first, label
        assert all(label in page for page in pages[first : last + 1]), label


def test_every_folder_of_every_sample_has_its_letter_where_the_path_has_one(shop: Workshop) -> None:
    """A re-election asks for no letter, and a list of disclosed patents is kept by the committee."""
    for company in COMPANIES:
        bundle = load_company(company)
        for choice in choose(shop.forms, bundle, (), ()):
            without = (
                choice.undertaking.kind == "patent_list" or getattr(choice.undertaking.data, "mode", "") == "换届期"
            )
            assert any(form.layout == "letter" for form in choice.forms) != without, choice.name


def test_the_samples_use_every_form_and_have_invented_codes(shop: Workshop) -> None:
    bundles = [load_company(company) for company in COMPANIES]
    used = {form.id for bundle in bundles for choice in choose(shop.forms, bundle, (), ()) for form in choice.forms}
    assert used == set(shop.forms.forms)
    codes = [bundle.profile.credit_code or "" for bundle in bundles]
    assert len(codes) >= 4
    assert all(credit_code(code) is None and code[2:8] == "000000" for code in codes)


def test_one_company_may_have_several_undertakings_of_a_kind_in_folders_of_their_own(shop: Workshop) -> None:
    bundle = load_company(ROOT / "content/companies/member")
    path = shop.forms.book.path("member")
    form = shop.forms["member-information"]
    choices = [Choice(item, path, (form,)) for item in bundle.undertakings if item.kind == "member"]
    folders: list[Folder] = draft_company(shop, bundle, choices, ["docx"])
    assert len({folder.name.lower() for folder in folders}) == len(choices) == 2
