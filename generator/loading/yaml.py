"""YAML files become plain values and an index of places; whatever could surprise is refused by name.

Only what editors need is read: mappings with plain keys, lists, strings, numbers, true/false, null. Anchors, tags and
merge keys are refused (a few hundred bytes of aliases can stand for gigabytes), dates and yes/no stay strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from generator.diagnostics import Diagnostic, Severity, Source, ZhiyinError, failure
from generator.diagnostics.system_errors import system_reason
from generator.loading.characters import forbidden

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover — wheels without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

SIZE_LIMIT = 1_000_000
"""Largest file in bytes."""
DEPTH_LIMIT = 24
"""Deepest nesting."""
_TOO_DEEP, _LESS_DEEP = f"嵌套超过 {DEPTH_LIMIT} 层", "检查缩进和括号，多半是没有成对"

PROBLEM_LIMIT = 20
"""Most characters of one file that are complained of."""

Place = tuple[str | int, ...]
_RETYPE = "删去该字符后重新输入"
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})$")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,10}$")
_HAN = re.compile("[\u3000-\u9fff\uff00-\uffef]")
_LATIN = re.compile(r"[!-~]")
_SLIP = re.compile(r"^[ ]*(?:- )?[A-Za-z_]\w*(：|:(?=[^\s/]))", re.ASCII | re.MULTILINE)
"""A key whose colon is full-width, or has no blank after it: the commonest slip on a Chinese keyboard."""
_WORDS: Mapping[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}


class Written(float):
    """A number that also knows how it was written, for readers to whom it is a code (``35.240``)."""

    def __init__(self, text: str) -> None:
        self.text = text


@dataclass(slots=True)
class SourceIndex:
    """Where every value of a file stands, and which source document it cites (the nearest ``source`` key above)."""

    file: str
    places: dict[Place, tuple[int, int]] = field(default_factory=dict)
    cites: dict[Place, str] = field(default_factory=dict)

    def source(self, path: Place) -> Source:
        """The place of a value, or of the nearest thing around it."""
        while path and path not in self.places:
            path = path[:-1]
        return Source(self.file, *self.places.get(path, (1, 1)))

    def has(self, source: Source) -> bool:
        """Whether a place is in this file."""
        return source.file == self.file

    def cite(self, path: Place) -> str:
        """The source document cited nearest above a value; "" when none is."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.cites:
                return self.cites[path[:end]]
        return ""


def load_yaml(path: Path, name: str, *, escapes: bool = True) -> tuple[Any, SourceIndex]:
    """The value of a YAML file and its index; ``name`` is how diagnostics call the file.

    ``escapes=False`` also refuses hidden characters written as escapes (``"\\u202e"``); leave it on only where the
    models look at characters themselves and can name the field.

    Raises ZhiyinError with every problem that can be told apart, each with line and column.
    """
    return parse_yaml(read_text(path, name), name, escapes=escapes)


def read_text(path: Path, name: str) -> str:
    """The text of a file of bounded size; ``name`` is how diagnostics call it.

    Raises ZhiyinError: YML-001 cannot be read, YML-002 too large, YML-003 no UTF-8 (with the line where it ceases to
    be).
    """
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise failure(
                "YML-002", f"文件超过 {SIZE_LIMIT // 1_000_000} MB", Source(name), "拆成几个文件，或删去多余内容"
            )
        data = path.read_bytes()
    except OSError as error:
        raise failure("YML-001", f"读不了文件：{system_reason(error)}", Source(name), "核对文件名和权限") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise failure(
            "YML-003", "文件不是 UTF-8 编码", Source(name, line), "用记事本打开，选“另存为”，编码选“UTF-8”"
        ) from None


def parse_yaml(text: str, name: str, *, escapes: bool = True) -> tuple[Any, SourceIndex]:
    """Like :func:`load_yaml`, from text."""
    _refuse_characters(text, name)
    reader = _Reader(name, text, escapes)
    try:
        events = [event for event in yaml.parse(text, Loader=_Loader) if reader.takes(event)]
    except yaml.YAMLError as error:
        raise ZhiyinError([*reader.problems, *_malformed(error, name, text).diagnostics]) from None
    if reader.problems:
        raise ZhiyinError(reader.problems)
    value = reader.document(iter(events)) if events else None
    if reader.problems:
        raise ZhiyinError(reader.problems)
    return value, reader.index


