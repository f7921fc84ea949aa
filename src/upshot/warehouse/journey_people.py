"""Whose a touch and an order is: visitors, customers and orders made one person, by keyed hashes and nothing else.

A visitor whose orders all have one customer is that customer, on every device; one whose orders have several (a
shared device) stays a visitor; an order that names neither is a person of its own.
"""

from __future__ import annotations

import duckdb

from upshot.warehouse.journey_facts import number, text

# Whole cents, halves to the even cent, as `vocabulary.money.cents_of`: 10⁻⁴ units × a rate in 10⁻⁸, divided by 10¹⁰.
_IN_CENTS = """
SELECT *, (whole + (rest > 5000000000 OR (rest = 5000000000 AND abs(whole % 2) = 1))::INTEGER)::BIGINT AS cents
FROM (SELECT *, amount - whole * 10000000000::HUGEINT AS rest
      FROM (SELECT *, CASE WHEN amount >= 0 THEN amount // 10000000000
                           ELSE -((9999999999 - amount) // 10000000000) END AS whole
            FROM (SELECT s.*, (coalesce(s.money, 0) * 10000)::HUGEINT * r.rate AS amount
                  FROM ({source}) s JOIN the_rates r ON r.currency = upper(coalesce(s.said, {currency})))))
"""
_SHOP = """
SELECT account_id, order_id, replace(order_name, '#', '') AS name, customer_key, NULL::VARCHAR AS visitor_key,
       epoch_us(ordered_at) AS at_us, net_revenue AS money, currency AS said,
       status IS NOT DISTINCT FROM 'refunded' AS is_returned, coalesce(refunded, 0) > 0 AS is_given_back,
       concat_ws('/', account_id, order_id) AS ref,
       CASE WHEN trim(utm_source) SIMILAR TO '[^(].*' AND lower(trim(utm_source)) <> 'direct'
            THEN lower(concat_ws(' / ', trim(utm_source), nullif(trim(utm_medium), ''))) END AS landing,
       click_id
FROM the_order WHERE ordered_at IS NOT NULL
"""
# Without a shop's orders, conversions are what the touches tell: one for each order named, else one for each instant.
_TOLD = """
SELECT min(account_id) AS account_id, id AS order_id, NULL::VARCHAR AS name, NULL::VARCHAR AS customer_key,
       min(visitor_key) AS visitor_key, max(epoch_us(touched_at)) AS at_us, max(revenue) AS money,
       max(currency) AS said, false AS is_returned, false AS is_given_back, min(order_ref) AS ref,
       NULL::VARCHAR AS landing, NULL::VARCHAR AS click_id
FROM (SELECT *, coalesce(replace(trim(order_ref), '#', ''), visitor_key || '/' || epoch_us(touched_at)::VARCHAR) AS id
      FROM the_touch
      WHERE is_conversion IS NOT FALSE AND (is_conversion OR kind = 'order' OR order_ref IS NOT NULL)
        AND is_bot IS NOT TRUE AND epoch_us(touched_at) BETWEEN {first_us} AND {now_us})
WHERE id IS NOT NULL GROUP BY id
"""
_FOUND = """
CREATE TEMP TABLE found AS
SELECT row_number() OVER (ORDER BY account_id, order_id) AS order_no, account_id, order_id, name, customer_key,
       visitor_key, at_us, ref, landing, click_id,
       CASE WHEN is_returned OR (is_given_back AND cents <= 0) THEN 0 ELSE cents END AS cents,
       (NOT (is_returned OR (is_given_back AND cents <= 0)))::INTEGER AS units
FROM ({amounts})
"""
_NAMED_BY = """
CREATE TEMP VIEW named_by AS
SELECT t.visitor_key, replace(trim(t.order_ref), '#', '') AS ref FROM the_touch t
WHERE t.order_ref IS NOT NULL AND t.is_bot IS NOT TRUE
UNION
SELECT c.visitor_key, replace(trim(t.order_ref), '#', '') AS ref FROM the_touch t JOIN the_click c USING (click_id)
WHERE t.order_ref IS NOT NULL AND t.is_bot IS NOT TRUE
"""
# An order is called by its id or by the number people see; the id wins, and of two shops the first.
_REFS = """
CREATE TEMP TABLE refs AS
SELECT ref, min({'how': how, 'order_no': order_no}).order_no AS order_no
FROM (SELECT n.ref, f.order_no, 0 AS how FROM (SELECT DISTINCT ref FROM named_by) n
      JOIN found f ON replace(f.order_id, '#', '') = n.ref
      UNION ALL
      SELECT n.ref, f.order_no, 1 AS how FROM (SELECT DISTINCT ref FROM named_by) n JOIN found f ON f.name = n.ref)
GROUP BY ref
"""
_TIED = """
CREATE TEMP TABLE tied AS
SELECT DISTINCT f.order_no, n.visitor_key, f.customer_key
FROM named_by n JOIN refs r ON r.ref = n.ref JOIN found f ON f.order_no = r.order_no WHERE n.visitor_key IS NOT NULL
UNION
SELECT order_no, visitor_key, customer_key FROM found WHERE visitor_key IS NOT NULL
UNION
SELECT f.order_no, c.visitor_key, f.customer_key FROM found f JOIN the_click c USING (click_id)
WHERE c.visitor_key IS NOT NULL AND c.is_bot IS NOT TRUE
"""
_MOVED = """
CREATE TEMP TABLE moved AS
SELECT visitor_key, min(customer_key) AS customer_key FROM tied GROUP BY visitor_key
HAVING count(DISTINCT customer_key) = 1
"""
_N_SHARED = (
    "SELECT count(*) FROM (SELECT visitor_key FROM tied GROUP BY visitor_key HAVING count(DISTINCT customer_key) > 1)"
)
# Orders sort behind the touches that came within the clock's tolerance; 2 µs apart leave room for their own touches.
_ORDERS = """
CREATE TEMP TABLE orders AS
SELECT *, lag(at_us) OVER one AS previous_at_us, lag(sort_us) OVER one AS previous_sort_us
FROM (SELECT *, click_id IN (SELECT click_id FROM the_click WHERE is_bot IS NOT TRUE) AS has_click,
             at_us + {tolerance_us} + 2 * row_number() OVER one AS sort_us
      FROM (SELECT f.* EXCLUDE (visitor_key, customer_key, name),
                   hash(coalesce(w.person, f.customer_key, 'order/' || f.order_no::VARCHAR)) AS person
            FROM found f LEFT JOIN (
                SELECT order_no, coalesce(min(m.customer_key), min(t.visitor_key)) AS person
                FROM tied t LEFT JOIN moved m USING (visitor_key) GROUP BY order_no) w USING (order_no))
      WINDOW one AS (PARTITION BY person ORDER BY at_us, order_no))
WINDOW one AS (PARTITION BY person ORDER BY at_us, order_no)
"""
_N_UNKNOWN = "SELECT count(DISTINCT ref) FROM named_by ANTI JOIN refs USING (ref)"


