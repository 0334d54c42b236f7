"""Words that centred lines are not parted in: titles turn with their sense whole (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_CLINGS = "的之等"
"""Characters that belong to what stands before them."""
_LEADS = "与和及或"
"""Characters that belong to what follows them."""


_PART = re.compile(r"\bPart \d+")


class WholeWords:
    """A list of words to be kept whole; the longest counts where several begin at one place."""

    def __init__(self, words: tuple[str, ...]) -> None:
        longest_first = sorted(set(words), key=lambda word: (-len(word), word))
        self._found = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def inside(self, text: str) -> frozenset[int]:
        """The positions in ``text`` that lie within one of the words or “Part 12”, or before what clings."""
        return frozenset(self._inside(text))

    def _inside(self, text: str) -> Iterator[int]:
        for found in self._found.finditer(text):
            yield from range(found.start() + 1, found.end())
        for found in _PART.finditer(text):
            yield from range(found.start() + 1, found.end())
        for at, char in enumerate(text):
            if char in _CLINGS:
                yield at
            if char in _LEADS:
                yield at + 1


def behind_elements(text: str) -> frozenset[int]:
    """The positions behind what parts the elements of a title: dashes in English ones, in others spaces."""
    parting = "—" if "—" in text and _HAN.search(text) is None else " \u3000"
    return frozenset([at for at, char in enumerate(text, 1) if char in parting])


_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


_JOINT = re.compile(r"(?<=[\u4e00-\u9fff）]/)(?=[\u4e00-\u9fff（A-Z])")


def behind_slashes(text: str) -> frozenset[int]:
    """The positions behind slashes between words: in labels a better end of line than inside a word."""
    return frozenset(found.start() for found in _JOINT.finditer(text)) if "/" in text else frozenset()


@lru_cache(maxsize=8)
def whole_words(words: tuple[str, ...]) -> WholeWords:
    """The list of these words, the same object for the same words."""
    return WholeWords(words)
