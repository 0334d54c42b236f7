"""The workshop: what all drafts of a project share, and how one form of one company becomes a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from generator.build.making import Prepared, Set, clocked, on_clock, pages_of, parse_path, set_pages
from generator.build.stock import KINDS, Stock, template_of
from generator.casting import Cast, Caster, Equals
from generator.diagnostics import ZhiyinError
from generator.document.nodes import Document, Origin
from generator.document.numbering import number
from generator.filling import FilledForm, fill
from generator.filling.memory import Memory
from generator.filling.reader import BundleIndex
from generator.layout.fonts import FontBook
from generator.layout.placed import LaidOut, LastPage
from generator.layout.strips import TIGHT
from generator.loading.company import CompanyBundle, UndertakingFile
from generator.markup.parser import parse
from generator.model.form import Form
from generator.model.theme import Theme
from generator.moulds import Look, Moulds, Pouring
from generator.templating.environment import render

Style = TypeVar("Style")
ROOM = 19.0
"""Points that a tightened last page leaves free below its last line or rule, for word processors that set lines a
little wider."""
MANY_PAGES, WORTH_WHILE = 10, 0.1
"""Drafts of so many pages are tightened for the sake of this part of them."""
ENDINGS = ("colophon", "a-seal", "a-note")
"""How the ids of a draft's last parts begin."""
LETTER, STANDARD = "letter", "draft"
GAPS = {LETTER: (0.5, 0.0), STANDARD: (0.35, 60.0)}
"""What stays, in tightened drafts, of the space before paragraphs where that is at least so many points: of a letter's
blank lines, to bring its signature under its text; of the wide spaces on a standard's cover, to keep that on a page."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form filled and laid out."""

    filled: FilledForm
    prepared: Prepared


@dataclass(frozen=True, slots=True)
class Workshop(Stock):
    """What all drafts of a project share: read once, used for every company."""

    fonts: FontBook
    caster: Caster
    moulds: Moulds
    memory: Memory = field(default_factory=Memory)
    equals: Equals = field(default_factory=Equals)
    themes: dict[tuple[str, bool], Theme] = field(default_factory=dict)
    """Style sheets by kind of draft, each made once: layout and writers keep what they prepared for a style sheet."""

    @classmethod
    def open(cls, project: Path) -> Workshop:
        """Read content, forms and style sheet. Raises what :meth:`Stock.read` raises, and :meth:`over`."""
        return cls.over(Stock.read(project))

    @classmethod
    def over(cls, stock: Stock) -> Workshop:
        """A workshop with a stock that was read. Raises ZhiyinError when its fonts cannot be used."""
        fonts = FontBook.load(stock.theme, stock.project / "templates")
        read = (stock.project, stock.content, stock.forms, stock.theme, stock.templates, stock.lists)
        return cls(*read, fonts, Caster(stock.templates), Moulds(fonts))

    def styled(self, prefix: str, *, tight: bool = False) -> Theme:
        """The style sheet in which the styles ``prefix-x`` of paragraphs and tables, and the page, stand for ``x``."""
        made = self.themes.get((prefix, tight))
        if made is None:
            if tight:
                made = _tightened(self.styled(prefix), *GAPS.get(prefix, (1.0, 0.0)))
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

    def draft(
        self, form: Form, bundle: CompanyBundle, undertaking: UndertakingFile, false_items: Sequence[str] = ()
    ) -> Draft:
        """One form filled, and laid out or poured into a mould that it fits."""
        try:
            return self._draft(form, bundle, undertaking, false_items, self.memory)
        except ZhiyinError:  # to be told with this company's places, which what is remembered does not know
            return self._draft(form, bundle, undertaking, false_items, Memory())

    def _draft(
        self,
        form: Form,
        bundle: CompanyBundle,
        undertaking: UndertakingFile,
        false_items: Sequence[str],
        memory: Memory,
    ) -> Draft:
        filled = fill(form, bundle, undertaking, self.lists, memory)
        context: dict[str, Any] = {
            "form": form,
            "filled": filled,
            "title": form.title,
            "author": bundle.profile.name,
            "day": self.day(undertaking).isoformat(),
            "false_items": false_items,
        }
        index = BundleIndex(bundle, undertaking)
        return Draft(filled, _Setting(self, form, filled, context, index).prepared())

    def day(self, undertaking: UndertakingFile) -> date:
        """The documents' date: the undertaking's own, else the day to which the forms were checked."""
        return undertaking.data.date or self.clock


