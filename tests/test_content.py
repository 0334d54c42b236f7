"""Content: what is there, and what an editor is told who breaks it."""

from __future__ import annotations

import functools
import json
import re
import shutil
import textwrap
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build.checking import check_project, stale_schemas
from generator.build.sources import find_facts
from generator.diagnostics import Diagnostic, Severity, ZhiyinError
from generator.loading.content import Content, load_content
from generator.loading.schemas import schemas
from generator.loading.yaml import parse_yaml
from generator.model.content import Guide
from generator.rules.content import RULES, check_content
from tests.laid import copied_project

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 1, 15)

Edit = Callable[[str, str, str], Path]


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """A copy of the project in which one file had ``old`` replaced by ``new``."""
    copied_project(tmp_path)

    def edit(file: str, old: str, new: str) -> Path:
        path = tmp_path / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return tmp_path

    return edit


def line_of(project: Path, file: str, text: str) -> int:
    return (project / file).read_text(encoding="utf-8").split(text)[0].count("\n") + 1


def test_the_project_s_own_content_has_no_problem() -> None:
    assert check_project(ROOT, TODAY) == []


def test_the_schemas_are_those_of_the_models() -> None:
    assert stale_schemas(ROOT) == []


def test_the_schemas_explain_every_key_in_chinese() -> None:
    for name, schema in schemas().items():
        for owner in (schema, *schema.get("$defs", {}).values(), *[schema.get("items", {})]):
            for key, said in owner.get("properties", {}).items():
                assert re.search("[\u4e00-\u9fff]", said.get("description", "")), (name, key)


