"""Random small documents: every word is painted, inside its page, with a glyph."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.document.nodes import (
    Block,
    Break,
    Cell,
    Check,
    Document,
    Gap,
    Heading,
    Inline,
    List,
    ListItem,
    Meta,
    PageBreak,
    Paragraph,
    Row,
    Section,
    Spacer,
    Strong,
    Table,
    Text,
)
from generator.document.walk import words_of
from tests.laid import assert_inside, assert_no_boxes, lay, spoken, visible

words = st.text(st.sampled_from("甲乙丙文字。，、：；“”（）《》—…！ abYZ09/.-%·\u200b\u3000〔〕"), max_size=120)
inlines: st.SearchStrategy[tuple[Inline, ...]] = st.lists(
    st.one_of(
        st.builds(Text, words),
        st.builds(Strong, st.tuples(st.builds(Text, words))),
        st.just(Break()),
        st.builds(Gap, st.just("k"), st.just("电话")),
        st.builds(Check, st.just("c"), st.just("制定"), st.booleans()),
    ),
    max_size=4,
).map(tuple)
paragraphs = st.builds(Paragraph, inlines, st.sampled_from(["body", "lead", "flush", "note", "source"]))
spans = st.sampled_from([(1, 1), (1, 2), (2, 1), (2, 2)])


@st.composite
def lists(draw: st.DrawFn, inner: st.SearchStrategy[Block]) -> Block:
    items = draw(st.lists(st.lists(inner, max_size=2), max_size=3))
    return List(
        tuple(ListItem(tuple(blocks)) for blocks in items), draw(st.sampled_from(["bullet", "paren", "circle"]))
    )


@st.composite
def tables(draw: st.DrawFn) -> Block:
    """A table of two or three columns whose spans fit, some rows heads, some that may split."""
    width = draw(st.integers(2, 3))
    height = draw(st.integers(1, 12))
    busy: set[tuple[int, int]] = set()
    rows = []
    for r in range(height):
        cells = []
        for c in range(width):
            if (r, c) in busy:
                continue
            down, over = draw(spans)
            over = 1 if c + over > width or (r, c + over - 1) in busy else over
            busy |= {(r + y, c + x) for y in range(down) for x in range(over)}
            text = Paragraph(draw(inlines), "cell")
            cells.append(Cell((text,) * draw(st.integers(0, 2)), False, over, down))
        rows.append(Row(tuple(cells), r == 0 and draw(st.booleans()), splits=draw(st.booleans())))
    caption = (Text("题"),) if draw(st.booleans()) else ()
    return Table((1.0,) * width, tuple(rows), caption=caption)


headings = st.builds(Heading, st.integers(1, 3), st.tuples(st.builds(Text, words)), st.uuids().map(str))
blocks = st.one_of(
    paragraphs,
    headings,
    lists(st.one_of(paragraphs, lists(paragraphs))),
    tables(),
    st.just(PageBreak()),
    st.builds(Spacer, st.sampled_from([0.0, 17.0, 900.0])),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(blocks, max_size=12))
def test_random_documents_lose_no_word_and_stay_on_their_pages(column: list[Block]) -> None:
    document, laid = lay(Document(Meta("测试"), (Section("body", tuple(column)),)))
    assert visible(spoken(laid)) == visible(words_of(document))
    assert_inside(laid)
    assert_no_boxes(laid)
