"""An official form as data: what it is, who takes it by what rule, how it is handed in, and its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field as given
from pydantic import model_validator

from generator.model.base import ADDRESS_PATTERN
from generator.model.expression import Expression
from generator.model.form_blocks import (
    AnyBlock,
    AttachmentList,
    Checks,
    Column,
    Contents,
    HeadingBlock,
    Long,
    Notes,
    PageEnd,
    Placed,
    Repeat,
    Rows,
    Seal,
    Table,
    TextBlock,
    block_fields,
)
from generator.model.form_fields import Answer, Confidence, Field, FormId, Frozen, Line, Option
from generator.model.located import Located

Undertaking = Annotated[str, given(pattern=r"^[a-z][a-z_]*$")]


LAYOUTS: Mapping[str, str] = {
    "table": "form",
    "sheet": "form",
    "report": "report",
    "letter": "letter",
    "draft": "draft",
}
"""How a form's layout is called in names of templates and styles."""


def shared_template(layout: str) -> str:
    """The template that prints the forms of a layout which have none of their own."""
    return f"forms/{LAYOUTS.get(layout, layout)}.xml.j2"


class Rule(Frozen):
    """A rule that binds, with its clause, and how sure it is."""

    text: Line
    confidence: Confidence = "确定"


class Deadline(Frozen):
    """A time limit and its rule."""

    what: Line
    limit: Line = given(description="例如 不少于60日、不超过18个月")
    rule: Line
    confidence: Confidence = "确定"
    when: Expression | None = None


class Attachment(Frozen):
    """A document handed in with the form; ``form`` is the id of a draft that the toolkit makes itself."""

    name: Line
    form: FormId | None = None
    required: bool = True
    note: str = ""
    when: Expression | None = None


class Step(Frozen):
    """A step of the filing checklist; ``platform`` is an id of content/platforms, printed with address and QR code.

    ``url`` is the page within the platform where the step is taken, when it has an address of its own.
    """

    text: Line
    platform: str = ""
    url: str = given(default="", pattern=ADDRESS_PATTERN)
    receiver: str = ""
    rule: str = ""
    when: Expression | None = None


class Signer(Frozen):
    """Who signs or seals what; ``times`` is the number of originals where known."""

    who: Line
    what: Line
    note: str = ""
    when: Expression | None = None


class Form(Located):
    """A form. ``undertaking`` is the kind of data that fills it beside the company's profile.

    ``needs`` are conditions that must all hold for the form to be made; ``template`` overrides the shared layout.
    """

    id: FormId
    title: Line
    short: Line = given(description="文件名和清单中的简称")
    layout: Literal["table", "report", "letter", "draft", "sheet"] = "table"
    path: FormId = given(description="参与路径（content/forms/paths.yaml）")
    undertaking: Undertaking
    receiver: FormId
    channel: Line
    standing: Line = given(description="表格的地位：统一格式、常见格式或自拟")
    rules: tuple[Rule, ...] = given(min_length=1)
    version: Line
    as_of: date
    confidence: Confidence
    header: str = given(default="", description="页眉，例如标准草案的文件编号（印在外侧）")
    colophon: tuple[Line, ...] = ("以官方最新表格为准。",)
    landscape: bool = False
    template: str = ""
    needs: tuple[Expression, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    steps: tuple[Step, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    signers: tuple[Signer, ...] = ()
    blocks: tuple[AnyBlock, ...] = given(min_length=1)

    def fields(self) -> Iterator[Field]:
        """The single answers in printed order."""
        for block in self.blocks:
            yield from block_fields(block)

    def tables(self) -> Iterator[Table]:
        """The tables in printed order."""
        yield from (block for block in self.blocks if isinstance(block, Table))

    def seals(self) -> Iterator[Seal]:
        """The seal and signature blocks in printed order."""
        yield from (block for block in self.blocks if isinstance(block, Seal))

    def answers(self) -> Iterator[Answer]:
        """Fields and tables in printed order."""
        for block in self.blocks:
            yield from (block,) if isinstance(block, Table) else block_fields(block)

    def field(self, key: str) -> Field:
        """The field named ``key``. Raises KeyError."""
        for field in self.fields():
            if field.key == key:
                return field
        raise KeyError(key)

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        keys = [answer.key for answer in self.answers()] + [seal.key for seal in self.seals()]
        keys += [block.key for block in self.blocks if isinstance(block, Repeat)]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise ValueError(f"字段键重复：{'、'.join(twice)}")
        return self


__all__ = [
    "Answer",
    "AnyBlock",
    "Attachment",
    "AttachmentList",
    "Checks",
    "Column",
    "Confidence",
    "Contents",
    "Deadline",
    "Field",
    "Form",
    "HeadingBlock",
    "Long",
    "Notes",
    "Option",
    "PageEnd",
    "Placed",
    "Repeat",
    "Rows",
    "Rule",
    "Seal",
    "Signer",
    "Step",
    "Table",
    "TextBlock",
]
