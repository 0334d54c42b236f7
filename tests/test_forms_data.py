"""The official forms as data: all present, labels and options exact, every path real, legal acts never filled in."""

from __future__ import annotations

import contextlib
import shutil
import typing
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import nodes
from pydantic import ValidationError

from generator.build.checking import check_project
from generator.diagnostics import ZhiyinError
from generator.loading.content import load_content
from generator.loading.form_options import option_lists
from generator.loading.form_schemas import form_schemas
from generator.loading.form_sources import form_reads, target
from generator.loading.forms import Forms, load_forms
from generator.model.company import KINDS, CompanyProfile
from generator.model.expression import OWN_FILTERS, expression_paths, parse_expression, parse_prose, prose_paths
from generator.model.form import Field, Form, Notes, Repeat, Rows, TextBlock
from generator.templating.environment import environment
from generator.templating.filters import FILTERS

ROOT = Path(__file__).parents[1]

LABELS_1 = """中文名称 英文名称 制定/修订 被修订标准号 采用国际标准 采用程度 采标号 采标名称 标准类别 ICS 上报单位
技术归口单位（或技术委员会） 主管部门 起草单位 项目周期 是否采用快速程序 快速程序代码 经费预算说明 目的、意义
范围和主要技术内容 国内外情况简要说明 有关法律法规和强制性标准的关系 标准涉及的产品清单 是否有国家级科研项目支撑
科研项目编号及名称 是否涉及专利 专利号及名称 是否由行标或地标转化 行地标标准号及名称 备注"""
FORM_1 = LABELS_1.split()

LISTED = {
    "recommended": "recommended-proposal recommended-statement recommended-study recommended-summary draft-standard "
    "member-motion letter-recommended",
    "mandatory": "mandatory-proposal mandatory-draft letter-mandatory",
    "participation": "participation-application letter-participation",
    "project-comment": "project-comment-form letter-project-comment",
    "comments": "comment-feedback comment-summary letter-comments",
    "implementation": "implementation-feedback letter-implementation",
    "member": "member-registration member-information letter-member",
    "membership": "membership-application letter-membership",
    "translation": "translation-proposal letter-translation",
    "patents": "patent-disclosure patent-licensing patent-list letter-patent-disclosure letter-patent-licensing",
    "need": "need-survey letter-need",
}

TABLES = {
    ("comment-feedback", "items"): "序号 章条编号 意见内容 修改建议 理由 备注",
    ("comment-summary", "items"): "序号 标准章条编号 意见内容 修改建议 提出单位 处理意见 备注",
    ("patent-disclosure", "patents"): "序号 专利号/申请号/公开号 专利名称 专利权人/申请人 专利类型·法律状态 国家/地区 "
    "涉及的标准章条 证明材料",
    ("patent-list", "patents"): "序号 专利号/申请号 专利名称 专利权人/申请人 涉及章条 披露者 披露日期 "
    "许可声明（a/b/c/未提交） 备注",
    (
        "recommended-summary",
        "projects",
    ): "序号 项目名称 制/修订 被修订（代替）标准号 采用国际标准（采标号·程度） 标准类别 "
    "项目周期（月） 主管部门 技术归口单位 主要起草单位 备注",
    ("member-motion", "supporters"): "序号 姓名 单位 签字 日期",
    (
        "member-information",
        "people",
    ): "序号 姓名 性别 出生年月 工作单位 单位性质 职务 职称 学历 专业 委员会职务 手机 邮箱 地址 邮编",
    ("mandatory-proposal", "domestic"): "标准号 名称 性质 关系",
    ("mandatory-proposal", "foreign"): "国家或组织 文件 要求摘要 与建议差异",
    ("mandatory-proposal", "sanctions"): "法律法规 条款 处理方式",
    ("participation-application", "people"): "姓名 性别 部门 职务 职称 专业 手机 邮箱 标准经历",
    ("translation-proposal", "translators"): "姓名 单位 职称 语种能力 经历",
}


@cache
def forms() -> Forms:
    return load_forms(ROOT)


def words(field: Field) -> list[str]:
    return [option.label for option in field.choices]


def every_field() -> list[tuple[Form, Field]]:
    return [(form, field) for form in forms() for field in form.fields()]


def test_every_path_has_the_forms_of_the_brief_and_a_letter() -> None:
    assert {p.id: {e.form for e in p.forms} for p in forms().book.paths} == {
        k: set(v.split()) for k, v in LISTED.items()
    }
    assert {form.path for form in forms() if form.layout == "letter"} == set(LISTED)


