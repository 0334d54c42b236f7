"""Prefilled drafts: for every undertaking of a company a folder with its forms, its letter and the checklist."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from generator.build.checklist import checklist_context
from generator.build.choosing import Choice, choose
from generator.build.making import Output, Prepared, Progress, clocked, outputs, parse_path, set_pages
from generator.build.names import safe_name
from generator.casting import Caster, Equals
from generator.diagnostics import Diagnostic, Severity, ZhiyinError
from generator.document.nodes import Document, Origin
from generator.document.numbering import number
from generator.filling import FilledForm, fill
from generator.filling.memory import Memory
from generator.filling.reader import BundleIndex
from generator.layout.fonts import FontBook
from generator.layout.placed import LastPage
from generator.layout.strips import TIGHT
from generator.loading import Content, load_content
from generator.loading.company import CompanyBundle, UndertakingFile, load_company
from generator.loading.form_options import option_lists
from generator.loading.forms import Forms, load_forms
from generator.loading.theme import load_theme
from generator.markup.parser import parse
from generator.model.form import Form
from generator.model.theme import Theme
from generator.rules.company import check_company, prints_falsehood
from generator.templating.environment import Environment, environment, render

Style = TypeVar("Style")
_TEMPLATES = {"table": "form", "sheet": "form", "report": "report", "letter": "letter", "draft": "draft"}
ROOM = 19.0
"""Points that a tightened last page leaves free below its last line or rule, for word processors that set lines a
little wider."""
ENDINGS = ("colophon", "a-seal", "a-note")
"""How the ids of a draft's last parts begin."""
LETTER = "letter"
LETTER_GAPS = 0.7
"""What stays of a letter's blank lines where that brings its signature under its text."""
CHECKLIST = "forms/checklist.xml.j2"
CHECKLIST_PAGES = 2
"""More pages than these are saved where lines can stand a little nearer."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form filled and laid out."""

    filled: FilledForm
    prepared: Prepared


@dataclass(frozen=True, slots=True)
class Folder:
    """An undertaking's folder (relative to the output folder) and its files."""

    name: str
    undertaking: UndertakingFile
    drafts: tuple[Draft, ...]
    files: tuple[Output, ...]


@dataclass(frozen=True, slots=True)
class Workshop:
    """What all drafts of a project share: read once, used for every company."""

    project: Path
    content: Content
    forms: Forms
    theme: Theme
    fonts: FontBook
    templates: Environment
    lists: dict[str, tuple[str, ...]]
    caster: Caster
    memory: Memory = field(default_factory=Memory)
    equals: Equals = field(default_factory=Equals)
    themes: dict[tuple[str, bool], Theme] = field(default_factory=dict)
    """Style sheets by kind of draft, each made once: layout and writers keep what they prepared for a style sheet."""

    @classmethod
    def open(cls, project: Path) -> Workshop:
        """Read content, forms and style sheet. Raises ZhiyinError with every problem."""
        content = load_content(project)
        theme = load_theme(project)
        fonts = FontBook.load(theme, project / "templates")
        forms = load_forms(project)
        templates = environment(project / "templates")
        lists = option_lists(content.guide)
        return cls(project, content, forms, theme, fonts, templates, lists, Caster(templates))

    def styled(self, prefix: str, *, tight: bool = False) -> Theme:
        """The style sheet in which the styles ``prefix-x`` of paragraphs and tables, and the page, stand for ``x``."""
        made = self.themes.get((prefix, tight))
        if made is None:
            if tight:
                made = _tightened(self.styled(prefix), LETTER_GAPS if prefix == LETTER else 1.0)
            else:
                made = _styled(self.theme, prefix)
            self.themes[prefix, tight] = made
        return made

    def tree(self, template: str, context: dict[str, Any], index: BundleIndex) -> Document:
        """The numbered tree of one document."""
        xml = render(self.templates, template, context)

        def find(path: str) -> Origin:
            return Origin(path, index.source(parse_path(path)))

        return number(clocked(parse(xml, f"templates/{template}", find)))

    def form_tree(self, template: str, context: dict[str, Any], index: BundleIndex, filled: FilledForm) -> Document:
        """The tree of a filled form: cast where its template allows it (see :mod:`generator.casting`)."""
        return clocked(self.caster.tree(template, context, filled, lambda: self.tree(template, context, index)))

    def draft(
        self, form: Form, bundle: CompanyBundle, undertaking: UndertakingFile, false_items: Sequence[str] = ()
    ) -> Draft:
        """One form filled and laid out."""
        filled = fill(form, bundle, undertaking, self.lists, self.memory)
        layout = _TEMPLATES[form.layout]
        context: dict[str, Any] = {
            "form": form,
            "filled": filled,
            "title": form.title,
            "author": bundle.profile.name,
            "day": self.day(undertaking).isoformat(),
            "false_items": false_items,
        }
        index, theme = BundleIndex(bundle, undertaking), self.styled(layout)
        template = template_of(form)

        def tree(tight: bool) -> Document:
            return self.form_tree(template, {**context, "tight": tight}, index, filled)

        usual = tree(False)
        made = set_pages(usual, theme, self.fonts)
        if layout == LETTER and made.laid.last.pages > 1:
            closer = set_pages(usual, self.styled(layout, tight=True), self.fonts)
            made = closer if closer.laid.last.pages < made.laid.last.pages else made
        elif ends_alone(made.laid.last):
            theme = self.styled(layout, tight=True)
            bare = needs_room(made.laid.tighter(""), theme, landscape=form.landscape)
            made = set_pages(tree(True) if bare else usual, theme, self.fonts)
            if not bare and needs_room(made.laid.last, theme, landscape=form.landscape):
                made = set_pages(tree(True), theme, self.fonts)
        return Draft(filled, made)

    def day(self, undertaking: UndertakingFile) -> date:
        """The documents' date: the undertaking's own, else the day to which the forms were checked."""
        return undertaking.data.date or self.clock

    @property
    def clock(self) -> date:
        """The latest day to which a form was checked: no earlier day is of use for drafts, and it is no one's clock."""
        return max(form.as_of for form in self.forms)


