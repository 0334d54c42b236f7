"""``zhiyin build`` remakes what has changed, says why, and makes recorded editions again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from generator.build import batch_work
from generator.build.regenerate import Regenerated, regenerate
from generator.diagnostics import ZhiyinError
from tests.laid import ROOT

COMPANY = "content/companies/complete"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one small undertaking as its sample."""
    home = tmp_path / "project"
    shutil.copytree(ROOT / "content", home / "content", ignore=shutil.ignore_patterns("companies"))
    shutil.copytree(ROOT / "templates", home / "templates")
    (home / COMPANY).mkdir(parents=True)
    for name in ("company.yaml", "need-agent-memory.yaml"):
        shutil.copy(ROOT / COMPANY / name, home / COMPANY / name)
    return home


def build(project: Path, out: Path) -> Regenerated:
    batch_work.forget()
    return regenerate(project, out, ("docx", "pdf"), lambda _: None)


def test_an_unchanged_project_makes_nothing_and_a_changed_fact_remakes_the_guide_alone(
    project: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    first = build(project, out)
    assert (first.made, first.changes) == (8, [])
    before = {path: path.read_bytes() for path in out.rglob("*.*") if path.suffix in (".docx", ".pdf")}
    again = build(project, out)
    assert (again.made, again.reasons) == (0, {})
    path = project / "content" / "organisations.yaml"
    text = path.read_text("utf-8")
    assert "  developing: 41\n" in text
    path.write_text(text.replace("  developing: 41\n", "  developing: 43\n"), "utf-8")
    changed = build(project, out)
    (reasons,) = changed.reasons.values()
    assert all(reason.startswith("事实 organisations.") for reason in reasons)
    assert [item.path.name for item in changed.changes] == ["修订说明.docx", "修订说明.pdf"]
    assert not any(item.fresh for item in changed.others)
    path.write_text(text, "utf-8")
    build(project, out)
    assert {path: path.read_bytes() for path in before} == before


def test_a_comment_in_a_file_makes_nothing_again(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(project, out)
    for name in ("policies.yaml", "forms/need-survey.yaml"):
        path = project / "content" / name
        path.write_text(path.read_text("utf-8") + "# 只是一条注释\n", "utf-8")
    again = build(project, out)
    assert again.reasons == {}
    assert again.changes == []


def test_an_output_that_was_deleted_is_made_again(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = build(project, out)
    first.guide[0].path.unlink()
    again = build(project, out)
    assert list(again.reasons.values()) == [["输出被改动或删除"]]
    assert first.guide[0].path.read_bytes()


def test_a_guide_under_another_title_replaces_the_old_one_and_a_format_not_wanted_does_not_grow_old(
    project: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    first = build(project, out)
    path = project / "content" / "edition.yaml"
    text = path.read_text("utf-8")
    title = first.guide[0].path.stem
    lines = "title_lines:\n  - 北京市重点产业企业参与\n  - 人工智能标准化工作指引\n"
    assert lines in text
    path.write_text(text.replace(lines, "title_lines: [另一个书名]\n").replace(title, "另一个书名"), "utf-8")
    second = build(project, out)
    assert sorted(second.gone) == [f"{title}.docx", f"{title}.pdf"]
    assert not first.guide[0].path.exists()
    organisations = project / "content" / "organisations.yaml"
    organisations.write_text(organisations.read_text("utf-8").replace("developing: 41", "developing: 43"), "utf-8")
    batch_work.forget()
    third = regenerate(project, out, ("pdf",), lambda _: None)
    assert list(third.gone) == ["另一个书名.docx"]
    assert [item.path.name for item in third.guide] == ["另一个书名.pdf"]


def test_a_sample_that_is_wrong_is_named_and_one_that_is_gone_takes_its_drafts_along(
    project: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    first = build(project, out)
    path = project / COMPANY / "need-agent-memory.yaml"
    text = path.read_text("utf-8")
    path.write_text(text + "titel: 错\n", "utf-8")
    wrong = build(project, out)
    assert any("titel" in item.message for item in wrong.problems)
    assert all(item.path.exists() for item in first.others)
    shutil.rmtree(project / COMPANY)
    gone = build(project, out)
    assert len(gone.gone) == len(first.others)
    assert not any(item.path.exists() for item in first.others)


def test_what_was_remade_before_a_run_was_cut_short_is_in_the_change_report(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    build(project, out)
    path = project / "content" / "organisations.yaml"
    path.write_text(path.read_text("utf-8").replace("developing: 41", "developing: 43"), "utf-8")

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("generator.build.regenerate.change_report", cut)
        with pytest.raises(KeyboardInterrupt):
            build(project, out)
    again = build(project, out)
    assert again.reasons == {}
    words = "".join(page.extract_text() for page in PdfReader(out / "修订说明.pdf").pages).replace("\n", "")
    assert "重新生成的文件" in words
    assert again.guide[0].path.stem[:12] in words.replace(" ", "")


def test_content_with_errors_is_not_printed_and_the_earlier_files_stay(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(project, out)
    before = {path: path.read_bytes() for path in out.rglob("*.*") if path.suffix in (".docx", ".pdf")}
    for name, old, new in (
        ("organisations", "led_published: 6", "led_published: 60"),
        ("work", "article: law-10-1", "article: law-10-9"),
        ("cards", "value: 现行有效", "value: 现行有效✅"),
    ):
        path = project / "content" / f"{name}.yaml"
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(ZhiyinError) as told:
        build(project, out)
    assert [item.code for item in told.value.diagnostics] == ["FONT-001", "CNT-014", "CNT-011"]
    assert {path: path.read_bytes() for path in before} == before


def test_a_title_that_no_file_can_have_gives_the_guide_a_name_that_it_can(project: Path, tmp_path: Path) -> None:
    path = project / "content" / "edition.yaml"
    path.write_text(path.read_text("utf-8").replace("参与\n  - 人工智能", "参与\n  - ISO/IEC:人工智能"), "utf-8")
    path.write_text(path.read_text("utf-8").replace("参与人工智能标准化", "参与ISO/IEC:人工智能标准化", 1), "utf-8")
    out = tmp_path / "out"
    made = build(project, out)
    assert [item.path.relative_to(out).as_posix() for item in made.guide] == [
        f"北京市重点产业企业参与ISO_IEC_人工智能标准化工作指引.{ending}" for ending in ("docx", "pdf")
    ]


@pytest.mark.parametrize("epoch", ["abc", "-5", "99999999999999", "①"])
def test_a_clock_that_is_no_day_is_told(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(ZhiyinError, match="ENV-001 环境变量 SOURCE_DATE_EPOCH 应为1970年以来的整数秒"):
        build(project, tmp_path / "out")
