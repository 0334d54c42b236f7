"""A company's folder: ``company.yaml`` and one file per undertaking, read with every error at once, sizes bounded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from generator.diagnostics import Diagnostic, Severity, Source, ZhiyinError, did_you_mean
from generator.loading.company_errors import explained
from generator.loading.company_folder import company_files
from generator.loading.company_references import Resolved, follow
from generator.loading.form_words import NONE, Words, validated, words_path
from generator.loading.yaml import SourceIndex, Written, colon_slip, parse_yaml, read_text
from generator.model.company import KIND_NAMES, KINDS, CompanyProfile, Record, Undertaking
from generator.model.values import normalise

Place = tuple[str | int, ...]
M = TypeVar("M", bound=Record)


@dataclass(frozen=True, slots=True)
class UndertakingFile:
    """An undertaking: its file's stem, its kind (root of the forms' paths) and what it says."""

    key: str
    kind: str
    data: Undertaking
    file: str


@dataclass(frozen=True, slots=True)
class CompanyIndex:
    """Where every value stands: by file key (``company`` or an undertaking's) and path; references point home."""

    files: Mapping[str, SourceIndex]
    homes: Mapping[str, tuple[tuple[Place, Place], ...]] = field(default_factory=dict)

    def source(self, key: str, path: Place = ()) -> Source:
        """The place of a value, or of the nearest thing around it."""
        home = self._home(key, path)
        return self.files[key].source(path) if home is None else self.files["company"].source(home)

    def is_elsewhere(self, key: str, path: Place) -> bool:
        """Whether a value is part of a record of the profile that the undertaking only names."""
        return self._home(key, path) is not None

    def _home(self, key: str, path: Place) -> Place | None:
        """The path in the profile of a value that a reference brought in."""
        for prefix, home in self.homes.get(key, ()):
            if path[: len(prefix)] == prefix and len(path) > len(prefix):
                return (*home, *path[len(prefix) :])
        return None


@dataclass(frozen=True, slots=True)
class CompanyBundle:
    """A company as loaded: profile, undertakings by file name, the index of places, and what was normalised."""

    name: str
    profile: CompanyProfile
    undertakings: tuple[UndertakingFile, ...]
    index: CompanyIndex
    notes: tuple[Diagnostic, ...] = ()

    def source(self, key: str, path: Place = ()) -> Source:
        """The place of a value (see :meth:`CompanyIndex.source`)."""
        return self.index.source(key, path)


@dataclass(slots=True)
class _Reading:
    """What has been read so far of one folder."""

    problems: list[Diagnostic] = field(default_factory=list)
    notes: list[Diagnostic] = field(default_factory=list)
    trees: dict[str, Any] = field(default_factory=dict)
    files: dict[str, SourceIndex] = field(default_factory=dict)
    homes: dict[str, tuple[tuple[Place, Place], ...]] = field(default_factory=dict)
    words: Words = field(default_factory=dict)

    def error(self, code: str, message: str, source: Source, hint: str = "") -> None:
        self.problems.append(Diagnostic(code, Severity.ERROR, message, source, hint))


def load_company(folder: Path, root: Path | None = None, words: Words = NONE) -> CompanyBundle:
    """Read a company's folder; file names in messages are relative to ``root`` (default: the folder's parent).

    ``words`` are what forms offer besides the models' own options.

    Raises ZhiyinError with every problem found: no folder or profile, too large, YAML, unknown keys, wrong types,
    unknown references.
    """
    return read_company(folder, root or folder.parent).bundle(words)


@dataclass(frozen=True, slots=True)
class CompanyTexts:
    """A company's files as text, by key, each with the name that messages call it by; what could not be read."""

    name: str
    texts: Mapping[str, tuple[str, str]]
    problems: tuple[Diagnostic, ...] = ()

    def bundle(self, words: Words = NONE) -> CompanyBundle:
        """The company as loaded; ``words`` are what forms offer besides the models' options.

        Raises ZhiyinError with all its problems.
        """
        reading = _Reading(problems=list(self.problems), words=words)
        for key, (file, text) in self.texts.items():
            _read(reading, key, file, text)
        return _bundle(reading, self.name)


def read_company(folder: Path, root: Path) -> CompanyTexts:
    """The files of a company's folder, not yet understood; their names in messages are relative to ``root``.

    Raises ZhiyinError when there is no folder or profile, or too much in it.
    """
    texts: dict[str, tuple[str, str]] = {}
    problems: list[Diagnostic] = []
    for key, (path, name) in company_files(folder, root).items():
        try:
            texts[key] = name, read_text(path, name)
        except ZhiyinError as error:
            problems += error.diagnostics
    return CompanyTexts(folder.name, texts, tuple(problems))


def company_from_trees(
    name: str,
    trees: Mapping[str, Mapping[str, Any]],
    indexes: Mapping[str, SourceIndex],
    problems: Iterable[Diagnostic] = (),
    words: Words = NONE,
) -> CompanyBundle:
    """A company read from elsewhere: its profile's tree under ``company``, its undertakings' under their keys.

    ``problems`` were found in reading the trees. Raises ZhiyinError with these and every other one.
    """
    reading = _Reading(problems=list(problems), words=words)
    for key, tree in trees.items():
        reading.files[key] = indexes[key]
        reading.trees[key] = _normalised(reading, key, tree, ())
    return _bundle(reading, name)


def _bundle(reading: _Reading, name: str) -> CompanyBundle:
    profile = _profile(reading)
    undertakings = tuple(
        UndertakingFile(key, made[0], made[1], reading.files[key].file)
        for key in reading.trees
        if key != "company" and (made := _undertaking(reading, key)) is not None
    )
    if reading.problems or profile is None:
        raise ZhiyinError(dict.fromkeys(reading.problems))
    index = CompanyIndex(reading.files, reading.homes)
    return CompanyBundle(name, profile, undertakings, index, tuple(reading.notes))


def _read(reading: _Reading, key: str, name: str, text: str) -> None:
    try:
        tree, index = parse_yaml(text, name)
    except ZhiyinError as error:
        reading.problems.extend(error.diagnostics)
        return
    reading.files[key] = index
    if not isinstance(tree, dict):
        _not_keys(reading, key, tree, name)
        return
    reading.trees[key] = _normalised(reading, key, tree, ())


def _not_keys(reading: _Reading, key: str, tree: Any, name: str) -> None:
    slip = colon_slip(tree, name) if isinstance(tree, str) else None
    if slip:
        reading.problems.extend(slip.diagnostics)
        return
    example = "name: 单位名称" if key == "company" else "kind: proposal"
    said = "文件是空的" if tree is None else "文件内容应为若干“键: 值”"
    reading.error("CD-010", said, Source(name, 1), f"每个键一行，例如 {example}")


_CODES = frozenset({"credit_code", "postcode", "mobile", "phone", "fax", "email", "website", "handler_phone"}) | {
    "number",
    "plan",
    "replaces",
    "adopted_number",
    "ics",
    "ccs",
}
"""Keys whose values are codes: full-width letters and digits in them are a slip of the keyboard."""
_HAN = re.compile(r"[\u3400-\u9fff]")


def is_code(path: Sequence[str | int]) -> bool:
    """Whether the value at a path is a code: a number to call, an address, the number of a standard or patent."""
    return any(step in _CODES for step in path[-2:])


def _normalised(reading: _Reading, key: str, value: Any, path: Place) -> Any:
    """The tree with codes as texts in half width; each change is noted, prose is never touched."""
    if isinstance(value, dict):
        return {name: _normalised(reading, key, item, (*path, name)) for name, item in value.items()}
    if isinstance(value, list):
        return [_normalised(reading, key, item, (*path, place)) for place, item in enumerate(value)]
    coded = is_code(path)
    if coded and isinstance(value, int | float) and not isinstance(value, bool):
        return value.text if isinstance(value, Written) else str(value)
    if not (isinstance(value, str) and coded) or _HAN.search(value):
        return value
    plain = normalise(value)
    if plain != value.strip():
        where = reading.files[key].source(path)
        wide = "全角字符按半角" if not value.isascii() else "多余的空格删去，按"
        reading.notes.append(
            Diagnostic("CO-001", Severity.HINT, f"“{value}”中的{wide}“{plain}”使用", where, "照此改写")
        )
    return plain


def _profile(reading: _Reading) -> CompanyProfile | None:
    tree = reading.trees.get("company")
    if tree is None:
        return None
    return _model(reading, "company", "company", CompanyProfile, _followed(reading, "company", "company", tree))


def _undertaking(reading: _Reading, key: str) -> tuple[str, Undertaking] | None:
    tree = reading.trees.get(key)
    if tree is None:
        return None
    kind = tree.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        _unknown_kind(reading, key, kind)
        return None
    data = _model(reading, key, kind, KINDS[kind], _followed(reading, key, kind, tree))
    return (kind, data) if data is not None else None


def _unknown_kind(reading: _Reading, key: str, kind: object) -> None:
    known = "、".join(f"{name}（{KIND_NAMES[name]}）" for name in KINDS)
    where = reading.files[key].source(("kind",) if kind is not None else ())
    if kind == "company":
        reading.error("CD-011", "企业资料只能写在 company.yaml 中", where, "是 company.yaml 的副本就移走，或者删去")
        return
    said = f"kind“{str(kind)[:40]}”不是事项的种类" if kind is not None else "缺少 kind，不知道是什么事项"
    near = did_you_mean(str(kind), KINDS) if kind is not None else ""
    reading.error("CD-011", said, where, f"{near}可用：{known}")


def _followed(reading: _Reading, key: str, kind: str, tree: Any) -> Any:
    data, followed = follow(kind, tree, reading.trees.get("company"))
    homes = [(item.path, (item.reference.table, item.row)) for item in followed if item.row is not None]
    reading.homes[key] = tuple(homes)
    for item in followed:
        if item.row is None and "company" in reading.trees:
            _unknown_name(reading, key, item)
    return data


def _unknown_name(reading: _Reading, key: str, item: Resolved) -> None:
    known = "、".join(item.choices[:10]) or "无"
    reading.error(
        "CD-012",
        f"企业资料的{item.reference.said}中没有“{item.name[:40]}”",
        reading.files[key].source(item.path),
        f"{did_you_mean(item.name, item.choices)}现有：{known}",
    )


def _model(reading: _Reading, key: str, kind: str, model: type[M], tree: Any) -> M | None:
    try:
        return validated(model, tree, kind, reading.words)
    except ValidationError as error:
        _explain(reading, key, kind, model, error)
        return None


def _explain(reading: _Reading, key: str, kind: str, model: type[Record], error: ValidationError) -> None:
    index = CompanyIndex(reading.files, reading.homes)
    referred = _referred(reading, key)
    for item in error.errors(include_url=False):
        path = tuple(item["loc"])
        if item["type"] == "model_type" and path in referred:
            continue
        if item["type"] == "model_type" and isinstance(item["input"], str) and "company" not in reading.trees:
            continue  # a name of somebody in the profile, which itself could not be read
        if "company" in reading.files and index.is_elsewhere(key, path):
            continue  # a record put in by reference: reported where it stands
        message, hint = explained(model, item, reading.words.get(words_path(kind, path), ()))
        reading.error("CD-020", message, index.source(key, path), hint)


def _referred(reading: _Reading, key: str) -> frozenset[Place]:
    """Places where an unknown name was already reported."""
    sources = {problem.source for problem in reading.problems if problem.code == "CD-012"}
    return frozenset(path for path in _texts(reading.trees[key]) if reading.files[key].source(path) in sources)


def _texts(value: Any, path: Place = ()) -> Iterator[Place]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        yield from _texts(item, (*path, step))
    if isinstance(value, str):
        yield path
