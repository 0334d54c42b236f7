"""What a worker does: read a company, find which of its documents are out of date, make and write those.

Workers share nothing but the project's files; each opens them once. Whatever a company's data or a file on disk does
wrong ends in that company's result, never in an exception.
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
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from generator.build.batch_inputs import Company
from generator.build.choosing import Choice, choose
from generator.build.drafts import CHECKLIST_NAME, Folder, document_names, draft_choice, findings, folders_of
from generator.build.files import set_aside, write_all
from generator.build.making import Output, settle
from generator.build.manifest import DocumentState, FileState, Parts
from generator.build.parts import OWN, SharedParts, changed_parts, data_parts, digest_of
from generator.build.workshop import Workshop
from generator.diagnostics import Diagnostic, Severity, Source, ZhiyinError
from generator.loading.company import CompanyBundle
from generator.model.form import Form
from generator.spreadsheet.plan import COMPANY
from generator.spreadsheet.reading import ListedCompany
from generator.spreadsheet.tables import cell_name

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


def ordered(order: Order, shop: Workshop) -> str:
    """A fingerprint of what decides which documents a company gets: the order, and what each path is taken for."""
    return digest_of((order.digest, [(path.id, path.undertakings) for path in shop.forms.book.paths]))


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


class _Bench:
    """The projects that this process has opened: one, unless a cluster's worker serves several."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, tuple[Workshop, SharedParts]] = OrderedDict()
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

    def take(self, project: Path) -> tuple[Workshop, SharedParts]:
        key = str(project)
        if key not in self._open:
            if len(self._open) >= 2:
                self._open.popitem(last=False)
            shop = Workshop.open(project)
            self._open[key] = (shop, SharedParts.of(shop))
        return self._open[key]


_BENCH = _Bench()


def opened(project: Path) -> tuple[Workshop, SharedParts]:
    """The project as this process has opened it; processes that are forked off share it."""
    return _BENCH.take(project)


def forget() -> None:
    """Close what this process has opened, as a new run of the program would find it."""
    _BENCH.clear()


