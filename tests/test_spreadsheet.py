"""The company workbook: its template is complete, what is filled in comes back, what is spoilt is named by cell."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build.checking import check_project
from generator.build.workbook import company_template, sheets_of
from generator.diagnostics import ZhiyinError
from generator.loading.columns import load_columns
from generator.loading.company import load_company
from generator.loading.company_folder import company_files
from generator.loading.form_sources import form_reads
from generator.loading.forms import load_forms
from generator.loading.yaml import load_yaml
from generator.rules.company import check_company
from generator.spreadsheet.cells import CellError, value_of
from generator.spreadsheet.errors import error_workbook
from generator.spreadsheet.plan import COMPANY, PROBLEMS, Column, Sheet, workbook
from generator.spreadsheet.reading import CompanyList, read_list
from tests.laid import ROOT, copied_project
from tests.test_changes import edit

COLUMNS = load_columns(ROOT)
FORMS = load_forms(ROOT)
SHEETS = workbook(COLUMNS, FORMS)
CODE = "91000000MA00000157"


def listed(path: Path) -> CompanyList:
    return read_list(path, COLUMNS, SHEETS)


def book(folder: Path, **tables: list[list[Any]]) -> Path:
    """A workbook with these sheets; the first row of each is its head."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in tables.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
    made.save(folder / "名单.xlsx")
    return folder / "名单.xlsx"


