"""What a batch has done, company by company: for the screen, the report, and scripts."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.build.batch_inputs import Inputs
from generator.diagnostics import Diagnostic

ERRORS_BEGIN = "需改正的名单"
"""How the names of workbooks of errors begin."""


@dataclass(slots=True)
class CompanyReport:
    """What became of a company in this run; ``gone`` are files that were removed, each with the reason."""

    key: str
    name: str
    home: str
    made: int = 0
    unchanged: int = 0
    missing: tuple[str, ...] = ()
    doubtful: int = 0
    failed: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    reasons: dict[str, list[str]] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()

    def tell(self, summary: Mapping[str, Any]) -> None:
        """Fill in what the manifest keeps of a company; a summary of another shape says nothing."""
        with contextlib.suppress(AttributeError, TypeError, ValueError, KeyError):
            folders = dict(summary.get("folders", {}))
            self.failed = tuple(map(str, summary.get("failed", ())))
            self.folders = tuple(folders)
            self.missing = tuple(str(item) for told in folders.values() for item in told["missing"])
            self.doubtful = int(summary.get("doubtful", 0)) + sum(int(told["doubtful"]) for told in folders.values())


@dataclass(slots=True)
class BatchReport:
    """What a run did: its companies in order, problems of no company, columns that were not read, seconds.

    ``departed`` are companies that are on the list no longer; ``remade`` the documents, by company, that were made
    since the last change report was written, in earlier runs that were cut short too; ``kept`` are files without a
    source that somebody has worked on, ``aside`` the new names of such files that were made again.
    """

    source: str
    companies: list[CompanyReport] = field(default_factory=list)
    departed: list[CompanyReport] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    ignored: tuple[str, ...] = ()
    clashes: list[str] = field(default_factory=list)
    seconds: float = 0.0
    failures: list[tuple[str, tuple[Diagnostic, ...]]] = field(default_factory=list)
    inputs: Inputs | None = None
    shared_changed: list[str] = field(default_factory=list)
    remade: dict[str, list[str]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)

    @property
    def made(self) -> int:
        """Documents made in this run."""
        return sum(company.made for company in self.companies)

    @property
    def unchanged(self) -> int:
        """Documents that were up to date."""
        return sum(company.unchanged for company in self.companies)

    @property
    def removed(self) -> int:
        """Files removed because they had no source any more."""
        return sum(len(company.gone) for company in (*self.companies, *self.departed))

    @property
    def failed(self) -> int:
        """Companies that failed."""
        return sum(1 for company in self.companies if company.failed)
