"""Batches: exactly what is affected is made again, whatever the workers; killed runs go on; two runs keep apart."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from generator.build.batch import BatchReport, run_batch
from generator.build.batch_pool import run_pool
from generator.build.batch_work import Order, Result, Task
from generator.build.clerk import work_off
from generator.build.files import LEFTOVER
from generator.build.lock import FOLDER, locked
from generator.diagnostics import ZhiyinError
from tests.laid import ROOT

FORMS = ("project-comment-form", "need-survey")
"""Two short forms: what is tested is not how drafts look."""
PROFILE = """name: {name}
credit_code: "91000000MA00000157"
postal_address: 北京市示例区样本路{number}号
postcode: "100000"
contact: {{name: 李样本, mobile: "13800000001", email: a@b.example}}
"""
COMMENT = (
    "kind: project_comment\nproject: 人工智能 第{number}项（示例）\nopinion: 同意立项\ncontact: {{name: 李样本}}\n"
)
NEED = "kind: need\ntitle: 人工智能 需求{number}\nproblem: 需要统一的方法。\n"


def companies(folder: Path, count: int) -> Path:
    for number in range(count):
        home = folder / f"c{number:02}"
        home.mkdir(parents=True)
        (home / "company.yaml").write_text(PROFILE.format(name=f"示例第{number}科技有限公司", number=number), "utf-8")
        (home / "notice.yaml").write_text(COMMENT.format(number=number), "utf-8")
        (home / "need.yaml").write_text(NEED.format(number=number), "utf-8")
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of its own, to be edited."""
    home = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "content", home / "content")
    shutil.copytree(ROOT / "templates", home / "templates")
    return home


@pytest.fixture
def made(project: Path, tmp_path: Path) -> tuple[Path, Order]:
    """Four companies, and the order to draft them in Word."""
    source = companies(tmp_path / "资料", 4)
    return source, Order(project, tmp_path / "草稿", forms=FORMS, formats=("docx",))


def run(source: Path, order: Order, jobs: int = 1) -> BatchReport:
    assert order.out is not None
    with locked(order.out):
        return run_batch(source, order, jobs=jobs)


def tree(folder: Path) -> dict[str, bytes]:
    """All outputs by name, without what the program keeps for itself."""
    files = (path for path in folder.rglob("*") if path.is_file() and FOLDER not in path.parts)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in files if not path.name.startswith("report.")
    }


def reasons(report: BatchReport) -> dict[str, list[str]]:
    return {name: why for company in report.companies for name, why in company.reasons.items()}


def fresh_workers() -> None:
    """Let this process open the project again, as the next run of the program would."""
    from generator.build import batch_work

    batch_work.forget()


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    fresh_workers()
    yield
    fresh_workers()


# ----------------------------------------------------------- what is made again


def test_nothing_is_made_again_when_nothing_changed_or_files_were_only_touched(made: tuple[Path, Order]) -> None:
    source, order = made
    first = run(source, order)
    assert (first.made, first.failed) == (16, 0)
    for path in source.rglob("*.yaml"):
        os.utime(path)
    again = run(source, order)
    assert (again.made, again.unchanged, again.removed) == (0, 16, 0)


def test_a_changed_answer_remakes_only_the_documents_that_print_it(made: tuple[Path, Order]) -> None:
    source, order = made
    run(source, order)
    path = source / "c01" / "need.yaml"
    path.write_text(path.read_text("utf-8").replace("统一的方法", "可比的方法"), "utf-8")
    found = reasons(run(source, order))
    assert len(found) == 2
    assert any(name.endswith("/00-办理清单") for name in found)
    assert all(name.startswith("示例第1科技有限公司/") for name in found)
    assert ["资料 need.problem"] in found.values()


def test_a_corrected_address_remakes_only_what_prints_it(made: tuple[Path, Order]) -> None:
    source, order = made
    run(source, order)
    path = order.project / "content" / "platforms.yaml"
    text = path.read_text("utf-8")
    try:
        changed = text.replace("std.samr.gov.cn", "std2.samr.gov.cn")
        assert changed != text
        path.write_text(changed, "utf-8")
        fresh_workers()
        report = run(source, order)
    finally:
        path.write_text(text, "utf-8")
    found = reasons(report)
    assert found
    assert all(name.endswith("/00-办理清单") for name in found)
    assert all(all(part.startswith("接收单位") for part in why) for why in found.values())


def test_a_changed_form_remakes_its_drafts_and_their_checklists(made: tuple[Path, Order]) -> None:
    source, order = made
    run(source, order)
    path = order.project / "content" / "forms" / "need-survey.yaml"
    text = path.read_text("utf-8")
    try:
        path.write_text(text.replace("as_of: 2026-11-01", "as_of: 2026-11-02"), "utf-8")
        fresh_workers()
        found = reasons(run(source, order))
    finally:
        path.write_text(text, "utf-8")
    drafts = [name for name, why in found.items() if "表格 need-survey" in why]
    assert len(drafts) == 8
    assert not any("拟立项" in name and name.rpartition("/")[2] != "00-办理清单" for name in drafts)