def test_form_1_has_its_thirty_rows_in_the_official_order() -> None:
    rows = list(forms()["recommended-proposal"].fields())
    assert [(field.number, field.label) for field in rows] == [(str(i), label) for i, label in enumerate(FORM_1, 1)]
    notes = next(block for block in forms()["recommended-proposal"].blocks if isinstance(block, Notes))
    assert len(notes.items) == 7
    assert not any("CCS" in label for label in FORM_1)


@pytest.mark.parametrize(
    ("form", "key", "options"),
    [
        ("recommended-proposal", "revision", "制定 修订"),
        ("recommended-proposal", "adoption_source", "无 ISO IEC ITU ISO/IEC ISO确认的标准"),
        ("recommended-proposal", "adoption_degree", "等同 修改 非等效"),
        ("recommended-proposal", "category", "安全 卫生 环保 基础 方法 管理 产品 其他"),
        ("recommended-proposal", "cycle", "12个月 18个月 24个月"),
        ("recommended-proposal", "fast_track", "是 否"),
        ("recommended-proposal", "fast_track_code", "B1 B2 B3 B4 C3"),
        ("mandatory-proposal", "grounds", "人身健康和生命财产安全 国家安全 生态环境安全 经济社会管理基本需要"),
        ("participation-application", "work", "章节起草 试验验证 案例 意见处理 宣贯 其他"),
        ("project-comment-form", "opinion", "同意立项 修改后立项 不同意立项 其他"),
        ("project-comment-form", "targets", "必要性 名称 范围 与现有标准重复交叉 采标 起草单位 周期 其他"),
        ("implementation-feedback", "topic", "技术内容 标准协调 实施条件 文本错误 修订建议 废止建议 其他"),
        ("member-registration", "office", "主任委员 副主任委员 委员 秘书长 副秘书长"),
        ("member-registration", "interest", "生产者 经营者 使用者 消费者 公共利益方"),
        ("translation-proposal", "language", "英 法 德 俄 西 日 韩 阿 其他"),
        ("patent-disclosure", "discloser_type", "专利权人 申请人 其他"),
        ("need-survey", "level", "国家 行业 国际 其他"),
        ("need-survey", "role", "牵头 参与 仅提需求"),
    ],
)
def test_options_are_the_official_ones(form: str, key: str, options: str) -> None:
    assert words(forms()[form].field(key)) == options.split()


@pytest.mark.parametrize(("place", "columns"), TABLES.items(), ids=lambda value: "-".join(value)[:40])
def test_tables_have_the_official_columns_in_order(place: tuple[str, str], columns: str) -> None:
    table = next(table for table in forms()[place[0]].tables() if table.key == place[1])
    assert [column.label for column in table.columns] == columns.split()


@pytest.mark.parametrize(
    ("form", "last"),
    [
        ("recommended-proposal", 30),
        ("participation-application", 16),
        ("member-registration", 30),
        ("membership-application", 19),
        ("translation-proposal", 18),
    ],
)
def test_numbered_rows_run_without_a_hole(form: str, last: int) -> None:
    found = forms()[form]
    numbers = {answer.number for answer in found.answers()} | {seal.number for seal in found.seals()}
    assert {int(number) for number in numbers if number.isdigit()} == set(range(1, last + 1))


def test_the_mandatory_proposal_has_every_lettered_row_and_leaves_item_seven_to_the_ministry() -> None:
    form = forms()["mandatory-proposal"]
    numbers = [answer.number for answer in form.answers() if answer.number]
    assert numbers == [
        f"{part}{i}" for part, last in (("A", 6), ("B", 13), ("C", 6), ("D", 1)) for i in range(1, last + 1)
    ]
    hints = "".join(answer.hint for answer in form.answers())
    assert [f"申报书第{i}项" in hints for i in range(1, 10)] == [True] * 6 + [False] + [True] * 2
    assert any("征求国务院有关部门意见" in text for text in form.colophon)


def test_a_members_proposal_asks_for_five_supporters() -> None:
    table = next(forms()["member-motion"].tables())
    assert table.min_rows >= 5
    assert {c.key for c in table.columns if c.prefill == "never"} == {"signature", "date"}


