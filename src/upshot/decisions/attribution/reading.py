"""From orders and survey answers to touches: only touched orders leave the engine.

When each touch happened: a *survey* answer reports an exposure, dated at the creator's latest post before the order
(the order itself when no post is known); a tagged *link* is a landing and a *code* a checkout, both dated at the order,
the landing first, because no shop exports the instant of the landing. Touches older than the window are dropped.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from upshot.decisions.attribution.claims import Claim, Claims, Days, Integers, Names, Posts, campaign_on, creator_spans
from upshot.decisions.attribution.rules import DAY, Touches, TouchKind, sorted_once
from upshot.decisions.attribution.survey import Roster, SurveyMatch
from upshot.measures.data import WorkspaceData
from upshot.measures.facts.shop import counted_orders
from upshot.measures.programme import FIRST_DAY, LAST_DAY, Programme
from upshot.measures.terms import Terms, exchange
from upshot.vocabulary.money import cents_of
from upshot.vocabulary.tables import ORDER

COLUMNS = (
    "account_id", "order_id", "order_name", "ordered_at", "status", "currency", "net_revenue", "refunded", "codes",
    "country", "utm_source", "utm_content", "referrer",
)  # fmt: skip
SCHEMA = pa.schema([ORDER.arrow_schema().field(name) for name in COLUMNS])


@dataclass(frozen=True)
class TouchedOrders:
    """Orders with at least one touch, in key order; shapes (n_orders,).

    `units` is 1 for an order that counts and 0 for one fully refunded, whose `cents` are 0 as well.
    """

    rows: pa.Table
    day: Days
    at: Integers
    cents: Integers
    units: Integers

    def __len__(self) -> int:
        return len(self.units)


@dataclass(frozen=True)
class Reading:
    """Touches, the orders they belong to, and what was seen on the way."""

    names: Names
    orders: TouchedOrders
    touches: Touches
    codes: tuple[str, ...]
    posts: Posts
    survey_matches: tuple[tuple[SurveyMatch, int], ...]  # every distinct answer that was matched, and how often
    survey_unmatched: int
    has_survey: bool  # the source exists: at least one row says something, whoever it names
    has_links: bool
    has_codes: bool
    unassigned_links: int  # orders by a TikTok link that names no creator, without any other touch


def read_touches(data: WorkspaceData, programme: Programme, terms: Terms, *, now: datetime) -> Reading:
    """Read the touched orders of counted statuses up to `now`, and build their touches."""
    names = Names(tuple(programme.creators), tuple(programme.campaigns), tuple(p.post_id for p in programme.posts))
    posts = Posts(programme, names)
    codes = Claims.by(((code, c) for c in programme.collaborations for code in c.codes), names)
    links = link_claims(programme, names)
    answers = _survey(data)
    table = _touched_rows(data, codes, links, answers, now)
    days = local_days(table["ordered_at"], terms)
    at = table["ordered_at"].combine_chunks().cast(pa.int64()).to_numpy(zero_copy_only=False)
    code_touches = _code_touches(table, days, at, codes)
    link_touches, is_unassigned = _link_touches(table, days, at, links, names)
    survey = _survey_touches(answers, table, at, programme, names)
    joined = _joined(code_touches, link_touches, survey.touches)
    touches = _dated(joined, posts, programme, names, terms, days)
    touched = np.unique(touches.order)
    orders = _orders(table.take(pa.array(touched)), days[touched], at[touched], data, terms)
    place = np.full(len(at), -1, dtype=np.int64)
    place[touched] = np.arange(len(touched))
    touches = replace(touches, order=place[touches.order])
    return Reading(
        names,
        orders,
        touches,
        codes.labels,
        posts,
        survey.matches,
        survey.unmatched,
        has_survey=answers.num_rows > 0,
        has_links=bool(links.labels) and _is_filled(data, "utm_content"),
        has_codes=bool(codes.labels) and _is_filled(data, "codes"),
        unassigned_links=int(np.sum(is_unassigned & (place < 0))),
    )


def link_claims(programme: Programme, names: Names) -> Claims:
    """Labels that a link may carry: the `utm_contents` given to creators, and ids of their Spark ads."""
    claims = Claims.by(((tag, c) for c in programme.collaborations for tag in c.utm_contents), names)
    creators, campaigns = names.index("creators"), names.index("campaigns")
    for ad in programme.spark_ads:
        post = programme.post.get(ad.post_id or "")
        creator = ad.creator or (post.creator if post else None)
        campaign = ad.campaign or (post.campaign if post else None)
        if creator in creators and ad.ad_id.lower() not in claims.of:
            span = (FIRST_DAY, LAST_DAY, campaigns.get(campaign or "", -1))
            claims.of[ad.ad_id.lower()] = [Claim(creators[creator], (span,))]
    claims.labels = tuple(sorted(claims.of))
    return claims


def _is_filled(data: WorkspaceData, column: str) -> bool:
    """Whether any order says something in that column: where the shop exports none, nothing was counted, not zero."""
    present = nw.col(column).list.len() > 0 if column == "codes" else ~nw.col(column).is_null()
    return data.frame("order").filter(present).select("order_id").head(1).collect().shape[0] > 0


def local_days(instants: pa.ChunkedArray, terms: Terms) -> Days:
    """The day of each instant in the workspace's zone."""
    local = pc.local_timestamp(instants.combine_chunks().cast(pa.timestamp("us", tz=terms.zone.key)))
    return np.asarray(local.cast(pa.date32(), safe=False).to_numpy(zero_copy_only=False)).astype("datetime64[D]")


