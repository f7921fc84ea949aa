"""`upshot experiment plan|read geo|on-off|launches`: their options; the acts are in `commands/`."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from upshot.surfaces.cli.help_texts import HELP, chosen_language

H = HELP.get(chosen_language(sys.argv, dict(os.environ)), HELP["en"])


class Kind(StrEnum):
    """What is done in the treated regions; the same words as `GeoKind`, without its imports."""

    HEAVY_UP = "heavy_up"
    GO_DARK = "go_dark"
    HOLD_BACK = "hold_back"


class By(StrEnum):
    """Which regions the workspace's orders are counted by."""

    REGION = "region"
    COUNTRY = "country"


File = Annotated[Path | None, typer.Argument(help=H["geo_file"])]
ByRegion = Annotated[By, typer.Option("--by", help=H["geo_by"])]
Metric = Annotated[str | None, typer.Option("--metric", help=H["geo_metric"])]
Excluded = Annotated[list[str] | None, typer.Option("--exclude", help=H["geo_exclude"])]
Until = Annotated[str | None, typer.Option("--until", help=H["geo_until"])]
KindOf = Annotated[Kind, typer.Option("--kind", help=H["geo_kind"])]
Plausible = Annotated[str, typer.Option("--plausible-lift", help=H["geo_plausible"])]
Power = Annotated[str, typer.Option("--power", help=H["test_power"])]
Level = Annotated[str, typer.Option("--level", help=H["test_level"])]
Weeks = Annotated[list[int] | None, typer.Option("--weeks", help=H["geo_weeks"], min=1, max=52)]
Start = Annotated[str | None, typer.Option("--start", help=H["geo_start"])]
UnitCost = Annotated[float | None, typer.Option("--cost-per-order", help=H["geo_unit_cost"], min=0)]
TestDays = Annotated[tuple[str, str], typer.Option("--test", help=H["geo_test"])]
Cooldown = Annotated[int, typer.Option("--cooldown-days", help=H["geo_cooldown"], min=0, max=180)]
Washout = Annotated[int, typer.Option("--washout-days", help=H["on_off_washout"], min=0, max=27)]
Save = Annotated[str | None, typer.Option("--save", help=H["geo_save"])]
Campaign = Annotated[str | None, typer.Option("--campaign", help=H["geo_campaign"])]
Creators = Annotated[list[str] | None, typer.Option("--creator", help=H["geo_creator"])]
Seed = Annotated[int, typer.Option("--seed", help=H["seed"])]


def plan_geo(
    context: typer.Context,
    file: File = None,
    by: ByRegion = By.REGION,
    metric: Metric = None,
    exclude: Excluded = None,
    until: Until = None,
    kind: KindOf = Kind.HEAVY_UP,
    plausible: Plausible = "10%",
    power: Power = "80%",
    level: Level = "90%",
    weeks: Weeks = None,
    cooldown_days: Cooldown = 9,
    start: Start = None,
    unit_cost: UnitCost = None,
    seed: Seed = 1,
) -> None:
    from upshot.surfaces.cli.commands.experiment_geo import SeriesAsked, run_plan_geo

    asked = SeriesAsked(file, by.value, metric, tuple(exclude or ()), until)
    code = run_plan_geo(context.obj, asked, kind=kind.value, plausible=plausible, power=power, level=level,
                        weeks=tuple(weeks or ()), cooldown_days=cooldown_days, start=start, unit_cost=unit_cost,
                        seed=seed)  # fmt: skip
    raise typer.Exit(code)


def plan_on_off(
    context: typer.Context,
    file: File = None,
    metric: Metric = None,
    exclude: Excluded = None,
    until: Until = None,
    plausible: Plausible = "10%",
    power: Power = "80%",
    level: Level = "90%",
    weeks: Weeks = None,
    washout_days: Washout = 2,
    start: Start = None,
    unit_cost: UnitCost = None,
    seed: Seed = 1,
) -> None:
    from upshot.surfaces.cli.commands.experiment_geo import SeriesAsked, run_plan_on_off

    asked = SeriesAsked(file, "all", metric, tuple(exclude or ()), until)
    code = run_plan_on_off(context.obj, asked, plausible=plausible, power=power, level=level, weeks=tuple(weeks or ()),
                           washout_days=washout_days, start=start, unit_cost=unit_cost, seed=seed)  # fmt: skip
    raise typer.Exit(code)


