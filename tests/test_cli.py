"""The command line as people and scripts meet it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

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
