"""Handing chunks of companies to workers: this process, a process pool, or the executor of a cluster.

A worker that dies takes its chunk with it. The chunk is then tried again, company by company when it fails twice, so
that in the end only the company that kills its worker is reported as failed.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from generator.build.batch_work import CLEANED, Order, Result, Task, ready, run_chunk, settled
from generator.diagnostics import Diagnostic, Severity, ZhiyinError

CHUNK = 32
"""Most companies in a chunk."""
AHEAD = 2
"""Chunks per worker that wait in its queue."""
TRIES = 2
"""How often a chunk of one company may break its worker."""
WINDOWS_LIMIT = 61
"""Most processes of a pool on Windows (concurrent.futures refuses more)."""
Start = Callable[[], Executor]


@dataclass(slots=True)
class _Chunk:
    tasks: tuple[Task, ...]
    broken: int = 0


def chunk_size(count: int, jobs: int) -> int:
    """Companies in a chunk: a worker gets several chunks, so that none waits long for the last."""
    return max(1, min(CHUNK, -(-count // (jobs * 4))))


def run_here(order: Order, tasks: Sequence[Task]) -> Iterator[list[Result]]:
    """Work without any pool; results come company by company."""
    if len(tasks) >= CLEANED:
        settled(order.project)
    for task in tasks:
        yield run_chunk(order, [task])


def process_pool(project: Path, jobs: int) -> Start:
    """How to start a pool of ``jobs`` processes, each with the project opened once."""
    kind = "fork" if sys.platform == "linux" else "spawn"  # macOS has fork, but its libraries do not bear it
    if kind == "fork":
        settled(project)
    if sys.platform == "win32":
        jobs = min(jobs, WINDOWS_LIMIT)
    return lambda: ProcessPoolExecutor(jobs, multiprocessing.get_context(kind), ready, (project,))


def run_pool(order: Order, tasks: Sequence[Task], start: Start, jobs: int, size: int = 0) -> Iterator[list[Result]]:
    """Work with an executor. Results come as chunks are done, in no certain order; every task has exactly one."""
    size = size or chunk_size(len(tasks), jobs)
    waiting = deque(_Chunk(tuple(tasks[at : at + size])) for at in range(0, len(tasks), size))
    while waiting:
        executor = start()
        try:
            yield from _until_broken(order, waiting, executor, jobs)
        finally:
            with contextlib.suppress(Exception):
                executor.shutdown(wait=False, cancel_futures=True)


def _until_broken(order: Order, waiting: deque[_Chunk], executor: Executor, jobs: int) -> Iterator[list[Result]]:
    """Feed the executor until all is done, or until a worker died; what was under way then waits again."""
    running: dict[Future[list[Result]], _Chunk] = {}
    while waiting or running:
        while waiting and len(running) < jobs * AHEAD:
            chunk = waiting.popleft()
            try:
                running[executor.submit(run_chunk, order, chunk.tasks)] = chunk
            except (BrokenExecutor, RuntimeError):
                waiting.appendleft(chunk)
                break
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        broke = False
        for future in done:
            chunk = running.pop(future)
            try:
                yield future.result()
            except ZhiyinError:
                raise
            except Exception as error:  # whatever a pool or a cluster says when a worker is gone
                broke = True
                yield from _again(chunk, waiting, error)
        if broke:
            for chunk in running.values():  # they were beside the worker that died, most likely blameless
                waiting.appendleft(chunk)
            return


def _again(chunk: _Chunk, waiting: deque[_Chunk], error: BaseException) -> Iterator[list[Result]]:
    if len(chunk.tasks) > 1:
        middle = len(chunk.tasks) // 2
        for part in (chunk.tasks[middle:], chunk.tasks[:middle]):
            waiting.appendleft(_Chunk(part))
        return
    chunk.broken += 1
    if chunk.broken < TRIES:
        waiting.appendleft(chunk)
        return
    task = chunk.tasks[0]
    said = f"处理这家企业的进程两次意外终止（{type(error).__name__}），没有生成"
    found = (Diagnostic("BAT-008", Severity.ERROR, said, hint="检查内存是否不足；把这家企业的资料发给维护者"),)
    yield [Result(task.key, dict(task.known), summary={"failed": [str(found[0])]}, failed=found)]
