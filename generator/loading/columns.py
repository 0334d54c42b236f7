"""content/forms/columns.yaml: names of the company workbook's sheets and columns."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from generator.diagnostics import ZhiyinError
from generator.loading.form_errors import all_keys, explained
from generator.loading.form_files import COLUMNS
from generator.loading.yaml import load_yaml
from generator.model.columns import Columns, KeyColumn, SheetName


def load_columns(root: Path) -> Columns:
    """Read ``root``/content/forms/columns.yaml. Raises ZhiyinError with every problem, each at its line."""
    path = root / "content" / "forms" / f"{COLUMNS}.yaml"
    tree, index = load_yaml(path, path.relative_to(root).as_posix(), escapes=False)
    try:
        return Columns.model_validate(tree).stands_in(index.source)
    except ValidationError as error:
        raise ZhiyinError(explained(error, index, all_keys(Columns, SheetName, KeyColumn))) from None
