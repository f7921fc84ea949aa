"""Upshot's own sheets, as the brand's people would have filled them in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import numpy as np
import pyarrow as pa

from upshot.worlds import brand
from upshot.worlds.attention import growth
from upshot.worlds.cast import COLLABORATION_TYPES, TIERS, link_tag, post_url
from upshot.worlds.demand import CHANNELS
from upshot.worlds.streams import Ints, stream
from upshot.worlds.traces import ANSWERS
from upshot.worlds.truth import campaign_cost_cents, money
from upshot.worlds.world import World
from upshot.worlds.writing.cells import write_rows

READ_AFTER_DAYS = (1, 3, 7, 14, 30, 60)
SURVEY_QUESTION = "Comment nous avez-vous découverts ?"
AUDIENCES = ("femmes 18-34, France", "femmes 25-44, France et Belgique", "18-34, francophones")

HEADERS = {
    name: tuple(columns.split())
    for name, columns in {
        "creators": "creator display_name followers country language category former_handles notes",
        "campaigns": """campaign objective starts_on ends_on read_out_on budget currency hurdle_rate target_metric
            target_value target_audience overhead_cost""",
        "collaborations": """campaign creator collaboration_type starts_on ends_on fee product_cost shipping_cost
            rights_fee other_cost currency codes utm_contents post_urls""",
        "post_metrics": """post_url creator published_at read_at views likes comments shares saves reach
            average_time_watched_s full_video_watched_rate duration_s caption sound_id sound_name
            is_paid_partnership""",
        "spark_ads": "ad_id post_url creator campaign authorised_from authorised_until",
        "marketing": "day channel spend impressions currency",
        "calendar": "name kind starts_on ends_on country",
        "lift_tests": "name kind starts_on ends_on campaign creators incremental_orders standard_error method",
        "settings": "key value",
    }.items()
}

Row = list[object]


def write_sheets(world: World, folder: Path) -> list[Path]:
    """Write the ten sheets; see `sources/sheets` for what their columns mean."""
    sheets = {
        "creators": _creators(world),
        "campaigns": _campaigns(world),
        "collaborations": _collaborations(world),
        "post_metrics": _post_metrics(world),
        "spark_ads": _spark_ads(world),
        "marketing": _marketing(world),
        "calendar": _calendar(world),
        "lift_tests": _lift_tests(world),
        "settings": _settings(world),
    }
    written = [write_rows(folder / f"{name}.csv", HEADERS[name], rows) for name, rows in sheets.items()]
    return [*written, _write_survey(world, folder)]


def _creators(world: World) -> Iterator[Row]:
    creators = world.cast.creators
    for c, handle in enumerate(creators.handles):
        note = f"{TIERS[creators.tier[c]]}, {creators.code[c]}"
        yield [
            handle, creators.display_names[c], creators.followers[c], creators.country[c], creators.language[c],
            creators.category[c], "", note,
        ]  # fmt: skip


def _campaigns(world: World) -> Iterator[Row]:
    campaigns = world.cast.campaigns
    cost = campaign_cost_cents(world)
    for i, name in enumerate(campaigns.names):
        budget = round(int(cost[i]) / 100 * 1.05, -2)
        end = world.day(int(campaigns.ends[i]))
        yield [
            name, campaigns.objectives[i], world.day(int(campaigns.starts[i])), end, end + timedelta(days=45),
            f"{budget:.2f}", brand.CURRENCY, 0, "roi", "0.2", AUDIENCES[i % len(AUDIENCES)],
            money(int(world.costs.overhead[i])),
        ]  # fmt: skip


def _collaborations(world: World) -> Iterator[Row]:
    cast, costs = world.cast, world.costs
    urls: dict[int, list[str]] = {}
    for p, owner in enumerate(cast.posts.collaboration):
        handle = cast.creators.handles[cast.posts.creator[p]]
        urls.setdefault(int(owner), []).append(post_url(handle, int(cast.posts.post_id[p])))
    for i in range(len(cast.collaborations)):
        creator, campaign = int(cast.collaborations.creator[i]), int(cast.collaborations.campaign[i])
        handle, slug = cast.creators.handles[creator], cast.campaigns.slugs[campaign]
        lines = (costs.fee, costs.product, costs.shipping, costs.rights, costs.other)
        yield [
            cast.campaigns.names[campaign], handle, COLLABORATION_TYPES[cast.creators.collaboration[creator]],
            world.day(int(cast.campaigns.starts[campaign])), world.day(int(cast.campaigns.ends[campaign])),
            *(money(int(line[i])) for line in lines), brand.CURRENCY, cast.creators.code[creator],
            ";".join(link_tag(handle, slug, is_paid=is_paid) for is_paid in (False, True)),
            ";".join(urls.get(i, ())),
        ]  # fmt: skip


def _post_metrics(world: World) -> Iterator[Row]:
    """Several readings of each post: at about 1, 3, 7, 14, 30 and 60 days, and on the day of the export."""
    posts, attention = world.cast.posts, world.attention
    zone = ZoneInfo(brand.TIME_ZONE)
    start = datetime.combine(world.days[0], time(), tzinfo=zone)
    rng = stream(world.seed, "readings")
    wait = rng.uniform(-0.15, 0.35, (len(posts), len(READ_AFTER_DAYS)))
    sounds = 7_000_000_000_000_000_000 + np.arange(len(brand.SOUNDS)) * 1_234_567
    end = world.parameters.scale.n_days + 6 / 24
    for p in range(len(posts)):
        out = float(posts.day[p]) + float(posts.second[p]) / 86_400
        readings = [out + after + float(w) for after, w in zip(READ_AFTER_DAYS, wait[p], strict=True)]
        handle = world.cast.creators.handles[posts.creator[p]]
        fixed: Row = [
            posts.duration_s[p], posts.captions[p], sounds[posts.sound[p]], brand.SOUNDS[posts.sound[p]],
            "true" if posts.is_paid_partnership[p] else "false",
        ]  # fmt: skip
        for read in [*(r for r in readings if r < end - 0.5), end]:
            yield [
                post_url(handle, int(posts.post_id[p])), handle, _clock(start, out), _clock(start, read),
                *_counters(world, p, read), round(float(attention.watch_share[p] * posts.duration_s[p]), 1),
                round(float(attention.full_watch_rate[p]), 4), *fixed,
            ]  # fmt: skip


def _counters(world: World, post: int, read: float) -> list[int]:
    """Views, likes, comments, shares, saves and reach of a post at a moment, paid ones included."""
    organic, paid = views_at(world, post, read)
    a, worth = world.attention, world.parameters.paid_engagement
    rates = (a.like_rate[post], a.comment_rate[post], a.share_rate[post], a.save_rate[post])
    engaged = organic + worth * paid
    views = organic + paid
    return [views, *(int(engaged * rate) for rate in rates), int(views * a.reach_rate[post])]


def views_at(world: World, post: int, moment: float) -> tuple[int, int]:
    """Organic and paid views of a post up to a moment, in days since the world's first midnight."""
    posts, a = world.cast.posts, world.attention
    age = np.array([moment - float(posts.day[post]) - float(posts.second[post]) / 86_400])
    share = growth(age, a.fast_share[[post]], a.fast_days[[post]], a.slow_days[[post]])
    organic = int(np.round(a.final_organic[post] * share[0]))
    day, part = int(moment), moment - int(moment)
    daily = world.sparks.paid_by_day[post]
    today = float(daily[day]) * part if day < len(daily) else 0.0
    return organic, int(daily[:day].sum() + today)


