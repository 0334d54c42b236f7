"""Pages of laid-out documents: what stays together, what repeats, where base lines lie; and bad input on pages."""

from __future__ import annotations

import pytest

from generator.build.guide import Prepared, prepare
from generator.build.specimen import prepare_specimen
from generator.diagnostics import ZhiyinError
from generator.document.drawing import Drawing
from generator.document.nodes import (
    Block,
    Cell,
    Diagram,
    Document,
    Figure,
    Heading,
    List,
    ListItem,
    Meta,
    PageBreak,
    Paragraph,
    Row,
    Section,
    Spacer,
    Table,
    Text,
    Toc,
)
from generator.document.numbering import number
from generator.document.walk import words_of
from generator.layout.pages import layout
from generator.layout.placed import LaidOut, Rule, TextRun
from generator.layout.setting import baseline
from tests.laid import (
    INVISIBLE,
    ROOT,
    assert_inside,
    assert_no_boxes,
    fonts,
    lay,
    lay_blocks,
    lay_markup,
    lines_on,
    runs_of,
    spoken,
    squeeze,
    theme,
    visible,
    words_on,
)
from tests.laid import within as inside

LINE = 25.5
FULL = "甲" * 31
"""Characters of a full line of body text, the first line's indent left aside."""


@pytest.fixture(scope="module", params=["guide", "specimen"])
def made(request: pytest.FixtureRequest) -> Prepared:
    return prepare(ROOT, lambda _: None) if request.param == "guide" else prepare_specimen(ROOT)


def body(lines: int, text: str = "甲") -> Paragraph:
    """A paragraph of exactly ``lines`` lines of body text."""
    return Paragraph((Text(text * (31 * lines - 5)),))


def cell(text: str, **more: int | bool) -> Cell:
    return Cell((Paragraph((Text(text),), "cell"),), **more)  # type: ignore[arg-type]


def table(rows: int, *, caption: str = "", head: bool = True) -> Table:
    first = (Row((cell("表头甲", head=True), cell("表头乙", head=True)), head=True),) if head else ()
    rest = tuple(Row((cell(f"第{i}行"), cell("文字"))) for i in range(rows))
    return Table((1, 1), first + rest, caption=(Text(caption),) if caption else (), id="t")


def counts(laid: LaidOut) -> list[int]:
    return [len(lines_on(page)) for page in laid.pages]


# ------------------------------------------------------------ paragraphs and headings


@pytest.mark.parametrize("before", range(20, 26))
def test_a_paragraph_leaves_at_least_two_lines_on_either_page(before: int) -> None:
    _, laid = lay_blocks(*(body(1, "乙") for _ in range(before)), body(5))
    parts = [sum(text.startswith("甲甲") for _, text in lines_on(page)) for page in laid.pages]
    assert sum(parts) == 5
    assert all(part != 1 for part in parts)


@pytest.mark.parametrize("before", range(18, 26))
def test_a_heading_has_two_lines_of_text_below_it(before: int) -> None:
    heading = Heading(2, (Text("题"),), "h")
    _, laid = lay_blocks(*(body(1, "乙") for _ in range(before)), heading, body(1), body(4))
    for page in laid.pages:
        texts = [text for _, text in lines_on(page)]
        if "（一）题" in texts:
            assert len(texts) - texts.index("（一）题") > 2


def test_a_section_of_one_line_may_end_a_page() -> None:
    sections = [block for i in range(3) for block in (Heading(2, (Text(f"题{i}"),), f"h{i}"), body(1))]
    _, laid = lay_blocks(*(body(1, "乙") for _ in range(20)), *sections)
    first = words_on(laid.pages[0])
    assert "题0" in first
    assert "题1" not in first


@pytest.mark.parametrize("before", range(14, 26))
def test_caption_head_and_first_row_of_a_table_stay_together(before: int) -> None:
    _, laid = lay_blocks(*(body(1, "乙") for _ in range(before)), table(3, caption="题名"))
    pages = [words_on(page) for page in laid.pages]
    page = next(words for words in pages if "题名" in words)
    assert "题名表头甲表头乙第0行" in page


