"""Boosts: runs of paid delivery of a post."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import groupby

from upshot.decisions.spark.effect.ads import ENGAGEMENTS, PostDay
from upshot.decisions.spark.effect.model import Boost

LONGEST_PAUSE = timedelta(days=3)  # delivery pauses over a weekend; after more idle days it is another boost
CENT = Decimal("0.01")


def find_boosts(days: Iterable[PostDay]) -> tuple[Boost, ...]:
    """The boosts of every post, oldest first within a post."""
    return tuple(
        boost
        for _, own in groupby(sorted(days, key=lambda d: (d.post_id, d.day)), key=lambda d: d.post_id)
        for boost in map(_boost, _runs(list(own)))
    )


def _runs(days: list[PostDay]) -> Iterator[list[PostDay]]:
    run = [days[0]]
    for day in days[1:]:
        if day.day - run[-1].day > LONGEST_PAUSE + timedelta(days=1):
            yield run
            run = []
        run.append(day)
    yield run


def _boost(run: list[PostDay]) -> Boost:
    spend = sum((day.spend for day in run), Decimal(0)).quantize(CENT)
    visits = total(run, "profile_visits_paid")
    return Boost(
        post_id=run[0].post_id,
        creator=run[0].creator,
        campaign=run[0].campaign,
        starts_on=run[0].day,
        ends_on=run[-1].day,
        days_delivered=len(run),
        ads=len({ad for day in run for ad in day.ad_ids}),
        spend=spend,
        impressions=total(run, "impressions"),
        views_paid=total(run, "video_views"),
        engagements_paid=total(run, *ENGAGEMENTS),
        clicks=total(run, "clicks_destination"),
        follows_paid=total(run, "follows_paid"),
        profile_visits_paid=visits,
        profile_visits_per_unit=None if visits is None or spend <= 0 else float(visits / spend),
    )


def total(days: Iterable[PostDay], *names: str) -> int | None:
    """The sum of counters over days that supplied them all; None where no day did."""
    rows = [[day.counters[name] for name in names] for day in days]
    known = [sum(value or 0 for value in row) for row in rows if None not in row]
    return sum(known) if known else None
