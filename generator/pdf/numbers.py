"""Numbers and colours as operands: short, and the same everywhere."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=16384)
def num(value: float) -> str:
    """A number with at most three decimals and nothing superfluous."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


@lru_cache(maxsize=256)
def rgb(color: str) -> str:
    """RRGGBB as three operands."""
    return " ".join(num(int(color[i : i + 2], 16) / 255) for i in (0, 2, 4))
