"""What was made from what, kept beside the outputs in SQLite: a row for each company, its documents packed in it.

The manifest only saves time. Without it, or with one that is wrong, old or damaged, everything is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from generator.build.lock import FOLDER
from generator.build.names import safe_name

SCHEMA = 3
"""Number of the tables' shape; a manifest of another number is put away."""
BAD = (sqlite3.Error, UnicodeError)
"""What SQLite says of a file that is no good; a garbled name of a table can be no text at all."""
Parts = dict[str, str]
"""What a document was made from: the part's name → a short digest of it."""


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was written: its name below the output folder, size in bytes, time of change (ns), SHA-256."""

    name: str
    size: int
    mtime: int
    sha256: str


@dataclass(slots=True)
class DocumentState:
    """A document: its files, and the parts that it was made from."""

    parts: Parts
    files: list[FileState]


@dataclass(slots=True)
class CompanyState:
    """A company as it was made: ``called`` is its name, ``name`` its folder.

    ``stamp`` tells whether its input was touched (sizes and times), ``digest`` whether it was changed; ``shared`` are
    the parts that it has in common with others; ``summary`` is what the report says of it.
    """

    key: str
    called: str
    name: str
    stamp: str
    digest: str
    shared: Parts = field(default_factory=dict)
    documents: dict[str, DocumentState] = field(default_factory=dict)
    summary: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """The part of a row that every run reads: no document is unpacked for it."""

    key: str
    called: str
    name: str
    stamp: str
    digest: str
    shared: str
    files: str
    summary: str

    @property
    def documents(self) -> int:
        """How many documents the files are, a document being files of one name and several endings."""
        return len({line.rpartition(".")[0] for line in self.files.split("\n")})

    def is_damaged(self, root: str) -> bool:
        """Whether a file below ``root``, which ends with a slash, is gone, or is not as it was written."""
        for line in self.files.split("\n"):
            name, _, told = line.partition("\t")
            try:
                found = os.stat(root + name)  # noqa: PTH116 — every output of every run passes here
            except (OSError, ValueError):
                return True
            if f"{found.st_size}\t{found.st_mtime_ns}" != told:
                return True
        return False

    def stats(self) -> Iterator[tuple[str, int, int]]:
        """Name, size and time of each file; where the row is garbled, a file that cannot be."""
        for line in self.files.split("\n") if self.files else ():
            try:
                name, size, mtime = line.rsplit("\t", 2)
                yield name, int(size), int(mtime)
            except ValueError:
                yield "", -1, -1


def _place(out: Path, source: str) -> Path:
    mark = hashlib.sha256(source.encode()).hexdigest()[:8]
    return out / FOLDER / f"{safe_name(source, 'list')[:40]}-{mark}.sqlite3"


class Manifest:
    """What was made from one source into an output folder. Close it, or use it in a ``with`` statement.

    Every source (a list's file name, a folder's name) has a manifest of its own, so that two lists may share a folder.
    One that cannot be read is put away; where none can be written (locked, no room on the disk) the run
    goes on without.
    """

    def __init__(self, out: Path, source: str) -> None:
        self._path = _place(out, source)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._open()

    @classmethod
    def is_there(cls, out: Path, source: str) -> bool:
        """Whether a run of this list has left a manifest."""
        return _place(out, source).is_file()

    def _open(self) -> None:
        for place in (self._path, self._path, ":memory:"):
            try:
                self._connect(place)
                return
            except BAD as error:
                if getattr(error, "sqlite_errorcode", 0) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                    self._put_away()

    def _connect(self, place: Path | str) -> None:
        self._base = sqlite3.connect(place, timeout=2.0, isolation_level=None)
        self._base.text_factory = lambda data: data.decode("utf-8", "replace")
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.execute("PRAGMA synchronous=NORMAL")
        if self._base.execute("PRAGMA user_version").fetchone()[0] not in (0, SCHEMA):
            self._base.close()
            self._put_away()
            self._connect(place)
            return
        self._base.executescript(
            "CREATE TABLE IF NOT EXISTS company (key TEXT PRIMARY KEY, called TEXT, name TEXT, stamp TEXT, digest TEXT,"
            " shared INTEGER, files TEXT, summary TEXT, mark INTEGER);"
            "CREATE TABLE IF NOT EXISTS document (key TEXT PRIMARY KEY, packed TEXT, mark INTEGER);"
            "CREATE TABLE IF NOT EXISTS shared (id INTEGER PRIMARY KEY, parts TEXT UNIQUE);"
            "CREATE TABLE IF NOT EXISTS told (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
            "CREATE TABLE IF NOT EXISTS remade (key TEXT, document TEXT, PRIMARY KEY (key, document)) WITHOUT ROWID;"
            f"PRAGMA user_version={SCHEMA};"
        )
        self._base.execute("SELECT count(*) FROM company").fetchone()

    def _put_away(self) -> None:
        with contextlib.suppress(Exception):
            self._base.close()
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def lines(self) -> dict[str, Line]:
        """Every company's line by key; none, and a fresh manifest, when they cannot be read."""
        try:
            shared = dict(self._base.execute("SELECT id, parts FROM shared"))
            rows = self._base.execute(
                "SELECT key, called, name, stamp, digest, files, summary, shared, mark FROM company"
            )
            return {
                key: Line(key, called, name, stamp, digest, str(shared.get(ident, "")), files, summary)
                for key, called, name, stamp, digest, files, summary, ident, mark in rows
                if _mark(key, called, name, stamp, digest, files, summary) == mark
            }
        except BAD:
            self._put_away()
            self._open()
            return {}

    def made_elsewhere(self, but: str) -> Iterator[str]:
        """The files that other sources have made in the folder, but those whose name begins with ``but``."""
        for path in sorted(self._path.parent.glob("*.sqlite3")):
            if path.name == self._path.name or path.name.startswith(but):
                continue
            with contextlib.suppress(*BAD), contextlib.closing(sqlite3.connect(path, timeout=2.0)) as base:
                for (files,) in base.execute("SELECT files FROM company"):
                    yield from (line.partition("\t")[0] for line in str(files).split("\n"))

    def documents(self, key: str) -> dict[str, DocumentState]:
        """A company's documents by name; none where nothing usable is known."""
        try:
            row = self._base.execute("SELECT packed, mark FROM document WHERE key = ?", (key,)).fetchone()
            packed = json.loads(row[0]) if row and _mark(key, row[0]) == row[1] else {}
            return {
                name: DocumentState(parts, [FileState(*file) for file in files])
                for name, (parts, files) in packed.items()
            }
        except (*BAD, ValueError, TypeError, AttributeError):
            return {}

    def keep(self, states: Iterable[CompanyState], remade: Mapping[str, Sequence[str]]) -> None:
        """Write companies, and which of their documents were made again, in one transaction."""
        with self._transaction():
            for state in states:
                self._keep(state)
            rows = [(key, name) for key, names in remade.items() for name in names]
            self._base.executemany("INSERT OR IGNORE INTO remade VALUES (?, ?)", rows)

    def remade(self) -> dict[str, list[str]]:
        """The documents by company that were made since :meth:`reported`, in this run and in runs cut short."""
        found: dict[str, list[str]] = {}
        with contextlib.suppress(*BAD):
            for key, name in self._base.execute("SELECT key, document FROM remade ORDER BY key, document"):
                found.setdefault(str(key), []).append(str(name))
        return found

    def reported(self) -> None:
        """The change report has told of what was made again."""
        with self._transaction():
            self._base.execute("DELETE FROM remade")

    def _keep(self, state: CompanyState) -> None:
        run = self._base.execute
        parts = _packed(dict(sorted(state.shared.items())))
        run("INSERT OR IGNORE INTO shared (parts) VALUES (?)", (parts,))
        shared = run("SELECT id FROM shared WHERE parts = ?", (parts,)).fetchone()[0]
        files = [file for document in state.documents.values() for file in document.files]
        told = "\n".join(f"{file.name}\t{file.size}\t{file.mtime}" for file in files)
        head = (state.key, state.called, state.name, state.stamp, state.digest)
        tail = (told, _packed(state.summary))
        row = (*head, shared, *tail, _mark(*head, *tail))
        run("INSERT OR REPLACE INTO company VALUES (?,?,?,?,?,?,?,?,?)", row)
        packed = _packed(
            {n: [d.parts, [list(asdict(f).values()) for f in d.files]] for n, d in state.documents.items()}
        )
        run("INSERT OR REPLACE INTO document VALUES (?,?,?)", (state.key, packed, _mark(state.key, packed)))

    def restamp(self, stamps: Iterable[tuple[str, str]]) -> None:
        """New stamps (key, stamp) of companies whose input was touched but not changed."""
        with self._transaction():
            for key, stamp in stamps:
                found = self._base.execute(
                    "SELECT called, name, digest, files, summary FROM company WHERE key = ?", (key,)
                ).fetchone()
                if found:
                    mark = _mark(key, *found[:2], stamp, *found[2:])
                    self._base.execute("UPDATE company SET stamp = ?, mark = ? WHERE key = ?", (stamp, mark, key))

    def forget(self, keys: Iterable[str]) -> None:
        """Drop companies."""
        with self._transaction():
            gone = [(key,) for key in keys]
            self._base.executemany("DELETE FROM company WHERE key = ?", gone)
            self._base.executemany("DELETE FROM document WHERE key = ?", gone)

    def told(self, name: str) -> str:
        """A note of the last run; "" when there is none."""
        row = None
        with contextlib.suppress(*BAD):
            row = self._base.execute("SELECT value FROM told WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def tell(self, name: str, value: str) -> None:
        """Leave a note for the next run."""
        with self._transaction():
            self._base.execute("INSERT OR REPLACE INTO told VALUES (?, ?)", (name, value))

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing; what cannot be written (a full disk, a lock) is made again in the next run."""
        try:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")
        except BAD:
            if self._base.in_transaction:
                with contextlib.suppress(*BAD):
                    self._base.execute("ROLLBACK")


def _mark(*texts: object) -> int:
    """A checksum of a row: one that was changed by anything but this program is not believed."""
    return zlib.crc32("\0".join(map(str, texts)).encode("utf-8", "surrogatepass"))


def _packed(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
