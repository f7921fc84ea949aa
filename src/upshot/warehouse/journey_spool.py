"""Touches of every kind as narrow rows of numbers: whose, when, which state; written aside in buckets of persons.

What is set aside (machines, instants that cannot be, touches of nobody or of nothing) is counted by name here, so that
the sum of what was kept and what was not is what came.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from upshot.warehouse.journey_facts import KINDS, Rules, number, text

ROWS_PER_BUCKET = 4_000_000
# 2000-01-01: an earlier instant is an empty field that somebody read as a number.
FIRST_US = 946_684_800_000_000

# The name of a touch in each dimension; who has no creator, post or campaign appears as the channel it came by.
_NAMES = {
    "creator": "coalesce('@' || creator, channel)",
    "channel": "channel",
    "post": "coalesce(post_id, '@' || creator, channel)",
    "campaign": "coalesce(campaign, channel)",
    "source": "concat_ws(' · ', channel, '@' || creator, CASE WHEN is_ad AND creator IS NOT NULL THEN 'Spark Ad' END)",
}
# DuckDB gives null a hash too, and nobody is not a person.
_WHOSE = "CASE WHEN coalesce({visitor}) IS NOT NULL THEN hash(coalesce(m.customer_key, {visitor})) END"
_TOUCHES = """
SELECT person, at_us, at_us AS own_us, kind, is_bot, FALSE AS is_told_twice, creator, post_id, campaign, is_ad, channel,
       FALSE AS is_landing, order_at_us, previous_at_us, previous_sort_us
FROM (
SELECT coalesce(o.person, {whose}) AS person,
       epoch_us(t.touched_at) AS at_us, lower(t.kind) AS kind, t.is_bot,
       coalesce(h.creator, t.creator, l.creator, a.creator, p.creator) AS creator,
       coalesce(t.post_id, a.post_id) AS post_id, coalesce(t.campaign, l.campaign, a.campaign, p.campaign) AS campaign,
       t.ad_id IS NOT NULL OR regexp_matches(coalesce(t.medium, ''), {paid}, 'i') AS is_ad,
       CASE WHEN coalesce(t.creator, l.creator, a.creator, p.creator) IS NOT NULL THEN coalesce(t.channel, 'tiktok')
            WHEN t.channel LIKE '(%' OR t.channel = 'direct' OR t.medium LIKE '(%' THEN t.channel
            ELSE concat_ws(' / ', t.channel, CASE WHEN t.channel IS NOT NULL THEN t.medium END) END AS channel,
       o.at_us AS order_at_us, o.previous_at_us, o.previous_sort_us
FROM the_touch t
LEFT JOIN the_click c ON c.click_id = t.click_id AND t.visitor_key IS NULL
LEFT JOIN moved m ON m.visitor_key = coalesce(t.visitor_key, c.visitor_key)
LEFT JOIN refs ON refs.ref = replace(trim(t.order_ref), '#', '')
LEFT JOIN orders o ON o.order_no = refs.order_no
LEFT JOIN the_handles h ON h.handle = t.creator
LEFT JOIN the_ads a ON a.ad_id = t.ad_id
LEFT JOIN the_posts p ON p.post_id = coalesce(t.post_id, a.post_id)
LEFT JOIN the_labels l ON l.label = lower(trim(t.label)) AND coalesce(t.creator = l.creator, true)
     AND (NOT l.is_handle OR contains(t.channel, 'tiktok'))
     AND epoch_us(t.touched_at) >= l.starts_us AND epoch_us(t.touched_at) < l.ends_us
WHERE t.kind IS DISTINCT FROM 'order')
"""
_CLICKS = """
SELECT coalesce(o.person, {whose}), epoch_us(c.clicked_at), epoch_us(c.clicked_at),
       'click', c.is_bot, s.click_id IS NOT NULL, coalesce(h.creator, c.creator, p.creator), c.post_id,
       coalesce(c.campaign, p.campaign), FALSE, coalesce(c.channel, 'tiktok'), FALSE,
       NULL, NULL, NULL
FROM the_click c
LEFT JOIN moved m ON m.visitor_key = c.visitor_key
LEFT JOIN (SELECT DISTINCT click_id FROM the_touch WHERE click_id IS NOT NULL AND kind IS DISTINCT FROM 'order') s
     ON s.click_id = c.click_id
LEFT JOIN (SELECT click_id, arg_min(person, order_no) AS person
           FROM orders WHERE has_click GROUP BY click_id) o ON o.click_id = c.click_id
LEFT JOIN the_handles h ON h.handle = c.creator
LEFT JOIN the_posts p ON p.post_id = c.post_id
"""
# Codes, tagged landings and survey answers belong to their order, whatever instant they are dated at. A landing whose
# click is known is that click: it is not told twice.
_OF_ORDERS = """
SELECT o.person, epoch_us(t.touched_at), epoch_us(t.touched_at), t.kind, FALSE, t.kind = 'visit' AND o.has_click,
       t.creator, t.post_id, t.campaign, t.is_ad, 'tiktok', t.kind = 'visit', o.at_us, o.previous_at_us,
       o.previous_sort_us
