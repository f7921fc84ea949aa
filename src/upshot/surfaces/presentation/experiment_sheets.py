"""The run sheet of an experiment: what to do, when, and what to leave alone, so that it can be read afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from upshot.decisions.experiments.event_plan import LaunchDesign, LaunchPlan
from upshot.decisions.experiments.geo_model import GeoDesign, GeoTestPlan
from upshot.decisions.experiments.kept import TestKind
from upshot.decisions.experiments.model import DesignOption, ExperimentPlan
from upshot.decisions.experiments.on_off_test import OnOffDesign, OnOffPlan
from upshot.decisions.experiments.posts_draw import draw_posts
from upshot.surfaces.presentation.experiments import plan_table
from upshot.surfaces.presentation.geo_tests import design_table
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words

MATURE_DAYS = 30  # after which a post has had nine tenths of its views (docs/methods on view growth)
SEED = 1
Row = tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One step: when, and what to do."""

    when: str
    what: str


def options_table(plan: ExperimentPlan, words: Words) -> TextTable:
    """The designs on offer, whatever the kind."""
    if isinstance(plan, GeoTestPlan | OnOffPlan):
        return design_table(plan, words)
    return _launch_table(plan, words) if isinstance(plan, LaunchPlan) else plan_table(plan, words)


def _launch_table(plan: LaunchPlan, words: Words) -> TextTable:
    labels = ("xs_label_launching", "xs_label_waves", "geo_label_test_weeks", "geo_label_smallest_lift",
              "geo_label_power_plausible", "geo_label_false_alarms", "geo_label_orders_at_stake",
              "geo_label_cost")  # fmt: skip
    rows = tuple(
        (
            words.text("xs_n_of", n=words.number(option.n_per_arm), total=words.number(option.n_total)),
            words.number(option.waves),
            words.number((option.duration_days or 0) // 7),
            words.percent(option.effect_rel),
            words.percent(option.power_at_plausible, digits=0),
            words.percent(option.false_alarm_rate, digits=0),
            words.number(option.orders_at_stake),
            words.money(option.cost, plan.currency, cents=False) if plan.currency else words.number(option.cost),
        )
        for option in plan.options
    )
    columns = tuple(Column(words.text(label), place > 0) for place, label in enumerate(labels))
    return TextTable("designs", words.text("table_geo_designs"), columns, rows)


def run_steps(
    kind: TestKind, plan: ExperimentPlan, option: DesignOption, days: tuple[date | None, date | None], words: Words
) -> list[Step]:
    """What to do and when; `days` are the first and last day of the test, where they are known."""
    if isinstance(option, GeoDesign):
        return list(_geo_steps(plan, option, words))
    if isinstance(option, OnOffDesign):
        return list(_on_off_steps(option, words))
    if isinstance(option, LaunchDesign):
        return list(_launch_steps(option, words))
    return list(_people_steps(kind, option, days, words))


def _geo_steps(plan: ExperimentPlan, option: GeoDesign, words: Words) -> Iterator[Step]:
    test, rest = option.test_period, option.cooldown_period
    kind = plan.geo_kind.value if isinstance(plan, GeoTestPlan) else "heavy_up"
    regions = ", ".join(option.treated)
    yield Step(words.text("xs_until", day=words.day(test.starts_on - timedelta(days=1))), words.text("xs_leave_alone"))
    yield Step(words.period(test.starts_on, test.ends_on), words.text(f"xs_geo_{kind}", regions=regions))
    last = test.ends_on
    if rest is not None:
        yield Step(words.period(rest.starts_on, rest.ends_on), words.text("xs_cooldown"))
        last = rest.ends_on
    yield Step(words.text("xs_from", day=words.day(last + timedelta(days=1))), words.text("xs_read_orders"))


def _on_off_steps(option: OnOffDesign, words: Words) -> Iterator[Step]:
    test = option.test_period
    yield Step(words.text("xs_until", day=words.day(test.starts_on - timedelta(days=1))), words.text("xs_leave_alone"))
    blocks = words.text("xs_on_off_blocks", n=len(option.schedule), washout=option.washout_days)
    yield Step(words.period(test.starts_on, test.ends_on), blocks)
    yield Step(words.text("xs_from", day=words.day(test.ends_on + timedelta(days=1))), words.text("xs_read_orders"))


def _launch_steps(option: LaunchDesign, words: Words) -> Iterator[Step]:
    test = option.test_period
    yield Step(words.text("xs_until", day=words.day(test.starts_on - timedelta(days=1))), words.text("xs_leave_alone"))
    by_day: dict[date, list[str]] = {}
    for region, day in option.launches.items():
        by_day.setdefault(day, []).append(region)
    for day, regions in sorted(by_day.items()):
        yield Step(words.day(day), words.text("xs_launch_in", regions=", ".join(regions)))
    yield Step(words.text("xs_until", day=words.day(test.ends_on)), words.text("xs_launch_hold"))
    yield Step(words.text("xs_from", day=words.day(test.ends_on + timedelta(days=1))), words.text("xs_read_orders"))


def _people_steps(
    kind: TestKind, option: DesignOption, days: tuple[date | None, date | None], words: Words
) -> Iterator[Step]:
    first, last = days
    before = words.text("xs_before_start")
    start = words.day(first) if first else words.text("xs_at_start")
    end = words.day(last) if last else words.text("xs_at_end")
    size = {"n": words.number(option.n_per_arm), "total": words.number(option.n_total)}
    yield Step(before, words.text(f"xs_prepare_{kind.value}", **size))
    yield Step(start, words.text(f"xs_run_{kind.value}", **size))
    if kind is not TestKind.POSTS:
        yield Step(end, words.text("xs_stop_at_end"))
    yield Step(words.text("xs_afterwards"), words.text(f"xs_read_{kind.value}", days=MATURE_DAYS))


def run_table(kind: TestKind, option: DesignOption, creators: tuple[str, ...], words: Words) -> TextTable | None:
    """The schedule as a table; None where there is none."""
    made = _schedule(kind, option, creators)
    if made is None:
        return None
    title, headers, rows = made
    columns = tuple(Column(words.text(f"xs_label_{header}"), is_number=header == "order") for header in headers)
    shown = tuple(tuple(_cell(header, cell, words) for header, cell in zip(headers, row, strict=True)) for row in rows)
    return TextTable("run_sheet", words.text(title), columns, shown)


def _schedule(
    kind: TestKind, option: DesignOption, creators: tuple[str, ...]
) -> tuple[str, Row, tuple[Row, ...]] | None:
    """Title code, headers and rows of the schedule; None where a test has none."""
    if isinstance(option, OnOffDesign):
        return "xs_table_blocks", ("block", "from", "to", "programme", "counted_from"), tuple(_block_rows(option))
    if isinstance(option, LaunchDesign):
        launches = sorted(option.launches.items(), key=lambda item: item[1])
        return "xs_table_launches", ("region", "launch"), tuple((name, day.isoformat()) for name, day in launches)
    if kind is TestKind.POSTS and creators and option.n_total:
        drawn = draw_posts(creators, option.n_total, seed=SEED)
        posts = tuple((post.block, post.creator, str(post.order), post.arm) for post in drawn)
        return "xs_table_posts", ("block", "creator", "order", "arm"), posts
    return None


def run_rows(kind: TestKind, option: DesignOption, creators: tuple[str, ...]) -> tuple[Row, tuple[Row, ...]]:
    """Headers and rows for a spreadsheet: plain days and words, with empty columns for what will have happened."""
    if isinstance(option, GeoDesign):
        return ("region", "role"), tuple((region, "treatment") for region in option.treated)
    made = _schedule(kind, option, creators)
    if made is None:
        return ("arm", "n", "conversions"), (("control", "", ""), ("treatment", "", ""))
    _, headers, rows = made
    if kind is TestKind.POSTS:
        return (*headers, "post_url", "views", "age_days"), tuple((*row, "", "", "") for row in rows)
    return headers, rows


def _block_rows(option: OnOffDesign) -> Iterator[Row]:
    for place, is_on in enumerate(option.schedule):
        first = option.test_period.starts_on + timedelta(days=place * option.block_days)
        last = first + timedelta(days=option.block_days - 1)
        counted = first + timedelta(days=option.washout_days)
        yield str(place + 1), first.isoformat(), last.isoformat(), "on" if is_on else "off", counted.isoformat()


def _cell(header: str, cell: str, words: Words) -> str:
    if header in {"from", "to", "counted_from", "launch"}:
        return words.day(date.fromisoformat(cell))
    if header in {"programme", "arm"}:
        return words.text(f"xs_{cell}")
    return cell or MISSING
