"""The file around the objects: object streams, cross-reference stream, identifier (ISO 32000-1, 7.5.7, 7.5.8, 14.4)."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable
from itertools import accumulate

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_TOGETHER = 200
"""Objects in one object stream: enough to deflate well, few enough to be read quickly for one of them."""
_FREE, _PLAIN, _PACKED = range(3)  # kinds of cross-reference entries, ISO 32000-1, table 18


def assemble(objects: Iterable[tuple[int, bytes, bool]], root: str, info: str) -> bytes:
    """The file of these objects: number, bytes, and whether it is a stream, which no other stream may hold.

    ``root`` and ``info`` are references of the catalog and the information dictionary. The file identifier is the
    content's fingerprint.
    """
    file = _File()
    packed: list[tuple[int, bytes]] = []
    for number, data, stream in objects:
        if stream:
            file.add(number, data)
        else:
            packed.append((number, data))
            file.entries[number] = (_PACKED, 0, 0)
    following = max(file.entries) + 1
    for at in range(0, len(packed), _TOGETHER):
        file.pack(following, packed[at : at + _TOGETHER])
        following += 1
    return file.finished(following, root, info)


class _File:
    """Bytes so far, and where each object lies: offset and generation, or holding stream and index."""

    def __init__(self) -> None:
        self._parts = [_HEADER]
        self._size = len(_HEADER)
        self.entries: dict[int, tuple[int, int, int]] = {0: (_FREE, 0, 65535)}

    def add(self, number: int, data: bytes) -> None:
        """An object in the open."""
        self.entries[number] = (_PLAIN, self._size, 0)
        whole = b"%d 0 obj\n%b\nendobj\n" % (number, data)
        self._parts.append(whole)
        self._size += len(whole)

    def pack(self, holder: int, objects: list[tuple[int, bytes]]) -> None:
        """Objects inside a deflated stream of their own."""
        starts = accumulate((len(data) + 1 for _, data in objects), initial=0)
        index = " ".join(f"{number} {start}" for (number, _), start in zip(objects, starts, strict=False)).encode()
        for at, (number, _) in enumerate(objects):
            self.entries[number] = (_PACKED, holder, at)
        content = zlib.compress(b"\n".join([index, *(data for _, data in objects)]), 6)
        entries = b"/Type /ObjStm /N %d /First %d" % (len(objects), len(index) + 1)
        self.add(holder, _stream(entries, content))

    def finished(self, number: int, root: str, info: str) -> bytes:
        """The file with its cross-reference stream, whose own number this is."""
        made = hashlib.sha256(b"".join(self._parts)).hexdigest()[:32].upper()
        start = self._size
        self.entries[number] = (_PLAIN, start, 0)
        rows = b"".join(struct.pack(">BIH", *self.entries[i]) for i in range(number + 1))
        entries = f"/Type /XRef /Size {number + 1} /W [1 4 2] /Root {root} /Info {info} /ID [<{made}> <{made}>]"
        self.add(number, _stream(entries.encode("ascii"), zlib.compress(rows, 6)))
        return b"".join([*self._parts, b"startxref\n%d\n%%%%EOF\n" % start])


def _stream(entries: bytes, deflated: bytes) -> bytes:
    return b"<<%b /Filter /FlateDecode /Length %d>>\nstream\n%b\nendstream" % (entries, len(deflated), deflated)
