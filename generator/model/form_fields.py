"""One answer on a form: its official label, its type and options, where its value comes from, what binds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema, model_validator
from pydantic import Field as given

from generator.model.base import KEY_PATTERN, SLUG_PATTERN
from generator.model.expression import DottedPath, Expression, Prose

Confidence = Literal["确定", "很可能", "待核"]
"""确定 seen in a public source; 很可能 well known, unconfirmed; 待核 to be checked against the live form."""

FieldType = Literal["text", "long", "single", "multi", "date", "bool", "table", "file", "sign", "photo"]
Required = Literal["always", "conditional", "optional"]
Scalar = str | int | bool

Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN, max_length=40)]
"""A stable English name, unique in its form: it becomes the tag of the Word control."""

FormId = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=60)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class Frozen(BaseModel):
    """A frozen record whose unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Option(Frozen):
    """A tick-box option: the official words, and the value of the company data that ticks it (default: the words)."""

    label: Line
    value: Scalar | None = None
    note: str = given(default="", description="对该选项的提醒，例如已不再适用")

    @property
    def ticks(self) -> Scalar:
        """The data value that ticks this box."""
        return self.label if self.value is None else self.value


def _option(value: Any) -> Any:
    return {"label": value} if isinstance(value, str) else value


_OPTION_SCHEMA = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["label"],
            "properties": {
                "label": {"type": "string"},
                "value": {"type": ["string", "integer", "boolean"]},
                "note": {"type": "string"},
            },
        },
    ]
}
WrittenOption = Annotated[Option, BeforeValidator(_option), WithJsonSchema(_OPTION_SCHEMA)]

YES_NO = (Option(label="是", value=True), Option(label="否", value=False))
"""The options of every ``bool`` field."""


class Answer(Frozen):
    """What fields, tables and tick blocks share: name, label, duty to fill, condition, who fills, what binds."""

    key: Key
    label: Line = given(description="官方标签，一字不差")
    number: str = given(default="", description="官方序号")
    required: Required = "optional"
    condition: Expression | None = given(default=None, description="required 为 conditional 时必填的条件")
    prefill: Literal["auto", "never"] = given(default="auto", description="never：法律声明、签章、证件号，一律留空")
    who: str = given(default="企业", description="由谁填写")
    hint: str = ""
    rule: str = given(default="", description="依据")
    confidence: Confidence | None = given(default=None, description="缺省同表格")

    @model_validator(mode="after")
    def _conditional_has_condition(self) -> Self:
        if (self.required == "conditional") != (self.condition is not None):
            raise ValueError("required: conditional 与 condition 必须同时出现")
        return self


class Field(Answer):
    """One answer. Its value is ``source`` (a path; ``otherwise`` where that is empty), ``expr`` (computed) or ``prose``
    (words around values, each of which may be a gap of its own), else ``default`` with its reason.

    ``parts`` names the keys printed, joined by a space, for each member of a source that is a list of records
    (or for a source that is one record); members are joined by ``separator``. ``span`` is the number of grid
    columns the value takes (0: the rest of the row); ``label_span`` those of the label (0: no label cell).
    """

    type: FieldType = "text"
    options: tuple[WrittenOption, ...] = ()
    options_from: str = given(default="", description="选项取自内容库，例如 sc42.groups")
    source: DottedPath | None = None
    otherwise: DottedPath | None = given(default=None, description="source 为空时改取的路径")
    parts: tuple[Key, ...] = ()
    separator: str = "、"
    expr: Expression | None = None
    prose: Prose | None = None
    suffix: str = given(default="", description="印在值后的单位，例如 个月")
    default: Scalar | None = None
    default_reason: str = ""
    max_length: int | None = given(default=None, ge=1, description="字数上限")
    min_height: float = given(default=0, ge=0, description="最小行高（磅）")
    label_span: int = given(default=1, ge=0)
    span: int = given(default=0, ge=0)
    rowspan: int = given(default=1, ge=1)

    @property
    def choices(self) -> tuple[Option, ...]:
        """The tick boxes to print: the options, or 是/否 for a ``bool``; empty when ``options_from`` gives them."""
        return YES_NO if self.type == "bool" else self.options

    def offered(self, lists: Mapping[str, Sequence[str]]) -> tuple[Option, ...]:
        """The tick boxes, those of ``options_from`` taken from ``lists`` (name → words). Raises KeyError."""
        if self.options_from:
            return tuple(Option(label=word) for word in lists[self.options_from])
        return self.choices

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for problem in _problems(self):
            raise ValueError(f"字段 {self.key}（{self.label}）：{problem}")
        return self


def _problems(field: Field) -> list[str]:
    values = [field.source, field.expr, field.prose]
    chooses = bool(field.options) or bool(field.options_from)
    checks = (
        (sum(v is not None for v in values) > 1, "source、expr、prose 只能有一个"),
        (field.otherwise is not None and field.source is None, "otherwise 须与 source 同用"),
        (
            field.prefill == "never" and any(v is not None for v in (*values, field.default)),
            "prefill: never 的字段不得有 source、expr、prose 或 default",
        ),
        (field.type in ("sign", "photo") and field.prefill != "never", "签字、照片必须写 prefill: never"),
        (field.type in ("single", "multi") and not chooses, "单选、多选必须有 options 或 options_from"),
        (field.type not in ("single", "multi") and chooses, "只有单选、多选可以有选项"),
        (bool(field.options) and bool(field.options_from), "options 与 options_from 只能有一个"),
        (len({o.ticks for o in field.options}) < len(field.options), "选项重复"),
        ((field.default is None) != (not field.default_reason), "default 与 default_reason 必须同时出现"),
        (bool(field.parts) and field.source is None, "parts 须与 source 同用"),
    )
    return [text for wrong, text in checks if wrong]
