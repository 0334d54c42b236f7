"""Curly quotes belong to Chinese or to Latin by where they stand."""

from __future__ import annotations

import re

_NEAR_LATIN = re.compile(r"[A-Za-z0-9] ?[“”‘’]|[“”‘’] ?[A-Za-z0-9]")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])[‘’](?=[A-Za-z])")
_PAIR = re.compile(r"“([^“”]*)”|‘([^‘’]*)’")
_LATIN = re.compile(r"[\x20-\x7e\u00a0-\u024f‘’]+")


def latin_quotes(text: str) -> list[int]:
    """Positions of quotes that are Latin: apostrophes, and pairs around Latin text inside Latin text."""
    if not _NEAR_LATIN.search(text):
        return []
    found = [match.start() for match in _APOSTROPHE.finditer(text)]
    for match in _PAIR.finditer(text):
        inner = match.group(1) or match.group(2) or ""
        if inner.strip("‘’") and _LATIN.fullmatch(inner) and _in_latin(text, *match.span()):
            found += [match.start(), match.end() - 1]
    return sorted(set(found))


def _in_latin(text: str, start: int, end: int) -> bool:
    """Whether Latin stands on both sides, or on one with nothing on the other."""
    before = text[max(0, start - 9) : start].rstrip(" ")[-1:]
    after = text[end : end + 9].lstrip(" ")[:1]
    sides = [side for side in (before, after) if side]
    return bool(sides) and all(_LATIN.fullmatch(side) for side in sides)
