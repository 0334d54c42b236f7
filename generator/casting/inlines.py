"""Contents of cells and paragraphs as inlines: a template prints each kind of content once, values are put in."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from generator.document.nodes import Fact, Field, Inline
from generator.filling.result import Content, Hole, LineEnd, Tick, Value, Words
from generator.generations import Generations
from generator.markup.marks import strip_marks
from generator.templating.values import origins_of

Print = Callable[[Content], tuple[Inline, ...]]
LIMIT = 2000
"""Contents that are known again, and kinds of contents; a batch of any size has a few hundred kinds."""


class Inlines:
    """Contents → inlines; ``print_parts`` asks the template and is called once for each kind."""

    def __init__(self, print_parts: Print) -> None:
        self._print = print_parts
        self._kept: dict[Hashable, tuple[Inline, ...]] = {}
        self._known: Generations[int, tuple[Content, tuple[Inline, ...]]] = Generations(LIMIT)

    def of(self, content: Content) -> tuple[Inline, ...]:
        """The inlines that the template prints for ``content``; for the very same content the very same ones."""
        known = self._known.get(id(content))
        if known is None:
            known = (content, self._made(content))
            self._known.keep(id(content), known)
        return known[1]

    def _made(self, content: Content) -> tuple[Inline, ...]:
        lines: list[str] = []
        key = tuple([_part_key(part, lines) for part in content])
        kept = self._kept.get(key)
        if kept is None:
            kept = self._print(content)
            if len(self._kept) >= LIMIT:
                self._kept.clear()
            self._kept[key] = kept
        return _filled(kept, lines) if lines else kept


def _part_key(part: object, lines: list[str]) -> Hashable:
    match part:
        case Value():
            said = tuple([_line_key(line, lines) for line in part.lines])
            return part.key, part.label, part.kind, part.options, said
        case Words():
            return part.text
        case Tick():
            return part.key, part.label, part.checked
        case Hole():
            return part.key, part.label, part.hint, part.who, part.kind, part.options
        case LineEnd():
            return None
        case _:
            raise TypeError(type(part))


def _line_key(line: str, lines: list[str]) -> str | None:
    """None for a value's line, which is put in; its own text for a line that comes from nowhere."""
    if not origins_of(line):
        return line
    lines.append(line)
    return None


def _filled(kept: tuple[Inline, ...], lines: list[str]) -> tuple[Inline, ...]:
    """The inlines with their facts replaced by ``lines`` in order."""
    rest = iter(lines)

    def put(child: Inline) -> Inline:
        if isinstance(child, Fact):
            line = next(rest)
            return Fact(strip_marks(str(line)), origins_of(line))
        if isinstance(child, Field):
            return Field(
                child.key, child.label, tuple([put(each) for each in child.children]), child.kind, child.options
            )
        return child

    return tuple([put(child) for child in kept])
