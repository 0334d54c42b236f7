"""Which sheets and columns the company workbook has: the company models laid flat, a sheet for every table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

from pydantic.fields import FieldInfo

from generator.diagnostics import Diagnostic, Severity, did_you_mean, suggestion
from generator.loading.company_references import REFERENCES
from generator.loading.form_sources import form_reads
from generator.loading.form_words import NONE, Words
from generator.loading.forms import Forms
from generator.model.columns import Columns, SheetName
from generator.model.company import KINDS, CompanyProfile, Record
from generator.model.company.annotations import annotated, choices_of, is_list, record_of
from generator.model.company.base import YearMonth

Kind = Literal["text", "number", "whole", "date", "month", "yes", "choice"]
Path = tuple[str, ...]
COMPANY = "company"
DASH = "—"
"""Between the label of a part and those of what it holds: 联系人—手机."""
PEOPLE = ("contact", "standards_lead")
"""The profile's people, who have a sheet of their own: the first is who is meant where no role is written."""
GUIDE, LISTS, PROBLEMS = "填写说明", "选项", "问题清单"
OWN = (GUIDE, LISTS, PROBLEMS)
"""Sheets that this program writes and does not read."""
_LAST = ("contact", "date")
"""What every undertaking may say besides its own: it stands behind."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``path`` within its sheet's record, its head, other heads, and what its cells hold.

    ``many``: several values in one cell, joined by 、. ``names``: names of records of that table of the profile.
    ``elsewhere``: known here, but the template has it on a sheet of its own.
    """

    path: Path
    label: str
    also: tuple[str, ...] = ()
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    many: bool = False
    names: str = ""
    hint: str = ""
    needed: bool = False
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: ``root`` is ``company`` or a kind of undertaking, ``path`` the table in it (empty: the record itself).

    ``parent`` is the sheet whose rows hold this one's tables, when that is not a company or an undertaking. ``roles``
    are the profile's people that the sheet's rows may be: what a role is called, and its place in the profile.
    """

    root: str
    path: Path
    name: str
    also: tuple[str, ...]
    columns: tuple[Column, ...]
    parent: Path = ()
    roles: tuple[tuple[str, Path], ...] = ()

    @property
    def key(self) -> str:
        """The sheet's name in columns.yaml."""
        return ".".join((self.root, *self.path))


def workbook(columns: Columns, forms: Forms | None = None, paths: Iterable[str] = ()) -> tuple[Sheet, ...]:
    """The sheets of the workbook; with ``paths`` only what the forms of these participation paths ask for.

    Raises KeyError for an unknown path.
    """
    wanted = list(paths)
    reads: set[str] | None = None
    kinds = list(KINDS)
    labels: dict[str, tuple[str, str, tuple[str, ...]]] = _official(forms) if forms else {}
    if forms is not None and wanted:
        chosen = [form for name in wanted for form in forms.of_path(name)]
        kinds = [kind for kind in KINDS if any(kind in forms.book.path(name).undertakings for name in wanted)]
        reads = {read for form in chosen for _, read in form_reads(form)}
        reads |= {read for kind in kinds for read in _of_tables(kind, reads)}
    maker = _Maker(columns, reads, labels, forms.words if forms else NONE)
    roots: list[tuple[str, type[Record]]] = [(COMPANY, CompanyProfile), *((kind, KINDS[kind]) for kind in kinds)]
    return tuple(sheet for root, model in roots for sheet in maker.sheets(root, model))


def faults(columns: Columns, forms: Forms) -> Iterator[Diagnostic]:
    """FM-008 for each sheet that has no name or another's, and for names of sheets and columns that there are not.

    The names of the sheets that are no data (:data:`OWN`) are others' too.
    """

    def fault(path: tuple[str, ...], said: str, hint: str) -> Diagnostic:
        return Diagnostic("FM-008", Severity.ERROR, said, columns.source(path), hint)

    sheets = workbook(columns, forms)
    keys = [sheet.key for sheet in sheets]
    heads = {".".join((sheet.key, *column.path)): None for sheet in sheets for column in sheet.columns}
    for key in keys:
        if key not in columns.sheets:
            yield fault(("sheets",), f"sheets 中缺少“{key}”", f"加一行 {key}: {{name: 工作表名}}")
    for key, given in columns.sheets.items():
        if key not in keys:
            yield fault(("sheets", key), f"没有“{key}”这张表", suggestion(key, keys))
        elif any(given.name == other.name for name, other in columns.sheets.items() if name != key):
            yield fault(("sheets", key), f"工作表名“{given.name}”用了不止一次", "各表的名称应不同")
        elif given.name in OWN:
            yield fault(("sheets", key), f"工作表名“{given.name}”已由程序使用", f"不用：{'、'.join(OWN)}")
    for key in columns.also:
        if key not in heads:
            yield fault(
                ("also", key), f"没有“{key}”这一栏", did_you_mean(key, heads) or "路径见 content/forms/PATHS.md"
            )


