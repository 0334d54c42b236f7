"""Recorded editions: all that a published guide was made from, kept so that it can be made again byte for byte."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from generator.build.edition_record import RECORD, Edition, Font, Made, edition_folder, editions_folder, read_edition
from generator.build.faults import refuse_faults
from generator.build.files import write_all
from generator.build.guide import make_guide
from generator.build.output import FORMATS, Output, Progress
from generator.build.project import packaged_project
from generator.build.recorded import recorded_files
from generator.build.samples import make_samples
from generator.build.stock import Stock
from generator.build.surroundings import generator_hash, package_versions
from generator.diagnostics import Diagnostic, Severity, Source, ZhiyinError, failure
from generator.diagnostics.system_errors import system_reason
from generator.layout.fonts import FontBook
from generator.loading.theme import face_source
from generator.model.theme import Theme


@dataclass(frozen=True, slots=True)
class Released:
    """An edition as recorded: where, and whether it was recorded just now or stood there already."""

    edition: Edition
    folder: Path
    fresh: bool


def release(project: Path, name: str, progress: Progress = lambda _: None) -> Released:
    """Make everything once and record it with all it was made from in ``editions/name``.

    Raises ZhiyinError when the name is no good, another edition has it, or the guide cannot be made.
    """
    target = edition_folder(project, name)
    if project.resolve().name == "_project":
        hint = "先把 content 和 templates 复制到自己的文件夹，再用 --project 指明"
        raise failure("EDN-009", "随软件安装的项目不能登记版本", hint=hint)
    if os.environ.get("SOURCE_DATE_EPOCH"):
        hint = "先取消这个环境变量（unset SOURCE_DATE_EPOCH）再登记"
        raise failure("EDN-006", "设有环境变量 SOURCE_DATE_EPOCH 时不登记版本：文件日期会与内容不符", hint=hint)
    files = recorded_files(project)
    stock = Stock.read(project)
    refuse_faults(stock.content, FontBook.load(stock.theme, project / "templates"), date.today())
    fonts, copied = _fonts(project, stock.theme)
    made = [*make_guide(project, FORMATS, progress, stock), *make_samples(project, FORMATS, progress, stock)]
    if recorded_files(project) != files:
        raise failure("EDN-008", "登记期间有文件被改动，没有登记", hint="改完后再登记一次")
    edition = Edition(
        name=name,
        title=stock.content.guide.edition.title,
        generator=generator_hash(),
        packages=package_versions(),
        files={path: _sha256(data) for path, data in files.items()},
        fonts=fonts,
        outputs={
            output.name: Made(sha256=output.sha256, bytes=len(output.data), pages=output.pages) for output in made
        },
    )
    if target.exists():
        _refuse_other(read_edition(project, name), edition)
        return Released(edition, target, fresh=False)
    progress("登记版本")
    _store(target, edition, {**files, **copied})
    return Released(edition, target, fresh=True)


def edition_project(project: Path, name: str) -> Path:
    """The recorded edition as a project folder that can be built; its packaged fonts are put back, checked by hash.

    Raises ZhiyinError when there is no such edition, when its files were altered, or when a font is not to be had.
    """
    edition, folder = read_edition(project, name), edition_folder(project, name)
    problems = [*_altered(edition, folder)]
    if not problems:
        for font in edition.fonts.values():
            problems.extend(_restore(font, folder, (project, packaged_project())))
    if problems:
        raise ZhiyinError(problems)
    return folder


def differing(edition: Edition, outputs: Sequence[Output]) -> list[str]:
    """The names of ``outputs`` that are not, byte for byte, what the edition recorded."""
    return [made.name for made in outputs if made.name in edition.outputs and _differs(edition, made)]


def other_surroundings(edition: Edition) -> list[str]:
    """What about the program is other than when the edition was recorded, in words; empty when nothing is."""
    found = ["程序代码"] if edition.generator != generator_hash() else []
    here = package_versions()
    return found + [
        f"{package} {version} → {here.get(package, '未安装')}"
        for package, version in edition.packages.items()
        if here.get(package) != version
    ]


def _fonts(project: Path, theme: Theme) -> tuple[dict[str, Font], dict[str, bytes]]:
    """The style sheet's fonts by face: those of the package by hash alone, others (path → bytes) to be copied."""
    fonts: dict[str, Font] = {}
    copied: dict[str, bytes] = {}
    for face, given in sorted(theme.faces.items()):
        try:
            data = (project / "templates" / given.file).read_bytes()
        except OSError:
            hint = "放回字体文件，或改正样式表中的路径"
            said = f"faces.{face}.file 所写的字体文件“{given.file}”读不到"
            raise failure("EDN-005", said, face_source(project, face), hint) from None
        kept: Literal["packaged", "copied", "external"] = "external" if Path(given.file).is_absolute() else "copied"
        packaged = packaged_project() / "templates" / given.file
        if kept == "copied" and packaged.is_file() and packaged.read_bytes() == data:
            kept = "packaged"
        if kept == "copied":
            copied[f"templates/{given.file}"] = data
        fonts[face] = Font(file=given.file, sha256=_sha256(data), kept=kept)
    return fonts, copied


