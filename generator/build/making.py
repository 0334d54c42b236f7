"""What every document goes through once its tree stands: drawing, layout, the writers."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property

from generator.build.output import Output, Progress
from generator.diagnostics import failure
from generator.document.nodes import Document, Meta
from generator.layout.fonts import FontBook
from generator.layout.pages import layout
from generator.layout.placed import LaidOut
from generator.model.theme import Theme
from generator.moulds import Pouring
from generator.word import write_word

Set = tuple[Document, LaidOut]
"""The tree that was laid out, and its pages."""


class Prepared:
    """A document ready for the writers: laid out, or to be laid out by ``lay`` when its pages are first asked for.

    A draft that fits a mould mostly goes without.
    """

    def __init__(self, theme: Theme, fonts: FontBook, lay: Callable[[], Set], pouring: Pouring | None = None) -> None:
        self.theme, self.fonts, self.pouring = theme, fonts, pouring
        self._lay = lay

    @cached_property
    def _set(self) -> Set:
        return self._lay()

    @property
    def document(self) -> Document:
        """The tree that was laid out."""
        return self._set[0]

    @property
    def laid(self) -> LaidOut:
        """Its pages."""
        return self._set[1]

    @property
    def count(self) -> int:
        """How many pages it has."""
        return self.pouring.mould.count if self.pouring is not None else len(self.laid.pages)

    @property
    def page_of(self) -> Mapping[str, tuple[int, str]]:
        """Node id → page from 0, printed folio."""
        return self.pouring.mould.page_of if self.pouring is not None else self.laid.page_of


def settle() -> None:
    """Tell the collector that what stands now stays: whoever makes many documents opens the project and then settles.

    Going through templates, fonts and content again and again costs a tenth of the time; so does looking for cycles
    after every few hundred nodes, of which a draft has thousands.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTED_AT)


_COLLECTED_AT = (20_000, 20, 20)
"""New objects after which the youngest are looked through (every twenty drafts or so), and how often the older are."""


def parse_path(path: str) -> tuple[str | int, ...]:
    """policies.national[0].name → ("policies", "national", 0, "name")."""
    steps: list[str | int] = []
    for part in path.replace("]", "").split("."):
        name, *indexes = part.split("[")
        steps.append(name)
        steps.extend(int(index) for index in indexes)
    return tuple(steps)


def clocked(document: Document) -> Document:
    """The document with SOURCE_DATE_EPOCH's day (in China) as its date, where that is set."""
    meta = on_clock(document.meta)
    return document if meta is document.meta else replace(document, meta=meta)


def on_clock(meta: Meta) -> Meta:
    """The properties with SOURCE_DATE_EPOCH's day, where that is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return meta
    try:
        day = (datetime.fromtimestamp(_seconds(epoch), UTC) + timedelta(hours=8)).date()
    except (ValueError, OverflowError, OSError):  # no number, or a day that no calendar has
        said = f"环境变量 SOURCE_DATE_EPOCH 应为1970年以来的整数秒，不是“{epoch}”"
        raise failure("ENV-001", said, hint="取消这个环境变量，或者改正它") from None
    return replace(meta, date=day.isoformat())


def _seconds(epoch: str) -> int:
    if not epoch.isdecimal():
        raise ValueError(epoch)
    return int(epoch)


def set_pages(tree: Document, theme: Theme, fonts: FontBook, progress: Progress = lambda _: None) -> Prepared:
    """Draw the figures of a numbered tree and lay it out."""
    made = pages_of(tree, theme, fonts, progress)
    return Prepared(theme, fonts, lambda: made)


def pages_of(tree: Document, theme: Theme, fonts: FontBook, progress: Progress = lambda _: None) -> Set:
    """The tree with its figures drawn, and its pages."""
    from generator.figures import draw  # noqa: PLC0415 — a batch that finds everything up to date draws nothing

    progress("绘图")
    drawn = draw(tree, theme, fonts)
    progress("排版")
    return layout(drawn, theme, fonts)


def write(made: Prepared, wanted: str) -> bytes:
    """The bytes of one format: ``docx``, ``pdf``, or ``fillable`` (a PDF with form fields on the same pages)."""
    if wanted == "docx":
        return _word(made)
    from generator.pdf import write_pdf  # noqa: PLC0415 — only who writes PDF pays for reportlab

    if wanted == "pdf":
        if made.pouring is None:
            return write_pdf(made.laid, made.fonts)
        return _poured_pdf(made, made.pouring)
    _, laid = layout(made.document, made.theme, made.fonts, fillable=True)
    return write_pdf(laid, made.fonts, fillable=True)


def _poured_pdf(made: Prepared, pouring: Pouring) -> bytes:
    from generator.pdf import KnownStructure, write_like, write_pdf  # noqa: PLC0415 — as above

    mould = pouring.mould
    known = mould.structure = mould.structure or KnownStructure()
    if known.plan is not None and (pages := pouring.pages()) is not None:
        data = write_like(known, pages, made.fonts)
        if data is not None:
            return data
    data = write_pdf(made.laid, made.fonts, known=known)
    if known.plan is not None:
        pouring.keep(made.document, made.laid)
    return data


def _word(made: Prepared) -> bytes:
    if made.pouring is not None:
        return made.pouring.word() or made.pouring.compose(made.document, made.laid, made.theme)
    return write_word(made.document, made.laid, made.theme)


@dataclass(frozen=True, slots=True)
class _Kind:
    stage: str
    ending: str


_KINDS = {
    "docx": _Kind("写出 Word", ".docx"),
    "pdf": _Kind("写出 PDF", ".pdf"),
    "fillable": _Kind("写出可填写的 PDF", "（可填写）.pdf"),
}


def outputs(made: Prepared, name: str, formats: Sequence[str], progress: Progress = lambda _: None) -> list[Output]:
    """The document in the wanted formats as files called ``name``."""
    out: list[Output] = []
    for wanted in formats:
        progress(_KINDS[wanted].stage)
        out.append(Output(name + _KINDS[wanted].ending, write(made, wanted), made.count))
    return out
