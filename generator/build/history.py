"""What an output folder was made from last: the project's content and templates, kept for the next change report."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.build.files import write_all
from generator.build.lock import FOLDER
from generator.build.output import Output
from generator.build.recorded import recorded_files
from generator.diagnostics import ZhiyinError

_EARLIEST = (1980, 1, 1, 0, 0, 0)
OLD, NEW = "上次生成时的内容", "现在的内容"


def change_report(
    project: Path, out: Path, kind: str, remade: Sequence[str], companies: Sequence[str] = ()
) -> list[Output]:
    """修订说明 since the last run of this ``kind`` into ``out``; nothing when content and templates are as they were.

    The present state is kept for the next time. What was kept and cannot be read any more counts as nothing.
    """
    files = recorded_files(project)
    place = out / FOLDER / f"{kind}.zip"
    before = _kept(place)
    if before == files:
        return []
    made = _reported(project, before, remade, companies) if before is not None else []
    write_all(place.parent, {place.name: _packed(files)})
    return made


def _reported(project: Path, before: dict[str, bytes], remade: Sequence[str], companies: Sequence[str]) -> list[Output]:
    from generator.build.diffing import compare_sides, make_report  # noqa: PLC0415 — mostly nothing has changed
    from generator.build.sides import read_folder  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="zhiyin-") as name:
        write_all(Path(name), before)
        try:
            report = compare_sides(read_folder(Path(name), OLD), read_folder(project, NEW))
        except ZhiyinError:
            return []
    if not report:
        return []
    return make_report(project, replace(report, remade=tuple(remade), companies=tuple(companies)))


def _kept(place: Path) -> dict[str, bytes] | None:
    try:
        with zipfile.ZipFile(place) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (OSError, zipfile.BadZipFile, KeyError, EOFError):
        return None


def _packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()
