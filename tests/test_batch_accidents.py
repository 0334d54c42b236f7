"""Accidents: killed, interrupted and crowded runs, full disks, files held open, manifests that are no good."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build.batch_work import Order
from generator.build.files import LEFTOVER
from generator.build.lock import FOLDER, locked
from generator.diagnostics import ZhiyinError
from tests.batches import FORMS, companies, fresh_workers, reasons, run, tree, worked_off
from tests.laid import ROOT

pytestmark = pytest.mark.usefixtures("fresh")

FORM = ROOT / "content" / "forms" / "need-survey.yaml"


def command(source: Path, out: Path, project: Path, jobs: int = 2) -> list[str]:
    """The command line that drafts the two short forms in Word."""
    asked = [part for form in FORMS for part in ("--form", form)]
    start = [sys.executable, "-m", "generator.cli", "batch", str(source), "--out", str(out), "--project", str(project)]
    return [*start, "--format", "docx", "--jobs", str(jobs), *asked]


def started(words: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def until(condition: Callable[[], bool], process: subprocess.Popen[str]) -> bool:
    """Wait for a condition, or the end of the process; whether the process goes on."""
    while process.poll() is None and not condition():
        time.sleep(0.002)
    return process.poll() is None


def stamps(out: Path) -> dict[Path, int]:
    """When each draft was written; what comes and goes while a run is watched is passed over."""
    found: dict[Path, int] = {}
    for folder, _, names in os.walk(out):
        for path in (Path(folder, name) for name in names if name.endswith(".docx")):
            with contextlib.suppress(FileNotFoundError):
                found[path] = path.stat().st_mtime_ns
    return found


def documents(out: Path) -> int:
    return len(stamps(out))


# ------------------------------------------------------------- killed, interrupted


@pytest.fixture(scope="module")
def uninterrupted(project: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Twenty-four companies drafted in one go, then again after a form was changed: the source and the folder."""
    home = tmp_path_factory.mktemp("whole")
    source = companies(home / "资料", 24)
    order = Order(project, home / "whole", forms=FORMS, formats=("docx",))
    worked_off(source, order)
    path = project / "content" / "forms" / FORM.name
    path.write_text(FORM.read_text("utf-8").replace("as_of: 2026-11-01", "as_of: 2026-11-02"), "utf-8")
    worked_off(source, order)
    assert (home / "whole" / "修订说明.pdf").is_file()
    path.write_text(FORM.read_text("utf-8"), "utf-8")
    return source, home / "whole"


@pytest.fixture
def form(project: Path) -> Iterator[Path]:
    """A form to be changed; whatever comes of the test, others find it as it was."""
    path = project / "content" / "forms" / FORM.name
    yield path
    path.write_text(FORM.read_text("utf-8"), "utf-8")


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="kills a group of processes")
def test_a_run_killed_at_many_points_ends_in_the_tree_of_an_uninterrupted_one(
    uninterrupted: tuple[Path, Path], form: Path, project: Path, tmp_path: Path
) -> None:
    source, whole = uninterrupted
    out = tmp_path / "killed"
    words = command(source, out, project)
    chance = random.Random(7)
    for text in (FORM.read_text("utf-8"), FORM.read_text("utf-8").replace("as_of: 2026-11-01", "as_of: 2026-11-02")):
        form.write_text(text, "utf-8")
        known = stamps(out)
        for step in range(5):
            wanted = chance.randint(1, 8) + step * 8

            def reached(wanted: int = wanted, known: dict[Path, int] = known) -> bool:
                return sum(known.get(path) != at for path, at in stamps(out).items()) >= wanted

            process = started(words)
            assert until(reached, process), f"the run was over before it could be killed: {process.communicate()}"
            if step % 2:
                process.kill()  # its workers are left behind
            else:
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            assert not any(path.read_bytes()[:2] != b"PK" for path in stamps(out))
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert tree(out) == tree(whole)
    assert not list(out.rglob(f"*{LEFTOVER}"))


