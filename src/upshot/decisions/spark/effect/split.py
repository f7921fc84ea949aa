"""Paid and organic views of the same post kept apart: as the platform splits them, else worked out from the ad report.

Likes, comments and views of a boost stay on the post, so its counters mix both. Where no official split was imported,
organic = counter − what the ads report; the two count differently, which the interval carries. What a reading before
the boost already counted was organic for certain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from upshot.decisions.spark.effect.ads import ENGAGEMENTS, PostDay
from upshot.decisions.spark.effect.boosts import total
from upshot.decisions.spark.effect.model import Amount, PostSplit
from upshot.decisions.verdict.model import Evidence, Phrase
from upshot.measures.data import WorkspaceData
from upshot.measures.programme import Programme

Array = NDArray[np.float64]

N_DRAWS = 4_000
ASSUMED_VIEWS_SD = 0.10  # log scale: how far a post's paid plays may lie from the ad report's; an assumption of ours
ASSUMED_ENGAGEMENTS_SD = 0.15  # paid likes are counted only while the ad is shown (TikTok help), so they may miss some
LEAST_OWN_SPLITS = 5  # official splits of the brand that replace the assumption for views
LEAST_PLAYS = 100  # a post with fewer paid plays says nothing about how the two counts relate
LEAST_ORGANIC_VIEWS = 100  # below that an organic engagement rate is noise
CONTRADICTION = 1.05  # paid plays above the counter by more than this contradict it
SECONDS_A_DAY = 86_400


@dataclass(frozen=True)
class _Reading:
    """A post's counters at an instant."""

    read_at: datetime
    views: int
    engagements: int | None
    views_paid: int | None
    views_organic: int | None


@dataclass(frozen=True)
class CountFactor:
    """How many paid views the post's counter holds per paid view that the ads report, as draws; and from how many."""

    centre: float
    draws: Array  # (n_draws,)
    n_own: int


def _organic(counter: int | None, paid: _Draws | None, least: int) -> Array:
    """Draws of a counter's organic part, between what it held before the boost and all of it; NaN where unknown."""
    if counter is None or paid is None:
        return np.full(N_DRAWS, np.nan)
    found: Array = np.clip(counter - paid.draws, min(least, counter), counter)
    return found


@dataclass(frozen=True)
class _Case:
    """One post: its reading and its paid days up to it; `open_day` is the part of the reading's own day."""

    post_id: str
    reading: _Reading
    before: list[PostDay]
    open_day: PostDay | None
    elapsed: float
    ends_early: bool
    untouched: _Reading | None  # the last reading before any paid day: all of it is organic

    def floor(self, counter: str) -> int:
        """What the counter held before the boost: the least its organic part can be."""
        return (getattr(self.untouched, counter) or 0) if self.untouched else 0


def split_posts(
    data: WorkspaceData,
    programme: Programme,
    days: Sequence[PostDay],
    *,
    zone: ZoneInfo,
    level: float,
    seed: int,
    until: datetime,
) -> tuple[PostSplit, ...]:
    """The split of every post that was boosted and read, by post id.

    Parameters
    ----------
    days : paid delivery by post and day
    zone : the ad account's, which says when a reporting day ends
    level : of the intervals, 0–1
    until : readings after this instant are not looked at
    """
    readings = _readings(data, until)
    by_post: defaultdict[str, list[PostDay]] = defaultdict(list)
    for day in days:
        by_post[day.post_id].append(day)
    covered = _last_day(data)
    boosted = set(by_post) | {post_id for post_id, own in readings.items() if own[-1].views_paid}
    cases = [_case(post_id, readings[post_id], by_post[post_id], covered, zone)
             for post_id in sorted(boosted & set(readings))]  # fmt: skip
    rng = np.random.default_rng([seed, 0x5B])
    factor = count_factor(cases, rng)
    luck = rng.standard_normal((2, N_DRAWS))
    return tuple(_split(case, programme, factor, luck, level) for case in cases)


def _last_day(data: WorkspaceData) -> date | None:
    """The last day that the ad reports cover, whatever ran on it."""
    found: date | None = data.frame("ad_day").select(nw.col("day").max()).collect()["day"].to_list()[0]
    return found


