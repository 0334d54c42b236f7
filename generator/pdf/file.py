"""The file around the objects: object streams, cross-reference stream, identifier (ISO 32000-1, 7.5.7, 7.5.8, 14.4)."""

from __future__ import annotations

import hashlib
import struct
import zlib
from itertools import accumulate, starmap

from generator.pdf.objects import LEVEL, Objects, stream

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_TOGETHER = 200
"""Objects in one object stream: enough to deflate well, few enough to be read quickly for one of them."""
_FREE, _PLAIN, _PACKED = range(3)  # kinds of cross-reference entries, ISO 32000-1, table 18


def assemble(objects: Objects, root: str, info: str) -> bytes:
    """The file of these objects; ``root`` and ``info`` are references of the catalog and the information dictionary.

    The file identifier is the content's fingerprint.
    """
    file = _File()
    for number, data in objects.streams.items():
        file.add(number, data)
    packed = [(number, body) for number, body in enumerate(objects.bodies, 1) if number not in objects.streams]
    following = len(objects.bodies) + 1
    for at in range(0, len(packed), _TOGETHER):
        file.pack(following, packed[at : at + _TOGETHER])
        following += 1
    return file.finished(following, root, info)


class _File:
    """Bytes so far, and where each object lies: offset and generation, or holding stream and index."""

    def __init__(self) -> None:
        self._parts = [_HEADER]
        self._size = len(_HEADER)
        self._entries: dict[int, tuple[int, int, int]] = {0: (_FREE, 0, 65535)}

    def add(self, number: int, data: bytes) -> None:
        """An object in the open, as only streams must be."""
        self._entries[number] = (_PLAIN, self._size, 0)
        whole = b"%d 0 obj\n%b\nendobj\n" % (number, data)
        self._parts.append(whole)
        self._size += len(whole)

    def pack(self, holder: int, objects: list[tuple[int, str]]) -> None:
        """Objects inside a deflated stream of their own."""
        starts = accumulate((len(body) + 1 for _, body in objects), initial=0)
        index = " ".join([f"{number} {start}" for (number, _), start in zip(objects, starts, strict=False)])
        for at, (number, _) in enumerate(objects):
            self._entries[number] = (_PACKED, holder, at)
        content = "\n".join([index, *[body for _, body in objects]]).encode("ascii")
        entries = f"/Type /ObjStm /N {len(objects)} /First {len(index) + 1} /Filter /FlateDecode"
        self.add(holder, stream(entries, zlib.compress(content, LEVEL)))

    def finished(self, number: int, root: str, info: str) -> bytes:
        """The file with its cross-reference stream, whose own number this is."""
        fingerprint = hashlib.sha256()
        for part in self._parts:
            fingerprint.update(part)
        made = fingerprint.hexdigest()[:32]
        start = self._size
        self._entries[number] = (_PLAIN, start, 0)
        rows = b"".join(starmap(struct.Struct(">BIH").pack, map(self._entries.__getitem__, range(number + 1))))
        entries = f"/Type /XRef /Size {number + 1} /W [1 4 2] /Root {root} /Info {info} /ID [<{made}> <{made}>]"
        self.add(number, stream(f"{entries} /Filter /FlateDecode", zlib.compress(rows, LEVEL)))
        return b"".join([*self._parts, b"startxref\n%d\n%%%%EOF\n" % start])
