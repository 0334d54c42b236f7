"""A bureau's list: many companies × forms 1, 3, 5, 6 and their checklists, in Word and PDF.

    python -m tests.benchmarks batch            (120 companies)
    python -m tests.benchmarks batch 1000

No two companies share a name, a number or a long text. Prints documents per second with one and two workers and
against docxtpl and Typst, what a run costs when nothing or one form has changed, what 160,000 outputs cost that are up
to date, and a worker's memory over 5,000 documents.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from generator.build import batch_work
from generator.build.batch import run_batch
from generator.build.batch_inputs import open_inputs
from generator.build.batch_told import BatchReport
from generator.build.batch_work import Order, Task, run_chunk
from generator.build.choosing import choose
from generator.build.drafts import draft_company
from generator.build.making import Prepared
from generator.build.manifest import CompanyState, DocumentState, FileState, Manifest, Parts
from generator.build.workshop import Workshop
from generator.loading.company import load_company
from generator.loading.yaml import load_yaml
from generator.model.values import credit_code_check
from tests.benchmarks.companies import ROOT, own_text
from tests.benchmarks.forms import rate
from tests.benchmarks.peers import docxtpl_form, typst_form
from tests.benchmarks.table import show

FORMS = ("recommended-proposal", "participation-application", "member-registration", "membership-application")
SAMPLES = {
    "proposal": ("complete", "proposal-tool-calling"),
    "participation": ("complete", "participation-large-model"),
    "member": ("member", "member-zheng"),
    "membership": ("member", "membership-sc42"),
}
COUNT, STEADY = 120, 320
"""Companies of the list; companies of the measurement of memory: 16 files each."""
LARGE, SMALL = 10_000, 2_500
"""Companies whose outputs are up to date: of the aim, and of the comparison that shows what grows with what."""
LONG = 60
"""Texts longer than this, in characters, are made each company's own."""