def _readings(data: WorkspaceData, until: datetime) -> dict[str, list[_Reading]]:
    names = ("views", "likes", "comments", "shares", "views_paid", "views_organic")
    frame = data.frame("post_reading").select("post_id", "read_at", *names)
    rows = frame.filter(~nw.col("views").is_null()).collect().to_arrow().to_pylist()
    found: defaultdict[str, list[_Reading]] = defaultdict(list)
    for row in rows:
        at = row["read_at"] if row["read_at"].tzinfo else row["read_at"].replace(tzinfo=UTC)
        if at <= until:
            parts = [row[name] for name in ("likes", "comments", "shares")]
            engagements = None if None in parts else sum(parts)
            found[row["post_id"]].append(
                _Reading(at, row["views"], engagements, row["views_paid"], row["views_organic"])
            )
    return {post_id: sorted(own, key=lambda reading: reading.read_at) for post_id, own in found.items()}


def _case(post_id: str, readings: list[_Reading], days: list[PostDay], covered: date | None, zone: ZoneInfo) -> _Case:
    """The latest reading; of a post whose ads still ran when the report ends, the latest that the report covers."""

    def day_of(reading: _Reading) -> date:
        return reading.read_at.astimezone(zone).date()

    is_open = bool(days) and covered is not None and (covered - days[-1].day).days <= 1
    within = [r for r in readings if covered is not None and (day_of(r) - covered).days <= 1]
    reading = (within if is_open and within else readings)[-1]
    day = day_of(reading)
    local = reading.read_at.astimezone(zone)
    midnight = datetime.combine(day, datetime.min.time(), zone)
    return _Case(
        post_id,
        reading,
        [each for each in days if each.day < day],
        next((each for each in days if each.day == day), None),
        min(1.0, (local - midnight).total_seconds() / SECONDS_A_DAY),
        bool(is_open and covered is not None and (day - covered).days > 1),
        next((r for r in reversed(readings) if days and day_of(r) < days[0].day), None),
    )


def count_factor(cases: Iterable[_Case], rng: np.random.Generator) -> CountFactor:
    """Learn from the brand's official splits how the two counts relate; with fewer than five, assume."""
    logs = []
    for case in cases:
        plays = total([*case.before, *([case.open_day] if case.open_day else [])], "video_views") or 0
        if case.reading.views_paid and plays >= LEAST_PLAYS:
            logs.append(float(np.log(case.reading.views_paid / plays)))
    n = len(logs)
    if n < LEAST_OWN_SPLITS:
        return CountFactor(1.0, np.exp(ASSUMED_VIEWS_SD * rng.standard_normal(N_DRAWS)), n)
    centre, spread = float(np.mean(logs)), float(np.std(logs, ddof=1)) * np.sqrt(1 + 1 / n)
    draws = np.exp(centre + spread * rng.standard_t(n - 1, N_DRAWS))
    return CountFactor(float(np.exp(centre)), draws, n)


def _split(case: _Case, programme: Programme, factor: CountFactor, luck: Array, level: float) -> PostSplit:
    post = programme.post.get(case.post_id)
    reading = case.reading
    caveats = _caveats(case, factor)
    paid = _paid_draws(case, factor, luck)
    if reading.views_paid is not None or reading.views_organic is not None:
        views_paid, views_organic, residual = _official(reading)
        organic_views = np.full(N_DRAWS, views_organic.value if views_organic.value is not None else np.nan)
    else:
        views_paid, views_organic = _worked_out(reading.views, paid, case.floor("views"), level)
        residual = None
        organic_views = _organic(reading.views, paid, case.floor("views"))
    bought, least = _engagement_draws(case, luck), case.floor("engagements")
    engagements_paid, engagements_organic = _worked_out(reading.engagements, bought, least, level)
    engaged = _organic(reading.engagements, bought, least)
    return PostSplit(
        post_id=case.post_id,
        creator=post.creator if post else next((day.creator for day in case.before if day.creator), None),
        url=post.url if post else None,
        caption=post.caption if post else None,
        read_at=reading.read_at,
        views=reading.views,
        views_paid=views_paid,
        views_organic=views_organic,
        residual=residual,
        engagements=reading.engagements,
        engagements_paid=engagements_paid,
        engagements_organic=engagements_organic,
        er_organic=_organic_rate(engagements_organic, engaged, views_organic, organic_views, level),
        er_paid=_paid_rate(case),
        caveats=caveats,
    )


def _caveats(case: _Case, factor: CountFactor) -> tuple[Phrase, ...]:
    found = []
    if case.reading.views_paid is None and case.reading.views_organic is None:
        own = factor.n_own >= LEAST_OWN_SPLITS
        code = "split_caveat_own_factor" if own else "split_caveat_assumed_factor"
        found.append(Phrase(code=code, facts={"n": str(factor.n_own)}))
    if case.ends_early:
        found.append(Phrase(code="split_caveat_ads_end_early"))
    return tuple(found)


