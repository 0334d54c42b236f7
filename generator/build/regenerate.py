"""The guide and the sample drafts brought up to date: made again only where something that they print has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from generator.build.batch import run_batch
from generator.build.batch_removal import Remover
from generator.build.batch_work import Order, opened
from generator.build.faults import refuse_faults
from generator.build.files import write_all
from generator.build.fingerprints import digest_of
from generator.build.guide import GUIDE_TEMPLATE, Reads, file_name, prepare
from generator.build.history import change_report
from generator.build.lock import locked
from generator.build.making import outputs, parse_path
from generator.build.manifest import CompanyState, DocumentState, FileState, Manifest, Parts
from generator.build.output import Output, Progress
from generator.build.parts import SharedParts, changed_parts
from generator.build.project import SAMPLE
from generator.diagnostics import Diagnostic, dotted
from generator.layout.fonts import FontBook
from generator.loading.content import Content

NAME = "build"
FACT = "事实 "


@dataclass(frozen=True, slots=True)
class Kept:
    """An output on disk: its path, size, SHA-256, pages (0: not told), and whether it was made just now."""

    path: Path
    bytes: int
    sha256: str
    pages: int
    fresh: bool


@dataclass(slots=True)
class Regenerated:
    """What a build did: the guide's files, the sample drafts' and the change report's, and why each was made again.

    ``gone`` are files that were removed, each with the reason; ``kept`` those that somebody has worked on; ``problems``
    what is wrong with the sample's data; ``remade`` what was made since the last change report, in runs cut short too.
    """

    guide: list[Kept] = field(default_factory=list)
    others: list[Kept] = field(default_factory=list)
    changes: list[Kept] = field(default_factory=list)
    reasons: dict[str, list[str]] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    remade: list[str] = field(default_factory=list)

    @property
    def made(self) -> int:
        """How many files were made in this run."""
        return sum(item.fresh for item in (*self.guide, *self.others, *self.changes))


def regenerate(project: Path, out: Path, formats: Sequence[str], progress: Progress) -> Regenerated:
    """Bring guide and sample drafts in ``out`` up to date. Raises ZhiyinError; then the earlier files stay."""
    with locked(out):
        made = Regenerated()
        with Manifest(out, NAME) as manifest:
            _guide(project, out, formats, progress, manifest, made)
            made.remade += [name for names in manifest.remade().values() for name in names]
            _samples(project, out, formats, progress, made)
            files = change_report(project, out, NAME, made.remade)
            made.changes = _written(out, files)
            manifest.reported()
        with Manifest(out, SAMPLE) as samples:
            samples.reported()
        return made


def _guide(
    project: Path, out: Path, formats: Sequence[str], progress: Progress, manifest: Manifest, made: Regenerated
) -> None:
    progress("读取内容")
    stock, shared = opened(project)
    content = stock.content
    known = manifest.documents(NAME)
    state = next(iter(known.values()), None)
    name = file_name(content.guide.edition.title)
    if state is not None and name in known:
        changed = changed_parts(state.parts, _parts(shared, content, state.parts))
        files = {Path(file.name).suffix.lstrip("."): file for file in state.files}
        if not changed and set(files) >= set(formats) and all(_stands(out, file) for file in state.files):
            pages = _pages(manifest)
            made.guide = [_kept(out, files[wanted], pages) for wanted in formats]
            return
        made.reasons[name] = changed or ["输出被改动或删除"]
    else:
        made.reasons[name] = ["新增"]
    fonts = FontBook.load(stock.theme, project / "templates")
    refuse_faults(content, fonts, date.today())
    reads: Reads = set()
    prepared = prepare(project, progress, stock, reads, fonts)
    files_made = outputs(prepared, name, formats, progress)
    progress("保存")
    made.guide = _written(out, files_made)
    parts = _parts(shared, content, {f"{FACT}{dotted(path)}": "" for path in reads})
    states = [_state(out, output) for output in files_made]
    summary = {"pages": {output.name: output.pages for output in files_made}}
    company = CompanyState(NAME, name, name, "", "", {}, {name: DocumentState(parts, states)}, summary)
    manifest.keep([company], {NAME: [name]})
    _drop(out, known, {output.name for output in files_made}, name, made)


def _drop(out: Path, known: Mapping[str, DocumentState], new: set[str], name: str, made: Regenerated) -> None:
    """Remove the guide as it was called before, or in a format that is not wanted any more and has become wrong."""
    remover = Remover(out)
    remover.claim(new)
    old = {file.name: title for title, state in known.items() for file in state.files}
    files = (file for state in known.values() for file in state.files)
    for file in remover.remove((file.name, file.size, file.mtime) for file in files):
        made.gone[file] = "这种格式没有要，留着就是旧的" if old[file] == name else "书名改了"
    made.kept += remover.kept


def _parts(shared: SharedParts, content: Content, names: Mapping[str, str]) -> Parts:
    """What the guide is made from now: program, templates, and the facts named in ``names``."""
    facts = {
        name: digest_of(_value(content.guide, parse_path(name.removeprefix(FACT))))
        for name in names
        if name.startswith(FACT)
    }
    return {**shared.base(), **shared.templates(GUIDE_TEMPLATE), **facts}


def _value(root: Any, path: Sequence[str | int]) -> Any:
    """The value at a path; of a list or record that was walked, how many members and which."""
    here: Any = root
    for step in path:
        try:
            here = getattr(here, step) if isinstance(step, str) and not isinstance(here, Mapping) else here[step]
        except (LookupError, AttributeError, TypeError):
            return None
    if isinstance(here, Mapping):
        return tuple(here)
    if isinstance(here, Sequence) and not isinstance(here, str):
        return len(here)
    return here


def _samples(project: Path, out: Path, formats: Sequence[str], progress: Progress, made: Regenerated) -> None:
    company = project / "content" / "companies" / SAMPLE
    if not company.is_dir():
        _forget_samples(out, made)
        return
    progress("样例企业的草稿")
    order = Order(project, out, formats=tuple(formats))
    report = run_batch(company, order)
    made.problems += [item for _, found in report.failures for item in found]
    made.kept += report.kept
    made.remade += [name for names in report.remade.values() for name in names]
    for found in report.companies:
        made.reasons |= found.reasons
        made.gone |= found.gone
    with Manifest(out, company.name) as manifest:
        for state in manifest.documents(company.name).items():
            fresh = state[0] in made.reasons
            made.others += [replace(_kept(out, file, {}), fresh=fresh) for file in state[1].files]


def _forget_samples(out: Path, made: Regenerated) -> None:
    remover = Remover(out)
    with Manifest(out, SAMPLE) as manifest:
        lines = manifest.lines()
        for line in lines.values():
            made.gone |= dict.fromkeys(remover.remove(line.stats()), "项目里已没有样例企业")
        manifest.forget(lines)
    made.kept += remover.kept


def _stands(out: Path, file: FileState) -> bool:
    try:
        found = (out / file.name).stat()
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (file.size, file.mtime)


def _kept(out: Path, file: FileState, pages: Mapping[str, int]) -> Kept:
    return Kept(out / file.name, file.size, file.sha256, pages.get(file.name, 0), fresh=False)


def _pages(manifest: Manifest) -> dict[str, int]:
    import json  # noqa: PLC0415

    line = manifest.lines().get(NAME)
    try:
        found = json.loads(line.summary).get("pages", {}) if line else {}
    except ValueError:
        return {}
    return {str(name): int(count) for name, count in found.items()} if isinstance(found, dict) else {}


def _written(out: Path, made: Sequence[Output]) -> list[Kept]:
    paths = write_all(out, {output.name: output.data for output in made})
    return [
        Kept(path, len(output.data), output.sha256, output.pages, fresh=True)
        for path, output in zip(paths, made, strict=True)
    ]


def _state(out: Path, output: Output) -> FileState:
    return FileState(output.name, len(output.data), (out / output.name).stat().st_mtime_ns, output.sha256)
