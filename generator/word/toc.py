"""The contents: a live TOC field that is already filled with entries, leaders, links and the page map's folios."""

from __future__ import annotations

from generator.document.nodes import Heading, Toc
from generator.word.context import Context
from generator.word.flow import Flow, Para
from generator.word.runs import PLAIN, field, run
from generator.word.xmltext import escape


def toc_markup(toc: Toc, context: Context, page_break: bool = False) -> str:
    """The title and the field, in the building block that Word offers to update."""
    entries = [heading for heading in context.headings if heading.level <= toc.depth]
    flow = Flow()
    if toc.title:
        base = context.theme.styles["toc-title"]
        title = run(toc.title, PLAIN, context.theme)
        before = 0.0
        flow.add(Para("toc-title", base, title, before=before, after=base.after, page_break=page_break))
    if entries:
        _entries(toc, entries, flow, context)
    ident = context.names.control_id("toc")
    return (
        "<w:sdt><w:sdtPr>"
        f'<w:alias w:val="{escape(toc.title or "目录")}"/><w:id w:val="{ident}"/><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{flow.xml()}</w:sdtContent></w:sdt>"
    )


def _entries(toc: Toc, entries: list[Heading], flow: Flow, context: Context) -> None:
    opening = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        f' TOC \\o "1-{toc.depth}" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    for number, heading in enumerate(entries):
        style = f"toc{heading.level}"
        style = style if style in context.theme.styles else "toc2"
        base = context.theme.styles[style]
        content = (opening if number == 0 else "") + _entry(heading, context)
        if number == len(entries) - 1:
            content += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        flow.add(Para(style, base, content, before=base.before, after=base.after))


def _entry(heading: Heading, context: Context) -> str:
    words = run(heading.words, PLAIN, context.theme)
    anchor = context.anchors.get(heading.id)
    if anchor is None:
        return words
    name = escape(anchor.bookmark)
    page = field(f"PAGEREF {name} \\h", run(context.folio(heading.id), PLAIN, context.theme))
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{words}<w:r><w:tab/></w:r>{page}</w:hyperlink>'
