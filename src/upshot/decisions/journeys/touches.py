"""What journeys are made of: the lake's touches and clicks, and the codes, tagged landings and answers of orders.

Who stands behind a label, a post, an ad or a former handle is handed over as small tables; the touches themselves stay
in the engine. Touches of orders are read by `attribution.reading`, so that a journey and a ledger never disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN
from zoneinfo import ZoneInfo

import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from upshot.decisions.attribution.claims import Claims, Names, campaign_on
from upshot.decisions.attribution.reading import Reading, link_claims, read_touches
from upshot.decisions.attribution.rules import TouchKind
from upshot.measures.data import WorkspaceData
from upshot.measures.facts.shop import PAID_MEDIA, counted_orders
from upshot.measures.money import currencies_in
from upshot.measures.programme import FIRST_DAY, LAST_DAY, Programme
from upshot.measures.terms import Terms, exchange
from upshot.vocabulary.money import RATE_SCALE
from upshot.warehouse.engine_choice import DUCKDB, reading_with
from upshot.warehouse.journey_facts import ADS, HANDLES, LABELS, ORDER_TOUCHES, POSTS, RATES, Facts

_KIND = {TouchKind.SURVEY: "survey", TouchKind.LINK: "visit", TouchKind.CODE: "code"}
_EVER = 2**62  # µs; before and after everything
_DAY = timedelta(days=1)


@reading_with(DUCKDB)  # journeys are cut where the home is, whatever engine counts them
def journey_facts(data: WorkspaceData, programme: Programme, terms: Terms, *, now: datetime) -> Facts:
    """Everything that journeys of `data` up to `now` are cut from.

    Raises
    ------
    SettingsError : missing_exchange_rate, for a currency that orders or touches are in
    """
    orders = counted_orders(data).filter(nw.col("ordered_at") <= now)
    has_orders = orders.select("order_id").head(1).collect().shape[0] > 0  # else touches tell what was bought
    return Facts(
        touch=data.frame("touch"),
        click=data.frame("click"),
        order=orders,
        order_touches=_order_touches(read_touches(data, programme, terms, now=now), programme),
        labels=_labels(programme, terms.zone),
        posts=_rows(POSTS, ((post.post_id, post.creator, post.campaign) for post in programme.posts)),
        ads=_rows(ADS, ((ad_id, *_ad(programme, ad_id)) for ad_id in programme.spark_ad)),
        handles=_rows(HANDLES, _former_handles(data)),
        rates=_rates(data, currencies_in(orders if has_orders else data.frame("touch"))),
        currency=terms.currency,
        paid_media=PAID_MEDIA,
    )


def _rows(schema: pa.Schema, rows: Iterator[tuple[object, ...]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )


def _order_touches(reading: Reading, programme: Programme) -> pa.Table:
    """The touches of orders, named; a link that carries the id of a Spark Ad is an ad's."""
    touches, names = reading.touches, reading.names
    rows = reading.orders.rows.take(pa.array(touches.order))
    ads = pa.array([ad_id.lower() for ad_id in programme.spark_ad], pa.string())
    tags = pc.utf8_lower(pc.utf8_trim_whitespace(rows["utm_content"].combine_chunks()))
    is_ad = pc.and_(pc.is_in(tags, value_set=ads), pa.array(touches.kind == TouchKind.LINK))
    kinds = pa.array([_KIND[kind] for kind in TouchKind])
    return pa.table(
        [
            rows["account_id"],
            rows["order_id"],
            pa.array(touches.at, pa.int64()).cast(pa.timestamp("us", tz="UTC")),
            kinds.take(pa.array(touches.kind)),
            *(
                pa.array(known, pa.string()).take(pa.array(index, mask=index < 0))
                for known, index in (
                    (names.creators, touches.creator),
                    (names.posts, touches.post),
                    (names.campaigns, touches.campaign),
                )
            ),
            pc.fill_null(is_ad, False),
        ],
        schema=ORDER_TOUCHES,
    )


def _labels(programme: Programme, zone: ZoneInfo) -> pa.Table:
    """Codes and tags, and whose they are from one day to another; a label that two hold is both's."""
    names = Names(tuple(programme.creators), tuple(programme.campaigns), tuple(p.post_id for p in programme.posts))
    codes = Claims.by(((code, deal) for deal in programme.collaborations for code in deal.codes), names)
    spans = {(label.lower(), claim.creator): claim.spans for label, claims in codes.of.items() for claim in claims}
    for label, claims in link_claims(programme, names).of.items():  # where a tag is spelt like a code, the tag counts
        spans |= {(label, claim.creator): claim.spans for claim in claims}
    given = {label for label, _ in spans}
    told = [
        (label, starts, ends, names.creators[creator], names.campaigns[campaign] if campaign >= 0 else None, False)
        for (label, creator), found in sorted(spans.items())
        for starts, ends, campaign in _stretches(found, zone)
    ]
    told += [(name, -_EVER, _EVER, name, None, True) for name in names.creators if name not in given]
    return _rows(LABELS, iter(told))


def _stretches(spans: tuple[tuple[date, date, int], ...], zone: ZoneInfo) -> Iterator[tuple[int, int, int]]:
    """All of time in stretches of one campaign each, as `campaign_on` says: (from, until, campaign), µs UTC."""
    edges = {starts for starts, _, _ in spans if starts > FIRST_DAY}
    edges |= {ends + _DAY for _, ends, _ in spans if ends < LAST_DAY}
    days = [FIRST_DAY, *sorted(edges)]
    campaigns = campaign_on(spans, np.array(days, dtype="datetime64[D]"))
    instants = [-_EVER, *(_micros(day, zone) for day in days[1:]), _EVER]
    for place, campaign in enumerate(campaigns):
        yield instants[place], instants[place + 1], int(campaign)


def _micros(day: date, zone: ZoneInfo) -> int:
    """The beginning of a day."""
    return int(datetime.combine(day, time(), zone).astimezone(UTC).timestamp()) * 1_000_000


def _ad(programme: Programme, ad_id: str) -> tuple[str | None, str | None, str | None]:
    """Post, creator and campaign of a Spark Ad."""
    tie = programme.tie_of_ad(ad_id, None, None, None)
    return tie.post_id, tie.creator, tie.campaign


def _former_handles(data: WorkspaceData) -> Iterator[tuple[str, str]]:
    """Former handle → present one; a handle that somebody bears today is nobody's former one."""
    rows = data.rows("creator")
    bearers = {row["creator"] for row in rows}
    former = {old: row["creator"] for row in rows for old in row.get("former_handles") or () if old not in bearers}
    return iter(sorted(former.items()))


def _rates(data: WorkspaceData, currencies: list[str]) -> pa.Table:
    rates = exchange(data, currencies)
    names = sorted({rates.currency, *(name.upper() for name in currencies)})
    scaled = [int((rates.rate(name) * RATE_SCALE).to_integral_value(ROUND_HALF_EVEN)) for name in names]
    return _rows(RATES, zip(names, scaled, strict=True))