FROM the_order_touches t JOIN orders o
  ON o.account_id IS NOT DISTINCT FROM t.account_id AND o.order_id = t.order_id
"""
_LANDINGS = """
SELECT o.person, o.at_us, o.at_us, 'visit', FALSE, FALSE, NULL, NULL, NULL, FALSE, o.landing, TRUE,
       o.at_us, o.previous_at_us, o.previous_sort_us
FROM orders o WHERE o.landing IS NOT NULL AND o.has_click IS NOT TRUE AND NOT EXISTS (
    SELECT 1 FROM the_order_touches t
    WHERE t.kind = 'visit' AND o.account_id IS NOT DISTINCT FROM t.account_id AND o.order_id = t.order_id)
"""
_CANDIDATES = """
CREATE TEMP VIEW candidates AS
SELECT person, kind, {name} AS name, ({rank})::TINYINT AS rank,
       greatest(least(at_us, order_at_us), previous_at_us) AS at_us,
       greatest(least(at_us, order_at_us), previous_sort_us + 1) AS sort_us,
       CASE WHEN is_bot THEN 'machine' WHEN is_told_twice THEN 'told_twice' WHEN own_us IS NULL OR own_us < {first_us}
            THEN 'undated' WHEN own_us > {latest_us} THEN 'future' WHEN person IS NULL THEN 'no_visitor'
            WHEN nullif({name}, '') IS NULL THEN 'nameless' END AS reason, is_landing, {is_ours} AS is_ours
FROM ({touches} UNION ALL {clicks} UNION ALL {of_orders} UNION ALL {landings})
"""


def write_spool(
    bench: duckdb.DuckDBPyConnection, rules: Rules, spool: Path, *, paid_media: str, rows_per_bucket: int
) -> tuple[int, tuple[str, ...], dict[str, int], dict[str, int]]:
    """Write all touches to `spool`, those set aside with their reason; make `states` (state, name) on the bench.

    Returns
    -------
    number of buckets; names of states 1, 2, …; touches by kind; touches set aside, by the rule that did it
    """
    rank = " ".join(f"WHEN '{kind}' THEN {place}" for place, kind in enumerate(KINDS, start=1))
    bench.execute(
        _CANDIDATES.format(
            name=_NAMES[rules.by],
            rank=f"CASE kind {rank} ELSE 3 END",
            first_us=FIRST_US,
            is_ours="true" if rules.campaign is None else f"campaign IS NOT DISTINCT FROM {text(rules.campaign)}",
            latest_us=rules.now_us + rules.tolerance_us,
            touches=_TOUCHES.format(paid=text(paid_media), whose=_WHOSE.format(visitor="t.visitor_key, c.visitor_key")),
            clicks=_CLICKS.format(whose=_WHOSE.format(visitor="c.visitor_key")),
            of_orders=_OF_ORDERS,
            landings=_LANDINGS,
        )
    )
    n_rows = number(bench, "SELECT (SELECT count(*) FROM the_touch) + (SELECT count(*) FROM the_click)")
    n_buckets = max(1, -(-n_rows // rows_per_bucket))
    bench.execute(
        f"COPY (SELECT *, coalesce(person % {n_buckets}, 0)::INTEGER AS bucket FROM candidates) "
        f"TO {text(str(spool))} (FORMAT parquet, COMPRESSION lz4, PARTITION_BY (bucket))"
    )
    written = bench.execute("SELECT count(*) FROM glob($1)", [f"{spool}/*/*.parquet"]).fetchall()[0][0]
    whole = f"FROM read_parquet({text(f'{spool}/*/*.parquet')})" if written else "FROM candidates"
    bench.execute(f"CREATE TEMP TABLE counted AS SELECT name, kind, reason, count(*) AS n {whole} GROUP BY ALL")
    bench.execute(
        "CREATE TEMP TABLE states AS SELECT (row_number() OVER (ORDER BY name))::INTEGER AS state, name "
        "FROM (SELECT DISTINCT name FROM counted WHERE reason IS NULL)"
    )
    names = tuple(str(row[0]) for row in bench.execute("SELECT name FROM states ORDER BY state").fetchall())
    return n_buckets, names, _sums(bench, "kind", "true"), _sums(bench, "reason", "reason IS NOT NULL")


def _sums(bench: duckdb.DuckDBPyConnection, column: str, condition: str) -> dict[str, int]:
    found = bench.execute(
        f"SELECT coalesce({column}, 'visit'), sum(n)::BIGINT FROM counted WHERE {condition} GROUP BY 1 ORDER BY 1"
    )
    return dict(found.fetchall())
