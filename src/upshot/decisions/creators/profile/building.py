"""Put a profile together: our own figures beside those that vendors, lists and pasted statistics give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from upshot.decisions.creators.engagement.measuring import measure_engagement
from upshot.decisions.creators.engagement.model import TIKTOK, Basis, Engagement, Estimate, RateFigure, ViewsFigure
from upshot.decisions.creators.engagement.posts import RATES
from upshot.decisions.creators.panel import CreatorPanel, CreatorRow
from upshot.decisions.creators.profile.model import (
    OWN,
    SHEET,
    ExternalBand,
    Figure,
    FigureLine,
    PeerComparison,
    Profile,
    TierCard,
)
from upshot.decisions.creators.profile.peers import LEAST_PEERS, PEER_METRICS, PeerTable, compare_with_peers, peer_table
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.model import Phrase
from upshot.measures.benchmarks import benchmarks_for
from upshot.measures.catalogue import KPIS
from upshot.registries.tiers import tier_of, tiers

STALE_DAYS = 90.0  # followers of growing creators move by a fifth in so long (data findings §3)
AGREEING = 0.05  # two sources that round differently are not in dispute


def build_profile(
    panel: CreatorPanel,
    creator: str,
    *,
    now: datetime,
    figures: Sequence[Mapping[str, Any]] = (),
    engagement: Engagement | None = None,
    peers: PeerTable | None = None,
    level: float = 0.9,
    least_peers: int = LEAST_PEERS,
    stale_days: float = STALE_DAYS,
) -> Profile:
    """The profile of one creator of the panel.

    Parameters
    ----------
    figures : rows of `creator_figure` of this creator: what others say
    engagement, peers : worked out before, where several creators are asked for
    least_peers : creators below which a group is widened
    stale_days : figures older than this are marked

    Raises
    ------
    KeyError : the creator is not in the panel, which is a fault of the caller
    """
    place = panel.place[creator]
    row = panel.creators[place]
    engagement = engagement or measure_engagement(panel, creator, now=now, level=level)
    table = peers or peer_table(panel)
    theirs = _latest_of_each(figures, now=now, stale_days=stale_days)
    ours = _ours(row, engagement, theirs, now=now, stale_days=stale_days)
    lines = _lines([*ours, *theirs])
    published = panel.published[panel.posts_of(place)]
    days = [datetime.fromtimestamp(at, UTC).date() for at in published[np.isfinite(published)]]
    return Profile(
        creator=creator,
        platform=TIKTOK,
        country=row.country,
        language=row.language,
        category=row.category,
        tier=_tier_card(row, lines),
        lines=tuple(line for line in lines if line.basis.platform == TIKTOK),
        other_platforms=tuple(line for line in lines if line.basis.platform != TIKTOK),
        peers={
            name: _compared(table, place, engagement, name, row.followers, least_peers, level) for name in PEER_METRICS
        },
        external=_external(row.followers),
        n_posts=engagement.n_posts,
        published_from=min(days, default=None),
        published_to=max(days, default=None),
        left_out=engagement.left_out,
        caveats=_caveats(panel, place),
    )


def _ours(
    row: CreatorRow, engagement: Engagement, theirs: Sequence[Figure], *, now: datetime, stale_days: float
) -> list[Figure]:
    """Our own figures: followers, views, rates; what cannot be said has no figure here, its reason is in Engagement."""
    found = _followers(row, theirs, now=now, stale_days=stale_days)
    if isinstance(engagement.views, ViewsFigure):
        found.append(_own(engagement.views, engagement.views.median, "median", "count", stale_days))
    rated = {**{name: engagement.rates[name] for name in RATES}, "view_rate": engagement.view_rate}
    for figure in rated.values():
        if isinstance(figure, RateFigure):
            unit = "ratio" if figure.basis.metric == "view_rate" else "rate"
            found.append(_own(figure, figure.median_of_ratios, "median", unit, stale_days))
            if figure.ratio_of_sums is not None and figure.basis.metric != "view_rate":
                found.append(_own(figure, figure.ratio_of_sums, "ratio_of_sums", unit, stale_days))
    return found


def _own(figure: RateFigure | ViewsFigure, value: Estimate, statistic: str, unit: str, stale_days: float) -> Figure:
    return Figure(
        basis=figure.basis,
        statistic=statistic,
        unit=unit,
        value=value.value,
        low=value.low,
        high=value.high,
        level=figure.level,
        n_posts=figure.n_posts,
        source=OWN,
        is_ours=True,
        read_on=figure.read_on,
        age_days=figure.age_days,
        is_stale=figure.age_days > stale_days,
    )


def _followers(row: CreatorRow, theirs: Sequence[Figure], *, now: datetime, stale_days: float) -> list[Figure]:
    """The count of followers as last told, unless it is one of theirs already."""
    if row.followers is None:
        return []
    read_on = row.followers_read_at.date() if row.followers_read_at else None
    is_theirs = any(
        (one.basis.metric, one.basis.platform, one.value, one.read_on) == ("followers", TIKTOK, row.followers, read_on)
        for one in theirs
    )
    if is_theirs:
        return []
    age = _age(read_on, now)
    figure = Figure(
        basis=Basis(TIKTOK, "followers", None),
        statistic="latest",
        unit="count",
        value=float(row.followers),
        low=None,
        high=None,
        level=None,
        n_posts=None,
        source=OWN if read_on else SHEET,
        is_ours=True,
        read_on=read_on,
        age_days=age,
        is_stale=age is None or age > stale_days,
    )
    return [figure]


def _latest_of_each(rows: Sequence[Mapping[str, Any]], *, now: datetime, stale_days: float) -> list[Figure]:
    """What others say, one figure of each source for each basis, statistic and period: the latest up to now."""
    latest: dict[tuple[Any, ...], Figure] = {}
    known = [row for row in rows if row.get("read_on") is None or row["read_on"] <= now.date()]
    for row in sorted(known, key=lambda one: one.get("read_on") or date.min):
        figure = _theirs(row, now, stale_days)
        latest[(figure.basis, figure.statistic, figure.period, figure.source)] = figure
    return list(latest.values())


def _theirs(row: Mapping[str, Any], now: datetime, stale_days: float) -> Figure:
    metric, denominator = str(row["metric"]), row.get("denominator") or None
    is_count_of_creator = metric == "followers"
    age = _age(row.get("read_on"), now)
    return Figure(
        basis=Basis(str(row["platform"]), metric, None if is_count_of_creator else denominator),
        statistic="latest" if is_count_of_creator else str(row.get("statistic") or "said"),
        unit=str(row.get("unit") or "count"),
        value=row.get("value"),
        low=None,
        high=None,
        level=None,
        n_posts=None,
        source=str(row.get("provenance") or "–"),
        is_ours=False,
        read_on=row.get("read_on"),
        age_days=age,
        is_stale=age is None or age > stale_days,
        period=row.get("period") or None,
        said=row.get("said"),
    )


def _age(read_on: date | None, now: datetime) -> float | None:
    return None if read_on is None else float((now.date() - read_on).days)


def _lines(figures: Sequence[Figure]) -> list[FigureLine]:
    """Figures of one basis and statistic in one line, ours first; two bases never share a line."""
    groups: defaultdict[tuple[Basis, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[(figure.basis, figure.statistic)].append(figure)
    return [_line(basis, statistic, tuple(group)) for (basis, statistic), group in groups.items()]


def _line(basis: Basis, statistic: str, figures: tuple[Figure, ...]) -> FigureLine:
    for figure in figures:
        basis.check(figure.basis)
    fresh = [one for one in figures if one.value is not None and not one.is_stale]
    counted = fresh or [one for one in figures if one.value is not None]
    values = [float(one.value) for one in counted if one.value is not None]
    return FigureLine(
        basis=basis,
        statistic=statistic,
        figures=figures,
        low=min(values, default=None),
        high=max(values, default=None),
        is_disputed=_is_disputed(counted),
    )


def _is_disputed(figures: Sequence[Figure]) -> bool:
    """Whether two of them lie further apart than their intervals, and further than rounding."""
    bounds = [
        ((one.value if one.low is None else one.low) or 0.0, (one.value if one.high is None else one.high) or 0.0)
        for one in figures
    ]
    if len(bounds) < 2:
        return False
    highest_low, lowest_high = max(low for low, _ in bounds), min(high for _, high in bounds)
    return highest_low > lowest_high * (1 + AGREEING)


def _tier_card(row: CreatorRow, lines: Sequence[FigureLine]) -> TierCard | InsufficientEvidence:
    """The tier by the count last told; the others that the sources' counts would give are named."""
    name = tier_of(row.followers)
    counts = next((line for line in lines if line.basis == Basis(TIKTOK, "followers", None)), None)
    if name is None:
        return InsufficientEvidence("followers_unknown_tier", ("help_import_followers",), (("creator", row.creator),))
    tier = next(one for one in tiers() if one.tier == name)
    found = {name} | (
        {tier_of(round(one.value)) for one in counts.figures if one.value is not None} if counts else set()
    )
    return TierCard(
        tier=name,
        followers_from=tier.lower,
        followers_below=tier.below,
        possible=tuple(one.tier for one in tiers() if one.tier in found),
        band_low=tier.engagement_rate[0],
        band_high=tier.engagement_rate[1],
        band_denominator=tier.denominator,
        source=tier.source,
        dated=tier.dated,
    )


