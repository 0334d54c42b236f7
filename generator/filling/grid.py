"""Rows with columns of their own are laid on one common grid, as a single table, the way official forms are ruled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.filling.result import Grid, GridCell, GridRow

NEAR = 0.014
"""Column edges nearer than this share of the measure (about 6 points) become one."""


@dataclass(frozen=True, slots=True)
class Band:
    """Rows over columns of relative widths; the cells' spans count these columns."""

    columns: tuple[float, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    cell: GridCell
    left: float
    right: float


def _edges(columns: Sequence[float]) -> list[float]:
    total, upto, edges = sum(columns), 0.0, [0.0]
    for width in columns:
        upto += width
        edges.append(upto / total)
    return edges


def _spots(band: Band) -> Iterable[tuple[GridRow, list[_Spot]]]:
    edges = _edges(band.columns)
    held = [0] * len(band.columns)
    for row in band.rows:
        column, spots, taken = 0, [], [0] * len(held)
        for cell in row.cells:
            while held[column]:
                column += 1
            spots.append(_Spot(cell, edges[column], edges[column + cell.colspan]))
            taken[column : column + cell.colspan] = [cell.rowspan] * cell.colspan
            column += cell.colspan
        held = [max(0, old - 1, new - 1) for old, new in zip(held, taken, strict=True)]
        yield row, spots


def _common(bands: Sequence[Band]) -> list[float]:
    """All column edges of all bands; those close together count once, the earlier band's place."""
    kept = [0.0, 1.0]
    for band in bands:
        for edge in _edges(band.columns):
            if all(abs(edge - other) > NEAR for other in kept):
                kept.append(edge)
    return sorted(kept)


def merge(bands: Sequence[Band], name: str) -> Grid:
    """One grid of all the bands' rows."""
    edges = _common(bands)

    def place(at: float) -> int:
        return min(range(len(edges)), key=lambda index: abs(edges[index] - at))

    rows = [
        replace(row, cells=tuple(replace(s.cell, colspan=max(1, place(s.right) - place(s.left))) for s in spots))
        for band in bands
        for row, spots in _spots(band)
    ]
    return Grid(tuple(right - left for left, right in pairwise(edges)), tuple(rows), name)
