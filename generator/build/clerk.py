"""A whole batch as a user orders it: the lock, the run, the report, the change report, all in the output folder."""

from __future__ import annotations

from pathlib import Path

from generator.build.batch import BatchReport, Tick, run_batch
from generator.build.batch_report import write_report
from generator.build.batch_work import Order
from generator.build.files import write_all
from generator.build.history import change_report
from generator.build.lock import locked
from generator.build.making import Progress
from generator.build.names import safe_name


def work_off(
    source: Path, order: Order, jobs: int, scheduler: str | None, tick: Tick, progress: Progress
) -> tuple[BatchReport, list[Path]]:
    """Run the batch and write its reports. Raises ZhiyinError when nothing can be done at all."""
    assert order.out is not None
    with locked(order.out):
        progress("核对哪些要重新生成")
        if scheduler:
            from generator.build.cluster import cluster  # noqa: PLC0415 — an extra that few have

            with cluster(scheduler, order.project) as (start, workers):
                report = run_batch(source, order, jobs=workers, start=start, tick=tick)
        else:
            report = run_batch(source, order, jobs=jobs, tick=tick)
        return report, [*write_report(report, order.project, order.out), *_changes(report, source, order)]


def _changes(report: BatchReport, source: Path, order: Order) -> list[Path]:
    """修订说明 beside the drafts, when content, forms or templates have changed since the last run of this list."""
    assert order.out is not None
    remade = [name for company in report.companies for name in company.reasons if company.made]
    companies = [company.name for company in report.companies if company.made]
    kind = safe_name(source.resolve().name, "list")
    made = change_report(order.project, order.out, kind, remade, companies)
    return write_all(order.out, {output.name: output.data for output in made})
