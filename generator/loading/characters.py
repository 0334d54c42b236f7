"""Characters that no input may carry, written out or as escapes, because readers cannot see them.

Control characters break file formats, noncharacters are the marks of the templates, and characters that turn the
direction of writing make a text read otherwise than it is stored (Unicode TR 36, 3.1; CVE-2021-42574).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_FORBIDDEN = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 without tab and line ends, DEL, C1
    "\u00ad\u200b\u2060-\u2064\ufeff"  # soft hyphen, blanks of no width, byte order mark
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # direction of writing
    "\u2028\u2029\ufff9-\ufffb"  # line and paragraph separators, interlinear annotation
    "\ud800-\udfff\ufdd0-\ufdef"  # lone surrogates, noncharacters
    "\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    # tags, which spell hidden text
    + "\U000e0000-\U000e007f]"
)


def forbidden(text: str) -> Iterator[tuple[int, str]]:
    """Each forbidden character of ``text``: its offset, and how a message names it (``U+200B``)."""
    for found in _FORBIDDEN.finditer(text):
        yield found.start(), f"U+{ord(found[0]):04X}"
