"""A git revision of a project as a folder: content and templates without fonts, unpacked into a temporary place."""

from __future__ import annotations

import io
import os
import re
import subprocess
import tarfile
from pathlib import Path

from generator.diagnostics import failure

_PARTS = ("content", "templates")
_NO_FONTS = ":(exclude)templates/fonts"
_DAMAGED = "用 git fsck 检查仓库，或改用两个项目文件夹比较"
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]")


def commit_of(project: Path, revision: str) -> str:
    """The commit that ``revision`` names, in full. Raises ZhiyinError without git, repository or such a revision."""
    if not revision or revision.startswith("-") or _UNSAFE.search(revision):
        raise failure("REV-003", f"“{revision}”不是版本的写法", hint="写分支、标签或提交号，例如 HEAD~1、v2025.03")
    if _git(project, "rev-parse", "--is-inside-work-tree").returncode:
        raise failure("REV-002", "项目不在 git 仓库中，不能按 git 版本比较", hint="改用两个项目文件夹，或已登记的版本")
    found = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode:
        raise failure(
            "REV-003", f"没有“{revision}”：不是项目文件夹、已登记的版本，也不是 git 版本", hint=_near(project)
        )
    return found.stdout.decode().strip()


def unpack_revision(project: Path, revision: str, target: Path) -> None:
    """Write the project as ``revision`` has it into ``target``. Raises ZhiyinError as :func:`commit_of` does."""
    commit = commit_of(project, revision)
    listed = _git(project, "ls-tree", "--name-only", commit, *_PARTS).stdout.decode().split()
    missing = [part for part in _PARTS if part not in listed]
    if missing:
        raise failure("REV-004", f"git 版本“{revision}”中没有 {'、'.join(missing)} 文件夹", hint="那时还没有这个项目")
    made = _git(project, "archive", "--format=tar", commit, "--", *_PARTS, _NO_FONTS)
    if made.returncode:
        said = f"git 取不出版本“{revision}”：{made.stderr.decode(errors='replace').strip()}"
        raise failure("REV-005", said, hint=_DAMAGED)
    try:
        with tarfile.open(fileobj=io.BytesIO(made.stdout)) as packed:
            packed.extractall(target, filter="data")
    except (tarfile.TarError, OSError) as error:
        raise failure("REV-005", f"解不开 git 版本“{revision}”：{type(error).__name__}", hint=_DAMAGED) from None


def _near(project: Path) -> str:
    tags = _git(project, "tag", "--sort=-creatordate").stdout.decode(errors="replace").split()[:5]
    return "用 git log 查看提交" + (f"；标签有：{'、'.join(tags)}" if tags else "")


def _git(project: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run git in the project, its messages in English and without prompts or optional locks."""
    surroundings = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.run(["git", *words], cwd=project, capture_output=True, check=False, env=surroundings)
    except FileNotFoundError:
        raise failure("REV-001", "找不到 git", hint="安装 git，或改用两个项目文件夹比较") from None