def _of_tables(kind: str, reads: set[str]) -> Iterator[str]:
    """What is read of the profile's tables because an undertaking names their records: people, patents, projects."""
    patterns = [(reference.pattern, reference.table) for reference in REFERENCES.get(kind, ())]
    for pattern, table in (*patterns, (("contact",), "experts")):
        place = ".".join((kind, *(str(step) for step in pattern if step != "*")))
        lead = f"{COMPANY}.{table}"
        for read in reads:
            if read.startswith(f"{place}."):
                yield lead + read.removeprefix(place)
            elif read == place or place.startswith(f"{read}."):
                record = record_of(CompanyProfile.model_fields[table].annotation)
                assert record is not None
                yield from (f"{lead}.{name}" for name, info in record.model_fields.items() if not _is_table(info))


def _is_table(info: FieldInfo) -> bool:
    return is_list(info.annotation) and record_of(info.annotation) is not None


def _official(forms: Forms) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Path → (official label, hint, all labels) of the fields that print it."""
    found: dict[str, tuple[str, str, tuple[str, ...]]] = {}
    for form in forms:
        for field in form.fields():
            if field.source is not None:
                label, hint, every = found.get(field.source, (field.label, field.hint, ()))
                found[field.source] = (label, hint or field.hint, (*every, field.label))
    return found


@dataclass(frozen=True, slots=True)
class _Maker:
    columns: Columns
    reads: set[str] | None
    official: dict[str, tuple[str, str, tuple[str, ...]]]
    words: Words

    def sheets(self, root: str, model: type[Record]) -> Iterator[Sheet]:
        flat: list[Column] = []
        tables: list[tuple[Path, type[Record], Path]] = []
        self._walk(root, model, (), "", flat, tables)
        yield self._sheet(root, (), flat)
        if root == COMPANY:
            yield from self._people(flat)
        for path, record, parent in tables:
            inner: list[Column] = []
            below: list[tuple[Path, type[Record], Path]] = []
            self._walk(root, record, (), "", inner, below, table=path)
            yield self._sheet(root, path, inner, parent)
            for deeper, child, _ in below:
                own: list[Column] = []
                self._walk(root, child, (), "", own, [], table=(*path, *deeper))
                yield self._sheet(root, (*path, *deeper), own, path)

    def _people(self, flat: Sequence[Column]) -> Iterator[Sheet]:
        """A sheet for the profile's people, who may stand in columns of the companies' sheet as well."""
        fields = CompanyProfile.model_fields
        asked = {column.path[0]: column for column in flat if column.elsewhere}
        roles = tuple((fields[name].title or name, (name,)) for name in PEOPLE if name in asked)
        if roles:
            found: dict[Path, Column] = {}
            for column in flat:
                if column.elsewhere:
                    path = column.path[1:]
                    label = column.label.rpartition(DASH)[2]
                    found.setdefault(path, replace(column, path=path, label=label, also=(), elsewhere=False))
            found = {path: replace(column, needed=path == ("name",)) for path, column in found.items()}
            yield replace(self._sheet(COMPANY, roles[0][1], list(found.values())), roles=roles)

    def _sheet(self, root: str, path: Path, flat: list[Column], parent: Path = ()) -> Sheet:
        key = ".".join((root, *path))
        named = self.columns.sheets.get(key) or SheetName(name=key[:31])  # its lack is a fault
        flat = sorted(flat, key=lambda column: (not column.needed, root != COMPANY and column.path[0] in _LAST))
        return Sheet(root, path, named.name, named.also, tuple(flat), parent)

    def _walk(
        self,
        root: str,
        model: type[Record],
        steps: Path,
        lead: str,
        flat: list[Column],
        tables: list[tuple[Path, type[Record], Path]],
        table: Path = (),
    ) -> None:
        for name, info in model.model_fields.items():
            path = (*steps, name)
            full = ".".join((root, *table, *path))
            if name in ("kind", "id") or name in self.columns.skipped or not self._asked(full, info):
                continue
            record = record_of(info.annotation)
            label = f"{lead}{info.title or name}"
            names = _referred(root, (*table, *path))
            if record is None or names:
                column = self._column(full, path, label, info, names)
                flat.append(replace(column, needed=column.needed and not steps, elsewhere=_is_person(root, path)))
            elif is_list(info.annotation):
                tables.append((path, record, ()))
            else:
                self._walk(root, record, path, f"{label}{DASH}", flat, tables, table)

    def _asked(self, path: str, info: FieldInfo) -> bool:
        if self.reads is None or info.is_required():
            return True
        return any(read == path or read.startswith(f"{path}.") or path.startswith(f"{read}.") for read in self.reads)

    def _column(self, full: str, path: Path, label: str, info: FieldInfo, names: str) -> Column:
        official, hint, every = self.official.get(full, ("", "", ()))
        also = (*self.columns.also.get(full, ()), *every)
        if path == ("name",) and full == f"{COMPANY}.name":
            also = (self.columns.company_column.label, *self.columns.company_column.also, *also)
        many = is_list(info.annotation)
        if names == "experts":
            hint = hint or self.columns.person_column.hint
        choices = () if names else (*choices_of(info.annotation), *self.words.get(full, ()))
        kind: Kind = "text" if names else kind_of(info)
        head = official if official and len(path) == 1 and not full.startswith(f"{COMPANY}.") else label
        return Column(path, head, (label, *also), kind, choices, many, names, hint, info.is_required())


def key_columns(sheet: Sheet, columns: Columns) -> tuple[Column, ...]:
    """The columns that join a sheet's rows to a company, an undertaking, a person; those of the companies have none."""
    if sheet.key == COMPANY:
        return ()
    company, matter, role, person = (
        columns.company_column,
        columns.matter_column,
        columns.role_column,
        columns.person_column,
    )
    made = [Column(("@company",), company.label, company.also, hint=company.hint, needed=True)]
    if sheet.root != COMPANY and sheet.path:
        made.append(Column(("@matter",), matter.label, matter.also, hint=matter.hint))
    if sheet.roles:
        roles = tuple(label for label, _ in sheet.roles)
        made.append(Column(("@role",), role.label, role.also, "choice", roles, hint=role.hint))
    if sheet.parent:
        made.append(Column(("@person",), person.label, person.also, hint=person.hint, needed=True))
    return tuple(made)


