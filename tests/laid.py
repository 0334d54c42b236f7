"""Small documents laid out for tests, and what their pages show."""

from __future__ import annotations

import math
import shutil
from functools import cache
from pathlib import Path

from generator.diagnostics import Source
from generator.document.nodes import Block, Document, Meta, Origin, Section
from generator.document.numbering import number
from generator.figures import draw
from generator.layout.fonts import FontBook
from generator.layout.pages import layout
from generator.layout.placed import LaidOut, Page, StructNode, TextRun
from generator.loading.theme import load_theme
from generator.markup.parser import parse
from generator.model.theme import Theme

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "templates/test.xml.j2"


def copied_project(home: Path) -> Path:
    """A copy of this project without companies, to be edited; its fonts are the packaged ones."""
    shutil.copytree(ROOT / "content", home / "content", ignore=shutil.ignore_patterns("companies"))
    shutil.copytree(ROOT / "templates", home / "templates", ignore=shutil.ignore_patterns("fonts"))
    (home / "templates/fonts").symlink_to(ROOT / "templates/fonts")
    return home


@cache
def theme() -> Theme:
    return load_theme(ROOT)


@cache
def fonts() -> FontBook:
    return FontBook.load(theme(), ROOT / "templates")


def lay(document: Document) -> tuple[Document, LaidOut]:
    """Number, draw and lay out."""
    return layout(draw(number(document), theme(), fonts()), theme(), fonts())


def lay_blocks(*blocks: Block, landscape: bool = False) -> tuple[Document, LaidOut]:
    """One body section of ``blocks``."""
    section = Section("body", blocks, landscape, folio="arabic", restart=True, header="{h1}")
    return lay(Document(Meta("测试"), (section,)))


def lay_markup(body: str) -> tuple[Document, LaidOut]:
    """One body section of markup; its lines count from 1."""
    open_section = '<document title="测试"><section kind="body" folio="arabic" restart="yes" header="{h1}">'
    xml = f"{open_section}{body}</section></document>"
    return lay(parse(xml, TEMPLATE, lambda path: Origin(path, Source(TEMPLATE))))


def squeeze(text: str) -> str:
    return "".join(text.split())


def runs_of(page: Page, role: str = "") -> list[TextRun]:
    """The page's text inside the structure, or inside elements of ``role``."""
    return [
        item
        for item in page.items
        if isinstance(item, TextRun) and item.owner is not None and (not role or within(item.owner, role))
    ]


def within(node: StructNode | None, role: str) -> bool:
    while node is not None:
        if node.role == role:
            return True
        node = node.parent
    return False


def painted(laid: LaidOut) -> str:
    """All words inside the structure as painted, contents excluded, white space removed."""
    runs = [run for page in laid.pages for run in runs_of(page) if not within(run.owner, "TOC")]
    return squeeze("".join(run.actual or run.text for run in runs))


def words_on(page: Page, *, artifacts: bool = False) -> str:
    """The page's words; with ``artifacts`` also heads, folios and repeated table heads."""
    runs = [item for item in page.items if isinstance(item, TextRun) and (artifacts or item.owner is not None)]
    return squeeze("".join(run.actual or run.text for run in runs))


def lines_on(page: Page) -> list[tuple[float, str]]:
    """Base lines from top to bottom with their words, artifacts left out."""
    lines: dict[float, list[TextRun]] = {}
    for run in runs_of(page):
        lines.setdefault(round(run.y, 2), []).append(run)
    return [(y, squeeze("".join(run.text for run in sorted(lines[y], key=lambda r: r.x)))) for y in sorted(lines)]


def spoken(laid: LaidOut) -> str:
    """All words as the structure tree speaks them, contents excluded, white space removed.

    An element's own text and its children follow each other as they were painted; children alone keep their order.
    """
    own: dict[int, list[tuple[int, str]]] = {}
    count = 0
    for page in laid.pages:
        for run in runs_of(page):
            own.setdefault(id(run.owner), []).append((count, run.actual or run.text))
            count += 1
    return squeeze(_spoken(laid.structure, own)[1])


def _spoken(node: StructNode, own: dict[int, list[tuple[int, str]]]) -> tuple[float, str]:
    if node.role == "TOC":
        return math.inf, ""
    parts: list[tuple[float, str]] = [_spoken(child, own) for child in node.children]
    if id(node) in own:
        parts = sorted([*own[id(node)], *parts], key=lambda part: part[0])
    return min((at for at, _ in parts), default=math.inf), "".join(text for _, text in parts)


INVISIBLE = "\u202e\u2066\u200f\u200b\u200d\ufeff\u00ad\u2060\u202c\u2069"


def assert_inside(laid: LaidOut) -> None:
    """No text leaves the type area."""
    page = theme().page
    for sheet in laid.pages:
        for run in runs_of(sheet):
            assert run.x > page.left - run.size / 2 - 0.1  # the blank half of an opening mark
            assert run.x + sum(run.advances) < page.left + page.measure + run.size / 2 + 0.1  # hung marks
            assert page.top < run.y < page.top + page.depth


def assert_no_boxes(laid: LaidOut) -> None:
    """Every character that leaves ink has a glyph."""
    for sheet in laid.pages:
        for run in runs_of(sheet):
            face = fonts().face(run.face)
            assert all(face.gid(char) for char in run.text if not char.isspace() and char not in INVISIBLE)


def visible(text: str) -> str:
    """The text without zero-width spaces, which vanish at line ends as other spaces do."""
    return text.replace("\u200b", "").replace("\ufeff", "")
