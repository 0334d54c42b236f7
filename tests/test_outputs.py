"""Every file that the commands write for the samples conforms to PDF/A-2a and PDF/UA-1 and says what its tree says."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from generator.build.making import Prepared, write
from generator.build.specimen import prepare_specimen
from generator.cli import cli
from generator.document.nodes import Toc
from generator.document.walk import all_blocks, words_of
from generator.layout.placed import TextRun
from tests import verapdf
from tests.laid import ROOT, spoken, squeeze
from tests.samples import COMPANIES, all_drafts

AT_ONCE = 25
"""Files that one Java machine judges, which bounds its memory."""


@verapdf.needed
@pytest.mark.parametrize("company", [folder.name for folder in COMPANIES])
def test_drafts_letters_checklists_and_fillable_editions_conform(company: str, tmp_path: Path) -> None:
    run("draft", company, "--format", "pdf", "--fillable", "--project", str(ROOT), "--out", str(tmp_path))
    made = sorted(tmp_path.rglob("*.pdf"))
    assert len([file for file in made if "可填写" in file.name]) >= 4
    assert len(made) >= 8
    for at in range(0, len(made), AT_ONCE):
        assert verapdf.check(made[at : at + AT_ONCE]) == []


@verapdf.needed
def test_change_reports_conform(tmp_path: Path) -> None:
    changed = tmp_path / "changed"
    changed.mkdir()
    shutil.copytree(ROOT / "content", changed / "content")
    (changed / "templates").symlink_to(ROOT / "templates")
    file = changed / "content" / "platforms.yaml"
    file.write_text(file.read_text("utf-8").replace("平台", "服务平台"), "utf-8")
    run("diff", str(ROOT), str(changed), "--format", "pdf", "--out", str(tmp_path))
    report = tmp_path / "修订说明.pdf"
    assert "服务" in squeeze(PdfReader(report).pages[0].extract_text())
    assert verapdf.check([report]) == []


def run(*words: str) -> None:
    result = CliRunner().invoke(cli, list(words))
    assert result.exit_code == 0, result.output


def prepared() -> Iterator[tuple[str, Prepared]]:
    for company, draft in all_drafts():
        yield f"{company} {draft.filled.form.id}", draft.prepared
    yield "specimen", prepare_specimen(ROOT)


def test_pypdf_and_poppler_extract_each_page_of_each_draft_as_the_tree_says_it(tmp_path: Path) -> None:
    wrong = []
    for name, made in prepared():
        said = spoken(made.laid)
        for block in all_blocks(made.document):
            said = said.replace(squeeze(block.title), "", 1) if isinstance(block, Toc) else said
        if said != words_of(made.document):
            wrong.append((name, "tree"))
        data = write(made, "pdf")
        wanted = [
            squeeze("".join(item.actual or item.text for item in page.items if isinstance(item, TextRun)))
            for page in made.laid.pages
        ]
        if [squeeze(page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages] != wanted:
            wrong.append((name, "pypdf"))
        if shutil.which("pdftotext") and poppler(data, tmp_path / "draft.pdf")[: len(wanted)] != wanted:
            wrong.append((name, "poppler"))
    assert not wrong


def poppler(data: bytes, file: Path) -> list[str]:
    file.write_bytes(data)
    done = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True)
    return [squeeze(page) for page in done.stdout.decode().split("\f")]