def template_of(form: Form) -> str:
    """The template that prints a form's draft."""
    return form.template or f"forms/{_TEMPLATES[form.layout]}.xml.j2"


def ends_alone(last: LastPage, *endings: str) -> bool:
    """Whether nothing but the colophon, notes or seals stands on the last page: no words of the document."""
    return last.pages > 1 and bool(last.names) and all(name.startswith(endings or ENDINGS) for name in last.names)


def needs_room(last: LastPage, theme: Theme, *, landscape: bool) -> bool:
    """Whether a tightened draft's colophon has to go: it stands alone, or where another program needs a page more."""
    return ends_alone(last, "colophon") or last.used > theme.page.area(landscape).depth - ROOM


def _tightened(theme: Theme, gaps: float) -> Theme:
    """Lines a little nearer, so that seals need not stand on a page of their own (GB/T 9704-2012, 7.3.5.1).

    ``gaps`` is what stays of the space before paragraphs.
    """
    styles = {
        name: style.model_copy(update={"line": style.line * TIGHT, "before": style.before * gaps})
        for name, style in theme.styles.items()
    }
    return theme.model_copy(update={"styles": styles})


def _styled(theme: Theme, prefix: str) -> Theme:
    styles, tables = _led(theme.styles, prefix), _led(theme.tables, prefix)
    page = theme.pages.get(prefix, theme.page)
    return theme.model_copy(update={"styles": styles, "tables": tables, "page": page})


def _led(styles: Mapping[str, Style], prefix: str) -> dict[str, Style]:
    lead = f"{prefix}-"
    own = {name.removeprefix(lead): style for name, style in styles.items() if name.startswith(lead)}
    return {**styles, **own}


def make_drafts(
    project: Path,
    company: Path,
    *,
    paths: Sequence[str] = (),
    forms: Sequence[str] = (),
    formats: Sequence[str] = ("docx", "pdf"),
    progress: Progress = lambda _: None,
    today: date | None = None,
    force: bool = False,
) -> list[Folder]:
    """The drafts of a company's undertakings, a folder for each.

    ``paths`` or ``forms`` narrow the choice; ``today`` is the day that date rules count from (default: the day to
    which the forms were checked).
    Raises ZhiyinError when the data would print a falsehood, unless ``force``d.
    """
    progress("读取表格和企业资料")
    shop = Workshop.open(project)
    bundle = load_company(company, company.parent)
    return draft_company(shop, bundle, choose(shop.forms, bundle, paths, forms), formats, progress, today, force)


def draft_company(
    shop: Workshop,
    bundle: CompanyBundle,
    choices: Sequence[Choice],
    formats: Sequence[str],
    progress: Progress = lambda _: None,
    today: date | None = None,
    force: bool = False,
) -> list[Folder]:
    """The drafts that were chosen; see :func:`make_drafts`."""
    found = findings(shop, bundle, choices, today, force)
    folders = folders_of(bundle, choices)
    return [
        draft_choice(shop, bundle, choice, formats, found, name, progress=progress)
        for choice, name in zip(choices, folders, strict=True)
    ]


