"""Many companies out of one: the sample company under other names, with other answers, for benchmarks."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.loading.company import CompanyBundle, UndertakingFile, load_company

ROOT = Path(__file__).resolve().parents[2]
Item = tuple[CompanyBundle, UndertakingFile]
_PLACES = ("海淀", "朝阳", "亦庄", "石景山", "昌平", "通州", "丰台", "顺义")
_FIELDS = ("智能", "数据", "机器人", "云计算", "信息", "软件")
_THEMES = ("智能体 工具调用能力", "大模型 推理服务", "具身智能 数据采集", "知识增强 检索质量", "智能座舱 语音交互")
_LONG = ("purpose", "scope", "state_of_art", "legal_relation", "products", "remarks")


def proposals(count: int, *, own_texts: bool) -> list[Item]:
    """``count`` proposals of as many companies; every short answer is its own.

    The long answers are those of the sample, which repeat as in a list of one bureau's boilerplate; with
    ``own_texts`` no long answer is like another: other sentences, in another order, of another length.
    """
    bundle = load_company(ROOT / "content" / "companies" / "complete")
    undertaking = next(item for item in bundle.undertakings if item.key == "proposal-tool-calling")
    return [_proposal(bundle, undertaking, number, own_texts) for number in range(count)]


def _proposal(bundle: CompanyBundle, undertaking: UndertakingFile, number: int, own_texts: bool) -> Item:
    place, field = _PLACES[number % len(_PLACES)], _FIELDS[number % len(_FIELDS)]
    name = f"北京{place}示例第{number}{field}科技有限公司"
    data: Any = undertaking.data
    changes: dict[str, Any] = {
        "title_zh": f"人工智能 {_THEMES[number % len(_THEMES)]} 第{number}项测试方法",
        "title_en": f"Artificial intelligence—Agent—Test methods for capability No. {number}",
        "drafters": (name, *data.drafters[1 : 2 + number % 3]),
        "category": ("方法", "基础", "管理", "产品")[number % 4],
        "cycle": (12, 18)[number % 2],
        "budget": data.budget.model_copy(update={"total": 40.0 + number, "own": 40.0 + number}),
    }
    if own_texts:
        changes |= {key: own_text(getattr(data, key), number) for key in _LONG}
    profile = bundle.profile.model_copy(update={"name": name})
    return replace(bundle, profile=profile), replace(undertaking, data=data.model_copy(update=changes))


def own_text(text: str, number: int) -> str:
    """The sentences of ``text`` turned round and some left out, with a number that no other company has."""
    sentences = re.findall(r"[^。；\n]+[。；]?", text)
    turn = number % len(sentences)
    kept = [s for at, s in enumerate(sentences[turn:] + sentences[:turn]) if (at + number) % 7]
    return f"（第{number}号）" + "".join(kept or sentences)
