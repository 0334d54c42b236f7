"""Glyphs encoded once and joined in any order are what zlib, inflates."""

from __future__ import annotations

import zlib

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pdf.font_program import LARGE, TrueTypeCutter
from generator.pdf.literals import Code
from tests.pdf_sample import fonts

SKEWED = b"".join(bytes([i]) * 2 ** min(i, 17) for i in range(40))
"""Frequencies in powers of two: without care, codes would be longer than fifteen bits."""


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([b"", b"aab", SKEWED]), st.binary(max_size=60), st.lists(st.binary(max_size=40), max_size=12))
def test_pieces_in_any_order_inflate_to_what_they_were(sample: bytes, before: bytes, parts: list[bytes]) -> None:
    code = Code(sample)
    pieces = {part: code.piece(part) for part in parts}
    for order in (parts, parts[::-1]):  # the same pieces again, behind others
        whole = b"".join([before, *order])
        reader = zlib.decompressobj()
        assert reader.decompress(code.deflated(before, [pieces[part] for part in order], whole)) == whole
        assert (reader.eof, reader.unused_data) == (True, b"")


def test_large_and_small_programs_hold_the_same_font() -> None:
    face = fonts().face("song")
    cutter = TrueTypeCutter(face)
    glyphs = range(LARGE)
    few, many = cutter.cut(glyphs), cutter.cut([*glyphs, LARGE])
    assert len(zlib.decompress(few.data)) == few.length
    assert len(zlib.decompress(many.data)) == many.length
    assert few.length < many.length
    assert len(many.data) < len(few.data)
