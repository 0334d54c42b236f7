"""Widths of a table's columns: the form's own, widened for numbers and names that would break within."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from unicodedata import east_asian_width

from generator.filling.result import GridCell, Hole, Value
from generator.model.form import Column

DIGIT_EM, LETTER_EM, WIDE_EM, NARROW_EM = 0.56, 0.62, 0.94, 0.42
"""Widths of a digit, of a letter, of one of the wide letters and of one of the narrow ones, in ems."""
WIDE, NARROW = frozenset("MWmw"), frozenset("fijlrtìíîïł")
LEAST, BRIEF, FLOWING, LENGTHY = 2.0, 6.0, 4.0, 6.0
"""Ems within a column: the least; up to which a post or title keeps to one line; what a longer answer and what prose
keep for a line."""
PROSE = 20
"""Chinese characters from which on an answer is prose, whose words and numbers may break as they must."""
MEASURED = 200
"""Characters up to which an answer is looked at; what is longer is prose in any language."""
PROMPT = 3.1
"""Ems of the first line of a prompt, whose brackets are squeezed; its second has the two characters of a name."""
LONGEST, CAPITAL_EM = 16, 0.2
"""Letters up to which a word should not break; how much wider than other letters, in ems, a word's capitals are."""
_UNBROKEN = re.compile(r"(?<![\w@.])(?:[A-Z]{1,4}\d{0,2}(?:/[A-Z]{1,8})? )?[A-Z]{0,2}\d[\d.\-—]{4,17}(?![\w@])")
"""Numbers of standards, plans, patents and telephones."""
_LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0386-\u04ff\u1e00-\u1eff"
_WORD = re.compile(rf"(?<![\w@.])(?:[{_LETTERS}][’'])?[{_LETTERS}]{{4,}}(?![\w@]|\.\w)")
"""A word of a foreign name or term; those of an address break where addresses do."""
_PIECE = re.compile(r"[A-Za-z0-9]+[@._\-]?")
"""What of an address stays together."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a column wants to be, as a share of the table; those of a lower ``rank`` go first."""

    rank: int
    lack: float
    at: int
    share: float


@dataclass(frozen=True, slots=True)
class _Sizes:
    """The ems of what should not break in an answer, and of what its column keeps for it when it gives."""

    numbers: frozenset[float]
    words: frozenset[float]
    kept: float


def fitted(
    columns: Sequence[Column], rows: Sequence[Sequence[GridCell]], room: float, padding: float
) -> tuple[float, ...]:
    """The columns' shares of 1, widened where numbers, then words of names and prompts would break within.

    The other columns give in proportion to what they can spare: they keep room for what is short, and for words.
    Where there is not enough for all, the first columns are served, who has which name, and there what lacks least.
    ``room`` is the measure, ``padding`` that of a cell left and right, in ems of the cells' size.
    """
    total = sum([column.width for column in columns])
    shares = [column.width / total for column in columns]
    answers = [[_sizes_of(row[at]) for row in rows] for at in range(len(columns))]
    wishes = sorted(_wishes(shares, answers, room, padding), key=lambda wish: (wish.rank, wish.at, wish.lack))
    if not wishes:
        return tuple(shares)
    kept = [_kept(column.label, sizes) for column, sizes in zip(columns, answers, strict=True)]
    least = [min(share, (ems + padding) / room) for share, ems in zip(shares, kept, strict=True)]
    wanted = [0.0] * len(columns)
    for wish in wishes:
        tried = [*wanted]
        tried[wish.at] = max(wish.share, wanted[wish.at])
        if _lacking(shares, tried) <= sum(_spare(shares, least, tried)):
            wanted = tried
    spare, lacking = _spare(shares, least, wanted), _lacking(shares, wanted)
    if not lacking:
        return tuple(shares)
    given = lacking / sum(spare)
    return tuple([max(share - given * over, want) for share, over, want in zip(shares, spare, wanted, strict=True)])


def _lacking(shares: Sequence[float], wanted: Sequence[float]) -> float:
    return sum([max(0.0, want - share) for want, share in zip(wanted, shares, strict=True)])


def _spare(shares: Sequence[float], least: Sequence[float], wanted: Sequence[float]) -> list[float]:
    """What each column can give."""
    return [max(0.0, share - max(low, want)) for share, low, want in zip(shares, least, wanted, strict=True)]


def _wishes(
    shares: Sequence[float], columns: Sequence[Sequence[_Sizes]], room: float, padding: float
) -> Iterator[_Wish]:
    """A wish for every length of numbers and words that is more than a column has."""
    for at, (share, answers) in enumerate(zip(shares, columns, strict=True)):
        numbers = {ems for sizes in answers for ems in sizes.numbers}
        words = {ems for sizes in answers for ems in sizes.words}
        for rank, found in enumerate((numbers, words)):
            for ems in found:
                wish = (ems + padding) / room
                if wish > share:
                    yield _Wish(rank, wish - share, at, wish)


def _kept(label: str, answers: Sequence[_Sizes]) -> float:
    """The ems that a column keeps when it gives: for its head in two lines and for its answers."""
    return max(ceil(len(label) / 2), LEAST, *[sizes.kept for sizes in answers])


def _sizes_of(cell: GridCell) -> _Sizes:
    if any(isinstance(part, Hole) for part in cell.content):
        return _PROMPT
    text = " ".join([line for part in cell.content if isinstance(part, Value) for line in part.lines]).strip()
    return _measured(text) if len(text) <= MEASURED else _FLOWING


@lru_cache(maxsize=4096)
def _measured(text: str) -> _Sizes:
    """An answer's sizes: it keeps a line if it is short, else a few characters, and words, numbers, pieces of addresses
    if it is no prose."""
    if sum([char.isalpha() and east_asian_width(char) == "W" for char in text]) >= PROSE:
        return _FLOWING
    size = _ems(text)
    numbers = frozenset(map(_ems, _UNBROKEN.findall(text)))
    words = frozenset([_word(word) for word in _WORD.findall(text) if len(word) <= LONGEST])
    pieces = [_ems(piece) for piece in _PIECE.findall(text) if len(piece) <= LONGEST]
    return _Sizes(numbers, words, max(size if size <= BRIEF else FLOWING, *numbers, *words, *pieces, 0.0))


_FLOWING = _Sizes(frozenset(), frozenset(), LENGTHY)
_PROMPT = _Sizes(frozenset(), frozenset((PROMPT,)), PROMPT)


def _word(word: str) -> float:
    return _ems(word) + CAPITAL_EM * sum(map(str.isupper, word))


def _ems(run: str) -> float:
    return sum(map(_em, run))


def _em(char: str) -> float:
    if char == "—" or east_asian_width(char) in "WF":
        return 1.0
    if char in WIDE:
        return WIDE_EM
    if char in NARROW:
        return NARROW_EM
    return LETTER_EM if char.isalpha() else DIGIT_EM
