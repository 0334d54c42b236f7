"""The kinds of diagrams, their drawers, and the attributes that each kind understands.

Every text stands in the description; drawers add none but step numbers. ``at``, ``role`` and so on are attributes of
``<item>``; attributes marked D belong to ``<diagram>``. Optional ones are in brackets.

=============  =====================================================================================================
kind           description
=============  =====================================================================================================
timeline       items: text, at (2021年10月), [group], [note]. Two groups face each other across the axis.
organisations  items by role: authority; committee and international, each nesting the next rank of the same role,
               other children being their groups; advisory (stands beside). All: text, [code], [note];
               committee: [link] = word on the line to the body abroad; the one with groups: [members] = heading.
flow           items: text, [actor], [note]; D [columns].
lifecycle      items role="stage": text; other items are paths: text, stages (names, blank between), [act] = words in
               the bars, dots without; or children with text and stages of their own.
stages         items: text, children with label and text, the same lines in every stage; items role="common":
               text, [label], a bar under all stages.
card           D title, [subtitle], [badge]; items: text, label, [wide="yes"] = a row of its own.
qr             items: text = name, at = address, encoded as it stands; without at a plain panel holding [note].
=============  =====================================================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.document.drawing import Drawing
from generator.document.nodes import Diagram
from generator.figures import card, flow, lifecycle, organisations, qr, stages, timeline
from generator.figures.text import Measure

Drawer = Callable[[Diagram, float, Measure], Drawing]

DRAWERS: Mapping[str, Drawer] = MappingProxyType(
    {
        "timeline": timeline.draw,
        "organisations": organisations.draw,
        "flow": flow.draw,
        "lifecycle": lifecycle.draw,
        "stages": stages.draw,
        "card": card.draw,
        "qr": qr.draw,
    }
)


@dataclass(frozen=True, slots=True)
class Attributes:
    """The attributes that a kind knows: those of its items, and those of the diagram itself."""

    items: tuple[str, ...]
    diagram: tuple[str, ...] = ()


ATTRIBUTES: Mapping[str, Attributes] = MappingProxyType(
    {
        "timeline": Attributes(("at", "group", "note")),
        "organisations": Attributes(("role", "code", "note", "link", "members")),
        "flow": Attributes(("actor", "note"), ("columns",)),
        "lifecycle": Attributes(("role", "stages", "act")),
        "stages": Attributes(("role", "label")),
        "card": Attributes(("label", "wide"), ("title", "subtitle", "badge")),
        "qr": Attributes(("at", "note")),
    }
)
"""What the table above says, for telling editors of slips."""
