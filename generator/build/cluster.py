"""The same batch on a ``dask.distributed`` cluster (extra ``[cluster]``): every worker gets the project once.

Workers need neither the project's folder nor the output folder: the project travels to them as an archive, unpacked
once on each; what they make travels back as bytes and is written here.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.build.batch_pool import Start
from generator.build.batch_work import Order, Result, Task, run_chunk
from generator.diagnostics import failure

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_SHIPPED = ("content", "templates")


@contextlib.contextmanager
def cluster(address: str, project: Path) -> Iterator[tuple[Start, int]]:
    """Connect to the scheduler at ``address``; how to start its executor, and the number of its threads.

    Raises ZhiyinError CLU-001 without dask.distributed, CLU-002 when the scheduler does not answer or has no worker.
    """
    try:
        import distributed  # noqa: PLC0415 — an extra
    except ImportError:
        hint = "pip install zhiyin[cluster]"
        raise failure("CLU-001", "没有安装 dask.distributed，不能用 --scheduler", hint=hint) from None
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
        archive = packed(project)
        home = client.scatter(archive, broadcast=True, hash=True)
        yield (lambda: _ClusterExecutor(client, home)), threads
    finally:
        client.close()


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


def run_remote(archive: bytes, order: Order, tasks: Sequence[Task]) -> list[Result]:
    """Work off a chunk on a worker."""
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
        made: Future[Any] = self._inner.submit(run_remote, self._home, *args)
        return made

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing to stop: the cluster is the user's."""