@pytest.mark.parametrize("before", range(16, 26))
def test_a_small_table_stays_on_one_page(before: int) -> None:
    _, laid = lay_blocks(*(body(1, "乙") for _ in range(before)), table(4, head=False), body(2))
    assert sum("行" in words_on(page) for page in laid.pages) == 1


@pytest.mark.parametrize("splits", [False, True])
@pytest.mark.parametrize("before", range(8, 26))
def test_the_last_row_of_a_table_does_not_stand_alone_on_a_page(before: int, splits: bool) -> None:
    lines = "文" * 80  # four lines, which may part
    rows = tuple(Row((cell(f"第{i}行"), cell(lines if i == 6 else "文字")), splits=splits) for i in range(8))
    _, laid = lay_blocks(*(body(1, "乙") for _ in range(before)), Table((1, 1), rows))
    (page,) = [words for words in map(words_on, laid.pages) if "第7行" in words]
    assert f"第6行{lines}第7行" in page


def test_a_high_row_does_not_come_along_with_the_last_of_its_table() -> None:
    rows = (*table(4, head=False).rows, Row((cell("签"), cell("文字")), min_height=120), Row((cell("末"), cell("行"))))
    _, laid = lay_blocks(*(body(1, "乙") for _ in range(16)), Table((1, 1), rows))
    assert [("签" in words, "末" in words) for words in map(words_on, laid.pages)] == [(True, False), (False, True)]


@pytest.mark.parametrize("before", [0, 9, 18, 21, 23])
def test_a_figure_and_its_caption_stay_together(before: int) -> None:
    diagram = '<diagram kind="flow"><item>甲步</item><item>乙步</item></diagram>'
    figure = f'<figure alt="图">{diagram}<caption>题名</caption></figure>'
    _, laid = lay_markup("<p>乙</p>" * before + figure)
    page = next(words_on(page) for page in laid.pages if "题名" in words_on(page))
    assert "乙步" in page


# ------------------------------------------------------------ tables


def test_tables_end_pages_between_rows_and_repeat_their_heads_for_the_eye_only() -> None:
    document, laid = lay_blocks(table(90, caption="题名"))
    assert len(laid.pages) > 3
    for page in laid.pages:
        assert words_on(page, artifacts=True).count("表头甲表头乙") == 1
    assert spoken(laid) == words_of(document)
    assert sum(words_on(page).count("表头甲") for page in laid.pages) == 1


@pytest.mark.parametrize("length", [1200, 5000])
def test_a_row_higher_than_three_quarters_of_a_page_parts_between_lines(length: int) -> None:
    rows = (Row((cell("左"), cell("长" * length))), Row((cell("末"), cell("行"))))
    document, laid = lay_blocks(body(3), Table((1, 3), rows))
    assert spoken(laid) == words_of(document)
    for page in laid.pages[:-1]:
        assert max(y for y, _ in lines_on(page)) > theme().page.top + theme().page.depth - 3 * LINE
    parts = [
        sum(set(text) == {"长"} or text == "左" + "长" * (len(text) - 1) for _, text in lines_on(p)) for p in laid.pages
    ]
    assert all(part != 1 for part in parts)


@pytest.mark.parametrize("before", range(8, 20))
def test_a_paragraph_within_a_row_leaves_at_least_two_lines_on_either_page(before: int) -> None:
    texts = Cell(tuple(Paragraph((Text(char * 25 * 4),), "cell") for char in "甲乙丙丁戊己"))
    _, laid = lay_blocks(
        *(body(1, "子") for _ in range(before)), Table((1, 3), (Row((cell("左"), texts), splits=True),))
    )
    for char in "甲乙丙丁戊己":
        parts = [sum(char in text for _, text in lines_on(page)) for page in laid.pages]
        assert 1 not in parts, parts


def test_a_row_that_may_split_does_so_wherever_the_page_ends() -> None:
    rows = (Row((cell("左"), cell("长" * 300)), splits=True),)
    _, laid = lay_blocks(body(20), Table((1, 3), rows))
    assert "左" in words_on(laid.pages[0])
    assert len(laid.pages) == 2


