"""Where lines end: the cheapest sequence of breaks over a whole paragraph (total fit), or line by line (greedy).

After Knuth and Plass, *Breaking Paragraphs into Lines* (1981): a line costs the cube of how far it is stretched or
shrunk. Breakpoints are kept in layers, one per line, and a layer keeps only its ``beam`` cheapest, so that time grows
with the text's length and not faster. Greedy takes the best line from every start.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from math import inf

from generator.layout.text.gaps import EMERGENCY, KINSOKU, LAST, PROTECTED
from generator.layout.text.stream import Stream

# Costs are of one scale; what matters is their order: colour of a line < split address < split committee name <
# hopeless line < lone character < split token < split word < broken prohibition < overfull line.
PENALTY = (0.0, 30.0, 300.0, 1e6, 1e8, 1e10)
"""Cost of a break of each level (see :mod:`gaps`)."""
WORST = 5000.0
"""Cost of a hopelessly loose line; below PENALTY[PROTECTED], so that tokens are not split to save a line's colour."""
LONE = 20000.0
"""Cost of a last line that holds a single character (with or without its stop)."""
PARTED, PARTED_IN_CELLS = 12000.0, 6000.0
"""Cost of parting a word in balanced lines: more than a further line (WORST), in titles more than two; in narrow
columns words may be as long as a line."""
COARSE = 600.0
"""Cost of ending a balanced line elsewhere than at a space, where the text has spaces."""
TITLES = 12.0
"""Ems of measure from which centred lines are titles."""
LINE = 10.0
SHRUNK, STRETCHED = 60.0, 100.0
"""Cost of a line that uses up all its shrink, or all its stretch: 先挤压、后拉伸 (clreq 挤压处理和拉伸处理)."""
OVERFULL = 1e12
EPSILON = 1e-6

_Path = tuple[int, "_Path | None"]
_Layer = dict[int, tuple[float, _Path]]
"""Positions that so many lines reach, what that costs, and by which ends."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What breaking aims at: lines ``measure`` wide, the first less ``indent``; justified, or ragged and balanced.

    Balanced lines should not end at the positions ``dear``, and had better end at those that are ``fine``; they may
    end at ``joints``, rather than at dear ones, though other lines may not.
    """

    measure: float
    indent: float = 0.0
    justified: bool = True
    balanced: bool = False
    dear: frozenset[int] = frozenset()
    fine: frozenset[int] = frozenset()
    joints: frozenset[int] = frozenset()

    def width(self, start: int) -> float:
        """Room for a line that begins at position ``start``."""
        return self.measure - self.indent if start == 0 else self.measure


@dataclass(frozen=True, slots=True)
class Effort:
    """How many breakpoints a layer keeps, and how much dearer than the cheapest they may be."""

    beam: int
    margin: float


OPTIMAL = Effort(6, 150.0)
GREEDY = Effort(1, 0.0)
THOROUGH = Effort(24, 1e5)


def break_row(stream: Stream, aim: Aim, effort: Effort) -> list[int]:
    """Positions at which the row's lines end, the last being the row's length."""
    if not stream.text:
        return [0]
    limit = _lone_limit(stream)
    ends = _filled(stream, aim) if effort is GREEDY else _search(stream, aim, effort, limit)
    if len(ends) > 1 and ends[-2] > limit:
        ends = _search(stream, aim, THOROUGH, limit)
    return ends


def _lone_limit(stream: Stream) -> int:
    """A last line that begins behind this position holds one character only."""
    seen = 0
    for at in range(len(stream.text) - 1, -1, -1):
        if stream.classes[at] not in "CPFBSIM":
            seen += 1
            if seen == 2:
                return at
    return len(stream.text)


def _filled(stream: Stream, aim: Aim) -> list[int]:
    """One line filled after the other."""
    ends: list[int] = []
    start, length = 0, len(stream.text)
    while start < length:
        start = _lines_from(stream, aim, start, True)[0][0]
        ends.append(start)
    return ends


def _search(stream: Stream, aim: Aim, effort: Effort, limit: int) -> list[int]:
    length = len(stream.text)
    layer: _Layer = {0: (0.0, (0, None))}
    done: tuple[float, _Path] | None = None
    reached: dict[int, float] = {}
    while layer:
        following: _Layer = {}
        for start, (cost, path) in layer.items():
            for stop, more in _lines_from(stream, aim, start, False):
                total = cost + more
                if stop == length:
                    if start > limit:
                        total += LONE
                    if done is None or total < done[0]:
                        done = (total, (stop, path))
                elif stop not in following or total < following[stop][0]:
                    following[stop] = (total, (stop, path))
        # Lines wasted on putting off a dear break must not crowd out those that fewer lines brought as far.
        fresh = {stop: value for stop, value in following.items() if value[0] < reached.get(stop, inf)}
        layer = _pruned(fresh if fresh or done else following, effort, done[0] if done else None)
        for stop, value in layer.items():
            reached[stop] = min(value[0], reached.get(stop, inf))
    assert done is not None  # every start reaches a further stop, so the end is reached
    return _ends(done[1])


