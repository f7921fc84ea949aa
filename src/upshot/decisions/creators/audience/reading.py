"""Audience, selling places and target of a workspace, as the values `match_audience` takes."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

import narwhals as nw

from upshot.decisions.creators.audience.model import AudienceReading, SellingPlaces, Target
from upshot.decisions.creators.audience.target import parse_target
from upshot.errors import UnknownName
from upshot.measures.data import WorkspaceData
from upshot.measures.terms import counted_statuses

LEAST_ORDERS = 30  # with fewer, shares by country say little


def read_audience(data: WorkspaceData, creator: str | None = None) -> tuple[AudienceReading, ...]:
    """The audience readings of one creator, or of all, oldest first; a row without a share is left out."""
    frame = data.frame("audience_reading")
    if creator is not None:
        frame = frame.filter(nw.col("creator") == creator)
    wanted = frame.select("creator", "read_at", "dimension", "bucket", "share", "provenance", "source")
    groups: defaultdict[tuple[str, str, datetime, str], dict[str, float]] = defaultdict(dict)
    for row in wanted.collect().iter_rows(named=True):
        if row["share"] is not None and row["read_at"] is not None:
            said_by = row["provenance"] or row["source"] or "?"
            groups[row["creator"], row["dimension"], row["read_at"], said_by][row["bucket"]] = float(row["share"])
    return tuple(
        AudienceReading(creator, dimension, shares, read_at, provenance)
        for (creator, dimension, read_at, provenance), shares in sorted(groups.items(), key=lambda item: item[0][2:])
    )


def read_selling(data: WorkspaceData) -> SellingPlaces:
    """The countries of the setting `target_countries`, and the shares of counted orders by country (30 and more)."""
    said = (data.setting("target_countries") or "").replace(",", " ").replace(";", " ").upper().split()
    counted = data.frame("order").filter(
        nw.col("status").is_in(list(counted_statuses(data))) & ~nw.col("country").is_null()
    )
    counts = {
        str(row["country"]).upper(): int(row["n"])
        for row in counted.group_by("country").agg(n=nw.len()).collect().iter_rows(named=True)
    }
    n_orders = sum(counts.values())
    shares = {code: n / n_orders for code, n in counts.items()} if n_orders >= LEAST_ORDERS else None
    return SellingPlaces(tuple(dict.fromkeys(said)), shares, n_orders)


def read_target(data: WorkspaceData, campaign: str | None = None) -> Target | None:
    """The campaign's target audience, else that of the setting `target_audience`; None where nobody said.

    Raises
    ------
    UnknownName : unknown_campaign
    InvalidInput : as `parse_target`
    """
    if campaign is not None:
        rows = {row["campaign"]: row for row in data.rows("campaign")}
        if campaign not in rows:
            raise UnknownName("unknown_campaign", seen=campaign, nearest=tuple(rows)[:5])
        text = (rows[campaign]["target_audience"] or "").strip()
        if text:
            return parse_target(text, told_by="campaign")
    text = (data.setting("target_audience") or "").strip()
    return parse_target(text, told_by="settings") if text else None
