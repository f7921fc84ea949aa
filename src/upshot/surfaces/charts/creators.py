"""The chart of a vetting: where each rate lies among the creator's peers."""

from __future__ import annotations

from collections.abc import Sequence

from upshot.decisions.creators.profile import PeerComparison
from upshot.decisions.creators.vetting import Vetting
from upshot.surfaces.charts.draw import Spec
from upshot.surfaces.presentation.creator_words import metric_label
from upshot.surfaces.wording import Words

ROW_HEIGHT = 30


def peer_chart(found: Sequence[Vetting], words: Words) -> Spec | None:
    """Percentiles with their intervals, a row per rate (and creator, where there are several); None without any."""
    values = [
        {
            "figure": _row_name(one, comparison, words, is_one=len(found) == 1),
            "percentile": None if comparison.percentile.value is None else comparison.percentile.value * 100,
            "low": comparison.percentile.low * 100,
            "high": comparison.percentile.high * 100,
        }
        for one in found
        for comparison in one.profile.peers.values()
        if isinstance(comparison, PeerComparison)
    ]
    if not values:
        return None
    x: Spec = {
        "field": "low",
        "type": "quantitative",
        "scale": {"domain": [0, 100]},
        "axis": {"title": words.text("chart_peers_axis"), "tickCount": 5},
    }
    y: Spec = {
        "field": "figure",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"ticks": False, "domain": False, "labelPadding": 12, "labelLimit": 260, "labelColor": "@text"},
    }
    return {
        "description": words.text("chart_peers_description"),
        "data": {"values": values},
        "height": ROW_HEIGHT * len(values),
        "encoding": {"y": y},
        "layer": [
            {
                "mark": {"type": "rule", "color": "@band", "strokeWidth": 9, "strokeCap": "round"},
                "encoding": {"x": x, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "color": "@caused", "size": 90, "opacity": 1},
                "encoding": {"x": {"field": "percentile", "type": "quantitative"}},
            },
        ],
    }


def _row_name(one: Vetting, comparison: PeerComparison, words: Words, *, is_one: bool) -> str:
    name = metric_label(comparison.basis.metric, words)
    return name if is_one else f"@{one.creator} · {name}"
