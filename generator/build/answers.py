"""Answers to questions: read from what was typed, checked at once, kept in the company's YAML files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from generator.build.files import write_all
from generator.build.names import safe_name
from generator.build.questions import Question, is_list, record_of
from generator.build.yaml_edit import with_value
from generator.diagnostics import Severity, ZhiyinError, failure
from generator.filling.reader import Reader
from generator.loading.company import is_code, load_company
from generator.loading.company_references import REFERENCES
from generator.loading.form_words import NONE, Words
from generator.loading.yaml import load_yaml
from generator.model.company import KINDS, CompanyProfile, Record
from generator.model.values import normalise
from generator.rules.company_base import Subject
from generator.rules.company_values import RULES

_YES = {
    **dict.fromkeys(("是", "有", "y", "yes", "true"), True),
    **dict.fromkeys(("否", "无", "n", "no", "false"), False),
}
_BETWEEN = re.compile(
    r"[、;；]|[,，](?![^（(]{0,100}[）)])(?!\s*(?:Ltd|Inc|LLC|Corp|GmbH)\b)"  # Co., Ltd. is one name
)


@dataclass(slots=True)
class Answers:
    """A company's folder being filled: the trees of its profile and of one undertaking.

    ``words`` are what forms offer besides the models' own options.
    """

    folder: Path
    kind: str
    file: str
    trees: dict[str, dict[str, Any]] = field(default_factory=dict)
    words: Words = field(default_factory=dict)

    def has(self, question: Question) -> bool:
        """Whether the question was answered before."""
        here: Any = self.trees[question.root]
        for step in question.path:
            if here is None:
                return False  # a key without a value
            if not isinstance(here, dict):
                return True  # a person named by reference answers for its parts
            here = here.get(step)
        return here is not None

    def waits(self, question: Question) -> bool:
        """Whether the record that the answer belongs to lacks what identifies it (a telephone without a name)."""
        here: Any = self.trees[question.root]
        for step in question.path[:-1]:
            here = (here.get(step) or {}) if isinstance(here, dict) else {}
        needed = set(question.before)
        if not isinstance(here, dict) or question.path[-1] in needed:
            return False
        return any(here.get(name) is None for name in needed)

    def value(self, question: Question) -> Any:
        """The answer given so far, also one that called a record of the profile by its name; None when none was."""
        here: Any = self.trees[question.root]
        for step in question.path:
            here = here.get(step) if isinstance(here, dict) else here
        return here

    def wants(self, question: Question) -> bool:
        """Whether some form wants the answer, with the answers given so far; also when that cannot be told (yet)."""
        if not question.conditions:
            return True
        try:
            bundle = load_company(self.folder, words=self.words)
            undertaking = next((item for item in bundle.undertakings if item.key == self.file), None)
            reader = Reader(bundle, undertaking)
            return any(reader.holds(condition) for condition in question.conditions)
        except ZhiyinError:
            return True

    def referred(self, question: Question) -> bool:
        """Whether the record that the answer belongs to is one of the profile's, called by its name."""
        here: Any = self.trees[question.root]
        for step in question.path[:-1]:
            here = here.get(step) if isinstance(here, dict) else here
        return isinstance(here, str)

    def refer(self, question: Question, value: Any) -> bool:
        """Keep a name as a reference where the profile has a record so called; whether it was one."""
        for reference in REFERENCES.get(question.root, ()):
            if (*reference.pattern, "name") != question.path or "name" not in reference.keys:
                continue
            rows = self.trees["company"].get(reference.table)
            if any(isinstance(row, dict) and row.get("name") == value for row in rows or ()):
                self.keep(replace(question, path=question.path[:-1]), value)
                return True
        return False

    def begin(self) -> None:
        """Write the undertaking's file, if nothing was answered that stands in it."""
        if not (self.folder / f"{self.file}.yaml").exists():
            write_all(self.folder, {f"{self.file}.yaml": f"kind: {self.kind}\n".encode()})

    def keep(self, question: Question, value: Any) -> None:
        """Remember an answer and write it into its file; what else stands there, comments too, stays as it is."""
        here = self.trees[question.root]
        for step in question.path[:-1]:
            if not isinstance(here.get(step), dict):
                here[step] = {}
            here = here[step]
        here[question.path[-1]] = value
        path = self.folder / f"{'company' if question.root == 'company' else self.file}.yaml"
        held = path.read_text(encoding="utf-8-sig") if path.exists() else f"kind: {question.root}\n"
        write_all(self.folder, {path.name: with_value(held, question.path, value).encode()})


def open_answers(folder: Path, kind: str, *, another: bool = False, words: Words = NONE) -> Answers:
    """The answers given so far; an undertaking of this kind is gone on with unless ``another`` is wanted.

    ``words`` are what forms offer besides the models' own options.

    Raises ZhiyinError when a file there cannot be read.
    """
    if folder.exists() and not folder.is_dir():
        raise failure("CN-001", f"“{folder.name}”不是文件夹", hint="换一个名字")
    made = Answers(folder, kind, f"{kind}-1", words=words)
    made.trees = {"company": {"kind": "company"}, kind: {"kind": kind}}
    trees = {path.stem: _read(path) for path in sorted(folder.glob("*.yaml"))}
    made.trees["company"] = trees.pop("company", made.trees["company"])
    held = [name for name, tree in trees.items() if tree.get("kind") == kind]
    if held and not another:
        made.file, made.trees[kind] = held[0], trees[held[0]]
    else:
        made.file = next(name for n in range(1, 1000) if (name := f"{kind}-{n}") not in trees)
    return made


