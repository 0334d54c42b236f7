"""The sample company's drafts, which every build makes beside the guide to show what drafts look like."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.build.drafts import make_drafts
from generator.build.output import Output, Progress
from generator.build.project import SAMPLE


def make_samples(project: Path, formats: Sequence[str], progress: Progress) -> list[Output]:
    """The drafts of content/companies/complete, named with their folders; none where a project has no such company."""
    company = project / "content" / "companies" / SAMPLE
    if not company.is_dir():
        return []
    return [
        made for folder in make_drafts(project, company, formats=formats, progress=progress) for made in folder.files
    ]