def ready(project: Path) -> None:
    """Prepare a worker process: it leaves Ctrl-C to the parent, ends with the parent, and opens the project ahead."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _BENCH.take(project)
    settle()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever, and keep the folder's lock that it inherited."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def run_chunk(order: Order, tasks: Sequence[Task]) -> list[Result]:
    """Work off some companies."""
    shop, shared = _BENCH.take(order.project)
    made = [_Work(order, shop, shared, task).run() for task in tasks]
    _BENCH.clean(len(tasks))
    return made


class _Work:
    """One company being worked on."""

    def __init__(self, order: Order, shop: Workshop, shared: SharedParts, task: Task) -> None:
        self.order, self.shop, self.shared, self.task = order, shop, shared, task
        self.result = Result(task.key)

    def run(self) -> Result:
        try:
            if self.task.company is None:
                raise ZhiyinError(self.task.problems)
            self.make(self.task.company.bundle())
        except ZhiyinError as error:
            self.fail([self.placed(item) for item in error.diagnostics])
        except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
            said = f"程序出错（{type(error).__name__}: {error}），这家企业没有生成"
            self.fail([Diagnostic("BAT-009", Severity.ERROR, said[:300], hint="请把这家企业的资料发给维护者")])
        return self.result

    def placed(self, item: Diagnostic) -> Diagnostic:
        """The problem with the company's place in the list, where it is that nothing was asked for."""
        company = self.task.company
        if item.code != "DR-004" or not isinstance(company, ListedCompany) or not company.rows:
            return item
        name, row = company.rows[0]
        source = Source(company.indexes[COMPANY].file, cell=cell_name(name, row, 1))
        return replace(item, source=source, hint="在要办的事项的工作表（例如“参编申请”）中为它填一行")

    def fail(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Nothing of the company is replaced: its documents stay as they are."""
        self.result.failed = tuple(diagnostics)
        self.result.documents = dict(self.task.known)
        self.result.reasons = {}
        self.result.files = {}
        self.result.summary = {"failed": [str(item) for item in diagnostics]}

    def make(self, bundle: CompanyBundle) -> None:
        choices = choose(self.shop.forms, bundle, self.order.paths, self.order.forms)
        found = findings(self.shop, bundle, choices, None, self.order.force)
        outputs: list[Output] = []
        told: dict[str, Any] = {}
        for choice, name in zip(choices, folders_of(bundle, choices, self.task.home), strict=True):
            stale = self.stale(bundle, choice, name, found)
            known = self.task.summary.get("folders", {}).get(name)
            if stale or known is None:
                folder = self.draft(bundle, choice, name, stale, found)
                outputs += folder.files
                known = _told(folder)
            told[name] = known
        self.deliver(outputs)
        doubtful = sum(1 for item in found if item.severity is not Severity.HINT)
        self.result.summary = {"folders": told, "doubtful": doubtful}
        parts = (part for state in self.result.documents.values() for part in state.parts.items())
        self.result.shared = {name: digest for name, digest in parts if not name.startswith(OWN)}
        self.result.shared[OPTIONS] = ordered(self.order, self.shop)

    def draft(
        self, bundle: CompanyBundle, choice: Choice, name: str, stale: dict[str, Parts], found: Sequence[Diagnostic]
    ) -> Folder:
        """Lay out an undertaking's drafts (its checklist and the report tell of them); only stale ones are written."""

        def skip(document: str, _form: Form | None) -> bool:
            return document not in stale

        self.result.documents |= {document: DocumentState(parts, []) for document, parts in stale.items()}
        return draft_choice(self.shop, bundle, choice, self.order.formats, found, name, skip=skip)

    def stale(
        self, bundle: CompanyBundle, choice: Choice, folder: str, found: Sequence[Diagnostic]
    ) -> dict[str, Parts]:
        """The documents of an undertaking that are to be made, with their parts; the others are kept as they are."""
        own: dict[str, Parts] = {}
        forced = digest_of([str(item) for item in found]) if self.order.force else ""
        for form, name in zip(choice.forms, document_names(choice), strict=True):
            own[f"{folder}/{name}"] = self.shared.form(form) | self.data(bundle, choice, form) | _forced(forced)
        own[f"{folder}/{CHECKLIST_NAME}"] = self.checklist(bundle, choice, found)
        stale: dict[str, Parts] = {}
        for name, parts in own.items():
            known = self.task.known.get(name)
            changed = changed_parts(known.parts, parts) if known else ["新增"]
            if known and not changed and self.has_all(known):
                self.result.documents[name] = known
            else:
                stale[name] = parts
                self.result.reasons[name] = changed or ["输出被改动或删除"]
        return stale

    def has_all(self, known: DocumentState) -> bool:
        wanted = {".docx" if each == "docx" else ".pdf" for each in self.order.formats}
        return wanted <= {Path(file.name).suffix for file in known.files}

    def data(self, bundle: CompanyBundle, choice: Choice, form: Form) -> Parts:
        made = data_parts(self.shared.reads(form), bundle, choice.undertaking)
        if choice.undertaking.data.date is None:
            made["核对日期"] = self.shop.clock.isoformat()
        return made

    def checklist(self, bundle: CompanyBundle, choice: Choice, found: Sequence[Diagnostic]) -> Parts:
        """A checklist tells of all forms' answers, of the findings, and of the path's conditions."""
        profile, undertaking = bundle.profile, choice.undertaking.data
        return self.shared.checklist(choice) | {
            "资料 company": digest_of(profile),
            f"资料 {choice.undertaking.kind}": digest_of(undertaking),
            "核对结果": digest_of([(item.code, item.message) for item in found]),
        }

    def deliver(self, outputs: Sequence[Output]) -> None:
        """Write the company's new files all at once, or send them back."""
        files = {output.name: output.data for output in outputs}
        if self.order.out is None:
            self.result.files = files
        elif files:
            self.result.aside = set_aside(self.order.out, self.task.altered, files)
            write_all(self.order.out, files)
        for output in outputs:
            document = output.name.rpartition(".")[0]
            size, mtime = len(output.data), 0
            if self.order.out is not None:
                mtime = (self.order.out / output.name).stat().st_mtime_ns
            self.result.documents[document].files.append(FileState(output.name, size, mtime, output.sha256))


def _told(folder: Folder) -> dict[str, Any]:
    """What the report says of an undertaking: what is missing, and how many answers are only supposed."""
    forms = [draft.filled for draft in folder.drafts]
    missing = [f"{filled.form.short}：{item.label}" for filled in forms for item in filled.of_state("missing")]
    return {"missing": missing, "doubtful": sum(1 for filled in forms for _ in filled.of_state("default", "odd"))}


def _forced(digest: str) -> Parts:
    return {"核对结果": digest} if digest else {}
