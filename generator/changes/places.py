"""Where a document prints what: which chapter prints a fact, and which chapters print other words than before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.changes.model import Change
from generator.diagnostics import dotted
from generator.document.nodes import Block, DiagramItem, Document, Fact, Figure, Heading, Link
from generator.document.walk import blocks_in, inlines_in, inlines_of, words_of


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a document under a heading of the first or second level, as its contents name it."""

    id: str
    title: str


FRONT = Place("", "封面、目录和篇首")
"""What stands before the first heading."""
_Part = tuple[Place, list[Block]]


def printed_places(document: Document) -> dict[str, tuple[Place, ...]]:
    """Origin path (``content`` positions) → the places that print it, in order. Figures keep no paths."""
    found: dict[str, dict[Place, None]] = {}
    for place, blocks in _parts(document):
        for block in blocks_in(tuple(blocks)):
            for inline in inlines_in(inlines_of(block)):
                if isinstance(inline, Fact):
                    for origin in inline.origins:
                        found.setdefault(origin.path, {})[place] = None
    return {path: tuple(places) for path, places in found.items()}


def places_of(change: Change, old: dict[str, tuple[Place, ...]], new: dict[str, tuple[Place, ...]]) -> list[Place]:
    """The places that print what changed: of the new document, then those that only the old one had."""
    file = change.file.removeprefix("content/").removesuffix(".yaml")
    found: dict[str, Place] = {}
    for at, printed in ((change.new_at, new), (change.old_at, old)):
        if at is None or not change.file.startswith("content/") or change.file.count("/") > 1:
            continue
        path = dotted((file, *at))
        for printed_path, places in printed.items():
            if _concerns(printed_path, path, change):
                for place in places:
                    found.setdefault(place.id, place)
    return list(found.values())


def changed_places(old: Document, new: Document) -> list[Place]:
    """The places whose printed words (figures included) differ, are new, or are gone; in reading order."""
    before = {place.id: (place, _words(old, blocks)) for place, blocks in _parts(old)}
    after = {place.id: (place, _words(new, blocks)) for place, blocks in _parts(new)}
    kept = [place for name, (place, words) in after.items() if name not in before or before[name][1] != words]
    return kept + [place for name, (place, _) in before.items() if name not in after]


def _parts(document: Document) -> Iterator[_Part]:
    part: _Part = (FRONT, [])
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Heading) and block.level <= 2:
                yield part
                part = (Place(block.id, block.words), [])
            part[1].append(block)
    yield part


def _words(document: Document, blocks: Sequence[Block]) -> str:
    alone = replace(document, sections=(replace(document.sections[0], blocks=tuple(blocks)),))
    shown: list[str] = [words_of(alone)]
    for block in blocks_in(tuple(blocks)):
        if isinstance(block, Figure):
            shown += [block.alt, repr(block.diagram.attributes), *_items(block.diagram.items)]
        shown += [child.href for child in inlines_in(inlines_of(block)) if isinstance(child, Link)]
    return "\n".join(shown)


def _items(items: Sequence[DiagramItem]) -> Iterator[str]:
    for item in items:
        yield item.text + repr(item.attributes)
        yield from _items(item.children)


def _concerns(printed: str, path: str, change: Change) -> bool:
    """Whether a printed path is the changed one, within it, or a count over it."""
    if printed == path or printed.startswith((f"{path}.", f"{path}[")):
        return True
    listed = path.rpartition("[")[0]
    return change.kind in ("added", "removed") and path.endswith("]") and printed == listed
