"""The specimen: every element, rule and face on a few pages, set as the guide is, for the eye and for comparison."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.build.making import Prepared, outputs, set_pages
from generator.build.output import Output, Progress
from generator.diagnostics import Source
from generator.document.nodes import Document, Origin
from generator.document.numbering import number
from generator.layout.fonts import FontBook
from generator.loading.theme import load_theme
from generator.markup.parser import parse
from generator.templating.environment import environment, render

TEMPLATE = "specimen.xml.j2"


def specimen_tree(project: Path) -> Document:
    """The specimen's numbered tree; it reads no content. Raises ZhiyinError for template and markup problems."""
    file = f"templates/{TEMPLATE}"
    xml = render(environment(project / "templates"), TEMPLATE, {})
    return number(parse(xml, file, lambda path: Origin(path, Source(file))))


def prepare_specimen(project: Path, progress: Progress = lambda _: None) -> Prepared:
    """The specimen laid out with the project's style sheet and fonts."""
    theme = load_theme(project)
    progress("套用模板")
    tree = specimen_tree(project)
    return set_pages(tree, theme, FontBook.load(theme, project / "templates"), progress)


def make_specimen(project: Path, formats: Sequence[str], progress: Progress = lambda _: None) -> list[Output]:
    """The specimen in the wanted formats. Raises ZhiyinError for whatever the user can mend."""
    made = prepare_specimen(project, progress)
    return outputs(made, made.document.meta.title, formats, progress)
