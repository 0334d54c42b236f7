"""Timing and neat tables for the benchmarks."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence

Work = Callable[[], object]


def best_of(works: Mapping[str, Work], rounds: int, turn: int = 1) -> dict[str, float]:
    """The least seconds that each piece of work took, the works taking turns of ``turn`` runs.

    With turns of several runs none is timed only on what the others left in the processor's caches.
    """
    best = dict.fromkeys(works, float("inf"))
    for _ in range(rounds):
        for name, work in works.items():
            for _ in range(turn):
                begun = time.perf_counter()
                work()
                best[name] = min(best[name], time.perf_counter() - begun)
    return best


def show(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table whose columns align in a monospaced face that draws Chinese twice as wide."""
    widths = [max(_width(row[i]) for row in (head, *rows)) for i in range(len(head))]
    print(f"\n{title}")
    for row in (head, ["─" * width for width in widths], *rows):
        print("  " + "  ".join(_padded(cell, widths[i], i > 0) for i, cell in enumerate(row)).rstrip())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int, right: bool) -> str:
    gap = " " * (width - _width(text))
    return gap + text if right else text + gap


def ms(seconds: float) -> str:
    """Seconds as milliseconds."""
    return f"{seconds * 1000:,.1f} 毫秒"
