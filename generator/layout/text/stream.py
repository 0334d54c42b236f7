"""A row of pieces as parallel lists: classes, advances, gaps, break levels, and the sums that breaking reckons with.

Everything is computed by C-level maps over whole lists, because this runs once for every character of every draft.
Position k lies before character k; gap k lies after it. All lengths are points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import add

from generator.layout.text import gaps
from generator.layout.text.classes import DIGIT, HAN, INVISIBLE, LETTER, MARKS, OPEN, URL_POINT, WIDE_SPACE, classify
from generator.layout.text.metrics import CharMetrics, FontsLike, char_metrics
from generator.layout.text.pieces import Piece
from generator.layout.text.quotes import latin_quotes
from generator.layout.text.tokens import committees, listed, mark_addresses, protected

_SPACES = re.compile("[SI]+")
_INDENT = re.compile(f"{WIDE_SPACE}+(?={OPEN})")
_BLANKED = re.compile(f"[{MARKS}{OPEN}]")
_LONG_PAIRS = re.compile("W{3,}|X{3,}")
_ACCENT = re.compile("[\u0300-\u036f]")
_GRAPHEME = re.compile("[^\u0300-\u036f]?[\u0300-\u036f]+|.", re.DOTALL)
_CELLS = re.compile("[“”‘’·—…]")
_LATIN_QUOTE_WIDTH = {"“": 0.45, "”": 0.45, "‘": 0.28, "’": 0.28}


@dataclass(slots=True)
class Span:
    """The part of a stream that one piece made: positions from ``start`` to ``end``."""

    piece: Piece
    start: int
    end: int
    metrics: CharMetrics
    tables: gaps.GapTables


@dataclass(slots=True)
class Stream:
    """See the module; a line from i to j is ``end[j] - begin[i]`` wide."""

    spans: list[Span]
    text: str = ""
    classes: str = ""
    keys: list[str] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    advance: list[float] = field(default_factory=list)
    """Advances of the characters alone."""
    step: list[float] = field(default_factory=list)
    """Advance and natural gap."""
    pen: list[float] = field(default_factory=list)
    """``pen[k]``: the sum of steps before position k."""
    begin: list[float] = field(default_factory=list)
    end: list[float] = field(default_factory=list)
    stretch: list[float] = field(default_factory=list)
    """``stretch[k]``: how much the gaps before position k stretch together at ratio 1."""
    shrink: list[float] = field(default_factory=list)
    moves: dict[int, float] = field(default_factory=dict)
    """Glyphs that stand off their pen position by so many points (proportional quotes in an em cell)."""
    hidden: dict[int, str] = field(default_factory=dict)
    """Source text of characters that carry invisible ones or are drawn by a stand-in."""


def analyse(pieces: Sequence[Piece], fonts: FontsLike, missing: set[str]) -> Stream:
    """The stream of one row (no line feeds); characters without a face are added to ``missing``."""
    stream = Stream([])
    _read(stream, pieces, fonts)
    if not stream.text:
        return stream
    _classify(stream)
    _measure(stream, missing)
    _sum(stream)
    return stream


def _read(stream: Stream, pieces: Sequence[Piece], fonts: FontsLike) -> None:
    texts: list[str] = []
    start = 0
    for piece in pieces:
        text = piece.text
        if INVISIBLE.search(text):
            text = _strip(text, start, stream.hidden)
        if _ACCENT.search(text):
            text = _composed(text, start, stream.hidden)
        if not text:
            continue
        metrics = char_metrics(fonts, piece.family, piece.bold, piece.size)
        stream.spans.append(Span(piece, start, start + len(text), metrics, gaps.gap_tables(piece.size)))
        texts.append(text)
        start += len(text)
    stream.text = "".join(texts)


def _strip(text: str, start: int, hidden: dict[int, str]) -> str:
    """Take out invisible characters; the visible one before (at a piece's start, after) remembers them."""
    visible = INVISIBLE.sub("", text)
    if not visible:
        return ""
    shown = 0
    for match in INVISIBLE.finditer(text):
        at = max(0, match.start() - shown - 1)
        base = visible[at]
        known = hidden.get(start + at, base)
        hidden[start + at] = match.group() + known if match.start() == 0 else known + match.group()
        shown += len(match.group())
    return visible


def _composed(text: str, start: int, hidden: dict[int, str]) -> str:
    """Draw a letter and its accents as the one letter that Unicode has for them (é); the text keeps its spelling."""
    said = [hidden.pop(start + at, char) for at, char in enumerate(text)]
    made: list[str] = []
    for match in _GRAPHEME.finditer(text):
        first, last = match.span()
        parts = list(zip(match.group(), said[first:last], strict=True))
        whole = unicodedata.normalize("NFC", match.group())
        if len(whole) == 1 < len(parts):
            parts = [(whole, "".join(said[first:last]))]
        for char, actual in parts:
            if char != actual:
                hidden[start + len(made)] = actual
            made.append(char)
    return "".join(made)


def _classify(stream: Stream) -> None:
    text = stream.text
    classes = mark_addresses(text, classify(text))
    latin = latin_quotes(text)
    if latin:
        letters = list(classes)
        for at in latin:
            letters[at] = LETTER
        classes = "".join(letters)
    stream.classes = classes
    stream.keys = list(map(add, classes, classes[1:]))
    levels = list(map(gaps.LEVELS.__getitem__, stream.keys))
    levels.append(gaps.FREE)
    stream.levels = levels
    for start, end in protected(text):
        for at in range(start, end - 1):
            if stream.keys[at][0] != URL_POINT:
                levels[at] = max(levels[at], gaps.PROTECTED)
            if stream.keys[at] == DIGIT + HAN:
                levels[at] = max(levels[at], gaps.EMERGENCY)  # 7|月: a date that must be split is split as 7月|18日
    for span in stream.spans:
        if span.piece.glue:
            for at in range(span.start, span.end - 1):
                levels[at] = max(levels[at], gaps.PROTECTED)
    for at in committees(text):
        levels[at - 1] = gaps.LAST
    for at in listed(text):
        levels[at - 1] = gaps.LOW
    for match in _LONG_PAIRS.finditer(classes):
        for at in range(match.start() + 1, match.end() - 1, 2):
            levels[at] = gaps.EMERGENCY


def _measure(stream: Stream, missing: set[str]) -> None:
    text, keys = stream.text, stream.keys
    advance: list[float] = []
    natural: list[float] = []
    stretch: list[float] = [0.0]
    shrink: list[float] = [0.0]
    for span in stream.spans:
        part = text[span.start : span.end]
        advance.extend(map(span.metrics.widths.__getitem__, part))
        pairs = keys[span.start : span.end]
        natural.extend(map(span.tables.natural.__getitem__, pairs))
        stretch.extend(map(span.tables.stretch.__getitem__, pairs))
        shrink.extend(map(span.tables.shrink.__getitem__, pairs))
        if span.metrics.absent:
            _stand_in(stream, span, missing)
    natural.append(0.0)
    stream.advance, stream.step = advance, natural
    stream.stretch = list(accumulate(stretch))
    stream.shrink = list(accumulate(shrink))
    _cells(stream)


def _stand_in(stream: Stream, span: Span, missing: set[str]) -> None:
    for at in range(span.start, span.end):
        char = stream.text[at]
        if char in span.metrics.absent:
            if not char.isspace():
                missing.add(char)
            stream.hidden.setdefault(at, char)


def _cells(stream: Stream) -> None:
    """Give quotes, dashes and dots the cell that their context asks for, whatever their glyph's width."""
    found = list(_CELLS.finditer(stream.text))
    if not found:
        return
    spans = iter(stream.spans)
    span = next(spans)
    for match in found:
        at, char = match.start(), match.group()
        while at >= span.end:
            span = next(spans)
        size, width = span.piece.size, stream.advance[at]
        cls = stream.classes[at]
        if cls == LETTER:
            cell = _LATIN_QUOTE_WIDTH.get(char, 1.0) * size
            if width > 0.75 * size and cell < width:  # an em-wide quote inside Latin
                stream.advance[at] = cell
                if char in "“‘":
                    stream.moves[at] = cell - width
            continue
        cell = 0.5 * size if cls == "D" else size  # 间隔号占半个字位置, GB/T 15834-2011, 5.1
        if abs(width - cell) > 0.02 * size:
            stream.advance[at] = cell
            side = 0.94 * (cell - width) if cls == "O" else 0.06 * cell if cls == "C" else (cell - width) / 2
            stream.moves[at] = side


def _sum(stream: Stream) -> None:
    natural = stream.step
    indent = _INDENT.match(stream.classes)
    if indent:  # a bracket stands as flush behind typed blanks as behind an indent
        natural[indent.end() - 1] -= gaps.BLANK * stream.spans[0].piece.size
    stream.step = list(map(add, stream.advance, natural))
    stream.pen = [0.0, *accumulate(stream.step)]
    begin = stream.pen.copy()
    end = [0.0, *map(add, begin, stream.advance)]
    stream.begin, stream.end = begin, end
    spans = iter(stream.spans)
    span = next(spans)
    classes = stream.classes
    for match in _BLANKED.finditer(classes):
        at = match.start()
        while at >= span.end:
            span = next(spans)
        if stream.advance[at] < 0.9 * span.piece.size:
            continue
        if classes[at] == OPEN:
            begin[at] += gaps.BLANK * span.piece.size
        else:
            end[at + 1] -= gaps.BLANK * span.piece.size
    whole = end[-1]
    for match in _SPACES.finditer(classes):
        start, stop = match.span()
        end[start + 1 : stop + 1] = [end[start]] * (stop - start)
    if classes[-1] == "I":
        end[-1] = whole