def test_every_value_knows_its_line_and_the_source_it_cites() -> None:
    index = load_content(ROOT).index
    where = index.source(("organisations", "jtc1sc42", "published"))
    line = (ROOT / "content/organisations.yaml").read_text(encoding="utf-8").splitlines()[where.line - 1]
    assert line.strip() == "published: 34"
    assert index.cite(("cards", 0, "rows", 1, "value")) == "北京市发展和改革委员会网站 京发改〔2024〕1081号"


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "said"),
    [
        ("content/policies.yaml", "occasion:", "ocasion:", "CNT-001", "是否想写“occasion”"),
        ("content/organisations.yaml", "published: 34", "published: 三十四", "CNT-001", "应为整数"),
        ("content/policies.yaml", "date: 2021-10", "date: 2021-13", "CNT-001", "写法不对"),
        ("content/edition.yaml", "clock: 2025-03-01", "clock: 2025-02-30", "CNT-001", "不是日历上的日期"),
        ("content/work.yaml", "article: law-10-1", "article: law-10-9", "CNT-011", "不存在"),
        ("content/work.yaml", "stages: [立项]", "stages: [立想]", "CNT-012", "没有“立想”阶段"),
        ("content/ways.yaml", "id: way-organisation", "id: way-member-open", "CNT-010", "重复"),
        ("content/organisations.yaml", "led_published: 6", "led_published: 60", "CNT-014", "多于总数"),
        ("content/policies.yaml", "date: 2023-10", "date: 2019-10", "CNT-015", "早于前一份文件"),
        ("content/laws.yaml", "as_of: 2025-03-01", "as_of: 2027-03-01", "CNT-016", "在今天之后"),
        ("content/edition.yaml", "issued: 2025-03", "issued: 2026-03", "CNT-016", "在今天之后"),
        ("content/organisations.yaml", "founded: 2018", "founded: 2081", "CNT-016", "在今天之后"),
        ("content/cards.yaml", '"2024-07-18"', '"2024-07-38"', "CNT-017", "不是日历上的日期"),
        ("content/platforms.yaml", "url: https://std.samr.gov.cn/", "url: std.samr", "CNT-018", "不完整"),
        ("content/platforms.yaml", "url: https://std.samr.gov.cn/", 'url: "http://["', "CNT-018", "不完整"),
        ("content/platforms.yaml", "url: https://std.samr.gov.cn/", "url: https://std。samr.cn", "CNT-018", "不完整"),
        ("content/policies.yaml", "纲要对新时期", "按GB/T45288.1-2025，纲要对", "CNT-019", "GB/T45288.1-2025"),
        ("content/policies.yaml", "纲要对新时期", "按GB/T 45288.1-25，纲要对", "CNT-019", "年份四位"),
        ("content/chapters.yaml", "通过三个渠道", "通过四个渠道", "CNT-022", "实际列出3个"),
        ("content/platforms.yaml", "开展三项研究内容", "开展两项研究内容", "CNT-022", "实际列出3项"),
        ("content/chapters.yaml", "实施三个阶段", "实施4个阶段", "CNT-022", "实际列出3个"),
        ("content/edition.yaml", "  - 人工智能标准化工作指引", "  - 人工智能标准工作指引", "CNT-023", "与书名不同"),
        ("content/cards.yaml", "北京市经济和信息化局；", "北京市科技局；", "CNT-023", "另见 content/policies.yaml"),
        ("content/cards.yaml", '"2024-07-26"', '"2024-08-26"', "CNT-023", "发布年月 2024-07"),
        ("content/cards.yaml", '"2024-07-26"', '"2024-07-06"', "CNT-017", "发布日期早于成文日期"),
        (
            "content/cards.yaml",
            '实施日期, value: "2025-02-28"',
            '实施日期, value: "2025-01-28"',
            "CNT-017",
            "实施日期早于发布",
        ),
        (
            "content/cards.yaml",
            '实施日期, value: "2024-07-18"',
            '实施日期, value: "2024-06-18"',
            "CNT-017",
            "实施日期早于成文",
        ),
        ("content/cards.yaml", "GB/T 45288.1-2025《", "GBT 45288.1-2025《", "CNT-019", "标准号“GBT 45288.1-2025”"),
        ("content/policies.yaml", "聚焦8大新兴产业，新", "聚焦８大新兴产业，新", "CNT-030", "聚焦８大新兴产业"),
        ("content/platforms.yaml", "note: 该地址", "note: 见https：//std.samr.gov.cn，该地址", "CNT-030", "https：//"),
        ("content/policies.yaml", "[中共中央, 国务院]", "[中共中央， 国务院]", "CNT-029", "标点旁边有空格"),
        ("content/edition.yaml", "clock: 2025-03-01", "clock: 2025-02-01", "CNT-024", "不在版本年月"),
        ("content/policies.yaml", "《首都标准化发展纲要2035》", "《首都标准化发展纲要2035", "CNT-025", "成对的“》”"),
        ("content/platforms.yaml", "url: https://std.samr.gov.cn/", "url: ''", "CNT-026", "既没有网址"),
        ("content/organisations.yaml", "{name: 开源}", "{name: 基础}", "CNT-028", "写了两次"),
        ("content/policies.yaml", "纲要对新时期", "纲要对AI 新时期", "CNT-029", "有空格"),
        ("content/cards.yaml", "id: card-policy", "id: card-first", "CNT-013", "第1张卡片"),
        ("content/cards.yaml", "GB/T 45288.1-2025《", "GB/T45288.1-2025《", "CNT-019", "标准号"),
        ("content/laws.yaml", "as_of: 2025-03-01", "as_of: 2023-03-01", "CNT-020", "已超过24个月"),
        ("content/chapters.yaml", "组成部分。", "组成部分,", "CNT-021", "半角标点"),
        ("content/edition.yaml", "title:", "title", "YML-005", "YAML"),
        ("content/edition.yaml", "issued:", "title:", "YML-010", "重复"),
        ("content/edition.yaml", "subject: 人", "subject: &a 人", "YML-006", "锚点"),
        ("content/edition.yaml", "subject: 人", "subject: !!python/none 人", "YML-007", "标签"),
        ("content/edition.yaml", "subject: 人", "subject: \u200b人", "YML-004", "U+200B"),
        ("templates/parts/work.xml.j2", "chapter.parts[", "chapter.prats[", "TPL-003", "prats"),
        ("templates/theme.yaml", "measure: 434", "mesure: 434", "THM-001", "mesure"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(
    edited: Edit, file: str, old: str, new: str, code: str, said: str
) -> None:

    project = edited(file, old, new)
    try:
        found = check_project(project, TODAY)
    except ZhiyinError as error:
        found = list(error.diagnostics)
    matching = [item for item in found if item.code == code]
    assert matching, found
    assert any(said in str(item) for item in matching)
    assert {item.source.file for item in matching if item.source} == {file}
    lines = {item.source.line for item in matching if item.source}
    at = line_of(ROOT, file, old)
    assert lines & set(range(at - 3, at + 2))


def test_characters_that_no_font_has_are_told_all_at_once_where_the_content_has_them(edited: Edit) -> None:
    edited("content/policies.yaml", "name: 《国家标准化发展纲要》", "name: 《国家标准化发展纲要😀》")
    project = edited("content/organisations.yaml", "{name: 开源}", "{name: 开源🚀}")
    assert [f"{item.source} {item.code} {item.message}" for item in check_project(project, TODAY)] == [
        "content/organisations.yaml:79:8 FONT-001 没有字体含“🚀”（U+1F680），见“开源🚀”",
        "content/policies.yaml:6:5 FONT-001 没有字体含“😀”（U+1F600），见“家标准化发展纲要😀》”",
    ]


def test_letters_with_marks_written_apart_are_no_strange_characters(edited: Edit) -> None:
    project = edited("content/policies.yaml", "纲要对新时期", "𬭚㛃𠮷、Cafe\u0301，纲要对新时期")
    assert check_project(project, TODAY) == []


def test_what_cannot_be_set_is_told_by_the_check_too(edited: Edit) -> None:
    project = edited("templates/parts/policy.xml.j2", "<p>有关政策", '<p style="bdoy">有关政策')
    assert [item.code for item in check_project(project, TODAY)] == ["STY-001"]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("letter", "{{", "{{ nosuch }}{{", "TPL-003 模板取值出错：“nosuch”没有定义"),
        ("form", ' numbered="no"', ' numberd="no"', "MRK-002 <h1> 没有属性 numberd"),
    ],
)
def test_mistakes_in_the_templates_of_forms_are_found_by_trying_them_on_the_sample(
    edited: Edit, file: str, old: str, new: str, told: str
) -> None:
    project = edited(f"templates/forms/{file}.xml.j2", old, new)
    (project / "content/companies/complete").mkdir(parents=True)
    for name in ("company.yaml", "need-agent-memory.yaml", "participation-large-model.yaml"):
        shutil.copy(ROOT / "content/companies/complete" / name, project / "content/companies/complete")
    assert any(told in str(item) for item in check_project(project, TODAY))