@dataclass(frozen=True, slots=True)
class _Setting:
    """How one filled form comes onto pages."""

    shop: Workshop
    form: Form
    filled: FilledForm
    context: Mapping[str, Any]
    index: BundleIndex
    casts: dict[bool, Cast | None] = field(default_factory=dict)

    def prepared(self) -> Prepared:
        """The draft poured into a mould that it fits, else laid out, and then a mould for others."""
        cast = self._cast(bare=False)
        if cast is None:
            return self._laid_out()[0]
        theme, moulds = self.shop.styled(self._kind), self.shop.moulds
        found = moulds.find(cast, theme, on_clock(cast.meta))
        if found is not None:
            return self._poured(found)
        made, bare = self._laid_out()
        final = self._cast(bare=bare)
        if final is not None:
            slots, look = final.skeleton.slots, Look(made.theme is not theme, bare)
            made.pouring = moulds.learn(cast, slots, made.document, made.laid, theme, look)
        return made

    def _poured(self, found: Pouring) -> Prepared:
        theme, fonts = self.shop.styled(self._kind, tight=found.mould.look.tight), self.shop.fonts

        def lay() -> Set:
            tree = replace(self._tree(bare=found.mould.look.bare), meta=found.meta)
            return pages_of(tree, theme, fonts)

        return Prepared(theme, fonts, lay, found)

    def _laid_out(self) -> tuple[Prepared, bool]:
        """The draft with its lines as near as its last page wants them, and whether that has no room for a colophon."""
        theme, fonts, landscape = self.shop.styled(self._kind), self.shop.fonts, self.form.landscape
        usual = self._tree(bare=False)
        made = set_pages(usual, theme, fonts)
        tight = self.shop.styled(self._kind, tight=True)
        if self._kind == LETTER and made.laid.last.pages > 1:
            closer = set_pages(usual, tight, fonts)
            return (closer if closer.laid.last.pages < made.laid.last.pages else made), False
        if self._kind == STANDARD and made.laid.section_pages[0] > 1:
            closer = set_pages(usual, tight, fonts)
            return (closer if closer.laid.section_pages[0] == 1 else made), False
        if not ends_alone(made.laid.last) and not _saves(made.laid):
            return made, False
        if not needs_room(made.laid.tighter(""), tight, landscape=landscape):
            closer = set_pages(usual, tight, fonts)
            if not needs_room(closer.laid.last, tight, landscape=landscape):
                return closer, False
        bare = set_pages(self._tree(bare=True), tight, fonts)
        return (bare, True) if bare.laid.last.pages < made.laid.last.pages else (made, False)

    def _cast(self, *, bare: bool) -> Cast | None:
        """What the form's template prints, mostly known beforehand (see :mod:`generator.casting`)."""
        if bare not in self.casts:
            template, told = template_of(self.form), {**self.context, "tight": bare}
            self.casts[bare] = self.shop.caster.cast(template, told, self.filled)
        return self.casts[bare]

    def _tree(self, *, bare: bool) -> Document:
        made = self._cast(bare=bare)
        if made is not None:
            return clocked(made.tree())
        return self.shop.tree(template_of(self.form), {**self.context, "tight": bare}, self.index)

    @property
    def _kind(self) -> str:
        return KINDS[self.form.layout]


def ends_alone(last: LastPage, *endings: str) -> bool:
    """Whether nothing but the colophon, notes or seals stands on the last page: no words of the document."""
    wanted = endings or ENDINGS
    only = all(name.startswith(wanted) for name in last.names) and bool(last.names or last.small)
    signed = all(any(name.startswith(wanted) for name in names) for names in last.small)
    return last.pages > 1 and only and signed and not last.records


def _saves(laid: LaidOut) -> bool:
    """Whether a long table comes onto notably fewer pages with its lines nearer."""
    return laid.last.pages >= MANY_PAGES and laid.tighter("").pages <= laid.last.pages * (1 - WORTH_WHILE)


def needs_room(last: LastPage, theme: Theme, *, landscape: bool) -> bool:
    """Whether a tightened draft's colophon has to go: it stands alone, or where another program needs a page more."""
    return ends_alone(last, "colophon") or last.used > theme.page.area(landscape).depth - ROOM


def _tightened(theme: Theme, gaps: float, least: float) -> Theme:
    """Lines a little nearer, so that seals need not stand on a page of their own (GB/T 9704-2012, 7.3.5.1).

    ``gaps`` is what stays of the space before paragraphs where that is at least ``least`` points.
    """
    styles = {
        name: style.model_copy(
            update={"line": style.line * TIGHT, "before": style.before * (gaps if style.before >= least else 1.0)}
        )
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
