"""Share a line's slack in the order of clreq's sections 挤压处理的优先顺序 and 拉伸处理的优先顺序."""

from __future__ import annotations

from collections.abc import Callable

from generator.layout.text.gaps import LETTER_LIMIT, GapTables, Table
from generator.layout.text.stream import Stream


def shares(stream: Stream, pick: Callable[[GapTables], tuple[Table, ...]], start: int, stop: int) -> list[list[float]]:
    """What each of the picked tables says for the gaps from ``start`` up to (not with) ``stop``."""
    found: list[list[float]] = []
    for span in stream.spans:
        if span.end > start and span.start < stop:
            keys = stream.keys[max(start, span.start) : min(stop, span.end)]
            parts = [list(map(table.__getitem__, keys)) for table in pick(span.tables)]
            found = [old + new for old, new in zip(found, parts, strict=True)] if found else parts
    return found


def _add(advances: list[float], parts: list[float], ratio: float) -> None:
    for at, part in enumerate(parts):
        if part:
            advances[at] += part * ratio


def stretched(stream: Stream, start: int, stop: int, advances: list[float], slack: float) -> None:
    """Widen ``advances`` of the characters start…stop by ``slack`` points: word spaces, glue, marks, then letters.

    If letters would stand more than LETTER_LIMIT apart the line stays natural: a hole at the right is less ugly than
    holes everywhere.
    """
    stages = shares(stream, _stretches, start, stop - 1)
    letter = _letters(stream, start, stop)
    letters = sum(letter)
    if slack > sum(map(sum, stages)) + letters * LETTER_LIMIT:
        return
    slack -= _in_turn(advances, stages, slack, 1.0)
    if slack > 1e-9 and letters > 0:
        _add(advances, letter, slack / letters)


def shrunk(stream: Stream, start: int, stop: int, advances: list[float], excess: float) -> None:
    """Narrow ``advances`` by ``excess`` points: brackets, commas, Han–Latin glue, stops."""
    stages = shares(stream, _shrinks, start, stop - 1)
    _in_turn(advances, stages, excess, -1.0)


def distributed(stream: Stream, start: int, stop: int, advances: list[float], slack: float) -> None:
    """Spread the characters evenly over the measure (分散对齐), Latin words kept whole."""
    letter = _letters(stream, start, stop)
    letters = sum(letter)
    if letters > 0 and slack > 0:
        _add(advances, letter, slack / letters)


def _in_turn(advances: list[float], stages: list[list[float]], amount: float, sign: float) -> float:
    """Exhaust one stage after the other, each evenly; returns how much of ``amount`` they took."""
    left = amount
    for parts in stages:
        whole = sum(parts)
        if whole > 0 and left > 1e-9:
            ratio = min(1.0, left / whole)
            _add(advances, parts, sign * ratio)
            left -= ratio * whole
    return amount - left


def _letters(stream: Stream, start: int, stop: int) -> list[float]:
    return next(iter(shares(stream, _letter, start, stop - 1)), [])


def _stretches(tables: GapTables) -> tuple[Table, ...]:
    return tables.stretches


def _shrinks(tables: GapTables) -> tuple[Table, ...]:
    return tables.shrinks


def _letter(tables: GapTables) -> tuple[Table, ...]:
    return (tables.letter,)
