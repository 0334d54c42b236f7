"""Short fingerprints: of values, of the program, and of a project, which need not be read while it is the same."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from generator.build.recorded import recorded_files
from generator.build.surroundings import generator_hash, package_versions

EPOCH = "SOURCE_DATE_EPOCH"
"""The environment variable that dates all documents (reproducible-builds.org)."""
FONTS_FOLDER = "fonts"
"""The folder of fonts below templates, which are told apart by size and time: they are large."""


def digest_of(value: object) -> str:
    """A short fingerprint of a value's whole representation."""
    data = value if isinstance(value, bytes) else repr(value).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=9).hexdigest()


def program_digest() -> str:
    """A fingerprint of the program and the packages that shape the bytes, which count as one part."""
    return digest_of((generator_hash(), sorted(package_versions().items())))


def project_digest(project: Path) -> str:
    """A fingerprint of all that documents share: the program, content and templates by what they say, the fonts in
    their folder by size and time. "" where a file cannot be read, for whoever reads the project to say so."""
    try:
        texts = [(name, hashlib.sha256(data).digest()) for name, data in recorded_files(project).items()]
        folder = project / "templates" / FONTS_FOLDER
        fonts = [
            (path.relative_to(folder).as_posix(), found.st_size, found.st_mtime_ns)
            for path in sorted(folder.rglob("*"))
            if (found := path.stat())
        ]
    except OSError:
        return ""
    return digest_of((program_digest(), os.environ.get(EPOCH, ""), texts, fonts))
