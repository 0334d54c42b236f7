"""Rows with columns of their own are laid on one common grid, as a single table, the way official forms are ruled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from generator.filling.result import Grid, GridCell, GridRow
from generator.generations import Generations

NEAR = 0.014
"""Column edges nearer than this share of the measure (about 6 points) become one."""


@dataclass(frozen=True, slots=True)
class Band:
    """Rows over columns of relative widths; the cells' spans count these columns. ``small`` its grid is too."""

    columns: tuple[float, ...]
    rows: tuple[GridRow, ...]
    small: bool = False


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


@lru_cache(maxsize=1024)
def _common_of(columns: tuple[tuple[float, ...], ...]) -> tuple[float, ...]:
    """All column edges of all bands; those close together count once, the earlier band's place."""
    kept = [0.0, 1.0]
    for widths in columns:
        for edge in _edges(widths):
            if all(abs(edge - other) > NEAR for other in kept):
                kept.append(edge)
    return tuple(sorted(kept))


class MergedRows:
    """Rows as they stand on common grids, for the very same rows of another form; at most ``limit`` of them."""

    def __init__(self, limit: int) -> None:
        self._grids: dict[tuple[object, ...], int] = {}
        self._rows: Generations[tuple[int, int], tuple[GridRow, GridRow]] = Generations(limit)

    def all_of(self, band: Band, edges: tuple[float, ...]) -> list[GridRow]:
        """The rows of a band, none of whose cells spans rows, on the grid of these ``edges``."""
        grid = self._grids.setdefault((band.columns, edges), len(self._grids))
        return [self._one(row, grid, band.columns, edges) for row in band.rows]

    def _one(self, row: GridRow, grid: int, columns: tuple[float, ...], edges: tuple[float, ...]) -> GridRow:
        key = (id(row), grid)
        found = self._rows.get(key)
        if found is None:
            found = (row, _spread(row, _places(columns, edges)))
            self._rows.keep(key, found)
        return found[1]


def merge(bands: Sequence[Band], name: str, known: MergedRows | None = None) -> Grid:
    """One grid of all the bands' rows, which is small where the first one is."""
    edges = _common_of(tuple([band.columns for band in bands]))
    rows: list[GridRow] = []
    for band in bands:
        if known is None or any(cell.rowspan > 1 for row in band.rows for cell in row.cells):
            rows += [_merged(row, spots, edges) for row, spots in _spots(band)]
        else:
            rows += known.all_of(band, edges)
    return Grid(tuple([right - left for left, right in pairwise(edges)]), tuple(rows), name, bands[0].small)


@lru_cache(maxsize=1024)
def _places(columns: tuple[float, ...], edges: tuple[float, ...]) -> tuple[int, ...]:
    """Which of the common edges is each of the columns' own."""
    return tuple([_nearest(edge, edges) for edge in _edges(columns)])


def _nearest(at: float, edges: Sequence[float]) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - at))


def _spread(row: GridRow, places: Sequence[int]) -> GridRow:
    """A row none of whose cells spans rows."""
    cells: list[GridCell] = []
    column = 0
    for cell in row.cells:
        end = column + cell.colspan
        cells.append(cell.over(max(1, places[end] - places[column])))
        column = end
    return GridRow(tuple(cells), row.height, row.head, row.splits)


def _merged(row: GridRow, spots: Sequence[_Spot], edges: Sequence[float]) -> GridRow:
    cells = [s.cell.over(max(1, _nearest(s.right, edges) - _nearest(s.left, edges))) for s in spots]
    return GridRow(tuple(cells), row.height, row.head, row.splits)
