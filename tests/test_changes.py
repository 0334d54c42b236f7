"""What changed between two states of a project, and the report of it."""

from __future__ import annotations

import copy
import io
import json
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build.diffing import diff_projects, make_report
from generator.changes import Span, compare, compare_files, spans
from generator.changes.report import marked
from generator.diagnostics import ZhiyinError

ROOT = Path(__file__).resolve().parent.parent
POLICIES = "content/policies.yaml"
FORM = "content/forms/sample.yaml"


def policies(*ids: str) -> dict[str, Any]:
    return {"national": [{"id": name, "name": f"《{name}》", "points": ["一", "二"]} for name in ids]}


def form(*fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "sample",
        "title": "样表",
        "blocks": [{"kind": "rows", "rows": [[field] for field in fields]}],
        **more,
    }


def told(old: object, new: object, file: str = POLICIES) -> list[tuple[str, str, str, str]]:
    return [(c.kind, c.path, c.old, c.new) for c in compare({file: old}, {file: new})]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of this project without fonts and companies."""
    home = tmp_path / "project"
    ignored = shutil.ignore_patterns("fonts", "companies")
    shutil.copytree(ROOT / "content", home / "content", ignore=ignored)
    shutil.copytree(ROOT / "templates", home / "templates", ignore=ignored)
    return home


def edit(project: Path, file: str, old: str, new: str) -> None:
    path = project / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


# ---------------------------------------------------------------- comparing


def test_an_inserted_record_is_one_addition_whatever_shifts_behind_it() -> None:
    found = list(compare({POLICIES: policies("a", "b", "c")}, {POLICIES: policies("a", "x", "b", "c")}))
    assert [(c.kind, c.path, c.old_at, c.new_at) for c in found] == [("added", "national[x]", None, ("national", 1))]
    assert "文件名称：《x》" in found[0].new


def test_a_value_changed_behind_an_insertion_is_named_by_its_ids() -> None:
    new = policies("x", "a", "b")
    new["national"][2]["name"] = "《乙》"
    assert told(policies("a", "b"), new)[1] == ("changed", "national[b].name", "《b》", "《乙》")


def test_strings_in_a_list_are_added_and_removed_singly() -> None:
    new = policies("a")
    new["national"][0]["points"] = ["零", "一", "二"]
    assert told(policies("a"), new) == [("added", "national[a].points[0]", "", "零")]
    assert [item[0] for item in told(new, policies("a"))] == ["removed"]


def test_a_new_order_is_one_change_that_tells_both_orders() -> None:
    assert told(policies("a", "b", "c"), policies("c", "a", "b")) == [
        ("moved", "national", "《a》、《b》、《c》", "《c》、《a》、《b》")
    ]


def test_labels_are_the_editors_words_and_files_stand_in_reading_order() -> None:
    old = {"content/laws.yaml": [], POLICIES: policies("a"), "content/edition.yaml": {"title": "旧"}}
    new = {"content/laws.yaml": [{"id": "l"}], POLICIES: policies(), "content/edition.yaml": {"title": "新"}}
    found = compare(old, new)
    assert [group.title for group in found.groups] == ["版本", "政策", "法律法规"]
    assert [change.label for change in found] == ["书名", "国家层面 › 《a》", "l"]


def test_a_field_moved_to_another_row_is_no_change_of_the_field() -> None:
    a, b, c = ({"key": key, "label": key.upper()} for key in "abc")
    together = {"blocks": [{"kind": "rows", "rows": [[a, b], [c]]}]}
    assert told(form(a, b, c), form() | together, FORM) == []
    assert told(form(a, b), form(a, c, b), FORM) == [("added", "fields[c]", "", "key：c\n栏目名称：C")]


def test_labels_options_and_rules_of_a_form_are_told_apart() -> None:
    old = form({"key": "kind", "label": "性质", "options": ["强制", "推荐"]}, rules=[{"text": "甲法第一条"}])
    new = form(
        {"key": "kind", "label": "标准性质", "options": ["强制", "推荐", "团体"]}, rules=[{"text": "甲法第二条"}]
    )
    found = compare({FORM: old}, {FORM: new})
    assert [group.title for group in found.groups] == ["表格：样表"]
    assert {(c.kind, c.path) for c in found} == {
        ("changed", "fields[kind].label"),
        ("added", "fields[kind].options[2]"),
        ("changed", "rules[0].text"),
    }


def test_spans_keep_numbers_whole_and_do_not_crumble() -> None:
    assert marked(spans("占17.65%，共34项", "占18.20%，共34项")) == "占【删：17.65%】【增：18.20%】，共34项"
    assert spans("名称是甲", "名字是乙") == (Span("same", "名"), Span("removed", "称是甲"), Span("added", "字是乙"))
    assert spans("同", "同") == (Span("same", "同"),)
    assert spans("", "") == ()


TEXT = st.text(alphabet="甲乙丙，。12.a\n", max_size=40)
VALUE: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["id", "key", "name", "text", "blocks", "rows"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(TEXT, TEXT)
@settings(max_examples=150, deadline=None)
def test_spans_lead_from_the_old_text_to_the_new_one(old: str, new: str) -> None:
    found = spans(old, new)
    assert "".join(s.text for s in found if s.kind != "added") == old
    assert "".join(s.text for s in found if s.kind != "removed") == new
    assert all(a.kind != b.kind for a, b in pairwise(found))


@given(VALUE, VALUE, st.sampled_from([POLICIES, FORM]))
@settings(max_examples=150, deadline=None)
def test_any_values_compare_to_themselves_without_change_and_backwards_to_the_opposite(
    old: object, new: object, file: str
) -> None:
    assert not compare({file: old}, {file: copy.deepcopy(old)})
    there, back = compare({file: old}, {file: new}), compare({file: new}, {file: old})
    assert bool(there) == bool(back)
    for change in there:
        assert "".join(s.text for s in change.spans if s.kind != "added") == change.old
        assert "".join(s.text for s in change.spans if s.kind != "removed") == change.new


def test_templates_are_counted_by_lines_and_line_ends_do_not_count() -> None:
    found = compare_files({"a": "1\n2\n", "b": "x", "c": "y\r\n"}, {"a": "1\n3\n4\n", "c": "y\n", "d": "z"})
    assert [(item.kind, item.file, item.added, item.removed) for item in found] == [
        ("changed", "a", 2, 1),
        ("removed", "b", 0, 1),
        ("added", "d", 1, 0),
    ]


# ---------------------------------------------------------------- projects and the report


def test_a_changed_platform_names_the_chapters_and_forms_that_print_it(project: Path, tmp_path: Path) -> None:
    edit(project, "content/platforms.yaml", "https://std.samr.gov.cn/", "https://std.samr.gov.cn/home/")
    report = diff_projects(ROOT, str(ROOT), str(project), tmp_path)
    (change,) = report.changes
    assert change.path.endswith(".url")
    assert report.source(change).startswith("content/platforms.yaml:")
    assert any("平台" in place.title for place in report.places(change))
    assert set(report.places(change)) <= set(report.guide)
    assert "mandatory-proposal" in {form.id for form in report.forms}
    assert all(
        "全国标准信息公共服务平台" in "".join(form.reasons) or "接收单位" in form.reasons[0] for form in report.forms
    )


def test_an_insertion_into_the_guide_touches_only_the_places_whose_words_differ(project: Path, tmp_path: Path) -> None:
    edit(project, POLICIES, "    points:\n", "    points:\n      - 新增的一条要点\n")
    report = diff_projects(ROOT, str(ROOT), str(project), tmp_path)
    assert [(c.kind, c.new) for c in report.changes] == [("added", "新增的一条要点")]
    assert all("政策" in place.title or "层面" in place.title for place in report.guide)
    assert not report.forms


def test_what_the_workbook_calls_its_columns_reaches_no_form(project: Path, tmp_path: Path) -> None:
    edit(project, "content/forms/columns.yaml", "also: [事项, 所属项目]", "also: [事项]")
    report = diff_projects(ROOT, str(ROOT), str(project), tmp_path)
    assert [group.title for group in report.changes.groups] == ["企业资料工作簿"]
    assert [change.label for change in report.changes] == ["所属事项一栏 › 其他叫法 › 第2项"]
    assert not report.forms


@pytest.mark.parametrize(("file", "reaches"), [("parts/macros.xml.j2", False), ("forms/parts.xml.j2", True)])
def test_a_changed_template_reaches_the_forms_only_where_they_are_printed_with_it(
    file: str, reaches: bool, project: Path, tmp_path: Path
) -> None:
    template = project / "templates" / file
    template.write_text("{# 一 #}\n" + template.read_text("utf-8"), "utf-8")
    report = diff_projects(ROOT, str(ROOT), str(project), tmp_path)
    assert [item.file for item in report.files] == [f"templates/{file}"]
    assert bool(report.forms) is reaches
    every = [path.read_text("utf-8") for path in (ROOT / "templates/forms").glob("*.j2")]
    assert any(f'"{file}"' in text for text in every) is reaches


def test_the_report_prints_old_and_new_in_word_and_pdf_alike_and_the_same_every_time(
    project: Path, tmp_path: Path
) -> None:
    edit(project, POLICIES, "聚焦9大未来产业", "聚焦<10>大未来产业")
    edit(project, "content/forms/recommended-proposal.yaml", "label: 英文名称", "label: 英文题名")
    edit(project, "templates/forms/letter.xml.j2", "{#-", "{#- 改 #}\n{#-")
    report = diff_projects(ROOT, str(ROOT), str(project), tmp_path)
    word, pdf = make_report(ROOT, report)
    assert [output.name for output in (word, pdf)] == ["修订说明.docx", "修订说明.pdf"]
    tables = docx.Document(io.BytesIO(word.data)).tables
    in_word = "".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    in_pdf = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf.data)).pages)
    for words in (
        "聚焦【删：9】【增：<10>】大未来产业",
        "英文【删：名称】【增：题名】",
        "templates/forms/letter.xml.j2",
    ):
        assert words in in_word.replace(" ", "")
        assert words in in_pdf
    assert "模板templates/forms/letter.xml.j2有改动" in in_pdf
    assert [output.data for output in make_report(ROOT, report)] == [word.data, pdf.data]


def test_equal_states_say_so_and_still_make_a_report(project: Path, tmp_path: Path) -> None:
    report = diff_projects(ROOT, str(project), None, tmp_path)
    assert not report
    assert report.summary == "没有改动"
    pdf = make_report(ROOT, report, ("pdf",))[0]
    assert "没有改动" in pypdf.PdfReader(io.BytesIO(pdf.data)).pages[0].extract_text().replace(" ", "")


def test_broken_yaml_is_told_with_the_side_and_the_file(project: Path, tmp_path: Path) -> None:
    (project / POLICIES).write_text("national: [\n", "utf-8")
    (project / "content/ways.yaml").write_bytes(b"\xff")
    with pytest.raises(ZhiyinError) as caught:
        diff_projects(ROOT, str(ROOT), str(project), tmp_path)
    assert [item.code for item in caught.value.diagnostics] == ["YML-005", "YML-003"]
    for item in caught.value.diagnostics:
        assert item.message.startswith("project：")
        assert item.source is not None
        assert item.source.file.startswith("[project]content/")


def test_a_state_that_todays_program_cannot_build_is_compared_by_its_facts(project: Path, tmp_path: Path) -> None:
    edit(project, "content/edition.yaml", "max_age_months:", "max_age:")
    report = diff_projects(ROOT, str(project), str(ROOT), tmp_path)
    assert [(c.kind, c.path) for c in report.changes] == [("added", "max_age_months"), ("removed", "max_age")]
    assert not report.guide_known
    assert all(note.severity.value == "警告" and "project" in note.message for note in report.notes)
    text = pypdf.PdfReader(io.BytesIO(make_report(ROOT, report, ("pdf",))[0].data)).pages[-1].extract_text()
    assert "应全文复核" in text.replace("\n", "")


# ---------------------------------------------------------------- git and the command line


def git(project: Path, *words: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=project, check=True, capture_output=True)


def zhiyin(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, "-W", "error", "-m", "generator.cli", *words]
    surroundings = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"}
    return subprocess.run(run, capture_output=True, text=True, encoding="utf-8", cwd=cwd, env=surroundings, check=False)


def test_git_revisions_of_a_project_in_a_subfolder_are_compared(project: Path) -> None:
    git(project.parent, "init", "-q")
    git(project.parent, "add", "project")
    git(project.parent, "commit", "-qm", "one")
    git(project.parent, "tag", "v1")
    edit(project, POLICIES, "聚焦9大未来产业", "聚焦10大未来产业")
    report = diff_projects(project, "v1", None, project)
    assert [marked(c.spans)[:13] for c in report.changes] == ["聚焦【删：9】【增：10】"]
    assert (report.old[:7], report.new) == ("git v1（", "当前项目")
    git(project.parent, "commit", "-qam", "two")
    assert not diff_projects(project, "HEAD", None, project)
    (project / POLICIES).write_text("national: [\n", "utf-8")
    git(project.parent, "commit", "-qam", "broken")
    with pytest.raises(ZhiyinError, match=r"\[git HEAD（.*content/policies.yaml:\d.*YML"):
        diff_projects(project, "v1", "HEAD", project)
    for wrong in ("v2", "--output=x", "HEAD~9", "a b", "HEAD:content"):
        with pytest.raises(ZhiyinError) as caught:
            diff_projects(project, wrong, None, project)
        assert caught.value.diagnostics[0].code == "REV-003"


def test_without_repository_or_git_the_failure_says_what_to_do(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZhiyinError, match=r"不在 git 仓库中[\s\S]*两个项目文件夹"):
        diff_projects(project, "HEAD", None, project)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ZhiyinError, match="找不到 git"):
        diff_projects(project, "HEAD", None, project)


def test_the_command_lists_changes_for_people_and_scripts(project: Path) -> None:
    edit(project, POLICIES, "聚焦9大未来产业", "聚焦10大未来产业")
    run = zhiyin("diff", str(ROOT), ".", cwd=project)
    assert run.returncode == 0, run.stderr
    assert "聚焦【删：9】【增：10】大未来产业" in run.stdout
    assert "改动 1 项" in run.stdout
    data = json.loads(zhiyin("diff", str(ROOT), "--project", ".", "--json", cwd=project).stdout)
    assert data["same"] is False
    assert data["groups"][0]["changes"][0]["spans"][1:3] == [
        {"kind": "removed", "text": "9"},
        {"kind": "added", "text": "10"},
    ]
    same = zhiyin("diff", ".", ".", cwd=project)
    assert (same.returncode, "没有改动" in same.stdout) == (0, True)
