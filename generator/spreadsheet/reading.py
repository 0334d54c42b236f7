"""A list of companies from a workbook or CSV file: rows of all sheets joined, every problem named with its cell."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from generator.diagnostics import Diagnostic, Severity, Source, failure
from generator.loading.company import CompanyBundle, company_from_trees
from generator.loading.form_words import NONE, Words
from generator.loading.yaml import Place, SourceIndex
from generator.model.columns import Columns
from generator.spreadsheet.heads import CODE, find_head, plain
from generator.spreadsheet.plan import COMPANY, OWN, Sheet
from generator.spreadsheet.rows import DataRows
from generator.spreadsheet.tables import Row, Table, cell_name, read_tables

SHOWN = 3
"""Rows of one kind that are named; the whole template has more than thirty of examples."""
NAMELESS, DOUBLED = "XL-011", "XL-012"
"""Codes of rows that do not say whose they are: without a name, or with the name or code of another."""
UNREAD = "XL-016"
"""Code of the warning that a sheet has companies and was not read."""


@dataclass(slots=True)
class CellIndex(SourceIndex):
    """Where the values of one company, or of one of its undertakings, stand in the workbook."""

    cells: dict[Place, str] = field(default_factory=dict)

    def has(self, source: Source) -> bool:
        """Whether a cell holds one of these values."""
        return source.file == self.file and source.cell in self.cells.values()

    def source(self, path: Place) -> Source:
        """The cell of a value, or of the nearest thing around it; a part's first cell where a whole is meant."""
        while path:
            found = self.cells.get(path) or next((c for p, c in self.cells.items() if p[: len(path)] == path), "")
            if found:
                return Source(self.file, cell=found)
            path = path[:-1]
        return Source(self.file, cell=next(iter(self.cells.values()), ""))


