"""What stands on every page beside its text: running heads and folios, artifacts to readers."""

from __future__ import annotations

from generator.document.nodes import Align, Text
from generator.document.numerals import roman_number
from generator.layout.placed import Item, Rule, StructNode
from generator.layout.setting import Setter, baseline, placed_run
from generator.model.theme import MM, Area


def folio_text(number: int, style: str, *, first: bool = False) -> str:
    """A page's number as printed between its dashes: arabic, roman, or nothing; ``first``: it opens its section.

    Letters of several pages have numbers from the second page on (GB/T 9704-2012, 10.1).
    """
    later = "" if first else str(number)
    return {"arabic": str(number), "roman": roman_number(number), "later": later, "none": ""}[style]


def running_head(text: str, number: int, setter: Setter, area: Area, items: list[Item]) -> None:
    """The chapter's name above the type area, over a hair line, as far from it on turned paper as on upright.

    Standards have their number at the outer side without a line (GB/T 1.1-2020).
    """
    if not text:
        return
    style = setter.theme.styles["header"]
    page = setter.theme.page
    y = area.top - page.top + page.header_mm * MM - style.line
    base = y + baseline(style)
    align: Align | None = None
    if page.header_outer:
        align = "left" if number % 2 == 0 else "right"
    lines = setter.lines((Text(text),), style, StructNode("Artifact"), area.measure, key=items, align=align)
    items.extend(placed_run(run, area.left, base, None) for run in lines[0].runs)
    if page.header_outer:
        return
    low = y + style.line + 2
    items.append(Rule(area.left, low, area.left + area.measure, low, 0.5, style.color))


def folio(text: str, number: int, setter: Setter, area: Area, items: list[Item]) -> None:
    """The folio below the type area, — 1 — one em in from the outer side (GB/T 9704-2012, 7.5).

    Standards have the plain number at the outer edge (GB/T 1.1-2020).
    """
    if not text:
        return
    style = setter.theme.styles["folio"].model_copy(update={"align": "left"})
    dashes = setter.theme.page.folio_dashes
    shown = f"— {text} —" if dashes else text
    lines = setter.lines((Text(shown),), style, StructNode("Artifact"), area.measure, key=items)
    width = lines[0].width
    inset = style.size if dashes else 0.0
    left = area.left + inset if number % 2 == 0 else area.left + area.measure - inset - width
    base = area.top + area.depth + setter.theme.page.folio_gap_mm * MM + 0.88 * style.size
    items.extend(placed_run(run, left, base, None) for run in lines[0].runs)
