"""Drawings as DrawingML groups: native shapes with real text, editable in Word and sharp at any zoom.

A drawing is one inline ``wpg:wgp`` (MS-ODRAWXML 2.3.1) inside ``mc:AlternateContent``; readers of Word 2010 and later
know it. There is no fallback: whoever does not know the group would only read its words twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.drawing import Box, Drawing, DrawnText, Label, Matrix, Polyline, Shape
from generator.figures.modules import rectangles
from generator.layout.drawing import radius
from generator.model.theme import Theme
from generator.word.runs import by_script
from generator.word.xmltext import NAMESPACES, escape, half_points, text_element, twips

__all__ = ["NAMESPACES", "drawing_run"]

EMU = 12700
"""English metric units in a point."""
GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
LINE_SHARE, BASE_SHARE = 1.2, 0.8
"""Exact line height in ems, and where Word and LibreOffice put the base line in it, from its top."""
INSET = 1 - 0.5**0.5
"""A rounded rectangle keeps its text from its corners by this share of their radius (presetShapeDefinitions.xml)."""
SLACK = 0.12
"""Room that a label's text may grow by in another font, as a share of its size, before it would break."""


def drawing_run(drawing: Drawing, theme: Theme, *, shape_id: int, name: str, alt: str) -> str:
    """One ``<w:r>`` that shows ``drawing``; uses the ids ``shape_id`` … ``shape_id + len(drawing.shapes)``.

    The prefixes of :data:`NAMESPACES` must be declared around it. ``alt`` is the alternative text.
    """
    size = f'cx="{emu(drawing.width)}" cy="{emu(drawing.height)}"'
    shapes = "".join(_shape(shape, shape_id + 1 + i, theme, drawing.width) for i, shape in enumerate(drawing.shapes))
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{shape_id}" name="{escape(name)}" descr="{escape(alt)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{GROUP}"><wpg:wgp><wpg:cNvGrpSpPr/>'
        f'<wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm>'
        f"</wpg:grpSpPr>{shapes}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        "</mc:AlternateContent></w:r>"
    )


def emu(points: float) -> int:
    """Points in English metric units."""
    return round(points * EMU)


def _shape(shape: Shape, ident: int, theme: Theme, room: float) -> str:
    match shape:
        case Box():
            return _box(shape, ident, theme)
        case Polyline():
            return _path(shape, ident)
        case Label():
            return _label(shape, ident, theme, room)
        case Matrix():
            return _matrix(shape, ident)


# ---------------------------------------------------------------------- shapes


def _wsp(
    ident: int, name: str, frame: tuple[float, float, float, float], look: str, text: str = "", *, flip: str = ""
) -> str:
    x, y, width, height = frame
    label = "cNvSpPr" + (' txBox="1"' if name == "文字" else "")
    # Readers expect bodyPr even where there is no text: the schema demands it.
    return (
        f'<wps:wsp><wps:cNvPr id="{ident}" name="{name} {ident}"/><wps:{label}/><wps:spPr><a:xfrm{flip}>'
        f'<a:off x="{emu(x)}" y="{emu(y)}"/><a:ext cx="{emu(width)}" cy="{emu(height)}"/></a:xfrm>{look}</wps:spPr>'
        f"{text or '<wps:bodyPr/>'}</wps:wsp>"
    )


def _box(box: Box, ident: int, theme: Theme) -> str:
    frame = (box.x, box.y, box.width, box.height)
    look = _geometry(box) + _fill(box.fill) + _outline(box.stroke, box.line_width, dashed=box.dashed)
    inset = _inset(box)
    inner = (box.x + inset[0], box.y + inset[1], box.width - 2 * inset[0], box.height - 2 * inset[1])
    return _wsp(ident, "图形", frame, look, _text(box.lines, box.align, inner, theme))


def _geometry(box: Box) -> str:
    if box.form in ("round", "pill"):
        share = round(radius(box) / min(box.width, box.height) * 100000)
        adjust = f'<a:avLst><a:gd name="adj" fmla="val {share}"/></a:avLst>'
        return f'<a:prstGeom prst="roundRect">{adjust}</a:prstGeom>'
    return f'<a:prstGeom prst="{box.form}"><a:avLst/></a:prstGeom>'


def _inset(box: Box) -> tuple[float, float]:
    """How far the form itself keeps text from its frame, across and down, in points."""
    if box.form == "diamond":
        return box.width / 4, box.height / 4
    return radius(box) * INSET, radius(box) * INSET


def _label(label: Label, ident: int, theme: Theme, room: float) -> str:
    """A text box; as wide as its text may need in another font, but within the drawing's ``room`` (its width)."""
    spare = SLACK * max((line.width for line in label.lines), default=0.0)
    right = max(0.0, min(spare, room - label.x - label.width))
    left = 0.0
    if label.align == "center":
        left = right = min(right / 2, label.x)
    frame = (label.x - left, label.y, label.width + left + right, label.height)
    look = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>'
    return _wsp(ident, "文字", frame, look, _text(label.lines, label.align, frame, theme))


