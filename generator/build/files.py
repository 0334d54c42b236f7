"""Outputs are replaced whole: everything is written beside its place first, then all is renamed."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.diagnostics import Diagnostic, Severity, ZhiyinError, failure
from generator.diagnostics.system_errors import system_reason

LEFTOVER = ".zhiyin-new"
"""How the names of files end that are not yet in their place."""


PATH_LIMIT = 259
"""Longest path in UTF-16 units that Windows takes by default (Maximum Path Length Limitation), and Word at all."""


def write_all(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write ``files`` (name → bytes) into ``folder``; either all are replaced or none.

    Names may not leave the folder. Raises ZhiyinError when the folder cannot be written or a file is open
    elsewhere; the earlier outputs are untouched then, as far as the system lets renames be undone.
    """
    targets = {name: folder / name for name in files}
    staged: list[tuple[Path, Path]] = []
    try:
        for name, target in targets.items():
            if not target.resolve().is_relative_to(folder.resolve()):
                raise failure("OUT-003", f"文件名“{name}”越出了输出文件夹")
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(target.name + LEFTOVER)
            staged.append((beside, target))  # first: what a full disk leaves half-written is cleared away too
            _write_synced(beside, files[name])
        _probe_locks([target for _, target in staged])
        for beside, target in staged:
            beside.replace(target)
    except OSError as error:
        raise _unwritable(folder, error, targets.values()) from None
    finally:
        for beside, _ in staged:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
    return list(targets.values())


def set_aside(folder: Path, names: Iterable[str], files: Mapping[str, bytes]) -> list[str]:
    """Rename files that somebody has worked on before ``files`` take their place; their new names.

    What is there already as it will be written was left by a run that was cut short.
    """
    done: list[str] = []
    for name in sorted(set(names) & files.keys()):
        path = folder / name
        with contextlib.suppress(OSError):
            if path.read_bytes() == files[name]:
                continue
        free = (path.with_stem(f"{path.stem}（改动过{turn or ''}）") for turn in (0, *range(2, 1000)))
        aside = next(place for place in free if not place.exists())
        with contextlib.suppress(OSError):  # what cannot be renamed cannot be replaced either, and that is reported
            path.rename(aside)
            done.append(aside.relative_to(folder).as_posix())
    return done


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _probe_locks(targets: list[Path]) -> None:
    """A file that Word holds open refuses to be opened for writing on Windows; ask before replacing any."""
    locked: list[Diagnostic] = []
    for target in targets:
        if target.is_dir():
            said = f"“{target.name}”是文件夹，不能替换为文件"
            locked.append(Diagnostic("OUT-002", Severity.ERROR, said, hint=f"把文件夹“{target}”改名或移走后重试"))
            continue
        if not target.exists():
            continue
        try:
            with target.open("r+b"):
                pass
        except PermissionError:
            said = f"“{target.name}”正被其他程序打开或是只读文件，未改动任何输出"
            locked.append(Diagnostic("OUT-002", Severity.ERROR, said, hint="关闭 Word、WPS 或阅读器中的该文件后重试"))
    if locked:
        raise ZhiyinError(locked)


def _unwritable(folder: Path, error: OSError, paths: Iterable[Path]) -> ZhiyinError:
    lengths = (len(f"{path.absolute()}{LEFTOVER}".encode("utf-16-le")) // 2 for path in paths)
    longest = max(lengths, default=0)
    if error.errno in {2, 22} and longest > PATH_LIMIT:  # Windows says of these only that there is no such path
        hint = "换一个路径更短的输出文件夹（--out），例如盘符下的文件夹"
        return failure(
            "OUT-001", f"不能写入“{folder}”：路径长达 {longest} 个字符，Windows 至多 {PATH_LIMIT} 个", hint=hint
        )
    at = Path(str(error.filename)).name.removesuffix(LEFTOVER) if error.filename else ""
    which = f"中的“{at}”" if at and at != folder.name else ""
    why = "没有写入权限" if error.errno == errno.EACCES else system_reason(error)
    return failure(
        "OUT-001",
        f"不能写入“{folder}”{which}：{why}",
        hint="换一个输出文件夹（--out），或检查权限与磁盘空间",
    )
