"""Workbooks as bytes, the same for the same content: openpyxl's archive without the clock."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_EPOCH = b"2026-01-01T00:00:00Z"
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def saved(book: Any) -> bytes:
    """The bytes of an openpyxl workbook, its parts sorted and dated 1980, its properties without the time of saving."""
    raw = io.BytesIO()
    book.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in sorted(made.namelist()):
            data = made.read(name)
            if name == "docProps/core.xml":
                data = _STAMP.sub(rb"\g<1>" + _EPOCH + rb"\g<3>", data)
            fixed.writestr(zipfile.ZipInfo(name, _EARLIEST), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def literal(text: str) -> str:
    """Text that Excel shows as it is: without the control characters that XML cannot hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)[:32_767]
