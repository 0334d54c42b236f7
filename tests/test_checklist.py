"""The filing checklist: two pages at most, sections numbered without a hole, findings at the rows they are about."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from generator.build.drafts import Folder, make_drafts
from generator.build.output import Output
from tests.laid import ROOT
from tests.samples import COMPANIES


@cache
def folders(company: Path) -> list[Folder]:
    return make_drafts(ROOT, company, formats=["pdf", "docx"])


def checklist(folder: Folder, ending: str = "pdf") -> Output:
    """The folder's checklist in one format."""
    (found,) = [item for item in folder.files if item.name.endswith(f"00-办理清单.{ending}")]
    return found


def text_of(folder: Folder, tmp_path: Path) -> str:
    """The checklist's words without blanks."""
    (tmp_path / "list.pdf").write_bytes(checklist(folder).data)
    return "".join("".join(page.extract_text().split()) for page in PdfReader(tmp_path / "list.pdf").pages)


@pytest.mark.parametrize("company", COMPANIES, ids=lambda path: path.name)
def test_every_sample_s_checklist_has_two_pages_at_most(company: Path) -> None:
    pages = {folder.name: checklist(folder).pages for folder in folders(company)}
    assert {name: count for name, count in pages.items() if count > 2} == {}


def test_a_few_lines_do_not_go_to_a_second_page_where_lines_can_stand_nearer() -> None:
    filled = [("complete", "patent_licensing-tool-calling"), ("member", "member-renewal"), ("member", "member-zheng")]
    for company, key in filled:
        folder = next(item for item in folders(ROOT / "content/companies" / company) if item.undertaking.key == key)
        assert checklist(folder).pages == 1, key


def test_checklists_are_valid_word(tmp_path: Path) -> None:
    validator, file = OpenXmlValidator(), tmp_path / "list.docx"
    for company in COMPANIES:
        for folder in folders(company):
            file.write_bytes(checklist(folder, "docx").data)
            assert [str(error) for error in validator.validate(str(file)).errors] == [], folder.name


@pytest.mark.parametrize("company", COMPANIES, ids=lambda path: path.name)
def test_sections_are_numbered_without_a_hole(company: Path, tmp_path: Path) -> None:
    for folder in folders(company):
        found = re.findall(
            "([一二三四五六七])、(?:办理步骤|文件和签章|时限|待填|待核|按规定留空|提醒)", text_of(folder, tmp_path)
        )
        assert "".join(found) == "一二三四五六七"[: len(found)], folder.name
        assert len(found) >= 3


@pytest.mark.parametrize("company", COMPANIES, ids=lambda path: path.name)
def test_only_who_joins_is_sent_to_the_joining_page_others_to_where_the_secretariat_is_looked_up(
    company: Path, tmp_path: Path
) -> None:
    for folder in folders(company):
        text = text_of(folder, tmp_path)
        assert ("aiconntest.com" in text) == (folder.undertaking.kind == "membership"), folder.name
        if folder.undertaking.kind == "proposal":
            assert "联系人、电话见平台“秘书处信息”https://std.samr.gov.cn/" in text


def test_what_is_missing_against_a_rule_stands_at_its_own_row(tmp_path: Path) -> None:
    folder = next(item for item in folders(ROOT / "content/companies/sparse") if item.undertaking.kind == "mandatory")
    text = text_of(folder, tmp_path)
    rows = r"立项建议书1B5实施监督管理部门：警告：没有填写；没有明确的监督部门.*?；B6违反行为处理依据：警告：没有填写；"
    assert re.search(rows, text)


def test_what_is_missing_because_of_another_answer_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "company.yaml").write_text("name: 甲公司\n", encoding="utf-8")
    (tmp_path / "甲" / "p.yaml").write_text(
        "kind: proposal\ntitle_zh: 人工智能 甲\nrevision: 修订\ndrafters: [甲公司]\n", encoding="utf-8"
    )
    folder = next(iter(make_drafts(ROOT, tmp_path / "甲", forms=["recommended-proposal"], formats=["pdf"])))
    text = text_of(folder, tmp_path)
    assert "4被修订标准号" in text
    assert "此项应填" not in text


def test_an_answer_without_a_hint_says_in_which_file_and_under_which_key_it_goes(tmp_path: Path) -> None:
    company = tmp_path / "few"
    shutil.copytree(ROOT / "content/companies/complete", company)
    for path in company.glob("*.yaml"):
        if path.stem not in ("company", "patent_disclosure-tool-calling"):
            path.unlink()
    (folder,) = make_drafts(ROOT, company, formats=["pdf"])
    assert "写入patent_disclosure-tool-calling.yaml的plan" in text_of(folder, tmp_path)
