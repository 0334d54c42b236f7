"""What Jinja says of a template that is wrong, in Chinese; the names in it stay as they are written."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from generator.diagnostics import did_you_mean

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
        (r"Encountered unknown tag '([^']+)'\..* needs to be closed is '([^']+)'\.?", "到“{0}”为止，“{1}”还没有结束"),
        (r"Encountered unknown tag '([^']+)'\.?.*", "不认识的语句“{0}”"),
        (r"No filter named '([^']+)'\.?", "没有过滤器“{0}”"),
        (r"No test named '([^']+)'\.?", "没有条件“{0}”"),
        (r"unexpected '([^']+)'", "多出“{0}”"),
        (r"unexpected char '(.+)' at \d+", "这里不能用“{0}”，标点用半角"),
        (r"expected name or number", "点号后面缺少名称"),
        (r"Missing end of (\w+) .*", "“{0}”没有结束"),
        (r"(\w+)\(\) missing \d+ required positional arguments?: (.+)", "“{0}”少写了参数 {1}"),
        (r"(\w+)\(\) takes .* positional arguments? .*", "“{0}”多写了参数"),
        (r"invalid literal for int\(\) with base 10: '(.*)'", "“{0}”不是整数"),
        (r"Range too big\..*", "循环次数过多，至多10万次"),
        (r"maximum recursion depth exceeded.*", "模板或宏反复套用自己，没有尽头"),
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


def meant(message: str, known: Collection[str], otherwise: str) -> str:
    """The remedy: the nearest of the ``known`` names to the one that ``message`` quotes, or ``otherwise``."""
    quoted = re.match(r"(?:No filter named )?'([^']+)'(?: is undefined|\.)?$", message)
    near = did_you_mean(quoted[1], known) if quoted else ""
    return near or otherwise
