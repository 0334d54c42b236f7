"""Moulds: drafts of a form whose answers take the same lines have the same pages, and differ in their words alone.

A form's first drafts are laid out and written in the long way. One that is met again with other answers, all of which
take as many lines surely and by themselves, is poured: only these answers are set (design decision 8). The files are
the same, byte for byte, as in the long way.
"""

from generator.moulds.moulds import Look, Moulds, Pouring

__all__ = ["Look", "Moulds", "Pouring"]
