"""From a filled form and its file to a reading; and what the form says before anybody wrote in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.ab_model import AbQuestion
from upshot.decisions.experiments.ab_test import read_ab_test
from upshot.decisions.experiments.brand_lift import BrandLiftTerms, read_brand_lift
from upshot.decisions.experiments.event_plan import LaunchDesign
from upshot.decisions.experiments.event_study import read_event_study
from upshot.decisions.experiments.geo_model import GeoDesign, GeoKind
from upshot.decisions.experiments.geo_test import read_geo_test
from upshot.decisions.experiments.kept import TestKind
from upshot.decisions.experiments.model import DesignOption, ExperimentVerdict
from upshot.decisions.experiments.on_off_test import OnOffDesign, read_on_off_test
from upshot.decisions.experiments.survey_counts import (
    SurveyColumns,
    counts_of_file,
    counts_of_workspace,
    with_asked,
)
from upshot.measures.typed import typed_number
from upshot.surfaces.web.pages.experiments.fields import Answers, Said
from upshot.surfaces.web.pages.experiments.planning import SEED, level_of, series_of
from upshot.wiring import Workspace

Reading = ExperimentVerdict | InsufficientEvidence


def reading_of(
    kind: TestKind, answers: Answers, workspace: Workspace, file: Path | None, *, name: str, asked: Said
) -> Reading:
    """Read a test as its form says; `asked` is the form of its plan.

    Raises
    ------
    InvalidInput, UnknownName, SourceRefused : what the form or its file says cannot be
    """
    if kind is TestKind.BRAND_LIFT:
        return _brand_lift(answers, workspace, file, name)
    if not kind.is_of_series:
        return _people(kind, answers, file, name)
    series = series_of(answers, workspace, file)
    level = level_of(kind, answers)
    if kind is TestKind.LAUNCHES:
        launches = _launches(answers)
        weeks = answers.whole("weeks_after", least=1, most=104) or 8
        return read_event_study(series, launches, weeks_after=weeks, name=name, level=level, seed=SEED)
    starts_on, ends_on = answers.a_day("test_from"), answers.a_day("test_to")
    if kind is TestKind.ON_OFF:
        washout = answers.whole("washout_days", most=83)
        return read_on_off_test(
            series,
            answers.stretches("on"),
            starts_on=starts_on,
            ends_on=ends_on,
            block_days=answers.whole("block_days", least=1, most=84) or 7,
            washout_days=2 if washout is None else washout,
            name=name,
            level=level,
            seed=SEED,
        )
    return read_geo_test(
        series,
        answers.names("treated"),
        starts_on=starts_on,
        ends_on=ends_on,
        name=name,
        kind=GeoKind(asked.get("geo_kind") or GeoKind.HEAVY_UP),
        cooldown_days=answers.whole("cooldown_days", most=180) or 0,
        with_cooldown=answers.ticked("count_cooldown"),
        level=level,
        seed=SEED,
    )


def _launches(answers: Answers) -> dict[str, date]:
    found = {}
    for region, text in answers.pairs("launches", "experiment_launch").items():
        try:
            found[region] = date.fromisoformat(text)
        except ValueError:
            raise answers.refuse("launches", "experiment_launch", f"{region}={text}") from None
    return found


def _people(kind: TestKind, answers: Answers, file: Path | None, name: str) -> Reading:
    if file is None:
        raise answers.refuse("file", "experiment_file", "–")
    order = answers.text("day_order")
    shares = answers.pairs("split", "experiment_pair")
    question = AbQuestion(
        metrics=answers.names("metrics"),
        arm_column=answers.text("arm_column"),
        control=answers.text("control"),
        n_column=answers.text("n_column"),
        unit_column=answers.text("unit_column"),
        covariates=answers.names("covariates"),
        blocks=answers.names("blocks"),
        is_log=answers.ticked("is_log"),
        age_column=answers.text("age_column"),
        audience=answers.names("audience"),
        day_column=answers.text("day_column"),
        day_first=None if order is None else order == "day",
        planned_shares={arm: _weight(answers, "split", arm, text) for arm, text in shares.items()},
        planned_n=answers.whole("planned_n", least=2),
        is_split_test=kind is TestKind.SPLIT_TEST,
        name=name,
        level=level_of(kind, answers),
        seed=SEED,
    )
    return read_ab_test(file, question)


def _weight(answers: Answers, field: str, name: str, text: str) -> float:
    number = typed_number(text)
    if number is None:
        raise answers.refuse(field, "experiment_pair", f"{name}={text}")
    return float(number)


def _brand_lift(answers: Answers, workspace: Workspace, file: Path | None, name: str) -> Reading:
    positive = answers.names("positive")
    if file is None:
        source = "survey_answer"
        counts = counts_of_workspace(workspace, question=answers.text("question"), positive=positive)
    else:
        columns = SurveyColumns(
            group_column=answers.text("group_column"),
            question_column=answers.text("question"),
            answer_column=answers.text("answer_column"),
            positive=positive,
            control=answers.text("control"),
        )
        source, counts = counts_of_file(file, columns)
    asked = answers.pairs("asked", "experiment_pair")
    numbers = {group: round(_weight(answers, "asked", group, text)) for group, text in asked.items()}
    gap = answers.share("gap", 0.1)
    terms = BrandLiftTerms(
        level=level_of(TestKind.BRAND_LIFT, answers),
        nonresponse_gap=0.1 if gap is None else gap,
        name=name,
        is_randomised=answers.ticked("is_randomised"),
        cost=answers.number("cost", least=0),
        exposed_reach=answers.whole("reach", least=1),
    )
    return read_brand_lift(with_asked(counts, numbers), terms, source=source)


def prefilled(kind: TestKind, option: DesignOption | None, asked: Said) -> dict[str, str]:
    """What the plan knows already, so that nobody has to type the schedule again."""
    known = {name: asked[name] for name in ("source", "metric", "excluded", "level") if asked.get(name)}
    known |= _of_design(option)
    if kind is TestKind.GEO and asked.get("cooldown_days"):
        known["cooldown_days"] = asked["cooldown_days"]
    return known


def _of_design(option: DesignOption | None) -> Mapping[str, str]:
    if isinstance(option, GeoDesign):
        return {
            "treated": "\n".join(option.treated),
            "test_from": option.test_period.starts_on.isoformat(),
            "test_to": option.test_period.ends_on.isoformat(),
        }
    if isinstance(option, OnOffDesign):
        return {
            "on": "\n".join(f"{first}:{last}" for first, last in on_stretches(option)),
            "test_from": option.test_period.starts_on.isoformat(),
            "test_to": option.test_period.ends_on.isoformat(),
            "block_days": str(option.block_days),
            "washout_days": str(option.washout_days),
        }
    if isinstance(option, LaunchDesign):
        lines = [f"{region} = {day.isoformat()}" for region, day in option.launches.items()]
        return {"launches": "\n".join(lines), "weeks_after": str(option.weeks_after)}
    return {}


def on_stretches(option: OnOffDesign) -> list[tuple[date, date]]:
    """First and last day of every block with the programme."""
    first, length = option.test_period.starts_on, timedelta(days=option.block_days)
    starts = [first + place * length for place, is_on in enumerate(option.schedule) if is_on]
    return [(start, start + length - timedelta(days=1)) for start in starts]
