"""The lists of content that forms offer as options (``options_from``), by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model.content import Guide

LISTS: Mapping[str, Callable[[Guide], tuple[str, ...]]] = {
    "sc42.groups": lambda guide: tuple(group.name for group in guide.organisations.sc42.groups),
}
"""The lists by the names that ``options_from`` calls them by."""


def option_lists(guide: Guide) -> dict[str, tuple[str, ...]]:
    """Name → the words to print, in the content's order; for :meth:`generator.model.form.Field.offered`."""
    return {name: words(guide) for name, words in LISTS.items()}
