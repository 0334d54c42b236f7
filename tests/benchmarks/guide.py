"""The guide against Typst, warm and cold, and what tags and archive metadata cost it."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

from generator.build.guide import guide_tree
from generator.build.making import set_pages, settle, write
from generator.document.nodes import Document, Paragraph, Text
from generator.layout.fonts import FontBook
from generator.layout.placed import LaidOut
from generator.loading.content import load_content
from generator.loading.theme import load_theme
from generator.pdf import write_pdf
from tests.benchmarks.table import best_of, ms, show
from tests.benchmarks.typst_source import typst_source
from tests.laid import ROOT

ROUNDS = 7
STANDARDS = ["a-2a"]
_CHANGES = count(1)
_COLD = (
    "import sys, typst; typst.compile(sys.argv[1], sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True, "
)
_COLD += "pdf_standards=['a-2a'])"
_OURS = """import sys
from pathlib import Path
from generator.build.guide import make_guide
for made in make_guide(Path(sys.argv[1]), sys.argv[3].split(","), lambda _: None):
    (Path(sys.argv[2]) / made.name).write_bytes(made.data)
"""


class _NoMarks:
    """Paints without marked content."""

    def __init__(self, *_: object) -> None:
        pass

    def turn_to(self, owner: object) -> bool:
        """Nothing."""
        return False

    def end(self) -> None:
        """Nothing."""


def run() -> None:
    """Print all tables; without Typst only our own times."""
    theme = load_theme(ROOT)
    fonts = FontBook.load(theme, ROOT / "templates")
    tree = guide_tree(ROOT, load_content(ROOT))
    made = set_pages(tree, theme, fonts)
    source = typst_source(made.document, theme)
    print(f"\n指引：{len(made.laid.pages)} 页")
    _tags(made.laid, tree, fonts)
    with tempfile.TemporaryDirectory() as name:
        _warm(tree, source, Path(name))
        _cold(source, Path(name))


def _tags(laid: LaidOut, tree: Document, fonts: FontBook) -> None:
    theme = load_theme(ROOT)

    def document() -> None:
        write(set_pages(tree, theme, FontBook.load(theme, ROOT / "templates")), "pdf")

    def plain() -> None:
        with (
            patch("generator.pdf.writer.Marks", _NoMarks),
            patch("generator.pdf.writer.Recorder.cover", lambda *_: None),
            patch("generator.pdf.writer.write_structure", lambda *_: "null"),
            patch("generator.pdf.writer.write_xmp", lambda *_: "null"),
            patch("generator.pdf.writer.write_output_intent", lambda *_: "null"),
        ):
            write_pdf(laid, fonts)

    found = best_of({"document": document, "tagged": lambda: write_pdf(laid, fonts), "plain": plain}, ROUNDS)
    cost = found["tagged"] - found["plain"]
    share = cost / (found["document"] - cost)
    rows = [
        ["全过程（绘图、排版、写出 PDF）", ms(found["document"]), ""],
        ["其中写出 PDF", ms(found["tagged"]), ""],
        ["其中标签和存档元数据", ms(cost), f"+{share:.1%}"],
    ]
    show("标签和存档元数据的代价（目标：不超过 15%）", ("", "用时", "比没有时多"), rows)


def _warm(tree: Document, source: str, folder: Path) -> None:
    """One process, fonts loaded: a document with one paragraph changed, and one that is all new to every memory."""
    theme = load_theme(ROOT)
    fonts = FontBook.load(theme, ROOT / "templates")

    def changed() -> None:
        write(set_pages(_with_paragraph(tree), theme, fonts), "pdf")

    def anew() -> None:
        fonts.kept.clear()
        changed()

    works: dict[str, Any] = {"本工具，改一段": changed}
    typst = _typst()
    if typst is not None:
        path = folder / "guide.typ"
        options = {"font_paths": [str(ROOT / "templates/fonts")], "ignore_system_fonts": True}
        path.write_text(source, "utf-8")
        kept = typst.Compiler(str(path), **options)

        def compiled(everywhere: bool) -> None:
            path.write_text(_altered(source, everywhere=everywhere), "utf-8")
            kept.compile(format="pdf", pdf_standards=STANDARDS)

        def once() -> None:
            path.write_text(_altered(source), "utf-8")
            typst.compile(str(path), format="pdf", pdf_standards=STANDARDS, **options)

        works |= {
            "Typst，改一段，留用 Compiler": partial(compiled, False),
            "Typst，改一段，typst.compile": once,
            "Typst，各段都改，留用 Compiler": partial(compiled, True),
        }
    changed()
    settle()  # as zhiyin watch and zhiyin batch do
    found = best_of(works, ROUNDS, turn=3)
    found |= best_of({"本工具，全部重排": anew}, ROUNDS)  # apart: it throws away what the others may keep
    ours = found["本工具，改一段"]
    rows = [[name, ms(seconds), f"{seconds / ours:.2f}"] for name, seconds in found.items()]
    show("指引的 PDF，同一进程内（目标：不慢于 Typst）", ("", "用时", "与首行之比"), rows)
    if typst is None:
        print("  没有安装 typst（pip install typst），只列本工具的用时")


def _with_paragraph(tree: Document) -> Document:
    """The tree with one more paragraph, which no memory holds."""
    last = tree.sections[-1]
    more = Paragraph((Text(f"改动{next(_CHANGES)}"),))
    return replace(tree, sections=(*tree.sections[:-1], replace(last, blocks=(*last.blocks, more))))


def _altered(source: str, *, everywhere: bool = False) -> str:
    """The source with a paragraph that no cache has seen, or with every paragraph so."""
    mark = str(next(_CHANGES))
    if not everywhere:
        return source + f"\n\n{mark}\n"
    return source.replace("。", f"{mark}。")


def _cold(source: str, folder: Path) -> None:
    path = folder / "cold.typ"
    path.write_text(source, "utf-8")
    run_python = partial(subprocess.run, check=True, capture_output=True, cwd=ROOT)
    works: dict[str, Any] = {
        "本工具：Word 和 PDF": lambda: run_python([sys.executable, "-c", _OURS, str(ROOT), str(folder), "docx,pdf"]),
        "本工具：只要 PDF": lambda: run_python([sys.executable, "-c", _OURS, str(ROOT), str(folder), "pdf"]),
    }
    if _typst() is not None:
        command = [sys.executable, "-c", _COLD, str(path), str(folder / "t.pdf"), str(ROOT / "templates/fonts")]
        works["Typst：只有 PDF"] = lambda: run_python(command)
    office = shutil.which("soffice")
    if office:
        profile = f"-env:UserInstallation=file://{folder.as_posix()}/profile"
        convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "lo")]
        works["LibreOffice：从 Word 转 PDF（docxtpl 等的后半程）"] = lambda: run_python(
            [*convert, str(next(folder.glob("*.docx")))]
        )
    found = best_of(works, 3)
    base = found.get("Typst：只有 PDF")
    rows = [[name, ms(seconds), f"{base / seconds:.2f}" if base else "—"] for name, seconds in found.items()]
    show("指引，新开进程", ("", "用时", "Typst 与之之比"), rows)


def _typst() -> Any:
    if importlib.util.find_spec("typst") is None:
        return None
    import typst

    return typst
