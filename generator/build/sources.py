"""Printed values and where they come from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from generator.build.guide import guide_tree
from generator.document.nodes import Fact, Inline, Text
from generator.document.walk import facts_of, inlines_in, runs_of
from generator.loading.content import load_content
from generator.templating.filters import cn_date

_ALIKE = str.maketrans({"—": "-", "–": "-", "－": "-", "\u3000": "", " ": "", "\n": ""})
"""Written in content or typed by hand one way, printed another: dashes in numbers of standards, blanks."""


def find_facts(project: Path, text: str) -> list[Fact]:
    """The guide's facts that print ``text`` or a part of it (34 for 34项), each once, in reading order.

    Dates may be written 2025-02-28, standards' numbers with a hyphen. Without ``text`` all facts.
    """
    tree = guide_tree(project, load_content(project))
    wanted = {form.translate(_ALIKE) for form in (text, cn_date(text))} - {""}
    if not wanted:
        return list(dict.fromkeys(facts_of(tree)))
    return list(dict.fromkeys(fact for run in runs_of(tree) for fact in _printing(run, wanted)))


def _printing(run: tuple[Inline, ...], wanted: set[str]) -> Iterator[Fact]:
    """The facts of a run that stand where one of the ``wanted`` words stands."""
    parts = [part for part in inlines_in(run) if isinstance(part, Text | Fact)]
    words = [part.text.translate(_ALIKE) for part in parts]
    ends = list(accumulate(map(len, words)))
    text = "".join(words)
    for word in wanted:
        for at in _places(text, word):
            for part, own, end in zip(parts, words, ends, strict=True):
                if isinstance(part, Fact) and end - len(own) < at + len(word) and at < end:
                    yield part


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
