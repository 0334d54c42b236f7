"""What the commands about companies ask for: checks, drafts written to disk, how far the forms are filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.build.choosing import choose
from generator.build.drafts import make_drafts
from generator.build.files import set_aside, write_all
from generator.build.output import Output, Progress
from generator.build.status import FormStatus, Wanted, company_status
from generator.build.worked_on import worked_on
from generator.diagnostics import Diagnostic, failure
from generator.loading.company import load_company
from generator.loading.content import load_content
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
    aside: tuple[str, ...] = ()
    """Earlier drafts that somebody had worked on: what they were renamed to."""

    def data(self) -> dict[str, Any]:
        """The folder for scripts."""
        files = [
            {"path": str(path), "pages": made.pages, "bytes": len(made.data), "sha256": made.sha256}
            for path, made in zip(self.files, self.outputs, strict=True)
        ]
        return {"folder": str(self.folder), "missing": self.missing, "files": files, "aside": list(self.aside)}


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
    """Make a company's drafts and write them below ``out``; what somebody has worked on there is renamed first.

    Raises ZhiyinError; then nothing was written.
    """
    folders = make_drafts(
        project, company, paths=paths, forms=forms, formats=formats, progress=progress, today=today, force=force
    )
    progress("保存")
    files = {made.name: made.data for folder in folders for made in folder.files}
    aside = _set_aside(out, files)
    write_all(out, files)
    return [
        Written(
            out / folder.name,
            tuple(out / made.name for made in folder.files),
            folder.files,
            sum(1 for draft in folder.drafts for _ in draft.filled.of_state("missing")),
            tuple(name for name in aside if name.startswith(f"{folder.name}/")),
        )
        for folder in folders
    ]


def _set_aside(out: Path, files: Mapping[str, bytes]) -> list[str]:
    try:
        return set_aside(out, [name for name in files if worked_on(out / name)], files)
    except OSError as error:
        hint = "换一个输出文件夹（--out），或检查权限"
        raise failure("OUT-001", f"读不了“{Path(error.filename or out).name}”", hint=hint) from None


def check_only(
    project: Path, company: Path, paths: Sequence[str], forms: Sequence[str], today: date
) -> list[Diagnostic]:
    """What the rules find in a company's data, with what the wanted forms bind; a profile alone is checked too."""
    known = load_forms(project)
    bundle = load_company(company, company.parent, known.words)
    if not (bundle.undertakings or paths or forms):
        return check_company(bundle, today=today)
    wanted = {form.id: form for choice in choose(known, bundle, paths, forms) for form in choice.forms}
    return check_company(bundle, wanted.values(), today=today)


def status_of(project: Path, company: Path) -> tuple[list[FormStatus], list[Wanted]]:
    """How far the forms are filled, and the answers that help most."""
    forms = load_forms(project)
    bundle = load_company(company, company.parent, forms.words)
    lists = option_lists(load_content(project).guide)
    return company_status(bundle, choose(forms, bundle, (), ()), lists)