def _archive(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


def problems(found: CompanyList) -> list[str]:
    """All problems of all companies as printed."""
    said = [str(item) for item in found.problems]
    for company in found.companies:
        try:
            company.bundle()
        except ZhiyinError as error:
            said += [str(item) for item in error.diagnostics]
    return said


# -------------------------------------------------------------------- template


def test_every_value_that_a_form_asks_for_has_a_column_or_a_sheet() -> None:
    held = {f"{sheet.key}.{'.'.join(column.path)}" for sheet in SHEETS for column in sheet.columns}
    held |= {sheet.key for sheet in SHEETS}
    for form in FORMS:
        for _, path in form_reads(form):
            steps = path.split(".")
            if {"kind", "id", *COLUMNS.skipped} & set(steps) or len(steps) == 1:
                continue
            ends = [".".join(steps[:n]) for n in range(2, len(steps) + 1)]
            whole = any(name.startswith(f"{path}.") for name in held)
            assert whole or any(end in held for end in ends), f"{form.id}: {path}"


def test_heads_of_a_sheet_are_all_different_and_sheet_names_fit_excel() -> None:
    for sheet in SHEETS:
        labels = [column.label for column in sheet.columns]
        assert len(labels) == len(set(labels)), sheet.name
        assert len(sheet.name) <= 31
    assert len({sheet.name for sheet in SHEETS}) == len(SHEETS)


def test_the_template_of_a_path_has_only_what_its_forms_ask_for() -> None:
    names = [sheet.name for sheet in workbook(COLUMNS, FORMS, ["participation"])]
    assert "参编申请" in names
    assert "推荐性国标项目" not in names


@pytest.mark.parametrize(
    ("written", "wrong", "told"),
    [
        ("  company.contact: {", "  # {", "4:1 错误 FM-008 sheets 中缺少“company.contact”"),
        ("  need: {", "  needs: {", "24:3 错误 FM-008 没有“needs”这张表\n    改法：是否想写“need”？"),
        ("{name: 专利,", "{name: 产品,", "12:3 错误 FM-008 工作表名“产品”用了不止一次"),
        ("  company.postcode:", "  company.postcde:", "50:3 错误 FM-008 没有“company.postcde”这一栏"),
        ("先填“{company}”", "先填“{compny}”", "66:5 错误 FM-003 填写说明不认识“{compny}”；可用：{company}、{key}"),
        ("先填“{company}”", "先填“{company”", "66:5 错误 FM-003 填写说明花括号没有成对；可用：{company}、{key}"),
        ("先填“{company}”", "先填“{}”", "66:5 错误 FM-003 填写说明不认识“{}”；可用：{company}、{key}"),
        ("先填“{company}”", "先填“{company:d}”", "66:5 错误 FM-003 填写说明不认识“{company:d}”；可用：{company}"),
        ("先填“{company}”", "先填“{company!z}”", "66:5 错误 FM-003 填写说明不认识“{company!z}”；可用：{company}"),
        ("{name: 专利,", "{name: 专/利,", "12:21 错误 FM-003 “name”写法不对\n    改法：工作表名不能有 [ ] : * ? / \\"),
        ("{name: 专利,", "{name: 填写说明,", "12:3 错误 FM-008 工作表名“填写说明”已由程序使用"),
    ],
)
def test_names_of_sheets_and_columns_that_do_not_fit_are_told_at_their_line(
    tmp_path: Path, written: str, wrong: str, told: str
) -> None:
    project = copied_project(tmp_path)
    edit(project, "content/forms/columns.yaml", written, wrong)
    with pytest.raises(ZhiyinError) as caught:
        sheets_of(project)
    assert f"content/forms/columns.yaml:{told}" in str(caught.value)
    assert caught.value.diagnostics[0] in check_project(project, date(2026, 11, 1))


@pytest.mark.parametrize(
    ("path", "sheet", "labels"),
    [
        ("participation", "专家", {"姓名", "职务", "手机"}),
        ("member", "专家简历", {"专家", "起始年月", "单位"}),
        ("recommended", "科研项目", {"项目名称", "项目编号"}),
        ("patents", "专利", {"专利号/申请号/公开号", "专利名称"}),
        ("participation", "联系人", {"单位名称", "角色", "姓名", "手机", "电子邮箱"}),
    ],
)
def test_the_template_of_a_path_has_the_tables_that_its_undertakings_name(
    path: str, sheet: str, labels: set[str]
) -> None:
    page = openpyxl.load_workbook(io.BytesIO(company_template(ROOT, [path])))[sheet]
    assert labels <= {str(cell.value).rstrip("*") for cell in page[1]}


def test_only_what_must_be_given_is_marked_so() -> None:
    page = openpyxl.load_workbook(io.BytesIO(company_template(ROOT)))["企业"]
    assert [cell.value for cell in page[1] if str(cell.value).endswith("*")] == ["单位名称*"]


def test_the_template_is_the_same_bytes_every_time_and_its_examples_are_not_read(tmp_path: Path) -> None:
    data = company_template(ROOT, ["member"])
    assert data == company_template(ROOT, ["member"])
    (tmp_path / "样表.xlsx").write_bytes(data)
    found = listed(tmp_path / "样表.xlsx")
    assert found.companies == ()
    (said,) = found.ignored
    assert said.startswith("“（示例）”开头的示例行（企业第2行、")


def test_examples_name_people_and_fill_in_all_that_must_be_given() -> None:
    pages = openpyxl.load_workbook(io.BytesIO(company_template(ROOT)))
    for sheet in SHEETS:
        page = pages[sheet.name]
        if page.max_row < 2:
            continue
        for head, cell in zip(page[1], page[2], strict=True):
            assert cell.value or not str(head.value).endswith("*"), f"{sheet.name}!{cell.coordinate}"
            if "写“专家”表中的姓名" in (head.comment.text if head.comment else ""):
                assert not str(cell.value or "").isascii() or not cell.value, f"{sheet.name}!{cell.coordinate}"
    assert pages["成员单位申请"]["C2"].value == "郑举证"
    assert pages["企业"].column_dimensions["C"].width >= 20


def test_the_template_offers_choices_hints_and_text_format() -> None:
    made = openpyxl.load_workbook(io.BytesIO(company_template(ROOT)))
    page = made["企业"]
    heads = {str(cell.value): cell for cell in page[1]}
    code = heads["统一社会信用代码"]
    assert page.column_dimensions[code.column_letter].number_format == "@"
    size = heads["企业规模"].column_letter
    assert any(f"{size}2" in str(each.sqref) for each in page.data_validations.dataValidation)
    assert heads["成立日期"].comment is not None
    assert page.freeze_panes == "B2"
    assert made["选项"].sheet_state == "hidden"


# ------------------------------------------------------------------ round trip


def _cells(sheet: Sheet, trees: dict[str, dict[str, Any]]) -> list[list[Any]]:
    """A sheet filled from a company's trees, as a person would fill it."""
    name = trees[COMPANY]["name"]
    rows: list[list[Any]] = []
    for tree in trees.values():
        if tree.get("kind", COMPANY) != sheet.root:
            continue
        title = next(
            (str(tree[key]) for key in ("title_zh", "standard", "title", "project", "number") if key in tree), ""
        )
        for record, person in _records(tree, sheet):
            row = [_written(_at(record, column.path), column, trees[COMPANY]) for column in sheet.columns]
            if sheet.key == COMPANY:
                rows.append(row)
            elif sheet.root != COMPANY and sheet.path:
                rows.append([name, title, *row])
            else:
                rows.append([name, *([person] if sheet.parent else []), *row])
    lead = [] if sheet.key == COMPANY else ["单位名称", *(["所属事项"] if sheet.root != COMPANY and sheet.path else [])]
    return [[*lead, *(["专家"] if sheet.parent else []), *(column.label for column in sheet.columns)], *rows]


def _records(tree: dict[str, Any], sheet: Sheet) -> list[tuple[Any, str]]:
    if not sheet.path or sheet.roles:
        return [(tree, "")] if not sheet.path else []
    if sheet.parent:
        people = tree.get(sheet.parent[0], ())
        return [(record, person["name"]) for person in people for record in person.get(sheet.path[-1], ())]
    return [(record, "") for record in tree.get(sheet.path[0], ())]


def _at(tree: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        tree = tree.get(step) if isinstance(tree, dict) else None
    return tree


def _written(value: Any, column: Column, company: dict[str, Any]) -> Any:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(str(_written(item, column, company)) for item in value)
    if isinstance(value, dict):  # a person written out: in the workbook an expert is named instead
        return None
    if column.kind == "date" and value:
        return datetime.fromisoformat(str(value))
    if column.names and value:
        key = "number" if column.names == "patents" else "name"
        return next((item[key] for item in company.get(column.names, ()) if item.get("id") == value), value)
    return value


def _trees(name: str) -> dict[str, dict[str, Any]]:
    folder = ROOT / "content" / "companies" / name
    return {key: load_yaml(path, path.name)[0] for key, (path, _) in company_files(folder, folder.parent).items()}


def _stripped(value: Any) -> Any:
    """A model as plain data, without codes of records and what a workbook does not hold."""
    if isinstance(value, dict):
        gone = {"id", "contact", "standards_lead", *COLUMNS.skipped}
        return {key: _stripped(item) for key, item in value.items() if key not in gone}
    return [_stripped(item) for item in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("name", ["complete", "member", "sparse"])
def test_a_company_filled_into_the_workbook_is_the_company_of_the_yaml_files(name: str, tmp_path: Path) -> None:
    trees = _trees(name)
    path = book(tmp_path, **{sheet.name: _cells(sheet, trees) for sheet in SHEETS})
    (company,) = listed(path).companies
    made, wanted = company.bundle(), load_company(ROOT / "content" / "companies" / name)
    assert _stripped(made.profile.model_dump()) == _stripped(wanted.profile.model_dump())
    kinds = [(u.kind, _stripped(u.data.model_dump())) for u in made.undertakings]
    for undertaking in wanted.undertakings:
        assert (undertaking.kind, _stripped(undertaking.data.model_dump())) in kinds


# ------------------------------------------------------------------- bad input


def test_columns_are_found_in_any_order_under_other_names_below_a_title(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        名单=[["2026年第一批"], ["自用编号", "手 机", "公司名称", "邮编"], ["7", "13800000001", "甲公司", "100000"]],
    )
    found = listed(path)
    assert found.companies[0].trees[COMPANY]["contact"] == {"mobile": "13800000001"}
    assert found.ignored == ("名单的“自用编号”一栏",)


def test_a_head_of_two_rows_is_read_as_one(tmp_path: Path) -> None:
    heads = [["2026年名单", None, None, None], ["单位名称", "联系人", None, "邮编"], [None, "姓名", "手机", None]]
    path = book(tmp_path, 企业=[*heads, ["甲公司", "李", "13800000001", "100000"], *heads[1:], ["乙公司"]])
    made = openpyxl.load_workbook(path)
    for cells in ("A1:D1", "A2:A3", "B2:C2", "D2:D3"):
        made["企业"].merge_cells(cells)
    made.save(path)
    first, second = listed(path).companies
    assert first.trees[COMPANY]["contact"] == {"name": "李", "mobile": "13800000001"}
    assert first.trees[COMPANY]["postcode"] == "100000"
    assert second.name == "乙公司"


def test_contacts_may_stand_on_a_sheet_of_their_own_but_not_in_two_places(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        企业=[["单位名称", "联系人"], ["甲公司", None], ["乙公司", "王"]],
        联系人=[
            ["单位名称", "角色", "姓名", "手机"],
            ["甲公司", None, "李", "13800000001"],
            ["甲公司", "标准化负责人", "赵", None],
            ["乙公司", "联系人", "周", None],
        ],
    )
    first, second = listed(path).companies
    assert first.trees[COMPANY]["contact"] == {"name": "李", "mobile": "13800000001"}
    assert first.bundle().profile.standards_lead is not None
    assert [str(item.source) for item in second.problems] == ["名单.xlsx 联系人!A4"]


def test_a_cell_merged_over_two_columns_is_named(tmp_path: Path) -> None:
    path = book(tmp_path, 企业=[["单位名称", "通讯地址", "邮编"], ["甲公司", "某路1号", None]])
    made = openpyxl.load_workbook(path)
    made["企业"].merge_cells("B2:C2")
    made.save(path)
    (problem,) = problems(listed(path))
    assert "企业!B2" in problem
    assert "通讯地址：与“邮政编码”合并成了一格" in problem


@pytest.mark.parametrize(
    ("label", "value", "said"),
    [
        ("统一社会信用代码", 9.1000000000000157e17, "Excel 已丢失末几位"),
        ("统一社会信用代码", "9.1E+17", "科学计数"),
        ("成立日期", 43165, "相当于 2018-03-06"),
        ("成立日期", "2018年13月6日", "不是日历上的日期"),
        ("员工人数", "约400", "不是数"),
        ("员工人数", 4.5, "不是整数"),
        ("企业规模", "很大", "可选：大型、中型、小型、微型"),
        ("是否 SC42 成员单位", "也许", "不是“是”或“否”"),
        ("英文名称", datetime(2026, 3, 1), "当成了日期"),
        ("邮政编码", "#REF!", "公式没有算出可用的值"),
    ],
)
def test_a_spoilt_cell_is_named_with_its_place_and_remedy(label: str, value: Any, said: str, tmp_path: Path) -> None:
    path = book(tmp_path, 企业=[["单位名称", label], ["甲公司", value], ["乙公司", None]])
    found = listed(path)
    (problem,) = problems(found)
    assert said in problem
    assert "名单.xlsx 企业!B2" in problem
    assert found.companies[1].bundle().profile.name == "乙公司"


@pytest.mark.parametrize(
    ("label", "value", "path", "wanted"),
    [
        ("邮政编码", 100000.0, ("postcode",), "100000"),
        ("邮政编码", "　１０００００\u200b ", ("postcode",), "１０００００"),
        ("成立日期", date(2018, 3, 6), ("founded",), "2018-03-06"),
        ("成立日期", "2018年3月6日", ("founded",), "2018-03-06"),
        ("员工人数", "1,200", ("employees",), 1200),
        ("是否 SC42 成员单位", True, ("sc42_member",), True),
        ("单位简介", "=cmd()", ("introduction",), "=cmd()"),
    ],
)
def test_what_excel_makes_of_values_is_understood(
    label: str, value: Any, path: tuple[str, ...], wanted: Any, tmp_path: Path
) -> None:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    page.append(["单位名称", label])
    page.append(["甲公司"])
    page.cell(2, 2).value = value
    if isinstance(value, str):
        page.cell(2, 2).data_type = "s"
    made.save(tmp_path / "名单.xlsx")
    (company,) = listed(tmp_path / "名单.xlsx").companies
    assert company.trees[COMPANY][path[0]] == wanted


def test_a_formula_that_was_never_calculated_is_named(tmp_path: Path) -> None:
    path = book(tmp_path, 企业=[["单位名称", "邮政编码"], ["甲公司", "=1+1"]])
    assert "公式没有算出可用的值" in problems(listed(path))[0]


def test_a_formula_for_a_company_name_is_named_and_one_that_gives_nothing_is_empty(tmp_path: Path) -> None:
    path = book(tmp_path, 企业=[["单位名称", "邮编"], ["=A9", None], ["甲公司", "=A9"]])
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part.replace(b'<c r="B3">', b'<c r="B3" t="str">'))
    found = listed(path)
    assert [company.name for company in found.companies] == ["第2行", "甲公司"]
    assert "企业!A2" in problems(found)[0]
    assert found.companies[1].bundle().profile.postcode is None


def test_codes_and_numbers_in_full_width_are_the_same_as_in_half_width(tmp_path: Path) -> None:
    wide = CODE.translate({ord(char): ord(char) + 0xFEE0 for char in CODE})
    path = book(
        tmp_path,
        企业=[["单位名称", "信用代码", "员工人数", "成立日期"], ["甲公司 ", wide, "４２０", "２０１８年３月６日"]],
    )
    bundle = listed(path).companies[0].bundle()
    profile = bundle.profile
    assert (profile.name, profile.employees, str(profile.founded)) == ("甲公司", 420, "2018-03-06")
    (hint,) = check_company(bundle, (), today=date(2026, 11, 1))
    assert f"按半角“{CODE}”使用" in str(hint)


def test_a_merged_company_name_counts_for_all_its_rows(tmp_path: Path) -> None:
    path = book(tmp_path, 企业=[["单位名称"], ["甲公司"]], 专家=[["单位名称", "姓名"], ["甲公司", "甲"], [None, "乙"]])
    made = openpyxl.load_workbook(path)
    made["专家"].merge_cells("A2:A3")
    made.save(path)
    (company,) = listed(path).companies
    assert [person["name"] for person in company.trees[COMPANY]["experts"]] == ["甲", "乙"]


def test_doubles_and_strangers_are_named_and_stop_nobody_else(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        企业=[
            ["单位名称", "信用代码"],
            ["甲公司", None],
            ["甲 公司", None],
            ["乙公司", CODE],
            ["丙公司", CODE],
            ["丁公司", None],
        ],
        专家=[["单位名称", "姓名"], ["戊公司", "甲"]],
    )
    found = listed(path)
    said = problems(found)
    assert sum("不知道以哪一行为准" in item for item in said) == 4
    assert any("企业表里没有“戊公司”" in item for item in said)
    assert found.companies[-1].bundle().profile.name == "丁公司"


def test_what_is_wrong_with_sheets_and_their_rows_is_told_apart_with_the_remedy(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        企业=[["单位名称", "传真", "传真"], ["甲公司", None, None]],
        专家=[["单位名称", "姓名"], ["甲公司", "甲"]],
        专家简历=[
            ["单位名称", "专家", "起始年月"],
            ["甲公司", "乙", "2020-01"],
            [None, "甲", "2020-01"],
            ["甲公司", None, "2020-01"],
        ],
        专利=[["专利名称"], ["某方法"]],
    )
    found = listed(path)
    told = {(item.code, item.source and item.source.cell): (item.message, item.hint) for item in found.problems}
    assert told["XL-017", ""] == (
        "工作表“专利”里没有“单位名称”一栏，没有读入",
        "表头加上“单位名称”一栏；样表用 zhiyin company template 取得",
    )
    assert told["XL-008", "专家简历!A3"] == ("没有写单位名称，这一行没有用上", "写上单位名称")
    strangers = [(item.code, item.message) for item in found.companies[0].problems]
    assert strangers == [("XL-014", "“专家”表里没有“乙”"), ("XL-014", "没有写专家")]


def test_tables_of_an_undertaking_need_its_name_only_when_there_are_several(tmp_path: Path) -> None:
    heads = ["单位名称", "所属事项", "意见内容"]
    path = book(
        tmp_path,
        企业=[["单位名称"], ["甲公司"], ["乙公司"]],
        征求意见稿=[["单位名称", "标准名称"], ["甲公司", "标准一"], ["甲公司", "标准二"], ["乙公司", "标准三"]],
        意见=[heads, ["甲公司", "标准二", "改"], ["甲公司", None, "错"], ["乙公司", None, "好"]],
    )
    first, second = listed(path).companies
    assert first.trees["comments-2"]["comments"] == [{"content": "改"}]
    assert [str(item.source) for item in first.problems] == ["名单.xlsx 意见!A3"]
    assert second.trees["comments-1"]["comments"] == [{"content": "好"}]


def test_a_digest_does_not_depend_on_where_the_rows_stand(tmp_path: Path) -> None:
    one = listed(book(tmp_path, 企业=[["单位名称", "邮编"], ["甲公司", "100000"], ["乙公司", "1"]])).companies[0]
    two = listed(book(tmp_path, 企业=[["邮编", "单位名称"], ["2", "丙公司"], ["100000", "甲公司"]])).companies[1]
    assert one.digest == two.digest


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_the_encodings_that_office_programs_write(encoding: str, tmp_path: Path) -> None:
    text = "单位名称,邮编,参编申请—拟参与标准名称\r\n甲公司,100000,某标准\r\n乙公司\r\n,,\r\n"
    (tmp_path / "名单.csv").write_bytes(text.encode(encoding))
    first, second = listed(tmp_path / "名单.csv").companies
    assert first.bundle().undertakings[0].kind == "participation"
    assert second.name == "乙公司"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("空.xlsx", b"", "不是 Excel 工作簿"),
        ("坏.xlsx", b"PK\3\4abc", "已损坏"),
        ("密.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "打开密码，或是旧格式"),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为"),
        ("空.csv", b"", "找不到“单位名称”一栏"),
        ("零.csv", b"a,\0b\n", "空字符"),
        ("乱.csv", b"\xff\xff\xff,1\n", "不是 UTF-8"),
        ("引号.csv", '单位名称\n"甲公司'.encode() + b"x" * 200_000, "缺了一个引号"),
        ("别.xlsx", _archive("word/document.xml"), "不是 Excel 工作簿"),
    ],
)
def test_files_that_are_no_list_are_refused_by_name(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ZhiyinError, match=said):
        listed(tmp_path / name)


