"""Prefilled drafts: for every undertaking of a company a folder with its forms, its letter and the checklist."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.build.checklist import checklist_context
from generator.build.choosing import Choice, choose
from generator.build.making import Prepared, outputs, set_pages
from generator.build.names import safe_name
from generator.build.output import Output, Progress
from generator.build.stock import CHECKLIST, Stock
from generator.build.workshop import ROOM, Draft, Workshop, ends_alone
from generator.diagnostics import Diagnostic, Severity, ZhiyinError
from generator.filling.reader import BundleIndex, blaming
from generator.loading.company import CompanyBundle, UndertakingFile, load_company
from generator.model.form import Form
from generator.rules.company import check_company, prints_falsehood

CHECKLIST_PAGES, FEW_LINES = 2, 0.125
"""A checklist of more pages than these, or whose last page is filled to less than this part of it, is a page shorter
where lines can stand a little nearer."""


@dataclass(frozen=True, slots=True)
class Folder:
    """An undertaking's folder (relative to the output folder) and its files."""

    name: str
    undertaking: UndertakingFile
    drafts: tuple[Draft, ...]
    files: tuple[Output, ...]


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
    stock: Stock | None = None,
) -> list[Folder]:
    """The drafts of a company's undertakings, a folder for each.

    ``paths`` or ``forms`` narrow the choice; ``today`` is the day that date rules count from (default: the day to
    which the forms were checked); ``stock`` is the project where it was read already.
    Raises ZhiyinError when the data would print a falsehood, unless ``force``d.
    """
    progress("读取表格和企业资料")
    shop = Workshop.over(stock or Stock.read(project))
    bundle = load_company(company, company.parent, shop.forms.words)
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
    pages = {name: page for draft in drafts for name, (page, _) in draft.prepared.page_of.items()}
    filled = [draft.filled for draft in drafts]
    with blaming(shop.forms.book, *choice.forms):
        context = checklist_context(choice, filled, pages, bundle, found, shop.forms, shop.content.guide)
    context["day"] = shop.day(choice.undertaking).isoformat()
    tree = shop.equals.known(shop.tree(CHECKLIST, context, BundleIndex(bundle, choice.undertaking)))
    theme = shop.styled("checklist")
    made = set_pages(tree, theme, shop.fonts)
    last, depth = made.laid.last, theme.page.area(landscape=False).depth
    short = last.pages > CHECKLIST_PAGES or ends_alone(last) or last.used < FEW_LINES * depth
    if last.used > depth - ROOM or (short and made.laid.tighter("").pages < last.pages):
        made = set_pages(tree, shop.styled("checklist", tight=True), shop.fonts)
    return made
