"""Drafts that are poured into the mould of earlier ones are the same files as those that are laid out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.build import workshop
from generator.build.making import Prepared, write
from generator.build.workshop import Workshop
from generator.casting import Cast
from generator.diagnostics import ZhiyinError
from generator.document.nodes import Meta
from generator.layout.placed import Item
from generator.loading.company import CompanyBundle, UndertakingFile, load_company
from generator.model.theme import Theme
from generator.moulds import Moulds, Pouring

ROOT = Path(__file__).resolve().parent.parent
COMPANIES = sorted(item for item in (ROOT / "content" / "companies").iterdir() if item.is_dir())
SHORT = ("云杉智算", "𬭚㛃𠮷", "Zhīyǐn & Söhne <AI>", "“指引”（北京）·—…", "ab/cd-12345 e", "，，。：；！？）")


class NoMoulds(Moulds):
    """Every draft takes the long way."""

    def find(self, cast: Cast, theme: Theme, meta: Meta) -> Pouring | None:
        return None


def files(made: Prepared) -> tuple[bytes, bytes, int, dict[str, tuple[int, str]]]:
    return write(made, "docx"), write(made, "pdf"), made.count, dict(made.page_of)


def shops() -> tuple[Workshop, Workshop]:
    one, other = Workshop.open(ROOT), Workshop.open(ROOT)
    return one, replace(other, moulds=NoMoulds(other.fonts))


def renamed(bundle: CompanyBundle, name: str) -> CompanyBundle:
    return replace(bundle, profile=bundle.profile.model_copy(update={"name": name}))


def undertakings() -> Iterator[tuple[CompanyBundle, UndertakingFile]]:
    for company in COMPANIES:
        bundle = load_company(company)
        for undertaking in bundle.undertakings:
            yield bundle, undertaking


def test_every_form_of_a_renamed_company_is_the_same_file_poured_or_laid_out() -> None:
    shop, plain = shops()
    poured = painted = 0
    for bundle, undertaking in undertakings():
        for form in shop.forms.of_undertaking(undertaking.kind):
            for name in ("北京云杉示例科技有限公司", "北京水杉示例科技有限公司", "北京杉木示例科技有限公司"):
                own = renamed(bundle, name)
                made = shop.draft(form, own, undertaking).prepared
                said = files(made)
                poured += made.pouring is not None
                painted += made.pouring is not None and made.pouring.pages() is not None
            assert said == files(plain.draft(form, own, undertaking).prepared), (bundle.name, form.id)
    assert min(poured, painted) > 50


def test_answers_that_paint_nothing_do_not_stand_for_others() -> None:
    shop, plain = shops()
    bundle = load_company(ROOT / "content" / "companies" / "complete")
    undertaking = next(item for item in bundle.undertakings if item.key == "proposal-tool-calling")
    form = shop.forms["recommended-proposal"]
    for told in ({"adoption_source": "\u200b"}, {"adoption_source": "\u200b"}, {"ics": "\u200b"}):
        data = replace(undertaking, data=undertaking.data.model_copy(update=told))
        assert files(shop.draft(form, bundle, data).prepared) == files(plain.draft(form, bundle, data).prepared)


def test_a_character_without_a_face_is_told_with_the_company_that_has_it() -> None:
    shop = Workshop.open(ROOT)
    for company in ("complete", "hard"):
        bundle = load_company(ROOT / "content" / "companies" / company)
        undertaking = next(item for item in bundle.undertakings if item.kind == "participation")
        with pytest.raises(ZhiyinError) as caught:
            shop.draft(shop.forms["participation-application"], renamed(bundle, "某\u115f某"), undertaking)
        source = caught.value.diagnostics[0].source
        assert source is not None
        assert company in source.file


@pytest.mark.parametrize(("wanted", "opening"), [("docx", b"PK"), ("pdf", b"%PDF-1.7")])
def test_what_fits_a_mould_is_not_laid_out(wanted: str, opening: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Workshop.open(ROOT)
    bundle = load_company(ROOT / "content" / "companies" / "complete")
    undertaking = next(item for item in bundle.undertakings if item.kind == "participation")
    form = next(item for item in shop.forms.of_undertaking("participation") if item.layout == "table")
    for name in ("北京云杉示例科技有限公司", "北京水杉示例科技有限公司"):
        write(shop.draft(form, renamed(bundle, name), undertaking).prepared, wanted)
    monkeypatch.setattr(workshop, "pages_of", lambda *_: pytest.fail("laid out"))
    monkeypatch.setattr(workshop, "set_pages", lambda *_: pytest.fail("laid out"))
    data = write(shop.draft(form, renamed(bundle, "北京杉木示例科技有限公司"), undertaking).prepared, wanted)
    assert data.startswith(opening)


def test_poured_pages_show_what_laid_out_ones_do() -> None:
    shop, plain = shops()
    bundle = load_company(ROOT / "content" / "companies" / "complete")
    undertaking = next(item for item in bundle.undertakings if item.kind == "proposal")
    form = shop.forms["recommended-proposal"]
    names = ("北京云杉示例科技有限公司", "北京水杉示例科技有限公司", "北京杉木示例科技有限公司")
    drafts = [shop.draft(form, renamed(bundle, name), undertaking).prepared for name in names]
    for draft in drafts:
        write(draft, "pdf")
    pouring = drafts[2].pouring
    assert pouring is not None
    poured = pouring.pages()
    assert poured is not None
    laid = plain.draft(form, renamed(bundle, names[2]), undertaking).prepared.laid
    for one, other in zip(poured.pages, laid.pages, strict=True):
        assert [_bare(item) for item in one.items] == [_bare(item) for item in other.items]


def _bare(item: Item) -> Item:
    """Without its element, which is another tree's, for comparing."""
    nobody: dict[str, Any] = {"owner": None}
    return replace(item, **nobody) if hasattr(item, "owner") else item


_SHOPS: list[tuple[Workshop, Workshop]] = []
WORDS = st.lists(
    st.sampled_from((*SHORT, "智能体工具调用", "Agent", "测试方法", "GB/T 1.1—2020", " ", "１２３")),
    min_size=1,
    max_size=9,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=WORDS, title=WORDS, english=st.text("abc XYZ-/,.'()0129", min_size=1, max_size=120))
@example(name=["北"] * 60, title=["测"] * 80, english="x" * 200)
def test_whatever_the_words_are_the_files_are_the_same(name: list[str], title: list[str], english: str) -> None:
    if not _SHOPS:
        _SHOPS.append(shops())
    shop, plain = _SHOPS[0]
    bundle = load_company(ROOT / "content" / "companies" / "complete")
    undertaking = next(item for item in bundle.undertakings if item.key == "proposal-tool-calling")
    form = shop.forms["recommended-proposal"]
    own = renamed(bundle, "".join(name).strip() or "某某")
    told = {"title_zh": "".join(title).strip() or "某", "title_en": english.strip() or "x"}
    data = replace(undertaking, data=undertaking.data.model_copy(update=told))
    for _ in range(2):  # the second time others have been met that stand alike
        assert files(shop.draft(form, own, data).prepared) == files(plain.draft(form, own, data).prepared)
