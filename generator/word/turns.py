"""Balanced titles turn where the layout turned them, with line ends as a typist puts them (GB/T 9704-2012, 7.3.1).

A word processor would fill the first line and leave a word or two for the last. Tick boxes turn there too: it would
leave a box at a line's end and begin the next one with its words. So do addresses in narrow cells, which it would part
between any two letters, and lists of standards' numbers, which it would part behind the dash. A line end is dropped
where an address is pasted; a blank of no width would stay in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.document.nodes import Break, Em, Fact, Field, Inline, Link, Span, Strong, Text, inline_text
from generator.layout.placed import Measured


def turned(children: tuple[Inline, ...], found: Measured | None) -> tuple[Inline, ...]:
    """The inlines with line ends where the layout's balanced lines end; the very same where there are none."""
    if found is None or not found.turns:
        return children
    return tuple(_turned(children, list(found.turns), 0))


def _turned(children: tuple[Inline, ...], turns: list[int], at: int) -> Iterator[Inline]:
    """``at`` is where the children begin in the paragraph's text; of ``turns`` those are taken that are passed."""
    for child in children:
        length = len(inline_text((child,)))
        if turns and turns[0] == at:
            turns.pop(0)
            yield Break()
        if turns and turns[0] == at + length and isinstance(child, Text) and not child.text.strip():
            turns.pop(0)
            yield Break()  # in place of the space between two tick boxes
        elif not turns or turns[0] >= at + length:
            yield child
        elif isinstance(child, Text | Fact):
            yield from _parts(child, turns, at)
        elif isinstance(child, Strong | Em | Span | Link | Field):
            yield replace(child, children=tuple(_turned(child.children, turns, at)))
        else:  # a prompt or a tick box stays whole
            while turns and turns[0] < at + length:
                turns.pop(0)
            yield child
        at += length


def _parts(child: Text | Fact, turns: list[int], at: int) -> Iterator[Inline]:
    start = 0
    while turns and turns[0] < at + len(child.text):
        stop = turns.pop(0) - at
        yield replace(child, text=child.text[start:stop])
        yield Break()
        start = stop
    yield replace(child, text=child.text[start:])
