"""Templates and other files that are compared as wholes: which are new, gone, or different, and by how many lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.changes.model import ChangeKind


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file added, removed or changed; lines counted by their content."""

    kind: ChangeKind
    file: str
    added: int
    removed: int


def compare_files(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[FileChange, ...]:
    """The files (name → text) that differ, by name. Line ends do not count."""
    found = []
    for file in sorted({*old, *new}):
        before, after = old.get(file, "").splitlines(), new.get(file, "").splitlines()
        if file in old and file in new and before == after:
            continue
        kind: ChangeKind = "changed" if file in old and file in new else "added" if file in new else "removed"
        same = sum(size for _, _, size in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks())
        found.append(FileChange(kind, file, len(after) - same, len(before) - same))
    return tuple(found)
