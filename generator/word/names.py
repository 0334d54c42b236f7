"""Names that Word files carry: style ids, bookmark names, control tags; all of them pure functions of the tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from zlib import crc32

STYLES: dict[str, tuple[str, str]] = {
    "h1": ("Heading1", "heading 1"),
    "h2": ("Heading2", "heading 2"),
    "h3": ("Heading3", "heading 3"),
    "toc-title": ("TOCHeading", "TOC Heading"),
    "toc1": ("TOC1", "toc 1"),
    "toc2": ("TOC2", "toc 2"),
    "toc3": ("TOC3", "toc 3"),
    "caption": ("Caption", "caption"),
    "header": ("Header", "header"),
    "folio": ("Footer", "footer"),
    "cover-title": ("Title", "Title"),
    "body": ("ZyBody", "指引正文"),
    "flush": ("ZyFlush", "正文顶格"),
    "figure": ("ZyFigure", "图"),
    "figure-caption": ("ZyFigureCaption", "图题"),
    "cell": ("ZyCell", "表格正文"),
    "cell-head": ("ZyCellHead", "表头"),
    "note": ("ZyNote", "注"),
    "source": ("ZySource", "资料来源"),
    "list": ("ZyList", "列项"),
    "cover-issuer": ("ZyCoverIssuer", "封面单位"),
    "cover-date": ("ZyCoverDate", "封面日期"),
    "colophon": ("ZyColophon", "版本说明"),
}
"""Theme style → Word's style id and name; built-in names stay English, Word shows them in its own language."""

CHINESE = {
    "lead": "导语",
    "subtitle": "副标题",
    "form-label": "表单栏目",
    "form-cell": "表单填写内容",
    "form-center": "表单居中内容",
    "form-long": "表单长文",
    "form-label-small": "表单栏目（小五号）",
    "form-cell-small": "表单填写内容（小五号）",
    "form-center-small": "表单居中内容（小五号）",
    "form-long-small": "表单长文（小五号）",
    "form-above": "表单栏内标题",
    "form-seal": "表单签章",
    "form-note": "表单填写说明",
    "form-note-last": "表单填写说明（末条）",
    "form-warning": "表单提示",
    "form-small": "表单小字",
    "seal": "签章",
    "title": "文件标题",
    "clause": "条文标题",
    "letter-number": "公函发文字号",
    "letter-title": "公函标题",
    "letter-to": "公函主送单位",
    "letter-enclosure": "公函附件",
    "letter-enclosure-next": "公函附件续项",
    "letter-enclosure-last": "公函附件末项",
    "letter-sign": "公函署名",
    "letter-sign-long": "公函署名（长）",
    "letter-date": "公函成文日期",
    "letter-body": "公函正文",
    "cover-code": "封面分类号",
    "cover-banner": "封面标准类别",
    "cover-number": "封面标准编号",
    "draft-cover-title": "标准封面名称",
    "cover-english": "封面英文名称",
    "cover-mark": "封面稿别",
    "draft-cover-date": "标准封面日期",
    "draft-cover-issuer": "标准封面发布单位",
    "form-h1": "表单标题",
    "form-h2": "表单二级标题",
    "form-h3": "表单三级标题",
    "form-list": "表单列项",
    "form-body": "表单正文",
    "checklist-h1": "清单标题",
    "checklist-h2": "清单二级标题",
    "checklist-cell": "清单表格正文",
    "checklist-cell-head": "清单表头",
    "checklist-body": "清单正文",
    "checklist-list": "清单列项",
    "checklist-form-center": "清单居中内容",
    "report-h1": "报告标题",
    "report-h2": "报告二级标题",
    "report-h3": "报告三级标题",
    "draft-h1": "标准章标题",
    "draft-h2": "标准条标题",
    "draft-h3": "标准三级条标题",
    "annex-head": "标准附录标识",
    "back-head": "标准参考文献标题",
    "term-head": "标准术语条目",
    "draft-body": "标准正文",
    "draft-toc-title": "标准目次标题",
    "draft-toc1": "标准目次一级",
    "draft-toc2": "标准目次二级",
    "draft-header": "标准页眉",
    "draft-folio": "标准页码",
}
"""Theme style → the name that Word shows, for styles whose id follows from their key."""

TABLE_NAMES = {"grid": "网格表", "plain": "无线表", "form": "表单表", "checklist-grid": "清单表"}
_NUMBERS = 2**31 - 2
"""Numbers that w:id may have: positive and within 32 bits."""
BOOKMARK_LIMIT = 40
"""Word refuses longer bookmark names (ECMA-376 part 1, 17.13.6.2 as implemented)."""


def _camel(key: str) -> str:
    return "".join(part.capitalize() for part in re.split(r"\W+|_", key))


