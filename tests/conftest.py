"""Fixtures that several files of tests share."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from generator.build.batch_work import Order
from tests.batches import FORMS, companies, fresh_workers
from tests.laid import ROOT

settings.register_profile("busy", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")  # a machine that is busy with other things is no fault of the program


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> Iterator[None]:
    """Programs that tests start can be interrupted, though shells let what runs in their background ignore Ctrl-C."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of its own, to be edited."""
    home = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "content", home / "content")
    shutil.copytree(ROOT / "templates", home / "templates")
    return home


@pytest.fixture
def made(project: Path, tmp_path: Path) -> tuple[Path, Order]:
    """Four companies, and the order to draft them in Word."""
    source = companies(tmp_path / "资料", 4)
    return source, Order(project, tmp_path / "草稿", forms=FORMS, formats=("docx",))


@pytest.fixture
def fresh() -> Iterator[None]:
    """Nothing that another test has opened is open."""
    fresh_workers()
    yield
    fresh_workers()
