"""styles.xml from the theme: document defaults, paragraph, character and table styles, every length exact."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.theme import RULE_GAP, CharacterStyle, Family, ParagraphStyle, TableStyle, Theme
from generator.word.names import TABLE_NAMES, character_style_id, style_id, style_name, table_style_id
from generator.word.xmltext import DECLARATION, W, escape, half_points, twips

JUSTIFICATION = {"left": "left", "center": "center", "right": "right", "justify": "both", "distribute": "distribute"}
HEADING_LEVELS = {"h1": 0, "h2": 1, "h3": 2}
HEADING_NUMBERING = 1
"""The w:numId that the heading styles are linked to."""
FIGURE_STYLE = "figure"
"""The paragraph style of drawings, which the theme does not know."""


def figure_style(theme: Theme) -> ParagraphStyle:
    """One point high: a line that holds a drawing is as high as drawing and descent, which this makes nothing."""
    flush = theme.styles["flush"]
    return flush.model_copy(update={"size": 1.0, "line": 1.0, "align": "center", "indent": 0.0})


def styles_xml(theme: Theme) -> str:
    """The whole styles part."""
    parts = [_defaults(theme), _latent(), _basics(theme)]
    parts += [_paragraph_style(key, style, theme) for key, style in theme.styles.items()]
    parts.append(_paragraph_style(FIGURE_STYLE, figure_style(theme), theme))
    parts += [_character_style(key, style, theme) for key, style in theme.characters.items()]
    parts += _office_characters(theme)
    parts += [_table_style(key, style) for key, style in theme.tables.items()]
    return f'{DECLARATION}<w:styles xmlns:w="{W}">{"".join(parts)}</w:styles>'


def fonts(family: Family, hint: str = "", latin: str = "") -> str:
    """``w:rFonts`` naming the East Asian and the Latin face."""
    face = escape(latin or family.word_latin)
    east = escape(family.word_east_asia)
    extra = f' w:hint="{hint}"' if hint else ""
    return f'<w:rFonts{extra} w:ascii="{face}" w:eastAsia="{east}" w:hAnsi="{face}" w:cs="{face}"/>'


def size(points: float) -> str:
    """Type size for both scripts."""
    half = half_points(points)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _defaults(theme: Theme) -> str:
    body = theme.styles["body"]
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        + fonts(theme.families[body.family])
        + f'<w:kern w:val="0"/>{size(body.size)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        # Lines are exact; no program is to round them up to a grid.
        + '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:snapToGrid w:val="0"/>'
        + "</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _latent() -> str:
    shown = "".join(
        f'<w:lsdException w:name="{name}" w:semiHidden="0" w:unhideWhenUsed="0"/>'
        for name in ("Normal", "heading 1", "heading 2", "heading 3", "caption", "Title")
    )
    return (
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1"'
        f' w:defQFormat="0" w:count="376">{shown}</w:latentStyles>'
    )


def _basics(theme: Theme) -> str:
    body = theme.styles["body"]
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:spacing w:line="{twips(body.line)}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )


def indent_xml(first_ems: float, size_pt: float, left: float, right: float) -> str:
    """``w:ind`` with the first line in hundredths of a character and in twips, as Chinese Word writes it."""
    attributes = f' w:left="{twips(left)}"' if left else ""
    attributes += f' w:right="{twips(right)}"' if right else ""
    if first_ems:
        attributes += f' w:firstLineChars="{round(first_ems * 100)}" w:firstLine="{twips(first_ems * size_pt)}"'
    return f"<w:ind{attributes}/>" if attributes else ""


def _paragraph_style(key: str, style: ParagraphStyle, theme: Theme) -> str:
    custom = ' w:customStyle="1"' if style_id(key).startswith("Zy") else ""
    properties = "".join(_paragraph_properties(key, style, theme))
    # GB/T 9704-2012, 7.3.? folio: half-width digits of 宋体, so the Latin face follows the East Asian one.
    family = theme.families[style.family]
    latin = family.word_east_asia if key == "folio" else ""
    follow = "" if key not in HEADING_LEVELS else f'<w:next w:val="{style_id("body")}"/>'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style_id(key)}">'
        f'<w:name w:val="{escape(style_name(key))}"/><w:basedOn w:val="Normal"/>{follow}'
        f'<w:uiPriority w:val="{_priority(key)}"/>{_visibility(key)}'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{fonts(family, latin=latin)}{_weight(style.bold)}"
        f"{_colour(style.color)}{size(style.size)}</w:rPr></w:style>"
    )


def _paragraph_properties(key: str, style: ParagraphStyle, theme: Theme) -> Iterator[str]:
    level = HEADING_LEVELS.get(key)
    if style.keep_next:
        yield "<w:keepNext/>"
    if style.keep_next or level is not None:
        yield "<w:keepLines/>"
    if level is not None:
        yield f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{HEADING_NUMBERING}"/></w:numPr>'
    if style.rule:  # neighbours with the same rule have it once, below the last (ECMA-376 part 1, 17.3.1.24)
        look = f'w:sz="{round(style.rule * 8)}" w:space="{RULE_GAP:.0f}" w:color="{style.color}"'
        yield f'<w:pBdr><w:bottom w:val="single" {look}/></w:pBdr>'
    if key in ("toc1", "toc2", "toc3"):
        stop = twips(theme.page.measure)
        yield f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{stop}"/></w:tabs>'
    yield (
        f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(style.after)}"'
        f' w:line="{twips(style.line)}" w:lineRule="exact"/>'
    )
    yield indent_xml(style.indent, style.size, style.left, style.right)
    yield f'<w:jc w:val="{JUSTIFICATION[style.align]}"/>'
    if level is not None:
        yield f'<w:outlineLvl w:val="{level}"/>'


def _priority(key: str) -> int:
    return {"h1": 9, "h2": 9, "h3": 9, "cover-title": 10, "caption": 35}.get(key, 39 if key.startswith("toc") else 20)


def _visibility(key: str) -> str:
    return "" if key.startswith("toc") or key in ("header", "folio") else "<w:qFormat/>"


def _weight(bold: bool | None) -> str:
    return {True: "<w:b/><w:bCs/>", False: '<w:b w:val="0"/><w:bCs w:val="0"/>', None: ""}[bold]


def _colour(color: str | None) -> str:
    return f'<w:color w:val="{color}"/>' if color else ""


def _character_style(key: str, style: CharacterStyle, theme: Theme) -> str:
    ident = character_style_id(key)
    name = {"Hyperlink": "Hyperlink", "PlaceholderText": "Placeholder Text"}.get(ident, f"字符-{escape(key)}")
    face = fonts(theme.families[style.family]) if style.family else ""
    custom = "" if not ident.startswith("Zy") else ' w:customStyle="1"'
    type_size = size(style.size) if style.size else ""
    return (
        f'<w:style w:type="character"{custom} w:styleId="{ident}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/>'
        f"<w:rPr>{face}{_weight(style.bold)}{_colour(style.color)}{type_size}</w:rPr></w:style>"
    )


def _office_characters(theme: Theme) -> list[str]:
    missing = [key for key in ("link", "prompt") if key not in theme.characters]
    return [_character_style(key, CharacterStyle(color="808080"), theme) for key in missing]


def _table_style(key: str, style: TableStyle) -> str:
    def edge(side: str, width: float) -> str:
        if not width:
            return f'<w:{side} w:val="nil"/>'
        return f'<w:{side} w:val="single" w:sz="{round(width * 8)}" w:space="0" w:color="{style.color}"/>'

    outer = "".join(edge(side, style.outer) for side in ("top", "left", "bottom", "right"))
    inner = edge("insideH", style.rule) + edge("insideV", style.rule)
    # Word and LibreOffice add part of the rule to the row; taking it from the padding keeps the layout's row heights.
    pad_y, pad_x = twips(max(style.pad_y - style.outer, 0)), twips(style.pad_x)
    name = escape(TABLE_NAMES.get(key, f"表-{key}"))
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{table_style_id(key)}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/>'
        f'<w:uiPriority w:val="59"/><w:tblPr><w:tblBorders>{outer}{inner}</w:tblBorders><w:tblCellMar>'
        f'<w:top w:w="{pad_y}" w:type="dxa"/><w:left w:w="{pad_x}" w:type="dxa"/>'
        f'<w:bottom w:w="{pad_y}" w:type="dxa"/><w:right w:w="{pad_x}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        "</w:style>"
    )
