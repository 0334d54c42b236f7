"""What was set with a font book is kept as long as the fonts are: a label is set once in a batch."""

from __future__ import annotations

from generator.layout.fonts import FontBook
from generator.layout.text import ParagraphCache


def paragraphs_of(fonts: FontBook) -> ParagraphCache:
    """The cache of paragraphs set with ``fonts``."""
    found = fonts.kept.get(__name__)
    if not isinstance(found, ParagraphCache):
        found = fonts.kept[__name__] = ParagraphCache(fonts)
    return found
