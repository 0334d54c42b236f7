"""What the commands about companies ask for: checks, drafts written to disk, how far the forms are filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.build.choosing import choose
from generator.build.drafts import make_drafts
from generator.build.files import write_all
from generator.build.output import Output, Progress
from generator.build.status import FormStatus, Wanted, company_status
from generator.diagnostics import Diagnostic
from generator.loading import load_content
from generator.loading.company import load_company
from generator.loading.form_options import option_lists
from generator.loading.forms import load_forms
from generator.rules.company import check_company


@dataclass(frozen=True, slots=True)
class Written:
    """A folder of drafts on disk."""

    folder: Path
    files: tuple[Path, ...]
    outputs: tuple[Output, ...]
    missing: int

    def data(self) -> dict[str, Any]:
        """The folder for scripts."""
        files = [
            {"path": str(path), "pages": made.pages, "bytes": len(made.data), "sha256": made.sha256}
            for path, made in zip(self.files, self.outputs, strict=True)
        ]
        return {"folder": str(self.folder), "missing": self.missing, "files": files}


def draft_to(
    project: Path,
    company: Path,
    out: Path,
    paths: Sequence[str],
    forms: Sequence[str],
    formats: Sequence[str],
    progress: Progress,
    today: date | None,
    force: bool = False,
) -> list[Written]:
    """Make a company's drafts and write them below ``out``. Raises ZhiyinError; then nothing was written."""
    folders = make_drafts(
        project, company, paths=paths, forms=forms, formats=formats, progress=progress, today=today, force=force
    )
    progress("保存")
    write_all(out, {made.name: made.data for folder in folders for made in folder.files})
    return [
        Written(
            out / folder.name,
            tuple(out / made.name for made in folder.files),
            folder.files,
            sum(1 for draft in folder.drafts for _ in draft.filled.of_state("missing")),
        )
        for folder in folders
    ]


def check_only(
    project: Path, company: Path, paths: Sequence[str], forms: Sequence[str], today: date
) -> list[Diagnostic]:
    """What the rules find in a company's data, with what the wanted forms bind; a profile alone is checked too."""
    known = load_forms(project)
    bundle = load_company(company, company.parent)
    if not (bundle.undertakings or paths or forms):
        return check_company(bundle, today=today)
    wanted = {form.id: form for choice in choose(known, bundle, paths, forms) for form in choice.forms}
    return check_company(bundle, wanted.values(), today=today)


def status_of(project: Path, company: Path) -> tuple[list[FormStatus], list[Wanted]]:
    """How far the forms are filled, and the answers that help most."""
    forms = load_forms(project)
    bundle = load_company(company, company.parent)
    lists = option_lists(load_content(project).guide)
    return company_status(bundle, choose(forms, bundle, (), ()), lists)
