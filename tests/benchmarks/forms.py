"""Form 1 for many companies in one warm process, Word and PDF, against docxtpl, Typst and a plain Platypus table.

    python -m tests.benchmarks forms

Every short answer differs from company to company; once with long answers that repeat, once with long answers that
no two companies share. All contestants take turns in one run; those that are not installed are left out.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from functools import partial

from generator.build.making import settle, write
from generator.build.workshop import Workshop
from tests.benchmarks.companies import ROOT, Item, proposals
from tests.benchmarks.peers import docxtpl_form, platypus_form, typst_form
from tests.benchmarks.table import show

WARM, COUNT, ROUNDS = 60, 120, 3
PEERS = 8
"""How many drafts the slow contestants make in a round."""
GOALS = {"docxtpl": 80.0, "Typst": 5.0, "Platypus": 8.0}


def rate(works: Sequence[Callable[[], object]]) -> float:
    """Documents per second."""
    gc.collect()
    begun = time.perf_counter()
    for work in works:
        work()
    return len(works) / (time.perf_counter() - begun)


def run() -> None:
    """Print the rates and their ratios."""
    for own_texts, said in ((False, "长文相同"), (True, "长文各不相同")):
        _compare(proposals(WARM + ROUNDS * COUNT, own_texts=own_texts), said)


def _compare(items: list[Item], said: str) -> None:
    shop = Workshop.open(ROOT)
    form = shop.forms["recommended-proposal"]

    def make(item: Item, wanted: str) -> bytes:
        return write(shop.draft(form, *item).prepared, wanted)

    peers = {"docxtpl": docxtpl_form(), "Typst": typst_form(), "Platypus": platypus_form()}
    for item in items[:WARM]:
        make(item, "docx")
        make(item, "pdf")
    settle()  # as zhiyin batch does
    best: dict[str, float] = {}
    for turn in range(ROUNDS):
        fresh = items[WARM + turn * COUNT : WARM + (turn + 1) * COUNT]
        drafts = [shop.draft(form, *item).prepared for item in fresh[:PEERS]]
        others = {name: [peer(draft) for draft in drafts] for name, peer in peers.items() if peer is not None}
        works = {
            "Word": [partial(make, item, "docx") for item in fresh[::2]],
            "PDF": [partial(make, item, "pdf") for item in fresh[1::2]],
        } | others
        for name, todo in works.items():
            best[name] = max(best.get(name, 0.0), rate(todo))
    rows = [[name, f"{best[name]:,.0f} 份/秒", "", ""] for name in ("Word", "PDF")]
    for name, goal in GOALS.items():
        if name in best:
            own = "Word" if name == "docxtpl" else "PDF"
            ratio = f"{own} {best[own] / best[name]:.1f} 倍"
            rows.append([name, f"{best[name]:,.0f} 份/秒", ratio, f"目标 {goal:.0f} 倍"])
    show(f"项目建议书，每份短栏不同，{said}；一个进程，已预热", ["", "速度", "我们的", ""], rows)
