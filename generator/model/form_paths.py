"""The participation paths: which drafts each makes, in order and when, to whom they go, step by step."""

from __future__ import annotations

from typing import Self

from pydantic import Field as given
from pydantic import model_validator

from generator.model.expression import Expression
from generator.model.form import Deadline, Rule, Step, Undertaking
from generator.model.form_fields import Confidence, FormId, Frozen, Line
from generator.model.located import Located


class Receiver(Frozen):
    """Who takes a draft; ``platform`` is an id of content/platforms, ``url`` an address not listed there."""

    id: FormId
    name: Line
    unit: str = given(default="", description="函的主送名称")
    platform: str = ""
    url: str = ""
    note: str = ""
    confidence: Confidence = "确定"


class PathForm(Frozen):
    """A form of a path and the condition under which it is made."""

    form: FormId
    when: Expression | None = None
    optional: bool = given(default=False, description="只在点名时生成")


class NextPath(Frozen):
    """Another path that this one calls for under a condition (patents → disclosure)."""

    path: FormId
    why: Line
    when: Expression | None = None


class ParticipationPath(Frozen):
    """A way of taking part; ``undertakings`` are the kinds of company data that start it, the first is the usual."""

    id: FormId
    name: Line
    guide: Line = given(description="指引中的章节")
    undertakings: tuple[Undertaking, ...] = given(min_length=1)
    forms: tuple[PathForm, ...] = given(min_length=1)
    receivers: tuple[FormId, ...] = given(min_length=1)
    rules: tuple[Rule, ...] = given(min_length=1)
    steps: tuple[Step, ...] = given(min_length=1)
    deadlines: tuple[Deadline, ...] = ()
    then: tuple[NextPath, ...] = given(default=(), description="随之要办的其他路径")
    cautions: tuple[Line, ...] = ()


class PathBook(Located):
    """content/forms/paths.yaml: receivers and paths, both with unique ids."""

    receivers: tuple[Receiver, ...]
    paths: tuple[ParticipationPath, ...]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        known = [receiver.id for receiver in self.receivers]
        ids = [path.id for path in self.paths]
        twice = sorted({name for names in (known, ids) for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"代号重复：{'、'.join(twice)}")
        return self

    def path(self, name: str) -> ParticipationPath:
        """The path whose id is ``name``. Raises KeyError."""
        return {path.id: path for path in self.paths}[name]

    def receiver(self, name: str) -> Receiver:
        """The receiver whose id is ``name``. Raises KeyError."""
        return {receiver.id: receiver for receiver in self.receivers}[name]
