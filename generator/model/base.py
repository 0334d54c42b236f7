"""Ground of the content models: frozen records that know no further keys, and the kinds of values they hold.

Numbers and true/false are strict and days are written as days, so that ``yes``, ``1e3`` or a time stamp never slips
through as something else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

SLUG_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
MONTH_PATTERN = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
COLOR_PATTERN = r"^[0-9A-Fa-f]{6}$"
KEY_PATTERN = r"^[a-z][a-z0-9_]*$"
ADDRESS_PATTERN = r"^(https://[^\s]+)?$"
SHEET_PATTERN = r"^[^\[\]:*?/\\]+$"
PATTERNS_SAID: Mapping[str, str] = {
    SLUG_PATTERN: "小写字母开头，用小写字母、数字和连字符，例如 law-10-1",
    MONTH_PATTERN: "年月写作 2025-03",
    COLOR_PATTERN: '颜色写六位十六进制数（红绿蓝各两位），加引号，不加 #，例如 "0B2E6B"',
    KEY_PATTERN: "小写字母开头，用小写字母、数字和下划线，例如 title_zh",
    ADDRESS_PATTERN: "网址以 https:// 开头，中间没有空格",
    SHEET_PATTERN: "工作表名不能有 [ ] : * ? / \\",
}
"""How the patterns are told to editors."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _written_as_day(value: Any) -> Any:
    """Refuse what pydantic would take for a time stamp: numbers, and strings of other forms (ISO 8601, 4.1.2.2)."""
    if isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise PydanticCustomError("date_type", "not written as a day")


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Words = Annotated[str, StringConstraints(strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN)]
YearMonth = Annotated[str, StringConstraints(pattern=MONTH_PATTERN)]
Day = Annotated[date, BeforeValidator(_written_as_day)]
Year = Annotated[int, Field(strict=True, ge=1900, le=2100)]
Count = Annotated[int, Field(strict=True, ge=0)]
YesNo = Annotated[bool, Field(strict=True)]


class Record(BaseModel):
    """A frozen record whose unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sourced(Record):
    """A record that says when it was true and which public source it cites."""

    as_of: Day = Field(description="核实日期，写作 2025-03-01")
    source: Text = Field(description="依据的公开来源：文件名称、文号或网页")
