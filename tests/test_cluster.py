"""Batches on a dask.distributed cluster of separate worker processes on this machine."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import distributed
import pytest

from generator.build import fingerprints
from generator.build.batch_work import Order
from generator.build.clerk import work_off
from generator.diagnostics import ZhiyinError
from tests.batches import FORMS, companies, tree, worked_off

pytestmark = pytest.mark.usefixtures("fresh")


def cluster_of(workers: int) -> Any:
    """A scheduler on any free port, and workers that are processes of their own."""
    make: Any = distributed.LocalCluster
    return make(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50)


@pytest.fixture(scope="module")
def whole() -> Iterator[Any]:
    """A cluster for tests that leave it whole."""
    with cluster_of(2) as local:
        yield local


def test_a_dask_cluster_of_processes_makes_the_same_bytes(whole: Any, project: Path, tmp_path: Path) -> None:
    source = companies(tmp_path / "资料", 4)
    here, there = (Order(project, tmp_path / name, forms=FORMS) for name in ("here", "there"))
    worked_off(source, here)
    report, _ = worked_off(source, there, scheduler=whole.scheduler_address)
    assert (report.failed, report.made) == (0, 16)
    assert here.out is not None
    assert there.out is not None
    assert tree(here.out) == tree(there.out)


def test_a_scheduler_that_does_not_answer_is_named(project: Path, tmp_path: Path) -> None:
    order = Order(project, tmp_path / "o", forms=FORMS)
    with pytest.raises(ZhiyinError, match="连不上调度器"):
        worked_off(companies(tmp_path / "资料", 1), order, scheduler="nonsense")


@pytest.mark.parametrize("lost", [1, 2])
def test_the_chunks_of_workers_that_were_killed_are_run_again(lost: int, project: Path, tmp_path: Path) -> None:
    source = companies(tmp_path / "资料", 12)
    order = Order(project, tmp_path / "o", forms=FORMS, formats=("docx",))
    told: list[int] = []
    with cluster_of(2) as local:
        pids = [worker.pid for worker in local.workers.values()]

        def tick(done: int, *_: int) -> None:
            told.append(done)
            if len(told) == 2:
                for pid in pids[:lost]:
                    os.kill(pid, signal.SIGKILL)

        report, _ = work_off(source, order, 1, local.scheduler_address, tick, lambda _: None)
    assert (report.failed, report.made) == (0, 48)


def test_a_cluster_that_goes_away_is_named_and_the_next_run_goes_on(project: Path, tmp_path: Path) -> None:
    source = companies(tmp_path / "资料", 12)
    order = Order(project, tmp_path / "o", forms=FORMS, formats=("docx",))
    told: list[int] = []
    with cluster_of(1) as local:

        def tick(done: int, *_: int) -> None:
            told.append(done)
            if len(told) == 2:
                local.close()

        with pytest.raises(ZhiyinError, match="与集群断开"):
            work_off(source, order, 1, local.scheduler_address, tick, lambda _: None)
    report, _ = worked_off(source, order)
    assert report.failed == 0
    assert 0 < report.unchanged < 48
    assert report.made + report.unchanged == 48


def test_workers_with_another_program_are_refused(
    whole: Any, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = Order(project, tmp_path / "o", forms=FORMS)
    monkeypatch.setattr(fingerprints, "generator_hash", lambda: "another")
    with pytest.raises(ZhiyinError, match="程序与本机不同"):
        worked_off(companies(tmp_path / "资料", 1), order, scheduler=whole.scheduler_address)


def test_the_date_set_for_documents_goes_to_the_workers(
    whole: Any, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = companies(tmp_path / "资料", 2)
    here, there = (Order(project, tmp_path / name, forms=FORMS) for name in ("here", "there"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    worked_off(source, there, scheduler=whole.scheduler_address)
    worked_off(source, here)
    assert here.out is not None
    assert there.out is not None
    assert tree(here.out) == tree(there.out)
