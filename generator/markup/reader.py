"""Rendered markup becomes checked elements: well-formedness, names, attributes, nesting; all problems at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from generator.diagnostics import Diagnostic, Severity, Source, ZhiyinError, failure, suggestion
from generator.markup.marks import MARKED, strip_marks
from generator.markup.vocabulary import STAMP, VOCABULARY

_FILLED = frozenset({"alt", "id"})
"""Required attributes that may not be empty: headings are found by their id, figures told by their alt (PDF/UA-1)."""
_ADDRESS = re.compile(r"(https?://|mailto:)[^\s]", re.IGNORECASE)
_STAMPS = re.compile(rf' {STAMP}="[^"]*"')
_MALFORMED = {
    "mismatched tag": "标签不成对",
    "not well-formed (invalid token)": "有不能这样写的字符：& 写作 &amp;，< 写作 &lt;",
    "undefined entity": "没有这种写法的字符，请直接写出它",
    "no element found": "没有内容，或者标签没有写完",
    "unclosed token": "标签没有写完",
    "duplicate attribute": "同一个属性写了两次",
    "junk after document element": "最外层只能有一个 <document>",
}
"""What expat says, in Chinese."""


@dataclass(slots=True)
class Elem:
    """An element with its attributes (marks dropped), children (elements and text) and template line.

    ``marked`` holds the attributes' values with their marks, where they have some.
    """

    name: str
    attributes: dict[str, str]
    source: Source
    children: list[Elem | str] = field(default_factory=list)
    marked: tuple[str, ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """An attribute's value, or ``default``."""
        return self.attributes.get(name, default)

    def yes(self, name: str, default: bool = False) -> bool:
        """A yes/no attribute."""
        return self.get(name, "yes" if default else "no") == "yes"

    def elements(self, name: str = "") -> list[Elem]:
        """Child elements, all or by name."""
        return [c for c in self.children if isinstance(c, Elem) and (not name or c.name == name)]


class _Builder:
    def __init__(self, template: str) -> None:
        self.template = template
        self.root: Elem | None = None
        self.stack: list[Elem] = []
        self.problems: list[Diagnostic] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        stamp = attributes.pop(STAMP, "")
        parent = self.stack[-1] if self.stack else None
        source = _stamped(stamp) if stamp else parent.source if parent else Source(self.template)
        marked = tuple(value for value in attributes.values() if MARKED.search(value))
        elem = Elem(name, {k: strip_marks(v) for k, v in attributes.items()}, source, marked=marked)
        self._check(elem, parent)
        if parent is None:
            self.root = elem
        else:
            parent.children.append(elem)
        self.stack.append(elem)

    def end(self, _name: str) -> None:
        self.stack.pop()

    def text(self, data: str) -> None:
        parent = self.stack[-1]
        if parent.children and isinstance(parent.children[-1], str):
            parent.children[-1] += data
            return
        rule = VOCABULARY.get(parent.name)
        if data.strip() and rule is not None and not rule.text:
            self._report("MRK-004", f"<{parent.name}> 里不能直接写文字“{data.strip()[:20]}”", parent.source)
        parent.children.append(data)

    def _check(self, elem: Elem, parent: Elem | None) -> None:
        rule = VOCABULARY.get(elem.name)
        if rule is None:
            self._report("MRK-001", f"没有 <{elem.name}> 这种元素", elem.source, suggestion(elem.name, VOCABULARY))
            return
        if parent is None and elem.name != "document":
            self._report("MRK-003", f"最外层应为 <document>，不是 <{elem.name}>", elem.source)
        outer = VOCABULARY.get(parent.name) if parent else None
        if parent and outer and elem.name not in outer.children:
            allowed = "、".join(sorted(outer.children)) or "（不能有内容）"
            self._report("MRK-003", f"<{elem.name}> 不能放在 <{parent.name}> 里", elem.source, f"可放：{allowed}")
        known = rule.required | rule.optional
        for name, value in elem.attributes.items():
            if name not in known and "*" not in known:
                said = f"<{elem.name}> 没有属性 {name}"
                self._report("MRK-002", said, elem.source, suggestion(name, sorted(known)))
            elif known.get(name) and value not in known[name]:
                hint = "可用：" + "、".join(known[name])
                self._report("MRK-005", f"<{elem.name}> 的属性 {name} 不能是“{value}”", elem.source, hint)
        for name in rule.required:
            if name not in elem.attributes:
                self._report("MRK-006", f"<{elem.name}> 缺少属性 {name}", elem.source)
            elif name in _FILLED and not elem.attributes[name].strip():
                self._report("MRK-006", f"<{elem.name}> 的属性 {name} 是空的", elem.source)
        if elem.name == "a" and not _ADDRESS.match(elem.get("href", "https://")):
            said = f"<a> 的属性 href 不能是“{elem.get('href')}”"
            self._report("MRK-005", said, elem.source, "以 https://、http:// 或 mailto: 开头")

    def _report(self, code: str, message: str, source: Source, hint: str = "") -> None:
        self.problems.append(Diagnostic(code, Severity.ERROR, message, source, hint))


def _stamped(stamp: str) -> Source:
    file, _, line = stamp.rpartition(":")
    return Source(file, int(line))


def read(xml: str, template: str) -> Elem:
    """Parse rendered markup. ``template`` names the file for problems that have no line of their own.

    Raises ZhiyinError with every unknown element, attribute, value or misplaced child, or with the single place
    where the text stops being well-formed. Entities and document type declarations are refused.
    """
    builder = _Builder(template)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(xml.strip(), True)
    except expat.ExpatError as error:
        near = builder.stack[-1].source if builder.stack else Source(template)
        line = xml.strip().splitlines()[error.lineno - 1 : error.lineno]
        shown = _STAMPS.sub("", strip_marks(line[0])).strip()[:80] if line else ""
        reason = expat.errors.messages.get(error.code, "")
        reason = _MALFORMED.get(reason, reason)
        raise failure(
            "MRK-000", f"模板写出的标记不成形（{reason}）：{shown}", near, "检查标签是否成对、属性是否加引号"
        ) from None
    if builder.problems:
        raise ZhiyinError(builder.problems)
    assert builder.root is not None
    return builder.root


def _refuse_doctype(*_: object) -> None:
    raise failure("MRK-007", "模板里不能有 DOCTYPE 声明", hint="删去它")
