"""Where a project lies: the folder that the user names, the current one, or the one that came with the package."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import failure
from generator.loading.company_folder import PROFILE

_PARTS = ("content", "templates")
SAMPLE = "complete"
"""The sample company (a folder of content/companies) whose drafts go with every guide."""


def is_project(folder: Path) -> bool:
    """A project is a folder with content/ and templates/."""
    return all((folder / part).is_dir() for part in _PARTS)


def packaged_project() -> Path:
    """The project shipped in the wheel, or the checkout of an editable installation."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_project"
    return inside if is_project(inside) else package.parent


def find_project(named: Path | None, current: Path) -> Path:
    """The project folder to use. Raises ZhiyinError when the named folder is none."""
    if named is not None:
        if not is_project(named):
            hint = "项目文件夹里应有 content 和 templates 两个子文件夹"
            raise failure("PRJ-001", f"“{named}”不是指引项目", hint=hint)
        return named
    return current if is_project(current) else packaged_project()


def find_company(project: Path, named: Path, current: Path) -> Path:
    """The company's folder: as written, or by name below content/companies. Raises ZhiyinError when there is none.

    One that has a profile goes before one that has none, which may hold the company's drafts.
    """
    tried = (current / named, project / "content" / "companies" / named)
    folders = [folder for folder in tried if folder.is_dir()]
    for folder in folders:
        if (folder / PROFILE).is_file():
            return folder
    if folders:
        return folders[0]
    if (file := current / named).is_file():
        raise failure("CD-001", f"“{named}”是文件，应为企业资料的文件夹", hint=f"写它所在的文件夹：{file.parent.name}")
    samples = project / "content" / "companies"
    known = "、".join(sorted(item.name for item in samples.glob("*") if item.is_dir())) if samples.is_dir() else ""
    hint = "用 zhiyin company new 建立" + (f"；样例有：{known}" if known else "")
    raise failure("CD-001", f"没有“{named}”这个企业资料文件夹", hint=hint)