def _clock(start: datetime, days: float) -> str:
    """A moment as local time with its offset, to the minute."""
    wall = start.replace(tzinfo=None) + timedelta(minutes=int(days * 1_440))
    return wall.replace(tzinfo=start.tzinfo).isoformat(timespec="minutes")


def _spark_ads(world: World) -> Iterator[Row]:
    cast, sparks = world.cast, world.sparks
    for ad, post in enumerate(sparks.post):
        handle = cast.creators.handles[cast.posts.creator[post]]
        yield [
            sparks.ad_id[ad], post_url(handle, int(cast.posts.post_id[post])), handle,
            cast.campaigns.names[cast.posts.campaign[post]], world.day(int(sparks.authorised_from[ad])),
            world.day(int(sparks.authorised_until[ad])),
        ]  # fmt: skip


def _marketing(world: World) -> Iterator[Row]:
    demand = world.demand
    for d, day in enumerate(world.days):
        for channel, name in enumerate(CHANNELS):
            spend, impressions = demand.media_cents[channel, d], demand.media_impressions[channel, d]
            yield [day, name, money(int(spend)), impressions, brand.CURRENCY]


def _calendar(world: World) -> Iterator[Row]:
    for event in world.demand.events:
        if event.is_logged:
            yield [event.name, event.kind, world.day(event.starts), world.day(event.ends), None]


def _lift_tests(world: World) -> Iterator[Row]:
    for test in world.lift_tests:
        yield [
            test.name, test.kind, world.day(test.starts), world.day(test.ends), None, None, test.incremental_orders,
            test.standard_error, "synthetic control",
        ]  # fmt: skip


def _settings(world: World) -> Iterator[Row]:
    costs = world.costs
    yield ["gross_margin_rate", world.parameters.gross_margin_rate]
    yield ["currency", brand.CURRENCY]
    yield ["time_zone", brand.TIME_ZONE]
    yield ["vat_included", "true"]
    yield ["vat_rate", brand.VAT_RATE]
    yield ["costs_include_vat", "false"]
    yield ["target_countries", " ".join(brand.TARGET_COUNTRIES)]
    yield ["hours", costs.hours]
    yield ["hour_cost", money(costs.hour_cost)]
    yield ["tools_cost", money(costs.tools)]


def _write_survey(world: World, folder: Path) -> Path:
    """Write `survey.csv`: one answer per answering buyer, a few minutes after the order."""
    orders = world.orders
    answered = np.flatnonzero((orders.traces.answer >= 0) & orders.counted)
    words = pa.array([*ANSWERS, *world.cast.creators.handles], pa.string())
    answer: Ints = orders.traces.answer[answered]
    table = pa.table(
        {
            "number": pa.array(np.arange(len(answered))),
            "answer": words.take(pa.array(answer)),
            "answered_at": pa.array(orders.ordered_at[answered] + 60 + orders.order_id[answered] % 1_140),
            "utc_offset": pa.array(orders.utc_offset[answered]),
            "order_id": pa.array(orders.order_id[answered]),
        }
    )
    path = folder / "survey.csv"
    target = str(path).replace("'", "''")
    with duckdb.connect() as connection:
        connection.register("answered", table)
        connection.execute(f"""
            COPY (
                SELECT 'r-' || printf('%07d', number + 1) AS respondent, '{SURVEY_QUESTION}' AS question, answer,
                    NULL AS "group",
                    strftime(make_timestamp((answered.answered_at + utc_offset) * 1000000), '%Y-%m-%dT%H:%M:%S')
                        || printf('+%02d:00', CAST(utc_offset // 3600 AS INTEGER)) AS answered_at,
                    order_id
                FROM answered ORDER BY number
            ) TO '{target}' (FORMAT csv, HEADER true)
        """)
    return path
