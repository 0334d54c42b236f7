"""docProps: title, author and dates from the document's meta, never from the clock."""

from __future__ import annotations

from generator.document.nodes import Meta
from generator.word.xmltext import DECLARATION, escape

APP_XML = (
    DECLARATION + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>zhiyin</Application></Properties>"
)


def core_xml(meta: Meta) -> str:
    """The core properties part (ISO/IEC 29500-2, 11)."""
    moment = f"{meta.date}T00:00:00Z"
    texts = (
        ("dc:title", meta.title),
        ("dc:subject", meta.subject),
        ("dc:creator", meta.author),
        ("cp:keywords", "；".join(meta.keywords)),
        ("cp:lastModifiedBy", meta.author),
        ("cp:revision", "1"),
    )
    body = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in texts if text)
    dates = "".join(
        f'<dcterms:{tag} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{tag}>' for tag in ("created", "modified")
    )
    return (
        DECLARATION + "<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{body}{dates}<dc:language>{escape(meta.language)}</dc:language></cp:coreProperties>"
    )