def test_damage_of_any_kind_is_named_or_harmless(tmp_path: Path) -> None:
    path = book(tmp_path, 企业=[["单位名称", "邮编"], *([f"甲{number}公司", "100000"] for number in range(20))])
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    chance = random.Random(5)
    for _ in range(150):
        spoilt = dict(parts)
        name = chance.choice([name for name in parts if name.startswith("xl/")])
        data = bytearray(parts[name])
        for _ in range(chance.randint(1, 5)):
            at = chance.randrange(len(data))
            data[at : at + chance.randint(1, 20)] = chance.randbytes(chance.randint(0, 3))
        spoilt[name] = bytes(data)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for each, part in spoilt.items():
                new.writestr(each, part)
        raw = bytearray(path.read_bytes())
        if chance.random() < 0.4:
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        path.write_bytes(raw)
        with contextlib.suppress(ZhiyinError):
            listed(path)


def test_a_cell_at_the_far_end_of_a_sheet_does_not_fill_the_memory(tmp_path: Path) -> None:
    made = openpyxl.load_workbook(book(tmp_path, 企业=[["单位名称"], ["甲公司"]]))
    made["企业"]["XFD1048576"] = "x"
    made.save(tmp_path / "远.xlsx")
    with pytest.raises(ZhiyinError, match="一直到 企业!XFD1048576"):
        listed(tmp_path / "远.xlsx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "弹.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(60_000_000))
    with pytest.raises(ZhiyinError, match="大得不合常理"):
        listed(tmp_path / "弹.xlsx")


def test_a_hundred_thousand_empty_rows_cost_nothing(tmp_path: Path) -> None:
    made = openpyxl.Workbook(write_only=True)
    page = made.create_sheet("企业")
    page.append(["单位名称"])
    page.append(["甲公司"])
    for _ in range(100_000):
        page.append([None])
    page.append(["乙公司"])
    made.save(tmp_path / "长.xlsx")
    assert [company.name for company in listed(tmp_path / "长.xlsx").companies] == ["甲公司", "乙公司"]


@given(st.one_of(st.text(max_size=40), st.floats(), st.booleans(), st.dates(), st.integers()))
def test_any_cell_is_a_value_or_a_named_problem(value: Any) -> None:
    for column in (column for sheet in SHEETS[:3] for column in sheet.columns):
        with contextlib.suppress(CellError):
            value_of(value, column, COLUMNS)


# -------------------------------------------------------------- error workbook


def test_the_error_workbook_can_be_corrected_and_read_again_and_calculates_nothing(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        企业=[["单位名称", "企业规模", "英文名称"], ["甲公司", "巨大", "'=1+1"], ["乙公司", "大型", None]],
        专家=[["单位名称", "姓名"], ["甲公司", "=SUM(1)"], ["乙公司", "丙"]],
    )
    made = openpyxl.load_workbook(path)
    made["企业"]["C2"].value = "=1+1"
    made["企业"]["C2"].data_type = "s"
    made["专家"]["B2"].data_type = "s"
    made.save(path)
    found = listed(path)
    bad = found.companies[0]
    with pytest.raises(ZhiyinError) as caught:
        bad.bundle()
    data = error_workbook(found, [(bad, caught.value.diagnostics)])
    (tmp_path / "改.xlsx").write_bytes(data)
    again = openpyxl.load_workbook(tmp_path / "改.xlsx")
    assert [row[0].value for row in again["企业"].iter_rows()] == ["单位名称", "甲公司"]
    assert again["企业"]["C2"].data_type == "s"
    assert again["企业"]["B2"].comment is not None
    assert [again[PROBLEMS][place].value for place in ("B2", "E2")] == ["企业!B2", "企业!B2"]
    assert again[PROBLEMS]["B2"].hyperlink.location == "'企业'!B2"
    again["企业"]["B2"].value = "大型"
    again.save(tmp_path / "改.xlsx")
    (company,) = listed(tmp_path / "改.xlsx").companies
    assert company.bundle().profile.scale == "大型"


