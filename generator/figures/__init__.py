"""Diagram descriptions become drawings: boxes, lines and labels in points (see ``kinds`` for what each understands)."""

from generator.figures.drawn import draw
from generator.figures.kinds import DRAWERS

__all__ = ["DRAWERS", "draw"]
