"""settings.xml and fontTable.xml: the switches that make Word, WPS and LibreOffice break lines and pages as we do."""

from __future__ import annotations

from generator.model.theme import Theme
from generator.word.xmltext import DECLARATION, W, escape

_PANOSE = {"宋体": "SimSun", "黑体": "SimHei", "楷体": "KaiTi", "仿宋": "FangSong"}
_SERIF = ("Times New Roman", "宋体", "仿宋")


def settings_xml() -> str:
    """The settings part.

    No updateFields: it would make Word ask a question on opening. Folios lie on the outer side (GB/T 9704-2012,
    7.5), hence even and odd headers. Kinsoku lists are Word's own for zh-CN. Compatibility mode 15 is what current
    Word and WPS write; without it Word announces "兼容模式" and lays tables out differently.
    """
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return (
        f'{DECLARATION}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        # ulTrailSpace… are Word's defaults for East Asian documents; useFELayout turns the East Asian engine on.
        "<w:compat><w:doNotLeaveBackslashAlone/>"
        f"<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:useFELayout/>{compat}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def font_table_xml(theme: Theme) -> str:
    """The font table: every face the theme names for Word, with its other name and kind for substitution."""
    names = sorted({n for f in theme.families.values() for n in (f.word_east_asia, f.word_latin)})
    return f'{DECLARATION}<w:fonts xmlns:w="{W}">{"".join(map(_font, names))}</w:fonts>'


def _font(name: str) -> str:
    east = not name.isascii()
    other = f'<w:altName w:val="{_PANOSE[name]}"/>' if name in _PANOSE else ""
    kind = "roman" if name in _SERIF else "modern" if east else "swiss"
    charset, pitch = ("86", "fixed" if name not in ("宋体",) else "variable") if east else ("00", "variable")
    return (
        f'<w:font w:name="{escape(name)}">{other}<w:charset w:val="{charset}"/><w:family w:val="{kind}"/>'
        f'<w:pitch w:val="{pitch}"/></w:font>'
    )
