"""Deflating what comes in ever new orders: one Huffman code for all pieces, so that each is encoded once (RFC 1951).

zlib must read a document's two or three hundred kilobytes of glyphs anew for every document, which takes longer than
all the rest of a form. Here every glyph is a row of bits that can be put behind any other. Without zlib's search for
repetitions the outlines, which hardly repeat, grow by a fifth.
"""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

_END = 256
_LONGEST = 15
_ORDER = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)
"""In which order a block tells the lengths of the codes for lengths (3.2.7)."""
_Shifted = tuple[int, bytes, int]


class Piece:
    """Bytes as bits: ``value`` from its lowest bit on, ``bits`` of them.

    ``shifted`` is the piece behind so many bits of a byte: what joins that byte, what follows, the last byte's bits.
    """

    __slots__ = ("_bits", "_value", "shifted")

    def __init__(self, value: int, bits: int) -> None:
        self._value, self._bits = value, bits
        self.shifted: list[_Shifted | None] = [None] * 8

    def behind(self, used: int) -> _Shifted:
        """Fill in :attr:`shifted` for ``used`` bits."""
        bits = self._bits + used
        data = (self._value << used).to_bytes(-(-bits // 8), "little")
        made = self.shifted[used] = (data[0], data[1:], bits % 8) if used else (0, data, bits % 8)
        return made


class Code:
    """A Huffman code for bytes as frequent as in ``sample``; any bytes can be encoded."""

    def __init__(self, sample: bytes) -> None:
        lengths = _lengths(Counter(sample))
        self._codes = _codes(lengths)
        self._opening, self._end = _piece(_head(lengths)), _piece(self._codes[_END])

    def piece(self, data: bytes) -> Piece:
        """The bytes encoded."""
        return _piece("".join(map(self._codes.__getitem__, data)))

    def deflated(self, before: bytes, pieces: Sequence[Piece], whole: bytes) -> bytes:
        """A zlib stream (RFC 1950) of ``whole``, which is ``before`` and the bytes of ``pieces``.

        ``before`` is left to zlib in a hurry: it should be short, or repeat much.
        """
        squeezer = zlib.compressobj(zlib.Z_BEST_SPEED, zlib.DEFLATED, -15)
        out = bytearray(b"\x78\x5e" + squeezer.compress(before) + squeezer.flush(zlib.Z_FULL_FLUSH))
        used = 0
        for piece in (self._opening, *pieces, self._end):
            first, rest, used = piece.shifted[used] or piece.behind(used)
            if first:
                out[-1] |= first
            out += rest
        return bytes(out) + struct.pack(">L", zlib.adler32(whole))


def _piece(bits: str) -> Piece:
    return Piece(int(bits[::-1] or "0", 2), len(bits))


def _lengths(counts: Counter[int]) -> list[int]:
    """The lengths of the codes for all bytes and the block's end, rare ones counted up until none is too long."""
    floor = 1
    while True:
        heap: list[tuple[int, int, tuple[int, ...]]] = [
            (max(counts[symbol], floor), symbol, (symbol,)) for symbol in range(_END + 1)
        ]
        heapify(heap)
        lengths = [0] * len(heap)
        while len(heap) > 1:
            (one, tie, some), (two, _, others) = heappop(heap), heappop(heap)
            for symbol in (*some, *others):
                lengths[symbol] += 1
            heappush(heap, (one + two, tie, (*some, *others)))
        if max(lengths) <= _LONGEST:
            return lengths
        floor *= 2


def _codes(lengths: Sequence[int]) -> list[str]:
    """The codes in the order of a stream's bits: shorter ones first, then by symbol (3.2.2)."""
    codes = [""] * len(lengths)
    following = before = 0
    for length, symbol in sorted((length, symbol) for symbol, length in enumerate(lengths)):
        following <<= length - before
        codes[symbol] = f"{following:0{length}b}"
        following, before = following + 1, length
    return codes


def _head(lengths: Iterable[int]) -> str:
    """The last block's head (3.2.7): lengths told by sixteen codes of four bits; two distances, never used."""
    told = [*lengths, 1, 1]
    counts = _number(len(told) - 2 - 257, 5) + _number(2 - 1, 5) + _number(len(_ORDER) - 4, 4)
    codes = "".join(_number(4 if symbol < 16 else 0, 3) for symbol in _ORDER)
    return "1" + _number(2, 2) + counts + codes + "".join(f"{length:04b}" for length in told)


def _number(value: int, bits: int) -> str:
    """A number in the order of a stream's bits: lowest first."""
    return f"{value:0{bits}b}"[::-1]
