"""The record of an edition (``editions/<name>/edition.json``): its name, and hashes of all it was made from."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from generator.build.names import LIMIT, safe_name
from generator.diagnostics import Source, failure

FOLDER = "editions"
RECORD = "edition.json"


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Font(_Kept):
    """A font: its file as the style sheet names it, and where it is kept.

    ``packaged`` fonts come with the program, ``copied`` ones lie in the edition, ``external`` ones are the user's own,
    named by an absolute path.
    """

    file: str
    sha256: str
    kept: Literal["packaged", "copied", "external"]


class Made(_Kept):
    """An output as it was made."""

    sha256: str
    bytes: int
    pages: int


class Edition(_Kept):
    """All that an edition was made from (SHA-256 by path), by what program, and what came out."""

    name: str
    title: str
    generator: str
    packages: dict[str, str]
    files: dict[str, str]
    fonts: dict[str, Font]
    outputs: dict[str, Made]


def editions_folder(project: Path) -> Path:
    """Where a project keeps its editions."""
    return project / FOLDER


def edition_folder(project: Path, name: str) -> Path:
    """An edition's folder, there or not. Raises ZhiyinError when the name cannot be a folder's."""
    if not name or safe_name(name, "") != name or name.startswith("-"):
        hint = f"用汉字、字母、数字、点和连字符，不超过 {LIMIT} 字，例如 2025-03"
        raise failure("EDN-001", f"版本名不能是“{name}”", hint=hint)
    return editions_folder(project) / name


def edition_names(project: Path) -> list[str]:
    """The names of the recorded editions, sorted."""
    return sorted(
        path.parent.name for path in editions_folder(project).glob(f"*/{RECORD}") if path.parent.name[0] != "."
    )


def read_edition(project: Path, name: str) -> Edition:
    """A recorded edition. Raises ZhiyinError when there is none or its record is damaged."""
    path = edition_folder(project, name) / RECORD
    if not path.is_file():
        known = "、".join(edition_names(project))
        raise failure(
            "EDN-002", f"没有登记过版本“{name}”", hint=f"已登记：{known}" if known else "用 zhiyin release 登记"
        )
    try:
        return Edition.model_validate_json(path.read_bytes())
    except (ValidationError, OSError):
        where = Source(f"{FOLDER}/{name}/{RECORD}")
        raise failure("EDN-004", "版本的登记文件损坏", where, "用备份或版本管理恢复原状") from None
