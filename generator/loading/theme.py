"""The style sheet, loaded and checked."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from generator.diagnostics import ZhiyinError
from generator.loading.problems import explain
from generator.loading.yaml import load_yaml
from generator.model.theme import Theme

THEME_FILE = "templates/theme.yaml"


def load_theme(project: Path) -> Theme:
    """The project's style sheet. Raises ZhiyinError with every problem."""
    value, index = load_yaml(project / THEME_FILE, THEME_FILE, escapes=False)
    try:
        return Theme.model_validate(value)
    except ValidationError as error:
        raise ZhiyinError(explain(error, Theme, index.source, "THM-001")) from None
