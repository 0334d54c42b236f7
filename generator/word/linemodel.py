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
from functools import lru_cache

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
_OTHER = 0.5
_EPSILON = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Habits:
    """Where programs differ: Han–Latin space in ems, squeezing, Latin quotes after Latin, breaks at brackets.

    ``hangs_last``: a mark that ends the text may stick out like others.
    """

    space: float
    squeezes: bool
    weak_quotes: bool
    breaks_at_brackets: bool
    breaks_after_slash: bool
    hangs_after_latin: bool
    hanging: frozenset[str]
    closing: frozenset[str]
    hangs_last: bool = True


WORD = Habits(0.25, True, False, True, False, True, frozenset("、。，．"), CLOSING)
LIBREOFFICE = Habits(
    0.2, False, True, False, True, False, frozenset("、。，．；：！？"), CLOSING - _STARTS_IN_LIBREOFFICE
)
LIBREOFFICE_WHOLE = replace(LIBREOFFICE, breaks_after_slash=False)
"""LibreOffice as it sometimes is: an address goes to the next line as a whole."""
LIBREOFFICE_CONTROL = replace(LIBREOFFICE, hangs_last=False)
"""LibreOffice where a content control ends the paragraph: behind a mark that sticks out its end takes a line."""
LIBREOFFICE_CONTROL_WHOLE = replace(LIBREOFFICE_WHOLE, hangs_last=False)
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
    steps = _STEPS.setdefault(habits, {})
    x, previous, east_before, blank, hang, count = 0.0, "", False, 0.0, 0.0, 0
    for stretch in stretches:
        size = stretch.size
        for char, last, after, more, wide, tail in _tokens(stretch.text, stretch.face, stretch.bold):
            key = (previous, char, after, east_before)
            step = steps.get(key)
            if step is None:
                step = steps[key] = _step(previous, char, after, east_before, habits)
            east, gap, ends_before, hangs = step
            if ends_before:
                positions.append(count)
                ends.append(x - blank)
                allowances.append(hang)
                starts.append(x + gap * size if gap > 0 else x)
            x += (gap + (1.0 if east else wide)) * size
            blank = blank + wide * size if char == " " else 0.0
            hang = hangs * size
            count += 1
            if more:
                if char == _A_HAN:  # between two of them a line may always end
                    edges = [x + size * step for step in range(more)]
                    positions += range(count, count + more)
                    ends += edges
                    allowances += [0.0] * more
                    starts += edges
                x += tail * size
                count += more
            previous, east_before = last, east
    positions.append(count)
    ends.append(x - blank)
    allowances.append(hang if habits.hangs_last else 0.0)
    starts.append(x)
    return made


_A_HAN, _A_LETTER, _A_DIGIT = "国", "a", "0"
"""What stands for any Han character, any ASCII letter, any ASCII digit: programs treat them alike."""
_Token = tuple[str, str, bool, int, float, float]
"""A run's first and last character, whether a letter comes behind its first, how many characters follow that, and
the widths in ems of the first as Latin and of those that follow."""
_Step = tuple[bool, float, bool, float]
"""From one character to the next: whether that is East Asian, space before it in ems, whether a line may end before
it, and how many ems of it may stick out."""
_STEPS: dict[Habits, dict[tuple[str, str, bool, bool], _Step]] = {}


@lru_cache(maxsize=64)
def _tokens(text: str, face: str, bold: bool) -> tuple[_Token, ...]:
    """The runs of a text: Han in a row, letters and digits in a row, any other character by itself."""
    widths = latin_widths(face, bold)
    made: list[_Token] = []
    for found in _RUNS.finditer(text):
        run = found.group()
        char, more = run[0], len(run) - 1
        if char >= _EAST_FROM and _is_han(char):
            made.append((_A_HAN, _A_HAN, False, more, 0.0, float(more)))
            continue
        start = found.start()
        after = text[start + 1 : start + 2].isalpha()
        tail = sum([widths.get(letter, _OTHER) for letter in run[1:]]) if more else 0.0
        made.append((_alike(char), _alike(run[-1]), after, more, widths.get(char, _OTHER), tail))
    return tuple(made)


def _alike(char: str) -> str:
    if char.isascii() and char.isalnum():
        return _A_DIGIT if char.isdigit() else _A_LETTER
    return char


def _step(previous: str, char: str, after: bool, east_before: bool, habits: Habits) -> _Step:
    """See :data:`_Step`; ``after``: a letter follows ``char``."""
    east = _is_east(char, east_before or not previous, habits)
    hangs = _sticks_out(char, habits) if east and (east_before or habits.hangs_after_latin) else 0.0
    if not previous:
        return east, 0.0, False, hangs
    gap = _gap(previous, east_before, char, east, habits)
    inside = previous in _WORD and char in _WORD
    return east, gap, not inside and _may_break(previous, char, after, east_before, east, habits), hangs


_WORD = frozenset((_A_LETTER, _A_DIGIT))


def _is_east(char: str, after_east: bool, habits: Habits) -> bool:
    if char >= _EAST_FROM:
        return True
    if habits.weak_quotes and char in _QUOTES:
        return after_east
    return char in _EAST_SIGNS


def _gap(previous: str, east_before: bool, char: str, east: bool, habits: Habits) -> float:
    """Ems before ``char``: between Han and Latin letters; negative where marks meet and are squeezed."""
    if east_before != east:
        han, latin = (char, previous) if east else (previous, char)
        return habits.space if _is_letter(latin) and _is_han(han) else 0.0
    if habits.squeezes and east and char in _MARKS and previous in _MARKS:
        inward = previous in OPENING and char not in OPENING
        return 0.0 if inward else -0.5
    return 0.0


def _is_letter(char: str) -> bool:
    return char.isalnum() and char < _EAST_FROM


def _is_han(char: str) -> bool:
    return char >= "\u3400" and char.isalnum() and not "\uff00" <= char <= "\uffef"


def _may_break(previous: str, char: str, after: bool, east_before: bool, east: bool, habits: Habits) -> bool:
    if char == " ":
        return False
    if previous == " ":
        return True
    if char in habits.closing or previous in OPENING:
        return False
    if not (east_before or east):
        return previous == "-" or (previous == "/" and habits.breaks_after_slash and char.isalpha() and after)
    return habits.breaks_at_brackets or not (
        (char in OPENING and _is_letter(previous)) or (previous in _BRACKETS and _is_letter(char))
    )


def _sticks_out(char: str, habits: Habits) -> float:
    """Ems of ``char`` that may stand outside the measure."""
    if char in habits.hanging:
        return 1.0
    return 0.5 if habits.squeezes and char in _SQUEEZED else 0.0
