"""The forecast of a planned collaboration: views first, then what follows from them, draw by draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property

import numpy as np

from upshot.decisions.creators.forecast.asking import ForecastTerms
from upshot.decisions.creators.forecast.effects import Worth, read_worth
from upshot.decisions.creators.forecast.model import (
    CreatorForecast,
    Draws,
    ForecastReport,
    Quantity,
    Source,
    quantity,
)
from upshot.decisions.creators.forecast.rates import (
    ENGAGEMENTS,
    Rate,
    engagement_rates,
    reach_rate,
    visit_rate,
)
from upshot.decisions.creators.forecast.reading import growth_from, read_reach, read_visits
from upshot.decisions.creators.forecast.views import Growth, ViewsModel, fit_views
from upshot.decisions.creators.panel import Array, CreatorPanel
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.case import Material
from upshot.decisions.verdict.formulas import fee_ceiling
from upshot.decisions.verdict.model import Phrase
from upshot.errors import InvalidInput
from upshot.measures.programme import known
from upshot.registries.tiers import tier_of
from upshot.stats.next_views import SECONDS_A_DAY

N_DRAWS = 4_000
FEW_POSTS = 5  # with fewer, the note says how much leans on others
LONG_SILENCE_DAYS = 180


@dataclass(frozen=True)
class _Bench:
    """Everything fitted, before anybody in particular is asked about."""

    panel: CreatorPanel
    terms: ForecastTerms
    growth: Growth
    views: ViewsModel
    rates: dict[str, Rate]
    reach: Rate
    visits: Rate | None
    worth: Worth | InsufficientEvidence
    hurdle_rate: float
    now: datetime
    rng: np.random.Generator

    @cached_property
    def most_views(self) -> float:
        """The most views any post of the panel will have had: money is not counted on more, as in the budget."""
        rows = np.flatnonzero(self.views.counted)
        settled = np.log1p(self.panel.counters["views"][rows]) + self.growth.to_come[rows]
        return float(np.expm1(settled.max())) if len(rows) else float("inf")


def make_forecast(
    material: Material, panel: CreatorPanel, terms: ForecastTerms
) -> ForecastReport | InsufficientEvidence:
    """What a planned collaboration would bring, creator by creator and together.

    Parameters
    ----------
    material : of the workspace; without orders the forecast ends at visits
    panel : the workspace's creators and posts (`read_panel`)
    terms : what is planned

    Returns
    -------
    ForecastReport; InsufficientEvidence where nothing is known of a creator: no post with views and no followers

    Raises
    ------
    InvalidInput : see `ForecastTerms.checked`; forecast_starts_in_the_past
    UnknownName : unknown_creator, with the nearest handles
    """
    terms = terms.checked()
    data, now = material.data, material.now
    today = now.astimezone(material.terms.zone).date()
    starts_on = terms.starts_on or today + timedelta(days=1)
    if starts_on < today:
        raise InvalidInput("forecast_starts_in_the_past", seen=starts_on.isoformat(), today=today.isoformat())
    handles = tuple(
        dict.fromkeys(known(name.strip().removeprefix("@"), panel.place, "unknown_creator") for name in terms.creators)
    )
    growth = growth_from(material.growth.maturity.as_of(now), panel)
    views = fit_views(panel, growth=growth)
    for handle in handles:
        place = panel.place[handle]
        if not views.fit.n_posts[place] and panel.creators[place].followers is None:
            return InsufficientEvidence(
                "forecast_nothing_known", ("import_post_readings", "forecast_help_followers"), (("creator", handle),)
            )
    bench = _Bench(
        panel, terms, growth, views, engagement_rates(panel, views.counted),
        reach_rate(panel, *read_reach(data, panel)),
        visit_rate(*read_visits(data, material.programme, panel)), read_worth(material),
        material.terms.hurdle_rate if terms.hurdle_rate is None else terms.hurdle_rate,
        now, np.random.default_rng([material.seed, 0xF0]),
    )  # fmt: skip
    places = np.array([panel.place[handle] for handle in handles], dtype=np.int64)
    ahead = views.ahead(
        places, terms.n_posts, starts=datetime.combine(starts_on, time(12), material.terms.zone),
        days_apart=terms.days_apart, is_sponsored=terms.is_sponsored,
    )  # fmt: skip
    log_views = ahead.draws(N_DRAWS, bench.rng).reshape(N_DRAWS, len(places), terms.n_posts)
    found = tuple(_of_creator(bench, int(place), log_views[:, i]) for i, place in enumerate(places))
    together, chance = _together(found, bench)
    return ForecastReport(
        data.name, data.is_demo, now, data.data_version(), material.seed, material.terms.currency, terms.n_posts,
        terms.collaboration_type, starts_on, terms.days_apart, bench.hurdle_rate, material.terms.level, found, together,
        chance, _notes(bench, found),
    )  # fmt: skip


def _of_creator(bench: _Bench, place: int, log_views: Array) -> CreatorForecast:
    """One creator; `log_views` (n_draws, n_posts) of log(1 + views)."""
    row, model = bench.panel.creators[place], bench.views
    views, n_known = np.expm1(log_views), int(model.fit.n_posts[place])
    source = Source.OWN if n_known else Source.POOLED if model.fit.common.n_pairs else Source.PRIOR
    quantities = _sums("views", source, n_known or int((model.fit.n_posts > 0).sum()), views)
    missing: dict[str, InsufficientEvidence] = {}
    _follow(bench, place, log_views, quantities, missing)
    tier = tier_of(row.followers)
    draws = _earned(bench, row.creator, tier, views, quantities, missing)
    cost, chance = _paid(bench, draws, quantities)
    last = float(model.fit.state.last_day[place])
    last_on = datetime.fromtimestamp(last * SECONDS_A_DAY, UTC).date() if np.isfinite(last) else None
    return CreatorForecast(
        row.creator, tier, row.followers, n_known, last_on, tuple(quantities), missing, _ratio(bench, place), cost,
        chance, *_ceilings(bench, draws), _notes_of(bench, place, n_known, last), draws,
    )  # fmt: skip


def _sums(name: str, source: Source, n: int, values: Array) -> list[Quantity]:
    """Of the next post, and of all posts together."""
    found = [quantity(name, "post", source, n, values[:, 0])]
    return [*found, quantity(name, "all", source, n, values.sum(axis=1))]


def _follow(
    bench: _Bench, place: int, log_views: Array, quantities: list[Quantity], missing: dict[str, InsufficientEvidence]
) -> None:
    """What follows from views by a rate: engagements of each kind, reach, visits."""
    views = np.expm1(log_views)
    for name in ENGAGEMENTS:
        rate = bench.rates.get(name)
        if rate is None:
            missing[name] = InsufficientEvidence("forecast_no_counter", ("import_post_readings",), (("counter", name),))
            continue
        share = np.exp(np.minimum(rate.draws(place, log_views, bench.rng), 0.0))
        quantities += _sums(name, *rate.source(place), views * share)
    reached = 1 / (1 + np.exp(-bench.reach.draws(place, log_views, bench.rng)))
    quantities.append(quantity("reach", "post", *bench.reach.source(place), (views * reached)[:, 0]))
    visits = bench.visits
    if visits is None:
        missing["visits"] = InsufficientEvidence("forecast_no_links", ("forecast_help_links",))
        return
    source, n = visits.source(place)
    if visits.levels.n_values[place]:  # one value a creator: having it makes it the creator's own
        source, n = Source.OWN, 1
    came = views * np.exp(np.minimum(visits.draws(place, log_views, bench.rng), 0.0))
    quantities.append(quantity("visits", "all", source, n, came.sum(axis=1)))


def _paid(bench: _Bench, draws: Draws, quantities: list[Quantity]) -> tuple[float | None, float | None]:
    """Cost, and the chance to clear the hurdle; ROI goes to `quantities`."""
    cost = None if bench.terms.cost is None else float(bench.terms.cost)
    if draws.margin is None or not cost:
        return cost, None
    roi = (draws.margin - cost) / cost
    base = next(each for each in quantities if each.name == "margin")
    quantities.append(quantity("roi", "all", base.source, base.n, roi))
    return cost, float((roi > bench.hurdle_rate).mean())


def _ceilings(bench: _Bench, draws: Draws) -> tuple[float | None, float | None]:
    """The fee at which the expected margin meets the hurdle, and the one that does so in half of all cases."""
    if draws.margin is None:
        return None, None
    other = bench.terms.other_cost or Decimal(0)
    expected, middle = (
        fee_ceiling(float(margin), hurdle_rate=bench.hurdle_rate, other_cost=other)
        for margin in (draws.margin.mean(), np.median(draws.margin))
    )
    return expected, middle


def _earned(
    bench: _Bench, creator: str, tier: str | None, views: Array, quantities: list[Quantity],
    missing: dict[str, InsufficientEvidence],
) -> Draws:  # fmt: skip
    """Orders, revenue and margin, added to `quantities` or to what is `missing`."""
    worth = bench.worth
    if isinstance(worth, InsufficientEvidence):
        missing |= dict.fromkeys(("orders", "net_revenue", "margin"), worth)
        return Draws(views)
    believed = np.minimum(views, bench.most_views)
    orders, source, n = worth.orders(creator, tier, bench.terms.collaboration_type, believed, bench.rng)
    quantities.append(quantity("orders", "all", source, n, orders))
    revenue = margin = None
    rows = np.arange(len(orders))
    if worth.order_revenue is None:
        missing["net_revenue"] = worth.why_no_margin or InsufficientEvidence("forecast_no_order_value")
    else:
        revenue = orders * worth.order_revenue[rows % len(worth.order_revenue)]
        quantities.append(quantity("net_revenue", "all", source, n, revenue))
    if worth.order_margin is None:
        missing["margin"] = worth.why_no_margin or InsufficientEvidence("forecast_no_order_value")
    else:
        margin = orders * worth.order_margin[rows % len(worth.order_margin)]
        quantities.append(quantity("margin", "all", source, n, margin))
    return Draws(views, orders, revenue, margin)


def _ratio(bench: _Bench, place: int) -> Quantity | None:
    """Views of a sponsored post ÷ of an organic one, with what it rests on."""
    if not bench.terms.is_sponsored:
        return None
    kinds = bench.views.sponsorship
    source, n = kinds.source(place)
    z = bench.rng.standard_normal(N_DRAWS)
    ratio = np.exp(kinds.ratio.level[place] + np.sqrt(kinds.ratio.level_variance[place]) * z)
    return quantity("sponsored_ratio", "post", Source(source), n, ratio)


def _together(found: tuple[CreatorForecast, ...], bench: _Bench) -> tuple[tuple[Quantity, ...], float | None]:
    """Sums over creators draw by draw, and the chance that all of it clears the hurdle."""
    if len(found) < 2:
        return (), found[0].p_above_hurdle
    views = np.sum([each.draws.views.sum(axis=1) for each in found], axis=0)
    summed = [quantity("views", "all", *_weakest(found, "views"), views)]
    chance = None
    for name in ("orders", "net_revenue", "margin"):
        parts = [getattr(each.draws, "revenue" if name == "net_revenue" else name) for each in found]
        if any(part is None for part in parts):
            continue
        draws = np.sum(parts, axis=0)
        summed.append(quantity(name, "all", *_weakest(found, name), draws))
        cost = sum(each.cost or 0.0 for each in found)
        if name == "margin" and cost > 0:
            roi = (draws - cost) / cost
            summed.append(quantity("roi", "all", *_weakest(found, name), roi))
            chance = float((roi > bench.hurdle_rate).mean())
    return tuple(summed), chance


def _weakest(found: tuple[CreatorForecast, ...], name: str) -> tuple[Source, int]:
    """The source furthest from the creators themselves, and what it counts over all of them."""
    parts = [each for one in found if (each := one.of(name)) is not None]
    source = max((each.source for each in parts), key=list(Source).index)
    counts = [each.n for each in parts if each.source == source]
    is_own = source in {Source.OWN, Source.OWN_EFFECT}
    return source, sum(counts) if is_own else max(counts)


def _notes_of(bench: _Bench, place: int, n_known: int, last: float) -> tuple[Phrase, ...]:
    notes = []
    creator = bench.panel.creators[place].creator
    if n_known < FEW_POSTS:
        notes.append(Phrase(code="forecast_note_few_posts", facts={"creator": creator, "n": str(n_known)}))
    silent = (bench.now.timestamp() / SECONDS_A_DAY - last) if np.isfinite(last) else 0.0
    if silent > LONG_SILENCE_DAYS:
        notes.append(Phrase(code="forecast_note_silence", facts={"creator": creator, "days": str(round(silent))}))
    if bench.panel.creators[place].followers is None:
        notes.append(Phrase(code="forecast_note_no_followers", facts={"creator": creator}))
    return tuple(notes)


def _notes(bench: _Bench, found: tuple[CreatorForecast, ...]) -> tuple[Phrase, ...]:
    """What every reader should know."""
    notes = [Phrase(code="forecast_note_final", facts={"days": "90"})]
    if bench.terms.is_sponsored:
        notes.append(Phrase(code="forecast_note_sponsored"))
    if bench.terms.n_posts > 1:
        notes.append(Phrase(code="forecast_note_reach"))
    orders = [each.of("orders") for each in found]
    if any(each is not None and each.source == Source.POOLED_EFFECT for each in orders):
        notes.append(Phrase(code="forecast_note_pooled_effect"))
    if any(each is not None for each in orders):
        notes.append(Phrase(code="forecast_note_most_views", facts={"views": str(round(bench.most_views))}))
    return tuple(notes)
