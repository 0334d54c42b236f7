"""Recorded editions: made again byte for byte whatever became of the content since."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.build import editions
from generator.build.diffing import diff_projects
from generator.build.edition_record import edition_names
from generator.build.editions import differing, edition_project, other_surroundings, read_edition, release
from generator.build.guide import make_guide
from generator.diagnostics import ZhiyinError
from tests.laid import copied_project
from tests.test_changes import edit, zhiyin

ROOT = Path(__file__).resolve().parent.parent
POLICIES = "content/policies.yaml"


def quiet(_: str) -> None:
    pass


def codes(error: pytest.ExceptionInfo[ZhiyinError]) -> list[str]:
    return [item.code for item in error.value.diagnostics]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied_project(tmp_path / "project")


def test_a_published_guide_is_made_again_byte_for_byte_after_content_templates_and_style_changed(
    project: Path,
) -> None:
    published = make_guide(project, ("docx", "pdf"), quiet)
    made = release(project, "2025-03", quiet)
    assert made.fresh
    assert {name: kept.sha256 for name, kept in made.edition.outputs.items()} == {o.name: o.sha256 for o in published}
    edit(project, POLICIES, "聚焦9大未来产业", "聚焦10大未来产业")
    edit(project, "templates/theme.yaml", "body: {family: song, size: 14", "body: {family: song, size: 13")
    edit(project, "templates/guide.xml.j2", "<spacer", "<spacer height='10'/><spacer")
    now = make_guide(project, ("docx", "pdf"), quiet)
    assert differing(made.edition, now) == [o.name for o in published]
    again = make_guide(edition_project(project, "2025-03"), ("docx", "pdf"), quiet)
    assert [o.data for o in again] == [o.data for o in published]
    assert differing(made.edition, again) == other_surroundings(made.edition) == []


def test_an_edition_keeps_no_packaged_font_and_puts_it_back_when_it_is_built(project: Path) -> None:
    folder = release(project, "甲", quiet).folder
    assert not (folder / "templates/fonts").exists()
    record = json.loads((folder / "edition.json").read_text("utf-8"))
    assert {font["kept"] for font in record["fonts"].values()} == {"packaged"}
    assert str(ROOT) not in (folder / "edition.json").read_text("utf-8")
    edition_project(project, "甲")
    assert (folder / "templates/fonts/ZhiyinSong-Regular.ttf").is_file()
    assert "/templates/fonts/ZhiyinSong-Regular.ttf" in (folder / ".gitignore").read_text("utf-8")
    assert edition_project(project, "甲") == folder


def test_a_font_of_the_users_own_is_copied(project: Path) -> None:
    own = (ROOT / "templates/fonts/ZhiyinKai-Regular.ttf").read_bytes()
    (project / "templates/own.ttf").write_bytes(own)
    edit(project, "templates/theme.yaml", "fonts/ZhiyinKai-Regular.ttf", "own.ttf")
    folder = release(project, "甲", quiet).folder
    assert read_edition(project, "甲").fonts["kai"].kept == "copied"
    assert (folder / "templates/own.ttf").read_bytes() == own
    edition_project(project, "甲")


def test_the_same_edition_again_is_no_change_and_another_under_its_name_is_refused(project: Path) -> None:
    first = release(project, "2025-03", quiet)
    before = (first.folder / "edition.json").read_bytes()
    assert release(project, "2025-03", quiet).fresh is False
    edit(project, POLICIES, "聚焦9大未来产业", "聚焦10大未来产业")
    with pytest.raises(ZhiyinError, match=r"已有另一个叫“2025-03”的版本，不同之处：content/policies\.yaml\n") as caught:
        release(project, "2025-03", quiet)
    assert codes(caught) == ["EDN-003"]
    assert (first.folder / "edition.json").read_bytes() == before
    assert release(project, "2025-04", quiet).fresh
    assert edition_names(project) == ["2025-03", "2025-04"]


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/b", "../a", "a\\b", "a..b", ".a", "-a", "con", "a:b", " a", "长" * 61]
)
def test_names_that_are_no_folder_are_refused(project: Path, name: str) -> None:
    for use in (release, edition_project):
        with pytest.raises(ZhiyinError) as caught:
            use(project, name)
        assert codes(caught) == ["EDN-001"]
    assert not (project / "editions").exists()


def test_an_edition_tampered_with_is_not_built(project: Path) -> None:
    folder = release(project, "甲", quiet).folder
    (folder / POLICIES).write_text("x: 1\n", "utf-8")
    (folder / "content/laws.yaml").unlink()
    (folder / "content/forms/extra.yaml").write_text("id: extra\n", "utf-8")
    with pytest.raises(ZhiyinError) as caught:
        edition_project(project, "甲")
    assert codes(caught) == ["EDN-004"] * 3
    assert [str(item.source) for item in caught.value.diagnostics] == [
        "editions/甲/content/forms/extra.yaml",
        "editions/甲/content/laws.yaml",
        "editions/甲/content/policies.yaml",
    ]
    (folder / "edition.json").write_text("{}", "utf-8")
    with pytest.raises(ZhiyinError, match=r"登记文件损坏"):
        edition_project(project, "甲")


def test_an_unknown_edition_names_the_known_ones_and_a_missing_font_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(project, "甲", quiet)
    with pytest.raises(ZhiyinError, match=r"没有登记过版本“乙”\n.*已登记：甲"):
        edition_project(project, "乙")
    (project / "templates/fonts").unlink()
    monkeypatch.setattr(editions, "packaged_project", lambda: project)
    with pytest.raises(ZhiyinError) as caught:
        edition_project(project, "甲")
    assert set(codes(caught)) == {"EDN-005"}


def test_a_font_that_cannot_be_recorded_is_told_at_its_line_of_the_style_sheet(project: Path) -> None:
    spare = "faces:\n  spare: {file: fonts/nowhere.ttf, postscript: Nowhere}\n"
    edit(project, "templates/theme.yaml", "\nfaces:\n", f"\n{spare}")
    with pytest.raises(ZhiyinError, match=r"templates/theme.yaml:25:11 错误 EDN-005 faces.spare.file 所写的字体文件"):
        release(project, "甲", quiet)


def test_nothing_is_recorded_when_the_guide_cannot_be_made_or_the_clock_is_not_its_own(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    with pytest.raises(ZhiyinError) as caught:
        release(project, "甲", quiet)
    assert codes(caught) == ["EDN-006"]
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    (project / POLICIES).write_text("national: [\n", "utf-8")
    with pytest.raises(ZhiyinError):
        release(project, "甲", quiet)
    assert not (project / "editions").exists()


def test_the_commands_record_an_edition_and_compare_with_it(project: Path) -> None:
    run = zhiyin("release", "2025-03", cwd=project)
    assert run.returncode == 0, run.stderr
    assert "已登记版本“2025-03”" in run.stdout
    refused = zhiyin("release", "../x", cwd=project)
    assert (refused.returncode, "EDN-001" in refused.stderr) == (1, True)
    edit(project, POLICIES, "聚焦9大未来产业", "聚焦10大未来产业")
    report = diff_projects(project, "2025-03", None, project)
    assert (report.old, [c.kind for c in report.changes]) == ("版本 2025-03", ["changed"])
    listed = zhiyin("diff", "2025-03", "--out", "out", "--format", "pdf", cwd=project)
    assert "由“版本 2025-03”到“当前项目”：改动 1 项" in listed.stdout
    assert (project / "out/修订说明.pdf").is_file()
