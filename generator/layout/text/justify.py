"""Share a line's slack in the order of clreq's sections 挤压处理的优先顺序 and 拉伸处理的优先顺序."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.layout.text.gaps import LETTER_LIMIT, GapTables, Table
from generator.layout.text.stream import Stream

Pick = Callable[[GapTables], tuple[Table, ...]]
Stages = Iterator[list[float]]


def shares(stream: Stream, pick: Pick, start: int, stop: int) -> Stages:
    """What each of the picked tables says for the gaps from ``start`` up to (not with) ``stop``, one after another.

    Each is looked up when it is asked for: most lines need but the first.
    """
    spans = [span for span in stream.spans if span.end > start and span.start < stop]
    for stage in range(len(pick(spans[0].tables)) if spans else 0):
        found: list[float] = []
        for span in spans:
            table = pick(span.tables)[stage]
            found += map(table.__getitem__, stream.keys[max(start, span.start) : min(stop, span.end)])
        yield found


def _add(advances: list[float], parts: list[float], ratio: float) -> None:
    for at, part in enumerate(parts):
        if part:
            advances[at] += part * ratio


def stretched(stream: Stream, start: int, stop: int, advances: list[float], slack: float) -> None:
    """Widen ``advances`` of the characters start…stop by ``slack`` points: word spaces, glue, marks, then letters.

    If letters would stand more than LETTER_LIMIT apart the line stays natural: a hole at the right is less ugly than
    holes everywhere.
    """
    natural = advances.copy()
    slack -= _in_turn(advances, shares(stream, _stretches, start, stop - 1), slack, 1.0)
    if slack <= 1e-9:
        return
    letter = _letters(stream, start, stop)
    letters = sum(letter)
    if slack > letters * LETTER_LIMIT:
        advances[:] = natural
    elif letters > 0:
        _add(advances, letter, slack / letters)


def shrunk(stream: Stream, start: int, stop: int, advances: list[float], excess: float) -> None:
    """Narrow ``advances`` by ``excess`` points: brackets, commas, Han–Latin glue, stops."""
    _in_turn(advances, shares(stream, _shrinks, start, stop - 1), excess, -1.0)


def distributed(stream: Stream, start: int, stop: int, advances: list[float], slack: float) -> None:
    """Spread the characters evenly over the measure (分散对齐), Latin words kept whole."""
    letter = _letters(stream, start, stop)
    letters = sum(letter)
    if letters > 0 and slack > 0:
        _add(advances, letter, slack / letters)


def _in_turn(advances: list[float], stages: Stages, amount: float, sign: float) -> float:
    """Exhaust one stage after the other, each evenly; returns how much of ``amount`` they took."""
    left = amount
    for parts in stages:
        whole = sum(parts)
        if whole > 0:
            ratio = min(1.0, left / whole)
            _add(advances, parts, sign * ratio)
            left -= ratio * whole
            if left <= 1e-9:
                break
    return amount - left


def _letters(stream: Stream, start: int, stop: int) -> list[float]:
    return next(shares(stream, _letter, start, stop - 1), [])


def _stretches(tables: GapTables) -> tuple[Table, ...]:
    return tables.stretches


def _shrinks(tables: GapTables) -> tuple[Table, ...]:
    return tables.shrinks


def _letter(tables: GapTables) -> tuple[Table, ...]:
    return (tables.letter,)