def test_outputs_that_were_deleted_or_altered_are_made_again(made: tuple[Path, Order]) -> None:
    source, order = made
    run(source, order)
    assert order.out is not None
    whole = tree(order.out)
    first, second, *_ = sorted(whole)
    (order.out / first).unlink()
    (order.out / second).write_bytes(b"altered")
    report = run(source, order)
    assert set(reasons(report)) == {name.rpartition(".")[0] for name in (first, second)}
    assert tree(order.out) == whole


def test_what_has_no_source_any_more_is_removed_and_nothing_else(made: tuple[Path, Order]) -> None:
    source, order = made
    run(source, order)
    assert order.out is not None
    own = order.out / "示例第2科技有限公司" / "我的附件.txt"
    own.write_text("留着", "utf-8")
    shutil.rmtree(source / "c02")
    (source / "c03" / "need.yaml").unlink()
    run(source, order)
    names = tree(order.out)
    assert [name for name in names if name.startswith("示例第2")] == ["示例第2科技有限公司/我的附件.txt"]
    assert not any("需求" in name for name in names if name.startswith("示例第3"))


@pytest.mark.parametrize("damage", ["gone", "garbage", "old", "locked"])
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


def test_a_regeneration_after_a_change_writes_what_changed_and_who_must_look_again(made: tuple[Path, Order]) -> None:
    source, order = made
    assert order.out is not None
    work_off(source, order, 1, None, lambda *_: None, lambda _: None)
    assert not (order.out / "修订说明.docx").exists()
    path = order.project / "content" / "forms" / "need-survey.yaml"
    text = path.read_text("utf-8")
    try:
        path.write_text(text.replace("as_of: 2026-11-01", "as_of: 2026-11-02"), "utf-8")
        fresh_workers()
        _, written = work_off(source, order, 1, None, lambda *_: None, lambda _: None)
    finally:
        path.write_text(text, "utf-8")
    assert order.out / "修订说明.docx" in written
    words = "".join(page.extract_text() for page in PdfReader(order.out / "修订说明.pdf").pages)
    assert "须再核对的企业共4家" in words.replace("\n", "").replace(" ", "")
    assert "示例第3科技有限公司" in words.replace(" ", "")


# ---------------------------------------------------------------------- workers


def test_the_bytes_do_not_depend_on_the_number_of_workers(project: Path, tmp_path: Path) -> None:
    source = companies(tmp_path / "资料", 6)
    orders = [Order(project, tmp_path / f"o{jobs}", forms=FORMS) for jobs in (1, 2)]
    for jobs, order in enumerate(orders, 1):
        report = run(source, order, jobs)
        assert report.failed == 0
    one, two = (tree(order.out) for order in orders if order.out)
    assert one == two


def _dies(order: Order, tasks: list[Task]) -> list[Result]:
    if any(task.key == "bad" for task in tasks):
        os.kill(os.getpid(), signal.SIGKILL)
    return [Result(task.key) for task in tasks]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked worker")
