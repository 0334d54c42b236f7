"""What Jinja says of a template that is wrong, in Chinese; the names in it stay as they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TOKENS = {
    "end of statement block": "语句的结尾 %}",
    "end of print statement": "取值的结尾 }}",
    "begin of statement block": "语句的开头 {%",
    "begin of print statement": "取值的开头 {{",
    "end of template": "文件的结尾",
    "name": "名称",
    "string": "文字",
    "integer": "整数",
}
_SAID: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(pattern, re.DOTALL), said)
    for pattern, said in (
        (r"'([^']+)' is undefined", "“{0}”没有定义"),
        (r"None has no attribute '([^']+)'", "前面的值是空的，没有“{0}”这一项"),
        (r"'[^']+ object' has no attribute '([^']+)'", "没有“{0}”这一项"),
        (r"[Ee]xpected token '([^']+)', got '([^']+)'", "应有“{0}”，却是“{1}”"),
        (r"Expected an expression, got '([^']+)'", "缺少要取的值，却是“{0}”"),
        (r"Unexpected end of template\..* needs to be closed is '([^']+)'\.?", "“{0}”没有结束，缺少“end{0}”"),
        (r"Encountered unknown tag '([^']+)'\.?.*", "不认识的语句“{0}”"),
        (r"No filter named '([^']+)'\.?", "没有过滤器“{0}”"),
        (r"No test named '([^']+)'\.?", "没有条件“{0}”"),
        (r"unexpected '([^']+)'", "多出“{0}”"),
        (r"'?(\w+)'?", "没有“{0}”这一项"),
    )
)


def template_words(message: str) -> str:
    """The message in Chinese; one that is not known stays as it is."""
    for pattern, said in _SAID:
        found = pattern.fullmatch(message.strip())
        if found:
            return said.format(*(_TOKENS.get(part, part) for part in found.groups()))
    return message
