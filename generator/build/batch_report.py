"""The report of a batch: a page for people, data for scripts, and the rows that have to be corrected."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections import defaultdict
from dataclasses import fields
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader

from generator.build.batch_told import ERRORS_BEGIN, BatchReport, CompanyReport
from generator.build.batch_work import Order
from generator.build.files import write_all
from generator.build.lock import FOLDER
from generator.diagnostics import Diagnostic

PAGE, DATA, ERRORS = "report.html", "report.json", f"{ERRORS_BEGIN}.xlsx"
TEMPLATE = "batch-report.html.j2"
_WRITTEN = "errors.sha256"
"""Where the fingerprint of the last workbook of errors is kept: one that differs has been worked on."""


def write_report(report: BatchReport, source: Path, order: Order) -> list[Path]:
    """Write the report into the output folder, and the workbook of errors; one without errors goes. The paths."""
    assert order.out is not None
    data = _errors(report)
    name = _errors_name(order.out, source) if data else ""
    files = {PAGE: _page(report, order.project, order.out, name).encode(), DATA: _data(report).encode()}
    if data:
        files |= {name: data, f"{FOLDER}/{_WRITTEN}": hashlib.sha256(data).hexdigest().encode()}
    elif report.inputs is not None and not report.inputs.untouched:
        for path in order.out.glob(f"{ERRORS_BEGIN}*.xlsx"):
            if _is_ours(path, order.out, source):
                with contextlib.suppress(OSError):  # it is open in another program
                    path.unlink(missing_ok=True)
    written = write_all(order.out, files)
    return [path for path in written if FOLDER not in path.relative_to(order.out).parts]


def why(names: list[str]) -> str:
    """The reasons for which a document was made again, in words."""
    data = [name.removeprefix("资料 ") for name in names if name.startswith("资料 ")]
    rest = [name if name in _PLAIN else f"{name}改变" for name in names if not name.startswith("资料 ")]
    return "；".join([*rest, *([f"资料 {'、'.join(data)} 改变"] if data else [])])


_PLAIN = frozenset({"新增", "输出被改动或删除"})
_COUNTS = ("source", "made", "unchanged", "removed", "failed")
_LISTS = ("ignored", "clashes", "kept", "aside")


def _page(report: BatchReport, project: Path, out: Path, errors: str) -> str:
    made = Environment(loader=FileSystemLoader(project / "templates"), autoescape=True, trim_blocks=True)
    made.filters["link"] = _link
    values: dict[str, Any] = {name: getattr(report, name) for name in (*_COUNTS, *_LISTS)}
    values["companies"] = [_shown(company, out) for company in sorted(report.companies, key=lambda one: not one.failed)]
    values["problems"] = [str(item) for item in report.problems]
    values["departed"] = report.departed
    return made.get_template(TEMPLATE).render(values | {"errors": errors})


def _shown(company: CompanyReport, out: Path) -> dict[str, Any]:
    """The company for the page: why each document was made again, in words; its files by undertaking and document.

    One that failed has a link to its folder where it has one. Companies that were not worked on have a link to their
    folder alone, lest a large list makes a page of megabytes.
    """
    if not (company.files or company.missing or company.failed or company.reasons or company.gone):
        at_rest = {"at_rest": True, "home": company.home, "name": company.name}
        return {**at_rest, "unchanged": company.unchanged, "doubtful": company.doubtful}
    home = (company.home,) if not company.failed or (out / company.home).is_dir() else ()
    folders = company.folders if company.files else home
    matters: dict[str, dict[str, list[tuple[str, str]]]] = {folder: defaultdict(list) for folder in folders}
    for file in company.files:
        folder, _, name = file.rpartition("/")
        document, _, kind = name.rpartition(".")
        if folder in matters:
            matters[folder][document].append((_KINDS.get(kind, kind), file))
    told = {name: getattr(company, name) for name in ("name", "made", "unchanged", "missing", "doubtful", "failed")}
    reasons = {name.rpartition("/")[2]: why(found) for name, found in company.reasons.items()}
    return {**told, "matters": matters, "reasons": reasons, "gone": company.gone}


def _link(path: str) -> str:
    """A path as a relative address: browsers take what is not ASCII as it is, and quoting it costs most of a page."""
    return path.translate(_QUOTED)


_QUOTED = {code: quote(chr(code)) for code in range(128)}


_KINDS = {"docx": "Word", "pdf": "PDF"}


def _data(report: BatchReport) -> str:
    """Without times of day, so that the same run over the same input gives the same file."""
    told = {name: getattr(report, name) for name in (*_COUNTS, *_LISTS, "shared_changed")}
    told["problems"] = [str(item) for item in report.problems]
    told["departed"] = [{"name": company.name, "gone": company.gone} for company in report.departed]
    head = json.dumps(told, ensure_ascii=False, indent=1).removesuffix("\n}")
    encode = json.JSONEncoder(ensure_ascii=False).encode  # json.dumps would make an encoder for every company
    lines = (encode(_fields(company)) for company in report.companies)
    return f'{head},\n "companies": [\n  {f",{chr(10)}  ".join(lines)}\n ]\n}}\n'


def _fields(company: CompanyReport) -> dict[str, Any]:
    return {name: getattr(company, name) for name in _TOLD}


_TOLD = tuple(field.name for field in fields(CompanyReport))


def _errors(report: BatchReport) -> bytes | None:
    """The workbook of rows to correct; None for folders of YAML, and when nothing is wrong."""
    inputs = report.inputs
    failures = [(key, found) for key, found in report.failures if not all(_of_system(item) for item in found)]
    if inputs is None or inputs.listed is None or not (failures or report.problems):
        return None
    from generator.spreadsheet.errors import error_workbook  # noqa: PLC0415 — openpyxl only when it is needed

    by_key = {item.key: company for item, company in zip(inputs.companies, inputs.listed.companies, strict=True)}
    return error_workbook(inputs.listed, [(by_key[key], found) for key, found in failures if key in by_key])


def _of_system(item: Diagnostic) -> bool:
    """Whether a company failed for the disk's or the program's sake: there is nothing in its rows to correct."""
    return item.code.startswith(("OUT-", "BAT-"))


def _errors_name(out: Path, source: Path) -> str:
    """What to call the workbook of errors: one that is the list itself, or that is being corrected, is not replaced."""
    name, number = ERRORS, 1
    while (out / name).exists() and not _is_ours(out / name, out, source):
        number += 1
        name = ERRORS.replace(".", f"-{number}.")
    return name


def _is_ours(path: Path, out: Path, source: Path) -> bool:
    """Whether the workbook is as the program wrote it, and not the list that is being read."""
    try:
        written = (out / FOLDER / _WRITTEN).read_text("utf-8")
        return not path.samefile(source) and hashlib.sha256(path.read_bytes()).hexdigest() == written
    except OSError:
        return not path.exists()
