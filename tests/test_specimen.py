"""The specimen: it shows everything that templates may use, in both files, on the same pages."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from generator.build.making import Prepared, write
from generator.build.specimen import prepare_specimen
from generator.cli import cli
from generator.document.nodes import Figure, Heading, Table, inline_text
from generator.document.walk import all_blocks, words_of
from generator.figures import DRAWERS
from generator.layout.placed import TextRun
from generator.markup.vocabulary import VOCABULARY
from tests import verapdf
from tests.fonts_conf import convert, soffice
from tests.laid import ROOT, spoken, squeeze


@pytest.fixture(scope="module")
def specimen() -> Prepared:
    return prepare_specimen(ROOT)


@pytest.fixture(scope="module")
def template() -> str:
    return (ROOT / "templates" / "specimen.xml.j2").read_text("utf-8")


def test_it_uses_every_element_of_the_vocabulary(template: str) -> None:
    assert {name for name in VOCABULARY if not re.search(rf"<{name}[\s/>]", template)} == set()


def test_it_shows_every_kind_of_figure_and_list(template: str) -> None:
    assert {kind for kind in (*DRAWERS, "paren", "circle") if f'kind="{kind}"' not in template} == set()


def test_it_shows_every_face_of_the_style_sheet(specimen: Prepared) -> None:
    used = {item.face for page in specimen.laid.pages for item in page.items if isinstance(item, TextRun)}
    assert used == set(specimen.theme.faces)


def test_rare_characters_are_drawn_by_a_face_that_has_them(specimen: Prepared) -> None:
    runs = [item for page in specimen.laid.pages for item in page.items if isinstance(item, TextRun)]
    for char in "𬭚㛃𠮷":
        faces = {run.face for run in runs if char in run.text}
        assert faces
        assert all(specimen.fonts.face(face).gid(char) for face in faces)


def test_every_word_of_the_tree_is_painted(specimen: Prepared) -> None:
    assert spoken(specimen.laid).replace("目录", "", 1) == words_of(specimen.document)


def test_every_word_is_found_by_a_reader_of_the_pdf(specimen: Prepared) -> None:
    text = squeeze("".join(page.extract_text() for page in PdfReader(io.BytesIO(write(specimen, "pdf"))).pages))
    for block in all_blocks(specimen.document):
        if isinstance(block, Heading):
            assert squeeze(block.label + inline_text(block.children)) in text
    assert "𬭚" in text
    assert "𠮷" in text


@verapdf.needed
def test_it_conforms_to_pdf_a_and_pdf_ua(specimen: Prepared, tmp_path: Path) -> None:
    path = tmp_path / "specimen.pdf"
    path.write_bytes(write(specimen, "pdf"))
    assert verapdf.check([path]) == []


def test_the_same_bytes_are_made_again(specimen: Prepared) -> None:
    again = prepare_specimen(ROOT)
    for wanted in ("pdf", "docx"):
        assert write(again, wanted) == write(specimen, wanted)


@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
def test_libreoffice_sets_the_word_file_on_the_same_pages(specimen: Prepared, tmp_path: Path) -> None:
    source = tmp_path / "specimen.docx"
    source.write_bytes(write(specimen, "docx"))
    pages = [squeeze(page.extract_text()) for page in PdfReader(convert(source, tmp_path)).pages]
    assert len(pages) == len(specimen.laid.pages)
    wrong = []
    for block in all_blocks(specimen.document):
        if isinstance(block, Heading | Figure | Table) and block.id:
            title = squeeze(inline_text(block.children if isinstance(block, Heading) else block.caption))
            page, _ = specimen.laid.page_of[block.id]
            if title not in pages[page]:
                wrong.append((block.id, page))
    assert not wrong


def test_the_command_writes_both_files_and_names_them(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["specimen", "--out", str(tmp_path), "--project", str(ROOT)])
    assert result.exit_code == 0, result.output
    assert {path.name for path in tmp_path.iterdir()} == {"排版样张.docx", "排版样张.pdf"}
    assert "排版样张.pdf" in result.output
    with zipfile.ZipFile(tmp_path / "排版样张.docx") as package:
        assert package.testzip() is None