def test_a_run_that_was_killed_after_other_formats_were_asked_for_is_not_taken_for_whole(
    made: tuple[Path, Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, order = made
    run(source, order)
    both = replace(order, formats=("docx", "pdf"))
    done: list[int] = []

    def cut(*_: object) -> None:
        done.append(1)
        if len(done) == 3:
            raise KeyboardInterrupt

    fresh_workers()
    from generator.build.batch import run_batch

    with pytest.raises(KeyboardInterrupt):
        run_batch(source, both, tick=cut)
    fresh_workers()
    run(source, both)
    assert both.out is not None
    assert len(list(both.out.rglob("*.pdf"))) == 16


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="sends a signal")
def test_ctrl_c_keeps_what_is_finished_and_says_how_to_go_on(project: Path, tmp_path: Path) -> None:
    source, out = companies(tmp_path / "资料", 24), tmp_path / "o"
    words = command(source, out, project)
    process = started(words)
    assert until(lambda: documents(out) >= 8, process)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes of the run
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.strip() == "已中断：已完成的保留，再次运行同一条命令接着做。"
    assert not list(out.rglob(f"*{LEFTOVER}"))
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert documents(out) == 96


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="sends a signal")
@pytest.mark.parametrize("pause", [0.02, 0.2])
def test_ctrl_c_pressed_twice_ends_at_once_and_the_next_run_goes_on(
    pause: float, project: Path, tmp_path: Path
) -> None:
    source, out = companies(tmp_path / "资料", 24), tmp_path / "o"
    words = command(source, out, project)
    process = started(words)
    assert until(lambda: documents(out) >= 8, process)
    os.killpg(process.pid, signal.SIGINT)
    time.sleep(pause)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in said
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert documents(out) == 96
    assert not list(out.rglob(f"*{LEFTOVER}"))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds child processes in /proc")
def test_the_chunk_of_a_worker_that_was_killed_is_run_again(project: Path, tmp_path: Path) -> None:
    source, out = companies(tmp_path / "资料", 24), tmp_path / "o"
    process = started(command(source, out, project))
    assert until(lambda: documents(out) >= 4, process)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    told, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert "没有失败" in told
    assert documents(out) == 96


def test_a_second_run_on_the_same_folder_says_so_and_stops(made: tuple[Path, Order]) -> None:
    source, order = made
    assert order.out is not None
    with locked(order.out), pytest.raises(ZhiyinError, match="另一个 zhiyin 正在"):
        worked_off(source, order)


