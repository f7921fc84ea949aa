"""The command group `upshot experiment plan|read`: its options; what they do is in `commands/experiment*.py`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from upshot.surfaces.cli.commands.budget import H as BUDGET_HELP
from upshot.surfaces.cli.commands.experiment_worth import worth
from upshot.surfaces.cli.geo_experiments import add_geo_commands
from upshot.surfaces.cli.help_texts import HELP, chosen_language

H = HELP.get(chosen_language(sys.argv, dict(os.environ)), HELP["en"])

experiment = typer.Typer(help=H["experiment"], no_args_is_help=True, rich_markup_mode=None)
plan = typer.Typer(help=H["experiment_plan"], no_args_is_help=True, rich_markup_mode=None)
read = typer.Typer(help=H["experiment_read"], no_args_is_help=True, rich_markup_mode=None)
experiment.add_typer(plan, name="plan")
experiment.add_typer(read, name="read")
add_geo_commands(plan, read)
experiment.command("worth", help=BUDGET_HELP["worth"])(worth)

Baseline = Annotated[str, typer.Option("--baseline", help=H["test_baseline"])]
Effects = Annotated[list[str] | None, typer.Option("--effect", help=H["test_effect"])]
Power = Annotated[str, typer.Option("--power", help=H["test_power"])]
Level = Annotated[str | None, typer.Option("--level", help=H["test_level"])]
File = Annotated[Path, typer.Argument(help=H["test_file"])]
DayFirst = Annotated[bool | None, typer.Option("--day-first/--month-first", help=H["day_first"])]
Name = Annotated[str | None, typer.Option("--name", help=H["test_name"])]
Seed = Annotated[int, typer.Option("--seed", help=H["seed"])]


@plan.command("ab", help=H["plan_ab"])
def plan_ab(
    context: typer.Context,
    baseline: Baseline,
    effects: Effects = None,
    sd: Annotated[float | None, typer.Option("--sd", help=H["test_sd"])] = None,
    n: Annotated[int | None, typer.Option("--n", help=H["test_n"], min=2)] = None,
    arms: Annotated[int, typer.Option("--arms", help=H["test_arms"], min=2, max=12)] = 2,
    metrics: Annotated[int, typer.Option("--metrics", help=H["test_metrics"], min=1, max=50)] = 1,
    per_day: Annotated[float | None, typer.Option("--per-day", help=H["test_per_day"])] = None,
    unit_cost: Annotated[float | None, typer.Option("--unit-cost", help=H["test_unit_cost"])] = None,
    explained: Annotated[str, typer.Option("--explained", help=H["test_explained"])] = "0",
    blocks: Annotated[list[int] | None, typer.Option("--posts", help=H["test_posts"], min=2)] = None,
    power: Power = "80%",
    level: Level = None,
    split_test: Annotated[bool, typer.Option("--split-test", help=H["test_split_test"])] = False,
    seed: Seed = 1,
) -> None:
    from upshot.surfaces.cli.commands.experiment import run_plan_ab

    asked = {"baseline": baseline, "effects": effects or [], "sd": sd, "n_per_arm": n, "n_arms": arms,
             "n_metrics": metrics, "per_day": per_day, "unit_cost": unit_cost, "explained": explained,
             "posts": blocks or [], "power": power, "level": level, "is_split_test": split_test,
             "seed": seed}  # fmt: skip
    raise typer.Exit(run_plan_ab(context.obj, asked))


@plan.command("brand-lift", help=H["plan_brand_lift"])
def plan_brand_lift(
    context: typer.Context,
    baseline: Baseline,
    effects: Effects = None,
    n: Annotated[int | None, typer.Option("--n", help=H["lift_n"], min=2)] = None,
    answer_cost: Annotated[float | None, typer.Option("--answer-cost", help=H["lift_answer_cost"])] = None,
    response_rate: Annotated[str | None, typer.Option("--response-rate", help=H["lift_response_rate"])] = None,
    questions: Annotated[int, typer.Option("--questions", help=H["lift_questions"], min=1, max=20)] = 1,
    power: Power = "80%",
    level: Level = None,
) -> None:
    from upshot.surfaces.cli.commands.experiment import run_plan_brand_lift

    asked = {"baseline": baseline, "effects": effects or [], "n_per_arm": n, "answer_cost": answer_cost,
             "response_rate": response_rate, "n_questions": questions, "power": power, "level": level}  # fmt: skip
    raise typer.Exit(run_plan_brand_lift(context.obj, asked))


@read.command("ab", help=H["read_ab"])
def read_ab(
    context: typer.Context,
    file: File,
    metrics: Annotated[list[str] | None, typer.Option("--metric", help=H["test_metric"])] = None,
    arm: Annotated[str | None, typer.Option("--arm", help=H["test_arm"])] = None,
    control: Annotated[str | None, typer.Option("--control", help=H["test_control"])] = None,
    n: Annotated[str | None, typer.Option("--n", help=H["test_n_column"])] = None,
    unit: Annotated[str | None, typer.Option("--unit", help=H["test_unit"])] = None,
    covariates: Annotated[list[str] | None, typer.Option("--covariate", help=H["test_covariate"])] = None,
    blocks: Annotated[list[str] | None, typer.Option("--block", help=H["test_block"])] = None,
    log: Annotated[bool, typer.Option("--log", help=H["test_log"])] = False,
    age: Annotated[str | None, typer.Option("--age", help=H["test_age"])] = None,
    audience: Annotated[list[str] | None, typer.Option("--audience", help=H["test_audience"])] = None,
    day: Annotated[str | None, typer.Option("--day", help=H["test_day"])] = None,
    day_first: DayFirst = None,
    split: Annotated[list[str] | None, typer.Option("--split", help=H["test_split"])] = None,
    planned_n: Annotated[int | None, typer.Option("--planned-n", help=H["test_planned_n"], min=2)] = None,
    split_test: Annotated[bool, typer.Option("--split-test", help=H["test_split_test"])] = False,
    name: Name = None,
    save: Annotated[str | None, typer.Option("--save-hold-out", help=H["hold_out_save"])] = None,
    test: Annotated[tuple[str, str] | None, typer.Option("--test", help=H["geo_test"])] = None,
    reach: Annotated[int | None, typer.Option("--reach", help=H["hold_out_reach"], min=1)] = None,
    campaign: Annotated[str | None, typer.Option("--campaign", help=H["geo_campaign"])] = None,
    creators: Annotated[list[str] | None, typer.Option("--creator", help=H["geo_creator"])] = None,
    level: Level = None,
    seed: Seed = 1,
) -> None:
    from upshot.surfaces.cli.commands.experiment import HoldOutAsked, run_read_ab

    asked = {"metrics": tuple(metrics or ()), "arm_column": arm, "control": control, "n_column": n,
             "unit_column": unit, "covariates": tuple(covariates or ()), "blocks": tuple(blocks or ()), "is_log": log,
             "age_column": age, "audience": tuple(audience or ()), "day_column": day, "day_first": day_first,
             "planned_n": planned_n, "is_split_test": split_test, "name": name, "seed": seed}  # fmt: skip
    kept = HoldOutAsked(save, test, reach, campaign, tuple(creators or ())) if save is not None else None
    raise typer.Exit(run_read_ab(context.obj, file, asked, split=split or [], level=level, hold_out=kept))


@read.command("brand-lift", help=H["read_brand_lift"])
def read_brand_lift(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help=H["lift_file"])] = None,
    group: Annotated[str | None, typer.Option("--group", help=H["lift_group"])] = None,
    question: Annotated[str | None, typer.Option("--question", help=H["lift_question"])] = None,
    answer: Annotated[str | None, typer.Option("--answer", help=H["lift_answer"])] = None,
    positive: Annotated[list[str] | None, typer.Option("--positive", help=H["lift_positive"])] = None,
    yes: Annotated[str | None, typer.Option("--yes", help=H["lift_yes"])] = None,
    no: Annotated[str | None, typer.Option("--no", help=H["lift_no"])] = None,
    control: Annotated[str | None, typer.Option("--control", help=H["test_control"])] = None,
    asked: Annotated[list[str] | None, typer.Option("--asked", help=H["lift_asked"])] = None,
    gap: Annotated[str, typer.Option("--nonresponse-gap", help=H["lift_gap"])] = "10%",
    cost: Annotated[float | None, typer.Option("--cost", help=H["lift_cost"])] = None,
    reach: Annotated[int | None, typer.Option("--reach", help=H["lift_reach"], min=1)] = None,
    randomised: Annotated[bool, typer.Option("--randomised", help=H["lift_randomised"])] = False,
    name: Name = None,
    level: Level = None,
) -> None:
    from upshot.surfaces.cli.commands.experiment import run_read_brand_lift

    question_asked = {"group_column": group, "question_column": question, "answer_column": answer,
                      "positive": tuple(positive or ()), "yes_column": yes, "no_column": no, "control": control,
                      "cost": cost, "exposed_reach": reach, "is_randomised": randomised, "name": name}  # fmt: skip
    raise typer.Exit(run_read_brand_lift(context.obj, file, question_asked, asked=asked or [], gap=gap, level=level))
