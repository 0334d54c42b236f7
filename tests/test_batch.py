"""Batches: exactly what is affected is made again, whatever the workers; killed runs go on; two runs keep apart."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from pypdf import PdfReader

from generator.build import batch
from generator.build.batch_pool import run_pool
from generator.build.batch_work import Order, Result, Task
from generator.build.stock import Stock
from generator.diagnostics import ZhiyinError
from tests.batches import FORMS, companies, fresh_workers, reasons, run, tree, worked_off
from tests.laid import ROOT

pytestmark = pytest.mark.usefixtures("fresh")

# ----------------------------------------------------------- what is made again


def test_nothing_is_made_again_when_nothing_changed_or_files_were_only_touched(made: tuple[Path, Order]) -> None:
    source, order = made
    first = run(source, order)
    assert (first.made, first.failed) == (16, 0)
    for path in source.rglob("*.yaml"):
        os.utime(path)
    again = run(source, order)
    assert (again.made, again.unchanged, again.removed) == (0, 16, 0)


def test_a_project_that_is_as_it_was_is_not_read(made: tuple[Path, Order], monkeypatch: pytest.MonkeyPatch) -> None:
    source, order = made
    worked_off(source, order)
    monkeypatch.setattr(Stock, "read", lambda _: pytest.fail("read"))
    report, _ = worked_off(source, order)
    assert (report.made, report.unchanged) == (0, 16)


def test_a_text_that_changed_is_noticed_though_its_size_and_time_are_the_same(made: tuple[Path, Order]) -> None:
    source, order = made
    run(source, order)
    path = order.project / "content" / "platforms.yaml"
    text, then = path.read_text("utf-8"), path.stat()
    try:
        path.write_text(text.replace("std.samr.gov.cn", "stb.samr.gov.cn"), "utf-8")
        os.utime(path, ns=(then.st_atime_ns, then.st_mtime_ns))
        assert path.stat().st_size == then.st_size
        fresh_workers()
        assert run(source, order).made > 0
    finally:
        path.write_text(text, "utf-8")


def test_a_project_with_fonts_from_elsewhere_is_read_every_time(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = companies(tmp_path / "企业", 1)
    own = tmp_path / "project"
    shutil.copytree(project, own)
    theme = own / "templates" / "theme.yaml"
    face = re.search(r"fonts/(ZhiyinSong-Regular\.ttf)", theme.read_text("utf-8"))
    assert face is not None
    elsewhere = tmp_path / face[1]
    shutil.copy(own / "templates" / "fonts" / face[1], elsewhere)
    theme.write_text(theme.read_text("utf-8").replace(face[0], elsewhere.as_posix()), "utf-8")
    order = Order(own, tmp_path / "草稿", forms=FORMS)
    worked_off(source, order)
    with elsewhere.open("ab") as font:
        font.write(b"\0\0\0\0")
    report, _ = worked_off(source, order)
    assert "字体" in report.shared_changed


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
    (aside,) = report.aside
    assert aside == second.replace(".", "（改动过）.")
    assert tree(order.out) == whole | {aside: b"altered"}  # nobody's work is lost


def test_a_file_that_was_only_touched_is_not_set_aside(made: tuple[Path, Order]) -> None:
    source, order = made
    run(source, order)
    assert order.out is not None
    whole = tree(order.out)
    for name in whole:
        os.utime(order.out / name)
    assert run(source, order).aside == []
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


def test_a_regeneration_after_a_change_writes_what_changed_and_who_must_look_again(made: tuple[Path, Order]) -> None:
    source, order = made
    assert order.out is not None
    worked_off(source, order)
    assert not (order.out / "修订说明.docx").exists()
    path = order.project / "content" / "forms" / "need-survey.yaml"
    text = path.read_text("utf-8")
    try:
        path.write_text(text.replace("as_of: 2026-11-01", "as_of: 2026-11-02"), "utf-8")
        fresh_workers()
        _, written = worked_off(source, order)
    finally:
        path.write_text(text, "utf-8")
    assert order.out / "修订说明.docx" in written
    words = "".join(page.extract_text() for page in PdfReader(order.out / "修订说明.pdf").pages)
    assert "须再核对的企业共4家" in words.replace("\n", "").replace(" ", "")
    assert "示例第3科技有限公司" in words.replace(" ", "")


def test_companies_that_exchange_their_names_keep_all_their_drafts(made: tuple[Path, Order]) -> None:
    source, order = made
    run(source, order)
    paths = [source / name / "company.yaml" for name in ("c01", "c02")]
    texts = [path.read_text("utf-8") for path in paths]
    for path, text, (old, new) in zip(paths, texts, (("第1", "第2"), ("第2", "第1")), strict=True):
        path.write_text(text.replace(old, new), "utf-8")
    run(source, order)
    assert order.out is not None
    fresh = tree(order.out)
    whole = Order(order.project, order.out.with_name("另"), forms=FORMS, formats=("docx",))
    run(source, whole)
    assert whole.out is not None
    assert fresh == tree(whole.out)
    assert run(source, order).made == 0


def test_a_company_that_left_is_reported_and_a_file_that_somebody_worked_on_stays(made: tuple[Path, Order]) -> None:
    source, order = made
    run(source, order)
    assert order.out is not None
    worked_on = next(path for path in sorted(order.out.rglob("*.docx")) if "第2科技" in str(path))
    worked_on.write_bytes(b"filled in by hand")
    shutil.rmtree(source / "c02")
    report = run(source, order)
    (gone,) = report.departed
    assert (gone.name, len(gone.gone)) == ("示例第2科技有限公司", 3)
    assert set(gone.gone.values()) == {"名单中已没有这家企业"}
    assert report.kept == [worked_on.relative_to(order.out).as_posix()]
    assert worked_on.read_bytes() == b"filled in by hand"


def test_a_new_path_for_what_a_company_already_has_is_followed(made: tuple[Path, Order]) -> None:
    source, order = made
    order = replace(order, forms=())
    run(source, order)
    path, form, again = (
        order.project / "content" / "forms" / name for name in ("paths.yaml", "need-survey.yaml", "z.yaml")
    )
    text = path.read_text("utf-8")
    entry = text[text.index("  - id: need\n") :]
    entry = re.sub(r"forms:\n( +- .*\n)+", "forms:\n      - {form: z}\n", entry.replace("id: need\n", "id: zz\n"))
    copied = form.read_text("utf-8").replace("id: need-survey\n", "id: z\n").replace("path: need\n", "path: zz\n")
    try:
        path.write_text(text + entry, "utf-8")
        again.write_text(copied, "utf-8")
        fresh_workers()
        report = run(source, order)
    finally:
        path.write_text(text, "utf-8")
        again.unlink(missing_ok=True)
    assert report.failed == 0
    assert report.made == 8


def test_another_date_for_all_documents_makes_them_again(
    made: tuple[Path, Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, order = made
    run(source, order)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    fresh_workers()
    assert run(source, order).made == 16


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


# ------------------------------------------------------------ lists and reports


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


def test_a_csv_list_goes_through_and_its_bad_row_comes_back_to_be_corrected(project: Path, tmp_path: Path) -> None:
    lines = ["单位名称,企业规模,标准需求—需求标准名称", "甲公司,大型,某需求", "乙公司,巨大,某需求", "丙公司,,某需求"]
    (tmp_path / "名单.csv").write_text("\n".join(lines), "utf-8")
    order = Order(project, tmp_path / "o", formats=("docx",))
    report, written = worked_off(tmp_path / "名单.csv", order)
    assert [company.name for company in report.companies if company.failed] == ["乙公司"]
    assert (tmp_path / "o" / "需改正的名单.xlsx") in written
    told = json.loads((tmp_path / "o" / "report.json").read_text("utf-8"))
    assert told["failed"] == 1
    page = (tmp_path / "o" / "report.html").read_text("utf-8")
    assert "名单!B3" in page
    assert "甲公司" in page
    (tmp_path / "名单.csv").write_text("\n".join(lines).replace("巨大", "大型"), "utf-8")
    report, _ = worked_off(tmp_path / "名单.csv", order)
    assert {name.split("/")[0] for name in reasons(report)} == {"乙公司"}
    assert not (tmp_path / "o" / "需改正的名单.xlsx").exists()
    report, _ = worked_off(tmp_path / "名单.csv", order)
    assert report.inputs is not None
    assert report.inputs.untouched


def test_hostile_names_stay_in_the_folder_and_in_the_page(project: Path, tmp_path: Path) -> None:
    source = companies(tmp_path / "资料", 1)
    path = source / "c00" / "company.yaml"
    path.write_text(
        path.read_text("utf-8").replace("name: 示例第0科技有限公司", "name: '../../<script>alert(1)</script>'"), "utf-8"
    )
    order = Order(project, tmp_path / "a" / "b" / "o", forms=FORMS, formats=("docx",))
    worked_off(source, order)
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


HEADS = "单位名称,企业规模,信用代码,标准需求—需求标准名称"
CODE = "91000000MA00000157"


def listed(folder: Path, *rows: str) -> Path:
    (folder / "名单.csv").write_text("\n".join([HEADS, *rows]), "utf-8")
    return folder / "名单.csv"


def test_a_row_that_was_spoilt_or_doubled_does_not_take_the_drafts_of_its_company(
    project: Path, tmp_path: Path
) -> None:
    order = Order(project, tmp_path / "o", formats=("docx",))
    worked_off(listed(tmp_path, f"甲公司,,{CODE},需求", "乙公司,,,需求"), order)
    assert order.out is not None
    whole = tree(order.out)
    spoilt = "甲公司,,9.1E+17,需求"
    report, _ = worked_off(listed(tmp_path, spoilt, "乙公司,,,需求"), order)
    assert [company.name for company in report.companies if company.failed] == ["甲公司"]
    kept = {name: data for name, data in tree(order.out).items() if not name.endswith(".xlsx")}
    assert kept == whole
    report, _ = worked_off(listed(tmp_path, f"甲公司,,{CODE},需求", f"甲公司,,{CODE},需求", "乙公司,,,需求"), order)
    assert report.failed == 2
    rows = list(openpyxl.load_workbook(order.out / "需改正的名单.xlsx")["名单"].values)
    assert [row[0] for row in rows] == ["单位名称", "甲公司", "甲公司"]
    worked_off(listed(tmp_path, f"甲公司,,{CODE},需求", "乙公司,,,需求"), order)
    assert tree(order.out) == whole


def test_the_workbook_of_errors_is_corrected_and_run_and_never_replaced_while_somebody_works_on_it(
    project: Path, tmp_path: Path
) -> None:
    order = Order(project, tmp_path / "o", formats=("docx",))
    source = listed(tmp_path, "甲公司,巨大,,需求", "乙公司,大大,,需求", "丙公司,,,需求")
    worked_off(source, order)
    assert order.out is not None
    wrong = order.out / "需改正的名单.xlsx"
    book = openpyxl.load_workbook(wrong)
    book["名单"]["B2"].value = "大型"
    book.save(wrong)
    corrected = wrong.read_bytes()
    _, written = worked_off(source, order)
    assert wrong.read_bytes() == corrected
    assert order.out / "需改正的名单-2.xlsx" in written
    report, written = worked_off(wrong, order)
    assert [company.name for company in report.companies if company.made] == ["甲公司"]
    assert wrong.read_bytes() == corrected
    book["名单"]["B3"].value = "中型"
    book.save(wrong)
    report, _ = worked_off(wrong, order)
    assert report.failed == 0
    assert wrong.exists()
    assert {name.split("/")[0] for name in tree(order.out) if name.endswith(".docx")} == {"甲公司", "乙公司", "丙公司"}


def test_the_next_workbook_of_errors_does_not_take_what_an_earlier_one_made(project: Path, tmp_path: Path) -> None:
    order = Order(project, tmp_path / "o", formats=("docx",))
    assert order.out is not None
    wrong = order.out / "需改正的名单.xlsx"
    for bad, good in (("乙公司", "丙公司"), ("丙公司", "乙公司")):
        source = listed(
            tmp_path, "甲公司,,,需求", f"{bad},巨大,,需求", f"{good},{'大型' if bad == '乙公司' else '大大'},,需求"
        )
        wrong.unlink(missing_ok=True)
        worked_off(source, order)
        book = openpyxl.load_workbook(wrong)
        for row in book["名单"].iter_rows(min_row=2):
            row[1].value = "大型"
        book["名单"].delete_rows(3)
        book.save(wrong)
        report, _ = worked_off(wrong, order)
        assert report.failed == 0
        assert not report.departed
    drafts = {name.split("/")[0] for name in tree(order.out) if name.endswith(".docx")}
    assert drafts == {"甲公司", "乙公司", "丙公司"}


def test_a_company_that_left_one_list_keeps_what_another_list_has_made(project: Path, tmp_path: Path) -> None:
    order = Order(project, tmp_path / "o", formats=("docx",))
    (tmp_path / "另").mkdir()
    other = listed(tmp_path / "另", "甲公司,,,需求").rename(tmp_path / "另一份.csv")
    worked_off(other, order)
    worked_off(listed(tmp_path, "甲公司,,,需求", "乙公司,,,需求", "丙公司,,,需求"), order)
    whole = tree(order.out or tmp_path)
    report, _ = worked_off(listed(tmp_path, "丙公司,,,需求"), order)
    assert {company.name: bool(company.gone) for company in report.departed} == {"甲公司": False, "乙公司": True}
    assert tree(order.out or tmp_path) == {name: data for name, data in whole.items() if not name.startswith("乙")}


@pytest.mark.parametrize("row", ["甲公司,,91000000MA00000158,需求", f",,{CODE},需求", ",,,需求"])
def test_a_row_whose_code_or_name_was_spoilt_does_not_take_the_drafts_of_its_company(
    row: str, project: Path, tmp_path: Path
) -> None:
    order = Order(project, tmp_path / "o", formats=("docx",))
    worked_off(listed(tmp_path, f"甲公司,,{CODE},需求", "乙公司,,,需求"), order)
    whole = tree(order.out or tmp_path)
    report, _ = worked_off(listed(tmp_path, row, "乙公司,,,需求"), order)
    assert report.failed == 1
    assert whole.items() <= tree(order.out or tmp_path).items()
    report, _ = worked_off(listed(tmp_path, f"甲公司,,{CODE},需求", "乙公司,,,需求"), order)
    assert tree(order.out or tmp_path) == whole
    assert not report.departed


def test_a_sheet_of_companies_that_was_not_read_does_not_take_their_drafts(project: Path, tmp_path: Path) -> None:
    order = Order(project, tmp_path / "o", formats=("docx",))
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.title = "海淀区"
    for row in ([*HEADS.split(",")], ["甲公司", None, None, "需求"], ["乙公司", None, None, "需求"]):
        first.append(row)
    book.save(tmp_path / "名单.xlsx")
    worked_off(tmp_path / "名单.xlsx", order)
    whole = tree(order.out or tmp_path)
    first.delete_rows(3)
    second = book.create_sheet("朝阳区")
    for row in ([*HEADS.split(",")], ["乙公司", None, None, "需求"]):
        second.append(row)
    book.save(tmp_path / "名单.xlsx")
    report, _ = worked_off(tmp_path / "名单.xlsx", order)
    assert "工作表“朝阳区”没有读入" in str(report.problems[0])
    assert not report.departed
    assert whole.items() <= tree(order.out or tmp_path).items()


def test_a_draft_that_somebody_worked_on_is_set_aside_when_the_code_of_its_company_is_corrected(
    project: Path, tmp_path: Path
) -> None:
    order = Order(project, tmp_path / "o", formats=("docx",))
    worked_off(listed(tmp_path, "甲公司,,,需求"), order)
    draft = next((order.out or tmp_path).rglob("01-*.docx"))
    draft.write_bytes(b"filled in by hand")
    report, _ = worked_off(listed(tmp_path, f"甲公司,,{CODE},需求"), order)
    assert len(report.aside) == 1
    assert ((order.out or tmp_path) / report.aside[0]).read_bytes() == b"filled in by hand"
    assert draft.read_bytes()[:2] == b"PK"


def test_the_report_links_to_every_file_and_names_what_is_missing(made: tuple[Path, Order]) -> None:
    source, order = made
    _, written = worked_off(source, order)
    assert order.out is not None
    assert written == [order.out / "report.html", order.out / "report.json"]
    page = (order.out / "report.html").read_text("utf-8")
    links = {unquote(link) for link in re.findall(r'href="([^"]+)"', page)}
    assert {name for name in tree(order.out) if name.endswith(".docx")} <= links
    assert all((order.out / link).exists() for link in links)
    told = json.loads((order.out / "report.json").read_text("utf-8"))
    assert all(company["missing"] and company["made"] == 4 for company in told["companies"])
    assert all(item in page for item in told["companies"][0]["missing"])


def test_a_company_that_never_had_a_draft_has_no_link_to_a_folder(project: Path, tmp_path: Path) -> None:
    order = Order(project, tmp_path / "o", formats=("docx",))
    worked_off(listed(tmp_path, "甲 #1%公司,,,需求", "乙公司,巨大,,需求"), order)
    page = (tmp_path / "o" / "report.html").read_text("utf-8")
    links = [unquote(link) for link in re.findall(r'href="([^"]+)"', page)]
    assert [link for link in links if not (tmp_path / "o" / link).exists()] == []
    assert any(link.startswith("甲 #1%公司/") for link in links)
    assert page.index("乙公司") < page.index("甲 #1%公司"), "those that failed come first"
    worked_off(listed(tmp_path, "甲 #1%公司,巨大,,需求", "乙公司,,,需求"), order)
    page = (tmp_path / "o" / "report.html").read_text("utf-8")
    assert "甲 #1%公司/" in [unquote(link) for link in re.findall(r'href="([^"]+)"', page)]


def test_forms_that_there_are_not_are_named_once_and_nothing_is_written(made: tuple[Path, Order]) -> None:
    source, order = made
    with pytest.raises(ZhiyinError, match="没有表格“need-surveys”") as caught:
        worked_off(source, replace(order, forms=("need-surveys",)))
    assert len(caught.value.diagnostics) == 1
    with pytest.raises(ZhiyinError, match="BAT-001"):
        worked_off(source / "无.xlsx", order)
    assert order.out is not None
    assert not order.out.exists()


def test_a_form_that_there_is_not_leaves_what_was_made_before(made: tuple[Path, Order]) -> None:
    source, order = made
    assert order.out is not None
    worked_off(source, order)
    before = tree(order.out)
    with pytest.raises(ZhiyinError, match="DR-003"):
        worked_off(source, replace(order, forms=("need-surveys",)))
    assert tree(order.out) == before
    report, _ = worked_off(source, order)
    assert (report.made, report.unchanged) == (0, 16)


def test_scripts_get_every_problem_with_its_company_and_cell(project: Path, tmp_path: Path) -> None:
    source = listed(tmp_path, "甲公司,巨大,,需求", "乙公司,,,", "丙公司,,,需求")
    words = [sys.executable, "-m", "generator.cli", "batch", str(source), "--out", str(tmp_path / "o"), "--json"]
    done = CLI([*words, "--project", str(project), "--format", "docx"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    told = json.loads(done.stdout)
    found = {item["company"]: item for item in told["diagnostics"]}
    assert "企业规模" in found["甲公司"]["message"]
    assert found["甲公司"]["cell"] == "名单!B2"
    assert found["乙公司"]["cell"] == "名单!A3"
    assert (told["companies"], told["failed"]) == (3, 2)
    assert done.stderr == ""


def test_the_bar_tells_rate_time_left_and_failures(capsys: pytest.CaptureFixture[str]) -> None:
    from generator.cli.batch_screen import Bar
    from generator.cli.screen import Screen

    screen = Screen()
    screen.live = True
    bar = Bar(screen)
    bar.show(0, 40, 0)
    bar.begun -= 10
    bar.show(10, 40, 3)
    told = capsys.readouterr().err.rpartition("\r")[2]
    assert re.fullmatch(r"█{6}░{18} 10/40 家，1\.0 家/秒，还要 30 秒，失败 3 家", told)


def test_a_name_over_two_lines_does_not_break_the_table_and_refused_doubles_are_told_once(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from generator.cli.batch_screen import say
    from generator.cli.screen import Screen

    source = listed(tmp_path, '"坏了\n公司",,,需求', "丙公司,,,需求", "丙公司,,,需求", "丁公司,,,需求")
    report, _ = worked_off(source, Order(project, tmp_path / "o", formats=("docx",)))
    say(Screen(), report, [], explain=False)
    told, said = capsys.readouterr()
    assert any(line.startswith("坏了 公司 ") for line in told.splitlines())
    assert "没有生成：坏了 公司\n" in said
    assert "文件夹名会是" not in told
    assert said.count("单位名称与第") == 2


def test_failures_are_told_in_the_order_of_the_companies_whoever_was_done_first(
    made: tuple[Path, Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, order = made
    for name in ("c00", "c01", "c03"):
        (source / name / "company.yaml").write_text("nonsense: 1\n", "utf-8")
    usual = batch._Run.results
    monkeypatch.setattr(batch._Run, "results", lambda *words: [chunk[::-1] for chunk in [*usual(*words)][::-1]])
    report = run(source, order)
    keys = [company.key for company in report.companies]
    assert [keys.index(key) for key, _ in report.failures] == [0, 1, 3]


def test_the_table_at_the_end_shows_failures_first_and_the_sum_over_all(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from generator.cli.batch_screen import say
    from generator.cli.screen import Screen

    order = Order(project, tmp_path / "o", formats=("docx",))
    report, _ = worked_off(listed(tmp_path, *[f"第{n}公司,,,需求" for n in range(25)], "坏公司,巨大,,需求"), order)
    say(Screen(), report, [], explain=False)
    told, said = capsys.readouterr()
    lines = told.splitlines()
    assert lines[1].split() == ["坏公司", "0", "0", "0", "0", "0", "失败"]
    assert lines[-3].split()[0] == "……另"
    assert lines[-2].split()[:4] == ["共", "26", "家", "75"]
    assert lines[-2].endswith("失败 1 家")
    assert said.startswith("没有生成：坏公司\n名单.csv 名单!B27 错误")