def _read(path: Path) -> dict[str, Any]:
    tree, _ = load_yaml(path, path.name)
    if not isinstance(tree, dict):
        raise failure("CN-002", f"“{path.name}”的内容不是若干“键: 值”", hint="改正或移走这个文件后重试")
    return _plain(tree)  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def company_folder(parent: Path, name: str) -> Path:
    """The folder for a company called ``name`` below ``parent``: one safe name, never elsewhere."""
    return parent / safe_name(name, "company")


def parse(question: Question, typed: str) -> Any:
    """What was typed as a value for YAML. Raises ValueError with a Chinese message."""
    text = typed.strip()
    if is_code(question.path) and not _HAN.search(text):
        text = normalise(text)
    if question.choices and question.many:
        numbers = text.split() if re.fullmatch(r"[\d\s]+", text) else _BETWEEN.split(text)
        return list(dict.fromkeys(_choice(question, part) for part in _listed(numbers)))
    if question.choices:
        return _choice(question, text)
    if question.many:
        return _checked(question, _listed(_BETWEEN.split(text)))
    return _checked(question, text)


def _listed(parts: Sequence[str]) -> list[str]:
    made = [part.strip() for part in parts if part.strip()]
    if not made:
        raise ValueError("只有标点，没有内容")
    return made


def _choice(question: Question, text: str) -> Any:
    values = question.values or question.choices
    plain = normalise(text)
    for word, value in zip(question.choices, values, strict=True):
        if plain.casefold() in (word.casefold(), str(value).casefold()):
            return value
    if plain.isdecimal() and 1 <= int(plain) <= len(values):
        return values[int(plain) - 1]
    raise ValueError(f"“{text}”不在选项中，写序号或者选项文字")


def _checked(question: Question, value: Any) -> Any:
    """The value in the form that YAML keeps, valid for its model and by the rules of single values."""
    adapter: TypeAdapter[Any] = TypeAdapter(question.annotation)
    problem = ""
    for tried in _readings(value, question):
        try:
            adapter.validate_python(tried)
        except ValidationError as error:
            problem = problem or _said(error)
            continue
        for said in _ruled(question, tried):
            raise ValueError(said)
        return tried
    raise ValueError(problem or "写法不对")


def _readings(value: Any, question: Question) -> Iterator[Any]:
    """The meanings an answer may have: yes or no, a number, a date where that is asked; else the text itself."""
    if not isinstance(value, str):
        yield value
        return
    plain = normalise(value)
    if question.yes_no:
        if (said := _YES.get(plain.lower())) is None:
            raise ValueError("写“是”或“否”")
        yield said
        return
    if question.number is not None:
        if re.fullmatch(r"\d{1,9}", plain):
            yield int(plain)
        elif question.number is float and re.fullmatch(r"\d{1,9}\.\d{1,4}", plain):
            yield float(plain)
        else:
            raise ValueError("写数字，不带单位和逗号" if question.number is float else "写整数，不带单位")
        return
    yield value
    if written := _DATE.fullmatch(plain):
        year, month, day = (int(part) if part else 0 for part in written.groups())
        yield f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"


_DATE = re.compile(r"(\d{4})[年./-](\d{1,2})(?:[./-](?=\d)|月|$)(?:(\d{1,2})日?)?")
"""A date as people write it: 2026年9月1日, 2026/9/1, 1985.3."""
_HAN = re.compile(r"[\u3400-\u9fff]")


_WORDS = {
    "bool_parsing": "写“是”或“否”",
    "int_parsing": "写整数",
    "float_parsing": "写数字",
    "bool_type": "写“是”或“否”",
    "int_type": "写整数",
    "float_type": "写数字",
    "date_from_datetime_parsing": "不是日历上的日期",
    "string_unicode": "有读不出的字符；终端的编码应为 UTF-8",
}


def _said(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    text = str(first["msg"]).removeprefix("Value error, ")
    if first["type"] == "string_too_long":
        return f"太长，最多{first['ctx']['max_length']}个字"
    return _WORDS.get(first["type"], text if re.search(r"[\u4e00-\u9fff]", text) else "写法不对")


def _ruled(question: Question, value: Any) -> Iterator[str]:
    """Errors that the rules of single values find in this one value."""
    model: type[Record] = CompanyProfile if question.root == "company" else KINDS[question.root]
    record = _partial(model, question.path, value)
    profile = record if isinstance(record, CompanyProfile) else CompanyProfile.model_construct(name="企业")
    subject = Subject(question.root, record, profile, (), date.max)
    for rule in RULES:
        if rule.severity is Severity.ERROR and rule.concerns(question.root):
            for item in rule.check(subject):
                if tuple(step for step in item.path if isinstance(step, str))[: len(question.path)] == question.path:
                    yield f"{item.problem.rstrip('？')}{'？' if item.problem.endswith('？') else '。'}{rule.remedy}"


def _partial(model: type[Record], path: tuple[str, ...], value: Any) -> Record:
    """A record that holds one value only."""
    step, *rest = path
    if rest:
        inner = record_of(model.model_fields[step].annotation)
        assert inner is not None
        value = _partial(inner, tuple(rest), value)
        if is_list(model.model_fields[step].annotation):
            value = (value,)
    elif isinstance(value, list):
        value = tuple(value)
    lacking: dict[str, Any] = {name: "" for name, field in model.model_fields.items() if field.is_required()}
    return model.model_construct(**{**lacking, step: value})