@dataclass(frozen=True)
class _Draws:
    """A quantity as a point and as draws."""

    point: float
    draws: Array


def _paid_draws(case: _Case, factor: CountFactor, luck: Array) -> _Draws | None:
    """Paid views inside the counter at the reading; None where the ad report has no plays."""
    whole, part = _plays(case, "video_views")
    if whole is None:
        return None
    point = factor.centre * (whole + case.elapsed * part)
    return _Draws(point, factor.draws * (whole + part * _part_of_day(case, luck[0])))


def _engagement_draws(case: _Case, luck: Array) -> _Draws | None:
    whole, part = _plays(case, *ENGAGEMENTS)
    if whole is None:
        return None
    factor = np.exp(ASSUMED_ENGAGEMENTS_SD * luck[1])
    return _Draws(whole + case.elapsed * part, factor * (whole + part * _part_of_day(case, luck[0])))


def _plays(case: _Case, *names: str) -> tuple[float | None, float]:
    """What the ads counted on whole days before the reading, and on the day of it; (0, 0) before any boost."""
    of_day = total([case.open_day], *names) if case.open_day else 0
    whole: float | None = 0.0
    if case.before:
        whole = total(case.before, *names)
    if whole is None or of_day is None:
        return None, 0.0
    return float(whole), float(of_day)


def _part_of_day(case: _Case, luck: Array) -> Array:
    """How much of the day's delivery had happened at the reading: about its elapsed part, nobody knows exactly."""
    width = min(case.elapsed, 1 - case.elapsed)
    ranks = np.argsort(np.argsort(luck)) / max(1, len(luck) - 1)  # a uniform draw, of the same luck for all posts
    shares: Array = case.elapsed + width * (2 * ranks - 1)
    return shares


def _official(reading: _Reading) -> tuple[Amount, Amount, int | None]:
    """The platform's own split; the side it leaves out is the rest of the counter."""
    paid, organic = reading.views_paid, reading.views_organic
    residual = reading.views - paid - organic if paid is not None and organic is not None else None
    paid = reading.views - organic if paid is None and organic is not None else paid
    organic = reading.views - paid if organic is None and paid is not None else organic
    return Amount(value=paid), Amount(value=organic), residual


def _worked_out(counter: int | None, paid: _Draws | None, least: int, level: float) -> tuple[Amount, Amount]:
    """(paid, organic) of a counter; null where a part is missing or the two contradict one another.

    Parameters
    ----------
    least : organic part of the counter for certain
    """
    if counter is None or paid is None:
        why = Phrase(code="split_not_supplied_ads" if paid is None else "split_not_supplied_post")
        missing = Amount(value=None, evidence=Evidence.MODELLED, why_null=why)
        return missing, missing
    if paid.point > CONTRADICTION * counter:
        facts = {"paid": f"{paid.point:.0f}", "counter": str(counter)}
        missing = Amount(value=None, evidence=Evidence.MODELLED,
                         why_null=Phrase(code="split_paid_above_counter", facts=facts))  # fmt: skip
        return missing, missing
    organic = _organic(counter, paid, least)
    point = float(min(max(counter - paid.point, least), counter))
    return _amount(counter - point, counter - organic, level), _amount(point, organic, level)


def _amount(point: float, draws: Array, level: float) -> Amount:
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
    return Amount(value=point, low=float(min(low, point)), high=float(max(high, point)), evidence=Evidence.MODELLED)


def _organic_rate(engagements: Amount, engaged: Array, views: Amount, organic_views: Array, level: float) -> Amount:
    """Organic engagements ÷ organic views; paid ones are in neither sum."""
    if engagements.value is None or views.value is None:
        return Amount(value=None, evidence=Evidence.MODELLED, why_null=engagements.why_null or views.why_null)
    least = views.value if views.low is None else views.low
    if least < LEAST_ORGANIC_VIEWS:
        facts = {"least": str(LEAST_ORGANIC_VIEWS)}
        return Amount(value=None, evidence=Evidence.MODELLED,
                      why_null=Phrase(code="split_too_few_organic", facts=facts))  # fmt: skip
    rates = engaged / np.maximum(organic_views, 1.0)
    return _amount(engagements.value / views.value, rates, level)


def _paid_rate(case: _Case) -> Amount:
    """The ads' engagements ÷ the ads' plays, over all days up to the reading."""
    days = [*case.before, *([case.open_day] if case.open_day else [])]
    engaged, plays = total(days, *ENGAGEMENTS), total(days, "video_views")
    if engaged is None or not plays:
        return Amount(value=None, why_null=Phrase(code="split_not_supplied_ads"))
    return Amount(value=engaged / plays)
