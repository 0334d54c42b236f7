"""Keeps the books while a form is filled: unique keys of controls, and how every answer stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.filling.reader import Reader
from generator.filling.result import Answered
from generator.model.form import Form


@dataclass(slots=True)
class Ledger:
    """One filling: the form, what reads the data, the option lists of the content, keys taken, answers met."""

    form: Form
    reader: Reader
    lists: Mapping[str, Sequence[str]]
    answers: list[Answered] = field(default_factory=list)
    _taken: dict[str, int] = field(default_factory=dict)

    def key(self, wanted: str) -> str:
        """``wanted``, or with ``-2``, ``-3``… when it was given before."""
        turn = self._taken[wanted] = self._taken.get(wanted, 0) + 1
        return wanted if turn == 1 else f"{wanted}-{turn}"

    def note(self, answered: Answered) -> None:
        """Remember how an answer stands."""
        self.answers.append(answered)
