"""Whether somebody has worked on a draft since it was made: told by what Word, WPS and readers leave when they save."""

from __future__ import annotations

import zipfile
from pathlib import Path

_APPLICATION = b"<Application>zhiyin</Application>"
_PRODUCER = b"<pdf:Producer>zhiyin "
_END = b"%%EOF"


def worked_on(path: Path) -> bool:
    """Whether a Word or PDF file at ``path`` was saved by another program than this one; False when there is none.

    Raises OSError when it cannot be read.
    """
    if not path.is_file():
        return False
    match path.suffix:
        case ".docx":
            try:
                with zipfile.ZipFile(path) as package:
                    return _APPLICATION not in package.read("docProps/app.xml")
            except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError):
                return True
        case ".pdf":
            data = path.read_bytes()
            return _PRODUCER not in data or data.count(_END) != 1  # readers append what was filled in
        case _:
            return False