def _refuse_other(old: Edition, new: Edition) -> None:
    parts = [name for name in sorted({*old.files, *new.files}) if old.files.get(name) != new.files.get(name)]
    parts += [f"字体 {face}" for face in sorted({*old.fonts, *new.fonts}) if old.fonts.get(face) != new.fonts.get(face)]
    if not parts:
        parts = [
            name for name in sorted({*old.outputs, *new.outputs}) if old.outputs.get(name) != new.outputs.get(name)
        ]
    if parts:
        said = "、".join(parts[:5]) + (f" 等 {len(parts)} 个" if len(parts) > 5 else "")
        hint = "已登记的版本不能改写，换一个名字"
        raise failure("EDN-003", f"已有另一个叫“{new.name}”的版本，不同之处：{said}", hint=hint)


def _store(target: Path, edition: Edition, files: dict[str, bytes]) -> None:
    """Write beside the place, then rename the whole folder."""
    beside = target.with_name(f".{target.name}.zhiyin-new")
    shutil.rmtree(beside, ignore_errors=True)
    ignored = sorted({f"/templates/{font.file}" for font in edition.fonts.values() if font.kept == "packaged"})
    extra = {
        RECORD: (json.dumps(edition.model_dump(), ensure_ascii=False, indent=2) + "\n").encode(),
        ".gitignore": "".join(f"{line}\n" for line in ignored).encode(),
        ".gitattributes": b"* -text\n",  # line ends are part of the recorded bytes
    }
    try:
        write_all(beside, {**files, **extra})
        beside.rename(target)
    except OSError as error:
        said = f"不能登记到 {target.parent.name}/{target.name}：{system_reason(error)}"
        raise failure("EDN-007", said, hint="检查项目文件夹的权限与磁盘空间") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _altered(edition: Edition, folder: Path) -> list[Diagnostic]:
    """Files of the edition that are gone, changed, or were added since."""
    found = []
    here = {path: _sha256(data) for path, data in recorded_files(folder).items()}
    for path in sorted({*edition.files, *here}):
        if edition.files.get(path) != here.get(path):
            what = "已丢失" if path not in here else "是登记之后加入的" if path not in edition.files else "已被改动"
            where = Source(f"{folder.parent.name}/{folder.name}/{path}")
            hint = "用备份或版本管理恢复原状"
            said = f"已登记版本“{edition.name}”的文件{what}"
            found.append(Diagnostic("EDN-004", Severity.ERROR, said, where, hint))
    return found


def _restore(font: Font, folder: Path, projects: Sequence[Path]) -> list[Diagnostic]:
    """Put a packaged font back where the style sheet looks for it; what hinders that."""
    place = folder / "templates" / font.file
    if _has(place, font.sha256):
        return []
    if font.kept == "packaged":
        for project in projects:
            source = project / "templates" / font.file
            if _has(source, font.sha256):
                write_all(folder, {f"templates/{font.file}": source.read_bytes()})
                return []
    said = f"找不到版本所用的字体 {font.file}（SHA-256 {font.sha256[:12]}…）"
    return [Diagnostic("EDN-005", Severity.ERROR, said, hint="装回登记时的软件，或放回原来的字体文件")]


def _has(path: Path, sha256: str) -> bool:
    return path.is_file() and _sha256(path.read_bytes()) == sha256


def _differs(edition: Edition, made: Output) -> bool:
    return edition.outputs[made.name].sha256 != made.sha256


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


__all__ = [
    "Edition",
    "Released",
    "differing",
    "edition_folder",
    "edition_project",
    "editions_folder",
    "other_surroundings",
    "read_edition",
    "release",
]