def test_mistakes_of_content_forms_style_sheet_and_templates_are_told_at_once(edited: Edit) -> None:
    edited("content/policies.yaml", "occasion:", "ocasion:")
    edited("content/forms/need-survey.yaml", "source: need.problem", "source: need.problm")
    edited("content/forms/columns.yaml", "\nyes: [", "\nyess: [")
    edited("templates/theme.yaml", "body: {family: song", "body: {famly: song")
    project = edited("templates/guide.xml.j2", "{{ edition.title }}", "{{ edition.title ")
    told = {item.code: item.source.file for item in check_project(project, TODAY) if item.source}
    assert {"CNT-001", "FM-004", "THM-001", "TPL-002"} <= set(told)
    assert "content/forms/columns.yaml" in told.values()


def test_what_a_mistake_leaves_without_use_is_told_where_it_stands(edited: Edit) -> None:
    edited("content/work.yaml", "article: order59-18-2", "article: order59-18-1")
    project = edited("content/work.yaml", "id: comment", "id: comments")
    content = load_content(project)
    told = [f"{item.source} {item.code} {item.message}" for item in check_content(content.guide, content.index, TODAY)]
    assert told == [
        "content/laws.yaml:33:7 CNT-027 《国家标准管理办法》第十八条第二款没有被引用",
        "content/work.yaml:9:1 CNT-013 缺少代号为“comment”的路径",
    ]


def test_the_readme_s_example_is_content_that_passes(edited: Edit) -> None:
    readme = (ROOT / "content/README.md").read_text(encoding="utf-8")
    example = textwrap.dedent(readme.split("```yaml\n")[1].split("   ```")[0])
    last = "    source: 京发改〔2024〕1081号\n"
    project = edited("content/policies.yaml", last, last + textwrap.indent(example, "  "))
    content = load_content(project)
    assert content.guide.policies.beijing[-1].id == "sample-policy-2025"
    assert check_project(project, TODAY) == []


