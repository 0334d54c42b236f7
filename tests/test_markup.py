"""Templates to tree: marks, white space, nesting, and what wrong markup is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Source, ZhiyinError
from generator.document.nodes import Origin
from generator.document.numbering import number
from generator.document.walk import dump
from generator.markup.parser import parse
from generator.templating.environment import environment, malformed, render
from generator.templating.values import view


class Index:
    """Every value on line 7 of content.yaml, cited from one source."""

    def source(self, path: tuple[str | int, ...]) -> Source:
        return Source("content.yaml", 7)

    def cite(self, path: tuple[str | int, ...]) -> str:
        return "公开来源"


def origin(path: str) -> Origin:
    return Origin(path, Source("content.yaml", 7), "公开来源")


def made(tmp_path: Path, body: str, **values: Any) -> str:
    (tmp_path / "t.xml.j2").write_text(
        f'<document title="t"><section kind="body">\n{body}\n</section></document>', encoding="utf-8"
    )
    reads: set[tuple[str | int, ...]] = set()
    context = {name: view(value, (name,), Index(), reads) for name, value in values.items()}
    xml = render(environment(tmp_path), "t.xml.j2", context)
    return dump(number(parse(xml, "templates/t.xml.j2", origin)))


def test_printed_values_become_facts_with_their_paths(tmp_path: Path) -> None:
    text = made(tmp_path, "<p>占{{ a.led | percent(a.all) }}，共{{ a.led + a.all }}项</p>", a={"led": 6, "all": 34})
    assert "占[a.led,a.all|17.65%]，共[a.led,a.all|40]项" in text


def test_a_missing_value_becomes_a_gap(tmp_path: Path) -> None:
    assert "{gap:a.phone}" in made(tmp_path, "<p>电话：{{ a.phone }}</p>", a={"phone": None})


def test_values_are_escaped_and_never_run(tmp_path: Path) -> None:
    text = made(tmp_path, "<p>{{ a }}</p>", a="<b>{{ 7*7 }}</b> & =cmd()")
    assert "[a|<b>{{ 7*7 }}</b> & =cmd()]" in text


def test_prose_keeps_emphasis_lists_and_links_and_refuses_html(tmp_path: Path) -> None:
    text = made(tmp_path, "{{ a | md }}", a="甲**乙**[丙](https://a.example/)<i>\n\n- 一\n- 二")
    assert "p.body [a|甲]*[a|乙]*<https://a.example/|[a|丙]>[a|<i>]" in text
    assert text.count("item •") == 2


def test_indented_text_is_healed_between_han_and_kept_between_words(tmp_path: Path) -> None:
    assert "p.body 甲乙 big data" in made(tmp_path, "<p>\n  甲\n  乙 big\n  data\n</p>")


def test_headings_figures_and_references_are_numbered(tmp_path: Path) -> None:
    text = made(
        tmp_path,
        '<h1 id="a">政策</h1><h2 id="b">国家</h2><h2 id="c">北京</h2><h1 id="d">组织</h1><h2 id="e">国际</h2>'
        '<table columns="1" id="t"><caption>表题</caption><tr><td>x</td></tr></table>'
        '<p>见<ref to="t"/>和<ref to="e" show="full"/></p>',
    )
    assert "h2 #c （二）北京" in text
    assert "h2 #e （一）国际" in text
    assert "见(#t|表 1)和(#e|二（一）国际)" in text


@pytest.mark.parametrize(
    ("body", "code", "line", "said"),
    [
        ("<pp>x</pp>", "MRK-001", 2, "没有 <pp> 这种元素"),
        ("<p>\n\n<tablee/></p>", "MRK-001", 4, "是否想写“table”"),
        ('<p stile="x">y</p>', "MRK-002", 2, "是否想写“style”"),
        ('<p align="middle">y</p>', "MRK-005", 2, "可用"),
        ("<h1>x</h1>", "MRK-006", 2, "缺少属性 id"),
        ("<li>x</li>", "MRK-003", 2, "不能放在 <section> 里"),
        ("<p>x", "MRK-000", 2, "标记不成形"),
        ("<p>{{ a.nmae }}</p>", "TPL-003", 2, "nmae"),
        ("<p>{{ b }}</p>", "TPL-003", 2, "模板取值出错：“b”没有定义"),
        ("<p>{{ a.b.c }}</p>", "TPL-003", 2, "模板取值出错：“a”没有“b”这一项，可用：name"),
        ("<p>{{ a.nam }}</p>", "TPL-003", 2, "“a”没有“nam”这一项，是否想写“name”"),
        ("<p>{{ aa.name }}</p>", "TPL-003", 2, "是否想写“a”？"),
        ("<p>{{ a.name | cndate }}</p>", "TPL-002", 2, "没有过滤器“cndate”\n    改法：是否想写“cn_date”？"),
        ("<p>{{ a.name | cn_number }}</p>", "TPL-003", 2, "“甲”不是整数"),
        ("<p>{{ 3 | percent }}</p>", "TPL-003", 2, "“percent”少写了参数 'whole'"),
        ("<p>{{ 0 | percent(0) }}</p>", "TPL-003", 2, "总数是0，算不出0项的占比"),
        ("<p>{{ a. }}</p>", "TPL-002", 2, "点号后面缺少名称"),
        ("<p>{{ a，b }}</p>", "TPL-002", 2, "这里不能用“，”"),
        ("<p>{% for x in a %}x{% endif %}</p>", "TPL-002", 2, "到“endif”为止，“for”还没有结束"),
        ("<p>{% for x in range(1000000) %}x{% endfor %}</p>", "TPL-003", 2, "循环次数过多，至多10万次"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "TPL-003", 2, "反复套用自己，没有尽头"),
        ("{% include 't.xml.j2' %}", "TPL-003", 2, "反复套用自己，没有尽头"),
        ("{% import 'tt.xml.j2' as m %}", "TPL-001", 2, "找不到模板 tt.xml.j2\n    改法：是否想写“t.xml.j2”？"),
        ("<p>A & B</p>", "MRK-000", 2, "有不能这样写的字符：& 写作 &amp;，< 写作 &lt;）：<p>A & B</p>"),
        ("<p>x</q>", "MRK-000", 2, "（标签不成对）"),
        ('<h1 id=" ">x</h1>', "MRK-006", 2, "<h1> 的属性 id 是空的"),
        ('<spacer height="-5"/>', "MRK-009", 2, "应为数（不写单位，不小于0），不是“-5”"),
        ('<spacer height="5cm"/>', "MRK-009", 2, "不是“5cm”"),
        ('<p><a href="javascript:alert(1)">x</a></p>', "MRK-005", 2, "以 https://、http:// 或 mailto: 开头"),
        ("<p>{% if %}</p>", "TPL-002", 2, "缺少要取的值，却是“语句的结尾 %}”"),
        ("<p>{% if a %}x</p>", "TPL-002", 2, "“if”没有结束，缺少“endif”"),
        ("<p>{% fi %}</p>", "TPL-002", 2, "不认识的语句“fi”"),
        ("<p>{{ a | nosuch }}</p>", "TPL-002", 2, "没有过滤器“nosuch”"),
        ("<p>{{ a.name )}}</p>", "TPL-002", 2, "多出“)”"),
        ("<p>{{ a }}</p>", "TPL-003", 2, "不能直接印出"),
        ("<p>{% if %}</p>", "TPL-002", 2, "模板写法有误"),
        ("<p>{{ a.name.__class__.mro() }}</p>", "TPL-003", 2, "unsafe"),
    ],
)
def test_wrong_templates_are_told_file_line_and_cause(
    tmp_path: Path, body: str, code: str, line: int, said: str
) -> None:
    with pytest.raises(ZhiyinError) as caught:
        made(tmp_path, body, a={"name": "甲"})
    text = str(caught.value)
    first = caught.value.diagnostics[0]
    assert code in {d.code for d in caught.value.diagnostics}
    assert said in text
    assert first.source is not None
    assert first.source.file == "templates/t.xml.j2"
    assert line in {d.source.line for d in caught.value.diagnostics if d.source}


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40))
def test_any_text_travels_unchanged(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    text = "".join(c for c in text if not 0xFDD0 <= ord(c) <= 0xFDEF and ord(c) & 0xFFFE != 0xFFFE and not c.isspace())
    shown = made(tmp_path_factory.mktemp("t"), "<p>〈{{ a }}〉</p>", a=text)
    assert f"〈[a|{text}]〉" in shown


def test_a_template_in_another_encoding_is_told_and_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    file = tmp_path / "templates/t.xml.j2"
    text = '<document title="t">\n<section kind="body"><p>标准</p></section>\n</document>'
    file.write_bytes(text.encode("gb18030"))
    env = environment(tmp_path / "templates")
    told = [f"{item.source} {item.code} {item.message}" for item in malformed(tmp_path / "templates")]
    assert told == ["templates/t.xml.j2:2 TPL-004 文件不是 UTF-8 编码"]
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert "标准" in render(env, "t.xml.j2", {})
    assert not render(env, "t.xml.j2", {}).startswith("\ufeff")
