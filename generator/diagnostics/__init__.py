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
    """What was perhaps meant by an unknown name: 是否想写“…”？ with the nearest known one, or nothing.

    The same characters in another order or case are the nearest (hnit for hint, 定制 for 制定); else more than half
    must agree.
    """
    from difflib import get_close_matches  # noqa: PLC0415 — mostly everything is known

    folded = name.casefold()
    words = {word.casefold(): word for word in known}
    near = [word for word in words if len(word) == len(folded) and sorted(word) == sorted(folded)]
    near = near or get_close_matches(folded, words, 1)
    return f"是否想写“{words[near[0]]}”？" if near else ""


def suggestion(name: str, known: Iterable[str]) -> str:
    """What would be right instead of an unknown name: :func:`did_you_mean`, else all the ``known`` names there are."""
    names = tuple(known)
    return did_you_mean(name, names) or f"可用：{'、'.join(names) or '没有'}"


def dotted(path: Iterable[str | int]) -> str:
    """A place within a file's values as editors read it: policies.national[0].name."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
