"""Why each number: the formula with the numbers filled in, the inputs, the definition, and the rows behind them.

Formulas are written with names and plain numbers (a dot for decimals), the same in every language, so that anyone can
type them into a calculator.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

import numpy as np

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.answer import unit_margin
from upshot.decisions.verdict.case import Case
from upshot.decisions.verdict.flow import TaggedVisits
from upshot.decisions.verdict.model import Cost, Incremental, Input, Observed, PostLine, Roi, RuleCredit, Value, Why
from upshot.measures.catalogue import KPIS

_REPORT_ROWS = re.compile(r"(?P<n>\d+) rows, (?P<first>[\d-]+)…(?P<last>[\d-]+)$")
EFFECT_OF_A_POST = (
    "incremental orders of a post ~ Poisson(exp(log effect) × ((organic + ρ × paid views) ÷ views_unit)^γ × part of "
    "its life inside the history)"
)
OWN_VERSION = "1"  # of figures that are no KPI of the catalogue


def explain_figures(
    case: Case,
    cost: Cost,
    observed: Observed,
    last_touch: RuleCredit | None,
    incremental: Incremental | None,
    roi: Roi | None,
    ratios: dict[str, Value],
    visits: TaggedVisits | None,
    posts: tuple[PostLine, ...],
) -> tuple[Why, ...]:
    """A why for every figure that a surface shows. `creators.*` and `posts.*` stand for the figures of each line."""
    return (
        *_cost(case, cost),
        *_observed(case, observed, visits),
        *_attributed(case),
        *_incremental(case, incremental),
        *_roi(cost, incremental, roi),
        *_ratios(case, cost, last_touch, incremental, ratios),
        *_creators(case),
        *_posts(case, posts),
        *_days(case),
    )


def _cost(case: Case, cost: Cost) -> Iterator[Why]:
    sums = {kind: case.costs.sum_of(kind) for kind in dict.fromkeys(line.kind for line in cost.lines)}
    inputs = [Input(name=kind, value=money(amount), source="cost.lines") for kind, amount in sums.items()]
    rows = _sources(case)
    summed = " + ".join(money(amount) for amount in sums.values()) or "0"
    yield why("cost.total", f"cost_total = {summed} = {money(cost.total)}", inputs, "cost_all_in", rows)
    yield why(
        "cost.lines.amount",
        "amount = billed × exchange_rate × vat_factor × share, rounded to the cent (half to even)",
        _rates(case),
        "cost_all_in",
        rows,
    )


def _sources(case: Case) -> tuple[str, ...]:
    """Where the lines come from, summed per sheet or table; every line of the ledger names its own cell or rows."""
    owned: defaultdict[str, list[str]] = defaultdict(list)
    for line in case.costs.lines:
        table, _, place = line.source.partition(": ")
        owned[table].append(place)
    return tuple(f"{table}: {_summary(places)}; each line with its own source" for table, places in owned.items())


def _summary(places: list[str]) -> str:
    """`417 rows, 2025-11-16…2026-09-26, 25 lines` for reports; a sheet's row makes a line per filled cell."""
    reports = [found for place in places if (found := _REPORT_ROWS.search(place))]
    if reports:
        n_rows = sum(int(found["n"]) for found in reports)
        first, last = min(found["first"] for found in reports), max(found["last"] for found in reports)
        return f"{n_rows} rows, {first}…{last}, {len(places)} lines"
    n_rows = len({place.rpartition(", ")[0] or place for place in places})
    return f"{n_rows} row{'s' * (n_rows > 1)}, {len(places)} line{'s' * (len(places) > 1)}"


def _rates(case: Case) -> list[Input]:
    pairs = {line.billed_currency: line.exchange_rate for line in case.costs.lines}
    names = [Input(name=f"fx_{name.lower()}", value=plain(rate), source="settings") for name, rate in pairs.items()]
    terms = case.terms
    names.append(Input(name="vat_rate", value=plain(terms.vat_rate), source="settings"))
    names.append(Input(name="vat_recoverable", value=str(terms.vat_recoverable).lower(), source="settings"))
    names.append(Input(name="costs_include_vat", value=str(terms.costs_include_vat).lower(), source="settings"))
    return names