@pytest.mark.parametrize("heads", [False, True])
def test_a_row_that_goes_on_over_a_page_keeps_its_padding_and_its_rules_at_the_cut(heads: bool) -> None:
    head = (Row((cell("栏", head=True), cell("目", head=True)), head=True),) if heads else ()
    _, laid = lay_blocks(body(18), Table((1, 3), (*head, Row((cell("左"), cell("长" * 900)), splits=True))))
    style, grid = theme().styles["cell"], theme().tables["grid"]
    for page in laid.pages[:2]:
        long = [item for item in page.items if isinstance(item, TextRun) and item.text[0] == "长"]
        levels = sorted(
            {item.y1 for item in page.items if isinstance(item, Rule) and item.y1 == item.y2 and item.owner is None}
        )
        top, foot = (
            min(run.y for run in long) - baseline(style),
            max(run.y for run in long) + style.line - baseline(style),
        )
        assert max(level for level in levels if level < top + 1) == pytest.approx(top - grid.pad_y)
        assert min(level for level in levels if level > foot - 1) == pytest.approx(foot + grid.pad_y)


def test_a_row_that_goes_on_keeps_its_margin_and_shows_its_label_again() -> None:
    rows = (Row((cell("签", head=True), cell("长" * 300)), splits=True),)
    _, laid = lay_blocks(body(20), Table((1, 3), rows, style="grid"))
    first = min(y for y, _ in lines_on(laid.pages[1]))
    style = theme().styles["cell"]
    assert first == pytest.approx(theme().page.top + theme().tables["grid"].pad_y + baseline(style), abs=0.01)
    assert "签" in words_on(laid.pages[1], artifacts=True)
    assert "签" not in words_on(laid.pages[1])


def test_rows_under_a_cell_that_spans_more_than_a_page_part_between_rows() -> None:
    rows = [Row((cell("标签", rowspan=100), cell("首行")))] + [Row((cell(f"行{i}"),)) for i in range(99)]
    document, laid = lay_blocks(Table((1, 3), tuple(rows)))
    assert spoken(laid) == words_of(document)
    assert len(laid.pages) == 4
    assert_inside(laid)


def test_the_outer_rules_enclose_the_whole_table_beside_spans() -> None:
    rows = (Row((cell("甲"), cell("乙", rowspan=2))), Row((cell("丙"),)))
    _, laid = lay_blocks(Table((1, 1), rows))
    page = theme().page
    rules = [item for item in laid.pages[0].items if isinstance(item, Rule)]
    outer = [rule for rule in rules if rule.width == theme().tables["grid"].outer]
    xs = {round(x, 1) for rule in outer for x in (rule.x1, rule.x2)}
    assert xs == {round(page.left, 1), round(page.left + page.measure, 1)}


# ------------------------------------------------------------ furniture and grid


def test_body_text_stands_on_the_grid_of_every_page(made: Prepared) -> None:
    """Facing pages align: whatever stands above, running text returns to the lines of the grid."""
    page, style = made.theme.page, made.theme.styles["body"]
    off = []
    for at, sheet in enumerate(made.laid.pages):
        section = made.document.sections[sheet.section]
        if section.kind not in {"body", "annex"}:
            continue
        top = page.area(section.landscape).top
        for run in runs_of(sheet):
            if run.size == style.size and not any(inside(run.owner, role) for role in ("Table", "Figure")):
                phase = (run.y - top - baseline(style)) % page.grid
                if min(phase, page.grid - phase) > 0.05:
                    off.append((at, run.text, round(phase, 2)))
    assert not off


def test_text_below_a_note_returns_to_the_grid() -> None:
    _, laid = lay_blocks(body(1), Paragraph((Text("说明"),), "note"), body(2))
    ys = [y for y, text in lines_on(laid.pages[0]) if "甲" in text]
    assert all(abs((y - ys[0]) / LINE - round((y - ys[0]) / LINE)) < 0.01 for y in ys)


