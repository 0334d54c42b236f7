"""Ctrl-C while work goes on in other processes: the first stops in order, the next one at once."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130
"""Exit code of a program that Ctrl-C ended."""


@contextlib.contextmanager
def stopping_at_once_when_told_twice() -> Iterator[None]:
    """Within, Ctrl-C is a KeyboardInterrupt, and ends the program when it comes again before the program has ended.

    Waiting for workers and clearing up may itself be interrupted then, and would wait for ever. Workers end with the
    process that started them; what they had not finished is no output yet.
    """
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or before is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, _first)
    try:
        yield
    finally:
        if signal.getsignal(signal.SIGINT) is _first:
            signal.signal(signal.SIGINT, before)


def _first(_number: int, _frame: FrameType | None) -> NoReturn:
    signal.signal(signal.SIGINT, _again)
    raise KeyboardInterrupt


def _again(_number: int, _frame: FrameType | None) -> NoReturn:
    os._exit(INTERRUPTED)
