"""Drafts for many companies: what is out of date is made, what has no source is removed, the rest is left alone."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from generator.build.batch_inputs import Company, Input, Inputs, assign_homes, open_inputs
from generator.build.batch_pool import Start, process_pool, run_here, run_pool
from generator.build.batch_work import Order, Result, Task, opened
from generator.build.files import LEFTOVER, write_all
from generator.build.manifest import CompanyState, DocumentState, FileState, Line, Manifest
from generator.build.parts import SharedParts
from generator.diagnostics import Diagnostic, ZhiyinError

BATCH = 64
"""Companies whose manifest rows are written at a time when no pool is used."""


@dataclass(slots=True)
class CompanyReport:
    """What became of a company in this run."""

    key: str
    name: str
    home: str
    made: int = 0
    unchanged: int = 0
    removed: int = 0
    missing: tuple[str, ...] = ()
    doubtful: int = 0
    failed: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    reasons: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class BatchReport:
    """What a run did: its companies in order, problems of no company, columns that were not read, seconds."""

    source: str
    companies: list[CompanyReport] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    ignored: tuple[str, ...] = ()
    clashes: list[str] = field(default_factory=list)
    seconds: float = 0.0
    failures: list[tuple[str, tuple[Diagnostic, ...]]] = field(default_factory=list)
    inputs: Inputs | None = None
    shared_changed: list[str] = field(default_factory=list)

    @property
    def made(self) -> int:
        """Documents made in this run."""
        return sum(company.made for company in self.companies)

    @property
    def unchanged(self) -> int:
        """Documents that were up to date."""
        return sum(company.unchanged for company in self.companies)

    @property
    def removed(self) -> int:
        """Files removed because they had no source any more."""
        return sum(company.removed for company in self.companies)

    @property
    def failed(self) -> int:
        """Companies that failed."""
        return sum(1 for company in self.companies if company.failed)


Tick = Callable[[int, int, int], None]
"""Told after every chunk: companies done, companies to do, failures."""


def run_batch(
    source: Path,
    order: Order,
    *,
    jobs: int = 1,
    start: Start | None = None,
    tick: Tick = lambda _done, _all, _failed: None,
) -> BatchReport:
    """Bring the drafts of ``source``'s companies below ``order.out`` up to date; the caller holds the folder's lock.

    ``start`` begins another executor than the process pool of ``jobs`` processes; its results travel back as bytes.
    Raises ZhiyinError when the list or the project cannot be read; what is wrong with a company is in the report.
    """
    assert order.out is not None
    begun = time.perf_counter()
    with Manifest(order.out, source.resolve().name) as manifest:
        run = _Run(source, order, manifest)
        run.survey()
        for chunk in run.results(jobs, start):
            run.take(chunk)
            tick(run.done, len(run.tasks), len(run.report.failures))
        run.finish()
    run.report.seconds = time.perf_counter() - begun
    return run.report


class _Run:
    """One run over one output folder."""

    def __init__(self, source: Path, order: Order, manifest: Manifest) -> None:
        self.source, self.order, self.manifest = source, order, manifest
        assert order.out is not None
        self.out = order.out
        self.report = BatchReport(source.name)
        self.tasks: list[Task] = []
        self.inputs: dict[str, Input] = {}
        self.reports: dict[str, CompanyReport] = {}
        self.done = 0

    # ------------------------------------------------------------- what to do

    def survey(self) -> None:
        """Find the companies that need work: touched, or made of shared parts that have changed, or damaged."""
        self._clear_leftovers()
        lines = self.manifest.lines()
        stamp_name = f"list:{self.source.name}"
        options = self.order.digest
        same = self.manifest.told("options") == options
        inputs = open_inputs(self.source, self.order.project, self.manifest.told(stamp_name) if same else "")
        current = _Current(opened(self.order.project)[1])
        if inputs.untouched and not self._all_stand(lines, current):
            inputs = open_inputs(self.source, self.order.project, "")
        self.report.inputs = inputs
        self.report.problems, self.report.ignored = inputs.problems, inputs.listed.ignored if inputs.listed else ()
        if inputs.untouched:
            for line in lines.values():
                self._unchanged(line)
            return
        self.report.clashes = assign_homes(
            inputs.companies, {key: (line.stamp, line.called) for key, line in lines.items()}
        )
        stamps: list[tuple[str, str]] = []
        for item in inputs.companies:
            self.inputs[item.key] = item
            known = lines.get(item.key)
            if known is not None and same and self._is_current(item, known, current, stamps):
                self._unchanged(known)
                continue
            self.reports[item.key] = CompanyReport(item.key, item.name, item.home)
            self.tasks.append(self._task(item, known))
        self.report.shared_changed = current.changed()
        self.manifest.restamp(stamps)
        self._remove({key: gone for key, gone in lines.items() if key not in self.inputs})
        self.manifest.tell("options", options)
        self.manifest.tell("running", "1")
        self.report.companies = [self.reports[item.key] for item in inputs.companies if item.key in self.reports]
        self.stamp = (stamp_name, inputs.stamp)

    stamp: tuple[str, str] = ("", "")

    def _is_current(self, item: Input, line: Line, current: _Current, stamps: list[tuple[str, str]]) -> bool:
        if line.stamp != item.stamp:
            try:
                if item.digest() != line.digest:
                    return False
            except OSError:
                return False
            stamps.append((item.key, item.stamp))
        return line.name == item.home and current.serves(line) and not self._is_damaged(line)

    def _is_damaged(self, line: Line) -> bool:
        """Whether a file of the company is gone, or is not as it was written."""
        root = f"{self.out}/"
        for name, size, mtime in line.stats():
            try:
                found = os.stat(root + name)  # noqa: PTH116 — every output of every run passes here
            except OSError:
                return True
            if (found.st_size, found.st_mtime_ns) != (size, mtime):
                return True
        return not line.files

    def _all_stand(self, lines: dict[str, Line], current: _Current) -> bool:
        return bool(lines) and all(current.serves(line) and not self._is_damaged(line) for line in lines.values())

    def _task(self, item: Input, line: Line | None) -> Task:
        known = self.manifest.documents(item.key) if line is not None and line.name == item.home else {}
        known = {name: state for name, state in known.items() if all(self._stands(file) for file in state.files)}
        company: Company | None = None
        problems: tuple[Diagnostic, ...] = ()
        try:
            company = item.read()
        except ZhiyinError as error:
            problems = error.diagnostics
        return Task(item.key, item.home, company, problems, known, _unpacked(line))

    def _stands(self, file: FileState) -> bool:
        try:
            found = (self.out / file.name).stat()
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == (file.size, file.mtime)

    # ---------------------------------------------------------------- working

    def results(self, jobs: int, start: Start | None) -> Iterator[list[Result]]:
        """The companies' results, chunk by chunk."""
        if start is not None:
            return run_pool(replace(self.order, out=None), self.tasks, start, jobs)
        if jobs <= 1 or len(self.tasks) <= 1:
            return run_here(self.order, self.tasks)
        return run_pool(self.order, self.tasks, process_pool(self.order.project, jobs), min(jobs, len(self.tasks)))

    def take(self, chunk: Sequence[Result]) -> None:
        """Write what travelled back, remove what the companies have no longer, and enter it all in the manifest."""
        states = []
        for result in chunk:
            self.done += 1
            self._write(result)
            item = self.inputs[result.key]
            report = self.reports[result.key]
            old = {f.name for d in self.manifest.documents(result.key).values() for f in d.files}
            new = {file.name for state in result.documents.values() for file in state.files}
            if not result.failed:
                report.removed = self._remove_files(old - new)
            report.made = len(result.reasons)
            report.unchanged = 0 if result.failed else len(result.documents) - report.made
            report.reasons = result.reasons
            _tell(report, result.summary)
            if result.failed:
                self.report.failures.append((result.key, result.failed))
                continue
            states.append(self._state(item, result))
        self.manifest.keep(states)

    def _state(self, item: Input, result: Result) -> CompanyState:
        return CompanyState(
            item.key, item.name, item.home, item.stamp, item.digest(), result.shared, result.documents, result.summary
        )

    def _write(self, result: Result) -> None:
        if not result.files:
            return
        try:
            write_all(self.out, result.files)
        except ZhiyinError as error:
            result.failed, result.documents, result.reasons = error.diagnostics, {}, {}
            result.summary = {"failed": [str(item) for item in error.diagnostics]}
            return
        for document in result.documents.values():
            document.files = [
                replace(file, mtime=(self.out / file.name).stat().st_mtime_ns) if file.name in result.files else file
                for file in document.files
            ]

    def finish(self) -> None:
        """The run is whole; a list that was read without a failure need not be read again while it is the same."""
        if self.stamp[0]:
            whole = not self.report.failures and not self.report.problems
            self.manifest.tell(self.stamp[0], self.stamp[1] if whole else "")
            self.manifest.tell("running", "")

    # --------------------------------------------------------------- removing

    def _unchanged(self, line: Line) -> None:
        report = CompanyReport(line.key, line.called, line.name)
        report.unchanged = len({name.rpartition(".")[0] for name, _, _ in line.stats()})
        _tell(report, _unpacked(line))
        self.reports[line.key] = report
        self.report.companies.append(report)

    def _remove(self, lines: dict[str, Line]) -> None:
        """Companies that are on the list no longer."""
        for line in lines.values():
            report = CompanyReport(line.key, line.called, line.name)
            report.removed = self._remove_files({name for name, _, _ in line.stats()})
            report.reasons = {line.name: ["名单中已没有这家企业"]}
            self.reports[line.key] = report
        self.manifest.forget(lines)

    def _remove_files(self, names: set[str]) -> int:
        removed = 0
        for name in sorted(names):
            path = self.out / name
            with contextlib.suppress(OSError):
                path.unlink()
                removed += 1
            for folder in path.parents:
                if folder == self.out or not folder.is_relative_to(self.out):
                    break
                try:
                    folder.rmdir()
                except OSError:
                    break
        return removed

    def _clear_leftovers(self) -> None:
        """What a run that was killed had not yet put in place."""
        if self.manifest.told("running"):
            for path in self.out.rglob(f"*{LEFTOVER}"):
                with contextlib.suppress(OSError):
                    path.unlink()


