"""Figures: every kind drawn neatly from its description, the same words in Word and on the page."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
import segno
import yaml
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from generator.diagnostics import Source, ZhiyinError
from generator.document.drawing import Box, Drawing, DrawnText, Label, Matrix, Polyline, Shape
from generator.document.nodes import (
    Block,
    Cell,
    Diagram,
    DiagramItem,
    Document,
    Figure,
    List,
    ListItem,
    Meta,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
)
from generator.document.walk import all_blocks
from generator.figures import DRAWERS, draw
from generator.figures.modules import rectangles
from generator.figures.style import Type
from generator.figures.text import FontMeasure
from generator.layout.drawing import place_drawing
from generator.layout.fonts import FontBook
from generator.layout.placed import StructNode, TextRun
from generator.model.theme import Theme
from generator.word.drawing import NAMESPACES, drawing_run


def item(text: str, *children: DiagramItem, **attributes: str) -> DiagramItem:
    return DiagramItem(text, tuple(attributes.items()), children)


def diagram(kind: str, *items: DiagramItem, **attributes: str) -> Diagram:
    return Diagram(kind, items, tuple(attributes.items()))


STATE, CITY = "国家层面", "北京市层面"
PLATFORM = "全国标准信息公共服务平台"
WORKING_GROUPS = ["基础标准", "数据", "可信赖", "用例与应用", "人工智能计算方法和系统特征"]
GROUPS = [
    "基础",
    "芯片与系统",
    "算法与模型",
    "产品与服务",
    "可信赖",
    "计算机视觉",
    "知识图谱",
    "自动驾驶",
    "智能计算",
    "电力应用",
    "智慧家庭",
    "人形机器人",
    "开源",
    "科学智算",
    "医疗应用",
    "金融应用",
    "石油石化应用",
]

SAMPLES: dict[str, Diagram] = {
    "timeline": diagram(
        "timeline",
        item("《国家标准化发展纲要》", at="2021年10月", group=STATE),
        item("《企业标准化促进办法》", at="2023年8月", group=STATE),
        item("《新产业标准化领航工程实施方案（2023—2035年）》", at="2023年8月", group=STATE),
        item("《全球人工智能治理倡议》", at="2023年10月", group=STATE),
        item("《国家人工智能产业综合标准化体系建设指南（2024版）》", at="2024年7月", group=STATE),
        item("《首都标准化发展纲要2035》", at="2022年10月", group=CITY),
        item("《北京市标准创新型企业梯度培育管理实施细则（暂行）》", at="2024年5月", group=CITY),
        item("《北京市推动“人工智能+”行动计划（2024—2025年）》", at="2024年7月", group=CITY),
    ),
    "organisations": diagram(
        "organisations",
        item("国家标准化管理委员会", role="authority"),
        item("工业和信息化部", role="authority"),
        item(
            "信息技术",
            item(
                "人工智能分技术委员会",
                *(item(name) for name in WORKING_GROUPS),
                role="international",
                code="ISO/IEC JTC 1/SC 42",
                members="工作组（5 个）",
            ),
            role="international",
            code="ISO/IEC JTC 1",
        ),
        item(
            "全国信息技术标准化技术委员会",
            item(
                "全国信标委人工智能分委会",
                *(item(name) for name in GROUPS),
                role="committee",
                code="TC28/SC42",
                note="2020年成立",
                link="对口",
                members="工作／研究组（17 个）",
            ),
            role="committee",
            code="TC28",
            note="1983年成立",
            link="对口",
        ),
        item("国家人工智能标准化总体组", role="advisory", note="2018年成立"),
    ),
    "flow": diagram(
        "flow",
        item("公示并公开征集意向委员", actor=PLATFORM, note="筹建或换届公示期间"),
        item("进入“征集委员公示”", actor="全国专业标准化技术委员会信息公示系统"),
        item("实名注册并登录个人账号", actor="企业代表"),
        item("进入该分委会的委员征集通知界面"),
        item("点击“我要加入”"),
        item("填写个人相关信息"),
        item("提交申请"),
    ),
    "flow-long": diagram(
        "flow",
        item("向分委会秘书处提交有关材料申请", actor="符合委员任职资格条件的企业代表"),
        item("表决", actor="全体委员"),
        item("提出委员增补等调整建议", actor="分委会"),
        item("报国家标准化管理委员会予以调整"),
    ),
    "flow-three": diagram(
        "flow",
        item("打开 https://www.aiconntest.com/committee"),
        item("点击右上角“加入SC42”"),
        item("点击“申请加入”"),
    ),
    "lifecycle": diagram(
        "lifecycle",
        *(item(name, role="stage") for name in ["立项", "起草", "征求意见", "审查", "批准发布", "实施"]),
        item("提出强制性国家标准的立项建议", stages="立项", act="提出建议"),
        item("提出推荐性国家标准的立项建议", stages="立项", act="提出建议"),
        item("参与人工智能国家标准起草工作", stages="起草 征求意见 审查", act="参与起草"),
        item("在立项、征求意见、实施过程中提出意见和建议", stages="立项 征求意见 实施", act="提出意见"),
    ),
    "stages": diagram(
        "stages",
        item(
            "立项阶段",
            item("国家标准项目和外文版项目立项下达计划前，拟立项项目公开征求意见", label="何时"),
            item("全国标准信息公共服务平台", label="渠道"),
        ),
        item(
            "征求意见阶段",
            item("计划项目起草后形成征求意见稿，公开征求意见期间", label="何时"),
            item("全国标准信息公共服务平台；秘书处另通过全国信标委网站或公众号发出通知", label="渠道"),
        ),
        item(
            "实施阶段",
            item("现行国家标准实施中；国务院标准化行政主管部门接收社会各方意见建议并及时反馈", label="何时"),
            item("全国标准信息公共服务平台", label="渠道"),
        ),
        item("三个阶段使用同一账号：在全国标准信息公共服务平台实名注册并登录个人账号", role="common"),
    ),
    "card": diagram(
        "card",
        item("北京市发展和改革委员会；北京市经济和信息化局；北京市科委中关村管委会", label="发文机构"),
        item("京发改〔2024〕1081号", label="发文字号"),
        item("工业、交通/信息产业（含电信）", label="主题分类"),
        item("2024-07-18", label="成文日期"),
        item("2024-07-18", label="实施日期"),
        item("2024-07-26", label="发布日期"),
        item("—", label="废止日期"),
        title="《北京市推动“人工智能+”行动计划（2024—2025年）》",
        subtitle="北京市发展和改革委员会网站",
        badge="现行有效",
    ),
    "card-standard": diagram(
        "card",
        item("2025-02-28", label="发布日期"),
        item("2025-02-28", label="实施日期"),
        item("基础", label="标准类别"),
        item("L70", label="中国标准分类号"),
        item("35.240", label="国际标准分类号"),
        item("国家标准委", label="主管部门"),
        item("全国信息技术标准化技术委员会", label="归口单位"),
        item("全国信息技术标准化技术委员会人工智能分会", label="执行单位"),
        item(
            "中国电子技术标准化研究院、上海人工智能创新中心、华为云计算技术有限公司、蚂蚁科技集团股份有限公司、清华大学、中国科学院自动化研究所",
            label="起草单位",
        ),
        title="GB/T 45288.1-2025",
        subtitle="《人工智能 大模型 第1部分：通用要求》",
        badge="现行",
    ),
    "qr": diagram(
        "qr",
        item(PLATFORM, at="https://std.samr.gov.cn/"),
        item("国家标准全文公开系统", at="https://openstd.samr.gov.cn/bzgk/gb/"),
        item("人工智能标准化SC42公众号", note="微信公众号，在微信中搜索名称关注"),
        item("人工智能标准化总体组公众号", note="微信公众号，在微信中搜索名称关注"),
        item("人工智能互联互通开源评测平台", at="https://www.aiconntest.com"),
        item("人工智能系统性能基准工作组门户网站", at="https://www.aisbench.com"),
    ),
    "qr-one": diagram("qr", item("国家标准全文公开系统", at="https://openstd.samr.gov.cn/bzgk/gb/")),
}

TEMPLATES = Path(__file__).parents[1] / "templates"
GOLDEN = Path(__file__).with_name("figures.golden.txt")
WIDTH = 434.0
THEME = Theme.model_validate(yaml.safe_load((TEMPLATES / "theme.yaml").read_text(encoding="utf-8")))
FONTS = FontBook.load(THEME, TEMPLATES)
ROOM = 0.51
"""Text may reach this far beyond its box, in points: half of the thinnest line."""

kinds = pytest.mark.parametrize("name", SAMPLES)


def drawn(shown: Diagram, width: float = WIDTH) -> Drawing:
    return DRAWERS[shown.kind](shown, width, FontMeasure(FONTS))


def in_document(*blocks: Block) -> Document:
    return Document(Meta("图"), (Section("body", blocks),))


def frame(shape: Shape) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    if isinstance(shape, Polyline):
        xs, ys = [x for x, _ in shape.points], [y for _, y in shape.points]
        return min(xs), min(ys), max(xs), max(ys)
    wide, high = (shape.size, shape.size) if isinstance(shape, Matrix) else (shape.width, shape.height)
    return shape.x, shape.y, shape.x + wide, shape.y + high


def line_of(shape: Shape) -> str:
    """One shape on one line, in whole points: kind, frame, words."""
    kind = shape.form if isinstance(shape, Box) else type(shape).__name__.lower()
    if isinstance(shape, Polyline):
        return f"{'arrow' if shape.arrow else 'line'} " + " ".join(f"{x:.0f},{y:.0f}" for x, y in shape.points)
    left, top, right, bottom = frame(shape)
    words = shape.data if isinstance(shape, Matrix) else " / ".join(line.text for line in shape.lines)
    return f"{kind} {left:.0f},{top:.0f} {right - left:.0f}x{bottom - top:.0f} {words}".rstrip()


def dump() -> str:
    out: list[str] = []
    for name, shown in SAMPLES.items():
        drawing = drawn(shown)
        out.append(f"{name} {drawing.width:.0f}x{drawing.height:.0f}")
        out.extend("  " + line_of(shape) for shape in drawing.shapes)
    return "\n".join(out) + "\n"


def test_every_kind_draws_as_it_was_last_approved() -> None:
    assert dump() == GOLDEN.read_text(encoding="utf-8")


@kinds
def test_a_drawing_says_every_word_of_its_description_and_nothing_else(name: str) -> None:
    def words(items: Iterable[DiagramItem]) -> Iterable[str]:
        for member in items:
            yield member.text
            unsaid = {"role", "stages", "group", "wide", "at" if shown.kind not in ("qr", "timeline") else ""}
            yield from (value for key, value in member.attributes if key not in unsaid)
            yield from words(member.children)

    shown = SAMPLES[name]
    said = "".join(drawn(shown).text.split())
    wanted = ["".join(word.split()) for word in [*words(shown.items), *(value for _, value in shown.attributes)]]
    assert [word for word in wanted if word not in said] == []
    assert set(said) <= set("".join(wanted)) | set(STATE + CITY + "123456789")


@kinds
def test_boxes_stand_apart_or_one_inside_the_other_and_all_in_the_frame(name: str) -> None:
    drawing = drawn(SAMPLES[name])
    frames = [frame(shape) for shape in drawing.shapes if not isinstance(shape, Polyline)]
    for left, top, right, bottom in map(frame, drawing.shapes):
        assert -0.01 <= left <= right <= drawing.width + 0.01
        assert -0.01 <= top <= bottom <= drawing.height + 0.01
    for a, b in combinations(frames, 2):
        apart = a[2] <= b[0] + 0.01 or b[2] <= a[0] + 0.01 or a[3] <= b[1] + 0.01 or b[3] <= a[1] + 0.01
        assert apart or inside(a, b) or inside(b, a), (a, b)


def inside(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] >= b[0] - 0.01 and a[1] >= b[1] - 0.01 and a[2] <= b[2] + 0.01 and a[3] <= b[3] + 0.01


@kinds
def test_text_stays_inside_its_box_and_has_its_measured_width(name: str) -> None:
    measure = FontMeasure(FONTS)
    for shape in drawn(SAMPLES[name]).shapes:
        if isinstance(shape, Box | Label):
            left, top, right, bottom = frame(shape)
            for line in shape.lines:
                assert left - ROOM <= line.x <= line.x + line.width <= right + ROOM, line.text
                assert top - ROOM <= line.y - 0.88 * line.size <= line.y + 0.12 * line.size <= bottom + ROOM, line.text
                assert line.width == pytest.approx(
                    measure.width(line.text, Type(line.size, 0, line.bold, family=line.family))
                )


@kinds
def test_lines_never_run_through_text(name: str) -> None:
    drawing = drawn(SAMPLES[name])
    for at, shape in enumerate(drawing.shapes):
        if isinstance(shape, Polyline):
            for later, other in enumerate(drawing.shapes):
                if isinstance(other, Box | Label) and other.lines and later < at:
                    for line in other.lines:
                        assert not crosses(shape, line), (shape, line.text)


def crosses(path: Polyline, line: DrawnText) -> bool:
    box = (line.x + 0.5, line.y - 0.7 * line.size, line.x + line.width - 0.5, line.y)
    for (x1, y1), (x2, y2) in pairwise(path.points):
        if max(x1, x2) > box[0] and min(x1, x2) < box[2] and max(y1, y2) > box[1] and min(y1, y2) < box[3]:
            return True
    return False


def test_time_runs_downwards_whatever_the_order_of_the_items() -> None:
    items = [item(at, at=at) for at in ("2024年7月", "2021年10月", "2024-07-18", "某年", "2023年8月")]
    drawing = drawn(diagram("timeline", *items))
    cards = [shape for shape in drawing.shapes if isinstance(shape, Box) and shape.form == "rect" and shape.lines]
    order = ["2021年10月", "2023年8月", "2024年7月", "2024-07-18", "某年"]
    assert [card.lines[0].text for card in sorted(cards, key=lambda card: card.y)] == order


@kinds
def test_qr_symbols_are_what_segno_makes_with_a_quiet_zone_of_four_modules(name: str) -> None:
    drawing = drawn(SAMPLES[name])
    for symbol in (shape for shape in drawing.shapes if isinstance(shape, Matrix)):
        code = segno.make(symbol.data, error="m", micro=False)
        assert symbol.rows == tuple(tuple(map(bool, row)) for row in code.matrix)
        painted = [[False] * len(symbol.rows) for _ in symbol.rows]
        for column, row, wide, high in rectangles(symbol.rows):
            for y in range(row, row + high):
                for x in range(column, column + wide):
                    assert not painted[y][x]
                    painted[y][x] = True
        assert tuple(map(tuple, painted)) == symbol.rows
        quiet = 4 * symbol.size / len(symbol.rows) - 0.01
        left, top, right, bottom = frame(symbol)
        zone = (left - quiet, top - quiet, right + quiet, bottom + quiet)
        others = [frame(shape) for shape in drawing.shapes if shape is not symbol]
        assert all(
            inside(zone, o) or o[2] <= zone[0] or o[0] >= zone[2] or o[3] <= zone[1] or o[1] >= zone[3] for o in others
        )


texts = st.text(alphabet="人工智能标准化，。（）《》“”AB12 -/.:", max_size=60)
members = st.recursive(
    st.builds(
        item,
        texts,
        at=texts,
        group=texts,
        role=st.sampled_from(["", "authority", "committee", "international", "advisory", "common"]),
        label=texts,
        note=texts,
        actor=texts,
        code=texts,
        members=texts,
    ),
    lambda inner: st.builds(
        lambda text, below: item(text, *below, role="committee"), texts, st.lists(inner, max_size=4)
    ),
    max_leaves=8,
)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.sampled_from(sorted(DRAWERS)), st.lists(members, max_size=9))
def test_any_description_is_drawn_within_its_width(kind: str, items: list[DiagramItem]) -> None:
    if kind == "qr":
        items = [item(member.text, note=member.get("note")) for member in items]
    drawing = drawn(diagram(kind, *items))
    assert drawing.height >= 0
    for shape in drawing.shapes:
        left, top, right, bottom = frame(shape)
        assert left >= -0.01
        assert right <= WIDTH + 0.01
        assert top >= -0.01
        assert bottom <= drawing.height + 0.01


def test_words_stay_whole_where_the_column_has_room_for_them_and_break_where_not() -> None:
    measure = FontMeasure(FONTS)
    assert measure.lines("人工智能标准化公众号", Type(10, 14), 65.0) == ["人工智能", "标准化公众号"]
    assert measure.lines("征求意见", Type(10, 14), 25.0) == ["征求", "意见"]


def test_figures_are_drawn_wherever_they_stand_and_other_nodes_stay_the_same_objects() -> None:
    figure = Figure(SAMPLES["qr-one"], "二维码")
    plain = Paragraph((Text("文"),))
    quiet = Table((1.0,), (Row((Cell((plain,)),)),))
    deep = Table((1.0, 2.0), (Row((Cell((plain,)), Cell((List((ListItem((plain, figure)),)),)))),))
    document = in_document(plain, quiet, deep, figure)
    after = draw(document, THEME, FONTS)
    blocks = after.sections[0].blocks
    assert blocks[0] is plain
    assert blocks[1] is quiet
    assert [f.drawing is not None for f in all_blocks(after) if isinstance(f, Figure)] == [True, True]
    inner = next(f.drawing for f in all_blocks(after) if isinstance(f, Figure))
    assert inner is not None
    assert inner.width < WIDTH * 2 / 3
    assert draw(in_document(plain), THEME, FONTS).sections[0].blocks[0] is plain


def test_wrong_figures_are_reported_together_with_their_places_and_remedies() -> None:
    tall = Figure(
        diagram("flow", *(item("步骤") for _ in range(99)), columns="1"), "很高的图", source=Source("a.j2", 3)
    )
    odd = Figure(diagram("timelime"), "", source=Source("a.j2", 9))
    astray = Figure(
        diagram("lifecycle", item("立项", role="stage"), item("路径", stages="复审")), "", source=Source("a.j2", 12)
    )
    with pytest.raises(ZhiyinError) as caught:
        draw(in_document(tall, odd, astray), THEME, FONTS)
    found = caught.value.diagnostics
    assert [(d.code, d.source and d.source.line) for d in found] == [("FIG-002", 3), ("FIG-001", 9), ("FIG-003", 12)]
    assert found[1].hint == "是否想写“timeline”？"
    assert "复审" in found[2].message


@kinds
def test_placed_items_carry_the_same_words_on_the_same_places(name: str) -> None:
    drawing = drawn(SAMPLES[name])
    owner = StructNode("Figure")
    items = place_drawing(drawing, 100.0, 50.0, owner, FONTS, THEME)
    runs = [found for found in items if isinstance(found, TextRun)]
    assert squeezed("".join(run.actual or run.text for run in runs)) == squeezed(drawing.text)
    assert all(run.owner is owner and len(run.text) == len(run.advances) for run in runs)
    assert all(100.0 <= run.x <= run.x + sum(run.advances) <= 100.0 + WIDTH + ROOM for run in runs)


def squeezed(text: str) -> str:
    return "".join(text.split())


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@kinds
def test_word_gets_one_run_of_native_shapes_with_the_same_lines_and_its_own_ids(name: str) -> None:
    drawing = drawn(SAMPLES[name])
    run = drawing_run(drawing, THEME, shape_id=1001, name="图 <1>", alt='说"明" & 更多')
    root = ElementTree.fromstring(f"<w:p {NAMESPACES}>{run}</w:p>")
    paragraphs = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p") if p is not root]
    assert paragraphs == drawing.text.split("\n")
    ids = [int(e.get("id", "0")) for e in root.iter() if e.tag.rpartition("}")[2] in ("docPr", "cNvPr")]
    assert ids == list(range(1001, 1002 + len(drawing.shapes)))
    assert next(e for e in root.iter() if e.tag.endswith("}docPr")).get("descr") == '说"明" & 更多'


def test_word_finds_nothing_wrong_with_the_shapes(tmp_path: Path) -> None:
    runs = "".join(
        f"<w:p>{drawing_run(drawn(shown), THEME, shape_id=1 + 1000 * i, name=name, alt=name)}</w:p>"
        for i, (name, shown) in enumerate(SAMPLES.items())
    )
    document = docx.Document()
    body = parse_xml(f"<w:body {NAMESPACES}>{runs}</w:body>")
    for paragraph in list(body):
        document.element.body.insert(0, paragraph)
    document.save(str(tmp_path / "figures.docx"))
    result = OpenXmlValidator().validate(str(tmp_path / "figures.docx"))
    assert [str(error) for error in result.errors if "/word/document.xml" in str(error)] == []


if __name__ == "__main__":  # approve what is drawn now: python -m tests.test_figures
    GOLDEN.write_text(dump(), encoding="utf-8")


@pytest.mark.parametrize("name", SAMPLES)
def test_shapes_reach_all_edges_for_word_processors_stretch_a_group_that_is_narrower_than_said(name: str) -> None:
    drawing = drawn(SAMPLES[name])
    frames = [frame(shape) for shape in drawing.shapes]
    assert min(left for left, *_ in frames) <= 2
    assert min(top for _, top, *_ in frames) <= 2
    assert max(right for _, _, right, _ in frames) >= drawing.width - 2
    assert max(bottom for *_, bottom in frames) >= drawing.height - 2


def test_attributes_that_a_kind_does_not_know_and_addresses_too_long_for_a_code_are_told() -> None:
    slip = diagram("timeline", item("《国家标准化发展纲要》", att="2021年10月"), colums="2")
    endless = diagram("qr", item("平台", at="https://a.example/" + "a" * 3000))
    figures = [Figure(shown, "图", source=Source("t.xml.j2", line)) for line, shown in ((3, slip), (9, endless))]
    with pytest.raises(ZhiyinError) as error:
        draw(in_document(*figures), THEME, FONTS)
    told = [f"{d.source} {d.code} {d.message} {d.hint}" for d in error.value.diagnostics]
    assert "t.xml.j2:3 FIG-006 图种“timeline”的 <item> 没有属性 att 是否想写“at”？" in told
    assert "t.xml.j2:3 FIG-006 图种“timeline”的 <diagram> 没有属性 colums 可用：没有" in told
    assert any(line.startswith("t.xml.j2:9 FIG-005 网址“https://a.example/") for line in told)


def test_a_group_with_a_long_name_has_a_higher_row_and_leaves_the_other_rows_as_they_are() -> None:
    long = "面向重点行业的大模型与智能体应用技术及其产业协作推广的标准化研究工作组" * 2
    committee = item("分委会", *(item(name) for name in (*GROUPS[:-1], long)), role="committee")
    usual = item("分委会", *(item(name) for name in GROUPS), role="committee")
    with_long, without = (drawn(diagram("organisations", each)) for each in (committee, usual))
    heights = [
        {"".join(line.text for line in shape.lines): shape.height for shape in drawing.shapes if isinstance(shape, Box)}
        for drawing in (with_long, without)
    ]
    assert heights[0][long] > 3 * heights[1][GROUPS[-1]]
    assert heights[0][GROUPS[0]] == heights[1][GROUPS[0]]
    assert draw(in_document(Figure(diagram("organisations", committee), "图")), THEME, FONTS)