def _observed(case: Case, observed: Observed, visits: TaggedVisits | None) -> Iterator[Why]:
    rows = (order_rows(case, f"{observed.orders} rows with a code, a tagged link or a survey answer"),)
    seen = [
        Input(name=name, value="not available" if found is None else str(found.orders), source=f"observed.{name}")
        for name, found in observed.by_evidence.items()
    ]
    yield why(
        "observed.orders",
        f"observed_orders = distinct orders with a trace, fully refunded ones left out = {observed.orders}",
        seen,
        "orders",
        rows,
    )
    yield why(
        "observed.net_revenue",
        f"net_revenue = Σ (total - tax - shipping - refunds) over these orders = {money(observed.net_revenue)}",
        [],
        "net_revenue",
        rows,
    )
    for name, found in observed.by_evidence.items():
        if found is None:
            continue
        by = (
            (f"visit_day: {visits.rows} rows, breakdown {visits.breakdown}, {_period(case)}",)
            if visits and name == "analytics"
            else (order_rows(case, f"{found.orders} rows by {name}"),)
        )
        yield why(
            f"observed.by_evidence.{name}",
            f"{name}: {found.orders} orders, {money(found.net_revenue)}",
            [],
            "orders",
            by,
        )


def _attributed(case: Case) -> Iterator[Why]:
    reading = case.attribution.reading
    yield why(
        "attributed",
        "credit of an order is split by the rule and sums to exactly 1 order and to its net revenue in cents;"
        " credits of other campaigns and creators are left with them",
        [
            Input(name="attribution_window_days", value=str(case.terms.attribution_window_days), source="settings"),
            Input(
                name="time_decay_half_life_days", value=plain(case.terms.time_decay_half_life_days), source="settings"
            ),
        ],
        "orders_attributed",
        (
            f"order: {len(reading.orders)} rows with a trace in the workspace, all days, status {_statuses(case)}",
            f"touches: {len(case.attribution.touches)} in this scope and period",
            (
                f"survey_answer: {sum(n for _, n in reading.survey_matches)} answers matched to creators, "
                f"{reading.survey_unmatched} not matched"
            ),
        ),
    )
    found = case.attribution.triangulation()
    if found is None:
        return
    n1, n2, m = found.seen_by_code, found.seen_by_survey, found.seen_by_both
    yield why(
        "triangulation",
        f"N = (by_code + 1)(by_survey + 1) ÷ (by_both + 1) - 1 = {n1 + 1} × {n2 + 1} ÷ {m + 1} - 1 = "
        f"{found.orders_estimate:.2f}; SE = √[(by_code + 1)(by_survey + 1)(by_code - by_both)(by_survey - by_both) ÷ "
        f"((by_both + 1)²(by_both + 2))] = {found.standard_error:.2f}",
        [
            Input(name="by_code", value=str(n1), source="orders with a code"),
            Input(name="by_survey", value=str(n2), source="orders whose buyer named a creator"),
            Input(name="by_both", value=str(m), source="orders with both"),
        ],
        "chapman",
        (order_rows(case, "orders with a code, with a survey answer, with both"),),
    )


def _incremental(case: Case, incremental: Incremental | None) -> Iterator[Why]:
    estimate, unit = case.estimate, case.unit
    if incremental is None or unit is None or isinstance(estimate, InsufficientEvidence):
        return
    n_draws, n_posts = len(estimate.orders_draws), len(case.post_rows())
    days = estimate.history.days
    rows = (
        f"order: {estimate.history.orders.sum():.0f} rows, {days[0]}…{days[-1]}, status {_statuses(case)}",
        f"post_reading, ad_day: daily views of {n_posts} posts of the scope",
    )
    model = [
        Input(name="method", value=estimate.method, source="incremental.method"),
        Input(name="draws", value=str(n_draws), source="incremental"),
        Input(name="seed", value=str(case.seed), source="seed"),
        Input(name="level", value=plain(case.terms.level), source="settings: interval_level"),
    ]
    yield why(
        "incremental.orders",
        f"{EFFECT_OF_A_POST}; Σ over {n_posts} posts, draw by draw over {n_draws} draws; "
        f"median and equal-tailed bounds: {spread(incremental.orders)}",
        model,
        "incremental_orders",
        rows,
    )
    value = interval_text(unit.draws, case.terms.level)
    yield why(
        "incremental.net_revenue",
        f"incremental orders × net revenue per order, draw by draw; net revenue per order = {value}",
        _unit_inputs(case),
        "net_revenue",
        (order_rows(case, f"{unit.n_orders} rows, {unit.n_tracked} of them with a trace"),),
    )
    yield why(
        "aov",
        _unit_formula(case),
        _unit_inputs(case),
        "aov",
        (order_rows(case, f"{unit.n_orders} rows, fully refunded ones included at 0"),),
    )
    if incremental.gross_margin is not None and case.terms.gross_margin_rate is not None:
        rate = plain(case.terms.gross_margin_rate)
        yield why(
            "incremental.gross_margin",
            f"incremental net revenue × gross_margin_rate: "
            f"{incremental.net_revenue.median:.2f} × {rate} = {incremental.gross_margin.median:.2f} "
            f"({incremental.net_revenue.low:.2f} × {rate} = {incremental.gross_margin.low:.2f} … "
            f"{incremental.net_revenue.high:.2f} × {rate} = {incremental.gross_margin.high:.2f})",
            [Input(name="gross_margin_rate", value=rate, source="settings"), *model],
            "roi",
            rows,
        )


