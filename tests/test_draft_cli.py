"""The commands about companies as people and scripts meet them."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner, Result

from generator.build.answers import open_answers, parse
from generator.build.questions import questions
from generator.build.rows import column_question
from generator.build.worked_on import worked_on
from generator.build.yaml_edit import with_value
from generator.cli import asking, cli
from generator.cli.screen import Screen
from generator.diagnostics import ZhiyinError
from generator.display import width
from generator.loading.columns import load_columns
from generator.loading.company import load_company
from generator.loading.forms import load_forms
from generator.spreadsheet.plan import workbook

HAND_WRITTEN = """# 本文件由标准化办公室维护
kind: company
name: "甲公司"   # 与公章一致

contact:
  name: 张三   # 每周一在
  # 以下办公用
experts: [{id: a, name: 李四}]
introduction: |
  第一段
  第二段
"""
ROOT = Path(__file__).resolve().parent.parent


def zhiyin(*words: str, cwd: Path, typed: str = "") -> Result:
    runner = CliRunner()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(cwd)
        project = [] if "--project" in words else ["--project", str(ROOT)]
        return runner.invoke(cli, [*words, *project], input=typed, standalone_mode=False)


@pytest.mark.parametrize("command", [["draft"], ["status"], ["forms"], ["company"], ["company", "new"]])
def test_help_is_chinese_with_examples(command: list[str], tmp_path: Path) -> None:
    shown = CliRunner().invoke(cli, [*command, "--help"]).output
    assert "用法：" in shown
    assert "示例：" in shown
    assert not any(word in shown for word in ("Usage", "Options", "Show this"))


def test_a_folder_of_drafts_does_not_hide_the_company_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "sparse").mkdir()
    run = zhiyin("draft", "sparse", "--check", cwd=tmp_path)
    assert "没有 company.yaml" not in run.output


def test_draft_makes_folders_and_says_what_is_missing(tmp_path: Path) -> None:
    run = zhiyin("draft", "sparse", "--form", "participation-application", "--format", "docx", cwd=tmp_path)
    assert run.return_value == 0
    assert "待填 9 项" in run.output
    made = sorted(path.name for path in (tmp_path / "output").rglob("*.docx"))
    assert made == ["00-办理清单.docx", "01-参编申请表.docx"]


def test_draft_answers_scripts_in_json(tmp_path: Path) -> None:
    run = zhiyin("draft", "member", "--path", "membership", "--format", "pdf", "--json", cwd=tmp_path)
    folders = json.loads(run.stdout)["folders"]
    assert [Path(file["path"]).suffix for file in folders[0]["files"]] == [".pdf"] * 3
    assert all(Path(file["path"]).is_file() for file in folders[0]["files"])


def test_draft_check_looks_at_a_profile_that_has_no_undertaking_yet(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "company.yaml").write_text("name: 甲公司\ncredit_code: 91000000000000000A\n", encoding="utf-8")
    run = zhiyin("draft", "甲", "--check", cwd=tmp_path)
    assert run.return_value == 1
    assert "COF-101" in run.stderr


def test_draft_check_lists_findings_with_their_rules_and_makes_nothing(tmp_path: Path) -> None:
    run = zhiyin("draft", "sparse", "--check", cwd=tmp_path)
    assert "依据：" in run.stderr
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("draft", "没有的公司"), "没有“没有的公司”这个企业资料文件夹"),
        (("draft", "sparse", "--form", "recommended-proposl"), "是否想写“recommended-proposal”？"),
        (("draft", "sparse", "--path", "translations"), "是否想写“translation”？"),
        (("draft", "sparse", "--path", "translation"), "还没有“外文版建议”的资料"),
        (("forms", "recommended"), "没有表格“recommended”"),
    ],
)
def test_mistakes_are_answered_with_what_would_be_right(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    run = zhiyin(*words, cwd=tmp_path)
    assert run.return_value == 1
    assert said in run.stderr


def test_status_names_the_answers_that_help_most(tmp_path: Path) -> None:
    run = zhiyin("status", "sparse", cwd=tmp_path)
    assert "5/5  征求意见反馈表" in run.output
    first = run.output.partition("先补这几项：\n")[2].splitlines()[0]
    assert first.strip().startswith("起草单位（proposal-data-labelling.yaml 的 drafters）")
    data = json.loads(zhiyin("status", "sparse", "--json", cwd=tmp_path).stdout)
    assert data["wanted"][0]["path"] == "proposal.drafters"


def test_forms_lists_every_form_and_shows_the_fields_of_one(tmp_path: Path) -> None:
    listed = zhiyin("forms", cwd=tmp_path).output
    for name in ("recommended-proposal", "patent-licensing", "comment-summary"):
        assert name in listed
    shown = zhiyin("forms", "recommended-proposal", cwd=tmp_path).output
    assert "20 范围和主要技术内容　长文　必填" in shown
    assert "5 采用国际标准　单选　必填　选项：无／ISO／IEC／ITU／ISO/IEC／ISO确认的标准" in shown
    assert "6 采用程度　单选　视情况（proposal.adoption_source and" in shown
    licence = zhiyin("forms", "patent-licensing", cwd=tmp_path).output
    assert "各栏：序号／专利号/申请号／专利名称／涉及章条" in licence
    assert next(line for line in licence.splitlines() if "转让承诺" in line).endswith("一律留空")
    assert "取自 proposal.scope" in shown


def test_company_new_checks_each_answer_at_once_saves_it_and_goes_on_later(tmp_path: Path) -> None:
    first = zhiyin("company", "new", "示例", "--path", "need", cwd=tmp_path, typed="\n甲公司\n张三\n123\n13800000000\n")
    assert "这一项不能空" in first.output
    assert "手机" in first.output
    profile = (tmp_path / "示例" / "company.yaml").read_text(encoding="utf-8")
    assert profile == "kind: company\nname: 甲公司\ncontact:\n  name: 张三\n  mobile: '13800000000'\n"
    again = zhiyin("company", "new", "示例", "--path", "need", cwd=tmp_path, typed="a@b.example\n" + "\n" * 30)
    assert "单位名称" not in again.output
    assert "email: a@b.example" in (tmp_path / "示例" / "company.yaml").read_text(encoding="utf-8")


def test_company_new_leaves_comments_and_hand_written_answers_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "company.yaml").write_text(HAND_WRITTEN, encoding="utf-8")
    zhiyin("company", "new", "甲", "--path", "need", cwd=tmp_path, typed="13800000000\nyes@example.com\n")
    after = (tmp_path / "甲" / "company.yaml").read_text(encoding="utf-8")
    answered = "  mobile: '13800000000'\n  email: yes@example.com\n"
    assert after == HAND_WRITTEN.replace("  # 以下办公用\n", f"  # 以下办公用\n{answered}")


@pytest.mark.parametrize("text", ["yes", "12", "2026-10-01", "第一段\n第二段", "a: b # c", "~", "'", "1e3", "{{ x }}"])
def test_texts_typed_into_a_file_come_back_as_the_same_texts(text: str) -> None:
    written = with_value("kind: need\n", ("contact", "name"), text)
    assert yaml.safe_load(written) == {"kind": "need", "contact": {"name": text}}
    rows = with_value(written, ("rows",), [{"a": text, "b": True}])
    assert yaml.safe_load(rows)["rows"] == [{"a": text, "b": True}]


def test_company_new_makes_data_that_drafts_can_be_made_of(tmp_path: Path) -> None:
    typed = "\n".join(["甲公司", "张三", "13800000000", "zhang@example.com", "智能体评测", "算法与模型", "1", "制定"])
    zhiyin("company", "new", "甲", "--path", "need", cwd=tmp_path, typed=typed + "\n" * 30)
    written = (tmp_path / "甲" / "need-1.yaml").read_text(encoding="utf-8")
    assert "title: 智能体评测" in written
    assert "group: 算法与模型" in written
    assert "level: 国家" in written
    run = zhiyin("draft", "甲", "--format", "docx", cwd=tmp_path)
    assert run.return_value == 0, run.stderr


def test_company_new_answers_what_cannot_be_read_in_chinese_and_asks_again(tmp_path: Path) -> None:
    typed = "99\n甲\n3\n甲公司\n\n9\n民营企业\n2\nY\n"
    run = zhiyin("company", "new", "甲", cwd=tmp_path, typed=typed)
    assert run.output.count("写1至11的序号") == 2
    assert "“9”不在选项中" in run.output
    assert "写“是”或“否”" in run.output
    assert not any(word in run.output for word in ("Error", "range", "integer"))
    held = yaml.safe_load((tmp_path / "甲" / "company.yaml").read_text(encoding="utf-8"))
    assert held == {"kind": "company", "name": "甲公司", "legal_type": "民营企业", "sc42_member": True}


def test_company_new_asks_only_what_the_answers_so_far_call_for(tmp_path: Path) -> None:
    typed = "\n".join(["甲公司", *[""] * 2, "人工智能 智能体 通用技术要求", "", "制定", "无", "基础"])
    run = zhiyin("company", "new", "甲", "--path", "recommended", cwd=tmp_path, typed=typed + "\n" * 60)
    for unneeded in ("被修订标准号", "采用程度", "采标号", "快速程序代码", "科研项目编号", "行地标标准号"):
        assert unneeded not in run.output
    more = "\n".join(["甲公司", *[""] * 2, "人工智能 智能体 通用技术要求", "", "修订"])
    again = zhiyin("company", "new", "乙", "--path", "recommended", cwd=tmp_path, typed=more + "\n" * 60)
    assert "被修订标准号" in again.output


def test_company_new_does_not_let_out_what_an_undertaking_cannot_stand_without(tmp_path: Path) -> None:
    for path, label in (("participation", "拟参与标准名称"), ("member", "姓名"), ("patents", "标准名称")):
        run = zhiyin("company", "new", path, "--path", path, cwd=tmp_path, typed="甲公司\n" + "\n" * 60)
        assert f"{label}：\n    这一项不能空。" in run.output
    done = zhiyin("company", "new", "成员", "--path", "membership", cwd=tmp_path, typed="甲公司\n" + "\n" * 60)
    assert "已保存" in done.output
    assert zhiyin("draft", "成员", "--check", cwd=tmp_path).return_value == 0


def test_company_new_understands_answers_as_people_type_them(tmp_path: Path) -> None:
    answers = {
        "title_zh": ("中文名称", "人工智能 智能体 通用技术要求", "人工智能 智能体 通用技术要求"),
        "revision": ("制定/修订", "２", "修订"),
        "replaces": ("被修订标准号", "GB/T 41864-2022,ＧＢ/T 41867-2022", ["GB/T 41864-2022", "GB/T 41867-2022"]),
        "drafters": ("起草单位", "甲公司，Foo Co., Ltd.、乙公司", ["甲公司", "Foo Co., Ltd.", "乙公司"]),
        "cycle": ("项目周期", "18个月", 18),
        "fast_track": ("是否采用快速程序", "无", False),
        "major": ("属于重大项目的理由", "1 3", ["列入国家政策或规划", "支撑强制性国家标准"]),
    }
    asked = questions(load_forms(ROOT), "recommended")
    for key, (label, typed, expected) in answers.items():
        question = next(each for each in asked if each.root == "proposal" and each.label.startswith(label))
        assert (question.path[-1], parse(question, typed)) == (key, expected)
    budget = next(each for each in asked if each.path == ("budget", "total"))
    assert parse(budget, "30") == 30
    assert not isinstance(parse(budget, "30"), str)
    major = next(each for each in asked if each.path == ("major",))
    assert len(parse(major, "1、1,3")) == 2
    for question in (major, next(each for each in asked if each.path == ("drafters",))):
        with pytest.raises(ValueError, match="没有内容"):
            parse(question, "、")
    for wrong in ("30万元", "1,000", "1e5"):
        with pytest.raises(ValueError, match="写数字"):
            parse(budget, wrong)
    opened = next(each for each in questions(load_forms(ROOT), "project-comment") if each.path == ("deadline",))
    assert {parse(opened, text) for text in ("2026年9月1日", "2026/9/1", "2026-09-01")} == {"2026-09-01"}


def test_company_new_shows_what_is_printed_without_an_answer_and_how_dates_are_written(tmp_path: Path) -> None:
    run = zhiyin("company", "new", "甲", "--path", "recommended", cwd=tmp_path, typed="甲\n\n\n题\n" + "\n" * 60)
    assert "主管部门（不填则印“国家标准化管理委员会”）" in run.output
    assert "1.12个月　2.18个月　3.24个月" in run.output
    cycle = next(each for each in questions(load_forms(ROOT), "recommended") if each.path == ("cycle",))
    assert "现为“18个月”，回车不改" in asking._hint(cycle, 18)
    dated = zhiyin("company", "new", "乙", "--path", "membership", cwd=tmp_path, typed="乙\n" + "\n" * 60)
    assert "成立时间（例如 2026-09-01）" in dated.output


def test_company_new_goes_back_to_the_answer_before(tmp_path: Path) -> None:
    run = zhiyin("company", "new", "甲", "--path", "need", cwd=tmp_path, typed="甲公司\n<\n乙公司\n张三\n<\n\n")
    assert "单位名称（现为“甲公司”，回车不改）" in run.output
    held = yaml.safe_load((tmp_path / "甲" / "company.yaml").read_text(encoding="utf-8"))
    assert held["name"] == "乙公司"
    assert held["contact"]["name"] == "张三"
    assert run.return_value == 130
    assert "答过的都已保存，再次运行同一命令接着问" in run.output


def test_company_new_goes_back_to_a_person_called_by_name(tmp_path: Path) -> None:
    home = tmp_path / "甲"
    home.mkdir()
    profile = "name: 甲公司\nexperts:\n- {name: 王五, title: 工程师}\n- {name: 赵六, title: 研究员}\n"
    (home / "company.yaml").write_text(profile, encoding="utf-8")
    (home / "member-1.yaml").write_text("kind: member\n", encoding="utf-8")
    zhiyin("company", "new", "甲", "--path", "member", cwd=tmp_path, typed="\n" * 6 + "王五\n<\n赵六\n")
    assert yaml.safe_load((home / "member-1.yaml").read_text(encoding="utf-8"))["expert"] == "赵六"
    run = zhiyin(
        "company", "new", "甲", "--another", "--path", "member", cwd=tmp_path, typed="\n" * 6 + "王五\n<\n孙七\n"
    )
    assert "现为“王五”" in run.output
    assert yaml.safe_load((home / "member-2.yaml").read_text(encoding="utf-8"))["expert"] == {"name": "孙七"}


def test_company_new_goes_back_within_a_table_and_on_below_its_rows(tmp_path: Path) -> None:
    before = "甲公司\n\n\n\n标准\n\n\n\n"
    first = "ZL200310102344.5\n一种\n<\n一种方法" + "\n" * 9
    typed = before + first + "<\n\n" + "ZL202310000001.5\n另一种方法\n" + "\n" * 9
    run = zhiyin("company", "new", "甲", "--path", "patents", cwd=tmp_path, typed=typed)
    assert "第1行 专利名称（现为“一种”，回车不改）" in run.output
    held = yaml.safe_load((tmp_path / "甲" / "patent_disclosure-1.yaml").read_text(encoding="utf-8"))
    assert [row["patent"]["name"] for row in held["patents"]] == ["一种方法", "另一种方法"]


def test_company_new_takes_a_pasted_text_as_one_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    waiting = iter([*[False] * 6, True, False])  # the last line was pasted without its end
    monkeypatch.setattr(asking, "_waiting", lambda: next(waiting, False))
    typed = "甲公司\n\n智能体评测\n\n\n\n第一段\n第二段\n第三段\n设想\n"
    CliRunner().invoke(cli, ["company", "new", "甲", "--path", "need"], input=typed)
    held = yaml.safe_load((tmp_path / "甲" / "need-1.yaml").read_text(encoding="utf-8"))
    assert held["problem"] == "第一段\n第二段\n第三段"
    assert held["content"] == "设想"


def test_company_new_asks_for_the_patents_that_a_disclosure_lists(tmp_path: Path) -> None:
    typed = "\n".join(["甲公司", *[""] * 3, "标准", "", "", "", "ZL200310102344.6", "ZL200310102344.5", "一种方法"])
    run = zhiyin("company", "new", "甲", "--path", "patents", cwd=tmp_path, typed=typed + "\n" * 30)
    assert "校验位“6”不符，应为“5”" in run.output
    held = yaml.safe_load((tmp_path / "甲" / "patent_disclosure-1.yaml").read_text(encoding="utf-8"))
    assert held["patents"] == [{"patent": {"number": "ZL200310102344.5", "name": "一种方法"}}]
    assert zhiyin("draft", "甲", "--check", cwd=tmp_path).return_value == 0


def test_company_new_never_writes_outside_the_current_folder(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    zhiyin("company", "new", "../../外面", "--path", "need", cwd=home, typed="甲公司\n")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
    assert len(list(home.glob("*/company.yaml"))) == 1


def test_a_draft_that_somebody_worked_on_is_set_aside_and_one_left_alone_is_replaced(tmp_path: Path) -> None:
    command = ("draft", "sparse", "--path", "comments", "--form", "comment-feedback")
    zhiyin(*command, cwd=tmp_path)
    word, pdf = (next(tmp_path.glob(f"output/*/*/01-*.{ending}")) for ending in ("docx", "pdf"))
    assert "改动过" not in zhiyin(*command, cwd=tmp_path).output
    with zipfile.ZipFile(word) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(b"zhiyin", b"Microsoft Office Word")
    with zipfile.ZipFile(word, "w") as saved:
        for name, data in parts.items():
            saved.writestr(name, data)
    pdf.write_bytes(pdf.read_bytes() + b"1 0 obj\n(filled in)\nendobj\nstartxref\n0\n%%EOF\n")
    filled = word.read_bytes(), pdf.read_bytes()
    run = zhiyin(*command, cwd=tmp_path)
    kept = [path.with_stem(f"{path.stem}（改动过）") for path in (word, pdf)]
    assert tuple(path.read_bytes() for path in kept) == filled
    assert all(f"有人改动过，已另存：{path.relative_to(tmp_path)}" in run.output for path in kept)
    assert word.read_bytes() != filled[0]


def test_a_draft_that_was_damaged_is_set_aside_whatever_is_wrong_with_it(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("docProps/app.xml", "<Application>zhiyin</Application>" * 9)
    word, whole = tmp_path / "01-表.docx", made.getvalue()
    word.write_bytes(whole)
    assert not worked_on(word)
    for at in range(len(whole)):
        word.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        worked_on(word)
    word.write_bytes(whole[:60] + b"\xff\xff" + whole[62:])
    assert worked_on(word)


def test_a_form_outside_the_path_that_was_named_is_said_to_be_elsewhere(tmp_path: Path) -> None:
    run = zhiyin("draft", "complete", "--path", "comments", "--form", "recommended-proposal", cwd=tmp_path)
    assert "DR-005 表格“recommended-proposal”不在所选的参与路径中" in run.output
    assert "recommended-proposal 在 --path recommended" in run.output


def test_a_company_given_as_a_file_is_told_to_be_a_folder(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "company.yaml").write_text("name: 甲\n", encoding="utf-8")
    assert "写它所在的文件夹：甲" in zhiyin("draft", "甲/company.yaml", cwd=tmp_path).output


def test_what_is_wrong_in_company_yaml_is_not_blamed_on_the_names_that_refer_to_it(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "company.yaml").write_text("name: 甲\nexperts: [\n", encoding="utf-8")
    (tmp_path / "甲" / "member-1.yaml").write_text("kind: member\nexpert: 张三\nterm: [1]\n", encoding="utf-8")
    shown = zhiyin("draft", "甲", "--check", cwd=tmp_path).output
    assert "company.yaml:3:1 错误 YML-005 YAML 方括号或花括号没有成对" in shown
    assert "expert" not in shown.replace("experts", "")
    assert "届次" in shown


def test_forms_shows_what_a_letter_is_made_of(tmp_path: Path) -> None:
    assert "正文取自 need.letter.number、need.title" in zhiyin("forms", "letter-need", cwd=tmp_path).output


def test_an_option_that_a_form_gains_may_be_chosen_at_once(tmp_path: Path) -> None:
    forms = tmp_path / "content" / "forms"
    for part in ("content", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("*.ttf"))
    for font in (ROOT / "templates/fonts").glob("*.ttf"):
        (tmp_path / "templates/fonts" / font.name).symlink_to(font)
    for name, old, new in (
        ("recommended-proposal", "[制定, 修订]", "[制定, 修订, 修改单]"),
        ("need-survey", "[国家, 行业, 国际, 其他]", "[国家, 行业, 团体, 国际, 其他]"),
        ("project-comment-form", "周期, 其他]", "周期, 试点, 其他]"),
    ):
        text = (forms / f"{name}.yaml").read_text(encoding="utf-8")
        assert old in text
        (forms / f"{name}.yaml").write_text(text.replace(old, new), encoding="utf-8")
    known = load_forms(tmp_path)
    level = next(each for each in questions(known, "need") if each.path == ("level",))
    assert parse(level, "团体") == "团体"
    (sheet,) = [each for each in workbook(load_columns(tmp_path), known, ["need"]) if each.key == "need"]
    assert "团体" in next(column.choices for column in sheet.columns if column.path == ("level",))
    home = tmp_path / "甲"
    home.mkdir()
    (home / "company.yaml").write_text("name: 甲公司\n", encoding="utf-8")
    (home / "need-1.yaml").write_text("kind: need\ntitle: 题\nlevel: 团体\nrole: 参与\n", encoding="utf-8")
    comment = "kind: project_comment\nproject: 题\ntargets: [名称, 试点]\n"
    (home / "project_comment-1.yaml").write_text(comment, encoding="utf-8")
    (home / "proposal-1.yaml").write_text("kind: proposal\ntitle_zh: 题\nrevision: 修改单\n", encoding="utf-8")
    replaces = next(each for each in questions(known, "recommended") if each.path == ("replaces",))
    assert not open_answers(home, "proposal", words=known.words).wants(replaces)
    run = zhiyin("draft", "甲", "--format", "docx", "--path", "need", "--project", str(tmp_path), cwd=tmp_path)
    assert run.return_value == 0, run.stderr
    with zipfile.ZipFile(next(tmp_path.glob("output/*/*/*标准需求征集问卷.docx"))) as made:
        text = re.sub("<[^>]*>", "", made.read("word/document.xml").decode())
    assert "☑团体" in text
    with pytest.raises(ZhiyinError, match="“团体”不在选项之内"):
        load_company(home)


def test_company_new_takes_a_person_of_the_profile_by_name(tmp_path: Path) -> None:
    home = tmp_path / "甲"
    home.mkdir()
    profile = 'name: 甲公司\nexperts:\n- {name: 王五, title: 工程师, mobile: "13800000000"}\n'
    (home / "company.yaml").write_text(profile, encoding="utf-8")
    run = zhiyin("company", "new", "甲", "--path", "member", cwd=tmp_path, typed="\n" * 6 + "王五\n" + "\n" * 30)
    assert "姓名" in run.output
    assert "出生年月" not in run.output
    assert (home / "member-1.yaml").read_text(encoding="utf-8") == "kind: member\nexpert: 王五\n"
    assert zhiyin("draft", "甲", "--check", cwd=tmp_path).return_value == 0


def test_company_new_checks_the_cells_of_tables_and_what_answers_say_together(tmp_path: Path) -> None:
    asked = questions(load_forms(ROOT), "recommended")
    table = next(each for each in asked if each.path == ("converted_from",))
    number = column_question(table, "number")
    assert parse(number, "YD/T 4043-2022") == "YD/T 4043-2022"
    with pytest.raises(ValueError, match="行业标准号写作"):
        parse(number, "GB/T 1-2020")
    typed = "甲公司\n\nGB/T 45288.1-2025\n\n强制性\n" + "\n" * 30
    run = zhiyin("company", "new", "甲", "--path", "implementation", cwd=tmp_path, typed=typed)
    assert "答案合起来看" in run.output
    assert "标准性质“强制性”：与编号“GB/T 45288.1-2025”不符" in run.output


def test_company_new_asks_for_keys_that_stand_without_a_value(tmp_path: Path) -> None:
    home = tmp_path / "我的 公司"
    home.mkdir()
    (home / "company.yaml").write_text("name: 甲公司\ncontact:\n", encoding="utf-8")
    (home / "need-1.yaml").write_text("kind: need\ntitle:\n", encoding="utf-8")
    run = zhiyin("company", "new", home.name, "--path", "need", cwd=tmp_path, typed="张三\n\n\n题目\n" + "\n" * 30)
    assert yaml.safe_load((home / "company.yaml").read_text(encoding="utf-8"))["contact"] == {"name": "张三"}
    assert yaml.safe_load((home / "need-1.yaml").read_text(encoding="utf-8"))["title"] == "题目"
    assert 'zhiyin draft "我的 公司"' in run.output


def test_status_sends_people_to_the_profile_for_what_it_may_give(tmp_path: Path) -> None:
    home = tmp_path / "甲"
    home.mkdir()
    (home / "company.yaml").write_text("name: 甲公司\ncontact: {name: 张三}\n", encoding="utf-8")
    (home / "need-1.yaml").write_text("kind: need\ntitle: 题\n", encoding="utf-8")
    wanted = json.loads(zhiyin("status", "甲", "--json", cwd=tmp_path).stdout)["wanted"]
    assert {"path": "company.contact.email", "file": "company"}.items() <= wanted_at(wanted, "电子邮箱").items()
    (home / "need-1.yaml").write_text("kind: need\ntitle: 题\ncontact: {name: 李四}\n", encoding="utf-8")
    wanted = json.loads(zhiyin("status", "甲", "--json", cwd=tmp_path).stdout)["wanted"]
    assert {"path": "need.contact.email", "file": "need-1"}.items() <= wanted_at(wanted, "电子邮箱").items()


def wanted_at(wanted: list[dict[str, str]], label: str) -> dict[str, str]:
    return next(item for item in wanted if item["label"] == label)


def test_the_progress_line_never_wraps(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    screen = Screen()
    screen.live = True
    screen.stage("推荐性国家标准立项建议-人工智能 智能体 工具调用能力测试方法：项目建议书")
    shown = click.unstyle(capsys.readouterr().err).replace("\r", "")
    assert width(shown) <= 40
    assert shown.endswith("…")


def test_a_question_whose_condition_cannot_be_worked_out_is_asked(tmp_path: Path) -> None:
    (tmp_path / "company.yaml").write_text("name: 甲公司\n", encoding="utf-8")
    (tmp_path / "proposal-1.yaml").write_text("kind: proposal\ntitle_zh: 题\n", encoding="utf-8")
    known = load_forms(ROOT)
    replaces = next(each for each in questions(known, "recommended") if each.path == ("replaces",))
    wrong = replace(replaces, conditions=("proposal.title_zh / 2",))
    assert open_answers(tmp_path, "proposal", words=known.words).wants(wrong)
