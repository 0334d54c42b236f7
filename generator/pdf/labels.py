"""Page labels: what readers show beside a page is what the page prints (ISO 32000-1, 12.4.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.layout.placed import Page
from generator.pdf.strings import text_string

_ROMAN = re.compile(r"M{0,4}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def page_labels(pages: Sequence[Page]) -> str:
    """The number tree of labels: a range for each run of folios that count up by one; no folio, an empty label."""
    ranges = [f"{index} {label}" for index, label in _ranges(pages)]
    return f"<</Nums [{' '.join(ranges)}]>>"


def _ranges(pages: Sequence[Page]) -> Iterator[tuple[int, str]]:
    expected: tuple[str, int] | None = None
    for index, page in enumerate(pages):
        style, number = _counted(page.folio)
        if (style, number) != expected:
            if number:
                yield index, f"<</S /{style} /St {number}>>" if number > 1 else f"<</S /{style}>>"
            else:
                yield index, f"<</P {text_string(page.folio)}>>"
        expected = (style, number + 1 if number else 0)


def _counted(folio: str) -> tuple[str, int]:
    """A folio's numbering style and its number; the folio itself and 0 when it is no number."""
    if folio.isascii() and folio.isdigit() and int(folio) > 0 and folio == str(int(folio)):
        return "D", int(folio)
    upper = folio.upper()
    if folio and _ROMAN.fullmatch(upper) and folio in {upper, folio.lower()}:
        return ("R" if folio == upper else "r"), _roman(upper)
    return folio, 0


def _roman(text: str) -> int:
    values = [_VALUES[char] for char in text]
    return sum(-v if v < following else v for v, following in zip(values, [*values[1:], 0], strict=True))
