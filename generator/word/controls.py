"""Content controls: unbound, each inside a bookmark, so that values survive LibreOffice and can be read back.

Data-bound and plain-text controls are damaged by LibreOffice (measured with 7.4 and 25.2); rich-text, date, drop-down
and check-box controls without binding keep their text, and the bookmark ``f_<key>`` keeps their name.
"""

from __future__ import annotations

import re

from generator.document.nodes import Check, Field, FieldKind, Gap, gap_text, inline_text
from generator.word.context import Context
from generator.word.names import field_bookmark
from generator.word.runs import Mark, properties, run
from generator.word.xmltext import escape

CHECKED, UNCHECKED = "☑", "□"
# The ballot box comes from a face that Windows has; the empty box is the one that Chinese forms print, from 宋体.
_CHECKED_FACE, _UNCHECKED_FACE = "Segoe UI Symbol", "宋体"
_ALIAS_LIMIT = 64
_DATE = re.compile(r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")


def field_control(field: Field, content: str, context: Context) -> str:
    """A filled value; ``content`` is its finished runs."""
    full = _full_date(field) if field.kind == "date" else ""
    return _control(field.key, field.label, _kind(field.kind, field.options, full), content, context)


def gap_control(gap: Gap, mark: Mark, context: Context) -> str:
    """A missing value: its prompt as placeholder, replaced as a whole when someone types."""
    prompt = run(gap_text(gap), mark.with_(style="prompt"), context.theme)
    kind = "<w:showingPlcHdr/>" + _kind(gap.kind, gap.options, "")
    if gap.kind == "check":
        kind = "<w:showingPlcHdr/>"
    return _control(gap.key, gap.label, kind, prompt, context)


def check_control(check: Check, mark: Mark, context: Context) -> str:
    """A tick box that Word toggles, followed by its label outside the control."""
    face = _CHECKED_FACE if check.checked else _UNCHECKED_FACE
    kind = (
        f'<w14:checkbox><w14:checked w14:val="{int(check.checked)}"/>'
        f'<w14:checkedState w14:val="{ord(CHECKED):04X}" w14:font="{_CHECKED_FACE}"/>'
        f'<w14:uncheckedState w14:val="{ord(UNCHECKED):04X}" w14:font="{_UNCHECKED_FACE}"/></w14:checkbox>'
    )
    own = f'<w:rFonts w:hint="eastAsia" w:ascii="{face}" w:eastAsia="{face}" w:hAnsi="{face}"/>'
    rest = properties(mark.with_(kai=False), context.theme)[len("<w:rPr>") :] or "</w:rPr>"
    glyph = CHECKED if check.checked else UNCHECKED
    box = f"<w:r><w:rPr>{own}{rest}<w:t>{glyph}</w:t></w:r>"
    return _control(check.key, check.label, kind, box, context) + run(check.label, mark, context.theme)


def _kind(kind: FieldKind, options: tuple[str, ...], full_date: str) -> str:
    if kind == "date":
        stamp = f' w:fullDate="{full_date}"' if full_date else ""
        return (
            f'<w:date{stamp}><w:dateFormat w:val="yyyy年M月d日"/><w:lid w:val="zh-CN"/>'
            '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
        )
    if kind == "choice" and options:
        # Word refuses a list that says the same thing twice.
        items = "".join(
            f'<w:listItem w:displayText="{escape(o)}" w:value="{escape(o)}"/>' for o in dict.fromkeys(options)
        )
        return f"<w:dropDownList>{items}</w:dropDownList>"
    return ""


def _full_date(field: Field) -> str:
    found = _DATE.search(inline_text(field.children))
    if not found:
        return ""
    year, month, day = map(int, found.groups())
    return f"{year:04}-{month:02}-{day:02}T00:00:00Z" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def _control(key: str, label: str, kind: str, content: str, context: Context) -> str:
    names = context.names
    tag = names.tag(key)
    bookmark = names.unique(field_bookmark(tag))
    mark = names.bookmark_id(bookmark)
    return (
        f'<w:bookmarkStart w:id="{mark}" w:name="{bookmark}"/><w:sdt><w:sdtPr>'
        f'<w:alias w:val="{escape(label[:_ALIAS_LIMIT])}"/><w:tag w:val="{escape(tag)}"/>'
        f'<w:id w:val="{names.control_id(tag)}"/>{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
        f'<w:bookmarkEnd w:id="{mark}"/>'
    )
