"""Cutting strips into pages: nothing lost, nothing overfull, what belongs together stays together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.document.nodes import Spacer
from generator.layout.strips import Strip, cut

DEPTH, GRID = 100.0, 10.0

heights = st.sampled_from([5.0, 10.0, 17.0, 33.0, 60.0])
gaps = st.sampled_from([0.0, 6.0])
strips = st.lists(
    st.builds(
        Strip, heights, before=st.sampled_from([0.0, 6.0]), after=st.sampled_from([0.0, 6.0]), ends=st.booleans()
    ),
    max_size=40,
)


@given(strips)
def test_every_strip_stands_once_in_order_and_inside_its_page(column: list[Strip]) -> None:
    pages = cut(column, DEPTH, GRID)
    assert [id(put.strip) for page in pages for put in page.puts] == [id(strip) for strip in column]
    for page in pages:
        bottom = 0.0
        for put in page.puts:
            assert put.y >= bottom - 1e-6
            bottom = put.y + put.strip.height
        assert bottom <= DEPTH + 0.02


@given(strips)
def test_a_page_ends_only_where_it_may_unless_nothing_else_fits(column: list[Strip]) -> None:
    for page in cut(column, DEPTH, GRID)[:-1]:
        assert page.puts[-1].strip.ends or not any(put.strip.ends for put in page.puts)


def test_a_good_end_is_not_bought_with_a_hollow_page() -> None:
    chain = [Strip(10.0, ends=False, soft=True) for _ in range(8)]
    early, late = ([Strip(at, ends=True), *chain] for at in (30.0, 85.0))
    assert len(cut(early, DEPTH, GRID)[0].puts) == 7  # goes on into the chain, with a line to spare at the foot
    assert len(cut(late, DEPTH, GRID)[0].puts) == 1


def test_space_vanishes_at_a_page_top() -> None:
    pages = cut([Strip(95.0), Strip(20.0, before=6.0)], DEPTH, GRID)
    assert [put.y for put in pages[1].puts] == [0.0]


def test_heads_are_repeated_where_a_table_continues() -> None:
    head = Strip(10.0)
    rows = [Strip(40.0, heads=(head,)) for _ in range(4)]
    pages = cut([head, *rows], DEPTH, GRID)
    assert [[put.repeated for put in page.puts] for page in pages] == [[False, False, False], [True, False, False]]


def test_a_block_that_snaps_returns_to_the_grid_and_says_by_how_much() -> None:
    block = Spacer(0)
    page = cut([Strip(33.0, snap=block), Strip(10.0)], DEPTH, GRID)[0]
    assert page.puts[1].y == 40.0  # 33 + at least 6, then up to the grid
    assert page.snapped == {id(block): 7.0}


def test_a_strip_higher_than_the_page_gets_a_page_of_its_own_and_the_loop_ends() -> None:
    pages = cut([Strip(10.0, ends=False), Strip(250.0, ends=False), Strip(10.0)], DEPTH, GRID)
    assert [len(page.puts) for page in pages] == [1, 1, 1]


def test_a_chain_that_may_not_part_parts_at_its_softest_place() -> None:
    chain = [Strip(20.0, ends=False, soft=i % 2 == 1) for i in range(12)]
    assert [len(page.puts) for page in cut(chain, 110.0, GRID)] == [4, 4, 4]