def _survey(data: WorkspaceData) -> pa.Table:
    frame = data.frame("survey_answer").filter(~nw.col("order_id").is_null() & ~nw.col("answer").is_null())
    table = frame.select("answer", "order_id").collect().to_arrow()
    refs = pc.replace_substring(table["order_id"].combine_chunks(), "#", "")
    return table.set_column(1, "order_id", pc.utf8_trim_whitespace(refs))


def _touched_rows(data: WorkspaceData, codes: Claims, links: Claims, answers: pa.Table, now: datetime) -> pa.Table:
    """Orders with any code, a tagged or TikTok link, or a survey answer; the filters run in the engine."""
    frame = counted_orders(data).select(*COLUMNS).filter(nw.col("ordered_at") <= now)
    has_trace = nw.col("utm_source").str.to_lowercase().str.contains("tiktok", literal=True).fill_null(value=False)
    if codes.labels:
        has_trace = has_trace | (nw.col("codes").list.len().fill_null(0) > 0)
    if links.labels:
        has_trace = has_trace | nw.col("utm_content").str.to_lowercase().is_in(list(links.labels)).fill_null(
            value=False
        )
    parts = [frame.filter(has_trace).collect().to_arrow().cast(SCHEMA)]
    if answers.num_rows:
        answered = data.frame("survey_answer").filter(~nw.col("order_id").is_null())
        refs = answered.select(ref=nw.col("order_id").str.replace_all("#", "", literal=True)).unique()
        named = frame.with_columns(name=nw.col("order_name").str.replace_all("#", "", literal=True))
        for key in ("order_id", "name"):
            rows = named.join(refs, left_on=key, right_on="ref", how="semi").select(*COLUMNS)
            parts.append(rows.collect().to_arrow().cast(SCHEMA))
    table = pa.concat_tables(parts)
    order = pc.sort_indices(
        table.select(["account_id", "order_id"]), [("account_id", "ascending"), ("order_id", "ascending")]
    )
    table = table.take(order)
    return table.filter(pa.array(_is_first(table)))


def _is_first(table: pa.Table) -> NDArray[np.bool_]:
    """Which rows of a sorted table are the first of their key."""
    is_new = np.zeros(table.num_rows, dtype=bool)
    is_new[:1] = True
    for name in ("account_id", "order_id"):
        column = table[name].combine_chunks().fill_null("")
        is_new[1:] |= pc.not_equal(column[1:], column[:-1]).to_numpy(zero_copy_only=False)
    return is_new


def _orders(rows: pa.Table, day: Days, at: Integers, data: WorkspaceData, terms: Terms) -> TouchedOrders:
    """Revenue in cents of the workspace's currency; a fully refunded order counts for nothing."""
    currencies = rows["currency"].combine_chunks().fill_null(terms.currency)
    rates = exchange(data, pc.unique(currencies).to_pylist())
    net = rows["net_revenue"].combine_chunks()
    cents = np.zeros(len(rows), dtype=np.int64)
    for currency in pc.unique(currencies).to_pylist():
        is_it = pc.equal(currencies, currency).to_numpy(zero_copy_only=False)
        cents[is_it] = cents_of(net.filter(pa.array(is_it)), rates.rate(currency))
    is_given_back = pc.greater(rows["refunded"].combine_chunks().fill_null(0), 0).to_numpy(zero_copy_only=False)
    is_refunded = pc.equal(rows["status"], "refunded").combine_chunks().to_numpy(zero_copy_only=False)
    is_refunded |= is_given_back & (cents <= 0)
    cents[is_refunded] = 0
    return TouchedOrders(rows, day, at, cents, (~is_refunded).astype(np.int64))


def _code_touches(table: pa.Table, days: Days, at: Integers, codes: Claims) -> Touches:
    lists = table["codes"].combine_chunks()
    parents = pc.list_parent_indices(lists).to_numpy(zero_copy_only=False).astype(np.int64)
    flat = pc.utf8_upper(pc.utf8_trim_whitespace(pc.list_flatten(lists)))
    row, label, creator, campaign = codes.read(flat, days[parents])
    return _touches(parents[row], TouchKind.CODE, at, creator, campaign, label)


