"""A small document laid out by hand, with everything that the PDF writer knows."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.document.nodes import Meta
from generator.layout.fonts import FontBook
from generator.layout.placed import (
    Destination,
    FormArea,
    Item,
    LaidOut,
    LinkArea,
    OutlineEntry,
    Owner,
    Page,
    Rect,
    Rule,
    Shape,
    StructNode,
    TextRun,
)
from generator.loading.theme import load_theme

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT = 595.28, 841.89
META = Meta(
    title="标准化工作指引 <样张> & 检验",
    author="某某市市场监督管理局",
    subject="检验 PDF 的写出",
    keywords=("标准化", "人工智能"),
    date="2025-03-01",
)


@cache
def fonts() -> FontBook:
    """The project's own faces."""
    return FontBook.load(load_theme(ROOT), ROOT / "templates")


class Sheet:
    """A page that takes text by position; characters get their natural advances plus ``extra`` points each."""

    def __init__(self, folio: str = "") -> None:
        self.page = Page(WIDTH, HEIGHT, [], folio)

    def add(self, *items: Item) -> None:
        self.page.parts.extend(items)

    def text(
        self, x: float, y: float, text: str, owner: Owner, size: float = 12.0, family: str = "song", extra: float = 0.0
    ) -> float:
        """Set a line, a run for each face that the family's fallback needs; returns where it ends."""
        runs: list[tuple[str, str]] = []
        for char in text:
            face = fonts().resolve(family, False, char)
            assert face is not None, char
            if runs and runs[-1][0] == face.id:
                runs[-1] = (face.id, runs[-1][1] + char)
            else:
                runs.append((face.id, char))
        for ident, part in runs:
            advances = tuple(fonts().face(ident).advance(char) * size + extra for char in part)
            self.add(TextRun(x, y, ident, size, part, advances, owner=owner))
            x += sum(advances)
        return x


def sample() -> LaidOut:
    """Cover, contents, prose with a link and rare characters, list, table over two pages, figure, form field."""
    root = StructNode("Document")
    pages = [_cover(root), _contents(root), _prose(root), *_table_and_figure(root)]
    outline = [
        OutlineEntry(1, "一、总则", "general"),
        OutlineEntry(2, "（一）名单", "lists"),
        OutlineEntry(3, "1. 图", "figure"),
        OutlineEntry(1, "二、附则", "end"),
    ]
    return LaidOut(META, [sheet.page for sheet in pages], root, outline)


def _cover(root: StructNode) -> Sheet:
    sheet = Sheet()
    title = root.add("Sect").add("P", Title="封面")
    sheet.add(Rect(60, 80, 475, 4, fill="B01C1C"))
    sheet.text(90, 240, "标准化工作指引", title, 26, "hei")
    sheet.text(90, 280, "二〇二五年三月", title, 14, "kai")
    return sheet


def _contents(root: StructNode) -> Sheet:
    sheet = Sheet("I")
    toc = root.add("Sect").add("TOC")
    for i, (name, dest, folio) in enumerate((("一、总则", "general", "1"), ("（一）名单", "lists", "2"))):
        link = toc.add("TOCI").add("Reference").add("Link")
        y = 120.0 + 24 * i
        end = sheet.text(90, y, name, link)
        sheet.add(Rule(end + 6, y - 2.5, 480, y - 2.5, 0.9, "808080", dashed=True))
        sheet.text(490, y, folio, link)
        sheet.add(LinkArea(90, y - 16, 410, 20, dest=dest, contents=f"转到{name}", owner=link))
    sheet.text(280, 790, "— I —", None, 10.5)
    return sheet


