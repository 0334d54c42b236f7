"""How figures look: a sober palette, five sizes of text, and the looks that boxes share."""

from __future__ import annotations

from dataclasses import dataclass

from generator.document.drawing import BoxForm, Color

INK: Color = "1A1A1A"
GREY: Color = "55606E"
DEEP: Color = "0B2E6B"
BLUE: Color = "1A4FA0"
LINE: Color = "A9BBD8"
MIST: Color = "E8EEF7"
PALE: Color = "F5F8FC"
WHITE: Color = "FFFFFF"
AMBER: Color = "9A6F08"
SAND: Color = "FBF6E9"
STRAW: Color = "DCC48A"


@dataclass(frozen=True, slots=True)
class Type:
    """A size of text: points, points from base line to base line, weight, colour and family of the style sheet."""

    size: float
    leading: float
    bold: bool = False
    color: Color = INK
    family: str = "hei"


HEAD_LIGHT = Type(10.5, 15.0, bold=True, color=WHITE)
STRONG = Type(9.5, 13.5, bold=True, color=DEEP)
BODY = Type(9.5, 13.5)
NOTE = Type(9.0, 12.5, color=GREY)
TAG = Type(9.0, 12.5, bold=True, color=WHITE)


@dataclass(frozen=True, slots=True)
class Look:
    """A box's form, colours and line (points); empty colours are not painted."""

    fill: Color = ""
    stroke: Color = ""
    form: BoxForm = "rect"
    line_width: float = 0.75
    dashed: bool = False


CARD = Look(WHITE, LINE, "round")
CARD_PALE = Look(PALE, LINE, "round")
CARD_MIST = Look(MIST, LINE, "round")
CARD_SAND = Look(SAND, STRAW, "round")
BAND = Look(DEEP, "", "round")
BAND_AMBER = Look(AMBER, "", "round")
PILL = Look(BLUE, "", "pill")
PILL_WHITE = Look(WHITE, BLUE, "pill")
BAR = Look(BLUE, "")
BAR_AMBER = Look(AMBER, "")
