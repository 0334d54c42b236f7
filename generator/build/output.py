"""A file as made, and what makers tell on the way: light, for those who handle files without making any."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

FORMATS = ("docx", "pdf")
Progress = Callable[[str], None]
"""Told the name of each stage as it begins."""


@dataclass(frozen=True, slots=True)
class Output:
    """One file as made: its name, bytes, and number of pages."""

    name: str
    data: bytes
    pages: int

    @property
    def sha256(self) -> str:
        """The bytes' fingerprint in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()
