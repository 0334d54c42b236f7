"""Removing outputs that have no source any more, and the folders that stand empty then; never anything else."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from generator.build.files import LEFTOVER


class Remover:
    """Removes files below an output folder. What was made in this run stays, whoever had it before."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._claimed: set[str] = set()
        self.kept: list[str] = []

    def claim(self, names: Iterable[str]) -> None:
        """These files belong to a company that was worked on in this run."""
        self._claimed.update(names)

    def remove(self, files: Iterable[tuple[str, int, int]]) -> list[str]:
        """Remove files (name below the folder, size, time as written); the names of those that were there, sorted.

        A file that somebody has worked on since is kept and entered in ``kept``. A name that leaves the folder comes
        from a manifest that is not ours, and is left alone.
        """
        gone: list[str] = []
        for name, size, mtime in sorted(files):
            pure = PurePosixPath(name)
            if name in self._claimed or pure.is_absolute() or ".." in pure.parts or not pure.parts:
                continue
            path = self._out / name
            with contextlib.suppress(OSError):
                found = path.stat()
                if (found.st_size, found.st_mtime_ns) != (size, mtime):
                    self.kept.append(name)
                    continue
                path.unlink()
                gone.append(name)
            self._remove_empty(path)
        return gone

    def _remove_empty(self, path: Path) -> None:
        for folder in path.parents:
            if folder == self._out or not folder.is_relative_to(self._out):
                return
            try:
                folder.rmdir()
            except OSError:
                return

    def clear_leftovers(self) -> None:
        """Remove what a run that was killed had not yet put in its place."""
        for path in list(self._out.rglob(f"*{LEFTOVER}")):  # all found before a folder goes
            with contextlib.suppress(OSError):
                path.unlink()
                self._remove_empty(path)
