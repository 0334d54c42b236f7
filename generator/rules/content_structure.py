"""Checks that the parts of the content fit together: ids, references, chapters and what they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.diagnostics import Severity
from generator.rules.content_base import Context, Found, Path, Rule, rule, walk

TEMPLATED_PATHS = ("drafting", "comment")
"""Paths for which the templates keep figures of their own, by id."""
TEMPLATED_CARDS = ("card-policy", "card-standard")
"""Cards as the templates take them, in this order."""
PARTS = (2, 3)
"""Sections of chapters one and two; chapter three has one for each path."""


@rule("CNT-010", Severity.ERROR, "", "换一个代号；标题、图、表按代号查找")
def unique_ids(context: Context) -> Iterator[Found]:
    """An id names one thing in the whole guide."""
    seen: dict[str, Path] = {}
    for path, value in walk(context.guide):
        if path and path[-1] == "id" and isinstance(value, str):
            if value in seen:
                yield Found(path, f"代号“{value}”重复", cites=seen[value])
            seen.setdefault(value, path)


@rule("CNT-011", Severity.ERROR, "", "改为已有的代号")
def live_references(context: Context) -> Iterator[Found]:
    """Platforms and legal articles that are referred to exist."""
    guide = context.guide
    platforms = {platform.id for platform in guide.platforms}
    articles = {f"{law.id}/{article.id}" for law in guide.laws for article in law.articles}
    yield from _dead(("organisations", "lookup_platform"), guide.organisations.lookup_platform, platforms)
    for i, path in enumerate(guide.work.paths):
        for j, channel in enumerate(path.channels):
            if channel.platform is not None:
                yield from _dead(("work", "paths", i, "channels", j, "platform"), channel.platform, platforms)
        for j, basis in enumerate(path.bases):
            yield from _dead(("work", "paths", i, "bases", j), f"{basis.law}/{basis.article}", articles)


def _dead(path: Path, wanted: str, known: Iterable[str]) -> Iterator[Found]:
    if wanted not in known:
        yield Found(path, f"引用的“{wanted}”不存在", f"可用：{'、'.join(sorted(known))}")


@rule("CNT-012", Severity.ERROR, "", "改为 life 中的阶段")
def known_stages(context: Context) -> Iterator[Found]:
    """Paths act, and comments are invited, at stages that the standard's life has."""
    work = context.guide.work
    named: list[tuple[Path, str]] = [
        (("work", "paths", i, "stages", j), stage)
        for i, path in enumerate(work.paths)
        for j, stage in enumerate(path.stages)
    ]
    named += [(("work", "stages", i, "name"), stage.name) for i, stage in enumerate(work.stages)]
    for place, stage in named:
        if stage not in work.life:
            yield Found(place, f"没有“{stage}”阶段", f"可用：{'、'.join(work.life)}")


@rule("CNT-013", Severity.ERROR, "", "章节、路径、卡片与模板一一对应")
def parts_that_templates_use(context: Context) -> Iterator[Found]:
    """Chapters, sections, paths and cards are those that the templates set."""
    guide = context.guide
    chapters = guide.chapters
    if len(chapters) != 4:
        yield Found(("chapters",), f"应有4章，现有{len(chapters)}章")
    for at, wanted in zip(range(len(chapters)), (*PARTS, len(guide.work.paths)), strict=False):
        if len(chapters[at].parts) != wanted:
            said = f"“{chapters[at].title}”应有{wanted}节，现有{len(chapters[at].parts)}节"
            yield Found(("chapters", at), said)
    for wanted_path in TEMPLATED_PATHS:
        if wanted_path not in {path.id for path in guide.work.paths}:
            yield Found(("work", "paths"), f"缺少代号为“{wanted_path}”的路径")
    for at, wanted_card in enumerate(TEMPLATED_CARDS):
        if guide.cards[at].id != wanted_card:
            yield Found(("cards", at), f"第{at + 1}张卡片应为“{wanted_card}”，现为“{guide.cards[at].id}”")


@rule("CNT-026", Severity.ERROR, "", "有网址的写 url；公众号写 account，说明怎样查找")
def platforms_can_be_found(context: Context) -> Iterator[Found]:
    """A platform has an address, or it is an account that readers are told how to find."""
    for i, platform in enumerate(context.guide.platforms):
        if not platform.url and not platform.account:
            yield Found(("platforms", i, "url"), f"“{platform.name}”既没有网址，也没有查找方法")


@rule("CNT-027", Severity.WARNING, "", "引用该条款，或者删去它")
def articles_are_cited(context: Context) -> Iterator[Found]:
    """A legal article that nothing refers to is not printed."""
    guide = context.guide
    used = {(basis.law, basis.article) for path in guide.work.paths for basis in path.bases}
    for i, law in enumerate(guide.laws):
        for j, article in enumerate(law.articles):
            if (law.id, article.id) not in used:
                yield Found(("laws", i, "articles", j), f"{law.name}{article.article}没有被引用")


RULES: tuple[Rule, ...] = (
    unique_ids,
    live_references,
    known_stages,
    parts_that_templates_use,
    platforms_can_be_found,
    articles_are_cited,
)
