"""Drafts for many companies: what is out of date is made, what has no source is removed, the rest is left alone."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.build.batch_inputs import Input, assign_homes, list_digest, open_inputs
from generator.build.batch_pool import Start, process_pool, run_here, run_pool
from generator.build.batch_removal import Remover
from generator.build.batch_told import ERRORS_BEGIN, BatchReport, CompanyReport
from generator.build.batch_work import OPTIONS, Order, Result, Task, opened, ordered
from generator.build.files import set_aside, write_all
from generator.build.fingerprints import project_digest
from generator.build.manifest import CompanyState, DocumentState, FileState, Line, Manifest, Parts
from generator.diagnostics import Diagnostic, ZhiyinError

if TYPE_CHECKING:
    from generator.build.batch_inputs import Company

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
        with uncollected():
            run.survey()
        tick(0, len(run.tasks), 0)
        for chunk in run.results(jobs, start):
            run.take(chunk)
            tick(run.done, len(run.tasks), len(run.report.failures))
        run.finish()
    run.report.seconds = time.perf_counter() - begun
    return run.report


def shared_parts(order: Order) -> tuple[Parts, bool]:
    """The parts that companies share under this order, and whether all that they are made of lies in the project.

    Raises ZhiyinError when the project cannot be read, or has no path or form that was asked for.
    """
    from generator.build.choosing import refuse_unknown  # noqa: PLC0415 — a project that is as it was is not read

    stock, shared = opened(order.project)
    refuse_unknown(stock.forms, order.paths, order.forms)
    return {**shared.all(), OPTIONS: ordered(order, stock)}, stock.has_own_fonts


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector, which would go through ten thousand companies again and again: a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Run:
    """One run over one output folder."""

    def __init__(self, source: Path, order: Order, manifest: Manifest) -> None:
        self.source, self.order, self.manifest = source, order, manifest
        assert order.out is not None
        self.out, self.root = order.out, f"{order.out}/"
        self.report = BatchReport(source.name)
        self.tasks: list[Task] = []
        self.altered: dict[str, frozenset[str]] = {}
        self.inputs: dict[str, Input] = {}
        self.reports: dict[str, CompanyReport] = {}
        self.done = 0
        self.remover = Remover(self.out)
        self.gone: dict[str, Line] = {}

    # ------------------------------------------------------------- what to do

    def survey(self) -> None:
        """Find the companies that need work: touched, or made of shared parts that have changed, or damaged."""
        if self.manifest.told("running"):
            self.remover.clear_leftovers()
        lines = self.manifest.lines()
        current = _Current(self._shared_parts())
        stamp_name = f"list:{self.source.name}:{list_digest(self.order.project, current.today)}"
        inputs = open_inputs(self.source, self.order.project, self.manifest.told(stamp_name))
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
        self.inputs = {item.key: item for item in inputs.companies}
        self.gone = {key: gone for key, gone in lines.items() if key not in self.inputs}
        former = {line.name: line for line in self.gone.values()}
        for item in inputs.companies:
            known = lines.get(item.key)
            if known is not None and self._is_current(item, known, current, stamps):
                self._unchanged(known)
                if self.gone:
                    self.remover.claim(name for name, _, _ in known.stats())
                continue
            self.reports[item.key] = CompanyReport(item.key, item.name, item.home)
            self.tasks.append(self._task(item, known, former.get(item.home)))
            self.altered[item.key] = self.tasks[-1].altered
        self.report.shared_changed = current.changed()
        self.manifest.tell(stamp_name, "")
        self.manifest.restamp(stamps)
        self.manifest.tell("running", "1")
        self.report.companies = [self.reports[item.key] for item in inputs.companies if item.key in self.reports]
        self.stamp = (stamp_name, inputs.stamp)

    def _shared_parts(self) -> Parts:
        """The shared parts, as they are known from the last run where the project is what it was then."""
        note, mark = f"project:{self.order.digest}", project_digest(self.order.project)
        known, _, told = self.manifest.told(note).partition("\n")
        if mark and known == mark and (parts := _json(told)):
            return parts
        parts, whole = shared_parts(self.order)
        self.manifest.tell(note, f"{mark}\n{json.dumps(parts, ensure_ascii=False)}" if mark and whole else "")
        return parts

    stamp: tuple[str, str] = ("", "")

    @property
    def partial(self) -> bool:
        """Whether the list is a corrected workbook of errors: a part of another list, which nobody leaves."""
        listed = self.report.inputs.listed if self.report.inputs is not None else None
        if listed is None:
            return False
        from generator.spreadsheet.plan import PROBLEMS  # noqa: PLC0415 — a list that is untouched is not read

        return any(table.name == PROBLEMS for table in listed.tables)

    def _is_current(self, item: Input, line: Line, current: _Current, stamps: list[tuple[str, str]]) -> bool:
        if line.stamp != item.stamp:
            try:
                if item.digest() != line.digest:
                    return False
            except OSError:
                return False
            stamps.append((item.key, item.stamp))
        return line.name == item.home and current.serves(line) and not line.is_damaged(self.root)

    def _all_stand(self, lines: dict[str, Line], current: _Current) -> bool:
        return bool(lines) and all(current.serves(line) and not line.is_damaged(self.root) for line in lines.values())

    def _task(self, item: Input, line: Line | None, former: Line | None) -> Task:
        """The work on a company; ``former`` had its folder, under another code or name."""
        known = self.manifest.documents(item.key) if line is not None and line.name == item.home else {}
        states = [*known.values(), *(self.manifest.documents(former.key).values() if former is not None else ())]
        altered = frozenset(file.name for state in states for file in state.files if self._is_altered(file))
        known = {name: state for name, state in known.items() if all(self._stands(file) for file in state.files)}
        company: Company | None = None
        problems: tuple[Diagnostic, ...] = ()
        try:
            company = item.read()
        except ZhiyinError as error:
            problems = error.diagnostics
        return Task(item.key, item.home, company, problems, known, _unpacked(line), altered)

    def _stands(self, file: FileState) -> bool:
        try:
            found = (self.out / file.name).stat()
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == (file.size, file.mtime)

    def _is_altered(self, file: FileState) -> bool:
        """Whether somebody has worked on a file: it is there, and holds something else than was written."""
        if self._stands(file):
            return False
        try:
            with (self.out / file.name).open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest() != file.sha256
        except OSError:
            return False

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
            report.made = len(result.reasons)
            report.unchanged = 0 if result.failed else len(result.documents) - report.made
            report.reasons = result.reasons
            report.tell(result.summary)
            self.report.aside += result.aside
            if result.failed:
                self.report.failures.append((result.key, result.failed))
                continue
            report.gone = self._drop(result)
            report.files = tuple(sorted(file.name for state in result.documents.values() for file in state.files))
            states.append(self._state(item, result))
        self.manifest.keep(states, {result.key: list(result.reasons) for result in chunk if result.reasons})

    def _drop(self, result: Result) -> dict[str, str]:
        """Remove what the company had and has no longer; why, by file."""
        old = self.manifest.documents(result.key)
        new = {file.name for state in result.documents.values() for file in state.files}
        self.remover.claim(new)
        gone = {file.name: (name, file) for name, state in old.items() for file in state.files if file.name not in new}
        home = self.inputs[result.key].home
        removed = self.remover.remove((file.name, file.size, file.mtime) for _, file in gone.values())
        return {name: _gone_why(gone[name][0], home, result.documents) for name in removed}

    def _state(self, item: Input, result: Result) -> CompanyState:
        return CompanyState(
            item.key, item.name, item.home, item.stamp, item.digest(), result.shared, result.documents, result.summary
        )

    def _write(self, result: Result) -> None:
        if not result.files:
            return
        try:
            result.aside = set_aside(self.out, self.altered[result.key], result.files)
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
        """The run is whole; a list that was read without a failure need not be read again while it is the same.

        Failures are told in the order of the companies, whoever came to be done first.
        """
        places = {company.key: at for at, company in enumerate(self.report.companies)}
        self.report.failures.sort(key=lambda failure: places[failure[0]])
        if self.stamp[0]:
            self._depart()
            whole = not self.partial and not self.report.failures and not self.report.problems
            self.manifest.tell(self.stamp[0], self.stamp[1] if whole else "")
            self.manifest.tell("running", "")
        self.report.remade, self.report.kept = self.manifest.remade(), self.remover.kept

    # --------------------------------------------------------------- removing

    def _unchanged(self, line: Line) -> None:
        report = CompanyReport(line.key, line.called, line.name, unchanged=line.documents)
        report.tell(_unpacked(line))
        self.reports[line.key] = report
        self.report.companies.append(report)

    def _depart(self) -> None:
        """Remove what companies have that are on the list no longer.

        A row that failed may be one of theirs whose code or name was changed, spoilt or written twice: then nothing of
        that name is removed, and nothing at all while a row has no name or a sheet of companies was not read. What
        another list has made too stays.
        """
        if not self.gone:
            return
        from generator.spreadsheet.reading import NAMELESS, UNREAD  # noqa: PLC0415 — mostly nobody has left

        failed = {key for key, _ in self.report.failures}
        nameless = any(item.code == NAMELESS for _, found in self.report.failures for item in found)
        unread = any(item.code == UNREAD for item in self.report.problems)
        if self.partial or nameless or unread:
            return
        unsure = {self.inputs[key].name for key in failed}
        gone = {key: line for key, line in self.gone.items() if line.called not in unsure}
        self.remover.claim(self.manifest.made_elsewhere(ERRORS_BEGIN))
        for line in gone.values():
            report = CompanyReport(line.key, line.called, line.name)
            names = self.remover.remove(line.stats())
            report.gone = dict.fromkeys(names, "名单中已没有这家企业")
            self.report.departed.append(report)
        self.manifest.forget(gone)


class _Current:
    """Whether the shared parts that a company was made of are today's."""

    def __init__(self, today: Parts) -> None:
        self.today = today
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


def _gone_why(document: str, home: str, documents: Mapping[str, DocumentState]) -> str:
    if document in documents:
        return "这种格式没有要"
    return "资料中已没有这一事项，或这张表格不再需要" if document.startswith(f"{home}/") else "企业的名称改了"


def _json(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _unpacked(line: Line | None) -> dict[str, Any]:
    return dict(_json(line.summary)) if line is not None else {}


__all__ = ["BatchReport", "run_batch", "uncollected"]
