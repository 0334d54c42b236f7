"""The whole guide, as its readers get it: every fact in both files, the same words, the same pages, the same bytes."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from generator.build.guide import Prepared, prepare
from generator.document.nodes import Figure, Heading, Table, inline_text
from generator.document.walk import all_blocks, words_of
from generator.layout.placed import StructNode, TextRun
from generator.pdf import write_pdf
from generator.word import write_word
from tests.fonts_conf import convert, soffice
from tests.guide_facts import FACTS

ROOT = Path(__file__).resolve().parent.parent
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COVER = "北京市重点产业企业参与人工智能标准化工作指引北京市市场监督管理局北京经济技术开发区管理委员会2025年3月"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


@dataclass(frozen=True)
class Made:
    """The guide, made once for all tests of this module."""

    prepared: Prepared
    pdf: bytes
    word: bytes


@pytest.fixture(scope="module")
def guide() -> Made:
    prepared = prepare(ROOT, lambda _stage: None)
    pdf = write_pdf(prepared.laid, prepared.fonts)
    return Made(prepared, pdf, write_word(prepared.document, prepared.laid, prepared.theme))


def squeeze(text: str) -> str:
    return "".join(text.split())


def word_text(data: bytes) -> str:
    """The body's words in order; numbering is not text in Word, contents and fields' instructions are none of it."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    for fallback in root.iter(FALLBACK):
        fallback.clear()
    return squeeze("".join(node.text or "" for node in root.iter(f"{W}t")))


def test_every_fact_stands_in_both_files(guide: Made) -> None:
    word, pdf = word_text(guide.word), squeeze(words_of(guide.prepared.document))
    missing = [fact for fact in FACTS if squeeze(fact) not in word or squeeze(fact) not in pdf]
    assert not missing


def painted_words(guide: Made) -> str:
    """The words that the pages show inside the structure, in order of painting; heads and folios are artifacts."""
    runs = [
        item
        for page in guide.prepared.laid.pages
        for item in page.items
        if isinstance(item, TextRun) and item.owner is not None and not in_contents(item.owner)
    ]
    return squeeze("".join(run.actual or run.text for run in runs))


def in_contents(node: StructNode | None) -> bool:
    while node is not None:
        if node.role == "TOC":
            return True
        node = node.parent
    return False


def test_the_pages_show_the_tree_s_words_in_order(guide: Made) -> None:
    assert painted_words(guide).replace("目录", "", 1) == words_of(guide.prepared.document)


def test_word_holds_the_tree_s_words_in_order(guide: Made) -> None:
    """Word numbers headings and lists itself, so their labels are no text there; all else must agree to the letter."""
    tree = words_of(guide.prepared.document, labels=False)
    word = word_text(guide.word)
    start = word.rindex(tree[len(COVER) : len(COVER) + 60])
    assert word[start:] == tree[len(COVER) :]


def test_pypdf_and_poppler_extract_each_page_s_words_in_order(guide: Made, tmp_path: Path) -> None:
    wanted = [
        squeeze("".join(item.actual or item.text for item in page.items if isinstance(item, TextRun)))
        for page in guide.prepared.laid.pages
    ]
    assert [squeeze(page.extract_text()) for page in PdfReader(io.BytesIO(guide.pdf)).pages] == wanted
    if shutil.which("pdftotext"):
        path = tmp_path / "guide.pdf"
        path.write_bytes(guide.pdf)
        run = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
        assert [squeeze(page) for page in run.stdout.decode().split("\f")][: len(wanted)] == wanted


def test_contents_name_the_page_where_each_heading_stands(guide: Made) -> None:
    reader = PdfReader(io.BytesIO(guide.pdf))
    for block in all_blocks(guide.prepared.document):
        if isinstance(block, Heading) and block.level <= 2:
            page, folio = guide.prepared.laid.page_of[block.id]
            text = squeeze(reader.pages[page].extract_text())
            assert squeeze(inline_text(block.children)) in text
            assert f"—{folio}—" in text


@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
def test_libreoffice_lays_the_word_file_out_on_the_same_pages(guide: Made, tmp_path: Path) -> None:
    source = tmp_path / "guide.docx"
    source.write_bytes(guide.word)
    reader = PdfReader(convert(source, tmp_path))
    pages = [squeeze(page.extract_text()) for page in reader.pages]
    assert len(pages) == len(guide.prepared.laid.pages)
    wrong = []
    for block in all_blocks(guide.prepared.document):
        if isinstance(block, Heading | Figure | Table) and block.id:
            children = block.children if isinstance(block, Heading) else block.caption
            title = squeeze(inline_text(children))
            page, _ = guide.prepared.laid.page_of[block.id]
            if title not in pages[page]:
                wrong.append((block.id, page))
    assert not wrong


def test_word_has_no_validation_findings(guide: Made, tmp_path: Path) -> None:
    path = tmp_path / "guide.docx"
    path.write_bytes(guide.word)
    result = OpenXmlValidator().validate(path)
    assert [str(error) for error in result.errors] == []


def test_files_stay_small(guide: Made) -> None:
    assert len(guide.pdf) <= 1_500_000
    assert len(guide.word) <= 1_000_000


def test_same_bytes_in_another_process_folder_and_time_zone(guide: Made, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "America/Lima", "PYTHONPATH": str(ROOT)}
    run = [sys.executable, "-m", "generator.cli", "build", "--project", str(ROOT), "--out", str(tmp_path)]
    subprocess.run(run, check=True, capture_output=True, env=env, cwd=tmp_path)
    made = {path.suffix: path.read_bytes() for path in tmp_path.glob("*指引*")}
    assert hashlib.sha256(made[".pdf"]).hexdigest() == hashlib.sha256(guide.pdf).hexdigest()
    assert hashlib.sha256(made[".docx"]).hexdigest() == hashlib.sha256(guide.word).hexdigest()
