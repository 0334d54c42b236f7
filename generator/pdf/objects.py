"""The file's objects by number (ISO 32000-1, 7.3.10): written as text by whoever knows them, streams deflated."""

from __future__ import annotations

import zlib
from functools import lru_cache

LEVEL = 4
"""How hard streams are deflated. For all streams of the guide but its fonts, level 1 takes 2.2 ms and makes 95 KB,
level 4 takes 3.0 ms and makes 85 KB, level 6 takes 4.9 ms and makes 82 KB. (``isal`` takes 0.7 ms for 91 KB, but files
must not depend on what is installed.)"""


class Objects:
    """Numbers objects and keeps their bodies until the file is put together."""

    def __init__(self) -> None:
        self.bodies: list[str] = []
        """Bodies that may stand in object streams, from number 1 on; empty where the number is a stream's."""
        self.streams: dict[int, bytes] = {}
        self.apart: set[int] = set()
        """Numbers with which an object stream begins: what many documents have in common is kept together."""

    def reserve(self) -> int:
        """The number of an object whose body follows with :meth:`put`."""
        self.bodies.append("")
        return len(self.bodies)

    def put(self, number: int, body: str) -> None:
        """Give a reserved object its body."""
        self.bodies[number - 1] = body

    def add(self, body: str) -> str:
        """A new object; returns its reference."""
        self.bodies.append(body)
        return reference(len(self.bodies))

    def set_apart(self) -> None:
        """Let what follows stand in object streams of its own."""
        self.apart.add(len(self.bodies) + 1)

    def add_stream(self, data: bytes, entries: str = "") -> str:
        """A new stream, deflated; ``entries`` are its dictionary's, beside filter and length."""
        return self.add_deflated(deflated(data), entries)

    def add_deflated(self, data: bytes, entries: str = "") -> str:
        """A new stream of data that is deflated already (7.4.4)."""
        return self._stream(data, f"{entries} /Filter /FlateDecode")

    def add_plain(self, data: bytes, entries: str) -> str:
        """A new stream as it is, for readers that search the file's bytes."""
        return self._stream(data, entries)

    def _stream(self, data: bytes, entries: str) -> str:
        number = self.reserve()
        self.streams[number] = stream(entries, data)
        return reference(number)


@lru_cache(maxsize=48)
def deflated(data: bytes) -> bytes:
    """A zlib stream of ``data``; pages and structures that many documents have in common are deflated once."""
    return zlib.compress(data, LEVEL)


def reference(number: int) -> str:
    """An indirect reference."""
    return f"{number} 0 R"


def stream(entries: str, data: bytes) -> bytes:
    """A stream with the line ends that archives want (ISO 19005-2, 6.1.7.1)."""
    return b"<<%b /Length %d>>\nstream\n%b\nendstream" % (entries.encode("ascii"), len(data), data)
