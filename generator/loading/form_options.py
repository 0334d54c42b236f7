"""The lists of content that forms offer as options (``options_from``), by name."""

from __future__ import annotations

from generator.model.content import Guide


def option_lists(guide: Guide) -> dict[str, tuple[str, ...]]:
    """Name → the words to print, in the content's order; for :meth:`generator.model.form.Field.offered`."""
    return {"sc42.groups": tuple(group.name for group in guide.organisations.sc42.groups)}
