"""What changed within a text: kept, removed and added stretches, number and word whole, Han by character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

SpanKind = Literal["same", "removed", "added"]

ISLAND = 2
"""A kept stretch of fewer characters between two changes is read as changed, lest the text fall to crumbs."""
WORK = 4_000_000
"""Most comparisons of one text (old pieces × new pieces); longer ones are compared by sentence."""

_PIECE = re.compile(r"[A-Za-z0-9]+(?:[.,:/_%-]*[A-Za-z0-9%]+)*|.", re.DOTALL)
_SENTENCE = re.compile(r"[^。；\n]*[。；\n]?")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: in both texts, only in the old one, or only in the new one."""

    kind: SpanKind
    text: str


def spans(old: str, new: str) -> tuple[Span, ...]:
    """The stretches that lead from ``old`` to ``new``; at one place what was removed stands before what was added.

    Same and removed stretches together are ``old``, same and added ones ``new``.
    """
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    if len(before) * len(after) > WORK:
        before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
    return tuple(_merged(_bridged(list(_raw(before, after)))))


def _raw(before: Sequence[str], after: Sequence[str]) -> Iterator[Span]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield Span("same", "".join(before[i:j]))
            continue
        yield Span("removed", "".join(before[i:j]))
        yield Span("added", "".join(after[k:m]))


def _bridged(found: list[Span]) -> Iterator[Span]:
    """Kept islands too short to help the reader become part of the change around them."""
    last = len(found) - 1
    for at, span in enumerate(found):
        if span.kind == "same" and 0 < at < last and len(span.text) < ISLAND:
            yield Span("removed", span.text)
            yield Span("added", span.text)
        else:
            yield span


def _merged(found: Iterator[Span]) -> Iterator[Span]:
    """Neighbouring changes become one removal and one addition."""
    removed = added = ""
    for span in (*found, Span("same", "")):
        if span.kind == "removed":
            removed += span.text
        elif span.kind == "added":
            added += span.text
        else:
            if removed:
                yield Span("removed", removed)
            if added:
                yield Span("added", added)
            removed = added = ""
            if span.text:
                yield span
