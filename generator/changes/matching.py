"""Which members of two lists are the same: by id where they have one, else by equality, else by likeness."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

IDS = ("id", "key", "form", "name", "label")
"""Keys that name a record within its list, the most stable first."""
FIRM = frozenset({"id", "key", "form"})
"""Those that never change; a record with another one is another record."""
LIKE = 0.5
"""From this likeness (0 to 1) on, what stands in the same place is the same thing, changed."""
MOST = 2_500
"""About how many pairs of a gap are compared for likeness."""
LONGEST = 400
"""Characters of a member that likeness looks at."""

Pair = tuple[int | None, int | None]


def identity(item: object) -> str:
    """What a record of a list is called in paths; "" when it has no name of its own."""
    if isinstance(item, dict):
        return next((str(item[key]) for key in IDS if isinstance(item.get(key), str | int)), "")
    return ""


def match(old: Sequence[object], new: Sequence[object]) -> list[Pair]:
    """Pairs of positions: (i, j) the same member, (None, j) added, (i, None) removed; in the new list's order.

    What was removed stands where it stood among its neighbours.
    """
    firm = _by_id(old, new)
    found = firm if firm is not None else _by_likeness(old, new)
    return _in_order(found, len(old), len(new))


def moved(pairs: Sequence[Pair]) -> bool:
    """Whether members that stayed stand in another order."""
    kept = [i for i, j in pairs if i is not None and j is not None]
    return kept != sorted(kept)


def _by_id(old: Sequence[object], new: Sequence[object]) -> dict[int, int] | None:
    """New position → old position by firm ids; None where a member has none or two share one."""
    positions: list[dict[str, int]] = []
    for items in (old, new):
        names = [_firm(item) for item in items]
        if "" in names or len(set(names)) < len(names):
            return None
        positions.append({name: at for at, name in enumerate(names)})
    return {j: positions[0][name] for name, j in positions[1].items() if name in positions[0]}


def _firm(item: object) -> str:
    if isinstance(item, dict):
        return next((f"{key}={item[key]}" for key in IDS if key in FIRM and key in item), "")
    return ""


def canonical(value: object) -> str:
    """A value as comparable text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _by_likeness(old: Sequence[object], new: Sequence[object]) -> dict[int, int]:
    before, after = [canonical(item) for item in old], [canonical(item) for item in new]
    found: dict[int, int] = {}
    gaps: list[tuple[range, range]] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.update(zip(range(k, m), range(i, j), strict=True))
        else:
            gaps.append((range(i, j), range(k, m)))
    _pair_equal(before, after, found)
    taken = set(found.values())
    for olds, news in gaps:
        free_old = [i for i in olds if i not in taken]
        free_new = [j for j in news if j not in found]
        found.update(_alike(old, new, free_old, free_new))
    return found


def _pair_equal(before: list[str], after: list[str], found: dict[int, int]) -> None:
    """Equal members that changed their place."""
    taken = set(found.values())
    free: dict[str, list[int]] = {}
    for i, text in enumerate(before):
        if i not in taken:
            free.setdefault(text, []).append(i)
    for j, text in enumerate(after):
        if j not in found and free.get(text):
            found[j] = free[text].pop(0)


def _alike(old: Sequence[object], new: Sequence[object], olds: list[int], news: list[int]) -> Iterator[tuple[int, int]]:
    """Pairs (new, old) of a gap, the most alike first; each member once."""
    reach = max(1, MOST // max(1, len(olds), len(news)))  # in a wide gap only what stands near is compared
    rated = [
        (_likeness(old[i], new[j]), i, j)
        for at, i in enumerate(olds)
        for j in news[max(0, at - reach) : at + reach + 1]
    ]
    used_old: set[int] = set()
    used_new: set[int] = set()
    for rate, i, j in sorted(rated, key=lambda item: (-item[0], item[1], item[2])):
        if rate >= LIKE and i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            yield j, i


def _likeness(old: object, new: object) -> float:
    if type(old) is not type(new):
        return 0.0
    name = identity(old)
    if name and name == identity(new):
        return 1.0
    before, after = canonical(old)[:LONGEST], canonical(new)[:LONGEST]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= LIKE else 0.0


def _in_order(found: dict[int, int], olds: int, news: int) -> list[Pair]:
    kept = {i: j for j, i in found.items()}
    pairs: list[Pair] = [(found.get(j), j) for j in range(news)]
    for i in range(olds):
        if i in kept:
            continue
        at = next((n for n, pair in enumerate(pairs) if i and pair[0] == i - 1), None)
        pairs.insert(0 if at is None else at + 1, (i, None))
    return pairs
