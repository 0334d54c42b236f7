"""What painted items cover on a page, for the bounding boxes of illustrations (ISO 32000-1, 14.8.5.4.3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import inf

from generator.layout.placed import Item, Rect, Rule, Shape, TextRun

Frame = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the page's bottom left corner."""

_NOTHING: Frame = (inf, inf, -inf, -inf)
_ABOVE, _BELOW = 0.88, 0.12  # the em box of Chinese fonts around the base line


@dataclass(slots=True)
class Extent:
    """An illustration's frame on its first page (index)."""

    page: int
    frame: Frame = _NOTHING

    def grow(self, frame: Frame) -> None:
        """Take in a further frame."""
        left, bottom, right, top = self.frame
        west, south, east, north = frame
        self.frame = (
            west if west < left else left,
            south if south < bottom else bottom,
            east if east > right else right,
            north if north > top else top,
        )


def covered(item: Item, height: float) -> Frame:
    """What an item's ink covers, lines with their thickness; ``height`` is the page's."""
    match item:
        case TextRun():
            base = height - item.y
            return (item.x, base - _BELOW * item.size, item.x + sum(item.advances), base + _ABOVE * item.size)
        case Rect():
            right, bottom = item.x + item.width, height - item.y - item.height
            return _widened((item.x, bottom, right, height - item.y), item.line_width if item.stroke else 0.0)
        case Rule():
            left, right = sorted((item.x1, item.x2))
            top, bottom = sorted((item.y1, item.y2))
            return _widened((left, height - bottom, right, height - top), item.width)
        case Shape():
            left, top, right, bottom = _around(item.contours)
            return _widened((left, height - bottom, right, height - top), item.line_width if item.stroke else 0.0)
        case _:
            return _NOTHING


@lru_cache(maxsize=256)
def _around(contours: tuple[tuple[tuple[float, float], ...], ...]) -> Frame:
    """Left, top, right, bottom from the page's top left corner; a QR code has hundreds of contours."""
    points = [point for contour in contours for point in contour]
    if not points:
        return (inf, inf, -inf, -inf)
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _widened(frame: Frame, line: float) -> Frame:
    half = line / 2
    return (frame[0] - half, frame[1] - half, frame[2] + half, frame[3] + half)