def test_groups_are_referred_to_and_never_retyped() -> None:
    annotation = target("company.sc42_groups").annotation
    groups = typing.get_args(annotation)
    assert len(groups) == 17
    asking = {(form.id, field.key) for form, field in every_field() if field.options_from == "sc42.groups"}
    assert asking == {
        ("participation-application", "sc42_groups"),
        ("membership-application", "groups"),
        ("need-survey", "group"),
    }
    assert all(len(set(words(field)) & set(groups)) < 2 for _, field in every_field())  # 基础 is a category as well
    lists = option_lists(load_content(ROOT).guide)
    offered = forms()["membership-application"].field("groups").offered(lists)
    assert [option.label for option in offered] == list(groups)


def test_legal_acts_identity_numbers_and_seals_are_never_filled_in() -> None:
    never = {(form.id, field.key) for form, field in every_field() if field.prefill == "never"}
    assert never >= {
        ("patent-licensing", "licence"),
        ("patent-licensing", "reciprocity"),
        ("patent-licensing", "transfer"),
        ("patent-disclosure", "declaration"),
        ("member-registration", "id_number"),
        ("member-registration", "photo"),
        ("participation-application", "commitment"),
        ("membership-application", "commitment"),
        ("recommended-statement", "property_commitment"),
    }
    for form, field in every_field():
        if field.prefill == "never":
            assert (field.source, field.expr, field.prose, field.default) == (None,) * 4, (form.id, field.key)
    assert len(forms()["patent-licensing"].field("licence").options) == 3
    for form in forms():
        assert all("{{" not in seal.caption for seal in form.seals())


def test_mandatory_drafts_promise_no_drafting_units() -> None:
    texts = [t for b in forms()["mandatory-draft"].blocks if isinstance(b, TextBlock) for t in b.paragraphs]
    assert not any("起草单位" in text or "起草人" in text for text in texts)


def test_outdated_options_stay_printed_and_say_so() -> None:
    form = forms()["recommended-proposal"]
    noted = {o.label for key in ("adoption_source", "adoption_degree") for o in form.field(key).options if o.note}
    assert noted == {"ISO确认的标准", "非等效"}


def test_every_tick_box_is_a_value_that_company_data_can_take() -> None:
    for form, field in every_field():
        if not field.source or field.type not in ("single", "multi", "bool"):
            continue
        annotation = target(field.source).annotation
        ticks = {option.ticks for option in field.choices}
        if typing.get_origin(annotation) is typing.Literal and field.options:
            assert ticks == set(typing.get_args(annotation)), (form.id, field.key)
        if annotation is bool:
            assert True in ticks, (form.id, field.key)


def test_every_path_read_exists_and_belongs_to_the_forms_own_undertaking() -> None:
    for form in forms():
        assert form.undertaking in KINDS
        for place, path in form_reads(form):
            target(path)
            assert path.split(".")[0] in {"company", form.undertaking}, (form.id, place, path)


def test_every_filter_is_known_to_the_template_environment() -> None:
    known = environment(ROOT / "templates").filters
    trees = [parse_expression(f.expr) for _, f in every_field() if f.expr]
    trees += [parse_prose(f.prose) for _, f in every_field() if f.prose]
    for form in forms():
        trees += [parse_prose(t) for b in form.blocks if isinstance(b, TextBlock) for t in b.paragraphs]
        trees += [parse_prose(t) for b in form.blocks if isinstance(b, Repeat) for t in (b.heading, b.text)]
        trees += [parse_expression(c.expr) for table in form.tables() for c in table.columns if c.expr]
    used = {node.name for tree in trees for node in tree.find_all(nodes.Filter)}
    assert used
    assert used <= set(known)


def test_a_letter_names_what_it_encloses_by_its_title() -> None:
    for form in forms():
        for entry in form.attachments if form.layout == "letter" else ():
            title = forms()[entry.form].title if entry.form else entry.name
            assert entry.name == title or (title.endswith("草案") and entry.name in ("标准草案", "标准立项草案")), (
                form.id
            )


def test_nobody_seals_with_a_unit_s_unit_seal() -> None:
    assert not [form.id for form in forms() for signer in form.signers if "单位单位" in signer.who + signer.what]


def test_all_rows_fill_the_grid_exactly() -> None:
    for form in forms():
        for block in form.blocks:
            if isinstance(block, Rows):
                assert len(block.placed()) == len(block.rows)
    row = next(b for b in forms()["member-registration"].blocks if isinstance(b, Rows)).placed()
    assert [sum(c.label_span + c.value_span for c in cells) for cells in row[:6]] == [5, 4, 4, 4, 4, 5]


