"""A whole batch as a user orders it: the lock, the run, the report, the change report, all in the output folder."""

from __future__ import annotations

from pathlib import Path

from generator.build.batch import Tick, run_batch, shared_parts, uncollected
from generator.build.batch_inputs import refuse_strange
from generator.build.batch_report import write_report
from generator.build.batch_told import BatchReport
from generator.build.batch_work import Order
from generator.build.files import write_all
from generator.build.history import change_report
from generator.build.lock import locked
from generator.build.manifest import Manifest
from generator.build.names import safe_name
from generator.build.output import Progress
from generator.diagnostics import ZhiyinError


def work_off(
    source: Path, order: Order, jobs: int, scheduler: str | None, tick: Tick, progress: Progress
) -> tuple[BatchReport, list[Path]]:
    """Run the batch and write its reports. Raises ZhiyinError when nothing can be done at all."""
    assert order.out is not None
    refuse_strange(source)
    progress("读取内容和表格")
    if not Manifest.is_there(order.out, source.resolve().name):
        shared_parts(order)  # nothing is begun that cannot be done
    with locked(order.out):
        progress("核对哪些要重新生成")
        if scheduler:
            from generator.build.cluster import cluster  # noqa: PLC0415 — an extra that few have

            with cluster(scheduler, order.project) as (start, workers):
                report = run_batch(source, order, jobs=workers, start=start, tick=tick)
        else:
            report = run_batch(source, order, jobs=jobs, tick=tick)
        written: list[Path] = []
        for write in (_changes, write_report):
            try:
                with uncollected():
                    written = [*write(report, source, order), *written]
            except ZhiyinError as error:  # a full disk, a report that is open elsewhere: the drafts stand all the same
                report.problems += error.diagnostics
        return report, written


def _changes(report: BatchReport, source: Path, order: Order) -> list[Path]:
    """修订说明 beside the drafts, when content, forms or templates have changed since the last run of this list."""
    assert order.out is not None
    companies = [company for company in report.companies if company.key in report.remade]
    remade = [name for company in companies for name in report.remade[company.key]]
    kind = safe_name(source.resolve().name, "list")
    made = change_report(order.project, order.out, kind, remade, [company.name for company in companies])
    written = write_all(order.out, {output.name: output.data for output in made})
    if report.remade:
        with Manifest(order.out, source.resolve().name) as manifest:
            manifest.reported()
    return written
