"""The official forms and participation paths of content/forms, checked against each other and the company models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from generator.diagnostics import Diagnostic, Severity, Source, ZhiyinError, suggestion
from generator.loading.form_errors import all_keys, explained
from generator.loading.form_files import COLUMNS, PATHS
from generator.loading.form_sources import source_problems, target
from generator.loading.form_words import Words, offered_words
from generator.loading.yaml import SourceIndex, load_yaml
from generator.model import form as form_models
from generator.model import form_blocks
from generator.model.company import KINDS
from generator.model.expression import expression_paths
from generator.model.form import Form
from generator.model.form_paths import ParticipationPath, PathBook, PathForm, Receiver
from generator.model.located import Located

Place = tuple[str | int, ...]
Made = TypeVar("Made", bound=Located)

_KEYS = all_keys(
    form_models.Form,
    form_models.Rule,
    form_models.Deadline,
    form_models.Attachment,
    form_models.Step,
    form_models.Signer,
    form_models.Field,
    form_blocks.Column,
    form_blocks.Table,
    form_blocks.Repeat,
    form_blocks.Rows,
    form_blocks.Checks,
    form_blocks.Seal,
    form_blocks.TextBlock,
    form_blocks.HeadingBlock,
    PathBook,
    ParticipationPath,
    PathForm,
    Receiver,
)


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms by id (in the order of the paths, then by id), the paths, and where everything stands."""

    forms: Mapping[str, Form]
    book: PathBook
    indexes: Mapping[str, SourceIndex]
    words: Words = field(default_factory=dict)
    """Options that company data may hold besides the models' own."""

    def __getitem__(self, name: str) -> Form:
        return self.forms[name]

    def __iter__(self) -> Iterator[Form]:
        return iter(self.forms.values())

    def of_path(self, name: str) -> tuple[Form, ...]:
        """The forms of a participation path in its order. Raises KeyError for an unknown path."""
        return tuple(self.forms[entry.form] for entry in self.book.path(name).forms)

    def of_undertaking(self, kind: str) -> tuple[Form, ...]:
        """The forms that an undertaking of this kind can fill, in the order of the paths."""
        return tuple(form for form in self if form.undertaking == kind)

    def source(self, name: str, path: Place = ()) -> Source:
        """Where a part of form ``name`` (or of ``paths``) stands."""
        return self.indexes[name].source(path)


def load_forms(root: Path) -> Forms:
    """Read ``root``/content/forms. Raises ZhiyinError with the problems of all files at once, each at its line."""
    folder = root / "content" / "forms"
    problems: list[Diagnostic] = []
    indexes: dict[str, SourceIndex] = {}
    read: dict[str, Form] = {}
    book: PathBook | None = None
    files = sorted(folder.glob("*.yaml"))
    names = {path.stem for path in files}
    for path in files:
        if path.stem == COLUMNS:
            continue
        if path.stem == PATHS:
            book = _read(path, root, PathBook, indexes, problems)
        elif made := _read(path, root, Form, indexes, problems):
            read[path.stem] = made
    if book is None and PATHS not in indexes:
        missing = Source(f"content/forms/{PATHS}.yaml")
        problems.append(
            Diagnostic("FM-001", Severity.ERROR, "找不到参与路径文件 paths.yaml", missing, "从随软件安装的项目复制")
        )
    problems.extend(_crossed(read, book, indexes, names))
    problems.extend(_template_problems(root, read, indexes))
    problems.extend(_platform_problems(root, read, book, indexes))
    if problems or book is None:
        raise ZhiyinError(dict.fromkeys(problems))
    forms = {name: read[name] for name in _order(read, book)}
    return Forms(forms, book, indexes, offered_words(forms.values()))


def _read(
    path: Path, root: Path, model: type[Made], indexes: dict[str, SourceIndex], problems: list[Diagnostic]
) -> Made | None:
    try:
        tree, index = load_yaml(path, path.relative_to(root).as_posix(), escapes=False)
        indexes[path.stem] = index
        return model.model_validate(tree).stands_in(index.source)
    except ZhiyinError as error:
        problems.extend(error.diagnostics)
    except ValidationError as error:
        problems.extend(explained(error, index, _KEYS))
    return None


def _order(read: Mapping[str, Form], book: PathBook) -> list[str]:
    named = [entry.form for path in book.paths for entry in path.forms]
    return list(dict.fromkeys([*named, *sorted(read)]))


def _crossed(
    read: Mapping[str, Form], book: PathBook | None, indexes: Mapping[str, SourceIndex], names: AbstractSet[str]
) -> Iterator[Diagnostic]:
    for name, form in read.items():
        found = [*source_problems(form), *_form_problems(name, form, names, book)]
        for place, said in found:
            yield Diagnostic("FM-004", Severity.ERROR, said, indexes[name].source(place))
    if book is not None:
        for place, said, hint in _book_problems(book, read, names):
            yield Diagnostic("FM-005", Severity.ERROR, said, indexes[PATHS].source(place), hint)


def _template_problems(
    root: Path, read: Mapping[str, Form], indexes: Mapping[str, SourceIndex]
) -> Iterator[Diagnostic]:
    """Templates of a form's own that templates/ does not have (where there is such a folder)."""
    home = root / "templates"
    if not home.is_dir():
        return
    for name, form in read.items():
        if form.template and not (
            (home / form.template).is_file() and (home / form.template).resolve().is_relative_to(home.resolve())
        ):
            own = sorted(path.relative_to(home).as_posix() for path in home.glob("forms/*.j2"))
            said = f"templates 中没有模板“{form.template}”。{suggestion(form.template, own)}"
            yield Diagnostic("FM-004", Severity.ERROR, said, indexes[name].source(("template",)))


