"""A TrueType font file from its tables: offsets, sums, and tables with entries for a few glyphs of many.

OpenType 1.9: the organization of an OpenType font, loca, hmtx.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from operator import mul, sub

_MAGIC = 0xB1B0AFBA
"""What the whole font's sum and head's adjustment add up to."""


def sparse_table(order: Sequence[int], entries: Iterable[int]) -> bytes:
    """A table of a word for each glyph number, zero for those that are left out."""
    words = array("I", bytes(4 * order[-1] + 4))
    for number, entry in zip(order, entries, strict=True):
        words[number] = entry
    if sys.byteorder == "little":
        words.byteswap()
    return words.tobytes()


def location_table(order: Sequence[int], outlines: Iterable[bytes]) -> tuple[bytes, int]:
    """The loca table and its sum: glyphs that are left out begin and end where the next one begins."""
    starts = list(accumulate(map(len, outlines), initial=0))
    steps = list(map(sub, [*order, order[-1] + 1], [-1, *order]))
    return b"".join(map(mul, map(struct.Struct(">L").pack, starts), steps)), sum(map(mul, starts, steps))


def word_sum(data: bytes) -> int:
    """The sum of a table's words, which fill it."""
    return sum(struct.unpack(f">{len(data) // 4}L", data))


def font_file(tables: Mapping[bytes, bytes], outlines: int, known: Mapping[bytes, int]) -> bytes:
    """The font file up to the outlines, which are its last table, ``outlines`` bytes long.

    ``known`` sums need not be reckoned; that of glyf must be given.
    """
    padded = {tag: data + bytes(-len(data) % 4) for tag, data in tables.items()}
    sums = {tag: known.get(tag) or word_sum(data) for tag, data in padded.items()} | {b"glyf": known[b"glyf"]}
    names = sorted(sums)
    start = 12 + 16 * len(names)
    starts = dict(zip([*padded, b"glyf"], accumulate(map(len, padded.values()), initial=start), strict=True))
    sizes = {tag: len(data) for tag, data in tables.items()} | {b"glyf": outlines}
    power = len(names).bit_length() - 1
    top = struct.pack(">L4H", 0x10000, len(names), 16 << power, power, 16 * len(names) - (16 << power))
    top += b"".join([struct.pack(">4s3L", tag, sums[tag] & 0xFFFFFFFF, starts[tag], sizes[tag]) for tag in names])
    adjustment = struct.pack(">L", (_MAGIC - word_sum(top) - sum(sums.values())) & 0xFFFFFFFF)
    head = padded[b"head"]
    padded |= {b"head": head[:8] + adjustment + head[12:]}
    return b"".join([top, *padded.values()])