def _unit_formula(case: Case) -> str:
    unit = case.unit
    assert unit is not None
    if unit.per_tracked_order is None:
        return f"net revenue ÷ orders = {unit.per_other_order:.2f}, all orders of the period"
    share = unit.tracked_share
    mean = share * unit.per_tracked_order + (1 - share) * unit.per_other_order
    return (
        f"tracked_share × revenue per tracked order + (1 - tracked_share) × revenue per other order = "
        f"{share:.4f} × {unit.per_tracked_order:.2f} + {1 - share:.4f} × {unit.per_other_order:.2f} = {mean:.2f}"
    )


def _unit_inputs(case: Case) -> list[Input]:
    unit = case.unit
    assert unit is not None
    inputs = [Input(name="revenue_per_other_order", value=f"{unit.per_other_order:.2f}", source="order")]
    if unit.per_tracked_order is not None:
        tracked = f"{unit.per_tracked_order:.2f}"
        inputs.append(Input(name="revenue_per_tracked_order", value=tracked, source="order, with a trace"))
        share = f"{unit.tracked_share:.4f}"
        inputs.append(Input(name="tracked_share", value=share, source="tracked orders ÷ incremental orders, at most 1"))
    return inputs


def _roi(cost: Cost, incremental: Incremental | None, roi: Roi | None) -> Iterator[Why]:
    if roi is None or incremental is None or incremental.gross_margin is None:
        return
    total = money(cost.total)
    for bound in ("median", "low", "high"):
        margin, found = getattr(incremental.gross_margin, bound), getattr(roi, bound)
        yield why(
            f"roi.{bound}",
            f"roi = (gross_margin - cost_total) ÷ cost_total = ({margin:.2f} - {total}) ÷ {total} = {found:.4f}",
            [
                Input(name="gross_margin", value=f"{margin:.2f}", source=f"incremental.gross_margin.{bound}"),
                Input(name="cost_total", value=total, source="cost.total"),
            ],
            "roi",
            (f"cost.lines: {len(cost.lines)} lines", "incremental: draws of the estimate"),
        )
    yield why(
        "roi.p_above_hurdle",
        f"share of draws with roi > {roi.hurdle_rate:g} = {roi.p_above_hurdle:.4f}",
        [Input(name="hurdle_rate", value=f"{roi.hurdle_rate:g}", source="campaigns: hurdle_rate, else settings")],
        "roi",
        ("incremental: draws of the estimate",),
    )


def _ratios(
    case: Case,
    cost: Cost,
    last_touch: RuleCredit | None,
    incremental: Incremental | None,
    ratios: dict[str, Value],
) -> Iterator[Why]:
    revenue = money(last_touch.net_revenue) if last_touch else "none"
    rate = case.terms.gross_margin_rate
    margin = money(last_touch.net_revenue * rate) if last_touch and rate is not None else "none"
    caused = f"{incremental.net_revenue.median:.2f}" if incremental else "none"
    unit = unit_margin(case)
    per_order = "none" if unit is None else f"{unit:.4f}"
    parts = {
        "roas_ads": ("last_touch_revenue", revenue, "ad_cost", money(case.costs.sum_of("ads"))),
        "roas_all_in": ("last_touch_revenue", revenue, "cost_total", money(cost.total)),
        "margin_roas": ("last_touch_margin", margin, "cost_total", money(cost.total)),
        "iroas": ("incremental_net_revenue", caused, "cost_total", money(cost.total)),
        "break_even_orders": ("cost_total", money(cost.total), "margin_per_order", per_order),
    }  # fmt: skip
    for name, (top, top_value, bottom, bottom_value) in parts.items():
        found = ratios[name].value
        result = "null" if found is None else f"{found:.4f}"
        yield why(
            name,
            f"{name} = {top} ÷ {bottom} = {top_value} ÷ {bottom_value} = {result}",
            [Input(name=top, value=top_value, source=top), Input(name=bottom, value=bottom_value, source=bottom)],
            name,
            (order_rows(case, "credited orders") if top.startswith("last") else "incremental: median of the draws",),
        )