def test_a_full_disk_and_a_locked_output_fail_one_company_by_name(
    made: tuple[Path, Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, order = made
    real = Path.replace

    def full(self: Path, target: Path) -> Path:
        if "第1科技" in str(target):
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", full)
    report = run(source, order)
    assert report.failed == 1
    assert "磁盘已满" in report.failures[0][1][0].message
    assert order.out is not None
    assert not any(name.startswith("示例第1") for name in tree(order.out))
    monkeypatch.undo()
    assert run(source, order).made == 4


def test_a_folder_in_the_place_of_a_draft_is_named_and_nobody_is_asked_to_correct_rows(
    project: Path, tmp_path: Path
) -> None:
    (tmp_path / "名单.csv").write_text("单位名称,标准需求—需求标准名称\n甲公司,需求\n乙公司,需求\n", "utf-8")
    order = Order(project, tmp_path / "o", formats=("docx",))
    worked_off(tmp_path / "名单.csv", order)
    draft = next((tmp_path / "o" / "甲公司").rglob("01-*.docx"))
    draft.unlink()
    draft.mkdir()
    report, _ = worked_off(tmp_path / "名单.csv", order)
    ((_, (problem,)),) = report.failures
    assert problem.message == f"“{draft.name}”是文件夹，不能替换为文件"
    assert not (tmp_path / "o" / "需改正的名单.xlsx").exists()
    draft.rmdir()
    report, _ = worked_off(tmp_path / "名单.csv", order)
    assert report.failed == 0


@pytest.mark.parametrize("blocked", [".zhiyin", "甲公司"])
def test_a_file_in_the_place_of_a_folder_is_named_in_chinese(blocked: str, project: Path, tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_text("单位名称,标准需求—需求标准名称\n甲公司,需求\n", "utf-8")
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / blocked).write_bytes(b"")
    try:
        report, _ = worked_off(tmp_path / "名单.csv", Order(project, tmp_path / "o", formats=("docx",)))
        said = report.failures[0][1][0].message
    except ZhiyinError as error:
        said = error.diagnostics[0].message
    assert said.startswith("不能写入“")
    assert said.isascii() is False
    assert not set("abcdefghijklmnopqrstuvwxyz") & set(said.rpartition("：")[2])


def test_a_draft_that_another_program_holds_fails_its_company_alone_and_is_made_later(
    made: tuple[Path, Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, order = made
    run(source, order)
    assert order.out is not None
    path = next(path for path in order.out.rglob("*.docx") if "第1科技" in str(path) and "清单" in path.name)
    before = path.read_bytes()
    for home in ("c01", "c02"):
        need = source / home / "need.yaml"
        need.write_text(need.read_text("utf-8").replace("统一的方法", "可比的方法"), "utf-8")
    real = Path.open

    def held(self: Path, mode: str = "r", *rest: object, **named: object) -> object:
        if mode == "r+b" and "第1科技" in str(self):  # Word on Windows lets nobody write
            raise PermissionError(13, "held")
        return real(self, mode, *rest, **named)  # type: ignore[call-overload]

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", held)
        fresh_workers()
        report = run(source, order)
    (failed,) = report.failures
    assert "正被其他程序打开" in failed[1][0].message
    assert path.read_bytes() == before
    assert {name.split("/")[0] for name in reasons(report)} == {"示例第2科技有限公司"}
    assert {name.split("/")[0] for name in reasons(run(source, order))} == {"示例第1科技有限公司"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_disk_that_fills_while_a_file_is_written_leaves_nothing_behind(
    made: tuple[Path, Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, order = made
    real = Path.open

    def full(self: Path, mode: str = "r", *rest: object, **named: object) -> object:
        if mode == "wb" and "第1科技" in str(self):
            real(self, mode).close()
            return real(Path("/dev/full"), mode, buffering=0)
        return real(self, mode, *rest, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", full)
    report = run(source, order)
    ((_, (problem,)),) = report.failures
    assert "磁盘已满" in problem.message
    assert order.out is not None
    assert not list(order.out.rglob(f"*{LEFTOVER}"))


def test_a_full_disk_does_not_hide_what_was_made(made: tuple[Path, Order], monkeypatch: pytest.MonkeyPatch) -> None:
    source, order = made
    real = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name.startswith("report."):
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", full)
    report, written = worked_off(source, order)
    assert (report.made, written) == (16, [])
    assert "磁盘已满" in report.problems[0].message


# --------------------------------------------------------------------- manifests


@pytest.mark.parametrize("damage", ["gone", "garbage", "old", "wrong"])
def test_a_bad_manifest_costs_time_only(damage: str, made: tuple[Path, Order]) -> None:
    source, order = made
    run(source, order)
    assert order.out is not None
    whole = tree(order.out)
    (path,) = (order.out / FOLDER).glob("*.sqlite3")
    if damage == "gone":
        path.unlink()
    elif damage == "garbage":
        path.write_bytes(b"no database" * 500)
    else:
        import sqlite3

        with sqlite3.connect(path) as base:
            base.executescript(
                "PRAGMA user_version=99"
                if damage == "old"
                else "UPDATE document SET packed = 'x'; UPDATE shared SET parts = '{'"
            )
        base.close()
    report = run(source, order)
    assert report.failed == 0
    assert tree(order.out) == whole
    assert run(source, order).made == 0


def manifest(out: Path) -> Path:
    (path,) = (out / FOLDER).glob("*.sqlite3")
    return path


def test_a_manifest_that_is_locked_costs_time_only(made: tuple[Path, Order]) -> None:
    source, order = made
    run(source, order)
    assert order.out is not None
    whole = tree(order.out)
    held = sqlite3.connect(manifest(order.out), isolation_level=None)
    held.execute("BEGIN EXCLUSIVE")
    report = run(source, order)
    held.execute("ROLLBACK")
    held.close()
    assert report.failed == 0
    assert tree(order.out) == whole
    run(source, order)
    assert run(source, order).made == 0


def test_bytes_changed_anywhere_in_the_manifest_cost_time_only(made: tuple[Path, Order]) -> None:
    source, order = made
    run(source, order)
    assert order.out is not None
    whole = tree(order.out)
    good = manifest(order.out).read_bytes()
    chance = random.Random(3)
    for _ in range(12):
        data = bytearray(good)
        for _ in range(chance.randint(1, 200)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        manifest(order.out).write_bytes(data)
        assert run(source, order).failed == 0
        assert tree(order.out) == whole


def test_a_manifest_with_no_room_left_costs_time_only(
    made: tuple[Path, Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.build.manifest import Manifest

    source, order = made
    real = Manifest._connect

    def small(self: Manifest, place: Path | str) -> None:
        real(self, place)
        self._base.execute("PRAGMA max_page_count = 12")

    with monkeypatch.context() as patch:
        patch.setattr(Manifest, "_connect", small)
        assert run(source, order).made == 16
    run(source, order)
    assert run(source, order).made == 0


def test_a_manifest_from_elsewhere_removes_nothing_outside_the_folder(made: tuple[Path, Order], tmp_path: Path) -> None:
    source, order = made
    run(source, order)
    assert order.out is not None
    own = tmp_path / "重要.txt"
    own.write_text("留着", "utf-8")
    stat = own.stat()
    with sqlite3.connect(manifest(order.out)) as base:
        told = f"../重要.txt\t{stat.st_size}\t{stat.st_mtime_ns}\n{own}\t{stat.st_size}\t{stat.st_mtime_ns}"
        base.execute("UPDATE company SET files = ? WHERE key = 'c03'", (told,))
    base.close()
    shutil.rmtree(source / "c03")
    run(source, order)
    assert own.read_text("utf-8") == "留着"