def test_every_form_says_whence_it_is_and_how_sure() -> None:
    for form in forms():
        assert form.rules
        assert form.steps
        assert "以官方最新表格为准" in form.colophon[0], form.id
        assert len(form.colophon[0]) <= 30, "a running head has room for so many"


def test_the_licence_statement_offers_the_three_choices_in_the_form_s_own_words() -> None:
    field = next(field for field in forms()["patent-licensing"].fields() if field.key == "licence")
    assert [option.label for option in field.options] == [
        "在公平、合理、无歧视基础上免费许可任何组织或个人在实施该国家标准时实施其专利",
        "在公平、合理、无歧视基础上（收费）许可任何组织或个人在实施该国家标准时实施其专利",
        "不同意按照以上两种方式许可",
    ]


def test_schemas_and_their_header_lines_are_current() -> None:
    for name, text in form_schemas().items():
        assert (ROOT / "content/schemas" / name).read_text(encoding="utf-8") == text, f"run zhiyin schema: {name}"
    for path in sorted((ROOT / "content/forms").glob("*.yaml")):
        kind = path.stem if path.stem in ("paths", "columns") else "form"
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        assert first == f"# yaml-language-server: $schema=../schemas/{kind}.schema.json"


def _project(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    shutil.copy(ROOT / "content/platforms.yaml", tmp_path / "content")
    shutil.copytree(ROOT / "content/forms", tmp_path / "content/forms")
    return tmp_path / "content/forms"


def test_a_new_form_is_a_change_of_data_alone(tmp_path: Path) -> None:
    folder = _project(tmp_path)
    text = (folder / "need-survey.yaml").read_text(encoding="utf-8").replace("id: need-survey", "id: need-short")
    (folder / "need-short.yaml").write_text(text, encoding="utf-8")
    book = (folder / "paths.yaml").read_text(encoding="utf-8")
    listed = book.replace("- {form: need-survey}", "- {form: need-survey}\n      - {form: need-short}")
    (folder / "paths.yaml").write_text(listed, encoding="utf-8")
    assert [form.id for form in load_forms(tmp_path).of_path("need")] == ["need-survey", "need-short", "letter-need"]


def test_all_errors_of_all_files_are_reported_at_once_with_their_lines(tmp_path: Path) -> None:
    folder = _project(tmp_path)
    for name, old, new in (
        ("need-survey", "source: need.problem", "source: need.problm"),
        ("comment-feedback", "condition: not comments.no_comment", "condition: not (comments.no_comment"),
        ("patent-list", "landscape: true", "landscpe: true"),
        ("implementation-feedback", "platform: std", "platform: sdt"),
        ("translation-proposal", "receiver: tc28-sc42\n", "receiver: tc28-sc43\n"),
    ):
        path = folder / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ZhiyinError) as caught:
        load_forms(tmp_path)
    found = {(Path(d.source.file).stem, d.code): d for d in caught.value.diagnostics if d.source}
    assert "是否想写“problem”？" in found["need-survey", "FM-004"].message
    assert "表达式写法有误" in found["comment-feedback", "FM-003"].message
    assert "landscape" in found["patent-list", "FM-002"].hint
    assert "tc28-sc42" in found["translation-proposal", "FM-004"].message
    assert "是否想写“std”？" in found["implementation-feedback", "FM-006"].message
    for (stem, _), item in found.items():
        assert item.source is not None
        line = (folder / f"{stem}.yaml").read_text(encoding="utf-8").split("\n")[item.source.line - 1]
        assert any(word in line for word in ("problm", "condition", "landscpe", "tc28-sc43", "sdt")), (item, line)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "source: need.title",
            'expr: "need.title | jion_cn"',
            "28:57 错误 FM-003 没有过滤器“jion_cn”。是否想写“join_cn”？",
        ),
        ("source: need.title", "source: company.contact", "28:57 错误 FM-004 “company.contact”是一组数据"),
        ("source: need.title", "source: company.experts", "用 parts 列出要印的键"),
        ("options_from: sc42.groups", "options_from: sc42.group", "29:71 错误 FM-004 没有选项清单“sc42.group”"),
        ("layout: sheet", "template: forms/mine.xml.j2", "5:1 错误 FM-004 templates 中没有模板“forms/mine.xml.j2”"),
        ("layout: sheet", "template: ../content/forms/need-survey.yaml", "templates 中没有模板"),
        ("undertaking: need", "undertaking: needs", "7:1 错误 FM-004 没有事项种类“needs”。是否想写“need”？"),
        ("label: 需求标准名称, ", "", "28:11 错误 FM-003 缺少必需的键“label”"),
        ("hint: 对应项目建议书第1栏", "hnit: x", "是否想写“hint”？"),
        ("blocks:\n", "blocks\n", "YAML 缺少冒号"),
    ],
)
def test_a_slip_in_a_form_is_told_once_and_at_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = _project(tmp_path) / "need-survey.yaml"
    (tmp_path / "templates").mkdir()
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ZhiyinError) as caught:
        load_forms(tmp_path)
    assert len(caught.value.diagnostics) == 1
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{path: recommended, when", "{path: recommend, when", "没有参与路径“recommend”。是否想写“recommended”？"),
        ("    receivers: [tc28-sc42]", "    receivers: [tc28-sc43]", "没有接收单位“tc28-sc43”。是否想写“tc28-sc42”？"),
    ],
)
def test_a_slip_in_the_paths_is_told_at_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = _project(tmp_path) / "paths.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ZhiyinError) as caught:
        load_forms(tmp_path)
    (item,) = caught.value.diagnostics
    assert said in item.message
    assert item.source is not None
    assert new.strip() in path.read_text(encoding="utf-8").split("\n")[item.source.line - 1]


