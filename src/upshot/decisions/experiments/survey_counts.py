"""A brand-lift survey as counts: per question and group, how many were asked, answered, and answered positively."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import narwhals as nw
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from upshot.decisions.experiments.unit_file import UnitFile, open_unit_file
from upshot.decisions.experiments.unit_rows import UnitRows, rows_by_arm
from upshot.errors import InvalidInput
from upshot.measures.data import WorkspaceData
from upshot.sources.parsing import BOOLEAN, Habits

Ints = NDArray[np.int64]

GROUP_HEADERS = ("group", "groupe", "experiment", "arm", "cell", "exposure")
ANSWERED_HEADERS = ("answered", "responses", "respondents", "answers", "réponses", "repondants")
POSITIVE_HEADERS = ("positive", "positives", "yes", "oui", "positif")
ASKED_HEADERS = ("asked", "invited", "sampled", "interrogés", "sollicités")
ANSWER_HEADERS = ("answer", "response", "réponse")
QUESTION_HEADERS = ("question", "metric", "indicateur")
UNNAMED = "answer"
SHOWN_ANSWERS = 6


@dataclass(frozen=True)
class GroupCounts:
    """One group and question; `asked` None when nobody said how many did not answer."""

    name: str
    positive: int
    answered: int
    asked: int | None


@dataclass(frozen=True)
class SurveyCounts:
    """One question."""

    question: str
    exposed: GroupCounts
    control: GroupCounts


@dataclass(frozen=True)
class SurveyColumns:
    """Where a survey file keeps things; everything may be left to its usual header."""

    group_column: str | None = None
    question_column: str | None = None
    answer_column: str | None = None
    yes_column: str | None = None
    no_column: str | None = None
    positive: tuple[str, ...] = ()
    control: str | None = None


def counts_of_file(path: Path | str, columns: SurveyColumns) -> tuple[str, tuple[SurveyCounts, ...]]:
    """The file's name and its questions: a row per respondent and question, or a row of sums per group.

    Raises
    ------
    InvalidInput : experiment_column_missing, experiment_cell, brand_lift_groups, brand_lift_positive_unknown,
        brand_lift_sums; SourceRefused : the file is no table
    """
    file = open_unit_file(path)
    group = columns.group_column or file.need(*GROUP_HEADERS)
    rows = rows_by_arm(file, arm_column=group, control=columns.control)
    if rows.n_arms != 2:
        raise InvalidInput("brand_lift_groups", file=file.name, seen=", ".join(rows.arm_names))
    questions, names = _questions(rows, columns)
    if columns.answer_column is None and file.find(*ANSWERED_HEADERS) and file.find(*POSITIVE_HEADERS):
        return file.name, _sums(rows, questions, names)
    positive, answered = _answers(file, rows, columns)
    if not positive.any() and not answered.any():
        return file.name, ()
    ones = np.ones(len(rows.arms), dtype=np.int64)
    return file.name, _counted(rows.arm_names, rows.arms, questions, names, (positive, answered, ones))


def counts_of_workspace(
    data: WorkspaceData, *, question: str | None = None, positive: Sequence[str] = ()
) -> tuple[SurveyCounts, ...]:
    """The questions of the workspace's `survey_answer` rows that name a group; empty answers were asked in vain."""
    frame = data.frame("survey_answer").filter(nw.col("group").is_in(["exposed", "control"]))
    if question is not None:
        frame = frame.filter(nw.col("question") == question)
    rows = frame.select("question", "answer", "group").collect(backend="pyarrow").to_arrow()
    if not rows.num_rows:
        return ()
    arms = np.array([int(group == "exposed") for group in rows.column("group").to_pylist()], dtype=np.int64)
    texts = [text or UNNAMED for text in rows.column("question").to_pylist()]
    names, codes = np.unique(texts, return_inverse=True)
    said = [(text or "").strip() for text in rows.column("answer").to_pylist()]
    is_positive, answered = _positive(said, positive, "survey_answer")
    ones = np.ones(len(arms), dtype=np.int64)
    return _counted(("control", "exposed"), arms, codes.astype(np.int64), tuple(names), (is_positive, answered, ones))


def with_asked(counts: Sequence[SurveyCounts], asked: Mapping[str, int]) -> tuple[SurveyCounts, ...]:
    """The counts with the numbers of people asked that the user knows.

    Raises
    ------
    InvalidInput : brand_lift_asked, an unknown group, or fewer asked than answered
    """

    def one(group: GroupCounts) -> GroupCounts:
        told = asked.get(group.name)
        if told is not None and told < group.answered:
            raise InvalidInput("brand_lift_asked", group=group.name, seen=told, answered=group.answered)
        return group if told is None else GroupCounts(group.name, group.positive, group.answered, told)

    known = {group.name for line in counts for group in (line.exposed, line.control)}
    for name in sorted(set(asked) - known):
        raise InvalidInput("brand_lift_group_unknown", seen=name, groups=", ".join(sorted(known)))
    return tuple(SurveyCounts(line.question, one(line.exposed), one(line.control)) for line in counts)


