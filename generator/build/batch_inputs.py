"""The companies of a batch: folders of YAML files, or the rows of a workbook or CSV file, with their fingerprints."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from generator.build.names import safe_name
from generator.diagnostics import Diagnostic, Source, ZhiyinError, failure
from generator.loading.company_folder import PROFILE
from generator.loading.form_files import COLUMNS
from generator.loading.yaml import parse_yaml

if TYPE_CHECKING:
    from generator.loading.company import CompanyTexts
    from generator.spreadsheet.reading import CompanyList, ListedCompany


Company: TypeAlias = "CompanyTexts | ListedCompany"


@dataclass(slots=True)
class Input:
    """A company of the batch: a stable key, what it is called, the fingerprints of its input, how to read it.

    ``digest`` is worked out, and ``called`` asked for the name, only when ``stamp`` is not the manifest's. ``home`` is
    its folder below the output folder.
    """

    key: str
    called: Callable[[], str]
    stamp: str
    digest: Callable[[], str]
    read: Callable[[], Company]
    name: str = ""
    home: str = ""


@dataclass(slots=True)
class Inputs:
    """All companies in order; ``listed`` is the list that they were read from; ``untouched``: it is as it was."""

    companies: list[Input]
    listed: CompanyList | None = None
    stamp: str = ""
    untouched: bool = False
    problems: list[Diagnostic] = field(default_factory=list)


def open_inputs(path: Path, project: Path, known: str) -> Inputs:
    """The companies of ``path``; ``known`` is the stamp under which a list was read before.

    Raises ZhiyinError when the path is neither a folder of companies nor a list.
    """
    refuse_strange(path)
    return _folders(path) if path.is_dir() else _list(path, project, known)


def refuse_strange(path: Path) -> None:
    """Raise ZhiyinError for a source that there is not."""
    if not path.exists():
        raise failure("BAT-001", f"没有“{path}”", hint="写企业资料文件夹的上级文件夹，或 .xlsx、.csv 名单")


# --------------------------------------------------------------------- folders


def _folders(path: Path) -> Inputs:
    homes = [(path.name, str(path))] if (path / PROFILE).is_file() else _below(path)
    companies = [company for name, place in homes if (company := _folder(name, place, path)) is not None]
    if not companies:
        hint = f"每家企业一个文件夹，内有 {PROFILE}；用 zhiyin company new 建立"
        raise failure("BAT-002", f"“{path.resolve().name}”里没有企业资料文件夹", hint=hint)
    return Inputs(companies)


def _below(path: Path) -> list[tuple[str, str]]:
    """Name and path of the folders in ``path``, sorted; as text, since ten thousand paths take time to make."""
    with os.scandir(path) as found:
        return sorted((entry.name, entry.path) for entry in found if entry.is_dir())


def _folder(name: str, place: str, root: Path) -> Input | None:
    """The company whose files are in the folder ``place``; None where no profile can be seen."""
    try:
        with os.scandir(place) as found:
            stats = sorted((entry.name, _stat(entry)) for entry in found if entry.name.endswith(".yaml"))
    except OSError:
        return None
    if not any(file == PROFILE and stat.S_ISREG(at.st_mode) for file, at in stats):
        return None
    stamp = ";".join([f"{file},{at.st_size},{at.st_mtime_ns}" for file, at in stats])

    def digest() -> str:
        whole = hashlib.sha256()
        for file in (Path(place) / at for at, _ in stats):
            whole.update(f"{file.name}\0".encode() + file.read_bytes() + b"\0")
        return whole.hexdigest()

    def read() -> Company:
        from generator.loading.company import read_company  # noqa: PLC0415 — a company that is as it was is not read

        home = Path(place)
        return read_company(home, root if home != root else root.parent)

    return Input(name, lambda: _name_in(Path(place) / PROFILE), stamp, digest, read)


def _stat(entry: os.DirEntry[str]) -> os.stat_result:
    """What a file looks like; a link that leads nowhere, like itself: it is reported when it is read."""
    try:
        return entry.stat()
    except OSError:
        return entry.stat(follow_symlinks=False)


_NAME = re.compile(rb"^name:[ \t]*(\S[^\r\n]*)$", re.MULTILINE)


def _name_in(profile: Path) -> str:
    """The company's name as its file has it; a file that cannot be read is reported when its turn comes."""
    try:
        found = _NAME.search(profile.read_bytes())
        value, _ = parse_yaml(found[1].decode(), PROFILE) if found else (None, None)
    except (OSError, UnicodeDecodeError, ZhiyinError):
        value = None
    return value.strip() if isinstance(value, str) and value.strip() else profile.parent.name


# ------------------------------------------------------------------------ lists


def _list(path: Path, project: Path, known: str) -> Inputs:
    stat = path.stat() if path.is_file() else None
    stamp = f"{path.name},{stat.st_size},{stat.st_mtime_ns}" if stat else ""
    if stamp and stamp == known:
        return Inputs([], stamp=stamp, untouched=True)
    from generator.build.workbook import sheets_of  # noqa: PLC0415 — a list that is untouched is not read
    from generator.spreadsheet.reading import read_list  # noqa: PLC0415

    listed = read_list(path, *sheets_of(project))
    companies = [_listed(company, number) for number, company in enumerate(listed.companies)]
    if not companies:
        raise failure("BAT-002", f"“{path.name}”里没有企业", Source(path.name), "在“企业”表中每家企业填一行")
    return Inputs(companies, listed, stamp, problems=list(listed.problems))


def list_digest(project: Path, shared: Mapping[str, str]) -> str:
    """A fingerprint of what decides how a list is read: the forms' labels, the names of sheets and columns."""
    columns = project / "content" / "forms" / f"{COLUMNS}.yaml"
    said = [digest for name, digest in sorted(shared.items()) if name.startswith("表格 ")]
    return hashlib.sha256(columns.read_bytes() + "".join(said).encode()).hexdigest()[:16]


_REFUSED = "#"
"""Begins the key of a row without a name, or with the name or code of another."""


def _listed(company: ListedCompany, number: int) -> Input:
    from generator.spreadsheet.reading import DOUBLED, NAMELESS  # noqa: PLC0415

    digest = company.digest
    code = unicodedata.normalize("NFKC", str(company.trees["company"].get("credit_code", ""))).upper()
    refused = any(item.code in (NAMELESS, DOUBLED) for item in company.problems)
    key = f"{_REFUSED}{number}:{company.name}" if refused else code or company.name
    return Input(key, lambda: company.name, digest, lambda: digest, lambda: company)


# --------------------------------------------------------------------- folders


def assign_homes(companies: Sequence[Input], known: Mapping[str, tuple[str, str]]) -> list[str]:
    """Name the companies and give them their folders; those that would share one get marks of their own.

    The mark depends on nothing but the company's key. ``known`` has stamps and names by key, so that what
    was not touched need not be read. Returns the names that clashed, but for rows that are refused as doubles.
    """
    by_name: dict[str, list[Input]] = {}
    for company in companies:
        stamp, called = known.get(company.key, ("", ""))
        company.name = called if called and stamp == company.stamp else company.called()
        company.home = safe_name(company.name, "企业")
        by_name.setdefault(unicodedata.normalize("NFC", company.home).casefold(), []).append(company)
    clashes = [group for group in by_name.values() if len(group) > 1]
    for group in clashes:
        for company in group:
            mark = hashlib.sha256(company.key.encode()).hexdigest()[:4]
            company.home = f"{company.home}（{mark}）"
    told = ([company for company in group if not company.key.startswith(_REFUSED)] for group in clashes)
    return [group[0].name for group in told if group]