def find_people(
    bench: duckdb.DuckDBPyConnection, *, currency: str, now_us: int, first_us: int, tolerance_us: int
) -> dict[str, int]:
    """Make `orders`, `refs` and `moved` on the bench; return what was counted on the way.

    `orders` has one row per conversion: order_no, its person (a 64-bit number), at_us, sort_us, cents, units (0 for
    one fully refunded) and when the person's order before it was. `moved` are visitors who are customers.
    """
    has_orders = number(bench, "SELECT count(*) FROM (FROM the_order LIMIT 1)") > 0
    source = _SHOP if has_orders else _TOLD.format(first_us=first_us, now_us=now_us)
    amounts = _IN_CENTS.format(source=source, currency=text(currency))
    bench.execute(_FOUND.format(amounts=amounts))
    for sql in (_NAMED_BY, _REFS, _TIED, _MOVED):
        bench.execute(sql)
    # Where one clock told touches and conversions there is nothing to tolerate.
    bench.execute(_ORDERS.format(tolerance_us=tolerance_us if has_orders else 0))
    conversions, cents, refunded = bench.execute(
        "SELECT coalesce(sum(units), 0)::BIGINT, coalesce(sum(cents), 0)::BIGINT, "
        "count(*) FILTER (units = 0) FROM orders"
    ).fetchall()[0]
    counted = {
        "has_orders": int(has_orders),
        "conversions": conversions,
        "value_cents": cents,
        "refunded": refunded,
        "visitors_known_as_customers": number(bench, "SELECT count(*) FROM moved"),
        "visitors_shared": number(bench, _N_SHARED),
        "orders_named_but_unknown": number(bench, _N_UNKNOWN) if has_orders else 0,
    }
    bench.execute("DROP TABLE found")
    return counted
