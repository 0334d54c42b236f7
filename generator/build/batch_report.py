"""The report of a batch: a page for people, data for scripts, and the rows that have to be corrected."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader

from generator.build.batch import BatchReport
from generator.build.files import write_all

PAGE, DATA, ERRORS = "report.html", "report.json", "需改正的名单.xlsx"
TEMPLATE = "batch-report.html.j2"


def write_report(report: BatchReport, project: Path, out: Path) -> list[Path]:
    """Write the report into the output folder; the workbook of errors goes when there are none. Returns the paths."""
    errors = _errors(report)
    files = {PAGE: _page(report, project, bool(errors)).encode(), DATA: _data(report).encode()}
    if errors:
        files[ERRORS] = errors
    elif report.inputs is not None and not report.inputs.untouched:
        (out / ERRORS).unlink(missing_ok=True)
    return write_all(out, files)


def why(names: list[str]) -> str:
    """The reasons for which a document was made again, in words."""
    data = [name.removeprefix("资料 ") for name in names if name.startswith("资料 ")]
    rest = [name if name in _PLAIN else f"{name}改变" for name in names if not name.startswith("资料 ")]
    return "；".join([*rest, *([f"资料 {'、'.join(data)} 改变"] if data else [])])


_PLAIN = frozenset({"新增", "输出被改动或删除", "名单中已没有这家企业"})


_COUNTS = ("source", "made", "unchanged", "removed", "failed")


def _page(report: BatchReport, project: Path, errors: bool) -> str:
    made = Environment(loader=FileSystemLoader(project / "templates"), autoescape=True, trim_blocks=True)
    made.filters["link"] = lambda folder: f"{quote(folder)}/"
    values: dict[str, Any] = {
        name: getattr(report, name) for name in ("source", "made", "unchanged", "removed", "failed")
    }
    values["companies"] = [_shown(company) for company in asdict(report)["companies"]]
    values["problems"] = [str(item) for item in report.problems]
    values |= {"ignored": report.ignored, "clashes": report.clashes, "errors": ERRORS if errors else ""}
    return made.get_template(TEMPLATE).render(values)


def _shown(company: dict[str, Any]) -> dict[str, Any]:
    return company | {"reasons": {name: [why(found)] for name, found in company["reasons"].items()}}


def _data(report: BatchReport) -> str:
    """Without times of day, so that the same run over the same input gives the same file."""
    names = (*_COUNTS, "ignored", "clashes", "shared_changed")
    told = {name: getattr(report, name) for name in names}
    told["problems"] = [str(item) for item in report.problems]
    told["companies"] = [asdict(company) for company in report.companies]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _errors(report: BatchReport) -> bytes | None:
    """The workbook of rows to correct; None for folders of YAML, and when nothing is wrong."""
    listed = report.inputs.listed if report.inputs else None
    if listed is None or not (report.failures or report.problems):
        return None
    from generator.spreadsheet.errors import error_workbook  # noqa: PLC0415 — openpyxl only when it is needed

    by_name = {company.name: company for company in listed.companies}
    names = {company.key: company.name for company in report.companies}
    failed = [(by_name[names[key]], found) for key, found in report.failures if names.get(key) in by_name]
    return error_workbook(listed, failed)