def _prose(root: StructNode) -> Sheet:
    sheet = Sheet("1")
    sect = root.add("Sect", Lang="zh-Hans-CN")
    sheet.text(90, 60, "一、总则", None, 9)
    sheet.add(Rule(90, 64, 505, 64, 0.5, "808080"))
    sheet.add(Destination("general", 90, 90))
    sheet.text(90, 110, "一、总则", sect.add("H1"), 16, "hei")
    prose = sect.add("P")
    sheet.text(114, 140, "镭𬭚、石㛃与𠮷野家是罕见字；", prose, extra=0.35)
    sheet.text(90, 164, "网址见", prose)
    link = prose.add("Link")
    end = sheet.text(126, 164, "市局网站", link)
    sheet.add(LinkArea(126, 150, end - 126, 18, href="https://example.org/标准?a=(1)", contents="市局网站", owner=link))
    sheet.text(end, 164, "，请先阅读。", prose)
    sheet.add(TextRun(90, 188, "song", 12, "—", (24.0,), owner=prose, actual="——"))
    listing = sect.add("L", ListNumbering="Decimal")
    for i, said in enumerate(("第一项", "第二项")):
        item = listing.add("LI")
        sheet.text(90, 220 + 24 * i, f"{i + 1}.", item.add("Lbl"))
        sheet.text(114, 220 + 24 * i, said, item.add("LBody").add("P"))
    return sheet


def _table_and_figure(root: StructNode) -> list[Sheet]:
    first, second = Sheet("2"), Sheet("3")
    sect = root.add("Sect")
    first.add(Destination("lists", 90, 80))
    first.text(90, 100, "（一）名单", sect.add("H2"), 14, "hei")
    table = sect.add("Table", Summary="两级名单")
    first.text(250, 130, "表 1　名单", table.add("Caption"), 10.5)
    head = table.add("TR")
    first.add(Rect(90, 140, 400, 24, fill="EEF3FA"), Rule(90, 140, 490, 140))
    first.text(100, 156, "类别", head.add("TH", Scope="Column", Id="kind"))
    first.text(300, 156, "单位及职务", head.add("TH", Scope="Column", Id="unit", ColSpan="2"))
    row = table.add("TR")
    first.text(100, 180, "国家级", row.add("TH", Scope="Row", RowSpan="2", Id="state"))
    first.text(300, 180, "甲所", row.add("TD", Headers="unit state"))
    row.add("TD")  # nothing is printed in this cell
    last = table.add("TR")
    second.text(100, 76, "类别", None)
    second.text(300, 76, "单位及职务", None)
    second.text(300, 100, "乙院", last.add("TD", Headers="unit state"))
    second.text(400, 100, "主任", last.add("TD", Headers="unit"))
    _figure(second, sect)
    _field(second, sect)
    second.add(Destination("end", 90, 500))
    second.text(90, 520, "二、附则", sect.add("H1"), 16, "hei")
    return [first, second]


def _figure(sheet: Sheet, sect: StructNode) -> None:
    figure = sect.add("Figure", Alt="流程：申请，再到受理")
    sheet.add(Destination("figure", 90, 150))
    sheet.add(Rect(100, 160, 80, 30, "E8F0FC", "1A4FA0", 1.0, 4, owner=figure))
    sheet.text(125, 180, "申请", figure, 10.5, "hei")
    sheet.add(Rule(180, 175, 214, 175, 0.75, "1A4FA0", dashed=True, owner=figure))
    sheet.add(Shape((((220, 175), (214, 172), (214, 178)),), fill="1A4FA0", owner=figure))
    diamond = ((270.0, 155.0), (320.0, 175.0), (270.0, 195.0), (220.0, 175.0))
    sheet.add(Shape((diamond,), True, "", "1A4FA0", 2.0, True, owner=figure))
    sheet.text(259, 179, "受理", figure, 10.5, "hei")
    sheet.text(200, 215, "图 1　流程", sect.add("P"), 10.5)


def _field(sheet: Sheet, sect: StructNode) -> None:
    line = sect.add("P")
    sheet.text(90, 260, "单位名称：", line)
    named = line.add("Form")
    sheet.text(154, 260, "示例𬭚业有限公司", named)
    sheet.add(FormArea(150, 246, 200, 20, "company", "单位名称", "text", "示例𬭚业有限公司", size=12, owner=named))
    ticked = line.add("Form")
    sheet.text(400, 260, "☑", ticked)
    sheet.add(FormArea(399, 248, 14, 14, "agree", "同意", "check", "☑", size=12, owner=ticked))
    sheet.text(418, 260, "同意", line)
