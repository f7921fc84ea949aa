"""A vetting as rows of plain values, for notebooks and workbooks: names of columns are the names of the fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from upshot.decisions.creators.profile import PeerComparison
from upshot.decisions.creators.vetting import Vetting


def figure_rows(found: Sequence[Vetting]) -> list[dict[str, Any]]:
    """A row per figure of every source, all platforms; each says its platform and denominator."""
    return [
        {
            "creator": one.creator,
            "platform": figure.basis.platform,
            "metric": figure.basis.metric,
            "denominator": figure.basis.denominator,
            "statistic": figure.statistic,
            "unit": figure.unit,
            "value": figure.value,
            "low": figure.low,
            "high": figure.high,
            "level": figure.level,
            "n_posts": figure.n_posts,
            "source": figure.source,
            "is_ours": figure.is_ours,
            "read_on": figure.read_on,
            "age_days": figure.age_days,
            "is_stale": figure.is_stale,
            "period": figure.period,
            "said": figure.said,
        }
        for one in found
        for line in (*one.profile.lines, *one.profile.other_platforms)
        for figure in line.figures
    ]


def peer_rows(found: Sequence[Vetting]) -> list[dict[str, Any]]:
    """A row per rate that could be set among peers."""
    return [
        {
            "creator": one.creator,
            "metric": peers.basis.metric,
            "denominator": peers.basis.denominator,
            "value": peers.value,
            "percentile": peers.percentile.value,
            "percentile_low": peers.percentile.low,
            "percentile_high": peers.percentile.high,
            "origin": peers.group.origin,
            "n_peers": peers.group.n,
            "median": peers.group.median,
            "low_quartile": peers.group.low_quartile,
            "high_quartile": peers.group.high_quartile,
            "matched": ", ".join(peers.group.matched),
            "relaxed": ", ".join(peers.group.relaxed),
            "unknown": ", ".join(peers.group.unknown),
            "source": peers.group.source,
        }
        for one in found
        for peers in one.profile.peers.values()
        if isinstance(peers, PeerComparison)
    ]


def external_rows(found: Sequence[Vetting]) -> list[dict[str, Any]]:
    """A row per published rate and price that stands beside a creator."""
    rates = [
        {
            "creator": one.creator, "kind": "rate", "source": band.source, "dated": band.dated, "market": band.market,
            "size": band.tier, "denominator": band.denominator, "statistic": band.statistic, "currency": None,
            "low": band.low, "median": band.median, "high": band.high,
        }
        for one in found
        for band in one.profile.external
    ]  # fmt: skip
    prices = [
        {
            "creator": one.creator, "kind": row.kind, "source": row.source, "dated": row.dated, "market": row.market,
            "size": row.tier, "denominator": None, "statistic": row.statistic, "currency": row.currency,
            "low": row.low, "median": row.median, "high": row.high,
        }
        for one in found
        for row in (*one.price.market, *one.price.rights)
    ]  # fmt: skip
    return [*rates, *prices]
