"""Placed pages become a tagged PDF."""

from generator.pdf.structure import KnownStructure
from generator.pdf.writer import write_like, write_pdf

__all__ = ["KnownStructure", "write_like", "write_pdf"]
