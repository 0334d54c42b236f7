"""Share a line's slack: stretch and shrink in clreq's order (3.1.6.3, 3.2.2, 3.4)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.layout.text.gaps import LETTER_LIMIT, GapTables
from generator.layout.text.stream import Stream


def _values(stream: Stream, name: str, start: int, stop: int) -> list[float]:
    """The table ``name`` for the gaps from ``start`` up to (not with) ``stop``."""
    return [value for tables, keys in _parts(stream, start, stop) for value in map(getattr(tables, name).get, keys)]


def _parts(stream: Stream, start: int, stop: int) -> Iterator[tuple[GapTables, list[str]]]:
    for span in stream.spans:
        if span.end > start and span.start < stop:
            yield span.tables, stream.keys[max(start, span.start) : min(stop, span.end)]


def _add(advances: list[float], shares: list[float], ratio: float) -> None:
    for at, share in enumerate(shares):
        if share:
            advances[at] += share * ratio


def stretched(stream: Stream, start: int, stop: int, advances: list[float], slack: float) -> float:
    """Widen ``advances`` of the characters start…stop by ``slack`` points: glue, marks, letters. Returns what is left.

    If letters would stand more than LETTER_LIMIT apart the line stays natural: a hole at the right is less ugly than
    holes everywhere.
    """
    glue = _values(stream, "glue_stretch", start, stop - 1)
    mark = _values(stream, "mark_stretch", start, stop - 1)
    letter = _values(stream, "letter", start, stop - 1)
    letters = sum(letter)
    if slack > sum(glue) + sum(mark) + letters * LETTER_LIMIT:
        return slack
    for shares in (glue, mark):
        whole = sum(shares)
        if whole > 0:
            ratio = min(1.0, slack / whole)
            _add(advances, shares, ratio)
            slack -= ratio * whole
    if slack > 1e-9 and letters > 0:
        share = slack / letters
        for at, weight in enumerate(letter):
            advances[at] += weight * share
        slack = 0.0
    return slack


def shrunk(stream: Stream, start: int, stop: int, advances: list[float], excess: float) -> None:
    """Narrow ``advances`` by ``excess`` points: marks first, then Han–Latin glue."""
    for name in ("mark_shrink", "glue_shrink"):
        shares = _values(stream, name, start, stop - 1)
        whole = sum(shares)
        if whole > 0 and excess > 0:
            ratio = min(1.0, excess / whole)
            _add(advances, shares, -ratio)
            excess -= ratio * whole


def distributed(stream: Stream, start: int, stop: int, advances: list[float], slack: float) -> None:
    """Spread the characters evenly over the measure (分散对齐), Latin words kept whole."""
    letter = _values(stream, "letter", start, stop - 1)
    letters = sum(letter)
    if letters > 0 and slack > 0:
        _add(advances, letter, slack / letters)
