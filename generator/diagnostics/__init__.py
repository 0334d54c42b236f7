"""What went wrong, where, and what would be right: sources, diagnostics, the error family; imports nothing of ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much a diagnostic weighs; errors make a run fail, the others only speak."""

    ERROR = "错误"
    WARNING = "警告"
    HINT = "提示"

    @property
    def rank(self) -> int:
        """Sorting weight, the gravest first."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A place in a file: path relative to the project (POSIX), line and column counted from 1; 0 is unknown.

    In a workbook ``cell`` says where instead of a line, with its sheet: 企业!C7.
    """

    file: str
    line: int = 0
    column: int = 0
    cell: str = ""

    def __str__(self) -> str:
        if self.cell:
            return f"{self.file} {self.cell}"
        tail = f":{self.line}:{self.column}" if self.column else f":{self.line}" if self.line else ""
        return self.file + tail


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a stable code, its weight, its place, what is wrong, what would be right, and the rule behind it."""

    code: str
    severity: Severity
    message: str
    source: Source | None = None
    hint: str = ""
    citation: str = ""

    def sort_key(self) -> tuple[str, int, int, str, int, str, str]:
        """Order of printing: by place, then weight, then code."""
        place = self.source or Source("")
        return (place.file, place.line, place.column, place.cell, self.severity.rank, self.code, self.message)

    def __str__(self) -> str:
        where = f"{self.source} " if self.source else ""
        hint = f"\n    改法：{self.hint}" if self.hint else ""
        clause = f"\n    依据：{self.citation}" if self.citation else ""
        return f"{where}{self.severity.value} {self.code} {self.message}{hint}{clause}"


class ZhiyinError(Exception):
    """A failure caused by input or surroundings; shown to the user as its diagnostics, never as a traceback."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(diagnostics, key=Diagnostic.sort_key))
        super().__init__("\n".join(str(item) for item in self.diagnostics))


def failure(code: str, message: str, source: Source | None = None, hint: str = "", citation: str = "") -> ZhiyinError:
    """A :class:`ZhiyinError` that holds a single error diagnostic."""
    return ZhiyinError([Diagnostic(code, Severity.ERROR, message, source, hint, citation)])


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """What was perhaps meant by an unknown name: “是否想写 …？” with the nearest known one, or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 — mostly everything is known

    close = get_close_matches(name, list(known), 1)
    return f"是否想写 {close[0]}？" if close else ""