def _path(path: Polyline, ident: int) -> str:
    xs, ys = [x for x, _ in path.points], [y for _, y in path.points]
    frame = (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    line = _outline(path.stroke, path.line_width, dashed=path.dashed, arrow=path.arrow)
    if len(path.points) == 2:
        (x1, y1), (x2, y2) = path.points
        flip = (' flipH="1"' if x2 < x1 else "") + (' flipV="1"' if y2 < y1 else "")
        return _wsp(ident, "连线", frame, f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{line}', flip=flip)
    steps = "".join(
        f'<a:{step}><a:pt x="{emu(x - frame[0])}" y="{emu(y - frame[1])}"/></a:{step}>'
        for step, (x, y) in zip(["moveTo"] + ["lnTo"] * len(xs), path.points, strict=False)
    )
    way = f'<a:path w="{max(1, emu(frame[2]))}" h="{max(1, emu(frame[3]))}" fill="none">{steps}</a:path>'
    return _wsp(ident, "连线", frame, _custom(way) + "<a:noFill/>" + line)


def _matrix(matrix: Matrix, ident: int) -> str:
    frame = (matrix.x, matrix.y, matrix.size, matrix.size)
    count = max(1, len(matrix.rows))
    steps = "".join(
        f'<a:moveTo><a:pt x="{x}" y="{y}"/></a:moveTo><a:lnTo><a:pt x="{x + w}" y="{y}"/></a:lnTo>'
        f'<a:lnTo><a:pt x="{x + w}" y="{y + h}"/></a:lnTo><a:lnTo><a:pt x="{x}" y="{y + h}"/></a:lnTo><a:close/>'
        for x, y, w, h in rectangles(matrix.rows)
    )
    way = f'<a:path w="{count}" h="{count}">{steps}</a:path>'
    return _wsp(ident, "二维码", frame, _custom(way) + _fill(matrix.fill) + "<a:ln><a:noFill/></a:ln>")


def _custom(path: str) -> str:
    return (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{path}</a:pathLst></a:custGeom>'
    )


def _fill(color: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>' if color else "<a:noFill/>"


def _outline(color: str, width: float, *, dashed: bool = False, arrow: bool = False) -> str:
    if not color:
        return "<a:ln><a:noFill/></a:ln>"
    dash = '<a:prstDash val="dash"/>' if dashed else ""
    head = '<a:tailEnd type="triangle" w="med" len="med"/>' if arrow else ""
    return f'<a:ln w="{emu(width)}">{_fill(color)}{dash}<a:miter lim="800000"/>{head}</a:ln>'


# ------------------------------------------------------------------------ text


def _text(lines: tuple[DrawnText, ...], align: str, inner: tuple[float, float, float, float], theme: Theme) -> str:
    if not lines:
        return ""
    x, y, *_ = inner
    top = max(0.0, _line_top(lines[0]) - y)
    left = max(0.0, min(line.x for line in lines) - x) if align == "left" else 0.0
    paragraphs = "".join(_paragraph(line, before, align, theme) for line, before in _spaced(lines))
    return (
        f"<wps:txbx><w:txbxContent>{paragraphs}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="{emu(left)}" tIns="{emu(top)}" rIns="0" bIns="0"'
        ' anchor="t" anchorCtr="0"><a:noAutofit/></wps:bodyPr>'
    )


def _line_top(line: DrawnText) -> float:
    return line.y - BASE_SHARE * LINE_SHARE * line.size


def _spaced(lines: tuple[DrawnText, ...]) -> Iterator[tuple[DrawnText, float]]:
    """Each line with the space before its paragraph that puts it on its base line."""
    bottom = _line_top(lines[0])
    for line in lines:
        yield line, max(0.0, _line_top(line) - bottom)
        bottom = _line_top(line) + LINE_SHARE * line.size


def _paragraph(line: DrawnText, before: float, align: str, theme: Theme) -> str:
    runs = "".join(
        f"<w:r>{_properties(line, theme, east)}{text_element(part)}</w:r>" for part, east in by_script(line.text)
    )
    return (
        '<w:p><w:pPr><w:widowControl w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{twips(before)}" w:beforeAutospacing="0" w:after="0" w:afterAutospacing="0"'
        f' w:line="{twips(LINE_SHARE * line.size)}" w:lineRule="exact"/>'
        '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/>'
        f'<w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'
    )


def _properties(line: DrawnText, theme: Theme, east: bool) -> str:
    family = theme.families[line.family]
    hint = ' w:hint="eastAsia"' if east else ""
    latin, han = escape(family.word_latin), escape(family.word_east_asia)
    bold = "<w:b/><w:bCs/>" if line.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    size = half_points(line.size)
    return (
        f'<w:rPr><w:rFonts{hint} w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{han}" w:cs="{latin}"/>{bold}'
        f'<w:color w:val="{line.color}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )
