"""Prepared drafts (design decision 8): what a form's template prints is kept, and only the company's values are set.

The templates stay the one source of how drafts look: a skeleton is their own output for stand-ins, cast once for
each shape of the filled form; pouring puts the values into its places. The result equals what the template prints.
"""

from generator.casting.caster import Cast, Caster
from generator.casting.equals import Equals

__all__ = ["Cast", "Caster", "Equals"]
