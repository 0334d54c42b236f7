"""Forms evaluated against company data: what is printed, what is a gap, what stays blank."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build.drafts import make_drafts
from generator.diagnostics import ZhiyinError
from generator.filling import FilledForm, fill
from generator.filling.grid import Band, merge
from generator.filling.reader import Reader, split_prose
from generator.filling.result import Grid, GridCell, GridRow, Hole, Prose, Tick, Value, Words
from generator.loading.company import CompanyBundle, load_company
from generator.loading.forms import Forms, load_forms
from tests.laid import copied_project

ROOT = Path(__file__).resolve().parent.parent
COMPANIES = ROOT / "content" / "companies"


@pytest.fixture(scope="module")
def forms() -> Forms:
    return load_forms(ROOT)


@pytest.fixture(scope="module")
def sparse() -> CompanyBundle:
    return load_company(COMPANIES / "sparse")


@pytest.fixture(scope="module")
def complete() -> CompanyBundle:
    return load_company(COMPANIES / "complete")


def filled(forms: Forms, bundle: CompanyBundle, form: str, key: str) -> FilledForm:
    undertaking = next(item for item in bundle.undertakings if item.key == key)
    return fill(forms[form], bundle, undertaking, {"sc42.groups": ("基础", "开源")})


def parts(form: FilledForm, kind: type) -> dict[str, object]:
    grids = [cell.content for block in form.blocks if isinstance(block, Grid) for r in block.rows for cell in r.cells]
    prose = [block.content for block in form.blocks if isinstance(block, Prose)]
    found = [part for content in (*grids, *prose) for part in content if isinstance(part, kind)]
    return {part.key: part for part in found if isinstance(part, Value | Hole | Tick)}


def states(form: FilledForm) -> dict[str, str]:
    return {item.key: item.state for item in form.answers}


def test_form_1_prints_its_thirty_labels_in_the_official_order(forms: Forms, complete: CompanyBundle) -> None:
    form = filled(forms, complete, "recommended-proposal", "proposal-tool-calling")
    labels = [
        part.text
        for block in form.blocks
        if isinstance(block, Grid)
        for row in block.rows
        for cell in row.cells
        if cell.role == "label"
        for part in cell.content
        if isinstance(part, Words)
    ]
    assert labels == [field.label for field in forms["recommended-proposal"].fields()] + ["牵头单位", "技术委员会"]
    assert labels[:4] == ["中文名称", "英文名称", "制定/修订", "被修订标准号"]
    assert len(labels) == 32


def test_a_value_keeps_the_file_and_path_that_it_comes_from(forms: Forms, complete: CompanyBundle) -> None:
    form = filled(forms, complete, "recommended-proposal", "proposal-tool-calling")
    value = parts(form, Value)["title_zh"]
    assert isinstance(value, Value)
    (origin,) = value.lines[0].origins  # type: ignore[attr-defined]
    assert origin.path == "proposal.title_zh"
    assert origin.source.file.endswith("proposal-tool-calling.yaml")
    assert origin.source.line > 0


def test_what_must_be_there_is_a_gap_and_what_may_be_empty_is_an_empty_control(
    forms: Forms, sparse: CompanyBundle
) -> None:
    form = filled(forms, sparse, "recommended-proposal", "proposal-data-labelling")
    holes, values = parts(form, Hole), parts(form, Value)
    assert {"title_en", "drafters", "budget", "scope"} <= set(holes)
    assert values["replaces"].lines == ("\u3000",)  # type: ignore[attr-defined]
    assert states(form)["replaces"] == "open"
    assert states(form)["ics"] == "default"


def test_a_conditional_answer_is_due_when_its_condition_holds(forms: Forms, complete: CompanyBundle) -> None:
    form = filled(forms, complete, "recommended-proposal", "proposal-tool-calling")
    assert states(form)["patents"] == "filled"
    assert states(form)["adoption_degree"] == "open"


def test_boxes_are_ticked_by_the_value_behind_the_words(forms: Forms, complete: CompanyBundle) -> None:
    ticks = parts(filled(forms, complete, "recommended-proposal", "proposal-tool-calling"), Tick)
    cycle = {tick.label: tick.checked for key, tick in ticks.items() if key.startswith("cycle.")}  # type: ignore[attr-defined]
    assert cycle == {"12个月": False, "18个月": True, "24个月": False}


def test_licences_seals_and_identity_numbers_are_never_filled(forms: Forms, complete: CompanyBundle) -> None:
    form = filled(forms, complete, "patent-licensing", "patent_licensing-tool-calling")
    licences = [tick for key, tick in parts(form, Tick).items() if key.startswith("licence.")]
    assert len(licences) == 3
    assert not any(tick.checked for tick in licences)  # type: ignore[attr-defined]
    assert states(form)["licence"] == "blank"


def test_every_key_is_unique_in_every_form(forms: Forms) -> None:
    for folder in sorted(COMPANIES.iterdir()):
        if not folder.is_dir():
            continue
        bundle = load_company(folder)
        for undertaking in bundle.undertakings:
            for form in forms.of_undertaking(undertaking.kind):
                made = fill(form, bundle, undertaking, {"sc42.groups": ("基础",)})
                keys = [
                    part.key
                    for block in made.blocks
                    for content in _contents(block)
                    for part in content
                    if isinstance(part, Value | Hole | Tick)
                ]
                grouped = {key for key in keys if keys.count(key) > 1}
                holes = set(parts(made, Hole))
                assert grouped <= holes, (form.id, grouped)


def _contents(block: object) -> list[tuple[object, ...]]:
    if isinstance(block, Grid):
        return [cell.content for row in block.rows for cell in row.cells]
    return [block.content] if isinstance(block, Prose) else []


def test_an_empty_step_makes_the_whole_path_empty(sparse: CompanyBundle) -> None:
    undertaking = next(item for item in sparse.undertakings if item.kind == "proposal")
    reader = Reader(sparse, undertaking)
    assert reader.value("proposal.statement.foundation or '无'") == "无"
    assert not reader.holds("proposal.draft.introduction")
    assert not reader.holds("member.mode == '换届期'")
    assert reader.members("proposal.draft.terms") == []
    assert len(reader.members("proposal")) == 1


def test_what_looks_like_a_template_in_company_data_is_not_one() -> None:
    assert split_prose("总额{{ a.b }}万元") == (("总额", False), ("a.b", True), ("万元", False))
    assert split_prose("{{ {'等同': 'IDT'}[a.b] }}") == (("{'等同': 'IDT'}[a.b]", True),)


def test_rows_with_different_columns_share_one_grid() -> None:
    cell = GridCell("value", ())
    thirds = Band((1, 1, 1), (GridRow((cell, cell, cell)),))
    halves = Band((1, 1), (GridRow((cell, cell)),))
    grid = merge([thirds, halves], "")
    assert [round(width, 3) for width in grid.columns] == [0.333, 0.167, 0.167, 0.333]
    assert [[c.colspan for c in row.cells] for row in grid.rows] == [[1, 2, 1], [2, 2]]


def test_a_row_s_missing_required_cell_is_a_gap_that_counts_and_says_where_it_goes(tmp_path: Path) -> None:
    (tmp_path / "company.yaml").write_text("name: 甲公司\n", encoding="utf-8")
    (tmp_path / "p.yaml").write_text("kind: proposal\ntitle_zh: 人工智能 甲\nrevision: 制定\n", encoding="utf-8")
    bundle = load_company(tmp_path)
    made = fill(load_forms(ROOT)["recommended-summary"], bundle, bundle.undertakings[0], {})
    missing = {item.label: item.reads for item in made.of_state("missing")}
    assert missing["主要起草单位"] == ("proposal.drafters",)
    assert missing["标准类别"] == ("proposal.category",)
    assert "项目名称" not in missing
    assert "备注" not in missing


@pytest.mark.parametrize(
    ("file", "written", "wrong", "from_it"),
    [
        ("need-survey", "source: need.problem,", "expr: need.title / 2,", "expr"),
        ("need-survey", "path: need\n", "path: need\nneeds: [need.title / 2]\n", "need.title"),
        ("paths", "{form: need-survey}", "{form: need-survey, when: need.title / 2}", "when"),
        ("paths", "{text: 需求被采纳后，转为", "{when: need.title / 2, text: 需求被采纳后，转为", "when"),
    ],
)
def test_an_expression_that_cannot_be_worked_out_is_told_with_its_line(
    tmp_path: Path, file: str, written: str, wrong: str, from_it: str
) -> None:
    project = copied_project(tmp_path)
    path = project / "content/forms" / f"{file}.yaml"
    text = path.read_text("utf-8")
    assert text.count(written) == 1
    text = text.replace(written, wrong)
    path.write_text(text, "utf-8")
    with pytest.raises(ZhiyinError) as caught:
        make_drafts(project, COMPANIES / "complete", paths=["need"], formats=())
    (told,) = caught.value.diagnostics
    lead = text[: text.index(from_it, text.index(wrong))].split("\n")
    assert str(told.source) == f"content/forms/{file}.yaml:{len(lead)}:{len(lead[-1]) + 1}"
    assert (told.code, told.message) == ("FM-007", "表达式“need.title / 2”算不出来")


def test_every_paragraph_of_a_record_s_cell_is_indented_alike(tmp_path: Path) -> None:
    said = "content: |\n      第一段。\n      第二段。"
    (tmp_path / "company.yaml").write_text("name: 甲公司\n", encoding="utf-8")
    text = f"kind: comments\nstandard: 人工智能 甲\ncomments:\n  - clause: 第3章\n    {said}\n  - content: 一段。\n"
    (tmp_path / "c.yaml").write_text(text, encoding="utf-8")
    bundle = load_company(tmp_path)
    made = fill(load_forms(ROOT)["comment-feedback"], bundle, bundle.undertakings[0], {})
    cells = [cell for block in made.blocks if isinstance(block, Grid) for row in block.rows for cell in row.cells]
    flowing = [part.lines for cell in cells if cell.flows for part in cell.content if isinstance(part, Value)]
    assert flowing == [("第一段。", "第二段。")]
