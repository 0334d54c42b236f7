"""How wide a text is where characters stand in columns: on terminals and in spreadsheets."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Columns that a text takes; Chinese characters, and signs that Chinese fonts make as wide, take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
