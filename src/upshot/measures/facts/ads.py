"""Ads as the platform reports them: additive counters by ad × day, and reach, which never adds."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import Any

import narwhals as nw

from upshot.errors import NotAllowed
from upshot.measures.dimensions import Dimension, Links
from upshot.measures.facts.base import KEY_ONLY, Fact, Frame, Lookup, Reading, time_keys, with_time
from upshot.measures.money import in_reporting_currency


def _of_ad(what: str) -> Lookup:
    value = attrgetter(what)

    def look_up(links: Links, ad_id: Any) -> str | None:
        ad = links.ads.get(ad_id)
        return value(ad) if ad else None

    return look_up


def _tier_of_ad(links: Links, ad_id: Any) -> str | None:
    ad = links.ads.get(ad_id)
    return links.tier(ad.creator) if ad else None


_AD_KEYS = {
    Dimension.AD: ("ad_id", KEY_ONLY),
    Dimension.POST: ("ad_id", _of_ad("post_id")),
    Dimension.CREATOR: ("ad_id", _of_ad("creator")),
    Dimension.CAMPAIGN: ("ad_id", _of_ad("campaign")),
    Dimension.COLLABORATION_TYPE: ("ad_id", _of_ad("collaboration_type")),
    Dimension.CONTENT_TYPE: ("ad_id", _of_ad("content_type")),
    Dimension.TIER: ("ad_id", _tier_of_ad),
}


def _read_ad_day(reading: Reading) -> Frame:
    frame = reading.within(reading.data.frame("ad_day"))
    frame, unknown = in_reporting_currency(frame, ("spend", "purchase_value"), reading.data)
    if unknown:
        reading.note("kpi_note_no_exchange_rate", currencies=", ".join(unknown), table="ad_day")
    return with_time(frame, reading.dimensions)


def _read_ad_reach(reading: Reading) -> Frame:
    """Reach from the one place that holds it for the question: ad × day, or a total of the period as a whole."""
    asked = reading.dimensions
    if {Dimension.AD, Dimension.DAY} <= asked:
        return _read_ad_day(reading)
    level = {frozenset[Dimension](): "account", frozenset({Dimension.CAMPAIGN}): "campaign"}.get(asked, "ad")
    if asked not in (frozenset(), frozenset({Dimension.CAMPAIGN}), frozenset({Dimension.AD})):
        raise NotAllowed("kpi_does_not_add", kpi="reach", by=_names(asked), valid="ad + day | ad | campaign | –")
    frame = reading.data.frame("ad_total").filter(nw.col("level") == level)
    if reading.period is not None:
        first, last = reading.period
        frame = frame.filter((nw.col("starts_on") == first) & (nw.col("ends_on") == last))
    name = nw.when(nw.col("entity_name").is_null()).then(nw.col("entity_id")).otherwise(nw.col("entity_name"))
    named = frame.with_columns(ad_id=nw.col("entity_id"), total_name=name)
    return named.with_columns(target_audience_size=_audience_size(reading.links))


def _audience_size(links: Links) -> nw.Expr:
    """The first whole number in a campaign's target_audience (`2 500 000 women 18-34`), for that campaign's rows."""
    size = nw.lit(None, dtype=nw.Int64)
    for name, row in links.campaigns.items():
        people = audience_size(row["target_audience"])
        if people is not None:
            size = nw.when(nw.col("total_name") == name).then(nw.lit(people)).otherwise(size)
    return size


def audience_size(text: str | None) -> int | None:
    """The number of people a target audience names first; none below 1,000, which would be an age or a share."""
    found = re.search(r"\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+|\d{4,}", text or "")
    return int(re.sub(r"\D", "", found.group())) if found else None


def _names(dimensions: frozenset[Dimension]) -> str:
    return ", ".join(sorted(dimensions)) or "–"


AD_DAY_FACT = Fact("ad_day", {**time_keys(), **_AD_KEYS}, _read_ad_day)
AD_REACH_FACT = Fact(
    "ad_reach",
    {
        Dimension.DAY: ("day", KEY_ONLY),
        Dimension.AD: ("ad_id", KEY_ONLY),
        Dimension.CAMPAIGN: ("total_name", KEY_ONLY),
    },
    _read_ad_reach,
)
