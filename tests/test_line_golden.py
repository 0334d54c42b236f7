"""Lines that people have looked at: the guide's own vocabulary set with the real faces, compared as text.

``python -m tests.test_line_golden`` writes the file anew after a deliberate change.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

import yaml

from generator.document.nodes import Align
from generator.layout.fonts import FontBook
from generator.layout.text import Line, Piece, set_paragraph
from generator.model.theme import LineBreaking, Theme

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden" / "lines.txt"


@dataclass(frozen=True)
class Case:
    setting: str
    text: str

    def lines(self, fonts: FontBook) -> list[Line]:
        value = dict(item.split("=") for item in self.setting.split())
        piece = Piece(self.text, value["family"], False, float(value["size"]))
        align, mode = cast(Align, value["align"]), cast(LineBreaking, value["mode"])
        return set_paragraph(
            [piece], fonts, float(value["measure"]), indent=float(value["indent"]), align=align, mode=mode
        )

    def shown(self, fonts: FontBook) -> str:
        size = float(dict(item.split("=") for item in self.setting.split())["size"])
        return "\n".join([f"§ {self.setting}", f"¶ {self.text}", *(shown(line, size) for line in self.lines(fonts))])


def shown(line: Line, size: float) -> str:
    right = max((run.x + sum(run.advances) for run in line.runs), default=0.0)
    return f"{right / size:6.2f} {''.join(run.actual or run.text for run in line.runs)}"


def read_cases(path: Path) -> list[Case]:
    blocks = [block.split("\n") for block in path.read_text("utf-8").split("\n\n")]
    return [Case(block[0][2:], block[1][2:]) for block in blocks if block[0].startswith("§")]


def fonts() -> FontBook:
    theme = Theme.model_validate(yaml.safe_load((ROOT / "templates" / "theme.yaml").read_text("utf-8")))
    return FontBook.load(theme, ROOT / "templates")


def rendered() -> str:
    book = fonts()
    head = GOLDEN.read_text("utf-8").split("\n\n")[0]
    return "\n\n".join([head, *(case.shown(book) for case in read_cases(GOLDEN))]) + "\n"


def test_the_guides_paragraphs_are_set_as_they_were_approved() -> None:
    assert rendered().split("\n") == GOLDEN.read_text("utf-8").split("\n")


if __name__ == "__main__":
    GOLDEN.write_text(rendered(), "utf-8")
