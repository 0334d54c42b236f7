"""The same batch on a ``dask.distributed`` cluster (extra ``[cluster]``): every worker gets the project once.

Workers need neither the project's folder nor the output folder: the project travels to them as an archive, unpacked
once on each; what they make travels back as bytes and is written here.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import logging
import os
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.build.batch_pool import Start
from generator.build.batch_work import Order, Result, Task, run_chunk
from generator.build.fingerprints import EPOCH, program_digest
from generator.diagnostics import failure

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_SHIPPED = ("content", "templates")
PATIENCE = 60
"""Seconds to wait for a worker to come back."""


@contextlib.contextmanager
def cluster(address: str, project: Path) -> Iterator[tuple[Start, int]]:
    """Connect to the scheduler at ``address``; how to start its executor, and the number of its threads.

    Raises ZhiyinError CLU-001 without dask.distributed, CLU-002 when the scheduler does not answer or has no worker,
    CLU-003 when a worker's program is not ours.
    """
    try:
        import distributed  # noqa: PLC0415 — an extra
    except ImportError:
        hint = "pip install zhiyin[cluster]"
        raise failure("CLU-001", "没有安装 dask.distributed，不能用 --scheduler", hint=hint) from None
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]:
        logging.getLogger(name).disabled = True  # what goes wrong is said in our words, not in tracebacks of theirs
    try:
        connect: Any = distributed.Client
        client = connect(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        said = f"连不上调度器 {address}（{type(error).__name__}）"
        raise failure("CLU-002", said, hint="核对地址和端口，确认 dask scheduler 已启动") from None
    try:
        threads = sum(client.nthreads().values())
        if not threads:
            raise failure("CLU-002", f"调度器 {address} 没有工作进程", hint="先启动 dask worker")
        _refuse_others(client)
        yield _Ground(client, packed(project)).executor, threads
    finally:
        client.close()


def _refuse_others(client: Any) -> None:
    """Workers with another program, or other versions of the packages, would make other bytes."""
    mine = program_digest()
    found = client.run(program_digest, on_error="return")
    strange = sorted(address for address, said in found.items() if said != mine)
    if strange:
        hint = "在各台机器上安装同一版本的 Python、zhiyin 和依赖"
        raise failure("CLU-003", f"工作进程 {'、'.join(strange)} 的程序与本机不同，不能保证结果一致", hint=hint)


class _Ground:
    """The connection and the project on it; both are made good when workers were lost."""

    def __init__(self, client: Any, archive: bytes) -> None:
        self._client, self._archive = client, archive
        self._home: Any = None

    def executor(self) -> Executor:
        """An executor whose workers hold the project. Raises ZhiyinError CLU-004 when there are none any more."""
        try:
            if self._client.status != "running":
                raise OSError
            self._client.wait_for_workers(1, timeout=PATIENCE)
            if self._home is None or self._home.status != "finished":
                self._home = self._client.scatter(self._archive, broadcast=True, hash=False)
        except (OSError, TimeoutError, CancelledError):
            hint = "已完成的保留；集群恢复后再次运行同一条命令接着做"
            raise failure("CLU-004", "与集群断开，或集群已没有工作进程", hint=hint) from None
        return _ClusterExecutor(self._client, self._home)


def packed(project: Path) -> bytes:
    """The project's content and templates as an archive, the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        files = (path for part in _SHIPPED for path in (project / part).rglob("*") if path.is_file())
        for path in sorted(files):
            if "__pycache__" not in path.parts:
                name = path.relative_to(project).as_posix()
                archive.writestr(zipfile.ZipInfo(name, _EARLIEST), path.read_bytes())
    return out.getvalue()


def unpacked(archive: bytes) -> Path:
    """The folder on this worker that holds the project: written once, whole or not at all."""
    home = Path(tempfile.gettempdir()) / f"zhiyin-{hashlib.sha256(archive).hexdigest()[:24]}"
    if not home.is_dir():
        beside = Path(tempfile.mkdtemp(prefix="zhiyin-"))
        with zipfile.ZipFile(io.BytesIO(archive)) as packed_project:
            packed_project.extractall(beside)
        with contextlib.suppress(OSError):  # another process of this worker's machine was faster
            beside.rename(home)
    return home


def run_remote(archive: bytes, epoch: str, order: Order, tasks: Sequence[Task]) -> list[Result]:
    """Work off a chunk on a worker, with the date of documents that is set here."""
    if epoch:
        os.environ[EPOCH] = epoch
    else:
        os.environ.pop(EPOCH, None)
    return run_chunk(replace(order, project=unpacked(archive), out=None), tasks)


class _ClusterExecutor(Executor):
    """Sends chunks to the cluster together with the project, which each worker already holds."""

    def __init__(self, client: Any, home: Any) -> None:
        self._client, self._home = client, home
        self._inner = client.get_executor(pure=False, retries=0)

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have ``run_chunk(order, tasks)`` done by a worker."""
        assert fn is run_chunk
        assert not kwargs
        made: Future[Any] = self._inner.submit(run_remote, self._home, os.environ.get(EPOCH, ""), *args)
        return made

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing to stop: the cluster is the user's."""
