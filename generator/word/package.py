"""The package around the body: python-docx's default one, stripped to what is used and prepared once per theme.

This is the only module that touches python-docx. ``stylesWithEffects``, web settings, thumbnail and
bibliography item of its default template are dropped; styles, settings, numbering and font table are ours.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from generator.document.nodes import Row
from generator.document.walk import stand_at
from generator.generations import Generations
from generator.layout.placed import LaidOut
from generator.model.theme import Theme
from generator.word.archive import Packed, archive, pack, pack_again
from generator.word.names import Taken
from generator.word.numbering import Numberings, abstracts
from generator.word.properties import APP_XML
from generator.word.settings import font_table_xml, settings_xml
from generator.word.styles import styles_xml
from generator.word.xmltext import escape

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_UNUSED = ("/stylesWithEffects", "/webSettings", "/customXml", "/thumbnail")
_DYNAMIC = ("[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels", "docProps/core.xml")


ROWS_LIMIT = 400
"""Table rows whose markup is remembered."""


@dataclass(frozen=True, slots=True)
class KnownRow:
    """Rows that cells spanning rows join (mostly one): their heights in points, markup, and what that took.

    ``rows`` are kept so that no other rows take their identity.
    """

    rows: tuple[Row, ...]
    heights: tuple[float, ...]
    xml: str
    taken: Taken


class KnownRows:
    """Rows written before with this style sheet: the same rows stand in the next document of a batch."""

    def __init__(self) -> None:
        self._kept: Generations[tuple[object, ...], KnownRow] = Generations(ROWS_LIMIT)
        self._makes: dict[tuple[object, ...], int] = {}

    def make(self, style: str, widths: Sequence[int], *, whole: bool) -> int:
        """A number for tables of one style and one set of columns, which stay ``whole`` or may part."""
        return self._makes.setdefault((style, whole, *widths), len(self._makes))

    def find(self, rows: Sequence[Row], at: int, laid: LaidOut, make: int) -> KnownRow | None:
        """What was written for the rows from ``at`` on, where they are the very same, as high, and kept as whole."""
        first, heights = rows[at], laid.row_heights
        found = self._kept.get(_key(first, laid, make, last=at == len(rows) - 1))
        if found is None:
            return None
        if len(found.rows) == 1:
            return found if heights.get(id(first), 0.0) == found.heights[0] else None
        same = stand_at(rows, at, found.rows)
        return found if same and tuple([heights.get(id(row), 0.0) for row in found.rows]) == found.heights else None

    def keep(self, known: KnownRow, laid: LaidOut, make: int, *, last: bool) -> None:
        """Remember rows; ``last``: a single row that ends its table, and so keeps to nothing."""
        self._kept.keep(_key(known.rows[0], laid, make, last=last), known)


def _key(first: Row, laid: LaidOut, make: int, *, last: bool) -> tuple[object, ...]:
    """What the markup of rows depends on: the first of them, its table, and whether it keeps to a row or may part."""
    return id(first), make, last, id(first) in laid.whole_rows, id(first) in laid.kept_rows


@dataclass(frozen=True, slots=True)
class Prepared:
    """What no document changes: parts already deflated, and the texts that documents add to."""

    packed: tuple[Packed, ...]
    types: str
    relations: str
    numbering: str
    rows: KnownRows


class _Key:
    """A theme as a cache key by identity: themes are frozen, but hold dictionaries."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    def __hash__(self) -> int:
        return id(self.theme)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.theme is self.theme


def prepared(theme: Theme) -> Prepared:
    """The package for ``theme``, made once per process."""
    return _prepare(_Key(theme))


@lru_cache(maxsize=8)
def _prepare(key: _Key) -> Prepared:
    static = abstracts(key.theme)
    parts = _stripped(key.theme, Numberings().xml(static))
    packed = tuple(pack(name, parts[name], 9) for name in sorted(parts) if name not in _DYNAMIC)
    types = parts["[Content_Types].xml"].decode().replace("</Types>", "")
    relations = parts["word/_rels/document.xml.rels"].decode().replace("</Relationships>", "")
    return Prepared(packed, _without_pictures(types), relations, static, KnownRows())


def _without_pictures(types: str) -> str:
    return types.replace('<Default Extension="jpeg" ContentType="image/jpeg"/>', "")


def _stripped(theme: Theme, numbering: str) -> dict[str, bytes]:
    import docx  # noqa: PLC0415 - 60 ms, paid only by runs that write Word
    from docx.oxml import parse_xml  # noqa: PLC0415

    document = docx.Document()
    main = document.part
    for holder in (main, main.package):
        for ident, relation in list(holder.rels.items()):
            if relation.reltype.endswith(_UNUSED):
                del holder.rels[ident]
    ours = {"/styles": styles_xml(theme), "/settings": settings_xml(), "/numbering": numbering}
    for relation in main.rels.values():
        text = ours.get(relation.reltype[relation.reltype.rindex("/") :])
        if text is not None:
            relation.target_part._element = parse_xml(text.encode())
        elif relation.reltype.endswith("/fontTable"):
            relation.target_part._blob = font_table_xml(theme).encode()
    for relation in main.package.rels.values():
        if relation.reltype.endswith("/extended-properties"):
            relation.target_part._blob = APP_XML.encode()
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as made:
        return {name: made.read(name) for name in made.namelist()}


@dataclass(slots=True)
class Relations:
    """The document part's relationships beyond the prepared ones: links, headers and footers, in order of asking."""

    links: dict[str, str] = field(default_factory=dict)
    parts: list[tuple[str, str, str]] = field(default_factory=list)

    def link(self, href: str) -> str:
        """The relationship id of an external address; one per address."""
        return self.links.setdefault(href, f"rIdL{len(self.links) + 1}")

    def part(self, kind: str, content: str) -> str:
        """The relationship id of a new part; ``kind`` is header or footer."""
        ident = f"rIdP{len(self.parts) + 1}"
        self.parts.append((ident, kind, content))
        return ident

    def names(self) -> list[str]:
        """The parts' file names, ``header1.xml`` …, in the order of :attr:`parts`."""
        return [f"{kind}{number}.xml" for number, (_, kind, _) in enumerate(self.parts, 1)]


def write_package(base: Prepared, body: bytes, core: str, numberings: Numberings, relations: Relations) -> bytes:
    """The finished file."""
    names = relations.names()
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_WORDML}.{kind}+xml"/>'
        for name, (_, kind, _) in zip(names, relations.parts, strict=True)
    )
    rels = "".join(
        f'<Relationship Id="{ident}" Type="{_OFFICE}/hyperlink" Target="{escape(href)}" TargetMode="External"/>'
        for href, ident in relations.links.items()
    ) + "".join(
        f'<Relationship Id="{ident}" Type="{_OFFICE}/{kind}" Target="{name}"/>'
        for name, (ident, kind, _) in zip(names, relations.parts, strict=True)
    )
    parts = [
        pack_again("[Content_Types].xml", f"{base.types}{overrides}</Types>"),
        pack("docProps/core.xml", core.encode()),
        pack("word/document.xml", body),
        pack_again("word/_rels/document.xml.rels", f"{base.relations}{rels}</Relationships>"),
    ]
    parts += [pack_again(f"word/{name}", content) for name, (_, _, content) in zip(names, relations.parts, strict=True)]
    if numberings.lists:
        parts.append(pack("word/numbering.xml", numberings.xml(base.numbering).encode()))
    fresh = {part.name for part in parts}
    return archive([*parts, *(part for part in base.packed if part.name not in fresh)])