def findings(
    shop: Workshop, bundle: CompanyBundle, choices: Sequence[Choice], today: date | None, force: bool
) -> list[Diagnostic]:
    """What the rules find. Raises ZhiyinError where it would print a falsehood, unless ``force``d."""
    wanted = {form.id: form for choice in choices for form in choice.forms}
    found = check_company(bundle, wanted.values(), today=today or shop.clock)
    false = [item for item in found if prints_falsehood(item) and _concerns(item, choices, bundle)]
    if false and not force:
        raise ZhiyinError([*false, _refusal(len(false))])
    return found


def _concerns(item: Diagnostic, choices: Sequence[Choice], bundle: CompanyBundle) -> bool:
    """Whether a finding is about the profile or a chosen undertaking, not about another undertaking of the company."""
    source = item.source
    if source is None:
        return True
    chosen = {choice.undertaking.key for choice in choices}
    others = [each.key for each in bundle.undertakings if each.key not in chosen]
    return not any(bundle.index.files[key].has(source) for key in others)


def _refusal(count: int) -> Diagnostic:
    said = f"有{count}处资料会使草稿写出与事实不符的内容，未生成草稿"
    return Diagnostic("DR-001", Severity.ERROR, said, hint="改正资料；确需印出的用 --force，草稿上会注明未通过核对")


Skip = Callable[[str, Form | None], bool]
"""Whether a document (by its name without ending, and its form; None: the checklist) need not be written."""


def draft_choice(
    shop: Workshop,
    bundle: CompanyBundle,
    choice: Choice,
    formats: Sequence[str],
    found: Sequence[Diagnostic],
    name: str,
    *,
    skip: Skip = lambda _name, _form: False,
    progress: Progress = lambda _: None,
) -> Folder:
    """One undertaking's folder, called ``name``. ``skip``ped documents are laid out, for the checklist tells their
    pages, but not written."""
    own = [item for item in found if _concerns(item, [choice], bundle)]
    false_items = [item.message for item in own if prints_falsehood(item)]
    drafts: list[Draft] = []
    files: list[Output] = []
    for form, document in zip(choice.forms, document_names(choice), strict=True):
        progress(f"{choice.name}：{form.short}")
        draft = shop.draft(form, bundle, choice.undertaking, false_items)
        drafts.append(draft)
        if not skip(f"{name}/{document}", form):
            files += outputs(draft.prepared, f"{name}/{document}", formats)
    if not skip(f"{name}/{CHECKLIST_NAME}", None):
        listing = _checklist(shop, bundle, choice, drafts, own)
        files += outputs(listing, f"{name}/{CHECKLIST_NAME}", [wanted for wanted in formats if wanted != "fillable"])
    return Folder(name, choice.undertaking, tuple(drafts), tuple(files))


CHECKLIST_NAME = "00-办理清单"


def document_names(choice: Choice) -> list[str]:
    """The names of an undertaking's drafts in its folder, without ending."""
    return [f"{position:02}-{safe_name(form.short, form.id)}" for position, form in enumerate(choice.forms, 1)]


def folders_of(bundle: CompanyBundle, choices: Sequence[Choice], home: str = "") -> list[str]:
    """The undertakings' folders below the output folder, in that of the company (``home``, or the company's name)."""
    taken: set[str] = set()
    lead = home or safe_name(bundle.profile.name, "企业")
    return [_unique(f"{lead}/{safe_name(choice.name, choice.undertaking.key)}", taken) for choice in choices]


def _unique(name: str, taken: set[str]) -> str:
    """``name``, or with a number when another undertaking has it (compared without case, as Windows does)."""
    turn, tried = 1, name
    while tried.lower() in taken:
        turn += 1
        tried = f"{name}（{turn}）"
    taken.add(tried.lower())
    return tried


def _checklist(
    shop: Workshop, bundle: CompanyBundle, choice: Choice, drafts: Sequence[Draft], found: Sequence[Diagnostic]
) -> Prepared:
    pages = {name: page for draft in drafts for name, (page, _) in draft.prepared.laid.page_of.items()}
    filled = [draft.filled for draft in drafts]
    context = checklist_context(choice, filled, pages, bundle, found, shop.forms, shop.content.guide)
    context["day"] = shop.day(choice.undertaking).isoformat()
    tree = shop.equals.known(shop.tree(CHECKLIST, context, BundleIndex(bundle, choice.undertaking)))
    made = set_pages(tree, shop.styled("checklist"), shop.fonts)
    if made.laid.last.pages > CHECKLIST_PAGES and made.laid.tighter("").pages < made.laid.last.pages:
        made = set_pages(tree, shop.styled("checklist", tight=True), shop.fonts)
    return made
