"""A company's folder: what is read, what is refused, and at which line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.diagnostics import Source, ZhiyinError
from generator.loading.company import CompanyBundle, load_company, read_company
from generator.loading.company_folder import SIZE_LIMIT
from generator.model.company import (
    KINDS,
    CompanyProfile,
    MemberApplication,
    MembershipApplication,
    Participation,
    PatentDisclosure,
    Proposal,
    Record,
)
from generator.model.company.base import TEXT_LIMIT

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "content" / "companies"
PROFILE = """name: 示例甲有限公司
experts:
  - id: zhang
    name: 张示例
    mobile: "13800000001"
    email: zhang@jia.example
  - name: 李样本
patents:
  - id: p1
    number: "200310102344.5"
    name: 一种方法
"""


def made(folder: Path, files: Mapping[str, str]) -> Path:
    home = folder / "jia"
    home.mkdir()
    for name, text in files.items():
        (home / name).write_text(text, "utf-8")
    return home


def loaded(folder: Path, profile: str = PROFILE, **files: str) -> CompanyBundle:
    return load_company(made(folder, {"company.yaml": profile, **{f"{key}.yaml": text for key, text in files.items()}}))


def refused(folder: Path, profile: str = PROFILE, **files: str) -> list[str]:
    with pytest.raises(ZhiyinError) as caught:
        loaded(folder, profile, **files)
    return [f"{item.source} {item.code}" for item in caught.value.diagnostics]


def test_samples_use_every_kind_of_undertaking() -> None:
    kinds = {
        item.kind
        for name in ("complete", "sparse", "hard", "member")
        for item in load_company(SAMPLES / name, ROOT).undertakings
    }
    assert kinds == set(KINDS)


def test_hard_sample_is_hard() -> None:
    bundle = load_company(SAMPLES / "hard", ROOT)
    profile = bundle.profile
    assert len(profile.name) == 60
    assert all(char in profile.name for char in "𬭚㛃𠮷")
    assert (len(profile.experts), len(profile.patents)) == (25, 30)
    assert [len(getattr(item.data, "comments", ())) for item in bundle.undertakings if item.kind == "comments"] == [60]


def test_complete_sample_answers_at_length() -> None:
    proposal = next(
        item.data for item in load_company(SAMPLES / "complete").undertakings if item.key == "proposal-tool-calling"
    )
    assert isinstance(proposal, Proposal)
    lengths = [len(text or "") for text in (proposal.purpose, proposal.scope, proposal.state_of_art)]
    assert all(300 <= length <= 800 for length in lengths), lengths


def test_undertakings_come_in_order_of_their_files_and_know_their_lines(tmp_path: Path) -> None:
    bundle = loaded(tmp_path, b="kind: need\ntitle: 乙\n", a="# 注\nkind: need\ntitle: 甲\n")
    assert [(item.key, item.kind, item.file) for item in bundle.undertakings] == [
        ("a", "need", "jia/a.yaml"),
        ("b", "need", "jia/b.yaml"),
    ]
    assert bundle.source("a", ("title",)) == Source("jia/a.yaml", 3, 1)
    assert bundle.source("company", ("experts", 0, "email")) == Source("jia/company.yaml", 6, 5)
    assert bundle.source("a", ("problem",)).file == "jia/a.yaml"


def test_names_stand_for_the_profiles_records_and_point_to_them(tmp_path: Path) -> None:
    bundle = loaded(
        tmp_path,
        "contact: zhang\n" + PROFILE,
        a="kind: participation\nstandard: 术语\npeople: [李样本, zhang]\n",
        b="kind: member\nexpert: zhang\n",
        c="kind: patent_disclosure\nstandard: 术语\npatents:\n  - {patent: p1, clauses: 第4章}\n",
        d="kind: membership\nliaison: 张示例\n",
    )
    people, member, disclosure, membership = (item.data for item in bundle.undertakings)
    assert isinstance(people, Participation)
    assert [person.name for person in people.people] == ["李样本", "张示例"]
    assert isinstance(member, MemberApplication)
    assert member.expert.email == "zhang@jia.example"
    assert isinstance(disclosure, PatentDisclosure)
    assert disclosure.patents[0].patent.name == "一种方法"
    assert isinstance(membership, MembershipApplication)
    assert membership.liaison
    assert membership.liaison.mobile == "13800000001"
    assert bundle.profile.contact
    assert bundle.source("a", ("people", 1, "mobile")) == Source("jia/company.yaml", 6, 5)
    assert bundle.source("c", ("patents", 0, "clauses")) == Source("jia/c.yaml", 4, 18)


def test_an_unknown_name_is_reported_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ZhiyinError) as caught:
        loaded(tmp_path, a="kind: member\nexpert: zhagn\n")
    (only,) = caught.value.diagnostics
    assert (str(only.source), only.code) == ("jia/a.yaml:2:1", "CD-012")
    assert only.message == "企业资料的专家中没有“zhagn”"
    assert only.hint.startswith("是否想写“zhang”？")


def test_full_width_codes_are_used_in_half_width_and_said_so(tmp_path: Path) -> None:
    bundle = loaded(tmp_path, "name: 示例（甲）公司\npostcode: '１０００００'\nintroduction: 共１００人\n")
    assert bundle.profile.postcode == "100000"
    assert bundle.profile.introduction == "共１００人"
    assert bundle.profile.name == "示例（甲）公司"
    assert [(item.code, str(item.source)) for item in bundle.notes] == [("CO-001", "jia/company.yaml:2:1")]


def test_codes_need_no_quotes_and_yes_may_be_said_in_chinese(tmp_path: Path) -> None:
    bundle = loaded(
        tmp_path,
        "name: 甲\npostcode: 100000\nsc42_member: 是\ncontact: {name: 乙, mobile: 13800000001}\n",
        a="kind: proposal\ntitle_zh: 甲\nics: 35.240\nfast_track: 否\n",
    )
    profile, data = bundle.profile, bundle.undertakings[0].data
    assert (profile.postcode, profile.sc42_member) == ("100000", True)
    assert profile.contact
    assert profile.contact.mobile == "13800000001"
    assert isinstance(data, Proposal)
    assert (data.ics, data.fast_track) == ("35.240", False)


def test_double_blanks_in_codes_are_one_and_said_so(tmp_path: Path) -> None:
    bundle = loaded(tmp_path, a="kind: implementation\nnumber: GB/T  41867-2022\n")
    assert getattr(bundle.undertakings[0].data, "number") == "GB/T 41867-2022"  # noqa: B009 — of one kind only
    assert [item.code for item in bundle.notes] == ["CO-001"]


def test_files_under_names_that_are_not_read_are_told_of_and_hidden_ones_left_alone(tmp_path: Path) -> None:
    home = made(tmp_path, {"company.yaml": PROFILE, "._company.yaml": "\0"})
    assert load_company(home).undertakings == ()
    (home / "a.yml").write_text("kind: need\ntitle: 甲\n", "utf-8")
    with pytest.raises(ZhiyinError, match="CD-006"):
        load_company(home)


LITERAL = [
    "{{ company.name }}",
    "{% for x in y %}",
    "<w:p/>&amp;",
    "=cmd()|' /C calc'!A0",
    "../../etc",
    "$(rm -rf /)",
    "@SUM(1)",
]


@pytest.mark.parametrize("text", LITERAL)
def test_code_in_values_is_text(tmp_path: Path, text: str) -> None:
    quoted = text.replace("'", "''")
    bundle = loaded(tmp_path, f"name: '{quoted}'\nintroduction: '{quoted}'\n")
    assert (bundle.profile.name, bundle.profile.introduction) == (text, text)


MANY = """name: 示例甲有限公司
naem_en: Jia
founded: 2026-02-30
employees: 许多
size_unknown: 1
scale: 巨型
postcode: {a: 1}
sc42_member: 也许
experts:
  - mobile: "13800000001"
  - name: ""
