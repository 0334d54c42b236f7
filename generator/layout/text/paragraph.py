"""Set a paragraph: rows, breaks, lines; and keep set paragraphs for the next document of a batch."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace

from generator.diagnostics import Diagnostic, Severity, ZhiyinError
from generator.document.nodes import Align
from generator.layout.text.compose import compose
from generator.layout.text.fit import GREEDY, OPTIMAL, THOROUGH, Aim, Effort, break_row
from generator.layout.text.metrics import FontsLike
from generator.layout.text.pieces import Line, Piece, SetRun, merged, split_rows
from generator.layout.text.stream import analyse
from generator.layout.text.titles import WholeWords, behind_elements, behind_slashes
from generator.model.theme import LineBreaking


def set_paragraph(
    pieces: Sequence[Piece],
    fonts: FontsLike,
    measure: float,
    *,
    indent: float = 0,
    align: Align = "justify",
    mode: LineBreaking = "optimal",
    missing: list[str] | None = None,
    words: WholeWords | None = None,
) -> list[Line]:
    """The lines of a paragraph ``measure`` points wide, its first line indented by ``indent`` points.

    ``optimal`` weighs all lines together, ``greedy`` fills one after the other. Ragged alignments always fill lines,
    except that ``optimal`` balances centred ones, which do not part ``words``. Spaces at line ends are dropped, every
    other character comes back on the runs. Characters that no face has are appended to ``missing`` (once each, drawn
    as 〓), or raise :class:`ZhiyinError` FONT-001 when there is no such list.
    """
    absent: set[str] = set()
    lines: list[Line] = []
    indent = min(indent, max(0.0, measure - max((piece.size for piece in pieces), default=0.0)))
    for number, row in enumerate(split_rows(merged(pieces))):
        stream = analyse(row, fonts, absent)
        aim = aim_of(measure, indent if number == 0 else 0.0, align, mode)
        if words is not None and aim.balanced:
            text = stream.text
            aim = replace(aim, dear=words.inside(text), fine=behind_elements(text), joints=behind_slashes(text))
        lines += compose(stream, break_row(stream, aim, effort_of(align, mode)), aim, align)
    if absent:
        _report(absent, missing)
    return lines if any(piece.text for piece in pieces) else []


def aim_of(measure: float, indent: float, align: Align, mode: LineBreaking) -> Aim:
    """What an alignment asks of the breaks."""
    return Aim(measure, indent, align == "justify", align == "center" and mode == "optimal")


def effort_of(align: Align, mode: LineBreaking) -> Effort:
    """How hard to look for the breaks: ragged lines are simply filled."""
    if mode == "greedy" or align not in {"justify", "center"}:
        return GREEDY
    return OPTIMAL if align == "justify" else THOROUGH


def _report(absent: set[str], missing: list[str] | None) -> None:
    if missing is not None:
        missing += sorted(absent.difference(missing))
        return
    hint = "换一个字，或在 templates/theme.yaml 的 faces 中添加含此字的字体"
    raise ZhiyinError(
        Diagnostic("FONT-001", Severity.ERROR, f"没有字体含“{char}”（U+{ord(char):04X}）", hint=hint)
        for char in sorted(absent)
    )


_Key = tuple[object, ...]


class ParagraphCache:
    """Set paragraphs by text, look, measure, indent, alignment and mode, the latest ``size`` of them.

    Tags are not part of what is kept: the lines that come back carry the tags of the pieces that were given. Where
    there are none, the kept lines themselves come back; nobody changes lines.
    """

    def __init__(self, fonts: FontsLike, size: int = 800) -> None:
        self.fonts = fonts
        self.size = size
        self._kept: OrderedDict[_Key, tuple[list[Line], list[str]]] = OrderedDict()

    def set_paragraph(
        self,
        pieces: Sequence[Piece],
        measure: float,
        *,
        indent: float = 0,
        align: Align = "justify",
        mode: LineBreaking = "optimal",
        missing: list[str] | None = None,
        words: WholeWords | None = None,
    ) -> list[Line]:
        """As :func:`set_paragraph`, but a paragraph that was set before is only dressed anew."""
        plain = all(piece.tag is None for piece in pieces)
        numbered, tags = (list(pieces), []) if plain else _numbered(pieces)
        words = words if align == "center" else None
        key = (tuple(numbered), measure, indent, align, mode, words)
        kept = self._kept.get(key)
        if kept is None:
            absent: list[str] = []
            lines = set_paragraph(
                numbered, self.fonts, measure, indent=indent, align=align, mode=mode, missing=absent, words=words
            )
            kept = self._kept[key] = (lines, absent)
            if len(self._kept) > self.size:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        if kept[1]:
            _report(set(kept[1]), missing)
        return kept[0] if plain else [_dressed(line, tags) for line in kept[0]]


def _numbered(pieces: Sequence[Piece]) -> tuple[list[Piece], list[object]]:
    """The pieces with their tags replaced by small numbers, and the tags by number."""
    numbers: dict[int, int] = {}
    tags: list[object] = []
    result: list[Piece] = []
    for piece in pieces:
        number = numbers.setdefault(id(piece.tag), len(tags))
        if number == len(tags):
            tags.append(piece.tag)
        # dataclasses.replace costs five times as much, and every paragraph of every draft passes here
        result.append(Piece(piece.text, piece.family, piece.bold, piece.size, piece.color, number, piece.glue))
    return result, tags


def _dressed(line: Line, tags: list[object]) -> Line:
    runs = tuple(
        SetRun(run.x, run.face, run.size, run.text, run.advances, run.color, tags[_number(run)], run.actual)
        for run in line.runs
    )
    return Line(runs, line.width, line.last)


def _number(run: SetRun) -> int:
    assert isinstance(run.tag, int)
    return run.tag
