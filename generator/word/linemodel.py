"""How word processors break a paragraph into lines: a greedy model, with the habits in which they differ.

Measured with LibreOffice 7.4: it hangs 、。，；：！？ (whatever w:overflowPunct says), puts a fifth of an em between
Han and Latin, squeezes no marks, never breaks between a Latin letter and a bracket, begins lines with … and —.
Word, from its documentation: it hangs 、。， (w:overflowPunct, on by default, hence left on), puts a quarter of an em,
and with ``compressPunctuation`` takes half an em away where marks meet or end a line. WPS follows Word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.word.latin_widths import latin_widths

OPENING = frozenset("（〔［｛《〈「『【〖“‘([{￥＄№")
CLOSING = frozenset("）〕］｝》〉」』】〗”’)]}、。，．：；？！…—·～％‰℃,.:;?!%々ー")
_STARTS_IN_LIBREOFFICE = frozenset("…—％‰℃～")
_SQUEEZED = frozenset("）〕］｝》〉」』】〗”’、。，．：；？！")
_MARKS = OPENING | _SQUEEZED
_BRACKETS = frozenset("）］｝")
_QUOTES = frozenset("“”‘’")
_EAST_FROM = "\u2e80"
_EAST_SIGNS = frozenset("“”‘’—…·①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳□■○●△▲☆★☐☑☒→←↑↓×÷℃№ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ")
_HAN, _LETTER, _SIGN = 1, 2, 3
_OTHER = 0.5
_EPSILON = 0.02


@dataclass(frozen=True, slots=True)
class Habits:
    """Where programs differ: Han–Latin space in ems, squeezing, Latin quotes after Latin, breaks at brackets."""

    space: float
    squeezes: bool
    weak_quotes: bool
    breaks_at_brackets: bool
    breaks_after_slash: bool
    hangs_after_latin: bool
    hanging: frozenset[str]
    closing: frozenset[str]


WORD = Habits(0.25, True, False, True, False, True, frozenset("、。，．"), CLOSING)
LIBREOFFICE = Habits(
    0.2, False, True, False, True, False, frozenset("、。，．；：！？"), CLOSING - _STARTS_IN_LIBREOFFICE
)
LIBREOFFICE_WHOLE = replace(LIBREOFFICE, breaks_after_slash=False)
"""LibreOffice as it sometimes is: an address goes to the next line as a whole."""
LIBREOFFICE_CELL = replace(LIBREOFFICE, hanging=frozenset())
"""LibreOffice in table cells, where it lets no mark stick out."""
LIBREOFFICE_CELL_WHOLE = replace(LIBREOFFICE_WHOLE, hanging=frozenset())


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one size and Latin face."""

    text: str
    size: float
    face: str
    bold: bool


@dataclass(slots=True)
class Breaks:
    """A paragraph's possible line ends: position, width up to there, what may stick out, where the next line starts."""

    positions: list[int]
    ends: list[float]
    allowances: list[float]
    starts: list[float]

    def count(self, measure: float, indent: float, spacing: float) -> int:
        """Lines when set to ``measure`` with ``spacing`` points added to every character."""
        ends, positions, count = self.ends, self.positions, len(self.ends)

        def reach(at: int) -> float:
            return ends[at] + spacing * positions[at]

        lines, last, start, room = 0, -1, 0.0, measure - indent
        final = count - 1
        while last < final:
            limit = start + room + _EPSILON
            if spacing:
                at = bisect_right(range(count), limit, last + 1, key=reach) - 1
                over = at < final and reach(at + 1) - self.allowances[at + 1] <= limit
            else:
                at = bisect_right(ends, limit, last + 1) - 1
                over = at < final and ends[at + 1] - self.allowances[at + 1] <= limit
            at += over
            lines += 1
            if at <= last:  # a word longer than the line breaks where the line is full
                start += max(room, 1.0)
            else:
                last = at
                start = self.starts[at] + spacing * positions[at]
            room = measure
        return max(lines, 1)


