"""One run at a time on an output folder: a lock of the operating system, which dies with the process that holds it."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.diagnostics import failure
from generator.diagnostics.system_errors import system_reason

FOLDER = ".zhiyin"
"""Where an output folder keeps what the program knows of it."""
_NAME = "lock"
PATIENCE = 1.5
"""Seconds to try for the lock."""


@contextlib.contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold the lock of the output folder ``out``. Raises ZhiyinError LCK-001 when another run holds it."""
    home = out / FOLDER
    try:
        home.mkdir(parents=True, exist_ok=True)
        stream = (home / _NAME).open("a+b")
    except OSError as error:
        raise failure("OUT-001", f"不能写入“{out}”：{system_reason(error)}", hint="换一个输出文件夹（--out）") from None
    try:
        if not _taken(stream):
            raise failure(
                "LCK-001", f"另一个 zhiyin 正在向“{out}”生成文件", hint="等它完成；或用 --out 换一个输出文件夹"
            )
        yield
    finally:
        stream.close()


def _taken(stream: Any) -> bool:
    """Whether the lock could be had; the workers of a run that was killed hold theirs a moment longer."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            _take(stream)
        except OSError:
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        else:
            return True


def _take(stream: Any) -> None:
    if os.name == "nt":  # pragma: no cover — Windows
        import msvcrt  # noqa: PLC0415

        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        return
    import fcntl  # noqa: PLC0415

    fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
