"""From chosen breaks to lines of runs: slack is shared, characters of one face and piece become one run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.document.nodes import Align
from generator.layout.text.fit import EPSILON, Aim
from generator.layout.text.gaps import NEVER
from generator.layout.text.justify import distributed, shrunk, stretched
from generator.layout.text.pieces import Line, SetRun
from generator.layout.text.stream import Span, Stream

DASH = "——"
LONG_DASH = "⸺"  # U+2E3A: one glyph without the gap that two U+2014 leave in many faces
_DASHES = re.compile(DASH)


@dataclass(slots=True)
class _Part:
    """Characters from ``start`` to ``end`` that one run can draw: as they are, or ``drawn`` in their stead."""

    start: int
    end: int
    span: Span
    face: str
    drawn: str = ""
    actual: str = ""
    shift: float = 0.0


def compose(stream: Stream, ends: list[int], aim: Aim, align: Align) -> list[Line]:
    """The lines of a row that ends at ``ends``."""
    if not stream.text:
        return [Line((), 0.0, True)]
    parts = list(_parts(stream))
    lines: list[Line] = []
    start = first = 0
    for stop in ends:
        lines.append(_line(stream, parts, first, start, stop, aim, align))
        while first < len(parts) - 1 and parts[first].end <= stop:
            first += 1
        start = stop
    return lines


def _line(stream: Stream, parts: list[_Part], first: int, start: int, stop: int, aim: Aim, align: Align) -> Line:
    last = stop == len(stream.text)
    shown = _shown(stream.classes, start, stop, last)
    if shown == start:
        return Line((), 0.0, last)
    width = stream.end[shown] - stream.begin[start]
    advances = stream.step[start:shown]
    advances[-1] = stream.end[shown] - stream.pen[shown - 1]  # without the gap after it, nor a mark's blank
    slack = aim.width(start) - width
    left = stream.pen[start] - stream.begin[start]
    if start == 0:
        left += aim.indent
    if align == "distribute":
        distributed(stream, start, shown, advances, slack)
    elif align == "justify" and slack < -EPSILON:
        shrunk(stream, start, shown, advances, -slack)
    elif align == "justify" and not last and slack > EPSILON:
        stretched(stream, start, shown, advances, slack)
    elif slack > 0 and align in {"center", "right"}:
        left += slack / 2 if align == "center" else slack
    extent = sum(advances) + stream.pen[start] - stream.begin[start]
    return Line(tuple(_runs(stream, _from(parts, first), start, shown, advances, left)), extent, last)


def _from(parts: list[_Part], first: int) -> Iterator[_Part]:
    return (parts[at] for at in range(first, len(parts)))


def _shown(classes: str, start: int, stop: int, last: bool) -> int:
    """The line's end without spaces; ideographic ones stay where a row ends, since somebody set them there."""
    droppable = "S" if last else "SI"
    while stop > start and classes[stop - 1] in droppable:
        stop -= 1
    return stop


def _runs(
    stream: Stream, parts: Iterator[_Part], start: int, stop: int, advances: list[float], x: float
) -> Iterator[SetRun]:
    for part in parts:
        if part.start >= stop:
            return
        low, high = max(part.start, start), min(part.end, stop)
        own = advances[low - start : high - start]
        after = x + sum(own)
        text, actual = stream.text[low:high], ""
        if part.drawn == LONG_DASH:
            text, actual, own = part.drawn, part.actual, [sum(own) - part.shift]
            x += part.shift
        elif stream.moves:
            x += _moved(stream.moves, own, low)
        if part.actual:
            text, actual = part.drawn, part.actual
        piece = part.span.piece
        yield SetRun(x, part.face, piece.size, text, tuple(own), piece.color, piece.tag, actual)
        x = after


def _moved(moves: dict[int, float], own: list[float], low: int) -> float:
    """Shift the glyphs that stand off their pen; returns the shift of the run's first."""
    first = 0.0
    for at in range(len(own)):
        move = moves.get(low + at)
        if move:
            own[at] -= move
            if at:
                own[at - 1] += move
            else:
                first = move
    return first


def _parts(stream: Stream) -> Iterator[_Part]:
    for span in stream.spans:
        text = stream.text[span.start : span.end]
        faces = span.metrics.faces
        ids = set(map(faces.__getitem__, set(text)))
        specials = _specials(stream, span, text) if stream.hidden or DASH in text else []
        if len(ids) == 1 and not specials:
            yield _Part(span.start, span.end, span, ids.pop())
        else:
            yield from _mixed(span, text, specials)


def _specials(stream: Stream, span: Span, text: str) -> list[_Part]:
    """Parts that are drawn by other characters than the source's, in order."""
    metrics, found = span.metrics, []
    for at, actual in stream.hidden.items():
        if span.start <= at < span.end:
            char = stream.text[at]
            drawn = metrics.stand_in(char) if char in metrics.absent else char
            found.append(_Part(at, at + 1, span, metrics.faces[char], drawn, actual))
    if DASH in text and metrics.has_in_face(LONG_DASH, "—"):
        for match in _DASHES.finditer(text):
            at = span.start + match.start()
            whole = stream.levels[at] == NEVER  # in a row of many, only the two that no line parts
            if whole and at not in stream.hidden and at + 1 not in stream.hidden:
                face = metrics.faces["—"]
                shift = metrics.size - metrics.widths[LONG_DASH] / 2  # to the middle of two ems
                found.append(_Part(at, at + 2, span, face, LONG_DASH, DASH, shift))
    return sorted(found, key=lambda part: part.start)


def _mixed(span: Span, text: str, specials: list[_Part]) -> Iterator[_Part]:
    faces = span.metrics.faces
    at = span.start
    for special in [*specials, None]:
        stop = special.start if special else span.end
        while at < stop:
            face = faces[text[at - span.start]]
            low = at
            while at < stop and faces[text[at - span.start]] == face:
                at += 1
            yield _Part(low, at, span, face)
        if special:
            yield special
            at = special.end
