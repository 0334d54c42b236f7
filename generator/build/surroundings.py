"""The program that makes the files: its version, its code's fingerprint, the packages that shape the bytes."""

from __future__ import annotations

import hashlib
import platform
import zlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from generator import __version__

_PACKAGES = ("jinja2", "markdown-it-py", "python-docx", "lxml", "reportlab", "segno", "uharfbuzz")


@cache
def generator_hash() -> str:
    """SHA-256 over the program's source files and their names."""
    root = Path(__file__).resolve().parent.parent
    whole = hashlib.sha256()
    files = {path.relative_to(root).as_posix(): path for path in root.rglob("*.py")}
    for name in sorted(files):
        if name.startswith("_project/"):  # the project that a wheel carries is no program
            continue
        whole.update(name.encode() + b"\0")
        whole.update(files[name].read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return whole.hexdigest()


def package_versions() -> dict[str, str]:
    """Versions of the program, of Python, zlib, and the packages whose output is in the files."""
    found = {"zhiyin": __version__, "python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