class _Current:
    """Whether the shared parts that a company was made of are today's."""

    def __init__(self, shared: SharedParts) -> None:
        self.today = shared.all()
        self.known: dict[str, list[str]] = {}

    def serves(self, line: Line) -> bool:
        """Whether none of the company's shared parts has changed."""
        found = self.known.get(line.shared)
        if found is None:
            parts = _json(line.shared)
            found = [name for name, digest in parts.items() if self.today.get(name) != digest] if parts else ["新增"]
            self.known[line.shared] = found
        return not found

    def changed(self) -> list[str]:
        """The shared parts that have changed for any company."""
        return sorted({name for names in self.known.values() for name in names} - {"新增"})


def _json(text: str) -> dict[str, str]:
    import json  # noqa: PLC0415

    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _unpacked(line: Line | None) -> dict[str, Any]:
    return dict(_json(line.summary)) if line is not None else {}


def _tell(report: CompanyReport, summary: dict[str, Any]) -> None:
    """Fill in what the manifest keeps of a company; a summary of another shape says nothing."""
    with contextlib.suppress(AttributeError, TypeError, ValueError, KeyError):
        folders = dict(summary.get("folders", {}))
        report.failed = tuple(map(str, summary.get("failed", ())))
        report.folders = tuple(folders)
        report.missing = tuple(str(item) for told in folders.values() for item in told["missing"])
        report.doubtful = int(summary.get("doubtful", 0)) + sum(int(told["doubtful"]) for told in folders.values())


__all__ = ["BatchReport", "CompanyReport", "DocumentState", "run_batch"]