def _compared(
    table: PeerTable,
    place: int,
    engagement: Engagement,
    metric: str,
    followers: int | None,
    least: int,
    level: float,
) -> PeerComparison | InsufficientEvidence:
    figure = engagement.view_rate if metric == "view_rate" else engagement.rates[metric]
    if isinstance(figure, InsufficientEvidence):
        return figure
    return compare_with_peers(
        table, place, figure.basis, figure.median_of_ratios, followers=followers, least=least, level=level
    )


def _external(followers: int | None) -> tuple[ExternalBand, ...]:
    """Published rates of this platform, a stated denominator and this size, newest first; each for what it is."""
    rows = [
        row
        for name in ("er_views_lcs", "er_followers_lcs")
        for row in benchmarks_for(KPIS[name], followers=followers)
        if followers is not None or row.tier == "all"
    ]
    return tuple(
        ExternalBand(
            row.source, row.dated, row.market, row.said_tier or row.tier, row.statistic, row.denominator, row.low,
            row.high, row.median, row.n, row.sampling, row.followers_from, row.followers_below,
        )
        for row in rows
    )  # fmt: skip


def _caveats(panel: CreatorPanel, place: int) -> tuple[Phrase, ...]:
    """What to mind about the whole: a country that nobody told, posts of unknown label."""
    row, own = panel.creators[place], panel.posts_of(place)
    found = []
    if row.country is None:
        found.append(Phrase(code="caveat_country_unknown"))
    if row.category is None:
        found.append(Phrase(code="caveat_niche_unknown"))
    unlabelled = int(np.isnan(panel.is_sponsored[own]).sum())
    if unlabelled:
        facts = {"n": str(unlabelled), "of": str(own.stop - own.start)}
        found.append(Phrase(code="caveat_sponsored_unlabelled", facts=facts))
    return tuple(found)
