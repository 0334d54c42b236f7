"""The command line as people and scripts meet it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli.screen import cut, told
from generator.diagnostics import Diagnostic, Severity, Source

ROOT = Path(__file__).resolve().parent.parent


def zhiyin(*words: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "generator.cli", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd or ROOT,
        env=env,
        check=False,
    )


def test_help_is_chinese_with_examples_and_loads_no_writer() -> None:
    code = (
        "import sys; sys.argv=['zhiyin','--help']\n"
        "from generator.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "assert not {'reportlab','docx','pydantic','jinja2'} & set(sys.modules), 'loaded too much'\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert "用法：zhiyin" in run.stdout
    assert "zhiyin build --format pdf" in run.stdout
    assert "_ZHIYIN_COMPLETE" in run.stdout
    assert not any(word in run.stdout for word in ("Usage", "Options", "Commands", "Show this"))


@pytest.mark.parametrize("command", ["build", "check", "schema", "sources"])
def test_every_command_explains_itself_in_chinese(command: str) -> None:
    run = zhiyin(command, "--help")
    assert run.returncode == 0
    assert f"用法：zhiyin {command}" in run.stdout
    assert f"zhiyin {command}" in run.stdout
    assert "Usage" not in run.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["bild"], "没有命令"),
        (["build", "--formt", "pdf"], "没有选项 --formt"),
        (["build", "--format", "odt"], "可用 docx、pdf"),
        (["check", "多余"], "多余的参数"),
        (["draft", "sparse", "--out", __file__], "是文件，应为文件夹"),
        (["draft", "sparse", "--out"], "选项 --out 后面要写值"),
    ],
)
def test_a_wrong_command_line_is_told_in_chinese_with_exit_code_2(words: list[str], said: str) -> None:
    run = zhiyin(*words)
    assert run.returncode == 2
    assert said in run.stderr
    assert "Traceback" not in run.stderr


def test_a_folder_that_is_no_project_ends_with_1(tmp_path: Path) -> None:
    run = zhiyin("build", "--project", str(tmp_path))
    assert run.returncode == 1
    assert "PRJ-001" in run.stderr
    assert not (tmp_path / "output").exists()


def test_version_is_printed() -> None:
    assert zhiyin("--version").stdout.startswith("指引 zhiyin ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="writes to a full device")
def test_a_full_disk_under_the_printed_result_is_told_in_chinese() -> None:
    words = [sys.executable, "-m", "generator.cli", "forms"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(words, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "读写屏幕或所转到的文件时出错：磁盘已满\n")


@pytest.mark.skipif(os.name == "nt", reason="closes a descriptor in a shell")
def test_a_closed_error_stream_does_not_stop_the_work(tmp_path: Path) -> None:
    words = f"'{sys.executable}' -m generator.cli company template --out '{tmp_path}/t.xlsx' 2>&-"
    assert subprocess.run(["sh", "-c", words], cwd=ROOT, capture_output=True, check=False).returncode == 0
    words = f"'{sys.executable}' -m generator.cli batch '{tmp_path}/none.xlsx' 2>&-"
    done = subprocess.run(["sh", "-c", f"{words}; echo $?"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "1"


@pytest.mark.parametrize("columns", [20, 40, 60, 200])
def test_the_progress_line_fits_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.cli.batch_screen import _bar
    from generator.display import width

    monkeypatch.setenv("COLUMNS", str(columns))
    line = _bar(123, 1000, "123/1000 家，45.6 家/秒，还要 19 秒，失败 2 家")
    assert width(line) < columns
    assert line.startswith("█") == (columns >= 60)


def test_a_name_is_cut_to_the_columns_there_are_however_long_it_is() -> None:
    assert [cut("甲乙a丙", room) for room in range(1, 8)] == ["", "甲", "甲", "甲乙", "甲乙a", "甲乙a", "甲乙a丙"]
    assert cut("甲" * 400_000, 5) == "甲甲"


def test_of_many_like_problems_the_first_are_told_and_how_many_there_are(tmp_path: Path) -> None:
    company = tmp_path / "甲"
    company.mkdir()
    wrong = "".join(f"nonsense{number}: 1\n" for number in range(3000))
    (company / "company.yaml").write_text(f"name: 甲公司\n{wrong}", encoding="utf-8")
    run = zhiyin("draft", str(company), "--check", cwd=tmp_path)
    lines = [line for line in run.stderr.splitlines() if not line.startswith(" ")]
    assert run.returncode == 1
    assert lines[0].startswith("甲/company.yaml:2:1 错误 CD-020 不认识的键“nonsense0”")
    assert lines[20:] == ["甲/company.yaml 错误 CD-020 另有 2,980 处同类问题，没有列出"]
    told = json.loads(zhiyin("draft", str(company), "--check", "--json", cwd=tmp_path).stdout)
    assert len(told["diagnostics"]) == 3000


def test_a_grave_problem_is_told_beside_many_small_ones() -> None:
    file = "a.yaml"
    many = [Diagnostic("CNT-021", Severity.WARNING, "小", Source(file, line)) for line in range(1, 60)]
    found = sorted([*many, Diagnostic("CNT-016", Severity.ERROR, "大", Source(file, 50))], key=Diagnostic.sort_key)
    lines = list(told(found))
    assert "a.yaml:50 错误 CNT-016 大" in lines
    assert lines[-1] == "a.yaml 警告 CNT-021 另有 39 处同类问题，没有列出"
    assert len(lines) == 22
