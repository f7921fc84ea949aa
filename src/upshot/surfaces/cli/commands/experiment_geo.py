"""`upshot experiment plan|read geo|on-off|launches`: series by region or of the whole shop, planned and read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.event_plan import LaunchPlan, LaunchWish, plan_launches
from upshot.decisions.experiments.event_study import EventStudyVerdict, read_event_study
from upshot.decisions.experiments.geo_model import GeoKind, GeoTestPlan, GeoTestVerdict
from upshot.decisions.experiments.geo_plan import GeoWish, plan_geo_test
from upshot.decisions.experiments.geo_test import read_geo_test
from upshot.decisions.experiments.kept import TestKind
from upshot.decisions.experiments.lift_record import save_lift_record
from upshot.decisions.experiments.on_off_test import (
    OnOffPlan,
    OnOffVerdict,
    OnOffWish,
    plan_on_off_test,
    read_on_off_test,
)
from upshot.decisions.experiments.region_series import (
    RegionSeries,
    read_region_file,
    read_region_orders,
    read_shop_orders,
)
from upshot.errors import InvalidInput, NotAllowed
from upshot.surfaces.cli.commands.experiment import parse_share, print_insufficient, print_reading
from upshot.surfaces.cli.commands.importing import parse_day
from upshot.surfaces.cli.commands.verdict import print_table
from upshot.surfaces.presentation.experiment_sheets import options_table, run_table
from upshot.surfaces.presentation.experiments import plan_notes
from upshot.surfaces.presentation.geo_tests import phases_line, reading_tables, refused_table

if TYPE_CHECKING:
    from upshot.surfaces.cli.options import Options

SeriesVerdict = GeoTestVerdict | OnOffVerdict | EventStudyVerdict


@dataclass(frozen=True)
class SeriesAsked:
    """Where the series come from: a file, or the workspace's orders by region or country, or `all` together."""

    file: Path | None
    by: str
    metric: str | None
    excluded: tuple[str, ...] = ()
    until: str | None = None


@dataclass(frozen=True)
class SaveAsked:
    """Under which name the reading becomes a lift test, and whom it tested."""

    name: str | None
    campaign: str | None
    creators: tuple[str, ...]


def run_plan_geo(options: Options, asked: SeriesAsked, *, kind: str, plausible: str, power: str, level: str,
                 weeks: tuple[int, ...], cooldown_days: int, start: str | None, unit_cost: float | None,
                 seed: int) -> int:  # fmt: skip
    """Print feasible designs of a geo test; 1 when there is none."""
    wish = GeoWish(
        kind=GeoKind(kind),
        plausible_lift=parse_share(plausible, "--plausible-lift"),
        power=parse_share(power, "--power"),
        level=parse_share(level, "--level"),
        weeks=weeks or GeoWish.weeks,
        cooldown_days=cooldown_days,
        starts_on=parse_day(start) if start else None,
        unit_cost=unit_cost,
        currency=_currency(options, asked) if unit_cost is not None else None,
        seed=seed,
    )
    return _print_plan(options, plan_geo_test(_series(options, asked), wish))


def run_plan_on_off(options: Options, asked: SeriesAsked, *, plausible: str, power: str, level: str,
                    weeks: tuple[int, ...], washout_days: int, start: str | None, unit_cost: float | None,
                    seed: int) -> int:  # fmt: skip
    """Print feasible schedules of an on/off test; 1 when there is none."""
    wish = OnOffWish(
        plausible_lift=parse_share(plausible, "--plausible-lift"),
        power=parse_share(power, "--power"),
        level=parse_share(level, "--level"),
        weeks=weeks or OnOffWish.weeks,
        washout_days=washout_days,
        starts_on=parse_day(start) if start else None,
        unit_cost=unit_cost,
        currency=_currency(options, asked) if unit_cost is not None else None,
        seed=seed,
    )
    return _print_plan(options, plan_on_off_test(_series(options, asked), wish))


def run_plan_launches(options: Options, asked: SeriesAsked, *, plausible: str, power: str, level: str,
                      weeks_after: tuple[int, ...], start: str | None, unit_cost: float | None,
                      seed: int) -> int:  # fmt: skip
    """Print feasible designs of staggered launches; 1 when there is none."""
    wish = LaunchWish(
        plausible_lift=parse_share(plausible, "--plausible-lift"),
        power=parse_share(power, "--power"),
        level=parse_share(level, "--level"),
        weeks_after=weeks_after or LaunchWish.weeks_after,
        starts_on=parse_day(start) if start else None,
        unit_cost=unit_cost,
        currency=_currency(options, asked) if unit_cost is not None else None,
        seed=seed,
    )
    return _print_plan(options, plan_launches(_series(options, asked), wish))


