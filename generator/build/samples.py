"""The sample company's drafts, which every build makes beside the guide to show what drafts look like."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.build.drafts import make_drafts
from generator.build.output import Output, Progress
from generator.build.project import SAMPLE
from generator.build.stock import Stock


def make_samples(project: Path, formats: Sequence[str], progress: Progress, stock: Stock | None = None) -> list[Output]:
    """The drafts of content/companies/complete, named with their folders; none where a project has no such company.

    They are made from ``stock`` where the project was read already.
    """
    company = project / "content" / "companies" / SAMPLE
    if not company.is_dir():
        return []
    folders = make_drafts(project, company, formats=formats, progress=progress, stock=stock)
    return [made for folder in folders for made in folder.files]
