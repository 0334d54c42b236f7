"""Rows, lines and operators that are remembered from earlier drafts leave no trace in later ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.build.making import write
from generator.build.workshop import Draft, Workshop
from generator.document.nodes import Cell, Paragraph, Row, Table, Text
from generator.layout.placed import Stamp
from generator.loading.company import load_company
from generator.word import write_word
from tests.laid import lay_blocks, theme

ROOT = Path(__file__).resolve().parent.parent
COMPANIES = sorted(item for item in (ROOT / "content" / "companies").iterdir() if item.is_dir())
Name = tuple[str, str, str]


def drafts(shop: Workshop, companies: Iterable[Path]) -> Iterator[tuple[Name, Draft]]:
    for company in companies:
        bundle = load_company(company)
        for undertaking in bundle.undertakings:
            for form in shop.forms.of_undertaking(undertaking.kind):
                yield (company.name, undertaking.key, form.id), shop.draft(form, bundle, undertaking)


def files(made: Iterable[tuple[Name, Draft]]) -> dict[Name, tuple[bytes, bytes]]:
    return {name: (write(draft.prepared, "docx"), write(draft.prepared, "pdf")) for name, draft in made}


def test_drafts_are_the_same_whatever_was_made_before_and_in_whatever_order_they_are_written() -> None:
    shop, other = Workshop.open(ROOT), Workshop.open(ROOT)
    first = files(drafts(shop, COMPANIES))
    turned = files(reversed(list(drafts(other, reversed(COMPANIES)))))  # all laid out, then written from the last
    again = files(drafts(shop, COMPANIES[:1]))
    assert len(first) > 50
    assert [name for name in first if first[name] != turned[name]] == []
    assert [name for name in again if again[name] != first[name]] == []


def test_rows_of_an_earlier_draft_are_used_again() -> None:
    shop = Workshop.open(ROOT)
    one, two = (dict(drafts(shop, COMPANIES[:1])) for _ in range(2))
    name = next(name for name in one if name[2] == "recommended-proposal")
    stamps = [
        {id(part.painted) for page in made[name].prepared.laid.pages for part in page.parts if isinstance(part, Stamp)}
        for made in (one, two)
    ]
    assert len(stamps[0]) > 15
    assert stamps[0] == stamps[1]


def test_a_page_taken_apart_holds_what_its_stamps_hold() -> None:
    shop = Workshop.open(ROOT)
    laid = next(draft for name, draft in drafts(shop, COMPANIES[:1]) if "proposal" in name[2]).prepared.laid
    for page in laid.pages:
        held = sum(len(part.painted.items) if isinstance(part, Stamp) else 1 for part in page.parts)
        assert len(page.items) == held
        assert all(0 <= item.y <= page.height for item in page.items if hasattr(item, "y"))


def test_a_row_kept_to_the_last_in_one_table_is_free_in_a_longer_one() -> None:
    rows = tuple(Row((Cell((Paragraph((Text(f"第{i}行"),), "cell"),)),)) for i in range(9))
    tables = [Table((1,), rows[:8]), Table((1,), rows)]
    forth, back = ([lay_blocks(table) for table in order] for order in (tables, reversed(tables)))
    made = [write_word(document, laid, theme()) for document, laid in forth]
    assert made[::-1] == [write_word(document, laid, theme()) for document, laid in back]
    assert [table_row_keeps(file) for file in made] == [[6], [7]]


def table_row_keeps(file: bytes) -> list[int]:
    """Which rows of the only table keep to the next."""
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        rows = parts.read("word/document.xml").decode().split("<w:tr>")[1:]
    return [at for at, row in enumerate(rows) if "<w:keepNext/>" in row]
