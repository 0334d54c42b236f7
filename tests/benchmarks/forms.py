"""Benchmark: form 1 for many companies in one warm process, Word and PDF, against docxtpl and a plain Platypus table.

    python -m tests.benchmarks forms

The others are measured where they are installed; without them their rates of design.md (one core) stand in.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from generator.build.drafts import Workshop
from generator.build.making import write
from generator.loading.company import CompanyBundle, UndertakingFile, load_company

ROOT = Path(__file__).resolve().parents[2]
DOCXTPL, TYPST, PLATYPUS = 43.0, 61.0, 25.0
"""Documents per second and core of the same form, as measured for design.md (decision 8)."""
WORD_GOAL, TYPST_GOAL, PLATYPUS_GOAL = 80.0, 5.0, 8.0


def companies(count: int) -> list[tuple[CompanyBundle, UndertakingFile]]:
    """The sample company under ``count`` names, so that no draft is like another."""
    bundle = load_company(ROOT / "content" / "companies" / "complete")
    undertaking = next(item for item in bundle.undertakings if item.key == "proposal-tool-calling")
    made = []
    for number in range(count):
        profile = bundle.profile.model_copy(update={"name": f"示例第{number}智能科技有限公司"})
        data = undertaking.data.model_copy(update={"title_zh": f"人工智能 智能体 第{number}项测试方法"})
        made.append((replace(bundle, profile=profile), replace(undertaking, data=data)))
    return made


def rate(
    work: Callable[[CompanyBundle, UndertakingFile], object], items: list[tuple[CompanyBundle, UndertakingFile]]
) -> float:
    """Documents per second, the first left out as warming up."""
    work(*items[0])
    start = time.perf_counter()
    for item in items[1:]:
        work(*item)
    return (len(items) - 1) / (time.perf_counter() - start)


def run(count: int = 60) -> None:
    """Print the rates and their ratios."""
    shop = Workshop.open(ROOT)
    form = shop.forms["recommended-proposal"]
    items = companies(count + 1)
    word = rate(lambda bundle, item: write(shop.draft(form, bundle, item).prepared, "docx"), items)
    pdf = rate(lambda bundle, item: write(shop.draft(form, bundle, item).prepared, "pdf"), items)
    sys.stdout.write(
        f"form 1, {count} companies, one process\n"
        f"Word {word:8.1f} /s   {word / DOCXTPL:6.1f} × docxtpl ({DOCXTPL:.0f}/s), goal {WORD_GOAL:.0f}\n"
        f"PDF  {pdf:8.1f} /s   {pdf / TYPST:6.1f} × Typst ({TYPST:.0f}/s), goal {TYPST_GOAL:.0f}\n"
        f"                  {pdf / PLATYPUS:6.1f} × Platypus ({PLATYPUS:.0f}/s), goal {PLATYPUS_GOAL:.0f}\n"
    )


if __name__ == "__main__":
    run(*map(int, sys.argv[1:2]))
