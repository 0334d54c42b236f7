"""Small batches for tests: companies of two short forms, a run, and what stands in the output folder after it."""

from __future__ import annotations

from pathlib import Path

from generator.build import batch_work
from generator.build.batch import run_batch
from generator.build.batch_told import BatchReport
from generator.build.batch_work import Order
from generator.build.clerk import work_off
from generator.build.lock import FOLDER, locked

FORMS = ("project-comment-form", "need-survey")
"""Two short forms: what is tested is not how drafts look."""
PROFILE = """name: {name}
credit_code: "91000000MA00000157"
postal_address: 北京市示例区样本路{number}号
postcode: "100000"
contact: {{name: 李样本, mobile: "13800000001", email: a@b.example}}
"""
COMMENT = (
    "kind: project_comment\nproject: 人工智能 第{number}项（示例）\nopinion: 同意立项\ncontact: {{name: 李样本}}\n"
)
NEED = "kind: need\ntitle: 人工智能 需求{number}\nproblem: 需要统一的方法。\n"


def companies(folder: Path, count: int) -> Path:
    for number in range(count):
        home = folder / f"c{number:02}"
        home.mkdir(parents=True)
        (home / "company.yaml").write_text(PROFILE.format(name=f"示例第{number}科技有限公司", number=number), "utf-8")
        (home / "notice.yaml").write_text(COMMENT.format(number=number), "utf-8")
        (home / "need.yaml").write_text(NEED.format(number=number), "utf-8")
    return folder


def run(source: Path, order: Order, jobs: int = 1) -> BatchReport:
    assert order.out is not None
    with locked(order.out):
        return run_batch(source, order, jobs=jobs)


def tree(folder: Path) -> dict[str, bytes]:
    """All outputs by name, without what the program keeps for itself."""
    files = (path for path in folder.rglob("*") if path.is_file() and FOLDER not in path.parts)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in files if not path.name.startswith("report.")
    }


def reasons(report: BatchReport) -> dict[str, list[str]]:
    return {name: why for company in report.companies for name, why in company.reasons.items()}


def fresh_workers() -> None:
    """Let this process open the project again, as the next run of the program would."""
    batch_work.forget()


def worked_off(
    source: Path, order: Order, jobs: int = 1, scheduler: str | None = None
) -> tuple[BatchReport, list[Path]]:
    """A whole run with its reports, as the command makes it, in a program that has just been started."""
    fresh_workers()
    return work_off(source, order, jobs, scheduler, lambda *_: None, lambda _: None)
