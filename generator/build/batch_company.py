"""One company of a batch being worked on: which of its documents are out of date, made anew and written.

Whatever its data or a file on disk does wrong ends in its result, never in an exception.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.build.batch_work import OPTIONS, Order, Result, Task, ordered
from generator.build.choosing import NOTHING, Choice, choose
from generator.build.drafts import CHECKLIST_NAME, Folder, document_names, draft_choice, findings, folders_of
from generator.build.files import set_aside, write_all
from generator.build.fingerprints import digest_of
from generator.build.manifest import DocumentState, FileState, Parts
from generator.build.output import Output
from generator.build.parts import OWN, SharedParts, changed_parts, data_digest, data_parts
from generator.build.workshop import Workshop
from generator.diagnostics import Diagnostic, Severity, Source, ZhiyinError
from generator.loading.company import CompanyBundle
from generator.model.form import Form
from generator.spreadsheet.plan import COMPANY
from generator.spreadsheet.reading import ListedCompany
from generator.spreadsheet.tables import cell_name


class CompanyWork:
    """One company being worked on."""

    def __init__(self, order: Order, shop: Workshop, shared: SharedParts, task: Task) -> None:
        self.order, self.shop, self.shared, self.task = order, shop, shared, task
        self.result = Result(task.key)

    def run(self) -> Result:
        """What became of the company."""
        try:
            if self.task.company is None:
                raise ZhiyinError(self.task.problems)
            self._make(self.task.company.bundle(self.shop.forms.words))
        except ZhiyinError as error:
            self._fail([self._placed(item) for item in error.diagnostics])
        except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
            said = f"程序出错（{type(error).__name__}: {error}），这家企业没有生成"
            self._fail([Diagnostic("BAT-009", Severity.ERROR, said[:300], hint="请把这家企业的资料发给维护者")])
        return self.result

    def _placed(self, item: Diagnostic) -> Diagnostic:
        """The problem with the company's place in the list, where it is that nothing was asked for."""
        company = self.task.company
        if item.code != NOTHING or not isinstance(company, ListedCompany) or not company.rows:
            return item
        name, row = company.rows[0]
        source = Source(company.indexes[COMPANY].file, cell=cell_name(name, row, 1))
        return replace(item, source=source, hint="在要办的事项的工作表（例如“参编申请”）中为它填一行")

    def _fail(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Nothing of the company is replaced: its documents stay as they are."""
        self.result.failed = tuple(diagnostics)
        self.result.documents = dict(self.task.known)
        self.result.reasons = {}
        self.result.files = {}
        self.result.summary = {"failed": [str(item) for item in diagnostics]}

    def _make(self, bundle: CompanyBundle) -> None:
        choices = choose(self.shop.forms, bundle, self.order.paths, self.order.forms)
        found = findings(self.shop, bundle, choices, None, self.order.force)
        outputs: list[Output] = []
        told: dict[str, Any] = {}
        for choice, name in zip(choices, folders_of(bundle, choices, self.task.home), strict=True):
            stale = self._stale(bundle, choice, name, found)
            known = self.task.summary.get("folders", {}).get(name)
            if stale or known is None:
                folder = self._draft(bundle, choice, name, stale, found)
                outputs += folder.files
                known = _told(folder)
            told[name] = known
        self._deliver(outputs)
        doubtful = sum(1 for item in found if item.severity is not Severity.HINT)
        self.result.summary = {"folders": told, "doubtful": doubtful}
        parts = (part for state in self.result.documents.values() for part in state.parts.items())
        self.result.shared = {name: digest for name, digest in parts if not name.startswith(OWN)}
        self.result.shared[OPTIONS] = ordered(self.order, self.shop)

    def _draft(
        self, bundle: CompanyBundle, choice: Choice, name: str, stale: dict[str, Parts], found: Sequence[Diagnostic]
    ) -> Folder:
        """Lay out an undertaking's drafts (its checklist and the report tell of them); only stale ones are written."""

        def skip(document: str, _form: Form | None) -> bool:
            return document not in stale

        self.result.documents |= {document: DocumentState(parts, []) for document, parts in stale.items()}
        return draft_choice(self.shop, bundle, choice, self.order.formats, found, name, skip=skip)

    def _stale(
        self, bundle: CompanyBundle, choice: Choice, folder: str, found: Sequence[Diagnostic]
    ) -> dict[str, Parts]:
        """The documents of an undertaking that are to be made, with their parts; the others are kept as they are."""
        own: dict[str, Parts] = {}
        forced = digest_of([str(item) for item in found]) if self.order.force else ""
        for form, name in zip(choice.forms, document_names(choice), strict=True):
            own[f"{folder}/{name}"] = self.shared.form(form) | self._data(bundle, choice, form) | _forced(forced)
        own[f"{folder}/{CHECKLIST_NAME}"] = self._checklist(bundle, choice, found)
        stale: dict[str, Parts] = {}
        for name, parts in own.items():
            known = self.task.known.get(name)
            changed = changed_parts(known.parts, parts) if known else ["新增"]
            if known and not changed and self._has_all(known):
                self.result.documents[name] = known
            else:
                stale[name] = parts
                self.result.reasons[name] = changed or ["输出被改动或删除"]
        return stale

    def _has_all(self, known: DocumentState) -> bool:
        wanted = {".docx" if each == "docx" else ".pdf" for each in self.order.formats}
        return wanted <= {Path(file.name).suffix for file in known.files}

    def _data(self, bundle: CompanyBundle, choice: Choice, form: Form) -> Parts:
        made = data_parts(self.shared.reads(form), bundle, choice.undertaking)
        if choice.undertaking.data.date is None:
            made["核对日期"] = self.shop.clock.isoformat()
        return made

    def _checklist(self, bundle: CompanyBundle, choice: Choice, found: Sequence[Diagnostic]) -> Parts:
        """A checklist tells of all forms' answers, of the findings, and of the path's conditions."""
        profile, undertaking = bundle.profile, choice.undertaking.data
        return self.shared.checklist(choice) | {
            "资料 company": data_digest(profile),
            f"资料 {choice.undertaking.kind}": data_digest(undertaking),
            "核对结果": digest_of([(item.code, item.message) for item in found]),
        }

    def _deliver(self, outputs: Sequence[Output]) -> None:
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
