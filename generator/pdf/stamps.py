"""Stamps: what many documents print is turned into operators once, its pieces of marked content numbered anew.

A stamp's operators stand in a coordinate system of their own (ISO 32000-1, 8.3.4) between ``q`` and ``Q``.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.layout.placed import Destination, Owner, Painted, Rule, Stack, StructNode, TextRun
from generator.pdf.glyphs import CharsByFace, FaceUse
from generator.pdf.numbers import num
from generator.pdf.operators import INK, Painter
from generator.pdf.structure import Marks, illustrations_around

_KEPT = __name__
_UNKNOWN = object()
_SLOT = "%d"


@dataclass(slots=True)
class StampCode:
    """Operators with a slot (``%d``) for the number of each piece of content, and whose pieces they are.

    ``chars`` are the characters shown; ``places`` are destinations, relative to the stamp's origin.
    """

    code: str
    owners: tuple[StructNode, ...]
    chars: CharsByFace
    places: tuple[Destination, ...]
    _latest: tuple[tuple[float, float, int], str] | None = None

    def at(self, x: float, y: float, first: int) -> str:
        """The operators with the origin at (x, y), y upwards; their pieces of content are numbered from ``first``.

        In most documents a stamp stands where it stood in the one before.
        """
        place = (x, y, first)
        if self._latest is None or self._latest[0] != place:
            code = self.code % tuple(range(first, first + len(self.owners)))
            self._latest = (place, f"q 1 0 0 1 {num(x)} {num(y)} cm\n{code}\nQ")
        return self._latest[1]


def stamp_code(painted: Painted, faces: FaceUse) -> StampCode | None:
    """The operators of painted items; None for those that hold more than text, lines and places."""
    found = painted.kept.get(_KEPT, _UNKNOWN)
    if found is not _UNKNOWN:
        return found if isinstance(found, StampCode) else None
    made = painted.kept[_KEPT] = _made(painted, FaceUse(faces.book))
    return made


@dataclass(slots=True)
class StackCode:
    """The operators of stamps that follow one another on a page, whose top left corner is the origin; fields as those
    of :class:`StampCode`."""

    owners: tuple[StructNode, ...]
    chars: CharsByFace
    places: tuple[Destination, ...]
    _stamps: tuple[tuple[StampCode, float, float], ...]
    _latest: tuple[tuple[float, float, int], str] | None = None

    def at(self, x: float, y: float, first: int) -> str:
        """See :meth:`StampCode.at`."""
        place = (x, y, first)
        if self._latest is None or self._latest[0] != place:
            codes: list[str] = []
            for stamp, right, down in self._stamps:
                codes.append(stamp.at(x + right, y - down, first))
                first += len(stamp.owners)
            self._latest = (place, "\n".join(codes))
        return self._latest[1]


def stack_code(stack: Stack, faces: FaceUse) -> StackCode | None:
    """The operators of stamps; None where one of them holds more than text, lines and places."""
    found = stack.kept.get(_KEPT, _UNKNOWN)
    if found is not _UNKNOWN:
        return found if isinstance(found, StackCode) else None
    made = [(code, stamp.x, stamp.y) for stamp in stack.stamps if (code := stamp_code(stamp.painted, faces))]
    whole: StackCode | None = None
    if len(made) == len(stack.stamps):
        shown = FaceUse(faces.book)
        for code, _, _ in made:
            shown.note(code.chars)
        owners = tuple([owner for code, _, _ in made for owner in code.owners])
        places = tuple([Destination(p.name, p.x + x, p.y + y) for code, x, y in made for p in code.places])
        whole = StackCode(owners, shown.chars(), places, tuple(made))
    stack.kept[_KEPT] = whole
    return whole


def _made(painted: Painted, faces: FaceUse) -> StampCode | None:
    slots = _Slots()
    painter = Painter(0.0, faces, fill="", stroke="")  # nothing is known of the page's colours
    marks = Marks(painter.code, slots)
    places: list[Destination] = []
    for item in painted.items:
        if isinstance(item, Rule) and item.owner is None and not item.dashed:
            painter.wait(item)
        elif isinstance(item, INK):
            if not isinstance(item, TextRun):
                draw_rules(painter, marks)  # a filled shape may lie over them
            if marks.turn_to(item.owner):
                return None
            painter.paint(item)
        elif isinstance(item, Destination):
            places.append(item)
        else:
            return None
    draw_rules(painter, marks)
    marks.end()
    code = "\n".join(painter.code).replace("%", "%%").replace(_Slots.MARK, _SLOT)
    return StampCode(code, tuple(slots.owners), faces.chars(), tuple(places))


def draw_rules(painter: Painter, marks: Marks) -> None:
    """Draw the rules that wait, as an artifact."""
    if painter.rules:
        marks.turn_to(None)
        painter.draw_rules()


class _Slots:
    """Notes the owners of pieces of content in order, and gives each a mark for its number."""

    MARK = "\ufdd0"  # a noncharacter: no operator contains it

    def __init__(self) -> None:
        self.owners: list[StructNode] = []

    def content(self, node: StructNode) -> str:
        """A mark in the number's place."""
        self.owners.append(node)
        return self.MARK

    def illustrations(self, owner: Owner) -> tuple[StructNode, ...]:
        """The illustrations around an element, itself included."""
        return () if owner is None else illustrations_around(owner)
