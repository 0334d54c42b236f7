"""The fillable edition: the same pages with a field wherever the draft has a value, a gap or a tick box."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

from pypdf import PdfReader

from generator.build.drafts import make_drafts
from generator.diagnostics import Source
from generator.document.nodes import Origin
from generator.document.numbering import number
from generator.layout.pages import layout
from generator.loading.theme import load_theme
from generator.markup.parser import parse
from generator.pdf import write_pdf
from tests import verapdf
from tests.pdf_sample import fonts

ROOT = Path(__file__).resolve().parent.parent
MARKUP = """<document title="表" date="2025-03-01"><section kind="form"><table columns="1,3" style="form" alt="表">
<tr><th>单位名称</th><td><field key="name" label="单位名称">北京示例智能科技有限公司（𬭚）</field></td></tr>
<tr><th>联系电话</th><td><gap key="phone" label="联系电话" hint="区号-号码"/></td></tr>
<tr><th>类别</th><td><check key="kind.make" label="制定" checked="yes"/>
<check key="kind.revise" label="修订"/></td></tr>
<tr><th>目的</th><td><field key="purpose" label="目的" kind="long">REPEAT</field></td></tr>
</table></section></document>""".replace("REPEAT", "规范智能体调用外部工具的能力测试，减少重复测试。" * 8)


def test_fields_carry_values_names_and_ticks_on_the_same_pages_and_pass_verapdf(tmp_path: Path) -> None:
    document = number(parse(MARKUP, "t", lambda path: Origin(path, Source("t"))))
    theme = load_theme(ROOT)
    _, plain = layout(document, theme, fonts())
    _, laid = layout(document, theme, fonts(), fillable=True)
    assert [page.folio for page in laid.pages] == [page.folio for page in plain.pages]
    data = write_pdf(laid, fonts(), fillable=True)
    fields = PdfReader(io.BytesIO(data)).get_fields() or {}
    values = {name: str(field.get("/V", "")) for name, field in fields.items()}
    assert values["name"] == "北京示例智能科技有限公司（𬭚）"
    assert values["phone"] == ""
    assert values["kind/make"] == "/Yes"
    assert values["kind/revise"] == "/Off"
    assert values["purpose"].startswith("规范智能体调用外部工具的能力测试")
    assert {str(field.get("/TU")) for field in fields.values()} >= {"单位名称", "联系电话", "目的"}
    path = tmp_path / "f.pdf"
    path.write_bytes(data)
    if verapdf.available():
        assert verapdf.check([path]) == []


def test_every_sample_form_has_a_fillable_edition_that_passes_verapdf(tmp_path: Path) -> None:
    made = make_drafts(
        ROOT,
        ROOT / "content/companies/complete",
        paths=("mandatory", "recommended"),
        formats=("fillable",),
        today=date(2026, 11, 1),
    )
    paths: list[Path] = []
    for folder in made:
        for number_, output in enumerate(folder.files):
            path = tmp_path / f"{len(paths)}-{number_}.pdf"
            path.write_bytes(output.data)
            paths.append(path)
            assert output.name.endswith("（可填写）.pdf")
            assert PdfReader(path).get_fields()
    assert paths
    if verapdf.available():
        assert verapdf.check(paths) == []