def _questions(rows: UnitRows, columns: SurveyColumns) -> tuple[Ints, tuple[str, ...]]:
    header = columns.question_column and rows.file.need(columns.question_column)
    header = header or rows.file.find(*QUESTION_HEADERS)
    if header is None:
        name = columns.yes_column or columns.answer_column or UNNAMED
        return np.zeros(len(rows.arms), dtype=np.int64), (name,)
    labels = rows.file.labels(header)
    return np.maximum(rows.first(labels.codes), 0), labels.names


def _answers(file: UnitFile, rows: UnitRows, columns: SurveyColumns) -> tuple[Ints, Ints]:
    """Whether each row is positive, and whether it is an answer at all."""
    if columns.yes_column or (columns.answer_column is None and file.find("yes") and file.find("no")):
        yes = np.nan_to_num(rows.totals(file.need(columns.yes_column or "yes"))) > 0
        no = np.nan_to_num(rows.totals(file.need(columns.no_column or "no"))) > 0
        return yes.astype(np.int64), (yes | no).astype(np.int64)
    header = file.need(*((columns.answer_column,) if columns.answer_column else ANSWER_HEADERS))
    labels = file.labels(header)
    said = np.array([*labels.names, ""], dtype=object)[rows.first(labels.codes)]
    return _positive([str(text) for text in said], columns.positive, file.name)


def _positive(said: Sequence[str], positive: Sequence[str], file: str) -> tuple[Ints, Ints]:
    """Which answers count: those named, else any yes of the languages that Upshot reads."""
    wanted = {word.casefold().strip() for word in positive}
    distinct = sorted({text for text in said if text})
    if wanted:
        yes = {text for text in distinct if text.casefold() in wanted}
    else:
        read = BOOLEAN.parse(pa.array(distinct, pa.string()), Habits(), "").values.to_pylist()
        yes = {text for text, truth in zip(distinct, read, strict=True) if truth}
    if distinct and not yes and (wanted or not _all_no(distinct)):
        seen = ", ".join(distinct[:SHOWN_ANSWERS])
        raise InvalidInput("brand_lift_positive_unknown", file=file, wanted=", ".join(positive) or "yes", seen=seen)
    return np.array([text in yes for text in said], dtype=np.int64), np.array([bool(t) for t in said], dtype=np.int64)


def _all_no(distinct: Sequence[str]) -> bool:
    return BOOLEAN.parse(pa.array(distinct, pa.string()), Habits(), "").failed is None


def _sums(rows: UnitRows, questions: Ints, names: tuple[str, ...]) -> tuple[SurveyCounts, ...]:
    file = rows.file
    positive = rows.totals(file.need(*POSITIVE_HEADERS))
    answered = rows.totals(file.need(*ANSWERED_HEADERS))
    asked_header = file.find(*ASKED_HEADERS)
    asked = rows.totals(asked_header) if asked_header else answered
    wrong = np.isnan(positive + answered + asked) | (positive < 0) | (positive > answered) | (answered > asked)
    if wrong.any():
        place = int(np.argmax(wrong))
        raise InvalidInput("brand_lift_sums", file=file.name, positive=f"{positive[place]:g}",
                           answered=f"{answered[place]:g}", asked=f"{asked[place]:g}")  # fmt: skip
    whole = tuple(np.round(column).astype(np.int64) for column in (positive, answered, asked))
    found = _counted(rows.arm_names, rows.arms, questions, names, (whole[0], whole[1], whole[2]))
    if asked_header:
        return found

    def unasked(group: GroupCounts) -> GroupCounts:
        return GroupCounts(group.name, group.positive, group.answered, None)

    return tuple(SurveyCounts(line.question, unasked(line.exposed), unasked(line.control)) for line in found)


def _counted(
    arm_names: Sequence[str], arms: Ints, questions: Ints, names: Sequence[str], columns: tuple[Ints, Ints, Ints]
) -> tuple[SurveyCounts, ...]:
    """Sums of (positive, answered, asked) per question and group; nobody unanswered means that nobody said."""
    place = questions * 2 + arms
    summed = [np.bincount(place, column, minlength=2 * len(names)).astype(int) for column in columns]
    is_asked_known = bool((summed[2] > summed[1]).any())

    def group(question: int, arm: int) -> GroupCounts:
        positive, answered, asked = (int(column[2 * question + arm]) for column in summed)
        return GroupCounts(arm_names[arm], positive, answered, asked if is_asked_known else None)

    return tuple(SurveyCounts(str(name), group(q, 1), group(q, 0)) for q, name in enumerate(names))