def _link_touches(
    table: pa.Table, days: Days, at: Integers, links: Claims, names: Names
) -> tuple[Touches, NDArray[np.bool_]]:
    """Touches of tagged links, and the orders that came by a TikTok link which names nobody we know."""
    tags = pc.utf8_lower(pc.utf8_trim_whitespace(table["utm_content"].combine_chunks()))
    row, _, creator, campaign = links.read(tags, days)
    source = pc.utf8_lower(table["utm_source"].combine_chunks())
    is_tiktok = pc.match_substring(source, "tiktok").fill_null(False).to_numpy(zero_copy_only=False)
    is_tiktok = is_tiktok.copy()
    is_tiktok[row] = False
    handles = pc.index_in(pc.utf8_ltrim(tags, characters="@"), value_set=pa.array(names.creators, pa.string()))
    by_handle = handles.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    named = np.flatnonzero(is_tiktok & (by_handle >= 0))
    is_tiktok[named] = False
    rows = np.concatenate([row, named])
    creators = np.concatenate([creator, by_handle[named]])
    campaigns = np.concatenate([campaign, np.full(len(named), -1)])
    return _touches(rows, TouchKind.LINK, at, creators, campaigns), is_tiktok


@dataclass(frozen=True)
class _SurveyTouches:
    touches: Touches
    matches: tuple[tuple[SurveyMatch, int], ...]
    unmatched: int


def _survey_touches(
    answers: pa.Table, table: pa.Table, at: Integers, programme: Programme, names: Names
) -> _SurveyTouches:
    """Match each distinct answer once, then join the answers to the orders by id or by the number people see."""
    roster, creators = Roster(programme.creators), names.index("creators")
    coded = answers["answer"].combine_chunks().dictionary_encode()
    said = coded.dictionary.to_pylist()
    matched = [roster.match(answer) for answer in said]
    counts = np.bincount(coded.indices.to_numpy(zero_copy_only=False), minlength=len(said))
    creator_of = np.array([creators[match.creator] if match else -1 for match in matched], dtype=np.int64)
    creator = creator_of[coded.indices.to_numpy(zero_copy_only=False)] if said else np.zeros(0, dtype=np.int64)
    row = _rows_called(answers["order_id"].combine_chunks(), table)
    keep = (creator >= 0) & (row >= 0)
    pairs = sorted(
        ((match, int(count)) for match, count in zip(matched, counts, strict=True) if match),
        key=lambda pair: (pair[0].creator, pair[0].answer),
    )
    unmatched = int(np.sum(creator < 0))
    touches = _touches(row[keep], TouchKind.SURVEY, at, creator[keep], np.full(int(keep.sum()), -1))
    return _SurveyTouches(touches, tuple(pairs), unmatched)


def _rows_called(refs: pa.Array, table: pa.Table) -> Integers:
    """The row of each order reference, by id and then by name; -1 for an order that is not here."""
    row = np.full(len(refs), -1, dtype=np.int64)
    for column in ("order_name", "order_id"):
        keys = pc.replace_substring(table[column].combine_chunks(), "#", "")
        found = pc.index_in(refs, value_set=keys.fill_null("")).fill_null(-1).to_numpy(zero_copy_only=False)
        row = np.where(found >= 0, found, row)
    return row


def _dated(touches: Touches, posts: Posts, programme: Programme, names: Names, terms: Terms, days: Days) -> Touches:
    """Tie each touch to the creator's latest post, date survey touches by it, and drop those outside the window."""
    post, published = posts.latest(touches.creator, touches.campaign, touches.at)
    is_survey = touches.kind == TouchKind.SURVEY
    at = np.where(is_survey & (post >= 0), published, touches.at)
    campaign = touches.campaign.copy()
    open_ = campaign < 0
    campaign[open_ & (post >= 0)] = posts.campaign_of[post[open_ & (post >= 0)]]
    for creator, spans in creator_spans(programme, names).items():
        rows = np.flatnonzero((campaign < 0) & (touches.creator == creator))
        campaign[rows] = campaign_on(spans, days[touches.order[rows]])
    dated = Touches(touches.order, touches.kind, at, touches.creator, campaign, post, touches.label)
    return sorted_once(dated.keep(touches.at - at <= terms.attribution_window_days * DAY))


def _touches(
    order: Integers, kind: TouchKind, at: Integers, creator: Integers, campaign: Integers, label: Integers | None = None
) -> Touches:
    nothing = np.full(len(order), -1, dtype=np.int64)
    kinds = np.full(len(order), int(kind), dtype=np.int64)
    return Touches(order, kinds, at[order], creator, campaign, nothing, nothing if label is None else label)


def _joined(*parts: Touches) -> Touches:
    columns = ("order", "kind", "at", "creator", "campaign", "post", "label")
    return Touches(*(np.concatenate([getattr(part, name) for part in parts]) for name in columns))
