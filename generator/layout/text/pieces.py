"""What goes into a paragraph and what comes out: pieces of equal look, lines of positioned runs (lengths in points)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one look. ``tag`` comes back untouched on the runs; ``glue`` forbids any break inside.

    A line feed in ``text`` ends the line. ``size`` is in points, ``color`` six hexadecimal digits.
    """

    text: str
    family: str
    bold: bool
    size: float
    color: str = "000000"
    tag: object = None
    glue: bool = False


@dataclass(slots=True)
class SetRun:
    """Characters of one face and piece on a line; ``x`` is the pen at its first character, from the measure's left.

    ``advances[i]`` is the pen's way (points) from character i to the next, glue and squeezing included. ``x`` may be
    negative: an opening bracket at a line's start stands flush, its blank half outside the measure. ``actual`` is the
    text of the source where other characters are drawn for it.
    """

    x: float
    face: str
    size: float
    text: str
    advances: tuple[float, ...]
    color: str
    tag: object
    actual: str = ""


@dataclass(slots=True)
class Line:
    """One line; ``width`` is its content's extent in points without indent; ``last``: ends a paragraph or a row."""

    runs: tuple[SetRun, ...]
    width: float
    last: bool


def merged(pieces: Iterable[Piece]) -> list[Piece]:
    """The same pieces without empty ones, neighbours of equal look and identical tag joined (glued ones stay apart)."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if not piece.text:
            continue
        if groups and _alike(groups[-1][0], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [_joined(group) for group in groups]


def _joined(group: list[Piece]) -> Piece:
    return group[0] if len(group) == 1 else replace(group[0], text="".join(piece.text for piece in group))


def _alike(a: Piece, b: Piece) -> bool:
    return (
        a.tag is b.tag
        and not (a.glue or b.glue)
        and (a.family, a.bold, a.size, a.color) == (b.family, b.bold, b.size, b.color)
    )


def split_rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces cut at line feeds; the feeds themselves are left out."""
    rows: list[list[Piece]] = [[]]
    for piece in pieces:
        if "\n" not in piece.text:
            rows[-1].append(piece)
            continue
        first, *others = piece.text.split("\n")
        rows[-1].append(replace(piece, text=first))
        rows.extend([replace(piece, text=part)] for part in others)
    return rows
