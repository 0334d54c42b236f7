"""Trees of drafts, from the templates on first sight of a shape and from skeletons ever after."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.casting.inlines import Inlines
from generator.casting.shape import OPEN, Shape, Shapes, stand_in
from generator.casting.skeleton import Contents, Skeleton
from generator.document.nodes import Document, Inline, Meta, Origin, Paragraph
from generator.document.numbering import number
from generator.filling import FilledForm
from generator.filling.result import Content
from generator.markup.parser import parse
from generator.templating.environment import Environment, render

LIMIT = 100
"""Skeletons that are kept: a form has a few shapes, one more for each number of rows in its tables."""

_PARTS = (
    '{% import "forms/parts.xml.j2" as m with context %}'
    '<document title="-"><section kind="form"><p>{{ m.parts(content) }}</p></section></document>'
)


@dataclass(frozen=True, slots=True)
class Cast:
    """A filled form ready to be poured: its skeleton, by a key, and the inlines for the skeleton's places."""

    key: Hashable
    skeleton: Skeleton
    contents: Contents
    meta: Meta

    def tree(self) -> Document:
        """The numbered tree."""
        return self.skeleton.pour(self.contents, self.meta)


@dataclass(slots=True)
class Caster:
    """Casts filled forms whose template prints contents with the macro ``parts`` of forms/parts.xml.j2."""

    templates: Environment
    _skeletons: dict[Hashable, Skeleton | None] = field(default_factory=dict)
    _inlines: Inlines = field(init=False)
    _shapes: Shapes = field(default_factory=Shapes)
    _latest: tuple[FilledForm, Shape, list[tuple[Inline, ...]]] | None = None

    def __post_init__(self) -> None:
        self._inlines = Inlines(self._print)

    def cast(self, template: str, context: Mapping[str, Any], filled: FilledForm) -> Cast | None:
        """What ``template`` prints of a filled form; None where no skeleton serves and the template itself must.

        ``context`` is what the template sees; ``title``, ``author`` and ``day`` are the document's properties.
        """
        shape, contents = self._known(filled)
        told = tuple(sorted((name, str(value)) for name, value in context.items() if name in _TOLD))
        key = (template, filled.form.id, told, shape.key)
        if key not in self._skeletons:
            self._keep(key, self._cast(template, context, filled, len(shape.contents)))
        skeleton = self._skeletons[key]
        if skeleton is None:
            return None
        meta = replace(skeleton.document.meta, author=str(context["author"]), date=str(context["day"]))
        return Cast(key, skeleton, contents, meta)

    def _known(self, filled: FilledForm) -> tuple[Shape, list[tuple[Inline, ...]]]:
        """The shape and the inlines of the contents; a form that is cast again, set tighter, keeps the very same."""
        if self._latest is None or self._latest[0] is not filled:
            shape = self._shapes.of(filled)
            self._latest = (filled, shape, [self._inlines.of(content) for content in shape.contents])
        return self._latest[1:]

    def _keep(self, key: Hashable, skeleton: Skeleton | None) -> None:
        if len(self._skeletons) >= LIMIT:
            self._skeletons.clear()
        self._skeletons[key] = skeleton

    def _cast(self, template: str, context: Mapping[str, Any], filled: FilledForm, count: int) -> Skeleton | None:
        """The skeleton, or None where the template does more with a content or the author than print it once."""
        standing = {**context, "filled": stand_in(filled), "author": f"{OPEN}author"}
        xml = render(self.templates, template, standing)
        if xml.count(f"{OPEN}author") != 1 or xml.count(OPEN) != count + 1:
            return None
        try:
            tree = number(parse(xml, f"templates/{template}", _nowhere))
        except LookupError:  # a value outside the contents
            return None
        skeleton = Skeleton(tree)
        return skeleton if len({number for slot in skeleton.slots for number in slot.numbers}) == count else None

    def _print(self, content: Content) -> tuple[Inline, ...]:
        xml = self.templates.from_string(_PARTS).render(content=content)
        origins = {o.path: o for part in content for line in getattr(part, "lines", ()) for o in line_origins(line)}
        block = parse(xml, "templates/forms/parts.xml.j2", lambda path: origins[path]).sections[0].blocks[0]
        assert isinstance(block, Paragraph)
        return block.children


def line_origins(line: str) -> tuple[Origin, ...]:
    """The origins that a line carries."""
    found: tuple[Origin, ...] = getattr(line, "origins", ())
    return found


_TOLD = frozenset({"title", "day", "false_items", "tight"})
"""What templates are told beside the form and its contents, and may look at."""


def _nowhere(path: str) -> Origin:
    raise LookupError(path)
