"""Placed pages become a tagged PDF."""

from generator.pdf.writer import write_pdf

__all__ = ["write_pdf"]