def test_running_heads_name_the_chapter_that_the_page_stands_in(made: Prepared) -> None:
    for sheet in made.laid.pages:
        section = made.document.sections[sheet.section]
        texts = [run.text for run in sheet.items if isinstance(run, TextRun) and run.owner is None and run.y < 80]
        assert bool(texts) == bool(section.header)
    chapters = [text for text in spoken_heads(made) if text]
    assert len(dict.fromkeys(chapters)) >= 4


def spoken_heads(made: Prepared) -> list[str]:
    return [
        squeeze("".join(i.text for i in page.items if isinstance(i, TextRun) and i.owner is None and i.y < 80))
        for page in made.laid.pages
    ]


def test_folios_stand_between_dashes_at_the_outer_side_and_not_before_the_body(made: Prepared) -> None:
    for sheet in made.laid.pages:
        section = made.document.sections[sheet.section]
        area = made.theme.page.area(section.landscape)
        low = [i for i in sheet.items if isinstance(i, TextRun) and i.owner is None and i.y > area.top + area.depth]
        folio = "".join(i.text for i in low)
        if section.folio == "none":
            assert folio == sheet.folio == ""
            continue
        assert folio == f"— {sheet.folio} —"
        middle = area.left + area.measure / 2
        odd = section.folio == "roman" or int(sheet.folio) % 2 == 1
        assert (low[0].x > middle) == odd


# ------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    ("text", "named"),
    [("好😀", "U+1F600"), ("ภาษา", "U+0E20"), ("العربية", "U+0627"), ("甲\ue000", "U+E000"), ("q\u0301", "U+0301")],
)
def test_what_no_face_has_is_refused_by_name_and_place(text: str, named: str) -> None:
    body = f'<table columns="1"><tr tpl="templates/x.xml.j2:7"><td>{text}</td></tr></table>'
    with pytest.raises(ZhiyinError) as refused:
        lay_markup(body)
    found = [item for item in refused.value.diagnostics if named in item.message]
    assert [item.code for item in found] == ["FONT-001"]
    assert str(found[0].source) == "templates/x.xml.j2:7"


@pytest.mark.parametrize("text", [f"甲{INVISIBLE}乙", "\u202e甲乙", "甲\u200b" * 400, "\ufeff"])
def test_controls_and_zero_width_characters_lose_nothing_and_draw_no_box(text: str) -> None:
    document, laid = lay_blocks(Paragraph((Text(text),)))
    assert visible(spoken(laid)) == visible(words_of(document))
    assert_inside(laid)
    assert_no_boxes(laid)


def test_letters_with_accents_of_their_own_are_drawn_and_said() -> None:
    document, laid = lay_blocks(Paragraph((Text("甲cafe\u0301乙"),)))
    assert spoken(laid) == words_of(document) == "甲cafe\u0301乙"
    assert_no_boxes(laid)


@pytest.mark.parametrize("char", ["中", "a", "。", "（", "—", "0", "\u200b"])
@pytest.mark.parametrize("in_cell", [False, True])
def test_a_hundred_thousand_characters_without_a_break_are_set_whole(char: str, in_cell: bool) -> None:
    text = char * 100_000
    block: Block = Paragraph((Text(text),))
    if in_cell:
        block = Table((1, 9), (Row((cell("头"), cell(text))),))
    document, laid = lay_blocks(block)
    assert visible(spoken(laid)) == visible(words_of(document))
    for sheet in laid.pages:
        assert all(run.y < theme().page.top + theme().page.depth for run in runs_of(sheet))


def test_a_table_of_three_thousand_rows_is_set() -> None:
    document, laid = lay_blocks(table(3000))
    assert spoken(laid) == words_of(document)
    assert len(laid.pages) > 100


