"""Strings to XML: escaping, illegal characters, lengths in Word's units, and the namespaces every part declares."""

from __future__ import annotations

import re

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' mc:Ignorable="w14"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# XML 1.0, production 2 (Char): everything else would make the part unreadable. Tabs and line ends inside a run
# have elements of their own in Word, so they count as blanks here.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLANK = re.compile("[\t\n\r]")
_SPECIAL = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')


def escape(text: str) -> str:
    """``text`` fit for element content and double-quoted attributes; characters XML forbids are dropped."""
    if not _SPECIAL.search(text):
        return text
    text = _BLANK.sub(" ", _ILLEGAL.sub("", text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def twips(points: float) -> int:
    """Points in twentieths, Word's unit for spacing, indents and page geometry."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Points in halves, Word's unit for type sizes."""
    return round(points * 2)


def text_element(text: str) -> str:
    """``<w:t>`` with ``text``; blanks at the ends or doubled are preserved."""
    keep = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() or "  " in text else ""
    return f"<w:t{keep}>{escape(text)}</w:t>"