def _pruned(layer: _Layer, effort: Effort, bound: float | None) -> _Layer:
    if not layer:
        return layer
    best = min(value[0] for value in layer.values())
    if bound is not None and best >= bound:
        return {}
    if len(layer) == 1:
        return layer
    kept = [item for item in layer.items() if item[1][0] <= best + effort.margin]
    if len(kept) > effort.beam:
        kept.sort(key=lambda item: item[1][0])
        del kept[effort.beam :]
    return dict(kept)


def _ends(path: _Path | None) -> list[int]:
    ends: list[int] = []
    while path is not None:
        ends.append(path[0])
        path = path[1]
    ends.reverse()
    return ends[1:]


def _lines_from(stream: Stream, aim: Aim, start: int, first_only: bool) -> list[tuple[int, float]]:
    """The lines that may begin at ``start``: (stop, cost), never empty."""
    end, levels, shrink, stretch = stream.end, stream.levels, stream.shrink, stream.stretch
    length = len(levels)
    room = aim.width(start)
    target = stream.begin[start] + room
    justified = aim.justified
    over = end[length] - target
    if over <= EPSILON or (justified and over <= shrink[length - 1] - shrink[start]):
        return [(length, _last_cost(stream, aim, start, over))]
    size = stream.spans[0].piece.size
    lowest_shrink, lowest_stretch = shrink[start], stretch[start]
    enough = room / size / 2 if aim.balanced else 1.0
    reach = target + 2 * size if justified else target + EPSILON
    found: list[tuple[int, float]] = []
    fitting = 0
    for stop in range(bisect_right(end, reach, start + 1, length) - 1, start, -1):
        level = LAST if stop in aim.joints else levels[stop - 1]
        if level > LAST:
            continue
        under = target - end[stop]
        if under < -EPSILON:
            limit = shrink[stop - 1] - lowest_shrink
            if -under > limit:
                continue
            ratio = -under / limit
            cost = SHRUNK * ratio * ratio * ratio
        else:
            fitting += level == 0
            if justified:
                limit = stretch[stop - 1] - lowest_stretch
                ratio = under / limit if limit > 0 else 99.0
                cost = STRETCHED * ratio * ratio * ratio
            else:
                ratio = under / size
                cost = min(20.0, WORST / (room / size) ** 2) * ratio * ratio
            cost = min(cost, WORST)
        if stop in aim.dear:
            cost += PARTED if room > TITLES * size else PARTED_IN_CELLS
        elif aim.fine and stop not in aim.fine:
            cost += COARSE
        found.append((stop, cost + PENALTY[level] + (LINE if justified else WORST)))
        if fitting and (first_only or (fitting > 1 and ratio > enough)):
            break
    if not found:
        return [_rescue(stream, start, target)]
    return [min(found, key=_by_cost)] if first_only else found


def _by_cost(line: tuple[int, float]) -> float:
    return line[1]


def _last_cost(stream: Stream, aim: Aim, start: int, over: float) -> float:
    if over > EPSILON:
        ratio = over / (stream.shrink[len(stream.text) - 1] - stream.shrink[start])
        return SHRUNK * ratio * ratio * ratio
    if not aim.balanced:
        return 0.0
    size = stream.spans[0].piece.size
    under = over / size
    return min(20.0, WORST / (aim.width(start) / size) ** 2) * under * under


def _rescue(stream: Stream, start: int, target: float) -> tuple[int, float]:
    """The best line where no ordinary break fits: in a token, between graphemes, against a prohibition, overfull."""
    levels, end = stream.levels, stream.end
    length = len(levels)
    furthest = bisect_right(end, target + EPSILON, start + 1, length + 1) - 1
    for level in (PROTECTED, EMERGENCY, KINSOKU):
        for stop in range(furthest, start, -1):
            if levels[stop - 1] <= level:
                return stop, PENALTY[level]
    stop = start + 1
    while stop < length and levels[stop - 1] > KINSOKU:
        stop += 1
    return stop, OVERFULL
