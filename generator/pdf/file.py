"""The file around the objects: object streams, cross-reference stream, identifier (ISO 32000-1, 7.5.7, 7.5.8, 14.4)."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator, Sequence
from itertools import accumulate

from generator.pdf.objects import LEVEL, Objects, deflated, stream

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_TOGETHER = 200
"""Objects in one object stream: enough to deflate well, few enough to be read quickly for one of them."""
_FREE, _PLAIN, _PACKED = range(3)
"""Kinds of cross-reference entries (table 18): with offset and generation, or with holding stream and index."""
_row = struct.Struct(">BIH").pack


def assemble(objects: Objects, root: str, info: str) -> bytes:
    """The file of these objects; ``root`` and ``info`` are references of the catalog and the information dictionary.

    The file identifier is the content's fingerprint.
    """
    file = _File(len(objects.bodies))
    for number, data in objects.streams.items():
        file.add(number, data)
    for numbers in _packs(objects):
        file.pack(numbers, [objects.bodies[number - 1] for number in numbers])
    return file.finished(root, info)


def _packs(objects: Objects) -> Iterator[list[int]]:
    """The numbers of the objects of each object stream."""
    pack: list[int] = []
    for number in range(1, len(objects.bodies) + 1):
        if pack and (len(pack) == _TOGETHER or number in objects.apart):
            yield pack
            pack = []
        if number not in objects.streams:
            pack.append(number)
    if pack:
        yield pack


class _File:
    """Bytes so far, and a row of the cross-reference stream for each of the ``count`` objects and what holds them."""

    def __init__(self, count: int) -> None:
        self._parts = [_HEADER]
        self._size = len(_HEADER)
        self._rows = [_row(_FREE, 0, 65535), *[b""] * count]

    def add(self, number: int, data: bytes) -> None:
        """An object in the open, as only streams must be."""
        self._rows[number] = _row(_PLAIN, self._size, 0)
        whole = b"%d 0 obj\n%b\nendobj\n" % (number, data)
        self._parts.append(whole)
        self._size += len(whole)

    def pack(self, numbers: Sequence[int], bodies: Sequence[str]) -> None:
        """Objects inside a deflated stream of their own."""
        holder = self._next()
        starts = accumulate([len(body) + 1 for body in bodies], initial=0)
        index = " ".join([f"{number} {start}" for number, start in zip(numbers, starts, strict=False)])
        for at, number in enumerate(numbers):
            self._rows[number] = _row(_PACKED, holder, at)
        content = "\n".join([index, *bodies]).encode("ascii")
        entries = f"/Type /ObjStm /N {len(numbers)} /First {len(index) + 1} /Filter /FlateDecode"
        self.add(holder, stream(entries, deflated(content)))

    def finished(self, root: str, info: str) -> bytes:
        """The file with its cross-reference stream at the end."""
        fingerprint = hashlib.sha256()
        for part in self._parts:
            fingerprint.update(part)
        made = fingerprint.hexdigest()[:32]
        start, number = self._size, self._next()
        self._rows[number] = _row(_PLAIN, start, 0)
        rows = zlib.compress(b"".join(self._rows), LEVEL)
        entries = f"/Type /XRef /Size {number + 1} /W [1 4 2] /Root {root} /Info {info} /ID [<{made}> <{made}>]"
        self.add(number, stream(f"{entries} /Filter /FlateDecode", rows))
        return b"".join([*self._parts, b"startxref\n%d\n%%%%EOF\n" % start])

    def _next(self) -> int:
        self._rows.append(b"")
        return len(self._rows) - 1
