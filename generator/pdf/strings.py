"""Strings and names as they stand in the file (ISO 32000-1, 7.3.4, 7.3.5 and 7.9.2)."""

from __future__ import annotations

from functools import lru_cache

_MARK = "\ufeff"  # how a text string in UTF-16BE begins (7.9.2.2)


def string_bytes(text: str) -> bytes:
    """The bytes of a text string: printable ASCII, where PDFDocEncoding agrees with it, else UTF-16BE."""
    return text.encode("ascii") if _is_plain(text) else (_MARK + text).encode("utf-16-be")


@lru_cache(maxsize=4096)
def text_string(text: str) -> str:
    """A text string: literal where it is printable ASCII, else UTF-16BE in hexadecimal."""
    return ascii_string(text) if _is_plain(text) else byte_string(string_bytes(text))


def ascii_string(text: str) -> str:
    """A literal string of ASCII characters."""
    return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"


def byte_string(data: bytes) -> str:
    """A byte string in hexadecimal."""
    return f"<{data.hex()}>"


def name(text: str) -> str:
    """A name with its slash; whatever is no letter, digit or hyphen is written as #xx."""
    return "/" + "".join(
        chr(byte) if (chr(byte).isalnum() and byte < 128) or byte == 45 else f"#{byte:02X}" for byte in text.encode()
    )


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()