SPANNED = '<tr><td rowspan="2">{}</td><td>甲</td></tr><tr><td>乙</td></tr>'
OVERLAP = '<tr><td>甲</td><td rowspan="2">乙</td></tr><tr><td colspan="2">丙</td></tr>'
STEP = '<figure alt="窄"><diagram kind="flow"><item>甲步</item><item>乙步</item></diagram></figure>'
STAGES = f'<figure alt="宽"><diagram kind="stages">{"<item>阶段</item>" * 30}</diagram></figure>'
WIDE = "".join(f'<item actor="甲">{"步" * 300}</item>' for _ in range(9))


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        (f'<figure alt="高"><diagram kind="flow">{WIDE}</diagram></figure>', "FIG-002"),
        (STAGES, "FIG-004"),
        (f'<table columns="1,8"><tr><td>{STEP}</td><td>乙</td></tr></table>', "FIG-004"),
        ('<table columns="1"><tr height="2000"><td>甲</td></tr></table>', "LAY-001"),
        (f'<table columns="1,1">{SPANNED.format("长" * 9000)}</table>', "LAY-001"),
        ('<table columns="1"></table>', "LAY-002"),
        ('<table columns="0,0"><tr><td>甲</td></tr></table>', "LAY-002"),
        ('<table columns="1"><tr><td>甲</td><td>乙</td></tr></table>', "LAY-002"),
        (f'<table columns="1,1">{OVERLAP}</table>', "LAY-002"),
        ('<table columns="1,99"><tr><td>甲</td><td>乙</td></tr></table>', "LAY-003"),
        ("<ul><li>" * 40 + "底" + "</li></ul>" * 40, "LAY-003"),
        ('<p style="nope">甲</p>', "STY-001"),
        ('<table columns="1" style="nope"><tr><td>甲</td></tr></table>', "STY-001"),
    ],
)  # fmt: skip
def test_what_cannot_be_set_is_refused_by_name_and_line(markup: str, code: str) -> None:
    with pytest.raises(ZhiyinError) as refused:
        lay_markup(markup)
    assert [item.code for item in refused.value.diagnostics] == [code]
    assert refused.value.diagnostics[0].source is not None


def test_a_figure_wider_than_the_type_area_is_refused_by_name() -> None:
    figure = Figure(Diagram("flow", ()), "宽图", drawing=Drawing(theme().page.measure + 1, 50, ()))
    with pytest.raises(ZhiyinError, match="LAY-004 图“宽图”宽"):
        layout(number(Document(Meta("宽"), (Section("body", (figure,)),))), theme(), fonts())


def test_a_document_without_sections_is_refused() -> None:
    with pytest.raises(ZhiyinError, match="LAY-005"):
        lay(Document(Meta("空"), ()))


def test_contents_of_three_levels_are_set() -> None:
    headings = [Heading(level, (Text(f"{level}级"),), f"h{level}") for level in (1, 2, 3)]
    _, laid = lay_blocks(Toc(3), *headings)
    assert "3级" in words_on(laid.pages[0])


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        (Paragraph(()),),
        (PageBreak(), PageBreak()),
        (Spacer(5000),),
        (List(()),),
        (List((ListItem(()),)),),
        (Table((1,), (Row(()),)),),
        (Table((1,), (Row((Cell(()),)),)),),
        (Table((1, 1), (Row((cell("甲", rowspan=9), cell("乙"))), Row((cell("丙"),)))),),
        (Table((1, 1), (Row((cell("长" * 4000, head=True), cell("头")), head=True), Row((cell("甲"), cell("乙"))))),),
    ],
)
def test_empty_and_odd_blocks_are_set_as_well_as_can_be(blocks: tuple[Block, ...]) -> None:
    document, laid = lay_blocks(*blocks)
    assert laid.pages
    assert spoken(laid) == words_of(document)


@pytest.mark.parametrize("before", range(16, 27))
def test_what_is_kept_with_the_next_block_is_not_kept_with_mere_space(before: int) -> None:
    kept = Paragraph((Text("末条"),), "form-note-last")
    _, laid = lay_blocks(*(body(1, "乙") for _ in range(before)), kept, Spacer(8.5), table(2))
    page = next(words for words in map(words_on, laid.pages) if "末条" in words)
    assert "表头甲" in page
