"""What a font file says of itself before it is used: whether it is all there, and whether it may be embedded."""

from __future__ import annotations

import struct
from pathlib import Path

_RESTRICTED, _BITMAPS_ONLY, _USAGE = 0x0002, 0x0200, 0x000F


def is_whole(path: Path, index: int) -> bool:
    """Whether every table of the face lies within the file (OpenType 1.9, Font Directory); cut files print blanks."""
    size = path.stat().st_size
    with path.open("rb") as file:
        try:
            start = 0
            if file.read(4) == b"ttcf":
                file.seek(12 + 4 * index)
                (start,) = struct.unpack(">I", file.read(4))
            file.seek(start + 4)
            (count,) = struct.unpack(">H", file.read(2))
            file.seek(start + 12)
            tables = [struct.unpack(">4sIII", file.read(16)) for _ in range(count)]
        except struct.error:
            return False
    return all(offset + length <= size for _, _, offset, length in tables)


def may_be_embedded(os2: bytes) -> bool:
    """Whether the licence flags allow outlines in a document (OS/2 fsType; ISO 19005-2, 6.2.11.4.1 demands it)."""
    if len(os2) < 10:
        return True
    (flags,) = struct.unpack(">H", os2[8:10])
    return flags & _USAGE != _RESTRICTED and not flags & _BITMAPS_ONLY
