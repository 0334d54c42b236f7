"""What of a project decides what it prints, file by file: kept with editions and between runs."""

from __future__ import annotations

from pathlib import Path

from generator.build.project import SAMPLE

_CONTENT = ("*.yaml", "forms/*.yaml", f"companies/{SAMPLE}/**/*")
_IGNORED = ("__pycache__",)


def recorded_files(project: Path) -> dict[str, bytes]:
    """What an edition keeps of a project, by path: content, forms, the sample company, templates, style sheet."""
    content, templates = project / "content", project / "templates"
    paths = [path for pattern in _CONTENT for path in content.glob(pattern)]
    paths += [path for path in templates.rglob("*") if "fonts" not in path.relative_to(templates).parts]
    kept = sorted({path for path in paths if path.is_file() and not _hidden(path.relative_to(project))})
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in kept}


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") or part in _IGNORED or part.endswith("~") for part in path.parts)