def test_a_form_that_no_path_lists_is_told_where_to_go(tmp_path: Path) -> None:
    folder = _project(tmp_path)
    text = (folder / "need-survey.yaml").read_text(encoding="utf-8").replace("id: need-survey", "id: need-short")
    (folder / "need-short.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ZhiyinError, match=r"在路径 need 的 forms 中加一行 - \{form: need-short\}"):
        load_forms(tmp_path)


def test_the_filters_that_expressions_may_use_are_those_of_the_templates() -> None:
    assert set(FILTERS) == OWN_FILTERS


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"prefill": "never", "source": "company.name"}, "prefill: never"),
        ({"type": "single"}, "options"),
        ({"type": "text", "options": ["甲"]}, "选项"),
        ({"required": "conditional"}, "condition"),
        ({"source": "company.name", "expr": "company.name"}, "只能有一个"),
        ({"default": "甲"}, "default_reason"),
        ({"type": "photo"}, "prefill: never"),
        ({"expr": "company.name.__class__()"}, "不能调用函数"),
        ({"source": "company"}, "取值路径"),
    ],
)
def test_inconsistent_fields_are_refused(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Field.model_validate({"key": "k", "label": "标签", **wrong})


def test_paths_are_read_out_of_expressions_and_prose() -> None:
    assert expression_paths("proposal.revision == '修订' and not company.name") == ("company.name", "proposal.revision")
    assert prose_paths("总额{{ proposal.budget.total }}万元") == ("proposal.budget.total",)
    assert target("member.expert.career").many
    assert target("company").record is CompanyProfile
    with pytest.raises(ValueError, match="列表"):
        target("company.patents.number")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abc.(){}[]%|'\"~ 标准=!#-0", max_size=30))
def test_any_text_is_an_expression_or_a_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert list(expression_paths(text)) == sorted(set(expression_paths(text)))


def test_zhiyin_check_finds_what_is_wrong_with_a_form(tmp_path: Path) -> None:
    for part in ("content", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("*.ttf"))
    for font in (ROOT / "templates/fonts").glob("*.ttf"):
        (tmp_path / "templates/fonts" / font.name).symlink_to(font)
    path = tmp_path / "content/forms/need-survey.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("source: need.problem", "source: need.problm"), "utf-8")
    (tmp_path / "templates/forms/mine.xml.j2").write_text("<p>\n{% if %}</p>\n", "utf-8")
    found = check_project(tmp_path, date(2026, 11, 23))
    wrong = [item for item in found if item.code == "TPL-002"]
    assert [str(item.source) for item in wrong] == ["templates/forms/mine.xml.j2:2"]
    found = [item for item in found if item not in wrong]
    assert [(item.code, Path(item.source.file).name) for item in found if item.source] == [("FM-004", path.name)]


@pytest.mark.parametrize("text", ["", "5", "a: 1", "- [", "- 5"])
def test_forms_are_read_beside_platforms_that_cannot_be(tmp_path: Path, text: str) -> None:
    _project(tmp_path)
    (tmp_path / "content/platforms.yaml").write_text(text, "utf-8")
    if text == "- 5":  # a list in which no platform is
        with pytest.raises(ZhiyinError, match="FM-006"):
            load_forms(tmp_path)
    else:
        assert load_forms(tmp_path).forms
