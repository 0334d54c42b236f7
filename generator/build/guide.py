"""The guide, stage by stage: content → markup → tree → layout → Word and PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generator.build.making import Prepared, clocked, outputs, parse_path, set_pages
from generator.build.names import safe_name
from generator.build.output import FORMATS, Output, Progress
from generator.build.stock import Stock
from generator.document.nodes import Document, Origin
from generator.document.numbering import number
from generator.layout.fonts import FontBook
from generator.loading.content import Content, load_content
from generator.loading.theme import load_theme
from generator.markup.parser import parse
from generator.templating.environment import environment, render
from generator.templating.values import view

__all__ = ["FORMATS", "Output", "Prepared", "file_name", "guide_tree", "make_guide", "prepare"]

GUIDE_TEMPLATE = "guide.xml.j2"


Reads = set[tuple[str | int, ...]]
"""The paths of content that a template has read: the values it printed or looked at, the lists it walked."""


def file_name(title: str) -> str:
    """What the guide's files are called: its title, without what file systems do not take (ISO/IEC → ISO_IEC)."""
    return safe_name(title, "指引")


def guide_tree(project: Path, content: Content, reads: Reads | None = None) -> Document:
    """The guide's numbered tree; what it reads is added to ``reads``.

    Raises ZhiyinError for template and markup problems.
    """
    reads = set() if reads is None else reads
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

    return number(clocked(parse(xml, f"templates/{GUIDE_TEMPLATE}", find)))


def prepare(
    project: Path,
    progress: Progress,
    stock: Stock | None = None,
    reads: Reads | None = None,
    fonts: FontBook | None = None,
) -> Prepared:
    """Everything up to the writers, from ``stock`` and ``fonts`` where they are open already (:func:`guide_tree`)."""
    progress("读取内容")
    content = stock.content if stock else load_content(project)
    theme = stock.theme if stock else load_theme(project)
    progress("套用模板")
    tree = guide_tree(project, content, reads)
    return set_pages(tree, theme, fonts or FontBook.load(theme, project / "templates"), progress)


def make_guide(project: Path, formats: Sequence[str], progress: Progress, stock: Stock | None = None) -> list[Output]:
    """The guide in the wanted formats, from ``stock`` where the project was read already.

    Raises ZhiyinError for whatever the user can mend.
    """
    made = prepare(project, progress, stock)
    return outputs(made, file_name(made.document.meta.title), formats, progress)
