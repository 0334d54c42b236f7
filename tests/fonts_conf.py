"""Runs LibreOffice with the project's own faces standing in for 宋体, 黑体, 楷体, 仿宋, Liberation for Latin ones.

Without this LibreOffice would take whatever Chinese face the machine has, with other widths.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
FONTS = TEMPLATES / "fonts"
STAND_INS = {
    "宋体": "ZhiyinSong",
    "SimSun": "ZhiyinSong",
    "仿宋": "ZhiyinSong",
    "黑体": "ZhiyinHei",
    "楷体": "ZhiyinKai",
    "Segoe UI Symbol": "ZhiyinSymbols",
    "Times New Roman": "Liberation Serif",
    "Arial": "Liberation Sans",
}
"""Face named in Word files → family name (or its beginning) that stands in for it."""


def soffice() -> str | None:
    """The soffice program, if this machine has one."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def fonts_conf(folder: Path) -> Path:
    """Write a fontconfig file into ``folder`` and return its path."""
    matches = "".join(_match(name, family) for name, family in sorted(_families().items()))
    conf = folder / "fonts.conf"
    conf.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{FONTS}</dir><dir>/usr/share/fonts</dir><cachedir>{folder / 'cache'}</cachedir>{matches}</fontconfig>",
        encoding="utf-8",
    )
    return conf


def _match(name: str, family: str) -> str:
    return (
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit></match>'
    )


def _families() -> dict[str, str]:
    """The stand-ins with their real family names as the font files say them."""
    known: dict[str, str] = {}
    for path in sorted(FONTS.glob("*-Regular.ttf")):
        with TTFont(path, lazy=True) as font:
            known[path.name.split("-")[0]] = str(font["name"].getBestFamilyName())
    return {name: known.get(family, family) for name, family in STAND_INS.items()}


@cache
def _home() -> Path:
    """The user profile and cache of fonts of this process's LibreOffice: making them costs as much as a conversion."""
    folder = Path(tempfile.mkdtemp(prefix="soffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    fonts_conf(folder)
    return folder


def convert(file: Path, folder: Path, kind: str = "pdf") -> Path:
    """``file`` converted by LibreOffice into ``folder``."""
    return convert_all([file], folder, kind)[0]


def convert_all(files: Sequence[Path], folder: Path, kind: str = "pdf") -> list[Path]:
    """``files`` converted by one run of LibreOffice into ``folder``."""
    program = soffice()
    assert program is not None
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "FONTCONFIG_FILE": str(_home() / "fonts.conf"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    profile = f"-env:UserInstallation={(_home() / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)
    return [folder / f"{file.stem}.{kind}" for file in files]