def test_a_company_that_kills_its_worker_is_reported_and_the_others_are_done(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from concurrent.futures import ProcessPoolExecutor

    monkeypatch.setattr("generator.build.batch_pool.run_chunk", _dies)
    tasks = [Task("bad" if number == 5 else f"t{number}", "h", None) for number in range(12)]
    chunks = run_pool(Order(tmp_path, None), tasks, lambda: ProcessPoolExecutor(2), 2, 4)
    results = [result for chunk in chunks for result in chunk]
    assert sorted(result.key for result in results) == sorted(task.key for task in tasks)
    (failed,) = [result for result in results if result.failed]
    assert failed.key == "bad"
    assert "两次意外终止" in failed.failed[0].message


def test_a_dask_cluster_of_processes_makes_the_same_bytes(project: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    source = companies(tmp_path / "资料", 4)
    here, there = (Order(project, tmp_path / name, forms=FORMS) for name in ("here", "there"))
    work_off(source, here, 1, None, lambda *_: None, lambda _: None)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as local:
        report, _ = work_off(source, there, 1, local.scheduler_address, lambda *_: None, lambda _: None)
    assert (report.failed, report.made) == (0, 16)
    assert here.out is not None
    assert there.out is not None
    assert tree(here.out) == tree(there.out)


def test_a_scheduler_that_does_not_answer_is_named(project: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    order = Order(project, tmp_path / "o", forms=FORMS)
    with pytest.raises(ZhiyinError, match="连不上调度器"):
        work_off(companies(tmp_path / "资料", 1), order, 1, "nonsense", lambda *_: None, lambda _: None)


# -------------------------------------------------------------------- accidents


def test_a_killed_run_goes_on_to_the_tree_of_an_uninterrupted_one(project: Path, tmp_path: Path) -> None:
    source = companies(tmp_path / "资料", 24)
    whole = Order(project, tmp_path / "whole", forms=FORMS, formats=("docx",))
    run(source, whole)
    out = tmp_path / "killed"
    command = [
        sys.executable,
        "-m",
        "generator.cli",
        "batch",
        str(source),
        "--out",
        str(out),
        "--project",
        str(project),
    ]
    command += ["--format", "docx", "--jobs", "2", *(part for form in FORMS for part in ("--form", form))]
    chance = random.Random(7)
    for _ in range(5):
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(0.6 + chance.random() * 1.2)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert not any(path.read_bytes()[:2] != b"PK" for path in out.rglob("*.docx"))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert whole.out is not None
    assert tree(out) == tree(whole.out)
    assert not list(out.rglob(f"*{LEFTOVER}"))


def test_a_second_run_on_the_same_folder_says_so_and_stops(made: tuple[Path, Order]) -> None:
    source, order = made
    assert order.out is not None
    with locked(order.out), pytest.raises(ZhiyinError, match="另一个 zhiyin 正在"):
        work_off(source, order, 1, None, lambda *_: None, lambda _: None)


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


def test_companies_whose_names_give_one_folder_get_folders_of_their_own(project: Path, tmp_path: Path) -> None:
    source = companies(tmp_path / "资料", 3)
    for number in (0, 1):
        path = source / f"c{number:02}" / "company.yaml"
        path.write_text(
            path.read_text("utf-8").replace(f"示例第{number}科技", "示例/同名" if number else "示例\\同名"), "utf-8"
        )
    order = Order(project, tmp_path / "o", forms=FORMS, formats=("docx",))
    report = run(source, order)
    assert report.failed == 0
    assert len(report.clashes) == 1
    homes = {company.home for company in report.companies}
    assert len(homes) == 3
    assert sum(home.startswith("示例_同名有限公司（") for home in homes) == 2


# ------------------------------------------------------------ lists and reports


def test_a_csv_list_goes_through_and_its_bad_row_comes_back_to_be_corrected(project: Path, tmp_path: Path) -> None:
    lines = ["单位名称,企业规模,标准需求—需求标准名称", "甲公司,大型,某需求", "乙公司,巨大,某需求", "丙公司,,某需求"]
    (tmp_path / "名单.csv").write_text("\n".join(lines), "utf-8")
    order = Order(project, tmp_path / "o", formats=("docx",))
    report, written = work_off(tmp_path / "名单.csv", order, 1, None, lambda *_: None, lambda _: None)
    assert [company.name for company in report.companies if company.failed] == ["乙公司"]
    assert (tmp_path / "o" / "需改正的名单.xlsx") in written
    told = json.loads((tmp_path / "o" / "report.json").read_text("utf-8"))
    assert told["failed"] == 1
    page = (tmp_path / "o" / "report.html").read_text("utf-8")
    assert "名单!B3" in page
    assert "甲公司" in page
    (tmp_path / "名单.csv").write_text("\n".join(lines).replace("巨大", "大型"), "utf-8")
    report, _ = work_off(tmp_path / "名单.csv", order, 1, None, lambda *_: None, lambda _: None)
    assert {name.split("/")[0] for name in reasons(report)} == {"乙公司"}
    assert not (tmp_path / "o" / "需改正的名单.xlsx").exists()
    report, _ = work_off(tmp_path / "名单.csv", order, 1, None, lambda *_: None, lambda _: None)
    assert report.inputs is not None
    assert report.inputs.untouched


def test_hostile_names_stay_in_the_folder_and_in_the_page(project: Path, tmp_path: Path) -> None:
    source = companies(tmp_path / "资料", 1)
    path = source / "c00" / "company.yaml"
    path.write_text(
        path.read_text("utf-8").replace("name: 示例第0科技有限公司", "name: '../../<script>alert(1)</script>'"), "utf-8"
    )
    order = Order(project, tmp_path / "a" / "b" / "o", forms=FORMS, formats=("docx",))
    work_off(source, order, 1, None, lambda *_: None, lambda _: None)
    assert order.out is not None
    assert "<script>" not in (order.out / "report.html").read_text("utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {"资料", "a"}


CLI: Callable[..., subprocess.CompletedProcess[str]] = subprocess.run


def test_the_command_explains_counts_and_exits_with_what_scripts_can_trust(project: Path, tmp_path: Path) -> None:
    source = companies(tmp_path / "资料", 2)
    (source / "c01" / "need.yaml").write_text("kind: need\ntitel: 错\n", "utf-8")
    command = [sys.executable, "-m", "generator.cli", "batch", str(source), "--out", str(tmp_path / "o")]
    command += ["--project", str(project), "--format", "docx", "--form", "need-survey", "--explain"]
    done = CLI(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "不认识的键" in done.stderr or "titel" in done.stderr
    assert "新增" in done.stdout
    assert "失败 1 家" in done.stdout
    assert "Traceback" not in done.stderr
