"""Printed values and where they come from."""

from __future__ import annotations

from pathlib import Path

from generator.build.guide import guide_tree
from generator.document.nodes import Fact
from generator.document.walk import facts_of
from generator.loading import load_content


def find_facts(project: Path, text: str) -> list[Fact]:
    """The guide's facts that contain ``text``, each once, in reading order."""
    facts = facts_of(guide_tree(project, load_content(project)))
    return list(dict.fromkeys(fact for fact in facts if text in fact.text))
