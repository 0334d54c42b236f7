"""YAML files become plain values and an index of places; whatever could surprise is refused by name.

Only what editors need is read: mappings with plain keys, lists, strings, numbers, true/false, null. Anchors, tags and
merge keys are refused (a few hundred bytes of aliases can stand for gigabytes), dates and yes/no stay strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator.diagnostics import Diagnostic, Severity, Source, ZhiyinError, failure

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover — wheels without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

SIZE_LIMIT = 1_000_000
"""Largest file in bytes."""
DEPTH_LIMIT = 24
"""Deepest nesting."""

Place = tuple[str | int, ...]
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})$")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,10}$")
_HAN = re.compile("[\u3000-\u9fff\uff00-\uffef]")
_LATIN = re.compile(r"[!-~]")
_WORDS: Mapping[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}


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

    def cite(self, path: Place) -> str:
        """The source document cited nearest above a value; "" when none is."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.cites:
                return self.cites[path[:end]]
        return ""


def load_yaml(path: Path, name: str) -> tuple[Any, SourceIndex]:
    """The value of a YAML file and its index; ``name`` is how diagnostics call the file.

    Raises ZhiyinError with every problem that can be told apart, each with line and column.
    """
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise failure(
                "YML-002", f"文件超过 {SIZE_LIMIT // 1_000_000} MB", Source(name), "拆成几个文件，或删去多余内容"
            )
        data = path.read_bytes()
    except OSError as error:
        raise failure("YML-001", f"读不了文件：{error.strerror}", Source(name), "核对文件名和权限") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise failure("YML-003", "文件不是 UTF-8 编码", Source(name, line), "用编辑器另存为 UTF-8") from None
    return parse_yaml(text, name)


def parse_yaml(text: str, name: str) -> tuple[Any, SourceIndex]:
    """Like :func:`load_yaml`, from text."""
    _refuse_characters(text, name)
    reader = _Reader(name, text)
    try:
        loader = _Loader(text)
        try:
            for event in _events(text):
                reader.refuse_event(event)
            if reader.problems:
                raise ZhiyinError(reader.problems)
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise _malformed(error, name) from None
    value = reader.value(node, (), 0) if node is not None else None
    if reader.problems:
        raise ZhiyinError(reader.problems)
    return value, reader.index


def _events(text: str) -> Iterator[Any]:
    return iter(yaml.parse(text, Loader=_Loader))


def _refuse_characters(text: str, name: str) -> None:
    problems = []
    for found in _FORBIDDEN.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        said = f"含有看不见的控制字符 U+{ord(found[0]):04X}"
        problems.append(Diagnostic("YML-004", Severity.ERROR, said, Source(name, line, column), "删去该字符后重新输入"))
        if len(problems) >= 20:
            break
    if problems:
        raise ZhiyinError(problems)


def _malformed(error: yaml.YAMLError, name: str) -> ZhiyinError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    where = Source(name, mark.line + 1, mark.column + 1) if mark else Source(name)
    reason = str(getattr(error, "problem", "") or "")
    told = {
        "mapping values are not allowed in this context": "一行里多了一个冒号；文字含“: ”时整个值要加引号",
        "could not find expected ':'": "缺少冒号",
        "did not find expected key": "缩进或引号不对",
        "did not find expected '-' indicator": "列表项没有对齐",
        "found character that cannot start any token": "有不能这样开头的字符（制表符、@、` 等），改用空格缩进或加引号",
    }.get(reason, f"写法有误（{reason}）")
    return failure("YML-005", f"YAML {told}", where, "键后写英文冒号加空格；同级左对齐；用空格缩进")


class _Reader:
    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.index = SourceIndex(name)
        self.problems: list[Diagnostic] = []
        self.depth = 0

    def report(self, code: str, message: str, mark: Any, hint: str = "") -> None:
        where = Source(self.name, mark.line + 1, mark.column + 1)
        self.problems.append(Diagnostic(code, Severity.ERROR, message, where, hint))

    def refuse_event(self, event: Any) -> None:
        """Anchors, aliases, tags and deep nesting never reach composition."""
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self.report("YML-006", "不能用锚点和别名（& 与 *）", mark, "把内容写全")
        tag = getattr(event, "tag", None)
        if tag and tag not in {"!"}:
            self.report("YML-007", f"不能用标签 {tag}", mark, "去掉以 ! 开头的标签")
        if isinstance(event, yaml.CollectionStartEvent):
            self.depth += 1
            if self.depth == DEPTH_LIMIT + 1:
                self.report("YML-008", f"嵌套超过 {DEPTH_LIMIT} 层", mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.depth -= 1

    def value(self, node: yaml.Node, path: Place, depth: int) -> Any:
        self.index.places.setdefault(path, (node.start_mark.line + 1, node.start_mark.column + 1))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, i), depth + 1) for i, item in enumerate(node.value)]
        return _scalar(node, self.text)

    def mapping(self, node: yaml.MappingNode, path: Place, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            mark = key_node.start_mark
            if not isinstance(key_node, yaml.ScalarNode):
                self.report("YML-009", "键应是一个词", mark)
                continue
            key = str(key_node.value)
            if key in found:
                self.report("YML-010", f"键“{key}”重复", mark, "删去其中一个")
                continue
            self.index.places[(*path, key)] = (mark.line + 1, mark.column + 1)
            found[key] = self.value(value_node, (*path, key), depth + 1)
        if isinstance(found.get("source"), str):
            self.index.cites[path] = found["source"]
        return found


def _scalar(node: yaml.Node, source: str) -> Any:
    text = str(node.value)
    style = getattr(node, "style", None)
    if style == ">":
        return _folded(source[node.start_mark.index : node.end_mark.index]) if _HAN.search(text) else text
    if style in {"'", '"', "|"}:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _FLOAT.match(text) else text


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
