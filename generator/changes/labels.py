"""What readers call the parts of a file: the models' own descriptions, and a table for the words of forms."""

from __future__ import annotations

import re
import typing
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from generator.model.content import Guide

FORMS = "content/forms/"
BESIDE_FORMS = {f"{FORMS}paths.yaml": "参与路径和接收单位", f"{FORMS}columns.yaml": "企业资料工作簿"}
"""Files that stand beside the forms and are none, with what the report calls them."""
THEME = "templates/theme.yaml"

_HEAD = re.compile(r"[，；。：（]")
_LENGTH = 24

WORDS: Mapping[str, str] = {
    "title": "名称",
    "landscape": "横排",
    "short": "简称",
    "name": "名称",
    "label": "栏目名称",
    "number": "序号",
    "options": "选项",
    "options_from": "选项出处",
    "rules": "依据",
    "rule": "依据",
    "hint": "填写提示",
    "required": "是否必填",
    "condition": "填写条件",
    "when": "适用条件",
    "source": "取值",
    "otherwise": "备用取值",
    "expr": "取值算式",
    "prose": "印出的文字",
    "default": "缺省值",
    "default_reason": "缺省的理由",
    "max_length": "字数上限",
    "who": "由谁填写",
    "what": "内容",
    "limit": "时限",
    "type": "填写方式",
    "prefill": "预填",
    "confidence": "可信程度",
    "as_of": "核实日期",
    "version": "表格版本",
    "standing": "表格地位",
    "channel": "报送渠道",
    "receiver": "接收单位",
    "receivers": "接收单位",
    "url": "网址",
    "platform": "平台",
    "path": "参与路径",
    "paths": "参与路径",
    "forms": "表格",
    "undertaking": "事项种类",
    "undertakings": "事项种类",
    "colophon": "表末说明",
    "attachments": "附件",
    "steps": "办理步骤",
    "deadlines": "时限",
    "signers": "签字盖章",
    "cautions": "提醒",
    "then": "随之要办的路径",
    "needs": "生成的条件",
    "fields": "栏目",
    "blocks": "版面",
    "columns": "分栏",
    "width": "栏宽",
    "small": "小五号字",
    "items": "条目",
    "paragraphs": "段落",
    "text": "文字",
    "note": "说明",
    "sheets": "工作表",
    "also": "其他叫法",
    "company_column": "单位名称一栏",
    "matter_column": "所属事项一栏",
    "person_column": "专家一栏",
    "role_column": "角色一栏",
    "instructions": "填写说明",
    "example": "示例行的标记",
    "skipped": "不收入的内容",
    "page": "版面尺寸",
    "pages": "各类草稿的版面",
    "faces": "字体文件",
    "families": "字族",
    "styles": "段落样式",
    "characters": "字符样式",
    "tables": "表格样式",
    "lists": "列表",
}
"""Keys of forms, of what stands beside them, of the style sheet; a key that is missing here speaks for itself."""


def model_of(file: str) -> Any:
    """The type of a content file's value; None for forms, the style sheet and unknown files."""
    name = file.removeprefix("content/").removesuffix(".yaml")
    field = Guide.model_fields.get(name) if file == f"content/{name}.yaml" else None
    return field.annotation if field else None


def title_of(file: str, old: object, new: object) -> str:
    """What a file is called in the report: its part of the guide, or the form's title."""
    name = file.removeprefix("content/").removesuffix(".yaml")
    if file == THEME:
        return "样式表"
    if file in BESIDE_FORMS:
        return BESIDE_FORMS[file]
    if file.startswith(FORMS):
        for value in (new, old):
            if isinstance(value, dict) and value.get("title"):
                return f"表格：{value['title']}"
        return f"表格：{name.removeprefix('forms/')}"
    field = Guide.model_fields.get(name)
    return _short(field.description or name) if field else name


def key_word(model: Any, key: str) -> str:
    """What a key is called: the model's description up to its first stop, the table's word, or the key."""
    record = _record(model)
    field = record.model_fields.get(key) if record else None
    return _short(field.description) if field and field.description else WORDS.get(key, key)


def key_model(model: Any, key: str) -> Any:
    """The type behind a key."""
    record = _record(model)
    field = record.model_fields.get(key) if record else None
    return field.annotation if field else None


def member_word(item: object, position: int) -> str:
    """What a list's member is called: its title or name, its first words, or its place."""
    if isinstance(item, dict):
        for key in ("title", "name", "label", "short", "text", "article", "id", "key", "form"):
            if item.get(key):
                return _cut(str(item[key]))
    return f"第{position + 1}项"


def _short(text: str) -> str:
    return _HEAD.split(text, maxsplit=1)[0]


def _cut(text: str) -> str:
    line = text.strip().split("\n", 1)[0]
    return line if len(line) <= _LENGTH else line[: _LENGTH - 1] + "…"


def _record(model: Any) -> type[BaseModel] | None:
    """The record that a type is, or that its list holds."""
    if isinstance(model, type):
        return model if issubclass(model, BaseModel) else None
    for part in typing.get_args(model):
        found = _record(part)
        if found:
            return found
    return None
