"""Official forms evaluated against company data: values with origins, gaps with who fills them, ticked options."""

from __future__ import annotations

from generator.filling.fill import fill, is_wanted
from generator.filling.result import Answered, FilledForm

__all__ = ["Answered", "FilledForm", "fill", "is_wanted"]
