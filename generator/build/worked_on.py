"""Whether somebody has worked on a draft since it was made: told by what Word, WPS and readers leave when they save."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

_APPLICATION = b"<Application>zhiyin</Application>"
_PRODUCER = b"<pdf:Producer>zhiyin "
_END = b"%%EOF"


def worked_on(path: Path) -> bool:
    """Whether a Word or PDF file at ``path`` was saved by another program than this one; False when there is none.

    A damaged file counts as worked on. Raises OSError when it cannot be read.
    """
    if path.suffix not in (".docx", ".pdf") or not path.is_file():
        return False
    data = path.read_bytes()
    if path.suffix == ".pdf":
        return _PRODUCER not in data or data.count(_END) != 1  # readers append what was filled in
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _APPLICATION not in package.read("docProps/app.xml")
    except (zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, RuntimeError):
        return True
