"""What structure elements say of themselves: alternatives, language, attribute objects (ISO 32000-1, 14.8.5, 14.9)."""

from __future__ import annotations

from generator.layout.placed import FormArea, StructNode
from generator.pdf.numbers import num
from generator.pdf.strings import ascii_string, byte_string, text_string
from generator.pdf.structure import Recorder

_TEXTS = {"Title": "T", "Alt": "Alt", "ActualText": "ActualText"}


def element_entries(node: StructNode, recorder: Recorder) -> str:
    """The element's entries beside role, parent and kids, each with a space before it."""
    given = node.attributes
    entries = [f" /{key} {text_string(given[name])}" for name, key in _TEXTS.items() if name in given]
    if "Lang" in given:
        entries.append(f" /Lang {ascii_string(given['Lang'])}")
    if "Id" in given:
        entries.append(f" /ID {byte_string(given['Id'].encode())}")
    objects = [made for made in (_table(given), _list(given), _frame(node, recorder), _field(node, recorder)) if made]
    if objects:
        entries.append(f" /A {objects[0]}" if len(objects) == 1 else f" /A [{' '.join(objects)}]")
    return "".join(entries)


def is_checked(area: FormArea) -> bool:
    """Whether a tick box's value means that it is ticked; an empty box, an empty value and "false" do not."""
    return area.value.strip().lower() not in {"", "□", "☐", "false", "否", "0"}


def _table(given: dict[str, str]) -> str:
    """Heads and spans (ISO 32000-1, 14.8.5.7); ``Headers`` lists the heads' identifiers with blanks between."""
    parts = [f" /{key} {int(given[key])}" for key in ("ColSpan", "RowSpan") if key in given]
    if "Scope" in given:
        parts.append(f" /Scope /{given['Scope']}")
    if given.get("Headers"):
        parts.append(f" /Headers [{' '.join(byte_string(name.encode()) for name in given['Headers'].split())}]")
    if given.get("Summary"):
        parts.append(f" /Summary {text_string(given['Summary'])}")
    return f"<</O /Table{''.join(parts)}>>" if parts else ""


def _list(given: dict[str, str]) -> str:
    return f"<</O /List /ListNumbering /{given['ListNumbering']}>>" if "ListNumbering" in given else ""


def _frame(node: StructNode, recorder: Recorder) -> str:
    """An illustration's bounding box on its page (ISO 14289-1, 7.3)."""
    extent = recorder.extents.get(id(node))
    if extent is None:
        return ""
    return f"<</O /Layout /Placement /Block /BBox [{' '.join(map(num, extent.frame))}]>>"


def _field(node: StructNode, recorder: Recorder) -> str:
    """A field as printed (ISO 32000-1, 14.8.5.6), needed where no widget or more than one stands for it."""
    area = recorder.fields.get(id(node))
    if area is None or node.role != "Form":
        return ""
    said = f" /Desc {text_string(area.label)}" if area.label else ""
    if area.kind == "check":
        return f"<</O /PrintField /Role /cb /checked /{'on' if is_checked(area) else 'off'}{said}>>"
    return f"<</O /PrintField /Role /tv{said}>>"
