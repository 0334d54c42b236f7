"""veraPDF passes what we write, as PDF/A-2a and PDF/UA-1, and fails the same files once they are broken on purpose."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from generator.build.guide import prepare
from generator.document.nodes import Meta
from generator.layout.placed import LaidOut, Page, StructNode
from generator.pdf import write_pdf
from tests import verapdf
from tests.pdf_sample import HEIGHT, ROOT, WIDTH, fonts, sample

pytestmark = verapdf.needed

Break = Callable[[pikepdf.Pdf], None]


def without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang
    for element in elements(pdf):
        if "/Lang" in element:
            del element["/Lang"]


def without_unicode(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        del font["/ToUnicode"]


def without_colour_space(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def without_font_file(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing:
            del thing["/FontFile2"]


def without_alternative(pdf: pikepdf.Pdf) -> None:
    for element in elements(pdf):
        if element.S == "/Figure":
            del element["/Alt"]


def without_link_words(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for note in page.obj.get("/Annots", pikepdf.Array([])):
            del note["/Contents"]


def without_marks(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"/Artifact BMC", b"/Artifakt BMC"))


def without_title(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


def elements(pdf: pikepdf.Pdf) -> list[Any]:
    return [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem"]


# What is broken, and the rule (profile and clause) that must notice it.
BREAKS: dict[str, tuple[Break, str]] = {
    "language": (without_language, "ua1 7.2/"),
    "unicode": (without_unicode, "2a 6.2.11.7"),
    "colour": (without_colour_space, "2a 6.2.4.3/"),
    "font": (without_font_file, "2a 6.2.11.4.1/"),
    "alternative": (without_alternative, "ua1 7.3/"),
    "link": (without_link_words, "ua1 7.18.5/"),
    "marks": (without_marks, "ua1 7.1/3"),
    "title": (without_title, "ua1 7.1/10"),
}


def broken(data: bytes, change: Break) -> bytes:
    pdf = pikepdf.open(io.BytesIO(data))
    change(pdf)
    buffer = io.BytesIO()
    pdf.save(buffer, static_id=True)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def failures(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """All files in one run: starting Java costs more than checking."""
    folder = tmp_path_factory.mktemp("archival")
    good = write_pdf(sample(), fonts())
    blank = LaidOut(Meta("白页"), [Page(WIDTH, HEIGHT, [])], StructNode("Document"), [])
    guide = prepare(ROOT, lambda _stage: None)
    files = {
        "sample": good,
        "untouched": broken(good, lambda _pdf: None),
        "blank": write_pdf(blank, fonts()),
        "guide": write_pdf(guide.laid, guide.fonts),
    }
    files |= {f"no-{name}": broken(good, change) for name, (change, _) in BREAKS.items()}
    return verapdf.check([_saved(folder / f"{name}.pdf", data) for name, data in files.items()])


def _saved(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_what_we_write_breaks_no_rule(failures: list[str]) -> None:
    """Sample, sample as pikepdf saves it (so that breaking alone is to blame below), blank page, guide."""
    assert [line for line in failures if not line.startswith("no-")] == []


@pytest.mark.parametrize("name", BREAKS)
def test_what_is_broken_on_purpose_is_noticed(failures: list[str], name: str) -> None:
    rule = BREAKS[name][1]
    assert any(line.startswith(f"no-{name}.pdf {rule}") for line in failures), [f for f in failures if name in f]


def test_a_file_that_is_no_pdf_is_a_failure_not_a_crash(tmp_path: Path) -> None:
    (line,) = verapdf.check([_saved(tmp_path / "none.pdf", b"nothing")], ["2a"])
    assert line.startswith("none.pdf 2a unreadable")
