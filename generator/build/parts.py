"""What a document is made from, part by part, with a short digest of each: program, templates, forms, facts, data."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError, meta
from pydantic_core import to_json

from generator.build.choosing import Choice
from generator.build.fingerprints import EPOCH, digest_of, program_digest
from generator.build.manifest import Parts
from generator.build.stock import CHECKLIST, Stock, template_of
from generator.loading.company import CompanyBundle, UndertakingFile
from generator.loading.form_sources import form_reads
from generator.model.form import Form
from generator.model.form_paths import ParticipationPath

PROGRAM, FONTS, THEME = "程序", "字体", "样式表"
OWN = ("资料 ", "核对结果")
"""How the parts begin that a company has to itself."""


def data_digest(value: object) -> str:
    """A short fingerprint of company data, models or plain values; five times as fast as that of a representation."""
    return digest_of(to_json(value))


@dataclass(slots=True)
class SharedParts:
    """The parts that no company has to itself; each digest is worked out once."""

    stock: Stock
    surroundings: str
    _kept: dict[str, str] = field(default_factory=dict)
    _templates: dict[str, Parts] = field(default_factory=dict)
    _reads: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    _paths: dict[str, Parts] = field(default_factory=dict)

    @classmethod
    def of(cls, stock: Stock) -> SharedParts:
        """The parts of a project."""
        return cls(stock, program_digest())

    def form(self, form: Form) -> Parts:
        """What a form's draft shares with every other draft of it."""
        made = {**self.base(), f"表格 {form.id}": self._once(f"form {form.id}", form)}
        if any(field.options_from for field in form.fields()):
            made["选项清单"] = self._once("lists", self.stock.lists)
        return made | self.templates(template_of(form))

    def checklist(self, choice: Choice) -> Parts:
        """What a checklist shares: the path with its receivers and addresses, the forms, its templates."""
        made = {**self.base(), **self.templates(CHECKLIST), "核对日期": self.stock.clock.isoformat()}
        made |= {f"表格 {form.id}": self._once(f"form {form.id}", form) for form in choice.forms}
        return made | self.path(choice.path)

    def _receivers(self, path: ParticipationPath) -> Iterable[tuple[str, str]]:
        platforms = {platform.id: platform for platform in self.stock.content.guide.platforms}
        for step in path.steps:
            receiver = self.stock.forms.book.receiver(step.receiver) if step.receiver else None
            platform = platforms.get(step.platform or (receiver.platform if receiver else ""))
            name = step.receiver or step.platform
            if name:
                said = (receiver, platform and (platform.name, platform.url))
                yield name, digest_of(said)

    def all(self) -> Parts:
        """Every shared part that any document can have."""
        made: Parts = {"核对日期": self.stock.clock.isoformat()}
        for form in self.stock.forms:
            made |= self.form(form)
        made |= self.templates(CHECKLIST)
        for path in self.stock.forms.book.paths:
            made |= self.path(path)
        return made

    def path(self, path: ParticipationPath) -> Parts:
        """A participation path with its receivers' addresses, and the paths that it leads to."""
        found = self._paths.get(path.id)
        if found is None:
            found = self._paths[path.id] = self._path(path)
        return found

    def _path(self, path: ParticipationPath) -> Parts:
        made = {f"路径 {path.id}": self._once(f"path {path.id}", path)}
        made |= {f"接收单位 {name}": said for name, said in self._receivers(path)}
        for other in path.then:
            made[f"随后路径 {other.path}"] = self._once(
                f"then {other.path}", self.stock.forms.book.path(other.path).name
            )
        return made

    def base(self) -> Parts:
        """What every document depends on."""
        theme = self._once(THEME, self.stock.theme)
        day = os.environ.get(EPOCH, "")
        return {PROGRAM: self.surroundings, THEME: theme, FONTS: self._fonts(), f"环境变量 {EPOCH}": day}

    def _fonts(self) -> str:
        found = self._kept.get(FONTS)
        if found is None:
            folder = self.stock.project / "templates"
            files = sorted({face.file for face in self.stock.theme.faces.values()})
            found = self._kept[FONTS] = digest_of([_file_digest(folder / name) for name in files])
        return found

    def templates(self, name: str) -> Parts:
        """A template and all that it includes, by the text of their files."""
        found = self._templates.get(name)
        if found is None:
            files = self._with_included(name, set())
            found = self._templates[name] = {f"模板 {each}": digest_of(self._text(each)) for each in files}
        return found

    def _with_included(self, name: str, seen: set[str]) -> set[str]:
        if name not in seen:
            seen.add(name)
            try:
                tree = self.stock.templates.parse(self._text(name))
            except TemplateSyntaxError:
                return seen  # reported when the template is used
            for found in meta.find_referenced_templates(tree):
                if found is not None:
                    self._with_included(found, seen)
        return seen

    def _text(self, name: str) -> str:
        path = self.stock.project / "templates" / name
        return path.read_text("utf-8") if path.is_file() else ""

    def reads(self, form: Form) -> tuple[tuple[str, ...], ...]:
        """The paths of company data that a form's draft depends on."""
        found = self._reads.get(form.id)
        if found is None:
            paths = {path for _, path in form_reads(form)} | {"company.name", f"{form.undertaking}.date"}
            found = self._reads[form.id] = tuple(tuple(path.split(".")) for path in sorted(paths))
        return found

    def _once(self, name: str, value: object) -> str:
        found = self._kept.get(name)
        if found is None:
            found = self._kept[name] = digest_of(value)
        return found


def data_parts(paths: Iterable[tuple[str, ...]], bundle: CompanyBundle, undertaking: UndertakingFile) -> Parts:
    """The company's values that a document reads."""
    from generator.filling.memory import raw  # noqa: PLC0415 — a batch that finds everything up to date fills nothing

    roots: Mapping[str, Any] = {"company": bundle.profile, undertaking.kind: undertaking.data}
    return {f"资料 {'.'.join(path)}": data_digest(raw(roots, path)) for path in paths}


def changed_parts(old: Parts, new: Parts) -> list[str]:
    """The parts that are not as they were, sorted."""
    return sorted(name for name in {*old, *new} if old.get(name) != new.get(name))


def _file_digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
