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
    keys: list[str] = field(default_factory=list)
    _taken: dict[str, int] = field(default_factory=dict)

    def key(self, wanted: str) -> str:
        """``wanted``, or with ``-2``, ``-3``… when it was given before."""
        turn = self._taken[wanted] = self._taken.get(wanted, 0) + 1
        self.keys.append(wanted)
        return wanted if turn == 1 else f"{wanted}-{turn}"

    def note(self, answered: Answered) -> None:
        """Remember how an answer stands."""
        self.answers.append(answered)

    def are_new(self, keys: tuple[str, ...]) -> bool:
        """Whether none of ``keys`` was asked for."""
        return self._taken.keys().isdisjoint(keys)

    def are_single(self, keys: tuple[str, ...]) -> bool:
        """Whether each of ``keys`` was asked for once."""
        return all(self._taken[key] == 1 for key in keys)

    def repeat(self, keys: tuple[str, ...], answers: tuple[Answered, ...]) -> None:
        """Enter what a part of the form took and noted when it was filled before."""
        self._taken.update(dict.fromkeys(keys, 1))
        self.keys.extend(keys)
        self.answers.extend(answers)
