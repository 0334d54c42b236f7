"""What workers are given and give back, and the project that each of them opens.

Workers share nothing but the project's files; each opens them once.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.build.fingerprints import digest_of
from generator.build.manifest import DocumentState, Parts
from generator.diagnostics import Diagnostic

if TYPE_CHECKING:
    from generator.build.batch_inputs import Company
    from generator.build.parts import SharedParts
    from generator.build.stock import Stock
    from generator.build.workshop import Workshop

OPTIONS = "选定的路径、表格和格式"
"""The part that stands for what was ordered: a company made under another order is looked at again."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the user asked of the whole batch. ``out`` is empty where results travel back instead of being written."""

    project: Path
    out: Path | None
    paths: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    formats: tuple[str, ...] = ("docx", "pdf")
    force: bool = False

    @property
    def digest(self) -> str:
        """A fingerprint of what decides which documents are made."""
        return digest_of((self.paths, self.forms, self.formats, self.force))


def ordered(order: Order, stock: Stock) -> str:
    """A fingerprint of what decides which documents a company gets: the order, and what each path is taken for."""
    return digest_of((order.digest, [(path.id, path.undertakings) for path in stock.forms.book.paths]))


@dataclass(frozen=True, slots=True)
class Task:
    """One company: its key, its folder, its data; its documents and summary as they were made last.

    ``altered`` are files that somebody has worked on since they were made.
    """

    key: str
    home: str
    company: Company | None
    problems: tuple[Diagnostic, ...] = ()
    known: dict[str, DocumentState] = field(default_factory=dict)
    summary: dict[str, Any] = field(default_factory=dict)
    altered: frozenset[str] = frozenset()


@dataclass(slots=True)
class Result:
    """What became of a company.

    ``reasons`` says why each remade document was remade; ``files`` are bytes that travel back to be written; ``aside``
    are the new names of files that somebody had worked on.
    """

    key: str
    documents: dict[str, DocumentState] = field(default_factory=dict)
    reasons: dict[str, list[str]] = field(default_factory=dict)
    shared: Parts = field(default_factory=dict)
    summary: dict[str, Any] = field(default_factory=dict)
    failed: tuple[Diagnostic, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    aside: list[str] = field(default_factory=list)


CLEANED = 32
"""Companies after which a process cleans up: the collector's way through all objects takes as long as a few drafts."""


@dataclass(slots=True)
class _Open:
    """An opened project; its workshop is set up when there is something to make."""

    stock: Stock
    shared: SharedParts
    shop: Workshop | None = None


class _Bench:
    """The projects that this process has opened: one, unless a cluster's worker serves several."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, _Open] = OrderedDict()
        self._worked = 0

    def clean(self, worked: int) -> None:
        """Let go of what is left of companies that were ``worked`` off, now and then.

        Pages and trees refer to one another; by itself the collector would let them pile up.
        """
        self._worked += worked
        if self._worked >= CLEANED:
            self._worked = 0
            gc.collect()

    def clear(self) -> None:
        self._open.clear()

    def take(self, project: Path) -> _Open:
        key = str(project)
        if key not in self._open:
            if len(self._open) >= 2:
                self._open.popitem(last=False)
            from generator.build.parts import SharedParts  # noqa: PLC0415 — a project that is as it was is not read
            from generator.build.stock import Stock  # noqa: PLC0415

            stock = Stock.read(project)
            self._open[key] = _Open(stock, SharedParts.of(stock))
        return self._open[key]

    def shop(self, project: Path) -> Workshop:
        held = self.take(project)
        if held.shop is None:
            from generator.build.workshop import Workshop  # noqa: PLC0415 — often there is nothing to make

            held.shop = Workshop.over(held.stock)
        return held.shop


_BENCH = _Bench()


def opened(project: Path) -> tuple[Stock, SharedParts]:
    """The project as this process has opened it. Raises what :meth:`Stock.read` raises."""
    held = _BENCH.take(project)
    return held.stock, held.shared


def settled(project: Path) -> None:
    """Set the workshop up for many companies: the collector leaves it alone from now on, and forked processes share it.

    Raises ZhiyinError as :func:`opened` does.
    """
    from generator.build.making import settle  # noqa: PLC0415 — often there is nothing to make

    _BENCH.shop(project)
    settle()


def forget() -> None:
    """Close what this process has opened, as a new run of the program would find it."""
    _BENCH.clear()


def ready(project: Path) -> None:
    """Prepare a worker process: it leaves Ctrl-C to the parent, ends with the parent, and sets its workshop up."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    settled(project)


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever, and keep the folder's lock that it inherited."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def run_chunk(order: Order, tasks: Sequence[Task]) -> list[Result]:
    """Work off some companies."""
    from generator.build.batch_company import CompanyWork  # noqa: PLC0415 — often there is nothing to make

    shop, shared = _BENCH.shop(order.project), opened(order.project)[1]
    made = [CompanyWork(order, shop, shared, task).run() for task in tasks]
    _BENCH.clean(len(tasks))
    return made