def test_an_empty_cell_that_is_wrong_is_marked_and_not_taken_for_one_left_empty(tmp_path: Path) -> None:
    path = book(tmp_path, 企业=[["单位名称", "通讯地址"], ["甲公司", "某路"], ["乙公司", '="某"&"路"'], [None, "某街"]])
    found = listed(path)
    failed = []
    for company in found.companies[1:]:
        with pytest.raises(ZhiyinError) as caught:
            company.bundle()
        failed.append((company, caught.value.diagnostics))
    (tmp_path / "改.xlsx").write_bytes(error_workbook(found, failed))
    again = openpyxl.load_workbook(tmp_path / "改.xlsx")
    assert all(again["企业"][place].comment is not None for place in ("B2", "A3"))
    assert [row[1].value for row in again[PROBLEMS].iter_rows(min_row=2)] == ["企业!B2", "企业!A3"]
    assert [row[4].value for row in again[PROBLEMS].iter_rows(min_row=2)] == ["企业!B3", "企业!A4"]
    said = "\n".join(problems(listed(tmp_path / "改.xlsx")))
    assert "企业!B2 错误 XL-010 通讯地址：公式的结果是错误值“#N/A”" in said
    assert "企业!A3 错误 XL-011 没有写单位名称" in said


def test_choices_may_be_parted_by_any_comma(tmp_path: Path) -> None:
    every = [column for sheet in SHEETS for column in sheet.columns if column.many and column.kind == "choice"]
    assert every
    assert not [choice for column in every for choice in column.choices if set(choice) & set("，,")]
    path = book(tmp_path, 企业=[["单位名称", "所在工作组/研究组"], ["甲公司", "基础，开源,医疗应用；金融应用"]])
    (company,) = listed(path).companies
    assert company.bundle().profile.sc42_groups == ("基础", "开源", "医疗应用", "金融应用")


