"""Clauses of a draft standard: headings and texts for every member of a list, numbered as GB/T 1.1-2020 numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.filling.fields import fill_prose
from generator.filling.ledger import Ledger
from generator.filling.reader import is_empty
from generator.filling.result import Answered, Content, FilledBlock, Head, Hole, Prose, State, Value, Words
from generator.model.form import Repeat

DEEPEST = 3
"""Headings have three levels; deeper clauses print their number before bold words."""


@dataclass(slots=True)
class Counter:
    """Counts headings: 1, 1.1, 1.1.1; in an annex A.1."""

    clauses: bool
    numbers: list[int] = field(default_factory=list)
    annexes: int = 0
    letter: str = ""

    def next(self, level: int) -> str:
        """The next number at ``level`` (1 is the highest)."""
        self.numbers = [*self.numbers[:level], *[0] * (level - len(self.numbers))]
        self.numbers[level - 1] += 1
        shown = self.numbers[1:] if self.letter else self.numbers
        return ".".join([self.letter, *map(str, shown)] if self.letter else map(str, shown))

    def annex(self) -> str:
        """附录A, 附录B, …; what follows is numbered A.1."""
        self.annexes += 1
        self.letter = chr(ord("A") + self.annexes - 1)
        self.numbers = [0]
        return f"附录{self.letter}"


def fill_repeat(block: Repeat, ledger: Ledger, counter: Counter) -> list[FilledBlock]:
    """The blocks of every member, or what is printed when there is none."""
    members = ledger.reader.members(block.source)
    key = ledger.key(block.key)
    anchor = f"a-{ledger.form.id}-{key}"
    due = block.required == "always"
    state: State = "filled" if members else "missing" if due else "open"
    text = f"{len(members)}项" if members else ""
    ledger.note(
        Answered(key, block.label, "", state, due, "企业", block.hint, text, anchor=anchor, reads=(block.source,))
    )
    if not members:
        if block.empty:
            return [Prose("body", (Words(block.empty),), anchor)]
        return [Prose("body", (Hole(key, block.label, block.hint),), anchor)] if due else []
    out: list[FilledBlock] = []
    for number, item in enumerate(members, 1):
        out += _member(block, item, f"{block.key}.{number}.", block.level, ledger, counter)
    return out


def _member(block: Repeat, item: Any, prefix: str, level: int, ledger: Ledger, counter: Counter) -> list[FilledBlock]:
    out: list[FilledBlock] = []
    if block.heading:
        out.append(_heading(block, item, prefix, level, ledger, counter))
    if block.text:
        content = fill_prose(block.text, ledger, item=item, source=block.source, prefix=prefix)
        if block.numbering == "bracket":
            content = (Words(f"[{prefix.rstrip('.').rpartition('.')[2]}]\u3000"), *content)
        out += [Prose("body", part) for part in _paragraphs(content)]
    if block.children:
        for number, child in enumerate(_children(item, block.children), 1):
            out += _member(block, child, f"{prefix}{number}.", level + 1, ledger, counter)
    return out


def _children(item: Any, key: str) -> list[Any]:
    found = item[key]
    return [] if is_empty(found) else list(found)


def _heading(block: Repeat, item: Any, prefix: str, level: int, ledger: Ledger, counter: Counter) -> FilledBlock:
    words = block.heading if level == block.level else "{{ item.heading }}"
    content = fill_prose(words, ledger, item=item, source=block.source, prefix=prefix)
    anchor = f"h-{ledger.form.id}-{prefix.rstrip('.')}"
    if block.numbering == "annex" and level == block.level:
        return Head(0, counter.annex(), content, anchor, "annex-head")
    if block.numbering == "term":
        return Head(level, counter.next(level), content, anchor, "term-head")
    label = f"{counter.next(level)}\u3000" if block.numbering != "none" else ""
    if level > DEEPEST - 1:
        return Prose("clause", (Words(label), *content), anchor)
    return Head(level, label, content, anchor)


def _paragraphs(content: Content) -> list[Content]:
    """Text of several paragraphs as several paragraphs, where it is one value; else as it is."""
    if not content:
        return []
    if len(content) == 1 and isinstance(content[0], Value) and len(content[0].lines) > 1:
        value = content[0]
        return [
            (Value(value.key if n == 1 else f"{value.key}.{n}", value.label, (line,), value.kind),)
            for n, line in enumerate(value.lines, 1)
        ]
    return [content]
