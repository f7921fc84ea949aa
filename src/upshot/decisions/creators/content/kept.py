"""People's kept ratings as the marks that `rate_content` takes."""

from __future__ import annotations

from collections.abc import Iterable

from upshot.decisions.creators.content.model import RubricMarks
from upshot.records.vetting import KeptRating


def marks_by_creator(ratings: Iterable[KeptRating]) -> dict[str, list[RubricMarks]]:
    """By handle; what stands in a note stays with the records."""
    found: dict[str, list[RubricMarks]] = {}
    for kept in ratings:
        marks = RubricMarks(kept.post_id, kept.rater, kept.rubric, kept.version, kept.marks, kept.rated_at)
        found.setdefault(kept.creator, []).append(marks)
    return found