@dataclass(slots=True)
class ListedCompany:
    """A company of a list: its name, its data as trees by key (``company``, ``proposal-1`` …), and their cells.

    ``rows`` are the places (sheet, row) that it was read from.
    """

    name: str
    trees: dict[str, dict[str, Any]]
    indexes: dict[str, CellIndex]
    problems: list[Diagnostic] = field(default_factory=list)
    rows: list[tuple[str, int]] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """A fingerprint of what the list says of the company, wherever its rows stand."""
        said = json.dumps([self.trees, [str(item) for item in self.problems]], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()

    def bundle(self, words: Words = NONE) -> CompanyBundle:
        """The company as loaded; ``words`` are what forms offer besides the models' options.

        Raises ZhiyinError with all its problems.
        """
        return company_from_trees(self.name, self.trees, self.indexes, self.problems, words)


@dataclass(frozen=True, slots=True)
class CompanyList:
    """What a workbook or CSV file holds: companies in order, problems of no single company, what was not read."""

    file: str
    companies: tuple[ListedCompany, ...]
    problems: tuple[Diagnostic, ...]
    ignored: tuple[str, ...]
    tables: tuple[Table, ...]
    heads: Mapping[str, int]
    """The number of each table's row of heads."""


def read_list(path: Path, columns: Columns, sheets: Sequence[Sheet]) -> CompanyList:
    """Read the companies of ``path`` by the workbook's ``sheets`` (:func:`generator.spreadsheet.plan.workbook`).

    Raises ZhiyinError when the file is no list at all; what is wrong with single rows is kept with their companies.
    """
    tables = read_tables(path)
    return _Joiner(path.name, columns, sheets, tables).run()


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a row of a joined sheet says: whose it is (key columns by name), its record, that one's cells, its place."""

    keys: Mapping[str, str]
    record: dict[str, Any]
    cells: Mapping[Place, str]
    here: Source


@dataclass(slots=True)
class _Joiner:
    file: str
    columns: Columns
    sheets: Sequence[Sheet]
    tables: Sequence[Table]
    problems: list[Diagnostic] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    companies: list[ListedCompany] = field(default_factory=list)
    heads: dict[str, int] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)
    by_name: dict[str, list[ListedCompany]] = field(default_factory=dict)
    by_code: dict[str, list[ListedCompany]] = field(default_factory=dict)

    def run(self) -> CompanyList:
        pairs = list(self._matched())
        first = next((table for table, sheet in pairs if sheet.key == COMPANY), None)
        if first is None or find_head(first, self.sheets[0], self.columns) is None:
            names = "、".join(table.name for table in self.tables) or "无"
            raise failure(
                "XL-007",
                f"名单里没有企业表：找不到“{self.columns.company_column.label}”一栏",
                Source(self.file),
                f"现有工作表：{names}；用 zhiyin company template 取得样表",
            )
        for table, sheet in sorted(pairs, key=lambda pair: self._order(pair[1])):
            self._sheet(table, sheet)
        self._refuse_doubles()
        if self.examples:
            self.ignored.append(f"“{self.columns.example}”开头的示例行（{_few(self.examples, len(self.examples))}）")
        return CompanyList(
            self.file,
            tuple(self.companies),
            tuple(self.problems),
            tuple(self.ignored),
            tuple(self.tables),
            self.heads,
        )

    def _order(self, sheet: Sheet) -> int:
        """Companies first, then undertakings, then tables, then tables of tables."""
        return len(sheet.path) + (0 if sheet.root == COMPANY else 1) + 10 * bool(sheet.path)

    def _matched(self) -> Iterator[tuple[Table, Sheet]]:
        named = {plain(name): sheet for sheet in reversed(self.sheets) for name in (*sheet.also, sheet.name)}
        company = self.sheets[0]
        taken: dict[str, str] = {}
        for table in self.tables:
            sheet = named.get(plain(table.name))
            if sheet is None and len(self.tables) == 1:
                sheet = company
            if (
                sheet is None
                and table.rows
                and not any(plain(t.name) in map(plain, (company.name, *company.also)) for t in self.tables)
            ):
                sheet = company if find_head(table, company, self.columns) else None
            if sheet is None or sheet.key in taken:
                if table.rows and table.name not in OWN:
                    self._unread(table, sheet, taken)
                continue
            taken[sheet.key] = table.name
            yield table, sheet

    def _unread(self, table: Table, sheet: Sheet | None, taken: Mapping[str, str]) -> None:
        """A sheet that is no known one, or one that is there already; a warning where companies stand in it."""
        self.ignored.append(f"工作表“{table.name}”")
        label = self.columns.company_column.label
        if sheet is not None:
            said, hint = f"工作表“{table.name}”没有读入：“{sheet.name}”表已有“{taken[sheet.key]}”", "各行合在一张表中"
        elif find_head(table, self.sheets[0], self.columns) is not None:
            said = f"工作表“{table.name}”有“{label}”一栏，但看不出是哪一类资料，没有读入"
            hint = f"企业合在一张表中；其他资料按样表改工作表名（{'、'.join(s.name for s in self.sheets[1:4])}……）"
        else:
            return
        self._problem(UNREAD, said, Source(self.file), hint, Severity.WARNING)

    # --------------------------------------------------------------- one sheet

    def _sheet(self, table: Table, sheet: Sheet) -> None:
        if not table.rows:
            return
        others = (
            [other for other in self.sheets if other.root != COMPANY and not other.path] if sheet.key == COMPANY else []
        )
        head = find_head(table, sheet, self.columns, others)
        if head is None:
            label = self.columns.company_column.label
            said = f"工作表“{table.name}”里没有“{label}”一栏，没有读入"
            hint = f"表头加上“{label}”一栏；样表用 zhiyin company template 取得"
            self._problem("XL-017", said, Source(self.file), hint)
            return
        self.heads[table.name] = head.row
        self.ignored += [f"{table.name}的“{label}”一栏" for label in head.ignored]
        for label in head.doubled:
            said = f"工作表“{table.name}”有两个“{label}”栏，只读第一个"
            self._problem("XL-018", said, Source(self.file), "两栏合为一栏，或改正表头", Severity.WARNING)
        rows = DataRows(self.file, table, head, self.columns)
        for row in rows:
            if sheet.key == COMPANY:
                self._company(rows, row)
            else:
                self._joined(rows, sheet, row)
        self.examples += rows.examples

    def _problem(self, code: str, said: str, source: Source, hint: str, severity: Severity = Severity.ERROR) -> None:
        self.problems.append(Diagnostic(code, severity, said, source, hint))

    # -------------------------------------------------------------- companies

    def _company(self, rows: DataRows, row: Row) -> None:
        table, head = rows.table, rows.head
        problems: list[Diagnostic] = []
        tree: dict[str, Any] = {"kind": COMPANY}
        index = CellIndex(self.file)
        flat: dict[str, tuple[dict[str, Any], CellIndex]] = {}
        for column, value, place in rows.values(row, problems):
            if column.path[0].startswith("@"):
                kind = column.path[0][1:]
                target, cells = flat.setdefault(kind, ({"kind": kind}, CellIndex(self.file)))
                _put(target, column.path[1:], value)
                cells.cells[column.path[1:]] = place
            else:
                _put(tree, column.path, value)
                index.cells[column.path] = place
        if len(tree) == 1 and not flat and not problems:
            return
        place = cell_name(table.name, row.number, 1)
        if "name" not in tree:
            found = next((p for p, c in head.columns.items() if c.path == ("name",)), 0)
            place = cell_name(table.name, row.number, found + 1)
            here = Source(self.file, cell=place)
            if all(item.source != here for item in problems):
                said = f"没有写{self.columns.company_column.label}"
                problems.append(Diagnostic(NAMELESS, Severity.ERROR, said, here, "补上单位全称"))
            tree["name"] = f"第{row.number}行"
        name = str(tree["name"])
        made = ListedCompany(name, {COMPANY: tree}, {COMPANY: index}, problems, [(table.name, row.number)])
        for kind, (target, cells) in flat.items():
            made.trees[f"{kind}-1"], made.indexes[f"{kind}-1"] = target, cells
        self.companies.append(made)
        self.by_name.setdefault(plain(name), []).append(made)
        if "credit_code" in tree:
            self.by_code.setdefault(plain(tree["credit_code"]), []).append(made)

    def _refuse_doubles(self) -> None:
        """The same name or credit code twice: nobody can know which row is meant."""
        for said, groups in ((self.columns.company_column.label, self.by_name), (CODE, self.by_code)):
            for group in groups.values():
                for company in group if len(group) > 1 else ():
                    others = (f"第{other.rows[0][1]}行" for other in group if other is not company)
                    few = _few(list(islice(others, SHOWN)), len(group) - 1)
                    place = cell_name(company.rows[0][0], company.rows[0][1], 1)
                    text = f"{said}与{few}相同，不知道以哪一行为准"
                    hint = "合并为一行，或改正"
                    company.problems.append(
                        Diagnostic(DOUBLED, Severity.ERROR, text, Source(self.file, cell=place), hint)
                    )

    # ------------------------------------------------------------ other sheets

    def _joined(self, rows: DataRows, sheet: Sheet, row: Row) -> None:
        table = rows.table
        problems: list[Diagnostic] = []
        keys: dict[str, str] = {}
        record: dict[str, Any] = {}
        cells: dict[Place, str] = {}
        for column, value, place in rows.values(row, problems):
            if column.path[0].startswith("@"):
                keys[column.path[0]] = str(value)
            else:
                _put(record, column.path, value)
                cells[column.path] = place
        if not record and not problems:
            return
        entry = _Entry(keys, record, cells, Source(self.file, cell=cell_name(table.name, row.number, 1)))
        company = self._whose(entry)
        if company is None:
            return
        company.rows.append((table.name, row.number))
        company.problems += problems
        if sheet.roles:
            self._person(company, sheet, entry)
        elif sheet.root == COMPANY:
            self._into(company, COMPANY, sheet, entry)
        elif not sheet.path:
            count = sum(1 for tree in company.trees.values() if tree.get("kind") == sheet.root)
            key = f"{sheet.root}-{count + 1}"
            company.trees[key] = {"kind": sheet.root, **record}
            company.indexes[key] = CellIndex(self.file, cells=dict(cells))
        else:
            found = self._matter(company, sheet, entry)
            if found:
                self._into(company, found, sheet, entry)

    def _whose(self, entry: _Entry) -> ListedCompany | None:
        keys, here = entry.keys, entry.here
        for key, known in (("@company", self.by_name), ("@code", self.by_code)):
            if key in keys:
                found = known.get(plain(keys[key]), [])
                if found:
                    return found[0]  # where there are more they are reported as doubles, and their rows are not used
                said = f"企业表里没有“{keys[key][:60]}”，这一行没有用上"
                self._problem("XL-008", said, here, "名称与企业表一字不差")
                return None
        label = self.columns.company_column.label
        self._problem("XL-008", f"没有写{label}，这一行没有用上", here, f"写上{label}")
        return None

    def _person(self, company: ListedCompany, sheet: Sheet, entry: _Entry) -> None:
        """One of the profile's people; a row without a role is the first."""
        role, path = next((pair for pair in sheet.roles if pair[0] == entry.keys.get("@role")), sheet.roles[0])
        tree = company.trees[COMPANY]
        if path[0] in tree:
            said = f"这家企业已另有“{role}”（在企业表或本表的另一行）"
            hint = f"只留一处；不是{role}的，写明{self.columns.role_column.label}"
            company.problems.append(Diagnostic("XL-015", Severity.ERROR, said, entry.here, hint))
            return
        tree[path[0]] = entry.record
        for place, cell in entry.cells.items():
            company.indexes[COMPANY].cells[(*path, *place)] = cell

    def _matter(self, company: ListedCompany, sheet: Sheet, entry: _Entry) -> str:
        """The key of the undertaking that a row belongs to; none, and reported, where that cannot be told."""
        held = [key for key, tree in company.trees.items() if tree.get("kind") == sheet.root]
        wanted = entry.keys.get("@matter", "")
        if wanted:
            held = [
                key
                for key in held
                if any(plain(v) == plain(wanted) for v in company.trees[key].values() if isinstance(v, str))
            ]
        if len(held) == 1:
            return held[0]
        label = self.columns.matter_column.label
        said = f"“{wanted}”不是这家企业的事项" if wanted else f"这家企业有{len(held)}个同类事项，没有写{label}"
        hint = self.columns.matter_column.hint
        company.problems.append(Diagnostic("XL-013", Severity.ERROR, said, entry.here, hint))
        return ""

    def _into(self, company: ListedCompany, key: str, sheet: Sheet, entry: _Entry) -> None:
        """Append a record to a table of the profile or of an undertaking, or to one of a person's."""
        tree, index, lead = company.trees[key], company.indexes[key], sheet.path
        home: Place = ()
        if sheet.parent:
            people = tree.get(sheet.parent[0], [])
            person_name = entry.keys.get("@person", "")
            wanted = plain(person_name)
            found = [at for at, person in enumerate(people) if plain(person.get("name", "")) == wanted]
            if len(found) != 1:
                named = next(
                    other.name for other in self.sheets if (other.root, other.path) == (sheet.root, sheet.parent)
                )
                hint = f"与“{named}”表中的姓名一字不差"
                if not wanted:
                    said = f"没有写{self.columns.person_column.label}"
                elif not found:
                    said = f"“{named}”表里没有“{person_name}”"
                else:
                    said = f"有同名专家“{person_name}”，不知道是哪一位"
                    hint = "名单分不清同名的人；这家企业改用企业资料文件夹，在专家的 id 里写明是谁"
                company.problems.append(Diagnostic("XL-014", Severity.ERROR, said, entry.here, hint))
                return
            home, tree, lead = (sheet.parent[0], found[0]), people[found[0]], sheet.path[1:]
        rows = tree.setdefault(lead[-1], [])
        for path, cell in entry.cells.items():
            index.cells[(*home, *lead, len(rows), *path)] = cell
        rows.append(entry.record)


def _few(rows: Sequence[str], count: int) -> str:
    """The first of ``count`` rows, and how many there are when there are more."""
    return "、".join(rows[:SHOWN]) + (f"等{count}行" if count > SHOWN else "")


def _put(tree: dict[str, Any], path: Sequence[str], value: Any) -> None:
    for step in path[:-1]:
        tree = tree.setdefault(step, {})
    tree[path[-1]] = value