def run_read_geo(options: Options, asked: SeriesAsked, save: SaveAsked, *, treated: list[str], test: tuple[str, str],
                 kind: str, cooldown_days: int, with_cooldown: bool, level: str, seed: int) -> int:  # fmt: skip
    """Read a finished geo test, and save it as a lift test where asked."""
    found = read_geo_test(
        _series(options, asked),
        treated,
        starts_on=parse_day(test[0]),
        ends_on=parse_day(test[1]),
        name=save.name or "",
        kind=GeoKind(kind),
        cooldown_days=cooldown_days,
        with_cooldown=with_cooldown,
        level=parse_share(level, "--level"),
        seed=seed,
    )
    return _print_verdict(options, found, save)


def run_read_on_off(options: Options, asked: SeriesAsked, save: SaveAsked, *, on: list[str], test: tuple[str, str],
                    block_days: int, washout_days: int, level: str, seed: int) -> int:  # fmt: skip
    """Read a finished on/off test, and save it as a lift test where asked."""
    found = read_on_off_test(
        _series(options, asked),
        [_stretch(text) for text in on],
        starts_on=parse_day(test[0]),
        ends_on=parse_day(test[1]),
        block_days=block_days,
        washout_days=washout_days,
        name=save.name or "",
        level=parse_share(level, "--level"),
        seed=seed,
    )
    return _print_verdict(options, found, save)


def run_read_launches(options: Options, asked: SeriesAsked, save: SaveAsked, *, launches: list[str],
                      weeks_after: int, level: str, seed: int) -> int:  # fmt: skip
    """Read staggered launches, and save them as a lift test where asked."""
    found = read_event_study(
        _series(options, asked),
        dict(_launch(text) for text in launches),
        weeks_after=weeks_after,
        name=save.name or "",
        level=parse_share(level, "--level"),
        seed=seed,
    )
    return _print_verdict(options, found, save)


def _series(options: Options, asked: SeriesAsked) -> RegionSeries:
    if asked.file is not None:
        series = read_region_file(asked.file, metric=asked.metric)
    elif asked.by == "all":
        series = read_shop_orders(options.open_workspace())
    else:
        series = read_region_orders(options.open_workspace(), by="country" if asked.by == "country" else "region")
    if asked.until:
        series = series.until(parse_day(asked.until))
    return series.without(asked.excluded) if asked.excluded else series


def _currency(options: Options, asked: SeriesAsked) -> str | None:
    """The workspace's currency; a file by itself has none."""
    return options.open_workspace().setting("currency") if asked.file is None else None


def _stretch(text: str) -> tuple[date, date]:
    first, mark, last = text.partition(":")
    if not mark:
        raise InvalidInput("on_off_bad_stretch", seen=text)
    found = parse_day(first), parse_day(last)
    if found[1] < found[0] or found[1] - found[0] > timedelta(days=3650):
        raise InvalidInput("on_off_bad_stretch", seen=text)
    return found


def _launch(text: str) -> tuple[str, date]:
    region, mark, day = text.rpartition("=")
    if not mark or not region.strip():
        raise InvalidInput("event_study_bad_launch", seen=text)
    return region.strip(), parse_day(day)


def _print_plan(options: Options, plan: GeoTestPlan | OnOffPlan | LaunchPlan | InsufficientEvidence) -> int:
    words, console = options.words, options.console
    if isinstance(plan, InsufficientEvidence):
        return print_insufficient(options, plan)
    if options.is_json:
        print(plan.model_dump_json(indent=2))
        return 0 if plan.options else 1
    print_table(console, options_table(plan, words))
    if isinstance(plan, LaunchPlan):
        _print_launches(options, plan)
    elif line := phases_line(plan, words):
        console.print(line, markup=False)
    print_table(console, refused_table(plan.refused, words))
    for note in plan_notes(plan, words):
        console.print(f"  – {note}", style="dim", markup=False)
    return 0 if plan.options else 1


def _print_launches(options: Options, plan: LaunchPlan) -> None:
    """When the best design would launch where."""
    if plan.options and (sheet := run_table(TestKind.LAUNCHES, plan.options[0], (), options.words)):
        print_table(options.console, sheet)


def _print_verdict(options: Options, found: SeriesVerdict | InsufficientEvidence, save: SaveAsked) -> int:
    if isinstance(found, InsufficientEvidence):
        print_insufficient(options, found)
        if save.name is not None:
            raise NotAllowed("experiment_nothing_to_save", reason=found.reason)
        return 1
    print_reading(options, found, reading_tables(found, options.words))
    if save.name is not None:
        _save(options, found, save)
    return 0


def _save(options: Options, found: SeriesVerdict, save: SaveAsked) -> None:
    record = found.lift_record
    if record is None:
        raise NotAllowed("experiment_not_orders", metric=found.metric)
    workspace = options.open_workspace()
    save_lift_record(
        workspace.records,
        workspace.name,
        save.name or "",
        record,
        campaign=save.campaign,
        creators=save.creators,
        now=datetime.now(UTC),
        who="cli",
    )
    if not options.is_json:
        orders = options.words.number(record.incremental_orders)
        error = options.words.number(record.standard_error)
        said = options.words.text("experiment_saved", name=save.name, orders=orders, error=error)
        options.console.print(said, markup=False)