def style_id(key: str) -> str:
    """The Word style id of a paragraph style of the theme."""
    known = STYLES.get(key)
    return known[0] if known else "Zy" + _camel(key)


def style_name(key: str) -> str:
    """The name Word shows for a paragraph style of the theme."""
    known = STYLES.get(key)
    return known[1] if known else CHINESE.get(key, key)


def character_style_id(key: str) -> str:
    """The Word style id of a character style of the theme; 链接 and the prompts of controls use Word's own."""
    return {"link": "Hyperlink", "prompt": "PlaceholderText"}.get(key) or "ZyChar" + _camel(key)


def table_style_id(key: str) -> str:
    """The Word style id of a table style of the theme."""
    return "ZyTable" + _camel(key)


def field_bookmark(key: str) -> str:
    """The bookmark around the control of field ``key``: ``f_`` and the key, ≤ 40 letters, digits and underscores.

    A key that loses characters other than dots, or is too long, ends in its CRC so that names stay apart.
    """
    plain = re.sub(r"\W", "_", key)
    name = "f_" + plain
    if len(name) <= BOOKMARK_LIMIT and plain == key.replace(".", "_"):
        return name
    return f"{name[: BOOKMARK_LIMIT - 9]}_{crc32(key.encode()):08x}"


@dataclass(frozen=True, slots=True)
class Taken:
    """Names and numbers that a piece of markup took."""

    names: frozenset[str]
    numbers: frozenset[int]
    keys: frozenset[str]


@dataclass(slots=True)
class Names:
    """Hands out names and numbers that are unique in one document.

    Numbers follow from what they number, not from the order of asking: the same row has the same markup in every
    document, and can be used again.
    """

    used: set[str] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)
    shapes: int = 0
    repeats: dict[str, int] = field(default_factory=dict)
    log: list[tuple[str, str | int]] = field(default_factory=list)
    moved: int = 0
    """How many names and numbers were taken before and had to be changed."""

    def unique(self, wanted: str) -> str:
        """``wanted``, or with ``_2``, ``_3``… when it is taken; Word compares bookmarks without case."""
        name, turn = wanted, 1
        while name.lower() in self.used:
            turn += 1
            tail = f"_{turn}"
            name = wanted[: BOOKMARK_LIMIT - len(tail)] + tail
        self.used.add(name.lower())
        self.log.append(("name", name.lower()))
        self.moved += turn > 1
        return name

    def anchor(self, prefix: str, ident: str) -> str:
        """A hidden bookmark (``_Toc…``, ``_Ref…``) for the node ``ident``, stable while the id is."""
        return self.unique(f"{prefix}{crc32(ident.encode()) % 10**9:09d}")

    def bookmark_id(self, name: str) -> int:
        """The w:bookmarkStart/@w:id of the bookmark ``name``."""
        return self._number(f"bookmark {name}")

    def control_id(self, tag: str) -> int:
        """The w:sdt id of the control ``tag``: positive and unique, as Word demands."""
        return self._number(f"control {tag}")

    def _number(self, what: str) -> int:
        wanted = number = crc32(what.encode()) % _NUMBERS + 1
        while number in self.numbers:
            number = number % _NUMBERS + 1
        self.numbers.add(number)
        self.log.append(("number", number))
        self.moved += number != wanted
        return number

    def mark(self) -> tuple[int, int]:
        """Where the record of what was taken stands now, for :meth:`since`."""
        return len(self.log), self.moved

    def since(self, mark: tuple[int, int]) -> Taken | None:
        """What was taken after ``mark``; None when something of it had to give way."""
        start, moved = mark
        if self.moved != moved:
            return None
        new = self.log[start:]
        names, numbers, keys = (
            [value for kind, value in new if kind == wanted] for wanted in ("name", "number", "key")
        )
        return Taken(frozenset(map(str, names)), frozenset(int(n) for n in numbers), frozenset(map(str, keys)))

    def take(self, wanted: Taken) -> bool:
        """Take all of ``wanted`` if nothing of it is taken."""
        free = self.used.isdisjoint(wanted.names) and self.numbers.isdisjoint(wanted.numbers)
        if not free or not self.repeats.keys().isdisjoint(wanted.keys):
            return False
        self.used |= wanted.names
        self.numbers |= wanted.numbers
        self.repeats.update(dict.fromkeys(wanted.keys, 1))
        return True

    def shape_id(self, room: int = 1000) -> int:
        """The first of ``room`` drawing ids."""
        first = 1 + self.shapes * room
        self.shapes += 1
        return first

    def tag(self, key: str) -> str:
        """The control's tag: the key; a key printed again gets ``.2``, ``.3``…"""
        turn = self.repeats[key] = self.repeats.get(key, 0) + 1
        self.log.append(("key", key))
        self.moved += turn > 1
        return key if turn == 1 else f"{key}.{turn}"