def _creators(case: Case) -> Iterator[Why]:
    handles = len({post.creator for post in case.posts})
    yield why(
        "creators.cost",
        "cost = the creator's own lines + cost_shared; cost_shared = lines of the creator's campaigns "
        "that name nobody, in proportion to own lines",
        [],
        "cost_all_in",
        _sources(case),
    )
    yield why(
        "creators.observed",
        "distinct orders with a trace of the creator; an order with traces of two creators counts for both",
        [],
        "orders",
        (order_rows(case, "orders with a code, a tagged link or a survey answer of the creator"),),
    )
    yield why(
        "creators.incremental",
        "Σ of the incremental orders of the creator's posts in the scope, draw by draw; the creators' draws sum to the "
        "total",
        [],
        "incremental_orders",
        (f"post_reading, ad_day: posts of {handles} creators",),
    )
    yield why(
        "creators.roi",
        "roi = (incremental gross margin of the creator's posts - cost) ÷ cost, cost with its share",
        [],
        "roi",
        ("creators.cost, creators.incremental",),
    )


def _posts(case: Case, posts: tuple[PostLine, ...]) -> Iterator[Why]:
    read = sum(post.views_now is not None for post in posts)
    rows = (f"post_reading: {read} of {len(posts)} posts have a reading up to {case.now:%Y-%m-%d %H:%M} UTC",)
    yield why("posts.views_now", "highest lifetime views read so far", [], "views", rows)
    yield why(
        "posts.views_final",
        "paid views so far + organic views at 90 days, forecast from the post's own readings, its creator, its type "
        "and the brand's growth (docs/view-maturity.md); past 90 days the views that were read",
        [],
        "views",
        rows,
    )
    yield why(
        "posts.maturity", "F = 1 ÷ (1 + organic views still to come ÷ organic views today), at the post's own pace", [],
        "views", rows,
    )  # fmt: skip
    yield why(
        "posts.incremental_orders", EFFECT_OF_A_POST, [], "incremental_orders",
        ("order, post_reading, ad_day: the whole history",),
    )  # fmt: skip
    yield why(
        "posts.roi",
        "(incremental orders × net revenue per order × gross margin rate - cost) ÷ cost; cost = own ads + share of the "
        "creator's other costs, by what was agreed for the type of collaboration, equally among its posts",
        [], "roi", ("order, post_reading, ad_day: the whole history", "collaboration, ad_day"),
    )  # fmt: skip
    yield why(
        "posts.spark.spend", "Σ spend of the ads that run the post, converted", [], "spend_ads", ("ad_day, ad_total",)
    )


def _days(case: Case) -> Iterator[Why]:
    yield why(
        "timeline.orders", "orders of a counted status per day, the whole shop", [], "orders",
        (f"order: {int(case.shop.orders.sum())} rows, all days, status {_statuses(case)}",),
    )  # fmt: skip
    yield why(
        "timeline.baseline",
        "orders per day expected without the whole programme = exp(level + trend + season + weekday + events + other "
        "media): draws of the estimate",
        [],
        "incremental_orders", ("order, post_reading, ad_day, marketing_day, calendar: the whole history",),
    )  # fmt: skip
    yield why(
        "funnel", "each step is counted on its own source; steps are not shares of one another", [], "funnel",
        ("post_reading, ad_day, visit_day, order",),
    )  # fmt: skip
    yield why(
        "leaks", "orders with an oddity that the brand's other codes do not show (docs/attribution.md)", [], "leaks",
        (order_rows(case, "orders with the code"),),
    )  # fmt: skip


def why(figure: str, formula: str, inputs: Iterable[Input], definition: str, rows: tuple[str, ...]) -> Why:
    """One explanation, with the version of the KPI's definition."""
    kpi = KPIS.get(definition)
    version = kpi.version if kpi else OWN_VERSION
    return Why(figure=figure, formula=formula, inputs=tuple(inputs), definition=definition, version=version, rows=rows)


def order_rows(case: Case, what: str) -> str:
    """Rows of the order table: how many, when, which filter."""
    return f"order: {what}, {_period(case)}, status {_statuses(case)}"


def _period(case: Case) -> str:
    return f"{case.period.starts_on}…{case.period.ends_on}"


def _statuses(case: Case) -> str:
    return "/".join(case.terms.counted_statuses)


def money(amount: Decimal) -> str:
    """An amount with its cents."""
    return f"{amount:.2f}"


def plain(value: Decimal | float) -> str:
    """A number without needless zeros."""
    return f"{value:f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) else f"{value:g}"


def spread(found: object) -> str:
    """`median (low … high)` of an interval."""
    return f"{found.median:.2f} ({found.low:.2f} … {found.high:.2f})"  # type: ignore[attr-defined]


def interval_text(draws: np.ndarray, level: float) -> str:
    """`median (low … high)` of draws."""
    low, median, high = np.quantile(draws, [(1 - level) / 2, 0.5, (1 + level) / 2])
    return f"{median:.2f} ({low:.2f} … {high:.2f})"
