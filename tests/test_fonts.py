"""The project's faces: what they are called, what they can draw, and what is said when they cannot."""

from __future__ import annotations

import hashlib
import shutil
import tomllib
from pathlib import Path

import pytest
import uharfbuzz as hb
import yaml

from generator.diagnostics import ZhiyinError
from generator.layout.faces import Face
from generator.layout.fonts import FontBook
from generator.model.theme import FaceFile, Theme

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
FONTS = TEMPLATES / "fonts"
CORE = ("song", "song-bold", "hei", "hei-bold", "kai")
FAMILIES = ("song", "hei", "kai", "fang")
MARKS = "，。、；：？！“”‘’（）〔〕【】《》〈〉…—⸺·－／～￥％"
SIGNS = "①⑩⑪⑳ⅠⅫ□■○●◆→←↑↓√×÷℃㎡№±≤≥≠％‰"
TICKS = "☐☑☒✔✗✓"
HIGHEST = "\U0010fffd"  # a private character that no face has


@pytest.fixture(scope="module")
def theme() -> Theme:
    return Theme.model_validate(yaml.safe_load((TEMPLATES / "theme.yaml").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def book(theme: Theme) -> FontBook:
    return FontBook.load(theme, TEMPLATES)


def with_face(theme: Theme, file: str) -> Theme:
    """The theme with a file of the user's for the face symbols."""
    own = FaceFile(file=file, postscript="Own-Regular")
    return theme.model_copy(update={"faces": {**theme.faces, "symbols": own}})


def gb2312() -> set[str]:
    """GB/T 2312's characters as Chinese texts write them: its dash and its dot are U+2014 and U+00B7."""
    pairs = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    known = {pair.decode("gb2312", "ignore") for pair in pairs}
    return (known - {"", "\u2015", "\u30fb"}) | {"\u2014", "\u00b7"}


def code_of(error: pytest.ExceptionInfo[ZhiyinError]) -> str:
    return error.value.diagnostics[0].code


def test_every_face_carries_the_postscript_name_that_the_style_sheet_gives(theme: Theme, book: FontBook) -> None:
    names = [book.face(ident).hb_face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) for ident in theme.faces]
    assert names == [spec.postscript for spec in theme.faces.values()]
    assert len(set(names)) == len(names)


def test_no_face_keeps_a_reserved_name(theme: Theme, book: FontBook) -> None:
    for ident in theme.faces:
        own = [str(book.face(ident).hb_face.get_name(number)) for number in (1, 4, 6)]
        assert all(name.startswith("Zhiyin") for name in own)


def test_the_faces_are_those_that_the_build_script_made() -> None:
    pinned = tomllib.loads((FONTS / "sources.toml").read_text(encoding="utf-8"))["face"]
    wanted = {f"{face['family'].replace(' ', '')}-{face['style']}.ttf": face["sha256"] for face in pinned}
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.ttf")} == wanted


def test_all_faces_have_truetype_outlines_without_layout_tables(theme: Theme, book: FontBook) -> None:
    for ident in theme.faces:
        face = book.face(ident)
        assert face.outlines == "glyf"
        assert not {"GSUB", "GPOS", "kern", "fpgm", "morx"} & set(face.hb_face.table_tags)


@pytest.mark.parametrize("ident", CORE)
def test_a_core_face_has_all_of_gb2312_and_the_usual_signs(book: FontBook, ident: str) -> None:
    face = book.face(ident)
    assert [char for char in sorted(gb2312() | set(MARKS + SIGNS)) if not face.has(char)] == []


def test_bold_faces_have_just_the_characters_of_their_regular_ones(book: FontBook) -> None:
    for family in ("song", "hei"):
        regular, bold = book.face(family).hb_face.unicodes, book.face(f"{family}-bold").hb_face.unicodes
        assert set(regular) == set(bold)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("bold", [False, True])
def test_every_family_draws_rare_characters_and_ticks(book: FontBook, family: str, bold: bool) -> None:
    assert [char for char in "𬭚㛃𠮷㐂龘" + TICKS if book.resolve(family, bold, char) is None] == []


def test_fallback_faces_serve_only_what_the_family_lacks(book: FontBook) -> None:
    served = {char: book.resolve("hei", True, char) for char in "标𬭚𠮷☑"}
    assert {char: face.id for char, face in served.items() if face} == {
        "标": "hei-bold",
        "𬭚": "hei-bold",
        "𠮷": "song-ext",
        "☑": "symbols",
    }


def test_nearly_every_unified_ideograph_and_all_of_extension_a_can_be_drawn(book: FontBook) -> None:
    codes = [*range(0x3400, 0x4DB6), *range(0x4E00, 0x9FF0)]
    assert len([code for code in codes if book.resolve("song", False, chr(code)) is None]) <= 5


def test_han_characters_are_one_em_wide_and_the_long_dash_is_known(book: FontBook) -> None:
    for ident in CORE:
        face = book.face(ident)
        assert {face.advance(char) for char in "标准一，。《》…"} == {1.0}
        assert face.advance("⸺") > 1.6
        assert -0.6 < face.descent < 0 < face.ascent < 1.3


def test_a_shared_glyph_means_the_character_that_chinese_text_uses(book: FontBook) -> None:
    song = book.face("song")
    for shared, meant in ("\u00a0 ", "➀①", "⼀一", "⋯…", "∕／", "\u2003\u3000", "标标"):
        assert song.gid(shared) == song.gid(meant)
        assert song.meaning(shared) == meant
        assert song.meaning(meant) == meant


def test_faces_open_only_when_they_are_used(theme: Theme) -> None:
    book = FontBook.load(with_face(theme, "nowhere.ttf"), TEMPLATES)
    assert book.resolve("song", False, "字") is book.face("song")
    with pytest.raises(ZhiyinError) as error:
        book.resolve("song", False, "☑")
    assert code_of(error) == "FONT-002"
    assert "faces.symbols.file" in str(error.value)
    assert "nowhere.ttf" in str(error.value)


def test_users_own_files_lie_anywhere_or_in_the_project(theme: Theme, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "own").mkdir()
    own = shutil.copy(FONTS / "ZhiyinSymbols-Regular.ttf", tmp_path / "own" / "mine.ttf")
    for file in (str(own), "own/mine.ttf"):
        book = FontBook.load(with_face(theme, file), tmp_path / "templates")
        assert book.face("symbols").has("☑")


def test_a_file_that_is_no_font_is_named(theme: Theme, tmp_path: Path) -> None:
    (tmp_path / "text.ttf").write_text("不是字体", encoding="utf-8")
    with pytest.raises(ZhiyinError) as error:
        FontBook.load(with_face(theme, str(tmp_path / "text.ttf")), TEMPLATES).face("symbols")
    assert code_of(error) == "FONT-002"
    assert "不是可用的字体" in str(error.value)


def test_a_font_that_is_cut_off_or_may_not_be_embedded_is_refused(theme: Theme, tmp_path: Path) -> None:
    whole = (FONTS / "ZhiyinSymbols-Regular.ttf").read_bytes()
    cut = tmp_path / "cut.ttf"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ZhiyinError, match=r"FONT-002 faces.symbols.file 所写的“.*cut.ttf”不(完整|是可用的字体)"):
        FontBook.load(with_face(theme, str(cut)), TEMPLATES).face("symbols")
    entry = whole.index(b"OS/2")  # tag, check sum, offset, length
    flags = int.from_bytes(whole[entry + 8 : entry + 12]) + 8
    (tmp_path / "own.ttf").write_bytes(whole[:flags] + b"\x00\x02" + whole[flags + 2 :])
    with pytest.raises(ZhiyinError, match=r"FONT-004 faces.symbols.file 所写的“.*own.ttf”的许可标志不允许嵌入"):
        FontBook.load(with_face(theme, str(tmp_path / "own.ttf")), TEMPLATES).face("symbols")


def test_an_unknown_face_or_family_is_answered_with_the_known_ones(book: FontBook) -> None:
    with pytest.raises(ZhiyinError, match="song-bold"):
        book.face("sung")
    with pytest.raises(ZhiyinError, match="kai") as error:
        book.resolve("lishu", False, "字")
    assert code_of(error) == "FONT-003"


def test_a_character_that_no_face_has_is_found_nowhere_in_the_chain(book: FontBook) -> None:
    assert [book.resolve("song", False, char) for char in (HIGHEST, "\ue000")] == [None, None]
    assert None not in [book.resolve("kai", True, char) for char in "标准𠮷"]


def test_a_face_answers_zero_for_what_it_lacks(book: FontBook) -> None:
    song: Face = book.face("song")
    assert song.gid(HIGHEST) == 0
    assert not song.has("𠮷")
