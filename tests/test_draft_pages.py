"""Drafts stand on the same pages in the PDF and in LibreOffice's layout of the Word file, row by row."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from generator.build.making import write
from generator.build.workshop import Draft
from generator.document.nodes import Paragraph, inline_text
from generator.document.walk import all_blocks
from generator.layout.placed import LaidOut, StructNode, TextRun
from generator.layout.text.titles import whole_words
from generator.loading.company import load_company
from generator.loading.theme import load_theme
from generator.model.company.comments import CommentSet
from generator.word import write_word
from tests.fonts_conf import convert, convert_all, soffice
from tests.laid import ROOT, lay_markup, theme, words_on
from tests.samples import all_drafts, shop

LABELS = ("TH", "Caption", "H1", "H2", "H3")
"""Elements whose page is compared: labels and heads of rows, captions, headings."""


@dataclass(frozen=True)
class Converted:
    """A draft, and the words of every page of LibreOffice's layout of its Word file."""

    name: str
    draft: Draft
    pages: list[str]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> list[Converted]:
    if soffice() is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("drafts")
    made = all_drafts()
    drafts = [(f"{count:03}", draft) for count, (_, draft) in enumerate(made)]
    for name, draft in drafts:
        (folder / f"{name}.docx").write_bytes(write(draft.prepared, "docx"))
    files = convert_all([folder / f"{name}.docx" for name, _ in drafts], folder / "pdf")
    return [
        Converted(f"{company} {draft.filled.form.id}", draft, pages_of(file))
        for (company, draft), file in zip(made, files, strict=True)
    ]


def pages_of(file: Path) -> list[str]:
    return [squeeze(page.extract_text()) for page in PdfReader(file).pages]


def squeeze(text: str) -> str:
    return "".join(text.split())


def labels(laid: LaidOut) -> dict[int, list[str]]:
    """Page → the labels, captions and headings that begin there, as painted."""
    seen: dict[int, tuple[int, list[str]]] = {}
    for number, page in enumerate(laid.pages):
        for item in page.items:
            node = labelled(item.owner) if isinstance(item, TextRun) else None
            if node is not None and isinstance(item, TextRun):
                seen.setdefault(id(node), (number, []))[1].append(item.actual or item.text)
    found: dict[int, list[str]] = {}
    for number, parts in seen.values():
        found.setdefault(number, []).append(squeeze("".join(parts)))
    return found


def labelled(node: StructNode | None) -> StructNode | None:
    while node is not None and node.role not in LABELS:
        node = node.parent
    return node


def test_drafts_have_as_many_pages_in_libreoffice(converted: list[Converted]) -> None:
    wrong = [
        (item.name, len(item.draft.prepared.laid.pages), len(item.pages))
        for item in converted
        if len(item.pages) != len(item.draft.prepared.laid.pages)
    ]
    assert not wrong


def test_every_row_s_label_stands_on_the_same_page_in_libreoffice(converted: list[Converted]) -> None:
    wrong = []
    for item in converted:
        for number, texts in labels(item.draft.prepared.laid).items():
            page = item.pages[number] if number < len(item.pages) else ""
            wrong += [(item.name, number + 1, text) for text in texts if not stands(text, page)]
    assert not wrong


SENTENCES = (
    "智能体工具调用的测试方法给出指标、环境、测试集和步骤，",
    "用户选型缺乏依据；",
    "与GB/T 41867—2022的术语保持一致，",
    "本项目规定7项指标（见第5章），",
    "覆盖政务、制造、能源等行业的应用场景。",
    "参考ISO/IEC 22989:2022的定义，",
    "测试集按单工具、多工具、长链条、异常注入四类构建，",
)
LONG_ANSWERS = ("purpose", "scope", "state_of_art", "legal_relation", "products")


@pytest.mark.parametrize("seed", [1, 2])
def test_rows_with_answers_of_any_length_begin_on_the_same_page_in_libreoffice(seed: int, tmp_path: Path) -> None:
    if soffice() is None:
        pytest.skip("LibreOffice is not installed")
    made = [draft for _, draft in zip(range(11), proposals(random.Random(seed)), strict=False)]
    shorter = dict.fromkeys(LONG_ANSWERS, "与现行标准协调一致。")
    made.append(
        proposal(shorter | {"purpose": "".join(SENTENCES * 2)[:212] + "。"})
    )  # the next row is 2.2 points too high
    for count, draft in enumerate(made):
        (tmp_path / f"{count}.docx").write_bytes(write(draft.prepared, "docx"))
    files = convert_all([tmp_path / f"{count}.docx" for count in range(len(made))], tmp_path / "pdf")
    for draft, file in zip(made, files, strict=True):
        pages = pages_of(file)
        assert len(pages) == len(draft.prepared.laid.pages)
        for number, texts in labels(draft.prepared.laid).items():
            assert [text for text in texts if not stands(text, pages[number])] == []


RECORD = re.compile(r"第(\d+)条")


def test_records_of_long_tables_stand_on_the_same_pages_in_libreoffice(tmp_path: Path) -> None:
    if soffice() is None:
        pytest.skip("LibreOffice is not installed")
    made = list(comments(random.Random(5), 3))
    for count, draft in enumerate(made):
        (tmp_path / f"{count}.docx").write_bytes(write(draft.prepared, "docx"))
    files = convert_all([tmp_path / f"{count}.docx" for count in range(len(made))], tmp_path / "pdf")
    for draft, file in zip(made, files, strict=True):
        runs = [[item for item in page.items if isinstance(item, TextRun)] for page in draft.prepared.laid.pages]
        ours = [squeeze("".join(run.text for run in page)) for page in runs]
        assert [RECORD.findall(page) for page in ours] == [RECORD.findall(page) for page in pages_of(file)]


