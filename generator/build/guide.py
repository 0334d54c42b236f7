"""The guide, stage by stage: content → markup → tree → layout → Word and PDF."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from generator.diagnostics import failure
from generator.document.nodes import Document, Origin
from generator.document.numbering import number
from generator.figures import draw
from generator.layout.fonts import FontBook
from generator.layout.pages import layout
from generator.layout.placed import LaidOut
from generator.loading import Content, load_content
from generator.loading.theme import load_theme
from generator.markup.parser import parse
from generator.model.theme import Theme
from generator.templating.environment import environment, render
from generator.templating.values import view

GUIDE_TEMPLATE = "guide.xml.j2"
FORMATS = ("docx", "pdf")
Progress = Callable[[str], None]


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


@dataclass(frozen=True, slots=True)
class Prepared:
    """The guide laid out, ready for the writers."""

    document: Document
    laid: LaidOut
    theme: Theme
    fonts: FontBook


def guide_tree(project: Path, content: Content) -> Document:
    """The guide's numbered tree. Raises ZhiyinError for template and markup problems."""
    reads: set[tuple[str | int, ...]] = set()
    fields = type(content.guide).model_fields
    context: dict[str, Any] = {
        name: view(getattr(content.guide, name), (name,), content.index, reads) for name in fields
    }
    xml = render(environment(project / "templates"), GUIDE_TEMPLATE, context)
    origins: dict[str, Origin] = {}

    def find(path: str) -> Origin:
        if path not in origins:
            steps = parse_path(path)
            origins[path] = Origin(path, content.index.source(steps), content.index.cite(steps))
        return origins[path]

    return number(_clocked(parse(xml, f"templates/{GUIDE_TEMPLATE}", find)))


def parse_path(path: str) -> tuple[str | int, ...]:
    """policies.national[0].name → ("policies", "national", 0, "name")."""
    steps: list[str | int] = []
    for part in path.replace("]", "").split("."):
        name, *indexes = part.split("[")
        steps.append(name)
        steps.extend(int(index) for index in indexes)
    return tuple(steps)


def _clocked(document: Document) -> Document:
    """The document with SOURCE_DATE_EPOCH's day (in China) as its date, where that is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return document
    if not epoch.isdigit():
        raise failure("ENV-001", f"环境变量 SOURCE_DATE_EPOCH 应是整数秒，不是“{epoch}”")
    day = (datetime.fromtimestamp(int(epoch), UTC) + timedelta(hours=8)).date()
    return replace(document, meta=replace(document.meta, date=day.isoformat()))


def prepare(project: Path, progress: Progress) -> Prepared:
    """Everything up to the writers."""
    progress("读取内容")
    content = load_content(project)
    theme = load_theme(project)
    progress("套用模板")
    tree = guide_tree(project, content)
    progress("绘图")
    fonts = FontBook.load(theme, project / "templates")
    drawn = draw(tree, theme, fonts)
    progress("排版")
    document, laid = layout(drawn, theme, fonts)
    return Prepared(document, laid, theme, fonts)


def make_guide(project: Path, formats: Sequence[str], progress: Progress) -> list[Output]:
    """The guide in the wanted formats. Raises ZhiyinError for whatever the user can mend."""
    made = prepare(project, progress)
    name = made.document.meta.title
    outputs: list[Output] = []
    for wanted in formats:
        progress({"docx": "写出 Word", "pdf": "写出 PDF"}[wanted])
        outputs.append(Output(f"{name}.{wanted}", _write(made, wanted), len(made.laid.pages)))
    return outputs


def _write(made: Prepared, wanted: str) -> bytes:
    if wanted == "pdf":
        from generator.pdf import write_pdf  # noqa: PLC0415 — only who writes PDF pays for reportlab

        return write_pdf(made.laid, made.fonts)
    from generator.word import write_word  # noqa: PLC0415 — only who writes Word pays for python-docx

    return write_word(made.document, made.laid, made.theme)
