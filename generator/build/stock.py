"""The stock of a project: what its files say, read once; enough to tell what is out of date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.build.fingerprints import FONTS_FOLDER
from generator.loading.content import Content, load_content
from generator.loading.form_options import option_lists
from generator.loading.forms import Forms, load_forms
from generator.loading.theme import load_theme
from generator.model.form import LAYOUTS, Form, shared_template
from generator.model.theme import Theme
from generator.templating.environment import Environment, environment

KINDS = LAYOUTS
CHECKLIST = "forms/checklist.xml.j2"


@dataclass(frozen=True, slots=True)
class Stock:
    """Content, forms, style sheet and templates of a project, and the lists that its forms choose from."""

    project: Path
    content: Content
    forms: Forms
    theme: Theme
    templates: Environment
    lists: dict[str, tuple[str, ...]]

    @classmethod
    def read(cls, project: Path) -> Stock:
        """Raises ZhiyinError with the problems of the first kind of files that has any."""
        return cls.of(project, load_content(project), load_theme(project), load_forms(project))

    @classmethod
    def of(cls, project: Path, content: Content, theme: Theme, forms: Forms) -> Stock:
        """A stock of what was read already."""
        lists = option_lists(content.guide)
        return Stock(project, content, forms, theme, environment(project / "templates"), lists)

    @property
    def has_own_fonts(self) -> bool:
        """Whether all faces are files in the project's folder of fonts."""
        templates = self.project / "templates"
        files = [(templates / face.file).resolve() for face in self.theme.faces.values()]
        return all(file.is_relative_to((templates / FONTS_FOLDER).resolve()) for file in files)

    @property
    def clock(self) -> date:
        """The latest day to which a form was checked: no earlier day is of use for drafts, and it is no one's clock."""
        return max(form.as_of for form in self.forms)


def template_of(form: Form) -> str:
    """The template that prints a form's draft."""
    return form.template or shared_template(form.layout)
