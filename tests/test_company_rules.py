"""Values, and every rule with an example that it finds and one that it passes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Severity
from generator.loading.company import load_company
from generator.loading.forms import load_forms
from generator.model import values
from generator.model.company import KINDS, CompanyProfile
from generator.model.form_fields import Field
from generator.model.values.identity import ALPHABET
from generator.rules.company import RULES, check_company, prints_falsehood
from generator.rules.company_base import FALSEHOOD_PREFIX, Subject, shown
from generator.rules.company_forms import _length, _options

TODAY = date(2026, 11, 23)
ROOT = Path(__file__).resolve().parent.parent
NAME = "示例甲有限公司"

CREDIT_CODES = [
    "914403001922038216",
    "12100000400000624D",
    "91110000802100433B",
    "91110302562134916R",
    "911103026605015136",
    "911100001011016602",
    "91000000000000000K",
    "91000000MA0000000N",
]


@pytest.mark.parametrize("code", CREDIT_CODES)
def test_known_credit_codes_pass(code: str) -> None:
    assert values.credit_code(code) is None


@pytest.mark.parametrize("code", CREDIT_CODES[:6])
def test_inner_organisation_code_of_real_codes_holds(code: str) -> None:
    assert values.organisation_code(code) is None


@given(
    st.text(ALPHABET, min_size=9, max_size=9), st.integers(0, 999_999), st.integers(0, 17), st.sampled_from(ALPHABET)
)
def test_a_single_changed_character_is_always_caught(body: str, region: int, place: int, other: str) -> None:
    first = f"91{region:06}{body}"
    code = first + values.credit_code_check(first)
    assert values.credit_code(code) is None
    changed = code[:place] + other + code[place + 1 :]
    assert (values.credit_code(changed) is None) == (changed == code)


MENDED = [
    (values.mobile, "+86 138-0000-0001", "13800000001"),
    (values.landline, "(010)62345678 转 801", "010-62345678-801"),
    (values.landline, "+86-10-62345678", "01062345678"),
    (values.national_number, "gbt1.1–2020", "GB/T 1.1-2020"),
    (values.national_number, "GB/T 1.1-2020《标准化工作导则》", "GB/T 1.1-2020"),
    (values.international_number, "iso/iec 42001: 2023", "ISO/IEC 42001:2023"),
    (values.plan_number, "20261662 — t — 604", "20261662-T-604"),
    (values.ics, "ICS 35.24", "35.240"),
    (values.ccs, "CCS L 70", "L 70"),
    (values.patent_number, "zl2003101023445", "ZL200310102344.5"),
    (values.patent_number, "200310102344.6", None),
    (values.credit_code, "91000000 ma000000 0n", "91000000MA0000000N"),
    (values.national_number, "GB/T 1", None),
    (values.national_number, "GB/T 1.1——2020", "GB/T 1.1-2020"),
    (values.national_number, "GB/T 1.1：2020", "GB/T 1.1-2020"),
    (values.mobile, "1380000000", None),  # which digit is lost, nobody knows
    (values.landline, "010-6234567", None),
    (values.postcode, "10008", None),
    (values.plan_number, "20261662-T-60", None),
    (values.ics, "35.240.1", None),
]


@pytest.mark.parametrize(("problem_of", "wrong", "meant"), MENDED)
def test_what_was_perhaps_meant_is_said_only_when_it_is_right(problem_of: Any, wrong: str, meant: str | None) -> None:
    assert problem_of(wrong)
    assert values.repaired(wrong, problem_of) == meant


GOOD_AND_BAD: list[tuple[Any, list[str], list[str]]] = [
    (values.credit_code, ["91000000000000000K"], ["", "9100000000000000", "91000000000000000I", "91ABCDEF000000000K"]),
    (values.mobile, ["13800000001"], ["12800000001", "1380000000", "１３８００００００００"]),
    (
        values.landline,
        ["010-00000001", "01000000001", "0755-1234567-12", "400-000-0001", "4000000001"],
        ["10-00000001", "010 00000001", "010-0000001", "021-0000001", "13800000001"],
    ),
    (values.telephone, ["13800000001", "010-00000001"], ["110"]),
    (values.postcode, ["100000"], ["10000", "1000000", "10000a"]),
    (
        values.email,
        ["a.b+c@x.example", "张三@公司.中国"],
        ["a@b", "a" * 65 + "@x.example", "a b@x.example", "a@@x.example", "@x.example", "a" * 250 + "@x.cn"],
    ),
    (
        values.url,
        ["https://www.x.example/a?b=c"],
        ["www.x.example", "ftp://x.example", "https://x y.example", "http://["],
    ),
    (
        values.national_number,
        ["GB 45438-2025", "GB/T 45288.1—2025", "GB/Z 185-2026"],
        ["GB/T45288.1-2025", "GB/T 45288.1-25", "GB／T 1-2020", "YD/T 1-2020", "GB/T 01-2020", "GB/T 1-1820"],
    ),
    (
        values.plan_number,
        ["20263174-T-469", "20265083-Z-469", "20261662-T-604"],
        ["2026317-T-469", "20263174-X-469", "99993174-T-469"],
    ),
    (values.foreign_plan_number, ["W20231234"], ["20231234"]),
    (values.ics, ["35", "35.240", "35.240.01", "01.120"], ["35.24", "352.40", "35.240.1", "36.240", "00.020"]),
    (values.ccs, ["L70", "L 70"], ["L7", "I70", "l70"]),
    (
        values.international_number,
        [
            "ISO/IEC 42001:2023",
            "ISO 10218-1:2025",
            "ISO/IEC TS 4213:2022",
            "ITU-T Y.3172 (06/2019)",
            "ISO/SAE 21434:2021",
        ],
        ["ISO/IEC 42001", "IEEE 2801-2022", "GB/T 1-2020"],
    ),
    (
        values.standard_number,
        [
            *(
                "GB/T 1.1-2020",
                "T/CESA 1036-2019",
                "DB11/T 1234-2020",
                "DB11/ 1-2020",
                "YD/T 3000-2020",
                "JGJ/T 1-2020",
            ),
            *("Q/ABC 001-2024", "IEEE 2801-2022", "ITU-R BT.2020-2", "ETSI EN 303 645", "NIST AI 100-1", "RFC 8446"),
            *("EN 301 549 V3.2.1", "GJB 9001C-2017", "GB/T 19001-2016/XG1-2024", "GBZ 188-2014", "ISO/SAE 21434:2021"),
        ],
        ["标准一", "GB 1", "ABCDE", "GBZ 12345-2024"],
    ),
    (
        values.converted_number,
        ["YD/T 1234—2024", "DB11/T 1234—2024"],
        ["GB/T 1234—2024", "T/ABC 1—2024", "YDT 1234—2024"],
    ),
    (
        values.application_number,
        [
            *("200310102344.5", "ZL200310102344.5", "ZL 2003 1 0102344.5"),
            *("97101765.4", "ZL95115608.X", "ZL 98 211883.X", "ZL95115608", "85100001"),  # before October 2003
        ],
        ["200310102344.6", "200310102344", "200340102344.5", "197010123456.3", "ZL95115608.1"],
    ),
    (values.publication_number, ["CN123456789A", "CN1234567C"], ["CN12345678A", "123456789A", "CN312345678B"]),
    (
        values.patent_number,
        ["200310102344.5", "CN123456789B", "PCT/CN2024/123456", "US 11223344 B2"],
        ["专利", "PCT/CN2024/1234"],
    ),
    (values.day, ["2026-02-28"], ["2026-2-28", "2026-02-30", "2026/02/28"]),
    (values.year_month, ["1985-03"], ["1985-13", "1985-3", "198503"]),
    (values.control_characters, ["𠮷㛃𬭚\n\t{{ }}<x>=cmd()"], ["\x07", "a\u202eb", "\ufeff", "\ufffe", "\x85"]),
]


@pytest.mark.parametrize(("problem_of", "good", "bad"), GOOD_AND_BAD, ids=lambda item: getattr(item, "__name__", ""))
def test_validators_pass_good_values_and_describe_bad_ones(problem_of: Any, good: list[str], bad: list[str]) -> None:
    assert [value for value in good if problem_of(value) is not None] == []
    assert [value for value in bad if not problem_of(value)] == []


def test_dates_print_without_leading_zeros_and_codes_in_half_width() -> None:
    assert values.printed_day(date(2026, 9, 1)) == "2026年9月1日"
    assert values.printed_month("1985-03") == "1985年3月"
    assert values.normalise("　ＡＢ１２－３　") == "AB12-3"
    assert "响铃符（U+0007）" in str(values.control_characters("a\x07"))


def codes(kind: str, data: dict[str, Any], company: dict[str, Any] | None = None, *others: dict[str, Any]) -> set[str]:
    """The codes of the rules that find something in one record."""
    profile = CompanyProfile.model_validate({"name": NAME, **(company or {}), **(data if kind == "company" else {})})
    base = BASES.get(kind, {})
    record = profile if kind == "company" else KINDS[kind].model_validate({"kind": kind, **base, **data})
    beside = tuple(KINDS[item["kind"]].model_validate({**BASES.get(item["kind"], {}), **item}) for item in others)
    subject = Subject(kind, record, profile, (*(() if kind == "company" else (record,)), *beside), TODAY)
    return {rule.id for rule in RULES if rule.concerns(kind) for _ in rule.check(subject)}


BASES: dict[str, dict[str, Any]] = {
    "proposal": {"title_zh": "人工智能 智能体 通用技术要求"},
    "mandatory": {"title_zh": "人工智能 智能体 人员安全要求"},
    "participation": {"standard": "人工智能 术语"},
    "need": {"title": "人工智能 术语"},
    "project_comment": {"project": "人工智能 术语"},
    "comments": {"standard": "人工智能 术语"},
    "implementation": {"number": "GB/T 41867—2022"},
    "member": {"expert": {"name": "张示例", "title": "高级工程师"}},
    "translation": {"title_zh": "信息技术 人工智能 术语"},
    "patent_disclosure": {"standard": "人工智能 术语"},
    "patent_licensing": {"standard": "人工智能 术语"},
    "patent_list": {"standard": "人工智能 术语"},
}
Example = tuple[str, str, dict[str, Any], dict[str, Any]]
ISO = {"adoption_source": "ISO/IEC", "adopted_number": "ISO/IEC 42001:2023", "adopted_title": "x"}
PERSON = {"name": "张示例"}
STEP = {"start": "2020-01", "end": "2026-12", "organisation": "x"}
EARLY = {**PERSON, "career": [{"start": "1989-12", "organisation": "x"}]}
GRANTED = {"number": "ZL 2003 1 0102344.5"}
OWN, BIG = {"name": "x", "level": "企业"}, {"name": "y", "level": "国家级"}
ISO_SAYS = {"adoption_source": "ISO确认的标准"}


def person(**data: Any) -> dict[str, Any]:
    return {"contact": {**PERSON, **data}}


def patent(**data: Any) -> dict[str, Any]:
    return {"patents": [{"number": "200310102344.5", **data}]}


def expert(**data: Any) -> dict[str, Any]:
    return {"expert": {**PERSON, **data}}


EXAMPLES: list[Example] = [
    ("COF-101", "company", {"credit_code": "91000000MA0000000M"}, {"credit_code": "91000000MA0000000N"}),
    ("CO-102", "company", {"credit_code": "91000000MA0000000N"}, {"credit_code": "91110302562134916R"}),
    ("CO-103", "company", person(mobile="138 0000 0001"), person(mobile="13800000001")),
    ("CO-104", "company", person(phone="00000001"), person(phone="010-00000001")),
    ("CO-105", "company", {"postcode": "10000"}, {"postcode": "100000"}),
    ("CO-106", "company", person(email="a@b"), person(email="a@b.example")),
    ("CO-107", "company", {"website": "www.a.example"}, {"website": "https://www.a.example"}),
    ("COF-108", "implementation", {"number": "GB/T 41867"}, {"number": "GB/T 41867—2022"}),
    ("CO-109", "company", {"standards": [{"title": "x", "number": "第1号"}]}, {"standards": [{"title": "x"}]}),
    ("COF-110", "participation", {"plan": "2026-T-469"}, {"plan": "20261234-T-469"}),
    ("COF-111", "translation", {"number": "41867"}, {"number": "GB/T 41867—2022"}),
    ("CO-112", "translation", {"number": "W2023"}, {"number": "W20231234"}),
    ("COF-113", "proposal", {"adopted_number": "ISO/IEC 42001"}, {"adopted_number": "ISO/IEC 42001:2023"}),
    ("COF-114", "proposal", {"ics": "35.24"}, {"ics": "35.240"}),
    ("COF-115", "proposal", {"ccs": "L7"}, {"ccs": "L70"}),
    ("COF-116", "company", patent(number="200310102344.6"), patent()),
    (
        "COF-117",
        "proposal",
        {"converted_from": [{"number": "GB/T 1—2020"}]},
        {"converted_from": [{"number": "DB11/T 1—2020"}]},
    ),
    ("CO-118", "comments", {"handler_phone": "110"}, {"handler_phone": "010-00000001"}),
    (
        "CO-119",
        "proposal",
        {"draft": {"references": [{"number": "某标准"}]}},
        {"draft": {"references": [{"number": "GB/T 41867"}, {"number": "ISO/IEC 22989:2022"}]}},
    ),
    ("COF-151", "proposal", {"budget": {"total": 10, "state": 1, "own": 8}}, {"budget": {"total": 10, "own": 10}}),
    ("CO-152", "proposal", {"drafters": ["示例乙公司"]}, {"drafters": [NAME]}),
    ("CO-153", "proposal", {"drafters": [NAME, NAME]}, {"drafters": [NAME, "示例乙公司"]}),
    (
        "CO-154",
        "proposal",
        {"proposer": "甲", "supporters": [{"name": name} for name in "甲乙丙丁戊"]},
        {"proposer": "甲", "supporters": [{"name": name} for name in "乙丙丁戊己"]},
    ),
    ("CO-155", "mandatory", {"supervisor": "部门"}, {"supervisor": "部门", "sanctions": [{"law": "法"}]}),
    ("CO-156", "mandatory", {"adoption_source": "无"}, {"adoption_source": "无", "trade": "无影响"}),
    (
        "COF-157",
        "comments",
        {"soliciting": {"sent": 5, "answered": 2, "silent": 2}},
        {"soliciting": {"sent": 4, "answered": 2, "silent": 2, "commented": 1}},
    ),
    ("CO-158", "comments", {}, {"no_comment": True}),
    ("CO-159", "participation", {"people": [PERSON, PERSON]}, {"people": [PERSON]}),
    (
        "COF-160",
        "translation",
        {"simultaneous": True, "number": "GB/T 41867—2022"},
        {"simultaneous": True, "number": "20261234-T-469"},
    ),
    ("CO-161", "translation", {"translators": [PERSON]}, {"translators": [{**PERSON, "role": "审校"}]}),
    (
        "COF-162",
        "implementation",
        {"number": "GB/T 41867—2022", "nature": "强制性"},
        {"number": "GB/T 41867—2022", "nature": "推荐性"},
    ),
    (
        "COF-162",
        "translation",
        {"number": "20263174-T-469", "nature": "指导性"},
        {"number": "20265083-Z-469", "nature": "指导性"},
    ),
    (
        "CO-163",
        "proposal",
        {"revision": "修订", "replaces": ["GB/T 1-2020", "GB/T 1—2020"]},
        {"revision": "修订", "replaces": ["GB/T 1-2020", "GB/T 2-2020"]},
    ),
    (
        "CO-164",
        "patent_disclosure",
        {"patents": [{"patent": GRANTED}, {"patent": {"number": "200310102344.5"}}]},
        {"patents": [{"patent": GRANTED}, {"patent": {"number": "CN113456789A"}}]},
    ),
    (
        "CO-165",
        "implementation",
        {"applied": True, "applied_to": "x", "applied_since": "2021-12-31"},
        {"applied": True, "applied_to": "x", "applied_since": "2022-01-01"},
    ),
    ("CO-201", "proposal", {"revision": "修订"}, {"revision": "修订", "replaces": ["GB/T 1—2020"]}),
    ("COF-201", "mandatory", {"revision": "制定", "replaces": ["GB 1—2020"]}, {"revision": "制定"}),
    ("CO-202", "proposal", {"adoption_source": "ISO"}, {**ISO, "adoption_degree": "等同"}),
    ("COF-202", "proposal", {**ISO, "adoption_source": "无"}, {"adoption_source": "无"}),
    ("CO-203", "proposal", {"fast_track": True}, {"fast_track": True, "fast_track_code": "B1"}),
    ("COF-203", "proposal", {"fast_track": False, "fast_track_code": "B1"}, {"fast_track": False}),
    ("CO-204", "proposal", {"has_project": True}, {"has_project": True, "projects": [{"name": "x"}]}),
    ("COF-204", "proposal", {"has_project": False, "projects": [{"name": "x"}]}, {"has_project": False}),
    ("CO-205", "proposal", {"has_patent": True}, {"has_patent": True, **patent()}),
    ("COF-205", "proposal", {"has_patent": False, **patent()}, {"has_patent": False}),
    ("CO-206", "proposal", {"converted": True}, {"converted": False}),
    ("COF-206", "proposal", {"converted": False, "converted_from": [{"number": "YD/T 1—2020"}]}, {"converted": False}),
    (
        "CO-207",
        "implementation",
        {"applied": True, "applied_to": "x"},
        {"applied": True, "applied_to": "x", "applied_since": "2025-01-01"},
    ),
    ("COF-207", "implementation", {"applied": False, "applied_to": "x"}, {"applied": False}),
    ("COF-208", "comments", {"no_comment": True, "comments": [{"content": "x"}]}, {"no_comment": True}),
    (
        "CO-221",
        "comments",
        {"comments": [{"content": "x", "handling": "未采纳"}]},
        {"comments": [{"content": "x", "handling": "采纳"}]},
    ),
    ("CO-222", "participation", {"knows_patents": True}, {"knows_patents": False}),
    ("CO-301", "proposal", {"adoption_degree": "非等效"}, {"adoption_degree": "修改"}),
    ("CO-302", "proposal", {"adoption_source": "ISO确认的标准"}, {"adoption_source": "ISO"}),
    ("COF-303", "proposal", {**ISO, "adoption_source": "ISO"}, ISO),
    ("CO-304", "translation", {"adoption_degree": "等同"}, {"adoption_source": "无"}),
    ("CO-305", "proposal", {"fast_track_code": "C3"}, {"fast_track_code": "B4"}),
    ("CO-306", "proposal", {"fast_track_code": "B1"}, {"fast_track_code": "B1", "adoption_degree": "等同"}),
    ("CO-401", "proposal", {"cycle": 36}, {"cycle": 12}),
    ("CO-402", "proposal", {"cycle": 24}, {"cycle": 18}),
    ("CO-403", "proposal", {"cycle": 18, "adoption_degree": "等同"}, {"cycle": 12, "adoption_degree": "等同"}),
    ("CO-403", "proposal", {"cycle": 18, "adoption_source": "ISO"}, {"cycle": 18, "adoption_source": "无"}),
    ("CO-404", "mandatory", {"cycle": 25}, {"cycle": 24}),
    ("CO-405", "translation", {"cycle": 13}, {"cycle": 12}),
    ("CO-406", "proposal", {"purpose": "短"}, {"purpose": "长" * 300}),
    ("CO-407", "proposal", {"scope": "长" * 3001}, {"scope": "长" * 3000}),
    ("CO-408", "need", {"title": "长" * 61}, {"title": "长" * 60}),
    ("CO-501", "proposal", {"title_zh": "人工智能 智能体标准"}, {"title_zh": "人工智能 标准化工作指南"}),
    ("CO-502", "proposal", {"title_zh": "人工智能—智能体"}, {"title_zh": "人工智能 智能体"}),
    ("CO-503", "proposal", {"title_zh": "信息技术 人工智能 智能体 术语"}, {"title_zh": "人工智能 智能体 术语"}),
    ("CO-504", "proposal", {"title_zh": "人工智能 第一部分 术语"}, {"title_zh": "人工智能 第1部分：术语"}),
    ("CO-505", "proposal", {"title_zh": "人工智能 术语。"}, {"title_zh": "人工智能 术语"}),
    ("CO-506", "proposal", {"title_en": "Artificial 智能"}, {"title_en": "Artificial intelligence—Vocabulary"}),
    ("CO-507", "mandatory", {"title_en": "AI - Vocabulary"}, {"title_en": "AI—Large-scale model"}),
    ("CO-508", "proposal", {"title_en": "Agent standard"}, {"title_en": "Agent—Requirements"}),
    ("CO-601", "member", expert(), expert(post="总监")),
    ("CO-602", "member", expert(title="助理工程师"), expert(title="工程师")),
    (
        "CO-603",
        "member",
        expert(post="x", committees=[{"name": "甲"}, {"name": "乙"}]),
        expert(post="x", committees=[{"name": "甲"}]),
    ),
    ("CO-604", "member", {"from_same_unit": 3}, {"from_same_unit": 2}),
    (
        "CO-606",
        "member",
        {"mode": "非换届期"},
        {"mode": "非换届期", "representation": "x", "contribution": "y"},
    ),
    ("CO-607", "membership", {"representative": PERSON, "deputy": PERSON}, {"representative": PERSON}),
    ("CO-701", "proposal", {"title_zh": "人工智能 数据安全要求"}, {"title_zh": "人工智能 可信赖要求"}),
    ("CO-702", "need", {"level": "行业"}, {"level": "国家"}),
    ("CO-703", "proposal", {"ics": "01.040"}, {"ics": "35.240"}),
    ("CO-704", "proposal", {"purpose": "请致电13800000001"}, {"purpose": "统一方法"}),
    ("COF-705", "proposal", {"nature": "强制性"}, {"nature": "推荐性"}),
    ("CO-706", "mandatory", {"has_patent": True}, {"has_patent": False}),
    (
        "CO-707",
        "proposal",
        {"converted_from": [{"number": "YD/T 1—2020"}]},
        {"converted_from": [{"number": "DB11/T 1—2020"}]},
    ),
    ("COF-801", "company", {"founded": "2026-11-24"}, {"founded": "2026-11-23"}),
    ("COF-801", "implementation", {"applied_since": "2026-11-24"}, {"applied_since": "2026-11-23"}),
    (
        "COF-802",
        "company",
        patent(filed="2003-01-02", granted="2003-01-01"),
        patent(filed="2003-01-01", granted="2003-01-02"),
    ),
    ("COF-802", "company", patent(filed="2004-01-01"), patent(filed="2003-12-31")),
    ("COF-801", "company", {"experts": [{**PERSON, "career": [STEP]}]}, {"experts": [PERSON]}),
    ("COF-801", "company", {"standards": [{"title": "x", "year": 25}]}, {"standards": [{"title": "x", "year": 2025}]}),
    ("COF-809", "implementation", {"number": "GB/T 1—2027"}, {"number": "GB/T 1—2026"}),
    ("COF-809", "participation", {"plan": "20271234-T-469"}, {"plan": "20261234-T-469"}),
    ("COF-803", "company", {"experts": [{**EARLY, "born": "1990-01"}]}, {"experts": [{**EARLY, "born": "1970-01"}]}),
    ("CO-805", "company", {"patents": [{**GRANTED, "status": "申请中"}]}, {"patents": [GRANTED]}),
    ("COF-223", "proposal", {"has_project": True, "projects": [OWN]}, {"has_project": True, "projects": [BIG, OWN]}),
    ("CO-502", "proposal", {"title_zh": "人工智能-智能体"}, {"title_zh": "人工智能 智能体"}),
    ("CO-505", "proposal", {"title_zh": "《人工智能 术语》"}, {"title_zh": "人工智能 术语"}),
    ("CO-506", "proposal", {"title_en": "Intelligence，Agent"}, {"title_en": "Intelligence—Agent"}),
    (
        "CO-509",
        "proposal",
        {"title_zh": "人工智能 第1部分：术语", "title_en": "Artificial intelligence—Part 2: Vocabulary"},
        {"title_zh": "人工智能 第1部分：术语", "title_en": "Artificial intelligence—Part 1: Vocabulary"},
    ),
    ("CO-510", "proposal", {"title_en": "Artificial intelligence."}, {"title_en": "Artificial intelligence"}),
    ("CO-601", "member", expert(title="无"), expert(title="工程师")),
    ("CO-602", "member", expert(title="助教"), expert(title="助理研究员")),
    (
        "CO-603",
        "member",
        expert(post="x", committees=[{"name": "甲"}, {"name": "乙", "post": "副主任委员"}]),
        expert(post="x", committees=[{"name": "甲"}, {"name": "乙", "post": "观察员"}]),
    ),
    ("COF-113", "proposal", {"adopted_number": "OIML R 76:2006"}, {**ISO_SAYS, "adopted_number": "OIML R 76:2006"}),
    ("CO-905", "company", {"name": "“示例甲有限公司”"}, {"name": NAME}),
    ("CO-906", "company", {"patents": [GRANTED, {"number": "200310102344.5"}]}, {"patents": [GRANTED]}),
    ("COF-803", "company", {"experts": [{**PERSON, "born": "2020-01"}]}, {"experts": [{**PERSON, "born": "1980-01"}]}),
    ("COF-804", "company", patent(type="实用新型"), patent(type="发明")),
    ("CO-805", "company", patent(status="已失效"), patent(status="已授权", granted="2020-01-01")),
    (
        "CO-806",
        "comments",
        {"opened": "2026-12-01", "deadline": "2026-12-31"},
        {"opened": "2026-11-01", "deadline": "2026-12-31"},
    ),
    (
        "CO-807",
        "project_comment",
        {"opened": "2026-12-01", "deadline": "2026-12-20"},
        {"opened": "2026-12-01", "deadline": "2026-12-31"},
    ),
    ("CO-808", "comments", {"deadline": "2026-11-22"}, {"deadline": "2026-11-23"}),
    ("CO-901", "company", {"legal_type": "股份公司"}, {"legal_type": "民营企业"}),
    (
        "CO-902",
        "company",
        {"legal_type": "事业单位", "credit_code": "91000000000000000K"},
        {"legal_type": "事业单位", "credit_code": "12100000400000624D"},
    ),
    (
        "CO-903",
        "company",
        {"legal_type": "高等院校", "interest": "生产者"},
        {"legal_type": "高等院校", "interest": "公共利益方"},
    ),
    ("COF-904", "company", {"employees": 5, "research_staff": 6}, {"employees": 6, "research_staff": 6}),
    ("CO-905", "company", {"name": "示例(北京)公司"}, {"name": "示例（北京）公司"}),
    (
        "CO-907",
        "company",
        {"postal_address": "北京市海淀区示例路1号", "postcode": "200030"},
        {"postal_address": "北京市海淀区示例路1号", "postcode": "100080"},
    ),
    (
        "CO-603",
        "member",
        expert(post="x", committees=[{"name": "乙", "number": "TC1"}, {"name": "丙", "number": "TC2"}]),
        expert(post="x", committees=[{"name": "人工智能分委会", "number": "SAC/TC 28/SC 42"}, {"name": "乙"}]),
    ),
    (
        "CO-704",
        "proposal",
        {"purpose": "请致电010-00000001"},
        {"purpose": "产值13912345678901元，计划号20263174-T-469，标准号GB/T 45288.1-2025"},
    ),
    (
        "CO-906",
        "company",
        {"experts": [{**PERSON, "id": "a"}, {"name": "李", "id": "a"}]},
        {"experts": [{**PERSON, "id": "a"}, {"name": "李", "id": "b"}]},
    ),
]
BESIDE = {"CO-605", "CO-608"}
"""Rules that need the profile beside the undertaking, shown below."""


@pytest.mark.parametrize(("code", "kind", "failing", "passing"), EXAMPLES, ids=[item[0] for item in EXAMPLES])
def test_each_rule_finds_its_failing_example_only(
    code: str, kind: str, failing: dict[str, Any], passing: dict[str, Any]
) -> None:
    assert code in codes(kind, failing)
    assert code not in codes(kind, passing)


def test_every_rule_has_an_example_a_clause_and_a_remedy() -> None:
    assert {rule.id for rule in RULES} == {item[0] for item in EXAMPLES} | BESIDE
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert [rule.id for rule in RULES if not (rule.clause and rule.remedy)] == []
    assert all(rule.severity is Severity.ERROR for rule in RULES if rule.id.startswith(FALSEHOOD_PREFIX))


def test_a_committee_that_is_applied_for_again_is_no_other_one() -> None:
    posts = [{"name": "甲", "number": "TC28/SC42"}, {"name": "乙"}]
    again = {**expert(post="x", committees=posts), "committee_number": "TC28/SC42"}
    assert "CO-603" not in codes("member", again)
    assert "CO-603" in codes("member", {**again, "committee_number": "TC1"})


def test_values_are_shown_as_people_write_them() -> None:
    data = {"kind": "proposal", "title_zh": "x", "projects": [{"name": "某项目", "number": "K1"}]}
    assert shown(getattr(KINDS["proposal"].model_validate(data), "projects", ())) == "K1、某项目"
    assert shown(30.0) == "30"


def test_drafters_in_one_line_are_told_to_stand_in_lines_of_their_own() -> None:
    data = {"kind": "proposal", "title_zh": "x", "drafters": [f"示例乙公司、{NAME}"]}
    record = KINDS["proposal"].model_validate(data)
    subject = Subject("proposal", record, CompanyProfile(name=NAME), (record,), TODAY)
    (said,) = (item.problem for rule in RULES if rule.id == "CO-152" for item in rule.check(subject))
    assert "每个单位一行" in said


def test_an_error_of_the_data_is_not_repeated_for_the_form(tmp_path: Path) -> None:
    (tmp_path / "company.yaml").write_text(f"name: {NAME}\n", encoding="utf-8")
    (tmp_path / "a.yaml").write_text("kind: proposal\ntitle_zh: 人工智能 术语\ncycle: 36\n", encoding="utf-8")
    found = check_company(load_company(tmp_path), load_forms(ROOT).forms.values(), today=TODAY)
    assert sorted(item.code for item in found if "项目周期" in item.message) == ["CO-401", "CO-402"]


def test_rules_that_look_at_the_profile_beside_an_undertaking() -> None:
    assert "CO-605" in codes("member", {})
    assert "CO-605" not in codes("member", {}, {"interest": "使用者"})
    assert "CO-608" in codes("membership", {}, {"sc42_member": True})
    assert "CO-608" not in codes("membership", {})


def test_other_applications_of_the_company_count_towards_three_members() -> None:
    more = [{"kind": "member"}] * 3
    assert "CO-604" in codes("member", {}, None, *more)
    assert "CO-604" not in codes("member", {}, None, *more[:2])


def test_patent_forms_beside_a_proposal_answer_the_hint() -> None:
    data = {"has_patent": True, **patent()}
    assert "CO-222" in codes("proposal", data)
    made = [{"kind": "patent_disclosure"}, {"kind": "patent_licensing"}]
    assert "CO-222" not in codes("proposal", data, None, *made)


def test_a_form_binds_length_and_options() -> None:
    record = KINDS["proposal"].model_validate({"kind": "proposal", "title_zh": "四个汉字", "cycle": 36})
    subject = Subject("proposal", record, CompanyProfile(name=NAME), (record,), TODAY)
    short = Field(key="a", label="名称", source="proposal.title_zh", max_length=3)
    assert [item.problem for item in _length(short, ("title_zh",))(subject)] == ["有4字，超过3字"]
    choice = Field.model_validate(
        {
            "key": "b",
            "label": "周期",
            "type": "single",
            "source": "proposal.cycle",
            "options": [{"label": "12", "value": 12}],
        }
    )
    assert [item.problem for item in _options(choice, ("cycle",))(subject)] == ["不是表上的选项"]


@pytest.mark.parametrize("name", ["complete", "sparse", "hard", "member"])
def test_samples_load_and_pass_without_errors(name: str) -> None:
    bundle = load_company(ROOT / "content" / "companies" / name, ROOT)
    found = check_company(bundle, today=TODAY)
    assert [str(item) for item in found if item.severity is Severity.ERROR] == []
    expected = {"sparse": {"CO-155", "CO-406"}, "hard": {"CO-707"}}.get(name, set())
    assert {item.code for item in found} == expected


def test_a_finding_names_field_value_rule_remedy_and_line(tmp_path: Path) -> None:
    (tmp_path / "company.yaml").write_text("name: 示例\nexperts:\n  - id: a\n    name: 甲\n    mobile: '1'\n", "utf-8")
    (tmp_path / "take.yaml").write_text("kind: participation\nstandard: 术语\npeople: [a]\n", "utf-8")
    found = check_company(load_company(tmp_path), today=TODAY)
    assert [(item.code, str(item.source).rsplit("/", 1)[1]) for item in found] == [("CO-103", "company.yaml:5:5")]
    assert found[0].message == "手机“1”：手机号码应为11位数字，以13至19开头"
    assert found[0].hint
    assert found[0].citation
    assert not prints_falsehood(found[0])