def test_example_rows_of_many_sheets_are_told_in_one_short_line(tmp_path: Path) -> None:
    (tmp_path / "名单.xlsx").write_bytes(company_template(ROOT))
    (line,) = listed(tmp_path / "名单.xlsx").ignored
    assert len(line) < 80
    assert "行）" in line


def test_nothing_of_a_spoilt_undertaking_is_left_out_without_a_word(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        企业=[["单位名称"], ["甲公司"]],
        专家=[["单位名称", "姓名", "手机"], ["甲公司", "李样本", "长" * 501]],
        标准需求=[
            ["单位名称", "需求标准名称", "备注", "本事项联系人"],
            ["甲公司", "好需求", None, "李样本"],
            ["甲公司", "坏\n需求", None, None],
            ["甲公司", None, "没有名称", None],
            ["甲公司", "长需求", "长" * 30_000, None],
        ],
    )
    said = problems(listed(path))
    assert [line.split()[1] for line in said] == ["专家!C2", "标准需求!B3", "标准需求!C4", "标准需求!C5"]
    assert "应写在一行内" in said[1]
    assert "缺少“需求标准名称”" in said[2]
    assert "过长" in said[3]


def test_a_quote_that_never_ends_does_not_swallow_the_companies_after_it(tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_text('单位名称,单位简介\n甲公司,好\n乙公司,"某\n丙公司,x\n', "utf-8")
    with pytest.raises(ZhiyinError, match="第3行起有一格的英文引号没有成对"):
        listed(tmp_path / "名单.csv")
    (tmp_path / "名单.csv").write_text('单位名称,单位简介\n甲公司,"好"的\n\n乙公司,"某\n丙公司,x', "utf-8")
    with pytest.raises(ZhiyinError, match="第4行起有一格的英文引号没有成对"):
        listed(tmp_path / "名单.csv")


def test_rows_of_the_same_company_are_named_in_one_short_line(tmp_path: Path) -> None:
    said = problems(listed(book(tmp_path, 企业=[["单位名称"], *[["甲公司"]] * 300])))
    assert len(said) == 300
    assert "与第3行、第4行、第5行等299行相同" in said[0]


def test_codes_that_programs_guard_from_excel_are_read(tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_text(f'单位名称,信用代码,邮政编码\n甲公司,="{CODE}",\'010083\n', "utf-8")
    (company,) = listed(tmp_path / "名单.csv").companies
    profile = company.bundle().profile
    assert (profile.credit_code, profile.postcode) == (CODE, "010083")


def test_a_second_sheet_of_companies_is_warned_of(tmp_path: Path) -> None:
    path = book(
        tmp_path, 海淀区=[["单位名称"], ["甲公司"]], 朝阳区=[["单位名称"], ["乙公司"]], 备忘=[["随手记"], ["某事"]]
    )
    (said,) = problems(listed(path))
    assert "警告 XL-016 工作表“朝阳区”没有读入：“企业”表已有“海淀区”" in said
    path = book(tmp_path, 企业=[["单位名称"], ["甲公司"]], **{"企业 ": [["单位名称"], ["乙公司"]]})
    (said,) = problems(listed(path))
    assert "工作表“企业 ”没有读入：“企业”表已有“企业”" in said
    path = book(tmp_path, 企业=[["单位名称"], ["甲公司"]], 通讯录=[["单位名称", "姓名"], ["甲公司", "李样本"]])
    (said,) = problems(listed(path))
    assert "工作表“通讯录”有“单位名称”一栏，但看不出是哪一类资料，没有读入" in said
