"""Questions for the cells of a table."""

from __future__ import annotations

from generator.build.questions import Question, annotated, choices_of, is_list


def column_question(question: Question, key: str) -> Question:
    """The question for one column of a table's row."""
    assert question.record is not None
    info = question.record.model_fields[key]
    return Question(
        question.root,
        (*question.path, key),
        info.title or key,
        "",
        info.is_required(),
        annotated(info),
        choices_of(info.annotation),
        is_list(info.annotation),
    )
