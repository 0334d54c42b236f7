"""A bureau's list: many companies × forms 1, 3, 5, 6 and their checklists, in Word and PDF.

    python -m tests.benchmarks batch            (120 companies)
    python -m tests.benchmarks batch 1000

No two companies share a name, a number or a long text. Prints documents per second with one and two workers, what a
run costs when nothing or one form has changed, and a worker's memory as it goes on.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from generator.build import batch_work
from generator.build.batch import BatchReport, run_batch
from generator.build.batch_inputs import open_inputs
from generator.build.batch_work import Order, Task, run_chunk
from generator.loading.yaml import load_yaml
from generator.model.values import credit_code_check
from tests.benchmarks.companies import ROOT, own_text
from tests.benchmarks.table import show

FORMS = ("recommended-proposal", "participation-application", "member-registration", "membership-application")
SAMPLES = {
    "proposal": ("complete", "proposal-tool-calling"),
    "participation": ("complete", "participation-large-model"),
    "member": ("member", "member-zheng"),
    "membership": ("member", "membership-sc42"),
}
COUNT, STEADY = 120, 400
"""Companies of the list; companies of the measurement of memory."""
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
        _again(source, project, home, count)
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


def _again(source: Path, project: Path, home: Path, count: int) -> None:
    order = Order(project, home / "out2", forms=FORMS)
    rows = []
    seconds, report = _timed(lambda: run_batch(source, order, jobs=2))
    files = report.unchanged * 2
    rows.append(
        ["没有改动", f"{seconds:.2f} 秒", f"{report.made} 份", f"16 万个文件约 {seconds / files * 160_000:.1f} 秒"]
    )
    path = project / "content" / "forms" / "participation-application.yaml"
    path.write_text(path.read_text("utf-8").replace("title: 国家标准参编", "title: 国家标准 参编", 1), "utf-8")
    seconds, report = _timed(lambda: run_batch(source, order, jobs=2))
    rows.append(["改一张表格", f"{seconds:.2f} 秒", f"{report.made} 份", f"共 {count * 8} 份"])
    show("再次运行", ("", "用时", "重新生成", ""), rows)


def _memory(project: Path, home: Path) -> None:
    """The memory of one worker after so many documents, as the system counts it."""
    source = write_list(home / "长名单", STEADY)
    order = Order(project, None, forms=FORMS)
    batch_work.forget()
    rows = []
    done = 0
    inputs = open_inputs(source, project, "").companies
    for at in range(0, STEADY, 20):
        tasks = [Task(item.key, item.called(), item.read()) for item in inputs[at : at + 20]]
        for result in run_chunk(replace(order), tasks):
            done += len(result.documents) * 2
        if (at // 20) % 4 == 3:
            rows.append([f"{done:,} 个文件", f"{_resident():.0f} MB"])
    show("一个进程的内存（目标：5,000 个文件内持平，不超过 250 MB）", ("生成", "常驻内存"), rows)


def _resident() -> float:
    """Resident memory in megabytes (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