def _is_person(root: str, path: Path) -> bool:
    return root == COMPANY and len(path) > 1 and path[0] in PEOPLE


def _referred(root: str, path: Path) -> str:
    """The table of the profile whose records are named at ``path`` (of a record that stands alone or in a list)."""
    if root == COMPANY:  # the profile's own people may be none of the experts
        return ""
    if path == ("contact",):
        return "experts"
    for reference in REFERENCES.get(root, ()):
        if tuple(step for step in reference.pattern if step != "*") == path:
            return reference.table
    return ""


def kind_of(info: FieldInfo) -> Kind:
    """What a cell of a column holds."""
    if choices_of(info.annotation):
        return "choice"
    whole = annotated(info)
    plain = {part for part in _parts(whole) if isinstance(part, type)}
    for each, kind in _KINDS:
        if each in plain:
            return kind
    months = {id(extra) for extra in YearMonth.__metadata__}  # type: ignore[attr-defined]
    return "month" if any(id(part) in months for part in _parts(whole)) else "text"


_KINDS: tuple[tuple[type, Kind], ...] = ((bool, "yes"), (date, "date"), (float, "number"), (int, "whole"))


def _parts(annotation: Any) -> Iterator[Any]:
    """An annotation, what it is made of, and what is said about it."""
    yield annotation
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield from _parts(part)
