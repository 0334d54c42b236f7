"""Invisible marks that carry facts and gaps through rendered text; the parser turns them into nodes.

Unicode noncharacters U+FDD0–U+FDD3 never occur in interchange (Unicode 15.0, 23.7) and loaders refuse them in
input, so a mark cannot be forged by content or company data. In attributes the parser simply drops them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

FACT_OPEN, VALUE, CLOSE, GAP = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
MARKED = re.compile(f"{FACT_OPEN}([^{VALUE}]*){VALUE}([^{CLOSE}]*){CLOSE}|{GAP}([^{CLOSE}]*){CLOSE}")
_FORGED = re.compile(f"[{FACT_OPEN}-{GAP}]")
_BETWEEN = "|"


def mark_fact(paths: Iterable[str], text: str) -> str:
    """``text`` marked as made from the values at ``paths``."""
    return f"{FACT_OPEN}{_BETWEEN.join(paths)}{VALUE}{_FORGED.sub('', text)}{CLOSE}"


def mark_gap(path: str) -> str:
    """The mark of the missing value at ``path``."""
    return f"{GAP}{path}{CLOSE}"


def split_marks(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    """``text`` in parts (kind, paths, text), where kind is "text", "fact" or "gap"."""
    parts: list[tuple[str, tuple[str, ...], str]] = []
    at = 0
    for found in MARKED.finditer(text):
        if found.start() > at:
            parts.append(("text", (), text[at : found.start()]))
        if found[3] is not None:
            parts.append(("gap", (found[3],), ""))
        else:
            parts.append(("fact", tuple(found[1].split(_BETWEEN)), found[2]))
        at = found.end()
    if at < len(text):
        parts.append(("text", (), text[at:]))
    return parts


def strip_marks(text: str) -> str:
    """The printed text without its marks; a gap leaves nothing."""
    return MARKED.sub(lambda m: m[2] or "", text) if _FORGED.search(text) else text
