"""Fixtures that several files of tests share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build.batch_work import Order
from tests.batches import FORMS, companies, fresh_workers
from tests.laid import ROOT


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
