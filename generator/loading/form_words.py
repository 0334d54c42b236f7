"""Options that the forms offer beyond the words of the company models: a form that gains an option is data alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from generator.loading.form_sources import target
from generator.model.company import Record
from generator.model.company.annotations import choices_of
from generator.model.form import Form

Words = Mapping[str, tuple[str, ...]]
"""Path (``need.level``) → the words that a form offers there and the model does not know."""

NONE: Words = MappingProxyType({})
Place = tuple[str | int, ...]
M = TypeVar("M", bound=Record)


def offered_words(forms: Iterable[Form]) -> Words:
    """The words of all forms' options that company data may hold although their model lists others."""
    made: dict[str, tuple[str, ...]] = {}
    for form in forms:
        for field in form.fields():
            known = choices_of(target(field.source).annotation) if field.source and field.options else ()
            more = [option.ticks for option in field.options if option.ticks not in known] if known else []
            if more and field.source:
                words = (*made.get(field.source, ()), *(word for word in more if isinstance(word, str)))
                made[field.source] = tuple(dict.fromkeys(words))
    return made


def validated(model: type[M], tree: Any, root: str, words: Words) -> M:
    """``tree`` as a record, with ``words`` allowed besides the model's own. Raises ValidationError."""
    try:
        return model.model_validate(tree)
    except ValidationError as error:
        strange = {tuple(item["loc"]): item for item in error.errors(include_url=False)} if words else {}
    allowed = {
        place: item["input"]
        for place, item in strange.items()
        if item["type"] == "literal_error" and item["input"] in words.get(words_path(root, place), ())
    }
    if not allowed:
        return model.model_validate(tree)
    known = deepcopy(tree)
    for place in allowed:
        here = known
        for step in place[:-1]:
            here = here[step]
        here[place[-1]] = _some_word(root, place)
    record = model.model_validate(known)
    for place, word in allowed.items():
        record = _with(record, place, word)
    return record


def words_path(root: str, place: Place) -> str:
    """The path by which forms call a place of a file of kind ``root``."""
    return ".".join((root, *(step for step in place if isinstance(step, str))))


def _some_word(root: str, place: Place) -> str:
    """A word that the model takes: it stands in for the other one while the rest is read."""
    return choices_of(target(words_path(root, place)).annotation)[0]


def _with(value: Any, place: Place, word: str) -> Any:
    if not place:
        return word
    step, *rest = place
    if isinstance(step, int):
        return (*value[:step], _with(value[step], tuple(rest), word), *value[step + 1 :])
    return value.model_copy(update={step: _with(getattr(value, step), tuple(rest), word)})
