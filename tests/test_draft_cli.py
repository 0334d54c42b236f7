"""The commands about companies as people and scripts meet them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from generator.build.yaml_edit import with_value
from generator.cli import cli

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
        return runner.invoke(cli, [*words, "--project", str(ROOT)], input=typed, standalone_mode=False)


@pytest.mark.parametrize("command", [["draft"], ["status"], ["forms"], ["company"], ["company", "new"]])
def test_help_is_chinese_with_examples(command: list[str], tmp_path: Path) -> None:
    shown = CliRunner().invoke(cli, [*command, "--help"]).output
    assert "用法：" in shown
    assert "示例：" in shown
    assert not any(word in shown for word in ("Usage", "Options", "Show this"))


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
        (("draft", "sparse", "--form", "recommended-proposl"), "是否想写 recommended-proposal？"),
        (("draft", "sparse", "--path", "translations"), "是否想写 translation？"),
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


def test_company_new_never_writes_outside_the_current_folder(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    zhiyin("company", "new", "../../外面", "--path", "need", cwd=home, typed="甲公司\n")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
    assert len(list(home.glob("*/company.yaml"))) == 1
