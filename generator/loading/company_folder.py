"""Which files of a company's folder are read: the profile and its undertakings, inside the folder, of bounded size."""

from __future__ import annotations

import os
import re
from pathlib import Path

from generator.diagnostics import Source, ZhiyinError, failure

PROFILE = "company.yaml"
SIZE_LIMIT = 1_000_000
"""Largest sum of a folder's files, in bytes."""
FILES_LIMIT = 200
"""Most files in a folder."""

_OWN = "链接、管道等不读；换成文件本身，或移走"


def yaml_files(folder: Path) -> list[Path]:
    """The folder's YAML files, the profile first; hidden ones (editors' and systems' own) left out."""
    found = (path for path in folder.glob("*.yaml") if not path.name.startswith("."))
    return sorted(found, key=lambda path: (path.name != PROFILE, path.name))


def _refuse_unread(folder: Path, shown: str) -> None:
    """An undertaking under a name that is not read would silently be left out."""
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in {".yml", ".yaml"} and path.suffix != ".yaml" and not path.name.startswith("."):
            said = f"文件名应以 .yaml 结尾，“{path.name}”不会读取"
            raise failure("CD-006", said, Source(f"{shown}/{path.name}"), f"改名为 {path.stem}.yaml")


def company_files(folder: Path, root: Path) -> dict[str, tuple[Path, str]]:
    """The folder's YAML files by key (stem), each with the name for messages; the profile comes first.

    Raises ZhiyinError: no folder, no profile, too many files, links out of the folder, too large.
    """
    shown = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder.name
    if not folder.is_dir():
        raise failure("CD-001", f"没有“{shown}”这个企业资料文件夹", hint="用 zhiyin company new 建立")
    if (folder / PROFILE).is_dir():
        raise failure("CD-004", f"{PROFILE} 是文件夹，应为文件", Source(f"{shown}/{PROFILE}"), "移走或改名")
    if not (folder / PROFILE).is_file() and os.path.lexists(folder / PROFILE):
        raise failure("CD-004", f"“{PROFILE}”不是文件夹内的普通文件", Source(f"{shown}/{PROFILE}"), _OWN)
    if not (folder / PROFILE).is_file():
        raise failure(
            "CD-002", f"“{shown}”里没有 {PROFILE}", Source(f"{shown}/{PROFILE}"), "用 zhiyin company new 建立"
        )
    paths = yaml_files(folder)
    _refuse_unread(folder, shown)
    if len(paths) > FILES_LIMIT:
        raise failure("CD-003", f"“{shown}”里有{len(paths)}个文件，最多{FILES_LIMIT}个", hint="分成几个文件夹")
    home = folder.resolve()
    total = 0
    for path in paths:
        if not path.is_file() or path.resolve().parent != home:
            raise failure("CD-004", f"“{path.name}”不是文件夹内的普通文件", Source(f"{shown}/{path.name}"), _OWN)
        total += path.stat().st_size
        if total > SIZE_LIMIT:
            raise _too_large(path, f"{shown}/{path.name}")
    return {path.stem: (path, f"{shown}/{path.name}") for path in paths}


def _too_large(path: Path, name: str) -> ZhiyinError:
    with path.open("rb") as stream:
        lines = stream.read(SIZE_LIMIT).split(b"\n")
    longest = max(range(len(lines)), key=lambda number: len(lines[number]))
    key = re.match(rb"\s*(?:- )?([A-Za-z_]+):", lines[longest])
    field_name = f"，最长的一行是“{key.group(1).decode()}”" if key else ""
    said = f"企业资料合计超过{SIZE_LIMIT // 1_000_000}MB{field_name}"
    return failure("CD-005", said, Source(name, longest + 1), "资料只写文字；附件另存，不写进资料")