def test_editors_are_given_the_schema_of_every_content_file() -> None:
    given_schemas = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    for name in Guide.model_fields:
        first = (ROOT / f"content/{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
        assert first == f"# yaml-language-server: $schema=schemas/{name}.schema.json"
        assert given_schemas[f"./content/schemas/{name}.schema.json"] == f"content/{name}.yaml"
    assert all((ROOT / name).is_file() for name in given_schemas)


def test_every_rule_has_its_own_id_and_says_what_would_be_right() -> None:
    ids = [rule.id for rule in RULES]
    assert ids == sorted(set(ids))
    assert all(rule.remedy for rule in RULES)


def test_addresses_and_latin_words_in_prose_are_no_faults_of_punctuation() -> None:
    content = load_content(ROOT)
    text = "登录[平台](https://a.cn/a,b)，访问https://std.samr.gov.cn/，参加ISO/IEC JTC 1/SC 42；见“甲（乙）”。"
    platforms = (content.guide.platforms[0].model_copy(update={"uses": text}), *content.guide.platforms[1:])
    guide = content.guide.model_copy(update={"platforms": platforms})
    assert check_content(guide, content.index, TODAY) == []


@settings(deadline=None, derandomize=True)
@given(st.text(st.sampled_from("一两三十2个项渠道阶段：\n- GB/T1.（）“”《,. a甲[](:@"), max_size=40))
def test_checks_stand_any_prose(text: str) -> None:
    content = _content()
    iso = content.guide.organisations.jtc1sc42.model_copy(update={"body": text})
    organisations = content.guide.organisations.model_copy(update={"jtc1sc42": iso})
    path = content.guide.work.paths[0].model_copy(update={"body": text})
    step = content.guide.ways[0].steps[0].model_copy(update={"url": text})
    way = content.guide.ways[0].model_copy(update={"steps": (step,), "body": text})
    work = content.guide.work.model_copy(update={"paths": (path, *content.guide.work.paths[1:])})
    changed = content.guide.model_copy(update={"organisations": organisations, "ways": (way,), "work": work})
    assert all(item.source and item.source.line for item in check_content(changed, content.index, TODAY))


@functools.cache
def _content() -> Content:
    return load_content(ROOT)


def test_problems_of_all_files_are_told_at_once(edited: Edit) -> None:
    edited("content/policies.yaml", "date: 2021-10", "date: 2021-13")
    edited("content/ways.yaml", "title:", "titel:")
    project = edited("content/edition.yaml", "subject: 人", "subject: &a 人")
    with pytest.raises(ZhiyinError) as caught:
        load_content(project)
    files = {item.source.file for item in caught.value.diagnostics if item.source}
    assert files == {"content/policies.yaml", "content/ways.yaml", "content/edition.yaml"}


def test_a_missing_file_is_told_once(edited: Edit) -> None:
    project = edited("content/edition.yaml", "subject: 人", "subject: 人")
    (project / "content/laws.yaml").unlink()
    with pytest.raises(ZhiyinError) as caught:
        load_content(project)
    assert [(d.code, str(d.source)) for d in caught.value.diagnostics] == [("YML-001", "content/laws.yaml")]


def test_plain_words_stay_words_and_codes_stay_text() -> None:
    value, _ = parse_yaml("a: yes\nb: 010\nc: 2025-03-01\nd: 1_000\ne: null\nf: true\ng: 12\nh: '34'", "t.yaml")
    assert value == {"a": "yes", "b": "010", "c": "2025-03-01", "d": "1_000", "e": None, "f": True, "g": 12, "h": "34"}


def test_folded_chinese_gets_no_blanks_and_latin_words_keep_theirs() -> None:
    value, _ = parse_yaml("a: >-\n  甲乙，\n  丙丁 big\n  data\n\n  戊\n", "t.yaml")
    assert value == {"a": "甲乙，丙丁 big data\n\n戊"}


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=120))
def test_any_text_is_read_or_refused_by_name(text: str) -> None:
    found: tuple[Diagnostic, ...] = ()
    try:
        parse_yaml(text, "t.yaml")
    except ZhiyinError as error:
        found = error.diagnostics
    assert all(item.severity is Severity.ERROR and item.source for item in found)


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{c}: &{c} [{','.join(['*' + p] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(ZhiyinError, match="YML-006"):
        parse_yaml(bomb, "t.yaml")
    with pytest.raises(ZhiyinError, match="YML-008"):
        parse_yaml("[" * 3000 + "]" * 3000, "t.yaml")


@pytest.mark.parametrize(
    ("asked", "paths"),
    [
        ("17.65%", ["jtc1sc42.led_published", "jtc1sc42.published"]),
        ("34项", ["jtc1sc42.published"]),
        ("2018年", ["general_group.founded"]),
        ("17个工作组", ["sc42.groups"]),
        ("35.240", ["cards[1].rows[5].value"]),
        ("2025-02-28", ["cards[1].rows[2].value", "cards[1].rows[3].value"]),
        ("1081号", ["cards[0].rows[1].value"]),
        ("GB/T 45288.1-2025", ["cards[1].title"]),
        ("aiconntest.com/committee", ["ways[2].steps[0].url"]),
        ("没有印出的话", []),
    ],
)
def test_a_printed_value_is_found_by_itself_with_its_unit_or_a_part_of_it_in_figures_too(
    asked: str, paths: list[str]
) -> None:
    found = {origin.path.removeprefix("organisations.") for fact in find_facts(ROOT, asked) for origin in fact.origins}
    assert found == set(paths)