_RUNS = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[0-9A-Za-z]+|.", re.DOTALL)
"""Han in a row, letters and digits in a row, any other character by itself."""


def breaks(stretches: Sequence[Stretch], habits: Habits) -> Breaks:
    """The possible line ends of one line-end-free piece of paragraph."""
    made = Breaks([], [], [], [])
    positions, ends, allowances, starts = made.positions, made.ends, made.allowances, made.starts
    kinds: dict[str, int] = {}
    x, previous, kind_before, east_before, blank, hang, count = 0.0, "", 0, False, 0.0, 0.0, 0
    for stretch in stretches:
        widths, size, text = latin_widths(stretch.face, stretch.bold), stretch.size, stretch.text
        for found in _RUNS.finditer(text):
            index, run = found.start(), found.group()
            char, more = run[0], len(run) - 1
            kind = kinds.get(char) or kinds.setdefault(char, _kind(char))
            east = _is_east(char, east_before or not previous, habits)
            gap = _gap(previous, east_before, char, east, size, habits) if previous else 0.0
            inside = kind == kind_before == _LETTER
            if (
                previous
                and not inside
                and _may_break(previous, char, text[index + 1 : index + 2], east_before, east, habits)
            ):
                positions.append(count)
                ends.append(x - blank)
                allowances.append(hang)
                starts.append(x + max(gap, 0.0))
            x += gap + (size if east else widths.get(char, _OTHER) * size)
            blank = blank + widths[" "] * size if char == " " else 0.0
            hangs = east and (east_before or habits.hangs_after_latin)
            hang = _sticks_out(char, size, habits) if hangs else 0.0
            count += 1
            if more and kind == _HAN:  # between two of them a line may always end
                edges = [x + size * step for step in range(more)]
                positions += range(count, count + more)
                ends += edges
                allowances += [0.0] * more
                starts += edges
                x += size * more
            elif more:  # inside a word never
                x += sum([widths.get(letter, _OTHER) for letter in run[1:]]) * size
            count += more
            previous, kind_before, east_before = run[-1], kind, east
    positions.append(count)
    ends.append(x - blank)
    allowances.append(hang)
    starts.append(x)
    return made


def _kind(char: str) -> int:
    if _is_han(char):
        return _HAN
    return _LETTER if char.isascii() and char.isalnum() else _SIGN


def _is_east(char: str, after_east: bool, habits: Habits) -> bool:
    if char >= _EAST_FROM:
        return True
    if habits.weak_quotes and char in _QUOTES:
        return after_east
    return char in _EAST_SIGNS


def _gap(previous: str, east_before: bool, char: str, east: bool, size: float, habits: Habits) -> float:
    """Space before ``char``: between Han and Latin letters; negative where marks meet and are squeezed."""
    if east_before != east:
        han, latin = (char, previous) if east else (previous, char)
        return habits.space * size if _is_letter(latin) and _is_han(han) else 0.0
    if habits.squeezes and east and char in _MARKS and previous in _MARKS:
        inward = previous in OPENING and char not in OPENING
        return 0.0 if inward else -0.5 * size
    return 0.0


def _is_letter(char: str) -> bool:
    return char.isalnum() and char < _EAST_FROM


def _is_han(char: str) -> bool:
    return char >= "\u3400" and char.isalnum() and not "\uff00" <= char <= "\uffef"


def _may_break(previous: str, char: str, after: str, east_before: bool, east: bool, habits: Habits) -> bool:
    if char == " ":
        return False
    if previous == " ":
        return True
    if char in habits.closing or previous in OPENING:
        return False
    if not (east_before or east):
        return previous == "-" or (previous == "/" and habits.breaks_after_slash and char.isalpha() and after.isalpha())
    return habits.breaks_at_brackets or not (
        (char in OPENING and _is_letter(previous)) or (previous in _BRACKETS and _is_letter(char))
    )


def _sticks_out(char: str, size: float, habits: Habits) -> float:
    if char in habits.hanging:
        return size
    return 0.5 * size if habits.squeezes and char in _SQUEEZED else 0.0