def run(count: int = COUNT) -> None:
    """Print all tables."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        project = home / "project"
        for part in ("content", "templates"):
            shutil.copytree(ROOT / part, project / part)
        source = write_list(home / "名单", count)
        _workers(source, project, home, count)
        _against_others(source, project, home, count)
        _again(source, project, home, count)
        _up_to_date(project, home)
        _memory(project, home)


def write_list(folder: Path, count: int) -> Path:
    """``count`` companies as YAML folders."""
    profiles = {sample: _tree(sample, "company") for sample in ("complete", "member")}
    undertakings = {kind: _tree(*place) for kind, place in SAMPLES.items()}
    for number in range(count):
        home = folder / f"c{number:05}"
        home.mkdir(parents=True)
        profile = {
            **profiles["complete"],
            "experts": [*profiles["complete"]["experts"], *profiles["member"]["experts"]],
        }
        profile |= {"name": f"北京示例第{number}智能科技有限公司", "credit_code": _code(number)}
        _write(home / "company.yaml", _own(profile, number))
        for kind, tree in undertakings.items():
            named = {key: f"{tree[key]}（第{number}项）" for key in ("title_zh", "standard") if key in tree}
            _write(home / f"{kind}.yaml", _own(tree | named, number))
    return folder


def _tree(sample: str, name: str) -> dict[str, Any]:
    tree, _ = load_yaml(ROOT / "content" / "companies" / sample / f"{name}.yaml", name)
    return dict(tree)


def _own(value: Any, number: int) -> Any:
    if isinstance(value, dict):
        return {key: _own(item, number) for key, item in value.items()}
    if isinstance(value, list):
        return [_own(item, number) for item in value]
    return own_text(value, number) if isinstance(value, str) and len(value) > LONG else value


def _code(number: int) -> str:
    """A credit code of region 000000 with a right check character (GB 32100-2015)."""
    body = f"91000000MA{number:06}0"
    return body + credit_code_check(body)


def _write(path: Path, tree: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10_000), "utf-8")


def _timed(work: Callable[[], BatchReport]) -> tuple[float, BatchReport]:
    batch_work.forget()
    gc.collect()
    begun = time.perf_counter()
    report = work()
    assert not report.failed, report.failures[0]
    return time.perf_counter() - begun, report


def _workers(source: Path, project: Path, home: Path, count: int) -> None:
    rows: list[list[str]] = []
    alone = 0.0
    for jobs in (1, 2):
        order = Order(project, home / f"out{jobs}", forms=FORMS)
        seconds, report = _timed(lambda order=order, jobs=jobs: run_batch(source, order, jobs=jobs))  # type: ignore[misc]
        rate = report.made * 2 / seconds
        alone = alone or rate
        rows.append([f"{jobs} 个进程", f"{seconds:.1f} 秒", f"{rate:,.0f} 个文件/秒", f"{rate / alone:.2f}"])
    size = sum(path.stat().st_size for path in (home / "out2").rglob("*") if path.is_file())
    title = f"{count} 家企业 × 4 张表格和 4 份办理清单，Word 和 PDF（目标：两个进程不低于 1.8 倍）"
    show(title, ("", "用时", "速度", "与一个进程之比"), rows)
    print(f"  每家企业 {size / count / 1e6:.2f} MB，{os.cpu_count()} 核")


def _against_others(source: Path, project: Path, home: Path, count: int) -> None:
    """Our batch, with reading, checking, checklists and saving, against others who only make the same forms."""
    shop = Workshop.open(project)
    drafts: list[Prepared] = []
    for folder in sorted(source.iterdir())[:PEERS]:
        bundle = load_company(folder)
        made = draft_company(shop, bundle, choose(shop.forms, bundle, (), FORMS), ())
        drafts += [draft.prepared for undertaking in made for draft in undertaking.drafts]
    rows: list[list[str]] = []
    for wanted, kind, peer, name, goal in (
        ("docx", "Word", docxtpl_form(), "docxtpl", 80),
        ("pdf", "PDF", typst_form(), "Typst", 5),
    ):
        order = Order(project, home / f"只有{wanted}", forms=FORMS, formats=(wanted,))
        seconds, report = _timed(lambda order=order: run_batch(source, order))  # type: ignore[misc]
        ours = report.made / seconds
        rows.append([kind, f"{ours:,.0f} 份/秒", "", ""])
        if peer is not None:
            works = [peer(draft) for draft in drafts]
            theirs = max(rate(works[: len(FORMS)]), rate(works[len(FORMS) :]))
            rows.append([name, f"{theirs:,.0f} 份/秒", f"{kind} {ours / theirs:.1f} 倍", f"目标 {goal} 倍"])
    show(f"{count} 家企业，一个进程，一种格式，与只做同样表格的程序相比", ("", "速度", "我们的", ""), rows)


PEERS = 4
"""Companies whose forms the slow contestants make."""


def _again(source: Path, project: Path, home: Path, count: int) -> None:
    """Nothing changed, then one form of four: its drafts and the checklists of its path, a quarter of all."""
    order = Order(project, home / "out2", forms=FORMS)
    whole, first = _timed(lambda: run_batch(source, replace(order, out=home / "again"), jobs=2))
    seconds, report = _timed(lambda: run_batch(source, order, jobs=2))
    rows = [
        ["全部生成", f"{whole:.2f} 秒", f"{first.made} 份", "1"],
        ["没有改动", f"{seconds:.2f} 秒", f"{report.made} 份", f"{seconds / whole:.2f}"],
    ]
    path = project / "content" / "forms" / "participation-application.yaml"
    path.write_text(path.read_text("utf-8").replace("title: 国家标准参编", "title: 国家标准 参编", 1), "utf-8")
    seconds, report = _timed(lambda: run_batch(source, order, jobs=2))
    rows.append(["改一张表格", f"{seconds:.2f} 秒", f"{report.made} 份", f"{seconds / whole:.2f}"])
    share = report.made / first.made
    title = f"再次运行，{count} 家企业共 {count * 8} 份（目标：改一张表格与它的份数成比例，即 {share:.2f}）"
    show(title, ("", "用时", "重新生成", "与全部生成之比"), rows)


def _up_to_date(project: Path, home: Path) -> None:
    """What a run costs over many companies whose outputs are all as they were made; the outputs are small stand-ins."""
    rows: list[list[str]] = []
    stock, shared = batch_work.opened(project)
    for count in (SMALL, LARGE):
        source, order = home / f"现成{count}", Order(project, home / f"现成出{count}", forms=FORMS)
        _stand_ins(source, order, count, {**shared.all(), batch_work.OPTIONS: batch_work.ordered(order, stock)})
        times = []
        for _ in range(3):
            seconds, report = _timed(lambda source=source, order=order: run_batch(source, order))  # type: ignore[misc]
            assert (report.made, report.unchanged) == (0, count * 8)
            times.append(seconds)
        begun = time.perf_counter()
        words = [sys.executable, "-m", "generator.cli", "batch", str(source), "--out", str(order.out)]
        words += ["--project", str(project), *(part for form in FORMS for part in ("--form", form))]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        whole = time.perf_counter() - begun
        cells = [f"{count:,} 家，{count * 16:,} 个文件", f"{min(times):.2f} 秒", f"{whole:.2f} 秒"]
        rows.append([*cells, f"{min(times) / count * 1e6:,.0f} 微秒"])
    title = "没有改动的大名单（目标：16 万个文件不超过 2 秒，与企业数成比例）"
    show(title, ("", "核对", "整条命令，含报告", "每家"), rows)


def _stand_ins(source: Path, order: Order, count: int, shared: Parts) -> None:
    """``count`` companies, 16 files of each, and the manifest that a run would have left."""
    assert order.out is not None
    one = write_list(source / "样", 1) / "c00000"
    texts = {path.name: path.read_text("utf-8") for path in one.iterdir()}
    shutil.rmtree(source / "样")
    for number in range(count):
        folder = source / f"c{number:05}"
        folder.mkdir()
        for name, text in texts.items():
            (folder / name).write_text(text.replace("第0智能", f"第{number}智能", 1), "utf-8")
    states = []
    for item in open_inputs(source, order.project, "").companies:
        item.name = item.home = item.called()
        documents = {}
        for matter in range(4):
            place = order.out / item.home / f"事项{matter}"
            place.mkdir(parents=True)
            for name in ("00-办理清单", "01-表格"):
                files = [_stand_in(order.out, place / f"{name}{ending}") for ending in (".docx", ".pdf")]
                documents[f"{item.home}/事项{matter}/{name}"] = DocumentState(shared, files)
        told = {"folders": {f"{item.home}/事项{matter}": {"missing": [], "doubtful": 0} for matter in range(4)}}
        states.append(CompanyState(item.key, item.name, item.home, item.stamp, item.digest(), shared, documents, told))
    with Manifest(order.out, source.name) as manifest:
        manifest.keep(states, {})


def _stand_in(out: Path, path: Path) -> FileState:
    path.write_bytes(b"PK")
    stat = path.stat()
    return FileState(path.relative_to(out).as_posix(), stat.st_size, stat.st_mtime_ns, "")


def _memory(project: Path, home: Path) -> None:
    """The memory of one worker after so many documents, as the system counts it."""
    source = write_list(home / "长名单", STEADY)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context, batch_work.ready, (project,)) as pool:
        rows = pool.submit(_steady, source, project).result()
    sizes = [size for _, size in rows[1:]]
    title = f"一个进程的内存（目标：5,000 个文件内持平，不超过 250 MB）；最大与最小之比 {max(sizes) / min(sizes):.2f}"
    show(title, ("生成", "常驻内存"), [[f"{done:,} 个文件", f"{size:.0f} MB"] for done, size in rows])


def _steady(source: Path, project: Path) -> list[tuple[int, float]]:
    """Files made and resident megabytes, ten times on the way; what is made is thrown away."""
    order = Order(project, None, forms=FORMS)
    rows = []
    done = 0
    inputs = open_inputs(source, project, "").companies
    for at in range(0, STEADY, 8):
        tasks = [Task(item.key, item.called(), item.read()) for item in inputs[at : at + 8]]
        for result in run_chunk(order, tasks):
            assert not result.failed, result.failed[0]
            done += len(result.documents) * 2
        if (at // 8) % 4 == 3:
            rows.append((done, _resident()))
    return rows


def _resident() -> float:
    """Resident memory in megabytes (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
