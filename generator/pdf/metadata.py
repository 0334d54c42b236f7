"""Metadata for archives and readers: XMP, information dictionary, output intent, page labels, outline, names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from xml.sax.saxutils import escape

from generator import __version__
from generator.document.nodes import Meta
from generator.layout.placed import OutlineEntry, Page
from generator.pdf.hooks import Objects, Raw, ascii_string, name, text_string
from generator.pdf.operators import num

PRODUCER = f"zhiyin {__version__}"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate><xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>
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
        author=escape(meta.author),
        subject=escape(meta.subject),
        language=meta.language,
        keywords=escape("；".join(meta.keywords)),
        date=f"{meta.date}T00:00:00+08:00",
        producer=PRODUCER,
    )
    return objects.add_stream(text.encode(), {"Type": name("Metadata"), "Subtype": name("XML")}, compress=False)


def info_dictionary(meta: Meta) -> str:
    """The information dictionary, word for word what XMP says (ISO 19005-2, 6.6.3)."""
    date = ascii_string(f"D:{meta.date.replace('-', '')}000000+08'00'")
    texts = {
        "Title": meta.title,
        "Author": meta.author,
        "Subject": meta.subject,
        "Keywords": "；".join(meta.keywords),
        "Creator": PRODUCER,
        "Producer": PRODUCER,
    }
    entries = "".join(f" /{key} {text_string(value)}" for key, value in texts.items())
    return f"<<{entries} /CreationDate {date} /ModDate {date}>>"


def write_output_intent(objects: Objects) -> str:
    """sRGB as the colour space that the file means (ISO 19005-2, 6.2.3)."""
    profile = files("generator.pdf").joinpath("srgb.icc").read_bytes()
    stream = objects.add_stream(profile, {"N": 3})
    said = ascii_string("sRGB IEC61966-2.1")
    _, reference = objects.reserve(
        f"<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier {said} /Info {said}"
        f" /RegistryName {ascii_string('http://www.color.org')} /DestOutputProfile {stream}>>"
    )
    return reference


def page_labels(pages: Sequence[Page]) -> str:
    """Labels as the folios print them; pages without folio get a blank label."""
    ranges: list[str] = []
    before: tuple[str, int] | None = None
    for i, page in enumerate(pages):
        style = "D" if page.folio.isdigit() else "R" if page.folio else ""
        number = int(page.folio) if page.folio.isdigit() else 0
        expected = before is not None and before[0] == style and (style != "D" or number == before[1] + 1)
        if not expected:
            start = f" /St {number}" if style == "D" else ""
            kind = f"/S /{style}" if style else f"/P {text_string('')}"
            ranges.append(f"{i} <<{kind}{start}>>")
        before = (style, number)
    return f"<</Nums [{' '.join(ranges)}]>>"


def write_outline(entries: Sequence[OutlineEntry], destinations: Mapping[str, str], objects: Objects) -> str:
    """The bookmarks, nested by level and open; returns the root's reference, or "" when there are none."""
    shown = [entry for entry in entries if entry.dest in destinations]
    if not shown:
        return ""
    root, root_ref = objects.reserve()
    made: list[tuple[OutlineEntry, Raw, str]] = [(entry, *objects.reserve()) for entry in shown]
    children: dict[str, list[int]] = {root_ref: []}
    parents: list[str] = []
    open_levels: list[tuple[int, str]] = [(0, root_ref)]
    for i, (entry, _, reference) in enumerate(made):
        while open_levels[-1][0] >= entry.level:
            open_levels.pop()
        parent = open_levels[-1][1]
        parents.append(parent)
        children[parent].append(i)
        children[reference] = []
        open_levels.append((entry.level, reference))
    for i, (entry, raw, reference) in enumerate(made):
        siblings = children[parents[i]]
        at = siblings.index(i)
        links = f" /Prev {made[siblings[at - 1]][2]}" if at else ""
        links += f" /Next {made[siblings[at + 1]][2]}" if at + 1 < len(siblings) else ""
        raw.data = (
            f"<</Title {text_string(entry.title)} /Parent {parents[i]} /Dest {destinations[entry.dest]}{links}"
            f"{_family(children[reference], made)}>>"
        )
    root.data = f"<</Type /Outlines{_family(children[root_ref], made, len(made))}>>"
    return root_ref


def _family(kids: list[int], made: list[tuple[OutlineEntry, Raw, str]], count: int | None = None) -> str:
    if not kids:
        return ""
    return f" /First {made[kids[0]][2]} /Last {made[kids[-1]][2]} /Count {count if count is not None else len(kids)}"


def destination(page: str, x: float, y: float) -> str:
    """An explicit destination: the page with (x, y) at its window's corner, zoom unchanged."""
    return f"[{page} /XYZ {num(x)} {num(y)} null]"
