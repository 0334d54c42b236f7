"""Dark modules of a QR symbol merged to few rectangles, so that one path paints them without seams."""

from __future__ import annotations

from functools import lru_cache

Rectangle = tuple[int, int, int, int]
"""Column, row, columns, rows: in modules."""


@lru_cache(maxsize=256)
def rectangles(rows: tuple[tuple[bool, ...], ...]) -> tuple[Rectangle, ...]:
    """Disjoint rectangles that cover exactly the dark modules: runs of a row, joined with equal runs below."""
    done: list[Rectangle] = []
    open_runs: dict[tuple[int, int], int] = {}
    for y, row in enumerate((*rows, ())):
        runs = dict.fromkeys(_runs(row))
        for run, since in list(open_runs.items()):
            if run not in runs:
                done.append((run[0], since, run[1], y - since))
                del open_runs[run]
        for run in runs:
            open_runs.setdefault(run, y)
    return tuple(sorted(done, key=lambda r: (r[1], r[0])))


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start = -1
    for x, dark in enumerate((*row, False)):
        if dark and start < 0:
            start = x
        elif not dark and start >= 0:
            runs.append((start, x - start))
            start = -1
    return runs