def _refuse_characters(text: str, name: str) -> None:
    problems = []
    for offset, code in islice(forbidden(text), PROBLEM_LIMIT):
        line = text.count("\n", 0, offset) + 1
        where = Source(name, line, offset - text.rfind("\n", 0, offset))
        problems.append(Diagnostic("YML-004", Severity.ERROR, f"含有看不见的控制字符 {code}", where, _RETYPE))
    if problems:
        raise ZhiyinError(problems)


def colon_slip(text: str, name: str) -> ZhiyinError | None:
    """The last key of ``text`` whose colon is not read as one, when there is any."""
    slips = list(_SLIP.finditer(text))
    if not slips:
        return None
    offset = slips[-1].start(1)
    where = Source(name, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
    return failure("YML-012", "键后的冒号应为半角“:”，再空一格", where, "例如 name: 单位名称")


def _malformed(error: yaml.YAMLError, name: str, text: str) -> ZhiyinError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark and (slip := colon_slip("\n".join(text.split("\n")[: mark.line + 1]), name)):
        return slip
    where = Source(name, mark.line + 1, mark.column + 1) if mark else Source(name)
    reason = str(getattr(error, "problem", "") or "")
    if reason == "exceeded maximum nesting depth":  # libyaml 0.2.5 and later read ahead and give up by themselves
        return failure("YML-008", _TOO_DEEP, where, _LESS_DEEP)
    told = {
        "mapping values are not allowed in this context": "一行里多了一个冒号；文字含“: ”时整个值要加引号",
        "could not find expected ':'": "缺少冒号",
        "did not find expected key": "缩进或引号不对",
        "did not find expected '-' indicator": "列表项没有对齐",
        "found character that cannot start any token": "有不能这样开头的字符（制表符、@、` 等），改用空格缩进或加引号",
        "found unexpected end of stream": "引号没有成对",
        "did not find expected node content": "方括号或花括号没有成对，或者少了一个值",
        "did not find expected ',' or '}'": "花括号没有成对，或各项之间缺少逗号",
        "did not find expected ',' or ']'": "方括号没有成对，或各项之间缺少逗号",
        "but found another document": "一个文件里写了两份文档，删去 --- 行",
        "block sequence entries are not allowed in this context": "列表项不能写在键的同一行，另起一行",
        "found a tab character that violates indentation": "缩进用了制表符，改用空格",
        "found invalid Unicode character escape code": "双引号里的转义不是一个字符",
        "found unknown escape character": "双引号中的反斜杠写法不对，改用单引号",
        "found unexpected document indicator": "引号没有成对，或多了 --- 行",
    }.get(reason, "写法有误")
    return failure("YML-005", f"YAML {told}", where, "键后写英文冒号加空格；同级左对齐；用空格缩进")


class _Reader:
    """Values out of libyaml's events: composing nodes first would read every file twice."""

    def __init__(self, name: str, text: str, escapes: bool) -> None:
        self.name, self.text, self.escapes = name, text, escapes
        self.index = SourceIndex(name)
        self.problems: list[Diagnostic] = []
        self.depth = 0
        self.documents = 0

    def report(self, code: str, message: str, mark: Any, hint: str = "") -> None:
        where = Source(self.name, mark.line + 1, mark.column + 1)
        self.problems.append(Diagnostic(code, Severity.ERROR, message, where, hint))

    def takes(self, event: Any) -> bool:
        """Whether an event is part of the value; anchors, aliases, tags and deep nesting never get so far."""
        if isinstance(event, yaml.NodeEvent):
            self.refuse(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.depth -= 1
        else:
            self.documents += isinstance(event, yaml.DocumentStartEvent)
            if self.documents > 1:
                mark: Any = event.start_mark
                raise yaml.MarkedYAMLError(problem="but found another document", problem_mark=mark)
            return False
        return not self.problems

    def refuse(self, event: Any) -> None:
        """Report what is not read of a value; count how deep it stands."""
        mark = event.start_mark
        if event.anchor is not None:
            self.report("YML-006", "不能用锚点和别名（& 与 *）", mark, "把内容写全")
        if isinstance(event, yaml.AliasEvent):
            return
        if event.tag not in {None, "!"}:
            self.report("YML-007", f"不能用标签 {event.tag}", mark, "去掉以 ! 开头的标签")
        if isinstance(event, yaml.CollectionStartEvent):
            self.depth += 1
            if self.depth == DEPTH_LIMIT + 1:
                self.report("YML-008", _TOO_DEEP, mark, _LESS_DEEP)

    def document(self, events: Iterator[Any]) -> Any:
        """The value that the events of one document make up."""
        return self.value(next(events), (), events)

    def value(self, event: Any, path: Place, events: Iterator[Any]) -> Any:
        self.index.places.setdefault(path, (event.start_mark.line + 1, event.start_mark.column + 1))
        if isinstance(event, yaml.ScalarEvent):
            value = _scalar(event, self.text)
            return None if isinstance(value, str) and self.hidden(value, event.start_mark) else value
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path, events)
        found: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            found.append(self.value(event, (*path, len(found)), events))
        return found

    def hidden(self, text: str, mark: Any) -> bool:
        """Whether an escape such as ``"\\u202e"`` stands for a forbidden character; if so it is reported."""
        found = None if self.escapes else next(forbidden(text), None)
        if found:
            self.report("YML-004", f"转义写出了看不见的控制字符 {found[1]}", mark, _RETYPE)
        return found is not None

    def mapping(self, path: Place, events: Iterator[Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.key(event, found)
            if key is None:
                _pass_over(event, events)
                _pass_over(next(events), events)
                continue
            self.index.places[(*path, key)] = (event.start_mark.line + 1, event.start_mark.column + 1)
            found[key] = self.value(next(events), (*path, key), events)
        if isinstance(found.get("source"), str):
            self.index.cites[path] = found["source"]
        return found

    def key(self, event: Any, found: Mapping[str, Any]) -> str | None:
        """The key that an event stands for; none, and reported, where it is no key."""
        mark = event.start_mark
        if not isinstance(event, yaml.ScalarEvent):
            self.report("YML-009", "键应为一个词", mark, "例如 name: 单位名称；文字以 [ 或 { 开头的，整个加引号")
            return None
        key = str(event.value)
        if key == "<<":
            self.report("YML-011", "不能用合并键 <<", mark, "把内容写全")
            return None
        if self.hidden(key, mark):
            return None
        if key in found:
            self.report("YML-010", f"键“{key}”重复", mark, "删去其中一个")
            return None
        return key


def _pass_over(event: Any, events: Iterator[Any]) -> None:
    """Go on behind the value that begins with ``event``."""
    depth = 0
    while True:
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if not depth:
            return
        event = next(events)


def _scalar(event: Any, source: str) -> Any:
    text, style = str(event.value), event.style
    if style == ">":
        return _folded(source[event.start_mark.index : event.end_mark.index]) if _HAN.search(text) else text
    if style in {"'", '"', "|"}:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    return Written(text) if _FLOAT.match(text) else text


def _folded(raw: str) -> str:
    """A folded scalar (>) in Chinese: YAML 1.2.2, 8.1.3 joins lines with a blank, which Chinese does not want.

    Lines are joined with nothing where either side is Chinese, with a blank between Latin words; an empty line
    still begins a new paragraph.
    """
    paragraphs: list[str] = [""]
    for line in (part.strip() for part in raw.split("\n")[1:]):
        if not line:
            if paragraphs[-1]:
                paragraphs.append("")
            continue
        before = paragraphs[-1]
        joint = " " if before and _LATIN.match(before[-1]) and _LATIN.match(line) else ""
        paragraphs[-1] = before + joint + line
    return "\n\n".join(part for part in paragraphs if part)
