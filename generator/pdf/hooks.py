"""What reportlab writes: its objects as text, for the dictionaries that a file has once (ISO 32000-1, 7.3).

Pages, streams and the structure's many elements are written by ourselves (see :mod:`generator.pdf.objects`):
reportlab formats objects one Python call at a time, and its streams lack the line ends that archives want.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.pdfbase import pdfdoc

Value = str | int | float | Sequence[int]
"""Text stands as it is: a reference, or whatever else is written already."""


class _Written(pdfdoc.PDFObject):  # type: ignore[misc]
    """A value that is written already."""

    def __init__(self, text: str) -> None:
        self._text = text

    def format(self, _document: Any) -> bytes:
        """The text as it stands."""
        return self._text.encode("ascii")


def dictionary(values: Mapping[str, Value]) -> str:
    """A dictionary object, its keys without their slashes."""
    made = pdfdoc.PDFDictionary({key: _object(value) for key, value in values.items()})
    return str(pdfdoc.format(made, None).decode("ascii"))


def entries(values: Mapping[str, Value]) -> str:
    """The entries of a dictionary, to stand among others."""
    return dictionary(values).strip()[2:-2].strip()


def _object(value: Value) -> Any:
    if isinstance(value, str):
        return _Written(value)
    return value if isinstance(value, int | float) else pdfdoc.PDFArray(list(value))