def comments(chance: random.Random, count: int) -> Iterator[Draft]:
    """Sixty comments of all lengths, on both forms."""
    bundle = load_company(ROOT / "content" / "companies" / "hard")
    undertaking = next(item for item in bundle.undertakings if item.kind == "comments")
    assert isinstance(undertaking.data, CommentSet)
    words = ("术语不一致，", "指标重复，", "见第5章，", "用户不易理解，")
    for _ in range(count):
        texts = [f"第{number}条" + "".join(chance.choices(words, k=chance.randint(1, 14))) for number in range(1, 61)]
        said = [
            comment.model_copy(update={"content": text})
            for comment, text in zip(undertaking.data.comments, texts, strict=True)
        ]
        changed = replace(undertaking, data=undertaking.data.model_copy(update={"comments": tuple(said)}))
        for form in ("comment-feedback", "comment-summary"):
            yield shop().draft(shop().forms[form], bundle, changed)


@pytest.mark.parametrize("splits", ["yes", "no"])
def test_the_last_rows_of_a_table_stand_on_the_same_page_in_libreoffice(splits: str, tmp_path: Path) -> None:
    if soffice() is None:
        pytest.skip("LibreOffice is not installed")
    texts = [f"第{number}条" + "文" * (90 if number == 6 else 1) for number in range(8)]
    rows = "".join(f'<tr splits="{splits}"><td><p style="cell">{text}</p></td></tr>' for text in texts)
    made = [lay_markup("<p>乙</p>" * before + f'<table columns="1">{rows}</table>') for before in range(13, 20)]
    for count, (document, laid) in enumerate(made):
        (tmp_path / f"{count}.docx").write_bytes(write_word(document, laid, theme()))
    files = convert_all([tmp_path / f"{count}.docx" for count in range(len(made))], tmp_path / "pdf")
    for (_, laid), file in zip(made, files, strict=True):
        ours, theirs = (
            [RECORD.findall(page) for page in pages] for pages in (map(words_on, laid.pages), pages_of(file))
        )
        assert ours == theirs
        assert ours[-1][-2:] == ["6", "7"]


def test_many_tables_on_a_page_are_no_higher_in_libreoffice(tmp_path: Path) -> None:
    if soffice() is None:
        pytest.skip("LibreOffice is not installed")
    table = '<table columns="1,1"><tr><td><p style="cell">甲</p></td><td><p style="cell">乙</p></td></tr></table>'
    document, laid = lay_markup(table * 11 + "<p>末行</p>")
    (tmp_path / "tables.docx").write_bytes(write_word(document, laid, theme()))
    page = PdfReader(convert(tmp_path / "tables.docx", tmp_path / "pdf")).pages[0]
    heights: list[float] = []
    page.extract_text(
        visitor_text=lambda text, cm, tm, _font, _size: heights.append(cm[5] + tm[5] * cm[3]) if "末" in text else None
    )
    (mine,) = [item.y for item in laid.pages[0].items if isinstance(item, TextRun) and "末" in item.text]
    assert heights == [pytest.approx(laid.pages[0].height - mine, abs=4)]


def proposals(chance: random.Random) -> Iterator[Draft]:
    """Proposal forms whose long answers have paragraphs of all lengths."""

    def paragraph() -> str:
        return "".join(chance.choices(SENTENCES, k=chance.randint(1, 9)))[:-1] + "。"

    def answer() -> str:
        return "\n".join(paragraph() for _ in range(chance.randint(2, 9)))

    while True:
        yield proposal({name: answer() for name in LONG_ANSWERS})


def proposal(answers: dict[str, str]) -> Draft:
    bundle = load_company(ROOT / "content" / "companies" / "complete")
    undertaking = next(item for item in bundle.undertakings if item.key == "proposal-tool-calling")
    data = undertaking.data.model_copy(update=answers)
    return shop().draft(shop().forms["recommended-proposal"], bundle, replace(undertaking, data=data))


def stands(text: str, page: str) -> bool:
    """Whether the page has the label; extraction may put a neighbouring cell's line between two of a label's."""
    return text in page or in_order(text, page)


def in_order(text: str, page: str) -> bool:
    """Whether the page has the text's characters in their order, its first two next to each other."""
    start = page.find(text[:2])
    letters = iter(page[start:])
    return start >= 0 and all(char in letters for char in text)


LONGER_THAN_THEIR_COLUMN = {"统一社会|信用代码", "证明|材料"}


def test_labels_turn_between_words() -> None:
    words = whole_words(load_theme(ROOT).title_words)
    parted = set()
    for _, draft in all_drafts():
        measured = draft.prepared.laid.measured
        for block in all_blocks(draft.prepared.document):
            if isinstance(block, Paragraph) and block.style == "form-label":
                text = inline_text(block.children)
                found = words.inside(text).intersection(measured[id(block)].turns)
                parted |= {f"{text[:at]}|{text[at:]}" for at in found}
    assert parted <= LONGER_THAN_THEIR_COLUMN
