"""Runs of text: character properties, and which face Word gives to signs that Chinese and Latin share."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generator.model.theme import Theme
from generator.word.names import character_style_id
from generator.word.styles import fonts
from generator.word.xmltext import text_element

SHARED = frozenset("“”‘’—…·×÷±°℃№§¶①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ□■○●△▲☆★☐☑☒→←↑↓≤≥≠≈∞")
"""Signs that Word sets in the Latin face unless the run's hint says East Asian (ECMA-376 part 1, 17.3.2.26)."""


@dataclass(slots=True, eq=False)
class Spacing:
    """Twips added after every character, for each part between forced line ends; ``now`` is the present part's."""

    parts: tuple[int, ...]
    at: int = 0

    @property
    def now(self) -> int:
        """The present part's twips."""
        return self.parts[self.at]

    def turn(self) -> None:
        """Go on to the next part; the last one's spacing serves all that follow."""
        self.at = min(self.at + 1, len(self.parts) - 1)


EVEN = Spacing((0,))


@dataclass(frozen=True, slots=True)
class Mark:
    """Character properties of a run; ``spacing`` goes on where a line ends by force (:func:`line_break`)."""

    style: str = ""  # a character style of the theme
    bold: bool = False
    kai: bool = False
    spacing: Spacing = EVEN

    def with_(self, **changes: object) -> Mark:
        """The same mark, changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


PLAIN = Mark()


def spaced(parts: tuple[int, ...]) -> Mark:
    """The mark of a paragraph whose parts between forced line ends have these twips of spacing."""
    return Mark(spacing=Spacing(parts)) if any(parts) else Mark()


def properties(mark: Mark, theme: Theme, east: bool = False) -> str:
    """``w:rPr`` for ``mark`` in the order of CT_RPr, or nothing."""
    out = f'<w:rStyle w:val="{character_style_id(mark.style)}"/>' if mark.style else ""
    if mark.kai:
        out += fonts(theme.families["kai"], "eastAsia" if east else "")
    elif east:
        out += '<w:rFonts w:hint="eastAsia"/>'
    if mark.bold:
        out += "<w:b/><w:bCs/>"
    if mark.spacing.now:
        out += f'<w:spacing w:val="{mark.spacing.now}"/>'
    return f"<w:rPr>{out}</w:rPr>" if out else ""


def run(text: str, mark: Mark, theme: Theme) -> str:
    """Runs for ``text``; none for the empty string."""
    if not text:
        return ""
    if mark is PLAIN and SHARED.isdisjoint(text):
        return f"<w:r>{text_element(text)}</w:r>"
    return "".join(f"<w:r>{properties(mark, theme, east)}{text_element(part)}</w:r>" for part, east in by_script(text))


def by_script(text: str) -> list[tuple[str, bool]]:
    """``text`` in parts, each with whether its shared signs belong to the Chinese around them.

    A shared sign is Latin only where the nearest letters on both sides are, as the apostrophe of ISO’s.
    """
    if SHARED.isdisjoint(text):
        return [(text, False)]
    parts: list[tuple[str, bool]] = []
    start, kind = 0, None
    for signs in _SIGNS.finditer(text):
        east = not (
            _is_latin(text[max(signs.start() - 1, 0) : signs.start()])
            and _is_latin(text[signs.end() : signs.end() + 1])
        )
        if kind is None:
            kind = east
        elif kind != east:
            parts.append((text[start : signs.start()], kind))
            start, kind = signs.start(), east
    parts.append((text[start:], bool(kind)))
    return parts


_SIGNS = re.compile(f"[{''.join(sorted(SHARED))}]+")


def _is_latin(char: str) -> bool:
    return "" < char < "\u2000"


def line_break(mark: Mark) -> str:
    """A forced line end, behind which the spacing of the next part holds."""
    mark.spacing.turn()
    return "<w:r><w:br/></w:r>"


def field(instruction: str, result: str) -> str:
    """A complex field around ``result``, which is finished runs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
