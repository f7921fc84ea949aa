"""`upshot experiment plan|read ab|brand-lift`: what was asked becomes a question, the answer a page of tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.ab_model import AbQuestion, AbVerdict
from upshot.decisions.experiments.model import ExperimentAnswer, ExperimentPlan, ExperimentVerdict
from upshot.errors import InvalidInput, NotAllowed
from upshot.measures.typed import typed_number, typed_share
from upshot.surfaces.cli.commands.importing import parse_day
from upshot.surfaces.cli.commands.verdict import print_table
from upshot.surfaces.presentation import TextTable
from upshot.surfaces.presentation.experiments import (
    experiment_headline,
    experiment_notes,
    insufficient_lines,
    plan_notes,
    plan_table,
    verdict_tables,
)

if TYPE_CHECKING:
    from upshot.surfaces.cli.options import Options

AB_LEVEL = 0.95
SPLIT_TEST_LEVEL = BRAND_LIFT_LEVEL = 0.9  # what TikTok's own tests and the usual lift studies take
_EFFECT = re.compile(r"^([+-]?\d+(?:[.,]\d+)?)\s*(%|pts?|pp)?$")


def run_plan_ab(options: Options, asked: dict[str, Any]) -> int:
    """Print the sizes of an A/B test, or of a test of organic posts."""
    from upshot.decisions.experiments.ab_plan import PlanQuestion, plan_ab_test, plan_posts

    posts, level = asked.pop("posts"), _level(asked.pop("level"), split_test=asked["is_split_test"])
    power = parse_share(asked.pop("power"), "--power")
    if posts:
        spread = {"sd_log10": asked["sd"]} if asked["sd"] else {}
        wanted = plan_posts(tuple(posts), power=power, level=level, seed=asked["seed"], **spread)
        return print_plan(options, wanted)
    is_share = asked["sd"] is None
    question = PlanQuestion(
        baseline=parse_share(asked.pop("baseline"), "--baseline") if is_share else _plain(asked.pop("baseline")),
        effects=_effects(asked.pop("effects"), is_share=is_share),
        units_per_day=asked.pop("per_day"),
        explained_share=parse_share(asked.pop("explained"), "--explained"),
        power=power,
        level=level,
        **asked,
    )
    return print_plan(options, plan_ab_test(question))


def run_plan_brand_lift(options: Options, asked: dict[str, Any]) -> int:
    """Print the sizes of a brand-lift survey."""
    from upshot.decisions.experiments.ab_plan import PlanQuestion, plan_brand_lift

    question = PlanQuestion(
        baseline=parse_share(asked["baseline"], "--baseline"),
        effects=_effects(asked["effects"], is_share=True),
        n_per_arm=asked["n_per_arm"],
        n_metrics=asked["n_questions"],
        power=parse_share(asked["power"], "--power"),
        level=parse_share(asked["level"], "--level") if asked["level"] else BRAND_LIFT_LEVEL,
    )
    rate = parse_share(asked["response_rate"], "--response-rate") if asked["response_rate"] else None
    return print_plan(options, plan_brand_lift(question, response_rate=rate, answer_cost=asked["answer_cost"]))


@dataclass(frozen=True)
class HoldOutAsked:
    """Under which name a hold-out test becomes a lift test, when it ran, and whom it tested."""

    name: str
    test: tuple[str, str] | None
    people_reached: int | None
    campaign: str | None
    creators: tuple[str, ...]


def run_read_ab(
    options: Options,
    file: Path,
    asked: dict[str, Any],
    *,
    split: list[str],
    level: str | None,
    hold_out: HoldOutAsked | None = None,
) -> int:
    """Read an A/B test; 1 when the sample ratio forbids reading it or there is too little to read."""
    from upshot.decisions.experiments.ab_test import read_ab_test

    shares = {name: _plain(weight) for name, weight in _pairs(split, "--split").items()}
    confidence = _level(level, split_test=asked["is_split_test"])
    question = AbQuestion(**asked, planned_shares=shares, level=confidence)
    found = read_ab_test(file, question)
    code = print_verdict(options, found)
    if hold_out is not None:
        _save_hold_out(options, found, hold_out)
    return code


def _save_hold_out(options: Options, found: AbVerdict | InsufficientEvidence, asked: HoldOutAsked) -> None:
    """Write the reading as a lift test of the workspace: the next verdict is calibrated by it."""
    from upshot.decisions.experiments.hold_out import hold_out_record
    from upshot.decisions.experiments.lift_record import save_lift_record

    if isinstance(found, InsufficientEvidence):
        raise NotAllowed("experiment_nothing_to_save", reason=found.reason)
    if asked.test is None:
        raise InvalidInput("hold_out_needs_days", name=asked.name)
    starts_on, ends_on = (parse_day(text) for text in asked.test)
    record = hold_out_record(found, starts_on=starts_on, ends_on=ends_on, people_reached=asked.people_reached)
    workspace = options.open_workspace()
    save_lift_record(workspace.records, workspace.name, asked.name, record, now=datetime.now(UTC),
                     campaign=asked.campaign, creators=asked.creators)  # fmt: skip
    if not options.is_json:
        facts = {"orders": options.words.number(record.incremental_orders, digits=1),
                 "error": options.words.number(record.standard_error, digits=1)}  # fmt: skip
        options.console.print(options.words.text("experiment_saved", name=asked.name, **facts))


def run_read_brand_lift(
    options: Options, file: Path | None, question: dict[str, Any], *, asked: list[str], gap: str, level: str | None
) -> int:
    """Read a brand-lift survey from a file or from the workspace."""
    from upshot.decisions.experiments.brand_lift import BrandLiftTerms, read_brand_lift
    from upshot.decisions.experiments.survey_counts import (
        SurveyColumns,
        counts_of_file,
        counts_of_workspace,
        with_asked,
    )

    terms = BrandLiftTerms(
        level=parse_share(level, "--level") if level else BRAND_LIFT_LEVEL,
        nonresponse_gap=parse_share(gap, "--nonresponse-gap"),
        **{name: question.pop(name) for name in ("name", "is_randomised", "cost", "exposed_reach")},
    )
    if file is None:
        source = "survey_answer"
        counts = counts_of_workspace(
            options.open_workspace(), question=question["question_column"], positive=question["positive"]
        )
    else:
        source, counts = counts_of_file(file, SurveyColumns(**question))
    numbers = {name: round(_plain(n)) for name, n in _pairs(asked, "--asked").items()}
    return print_verdict(options, read_brand_lift(with_asked(counts, numbers), terms, source=source))


def print_plan(options: Options, plan: ExperimentPlan) -> int:
    """Print a plan of any kind; 1 when no design is feasible."""
    if options.is_json:
        print(plan.model_dump_json(indent=2))
    else:
        words, console = options.words, options.console
        print_table(console, plan_table(plan, words))
        for note in plan_notes(plan, words):
            console.print(f"  – {note}", style="dim", markup=False)
    return 0 if plan.options else 1


def print_verdict(options: Options, found: ExperimentVerdict | InsufficientEvidence) -> int:
    """Print what a test of people or posts says; 1 when a check forbids reading it or there is too little to read."""
    if isinstance(found, InsufficientEvidence):
        return print_insufficient(options, found)
    print_reading(options, found, verdict_tables(found, options.words))
    return 1 if found.answer is ExperimentAnswer.STOPPED else 0


def print_insufficient(options: Options, found: InsufficientEvidence) -> int:
    """Print why nothing can be read and what would help; the exit code is 1."""
    if options.is_json:
        reason = {"code": found.reason, "facts": dict(found.facts)}
        wanted = list(found.what_would_help)
        options.print_json({"answer": "insufficient_evidence", "reason": reason, "what_would_help": wanted})
    else:
        for line in insufficient_lines(found, options.words):
            options.console.print(line, markup=False)
    return 1


def print_reading(options: Options, found: ExperimentVerdict, tables: Iterable[TextTable]) -> None:
    """Print a test of any kind: headline, tables, notes; or the whole of it as JSON."""
    if options.is_json:
        print(found.model_dump_json(indent=2))
        return
    for line in experiment_headline(found, options.words):
        options.console.print(line, markup=False)
    for table in tables:
        print_table(options.console, table)
    for note in experiment_notes(found, options.words):
        options.console.print(f"  – {note}", style="dim", markup=False)


def parse_share(text: str, option: str) -> float:
    """`2%`, `2,5 %` or `0.02` as 0.02.

    Raises
    ------
    InvalidInput : test_number, anything else
    """
    number, is_percent = typed_share(text)
    if number is None:
        raise InvalidInput("test_number", option=option, seen=text)
    return float(number) / (100 if is_percent else 1)


def _level(text: str | None, *, split_test: bool) -> float:
    if text is None:
        return SPLIT_TEST_LEVEL if split_test else AB_LEVEL
    return parse_share(text, "--level")


def _plain(text: str) -> float:
    number = typed_number(text)
    if number is None:
        raise InvalidInput("test_plain_number", seen=text)
    return float(number)


def _effects(texts: list[str], *, is_share: bool) -> tuple[Any, ...]:
    """`20%` is relative; `0.4pt` and `0.004` are differences of shares, `1.5` of averages."""
    from upshot.decisions.experiments.ab_plan import Effect

    effects = []
    for text in texts:
        found = _EFFECT.match(text.strip())
        if found is None or (found.group(2) not in {None, "%"} and not is_share):
            raise InvalidInput("test_effect", seen=text)
        size = float(found.group(1).replace(",", "."))
        is_relative = found.group(2) == "%"
        effects.append(Effect(size if found.group(2) is None else size / 100, is_relative))
    return tuple(effects)


def _pairs(texts: list[str], option: str) -> dict[str, str]:
    pairs = {}
    for text in texts:
        name, separator, value = text.rpartition("=")
        if not separator or not name.strip():
            raise InvalidInput("test_pair", option=option, seen=text)
        pairs[name.strip()] = value
    return pairs
