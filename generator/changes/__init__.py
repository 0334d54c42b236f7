"""What changed between two states of a project: facts, forms, templates, and where print shows it."""

from generator.changes.compare import compare
from generator.changes.files import FileChange, compare_files
from generator.changes.model import Change, Changes, Group
from generator.changes.places import Place, changed_places, printed_places
from generator.changes.spans import Span, spans

__all__ = [
    "Change",
    "Changes",
    "FileChange",
    "Group",
    "Place",
    "Span",
    "changed_places",
    "compare",
    "compare_files",
    "printed_places",
    "spans",
]
