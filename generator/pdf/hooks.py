"""Everything half-private of reportlab in one place: raw objects, archival streams, a canvas without Helvetica."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from generator.pdf.font_program import Stream


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """An indirect object whose bytes we write ourselves."""

    __RefOnly__ = 1

    def __init__(self, data: str | bytes = b"null") -> None:
        self.data = data

    def format(self, _document: Any) -> bytes:
        """The bytes as they stand."""
        return self.data if isinstance(self.data, bytes) else self.data.encode("ascii")


class PageCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose pages take ready operators and begin without setting an unembedded font."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), invariant=1, pageCompression=1, pdfVersion=(1, 7), lang="zh-CN")

    def _make_preamble(self) -> None:
        self._preamble = ""

    @property
    def page_fonts(self) -> str:
        """The dictionary of all fonts, which every page's resources name."""
        return Objects(self._doc).of(self._doc.idToObject["BasicFonts"])

    @property
    def document(self) -> Any:
        """reportlab's document under the canvas."""
        return self._doc

    def add_page(self, width: float, height: float, operators: list[str], entries: dict[str, str]) -> str:
        """Append a page of the given size with its operators and further dictionary entries; returns its name."""
        self.setPageSize((width, height))
        self._code: list[str] = []
        name = str(self._doc.thisPageName())
        self.showPage()
        page = self._doc.idToObject[name]
        page.Contents = Stream(zlib.compress("\n".join(operators).encode("ascii"), 6))
        for key, value in entries.items():
            page.__NoDefault__ = [*page.__NoDefault__, key] if key not in page.__NoDefault__ else page.__NoDefault__
            setattr(page, key, Direct(value))
        return name

    def objects(self) -> Iterator[tuple[int, bytes, bool]]:
        """All objects of the document: number, bytes, whether it is a stream. Formatting one may bring up more."""
        document = self._doc
        number = 0
        while (key := document.numberToId.get(number := number + 1)) is not None:
            thing = document.idToObject[key]
            yield number, pdfdoc.format(thing, document, toplevel=1), isinstance(thing, pdfdoc.PDFStream)


class Direct(pdfdoc.PDFObject):  # type: ignore[misc]
    """A direct value inside another object."""

    def __init__(self, data: str) -> None:
        self.data = data

    def format(self, _document: Any) -> bytes:
        """The bytes as they stand."""
        return self.data.encode("ascii")


class Objects:
    """Allocates numbered raw objects in a reportlab document."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self._count = 0

    def reserve(self, data: str | bytes = b"null") -> tuple[Raw, str]:
        """A new indirect object and its reference ("12 0 R"); its data may be set later."""
        self._count += 1
        raw = Raw(data)
        self.document.Reference(raw, f"zhiyin{self._count}")
        return raw, self.reference(f"zhiyin{self._count}")

    def add_stream(self, data: bytes, entries: dict[str, Any], *, compress: bool = True) -> str:
        """A stream object; metadata streams stay uncompressed for readers that search the bytes."""
        self._count += 1
        name = f"zhiyin{self._count}"
        stream: Any = Stream(zlib.compress(data, 6), entries) if compress else PlainStream(data, entries)
        self.document.Reference(stream, name)
        return self.reference(name)

    def direct(self, data: str) -> Direct:
        """A direct value for a stream's dictionary."""
        return Direct(data)

    def reference(self, name: str) -> str:
        """The reference of a named object."""
        number, generation = self.document.idToObjectNumberAndVersion[name]
        return f"{number} {generation} R"

    def of(self, thing: Any) -> str:
        """The reference of one of reportlab's own objects."""
        return str(self.document.Reference(thing).format(self.document).decode("ascii"))


class PlainStream(pdfdoc.PDFStream):  # type: ignore[misc]
    """An uncompressed stream with the line ends that ISO 19005-2, 6.1.7.1 asks for."""

    def __init__(self, data: bytes, entries: dict[str, Any]) -> None:
        super().__init__(pdfdoc.PDFDictionary(entries), data)

    def format(self, document: Any) -> bytes:
        """Dictionary, data, and an end-of-line before ``endstream`` that the length does not count."""
        entries = pdfdoc.PDFDictionary({**self.dictionary.dict, "Length": len(self.content)})
        head: bytes = entries.format(document)
        content: bytes = self.content
        return head + b"\nstream\n" + content + b"\nendstream"


def name(text: str) -> Any:
    """A PDF name object."""
    return pdfdoc.PDFName(text)


def text_string(text: str) -> str:
    """A text string as UTF-16BE in hexadecimal (ISO 32000-1, 7.9.2.2)."""
    return "<" + ("\ufeff" + text).encode("utf-16-be").hex().upper() + ">"


def ascii_string(text: str) -> str:
    """A byte string of ASCII characters."""
    return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
