"""Slips of the pen in codes: what somebody who knows the code would take a wrong one for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_DASHES = re.compile(r"\s*(?:[‐‑‒–―−—﹣]+|--+)\s*")
_BLANKS = re.compile(r"\s+")
_SLASHED = re.compile(r"^(GB|DB\d{2,6}|[A-Z]{2})(?=T\b|Z\b|T \d|T\d|Z \d|Z\d)")
_UNSPACED = re.compile(r"^(GB(?:/[TZ])?|GSB|ISO(?:/IEC)?|IEC|ITU-[TRD])(?=[\dA-Z])")
_EXTENSION = re.compile(r"\s*(?:转|ext\.?|#)\s*", re.IGNORECASE)
_COUNTRY = re.compile(r"^(?:\+|00)?86[- ]?")
_PREFIX = re.compile(r"^(?:ICS|CCS|mailto:|GB(?=\d{8}-))\s*", re.IGNORECASE)
_CHECK = re.compile(r"(?<=\d{12})[.·。]?([\dX])$")
_AREA = re.compile(r"^\(?(0\d{2,3})\)?[- ]*(?=\d{7,8})")
_YEAR = re.compile(r"\s*[:：]\s*(?=\d{4}$)")
_CUT = re.compile(r"\d{2}\.\d{2}")
"""An ICS class whose last zero a spreadsheet took for a decimal's; other codes have lost an unknown digit."""
_CITED = re.compile(r"《.*")


def repaired(value: str, problem_of: Callable[[str], str | None]) -> str | None:
    """The value with its slip mended, when that makes it pass; None when nothing near passes."""
    return next((tried for tried in _tried(value) if tried != value and problem_of(tried) is None), None)


def _tried(value: str) -> Iterator[str]:
    upper = value.upper()
    for start in (value, upper, _PREFIX.sub("", value), _PREFIX.sub("", upper), _CITED.sub("", value)):
        bare = _BLANKS.sub("", start)
        dashed = _DASHES.sub("-", start)
        yield start
        yield dashed
        yield _BLANKS.sub("", dashed)
        yield bare.replace("-", "")
        yield re.sub(r"\s*([-:.])\s*", r"\1", dashed)
        spaced = _UNSPACED.sub(r"\1 ", _SLASHED.sub(r"\1/", _BLANKS.sub("", dashed)))
        yield spaced
        yield _CHECK.sub(r".\1", bare)
        yield _YEAR.sub("-", dashed)
        if _CUT.fullmatch(start):
            yield f"{start}0"
    national = _COUNTRY.sub("", value)
    for number in (national, f"0{national}" if national != value else value):
        plain = _EXTENSION.sub("-", _DASHES.sub("-", number))
        yield re.sub(r"[- ]", "", plain)
        yield _AREA.sub(r"\1-", plain)