products: 平台
contact: [甲]
"""


def test_all_errors_come_at_once_each_at_its_line(tmp_path: Path) -> None:
    found = refused(tmp_path, MANY, a="kind: proposel\n", b="kind: need\n", c="title: 无\n", d="- 表\n", e="a: [\n")
    assert found == [
        "jia/a.yaml:1:1 CD-011",
        "jia/b.yaml:1:1 CD-020",
        "jia/c.yaml:1:1 CD-011",
        "jia/company.yaml:2:1 CD-020",
        "jia/company.yaml:3:1 CD-020",
        "jia/company.yaml:4:1 CD-020",
        "jia/company.yaml:5:1 CD-020",
        "jia/company.yaml:6:1 CD-020",
        "jia/company.yaml:7:1 CD-020",
        "jia/company.yaml:8:1 CD-020",
        "jia/company.yaml:10:5 CD-020",
        "jia/company.yaml:11:5 CD-020",
        "jia/company.yaml:12:1 CD-020",
        "jia/company.yaml:13:1 CD-020",
        "jia/d.yaml:1 CD-010",
        "jia/e.yaml:2:1 YML-005",
    ]


BAD: list[tuple[str, str, str]] = [
    (
        'name: 甲\nname_en: "a\\x07b"\n',
        "jia/company.yaml:2:1",
        "“英文名称”（name_en）第2个字符是响铃符（U+0007），不能用在文件里",
    ),
    ("name: 甲\n\nlegal_representative: |\n  甲\n  乙\n", "jia/company.yaml:3:1", "应写在一行内，不能换行"),
    ("name: 甲\nbusiness: " + "长" * (TEXT_LIMIT + 1) + "\n", "jia/company.yaml:2:1", f"过长，最多{TEXT_LIMIT}个字"),
    (
        "name: 甲\nfounded: 2020/1/1\n",
        "jia/company.yaml:2:1",
        "“成立日期”（founded）“2020/1/1”应写作 2026-09-01 的样式",
    ),
    ("name: 甲\nexperts:\n  - {name: 乙, born: 1985-13}\n", "jia/company.yaml:3:15", "“1985-13”不是日历上的年月"),
    ("name: 甲\nscale: 大\n", "jia/company.yaml:2:1", "“企业规模”（scale）“大”不在选项之内"),
    ("name: 甲\nemployees: -1\n", "jia/company.yaml:2:1", "太小，至少为0"),
    ("name: 甲\ncontact: 乙\n", "jia/company.yaml:2:1", "企业资料的专家中没有“乙”"),
    ("name: 甲\nfounded: 2026-02-30\n", "jia/company.yaml:2:1", "“2026-02-30”不是日历上的日期"),
    ("name: 甲\nsc42_member: 也许\n", "jia/company.yaml:2:1", "（sc42_member）“也许”应为是或否"),
    ("name:\n", "jia/company.yaml:1:1", "“单位名称”（name）是空的"),
    ("name：甲\n", "jia/company.yaml:1:5", "冒号应为半角"),
    ("name: 甲\npostcode：1\nscale: 大型\n", "jia/company.yaml:2:9", "冒号应为半角"),
    ("name:甲\n", "jia/company.yaml:1:5", "再空一格"),
    ('name: "\\ud800"\n', "jia/company.yaml:1:10", "转义不是一个字符"),
    (
        "name: 甲\nexperts:\n  - {name: 乙, career: [{start: 2010-01, end: 至今, organisation: 丙}]}\n",
        "jia/company.yaml:3:41",
        "至今的删去这一项",
    ),
    ("name_en: A\n", "jia/company.yaml:1:1", "缺少“单位名称”（name）"),
    ("name: [甲]\n", "jia/company.yaml:1:1", "应为文字"),
    ("name: 甲\nname: 乙\n", "jia/company.yaml:2:1", "重复"),
    ("a: &a [x]\nb: *a\n", "jia/company.yaml:1:4", "不能用锚点"),
    ("name: !!python/object/apply:os.system [id]\n", "jia/company.yaml:1:7", "不能用标签"),
]


@pytest.mark.parametrize(("text", "where", "said"), BAD, ids=[item[2][:12] for item in BAD])
def test_bad_input_is_told_with_file_line_and_field(tmp_path: Path, text: str, where: str, said: str) -> None:
    with pytest.raises(ZhiyinError) as caught:
        loaded(tmp_path, text)
    first = caught.value.diagnostics[0]
    assert str(first.source) == where
    assert said in first.message


def test_a_field_of_five_megabytes_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    with pytest.raises(ZhiyinError) as caught:
        loaded(tmp_path, "name: 甲\nbusiness: " + "x" * 5 * SIZE_LIMIT + "\n")
    (only,) = caught.value.diagnostics
    assert (str(only.source), only.code) == ("jia/company.yaml:2", "CD-005")
    assert "business" in only.message


def test_many_small_files_together_may_not_be_large_either(tmp_path: Path) -> None:
    files = {f"n{i}": "kind: need\ntitle: 甲\nremarks: " + "y" * 250_000 + "\n" for i in range(4)}
    assert refused(tmp_path, **files)[0].endswith("CD-005")


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("kind: need\ntitle: 秘密\n", "utf-8")
    home = made(tmp_path, {"company.yaml": PROFILE})
    (home / "a.yaml").symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(ZhiyinError, match="CD-004"):
        load_company(home)


def test_a_missing_folder_and_a_missing_profile_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ZhiyinError, match="CD-001"):
        load_company(tmp_path / "none")
    with pytest.raises(ZhiyinError, match="CD-002"):
        load_company(made(tmp_path, {"a.yaml": "kind: need\ntitle: 甲\n"}))


def test_every_field_has_a_chinese_label() -> None:
    models: list[type[Record]] = [CompanyProfile, *KINDS.values()]
    bare = [
        f"{model.__name__}.{name}"
        for model in models
        for name, field in model.model_fields.items()
        if name != "kind" and not field.title
    ]
    assert bare == []


def test_a_copy_of_the_profile_and_a_missing_kind_are_told_apart(tmp_path: Path) -> None:
    home = tmp_path / "甲"
    home.mkdir()
    (home / "company.yaml").write_text("name: 甲\nsc42_member: 有\n", encoding="utf-8")
    assert load_company(home).profile.sc42_member is True
    (home / "company - 副本.yaml").write_text("kind: company\nname: 甲\n", encoding="utf-8")
    (home / "无种类.yaml").write_text("title: 甲\n", encoding="utf-8")
    with pytest.raises(ZhiyinError) as caught:
        load_company(home)
    copy, kindless = (str(item) for item in caught.value.diagnostics)
    assert "移走" in copy
    assert "缺少 kind" in kindless
    assert "是否想写" not in kindless


def test_a_list_where_one_text_belongs_is_not_told_to_be_quoted(tmp_path: Path) -> None:
    home = tmp_path / "甲"
    home.mkdir()
    (home / "company.yaml").write_text("name: [甲]\n", encoding="utf-8")
    with pytest.raises(ZhiyinError, match="只写一个值"):
        load_company(home)


def test_all_files_of_a_company_are_read_though_some_cannot_be(tmp_path: Path) -> None:
    home = tmp_path / "甲"
    home.mkdir()
    (home / "company.yaml").write_bytes("name: 甲公司\n# 一\nlegal_type: 民营企业\n".encode("gb18030"))
    (home / "need.yaml").write_text("kind：need\n", "utf-8")
    read = read_company(home, tmp_path)
    with pytest.raises(ZhiyinError) as caught:
        read.bundle()
    told = [f"{item.source} {item.code} {item.message}" for item in caught.value.diagnostics]
    assert told == [
        "甲/company.yaml:1 YML-003 文件不是 UTF-8 编码",
        "甲/need.yaml:1:5 YML-012 键后的冒号应为半角“:”，再空一格",
    ]
