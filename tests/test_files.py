"""Outputs are replaced whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build.files import write_all
from generator.build.project import find_project
from generator.diagnostics import ZhiyinError


def test_files_are_replaced_and_nothing_else_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "甲.pdf").write_bytes(b"old")
    write_all(tmp_path, {"甲.pdf": b"new", "乙.docx": b"x"})
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"甲.pdf": b"new", "乙.docx": b"x"}


def test_one_unwritable_output_leaves_all_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "甲.pdf").write_bytes(b"old")
    (tmp_path / "乙.docx").mkdir()
    with pytest.raises(ZhiyinError, match="OUT-00"):
        write_all(tmp_path, {"甲.pdf": b"new", "乙.docx": b"x"})
    assert (tmp_path / "甲.pdf").read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["甲.pdf", "乙.docx"])


def test_an_output_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("")
    with pytest.raises(ZhiyinError, match="不能写入"):
        write_all(tmp_path / "output", {"甲.pdf": b"new"})


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no folders that are read-only")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with _no_superuser(), pytest.raises(ZhiyinError, match="没有写入权限"):
        write_all(tmp_path, {"甲.pdf": b"new"})


@contextlib.contextmanager
def _no_superuser() -> Iterator[None]:
    """The superuser may write everywhere, hence is another user for a while."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)


def test_a_path_too_long_for_windows_and_word_is_named_with_its_length(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_such_path(*_: object, **__: object) -> None:  # all that Windows says of it
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(Path, "mkdir", no_such_path)
    with pytest.raises(ZhiyinError, match="没有这个文件或文件夹"):
        write_all(tmp_path, {"甲.pdf": b"new"})
    with pytest.raises(ZhiyinError, match=r"路径长达 \d+ 个字符.*259"):
        write_all(tmp_path, {f"{'长' * 250}/甲.pdf": b"new"})
    tmp_path.chmod(0o700)


@pytest.mark.parametrize("name", ["../a.pdf", "/tmp/a.pdf", "b/../../a.pdf"])
def test_no_name_leaves_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ZhiyinError, match="OUT-003"):
        write_all(tmp_path / "output", {name: b""})


def test_a_folder_that_is_no_project_is_refused_and_the_packaged_one_is_found(tmp_path: Path) -> None:
    with pytest.raises(ZhiyinError, match="PRJ-001"):
        find_project(tmp_path, tmp_path)
    assert (find_project(None, tmp_path) / "templates" / "theme.yaml").is_file()
