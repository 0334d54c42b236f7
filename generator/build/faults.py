"""What keeps the guide's content from being printed: errors of the checks, and characters that no font has."""

from __future__ import annotations

from datetime import date

from generator.diagnostics import Diagnostic, Severity, ZhiyinError
from generator.figures.style import Type
from generator.figures.text import FontMeasure
from generator.layout.fonts import FontBook, missing_character
from generator.loading.content import Content
from generator.rules.content import check_content
from generator.rules.content_base import prose

_AROUND = 8
"""Characters quoted on either side of one that no font has."""


def refuse_faults(content: Content, fonts: FontBook, today: date) -> None:
    """Raise ZhiyinError with every error of ``content``, so that nothing false is printed; warnings only speak."""
    found = check_content(content.guide, content.index, today)
    errors = [item for item in found if item.severity is Severity.ERROR]
    if problems := errors + unprintable(content, fonts):
        raise ZhiyinError(problems)


def unprintable(content: Content, fonts: FontBook) -> list[Diagnostic]:
    """A FONT-001 at its line of content for each printed text's character that no font has."""
    texts = list(prose(content.guide))
    if not _missing("\n".join(dict.fromkeys(text for _, text in texts)), fonts):
        return []
    return [
        missing_character(char, content.index.source(path), _around(char, text))
        for path, text in texts
        for char in _missing(text, fonts)
    ]


def _around(char: str, text: str) -> str:
    at = text.index(char)
    return " ".join(text[max(0, at - _AROUND) : at + _AROUND + 1].split("\n"))


def _missing(text: str, fonts: FontBook) -> list[str]:
    """The characters that the setting finds no face for, each once."""
    measure = FontMeasure(fonts)
    measure.width(text, Type(1.0, 1.0))
    return [char for char in dict.fromkeys(measure.missing) if char in text]