def _platform_problems(
    root: Path, read: Mapping[str, Form], book: PathBook | None, indexes: Mapping[str, SourceIndex]
) -> Iterator[Diagnostic]:
    """Platform ids that content/platforms.yaml does not have (where there is one)."""
    file = root / "content" / "platforms.yaml"
    if not file.is_file():
        return
    try:
        tree, _ = load_yaml(file, file.relative_to(root).as_posix(), escapes=False)
    except ZhiyinError:  # told where the content is read, as are platforms that are no list
        return
    if not isinstance(tree, list):
        return
    known = {str(item["id"]) for item in tree if isinstance(item, dict) and "id" in item}
    for name, place, platform in _platforms(read, book):
        if platform not in known:
            said = f"content/platforms.yaml 中没有“{platform}”。{suggestion(platform, sorted(known))}"
            yield Diagnostic("FM-006", Severity.ERROR, said, indexes[name].source(place))


def _platforms(read: Mapping[str, Form], book: PathBook | None) -> Iterator[tuple[str, Place, str]]:
    for name, form in read.items():
        for at, step in enumerate(form.steps):
            if step.platform:
                yield name, ("steps", at, "platform"), step.platform
    for number, path in enumerate(book.paths if book else ()):
        for at, step in enumerate(path.steps):
            if step.platform:
                yield PATHS, ("paths", number, "steps", at, "platform"), step.platform
    for number, receiver in enumerate(book.receivers if book else ()):
        if receiver.platform:
            yield PATHS, ("receivers", number, "platform"), receiver.platform


def _form_problems(
    name: str, form: Form, names: AbstractSet[str], book: PathBook | None
) -> Iterator[tuple[Place, str]]:
    if form.id != name:
        yield ("id",), f"id“{form.id}”应与文件名“{name}”相同"
    for number, entry in enumerate(form.attachments):
        if entry.form and entry.form not in names:
            yield ("attachments", number, "form"), f"没有表格“{entry.form}”。{suggestion(entry.form, sorted(names))}"
    if form.undertaking not in KINDS:
        yield ("undertaking",), f"没有事项种类“{form.undertaking}”。{suggestion(form.undertaking, KINDS)}"
    if book is None:
        return
    receivers = {receiver.id for receiver in book.receivers}
    paths = {path.id for path in book.paths}
    for place, said, known in ((("path",), form.path, paths), (("receiver",), form.receiver, receivers)):
        if said not in known:
            yield place, f"paths.yaml 中没有“{said}”。{suggestion(said, sorted(known))}"
    for number, step in enumerate(form.steps):
        if step.receiver and step.receiver not in receivers:
            yield (
                ("steps", number, "receiver"),
                f"没有接收单位“{step.receiver}”。{suggestion(step.receiver, sorted(receivers))}",
            )


def _book_problems(
    book: PathBook, read: Mapping[str, Form], names: AbstractSet[str]
) -> Iterator[tuple[Place, str, str]]:
    paths = {path.id for path in book.paths}
    listed = {entry.form for path in book.paths for entry in path.forms}
    for name in sorted(set(read) - listed):
        hint = f"在路径 {read[name].path} 的 forms 中加一行 - {{form: {name}}}"
        yield ("paths",), f"没有路径用到表格“{name}”", hint
    receivers = {receiver.id for receiver in book.receivers}
    for number, path in enumerate(book.paths):
        here: Place = ("paths", number)
        named: list[tuple[Place, str]] = [(("receivers", at), name) for at, name in enumerate(path.receivers)]
        named += [(("steps", at, "receiver"), step.receiver) for at, step in enumerate(path.steps) if step.receiver]
        for step_place, name in named:
            if name not in receivers:
                yield (*here, *step_place), f"没有接收单位“{name}”。{suggestion(name, sorted(receivers))}", ""
        for at, other in enumerate(path.then):
            if other.path not in paths:
                yield (
                    (*here, "then", at, "path"),
                    f"没有参与路径“{other.path}”。{suggestion(other.path, sorted(paths))}",
                    "",
                )
        for at, entry in enumerate(path.forms):
            if entry.form not in names:
                yield (
                    (*here, "forms", at, "form"),
                    f"没有表格“{entry.form}”。{suggestion(entry.form, sorted(names))}",
                    "",
                )
                continue
            form = read.get(entry.form)
            if form is None or form.path not in paths or form.undertaking not in KINDS:
                continue  # told of the form itself
            if form.path != path.id or form.undertaking not in path.undertakings:
                said = f"表格“{entry.form}”写的路径或者事项种类与本路径不符"
                yield (*here, "forms", at, "form"), said, "核对该表格的 path 和 undertaking"
        for name in ("forms", "steps", "deadlines", "then"):
            for at, entry in enumerate(getattr(path, name)):
                for place, said in _condition((*here, name, at, "when"), entry.when):
                    yield place, said, ""


def _condition(place: Place, text: str | None) -> Iterator[tuple[Place, str]]:
    for path in expression_paths(text) if text else ():
        try:
            target(path)
        except ValueError as error:
            yield place, str(error)
