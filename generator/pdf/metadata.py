"""Metadata for archives and readers: XMP, information dictionary, output intent."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape

from generator import __version__
from generator.document.nodes import Meta
from generator.pdf.objects import LEVEL, Objects
from generator.pdf.strings import ascii_string, text_string

PRODUCER = f"zhiyin {__version__}"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{described}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate><xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def write_xmp(meta: Meta, objects: Objects) -> str:
    """The XMP packet (PDF/A-2a, ISO 19005-2, 6.6; PDF/UA-1, ISO 14289-1, 5); returns its reference."""
    text = _XMP.format(
        title=escape(meta.title),
        described="".join(_described(meta)),
        language=escape(meta.language),
        date=f"{meta.date}T00:00:00+08:00",
        producer=PRODUCER,
    )
    return objects.add_plain(text.encode(), "/Type /Metadata /Subtype /XML")


def _described(meta: Meta) -> Iterator[str]:
    """Properties that a document may lack, a line for each."""
    if meta.author:
        yield f"<dc:creator><rdf:Seq><rdf:li>{escape(meta.author)}</rdf:li></rdf:Seq></dc:creator>\n"
    if meta.subject:
        said = f'<rdf:li xml:lang="x-default">{escape(meta.subject)}</rdf:li>'
        yield f"<dc:description><rdf:Alt>{said}</rdf:Alt></dc:description>\n"
    if meta.keywords:
        items = "".join(f"<rdf:li>{escape(word)}</rdf:li>" for word in meta.keywords)
        yield f"<dc:subject><rdf:Bag>{items}</rdf:Bag></dc:subject>\n"
        yield f"<pdf:Keywords>{escape(_keywords(meta))}</pdf:Keywords>\n"


def _keywords(meta: Meta) -> str:
    return "；".join(meta.keywords)


def info_dictionary(meta: Meta) -> Mapping[str, str]:
    """The information dictionary, word for word what XMP says (ISO 19005-2, 6.6.3)."""
    date = ascii_string(f"D:{meta.date.replace('-', '')}000000+08'00'")
    texts = {
        "Title": meta.title,
        "Author": meta.author,
        "Subject": meta.subject,
        "Keywords": _keywords(meta),
        "Creator": PRODUCER,
        "Producer": PRODUCER,
    }
    said = {key: text_string(value) for key, value in texts.items() if value}
    return said | {"CreationDate": date, "ModDate": date}


def write_output_intent(objects: Objects) -> str:
    """sRGB as the colour space that the file means (ISO 19005-2, 6.2.3)."""
    stream = objects.add_deflated(_profile(), "/N 3")
    said = ascii_string("sRGB IEC61966-2.1")
    return objects.add(
        f"<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier {said} /Info {said}"
        f" /RegistryName {ascii_string('http://www.color.org')} /DestOutputProfile {stream}>>"
    )


@cache
def _profile() -> bytes:
    """The colour profile, deflated."""
    return zlib.compress(files("generator.pdf").joinpath("srgb.icc").read_bytes(), LEVEL)
