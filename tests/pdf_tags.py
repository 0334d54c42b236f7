"""A PDF's structure tree as text, read with pikepdf: what a screen reader finds, element by element."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_SHOWN = ("/T", "/Lang", "/Alt", "/ActualText")
_BFCHAR = re.compile(r"<([0-9A-F]{4})> <([0-9A-F]+)>")


class TagReader:
    """Reads elements, their marked content's text, and their annotations."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.root: Any = self.pdf.Root.StructTreeRoot
        self.numbers = {page.obj.objgen: index for index, page in enumerate(self.pdf.pages)}
        self.content = [dict(marked_text(page)) for page in self.pdf.pages]

    def tree(self) -> str:
        """The elements, indented by depth: role, attributes, text of the page's marks, annotations."""
        return "\n".join(line for top in self.root.K for line in self._element(top, 0, None)) + "\n"

    def _element(self, element: Any, depth: int, page: Any) -> Iterator[str]:
        page = element.get("/Pg", page)
        yield "  " * depth + str(element.S)[1:] + "".join(_said(element))
        for kid in element.get("/K", []):
            yield from self._kid(kid, depth + 1, page)

    def _kid(self, kid: Any, depth: int, page: Any) -> Iterator[str]:
        if isinstance(kid, int):
            yield "  " * depth + self._shown(page, kid)
        elif kid.get("/Type") == "/MCR":
            yield "  " * depth + self._shown(kid.Pg, int(kid.MCID))
        elif kid.get("/Type") == "/OBJR":
            note = kid.Obj
            yield "  " * depth + f"[{str(note.Subtype)[1:]} {note.get('/Contents', note.get('/TU', ''))}]"
        else:
            yield from self._element(kid, depth, page)

    def _shown(self, page: Any, mcid: int) -> str:
        index = self.numbers[page.objgen]
        return f"{index}: {self.content[index][mcid] or '·'}"


def _said(element: Any) -> Iterator[str]:
    for key in _SHOWN:
        if key in element:
            yield f" {key[1:]}={element[key]}"
    if "/ID" in element:
        yield f" #{bytes(element.ID).decode()}"
    given = element.get("/A", pikepdf.Array([]))
    for attributes in given if isinstance(given, pikepdf.Array) else [given]:
        for key, value in attributes.items():
            if key not in {"/O", "/Placement"}:
                yield f" {key[1:]}={_plain(value)}"


def _plain(value: Any) -> str:
    if isinstance(value, pikepdf.Array):
        return "[" + " ".join(bytes(v).decode() if isinstance(v, pikepdf.String) else str(v) for v in value) + "]"
    return str(value).removeprefix("/")


def instructions(page: Any) -> Iterator[tuple[Any, Any]]:
    """A page's operators with their operands before them."""
    for instruction in pikepdf.parse_content_stream(page):
        yield instruction.operands, instruction.operator


def marked_text(page: Any) -> Iterator[tuple[int, str]]:
    """Each marked-content number of a page with the text shown inside, ActualText in the place of what it replaces."""
    maps = {name: to_unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
    font: dict[str, str] = {}
    stack: list[tuple[int | None, str | None]] = []  # number, replacement
    texts: dict[int, str] = {}
    for operands, operator in instructions(page):
        match str(operator):
            case "BMC":
                stack.append((None, None))
            case "BDC":
                properties: Any = operands[1]
                number = int(properties.MCID) if "/MCID" in properties else None
                said = str(properties.ActualText) if "/ActualText" in properties else None
                stack.append((number, said))
                if number is not None:
                    assert number not in texts
                    texts[number] = ""
                elif said is not None:
                    _append(texts, stack[:-1], said)
            case "EMC":
                stack.pop()
            case "Tf":
                font = maps[str(operands[0])]
            case "TJ":
                assert stack, "text outside marked content"
                shown = "".join(bytes(part).hex().upper() for part in operands[0] if isinstance(part, pikepdf.String))
                if all(said is None for _, said in stack):
                    _append(texts, stack, "".join(font[shown[i : i + 4]] for i in range(0, len(shown), 4)))
    assert not stack, "marked content is not closed"
    yield from texts.items()


def _append(texts: dict[int, str], stack: list[tuple[int | None, str | None]], said: str) -> None:
    number = next((number for number, _ in reversed(stack) if number is not None), None)
    if number is not None:
        texts[number] += said


def to_unicode(font: Any) -> dict[str, str]:
    """A font's codes (four hexadecimal digits) and what they mean."""
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    return {code: bytes.fromhex(text).decode("utf-16-be") for code, text in _BFCHAR.findall(cmap)}
