"""Lines set for tests, on a font of plain widths; and the strategies that make up their text."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import settings
from hypothesis import strategies as st

from generator.document.nodes import Align
from generator.layout.text import Line, Piece, set_paragraph
from generator.layout.text.metrics import FaceLike, FontsLike
from generator.model.theme import LineBreaking

EM = 10.0
NO_START = "）》〉」』】〕］｝”’，、；：。．！？％‰℃·…—～"
NO_END = "（《〈「『【〔［｛“‘￥№"
_TOKENS = (
    "GB/T 45288.1-2025|GB/T 1.1—2020|ISO/IEC TR 24028:2020|IEEE Std 7000-2021|20231234-T-469|ITU-T Y.3172|"
    "JTC 1/SC 42|SC 42/WG 5|TC28/SC42|"
    "2025年3月|2024年7月18日|2024 年 7 月 18 日|2023—2035年|2025年1—6月|二〇二五年三月十五日|2024-07-18|14:30|"
    "17.65%|0.5‰|34项|22家|14磅|10余家|1 000 万元|1,234.56元|30个工作日|3至5年|5 kg|156 mm|3.5 GB/s|20 ℃|"
    "010-64102855|010-64102855转8001|（010）64102855|+86 10 6410 2855|400-650-6190|"
    "第十条|第16次|第12部分|〔2024〕1081号|〔2023〕118号|图 2|附录 A|don’t|e-mail|Type-C"
)
_WORDS = (
    "标|准化|人工智能|分技术委员会|北京市重点产业企业|《国家标准化发展纲要》|“领跑者”|（含电信）|"
    "，|。|、|；|：|！|？|——|……|·|％|（|）|—|～|－|………|———|ＡＩ|１２|AISBench|ISO/IEC | |a b|AI|￥|"
    "https://std.samr.gov.cn/|service@example.com|https://openstd.samr.gov.cn/bzgk/gb/?a=1&b=2_c-d"
)
TOKENS, WORDS = _TOKENS.split("|"), _WORDS.split("|")


@dataclass(frozen=True)
class FakeFace:
    id: str
    lacks: frozenset[str] = frozenset()

    def advance(self, char: str) -> float:
        if char == "⸺":
            return 1.7
        if self.id == "kai" and char in "“”‘’":
            return 0.35
        return 1.0 if ord(char) > 0x2000 else 0.33 if char == "·" else 0.25 if char == " " else 0.5

    def has(self, char: str) -> bool:
        return char not in self.lacks


@dataclass(eq=False)
class FakeFonts:
    """One em for Chinese, half an em for Latin; rare characters fall back; emoji are nowhere."""

    faces: dict[str, FakeFace] = field(default_factory=lambda: {"song": FakeFace("song"), "kai": FakeFace("kai")})

    def resolve(self, family: str, bold: bool, char: str) -> FaceLike | None:
        if 0x1F000 <= ord(char) <= 0x1FAFF:
            return None
        if char == "\u2009":
            return None
        return FakeFace("ext") if 0x3400 <= ord(char) < 0x4E00 else self.faces[family]


FONTS: FontsLike = FakeFonts()


def pieces(text: str) -> list[Piece]:
    return [Piece(text, "song", False, EM)]


def setting(
    text: str, ems: float, indent: float = 0, align: Align = "justify", mode: LineBreaking = "optimal"
) -> list[Line]:
    return set_paragraph(pieces(text), FONTS, ems * EM, indent=indent * EM, align=align, mode=mode)


def said(line: Line) -> str:
    return "".join(run.actual or run.text for run in line.runs)


def texts(lines: list[Line]) -> list[str]:
    return [said(line) for line in lines]


def right(line: Line) -> float:
    return max((run.x + sum(run.advances) for run in line.runs), default=0.0)


def line_ends(text: str, lines: list[Line]) -> list[int]:
    """Where in ``text`` each line ends; fails when a character was lost, added or moved."""
    at, ends = 0, []
    for line in lines:
        while text[at : at + 1] in (" ", "\n", "\u3000") and not text.startswith(said(line) or "\0", at):
            at += 1
        assert text.startswith(said(line), at), (text[at:], said(line))
        at += len(said(line))
        ends.append(at)
    assert not text[at:].strip(" \n\u3000")
    return ends


prose = st.lists(st.sampled_from(WORDS + TOKENS + WORDS[:6]), min_size=1, max_size=60).map("".join)
fillers = st.lists(
    st.sampled_from(["标准", "人工智能", "委员会", "，", "、", "（含电信）", "“领跑者”"]), max_size=30
).map(lambda words: "".join(words) + "采用的")
"""Chinese without figures, ending in Han, so that what is put behind it stands alone."""
modes = st.sampled_from(["optimal", "greedy"])
aligns = st.sampled_from(["justify", "left", "center", "right", "distribute"])
relaxed = settings(max_examples=200, deadline=None, derandomize=True)
