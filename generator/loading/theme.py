"""The style sheet, loaded and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from generator.diagnostics import Diagnostic, Severity, Source, ZhiyinError, dotted, suggestion
from generator.loading.problems import Place, explain
from generator.loading.yaml import SourceIndex, load_yaml
from generator.model.theme import Theme

THEME_FILE = "templates/theme.yaml"


def load_theme(project: Path) -> Theme:
    """The project's style sheet. Raises ZhiyinError with every problem."""
    value, index = load_yaml(project / THEME_FILE, THEME_FILE, escapes=False)
    try:
        theme = Theme.model_validate(value)
    except ValidationError as error:
        raise ZhiyinError(explain(error, Theme, index.source, "THM-001")) from None
    if dead := list(_dead_names(theme, index)):
        raise ZhiyinError(dead)
    return theme


def face_source(project: Path, face: str) -> Source:
    """Where the project's style sheet names the file of a face; the style sheet alone where it cannot be read."""
    try:
        _, index = load_yaml(project / THEME_FILE, THEME_FILE, escapes=False)
    except ZhiyinError:
        return Source(THEME_FILE)
    return index.source(("faces", face, "file"))


def _dead_names(theme: Theme, index: SourceIndex) -> Iterator[Diagnostic]:
    """THM-002 for each name of a face, family or style that the style sheet does not define."""
    for place, name, known in _named(theme):
        if name not in known:
            hint = suggestion(name, known)
            said = f"“{dotted(place)}”所写的“{name}”在 {THEME_FILE.rpartition('/')[2]} 里没有"
            yield Diagnostic("THM-002", Severity.ERROR, said, index.source(place), hint)


def _named(theme: Theme) -> Iterator[tuple[Place, str, Iterable[str]]]:
    for key, family in theme.families.items():
        yield ("families", key, "regular"), family.regular, theme.faces
        yield ("families", key, "bold"), family.bold, theme.faces
        for i, face in enumerate(family.fallback):
            yield ("families", key, "fallback", i), face, theme.faces
    for key, style in theme.styles.items():
        yield ("styles", key, "family"), style.family, theme.families
    for key, character in theme.characters.items():
        if character.family is not None:
            yield ("characters", key, "family"), character.family, theme.families
    for key, table in theme.tables.items():
        yield ("tables", key, "cell"), table.cell, theme.styles
        yield ("tables", key, "head"), table.head, theme.styles