def plan_launches(
    context: typer.Context,
    file: File = None,
    by: ByRegion = By.REGION,
    metric: Metric = None,
    exclude: Excluded = None,
    until: Until = None,
    plausible: Plausible = "10%",
    power: Power = "80%",
    level: Level = "90%",
    weeks_after: Annotated[list[int] | None, typer.Option("--weeks-after", help=H["launch_weeks"], min=1)] = None,
    start: Start = None,
    unit_cost: UnitCost = None,
    seed: Seed = 1,
) -> None:
    from upshot.surfaces.cli.commands.experiment_geo import SeriesAsked, run_plan_launches

    asked = SeriesAsked(file, by.value, metric, tuple(exclude or ()), until)
    code = run_plan_launches(context.obj, asked, plausible=plausible, power=power, level=level,
                             weeks_after=tuple(weeks_after or ()), start=start, unit_cost=unit_cost,
                             seed=seed)  # fmt: skip
    raise typer.Exit(code)


def read_geo(
    context: typer.Context,
    test: TestDays,
    treated: Annotated[list[str], typer.Option("--treated", help=H["geo_treated"])],
    file: File = None,
    by: ByRegion = By.REGION,
    metric: Metric = None,
    exclude: Excluded = None,
    kind: KindOf = Kind.HEAVY_UP,
    cooldown_days: Cooldown = 0,
    count_cooldown: Annotated[
        bool, typer.Option("--count-cooldown/--skip-cooldown", help=H["geo_count_cooldown"])
    ] = True,
    level: Level = "90%",
    save: Save = None,
    campaign: Campaign = None,
    creators: Creators = None,
    seed: Seed = 1,
) -> None:
    from upshot.surfaces.cli.commands.experiment_geo import SaveAsked, SeriesAsked, run_read_geo

    asked = SeriesAsked(file, by.value, metric, tuple(exclude or ()))
    code = run_read_geo(context.obj, asked, SaveAsked(save, campaign, tuple(creators or ())), treated=treated,
                        test=test, kind=kind.value, cooldown_days=cooldown_days, with_cooldown=count_cooldown,
                        level=level, seed=seed)  # fmt: skip
    raise typer.Exit(code)


def read_on_off(
    context: typer.Context,
    test: TestDays,
    on: Annotated[list[str], typer.Option("--on", help=H["on_off_on"])],
    file: File = None,
    metric: Metric = None,
    exclude: Excluded = None,
    block_days: Annotated[int, typer.Option("--block-days", help=H["on_off_block"], min=1, max=84)] = 7,
    washout_days: Washout = 2,
    level: Level = "90%",
    save: Save = None,
    campaign: Campaign = None,
    creators: Creators = None,
    seed: Seed = 1,
) -> None:
    from upshot.surfaces.cli.commands.experiment_geo import SaveAsked, SeriesAsked, run_read_on_off

    asked = SeriesAsked(file, "all", metric, tuple(exclude or ()))
    code = run_read_on_off(context.obj, asked, SaveAsked(save, campaign, tuple(creators or ())), on=on, test=test,
                           block_days=block_days, washout_days=washout_days, level=level, seed=seed)  # fmt: skip
    raise typer.Exit(code)


def read_launches(
    context: typer.Context,
    launches: Annotated[list[str], typer.Option("--launch", help=H["launch"])],
    file: File = None,
    by: ByRegion = By.REGION,
    metric: Metric = None,
    exclude: Excluded = None,
    weeks_after: Annotated[int, typer.Option("--weeks-after", help=H["launch_weeks"], min=1, max=104)] = 8,
    level: Level = "90%",
    save: Save = None,
    campaign: Campaign = None,
    creators: Creators = None,
    seed: Seed = 1,
) -> None:
    from upshot.surfaces.cli.commands.experiment_geo import SaveAsked, SeriesAsked, run_read_launches

    asked = SeriesAsked(file, by.value, metric, tuple(exclude or ()))
    code = run_read_launches(context.obj, asked, SaveAsked(save, campaign, tuple(creators or ())), launches=launches,
                             weeks_after=weeks_after, level=level, seed=seed)  # fmt: skip
    raise typer.Exit(code)


def add_geo_commands(plan: typer.Typer, read: typer.Typer) -> None:
    """Put the commands into the groups `plan` and `read`."""
    plan.command("geo", help=H["plan_geo"])(plan_geo)
    plan.command("on-off", help=H["plan_on_off"])(plan_on_off)
    plan.command("launches", help=H["plan_launches"])(plan_launches)
    read.command("geo", help=H["read_geo"])(read_geo)
    read.command("on-off", help=H["read_on_off"])(read_on_off)
    read.command("launches", help=H["read_launches"])(read_launches)
