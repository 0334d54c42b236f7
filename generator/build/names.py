"""Names of files and folders made from what people write: safe on every system, never leaving their folder."""

from __future__ import annotations

import re
import unicodedata

LIMIT = 60
"""Longest name in characters; a Chinese one then stays below the 255 bytes of common file systems."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
"""Device names that Windows refuses for files (Microsoft, Naming Files, Paths, and Namespaces)."""


def safe_name(text: str, fallback: str) -> str:
    """``text`` as one name: no separators, no leading or trailing dots, no device names; ``fallback`` when empty."""
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", text))
    name = re.sub(r"\s+", " ", name).replace("..", "_").strip(" ._")
    name = name[:LIMIT].rstrip(" ._")
    if not name:
        return fallback
    return f"_{name}" if _RESERVED.fullmatch(name) else name
