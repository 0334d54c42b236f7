"""Questions for the cells of a table."""

from __future__ import annotations

from generator.build.questions import Question, annotated, choices_of, is_list, record_of


def column_question(question: Question, key: str) -> Question:
    """The question for one column (``name``, ``patent.number``) of a table's row."""
    record = question.record
    *records, last = key.split(".")
    for step in records:
        record = record_of(record.model_fields[step].annotation) if record else None
    assert record is not None
    info = record.model_fields[last]
    return Question(
        question.root,
        (*question.path, *records, last),
        info.title or last,
        "",
        info.is_required(),
        annotated(info),
        choices=choices_of(info.annotation),
        many=is_list(info.annotation),
        needed=info.is_required(),
    )
