"""Orders as rates per day: what comes without the programme, and what each post adds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from scipy import stats

from upshot.worlds.attention import Attention, Sparks, viral_post
from upshot.worlds.cases import Parameters
from upshot.worlds.cast import COLLABORATION_TYPES, TIERS, Cast
from upshot.worlds.streams import Floats, Ints, stream

VIEWS_UNIT = 50_000.0
WEEKDAY = (1.05, 0.98, 0.96, 0.99, 0.94, 0.97, 1.11)  # Monday first
CHANNELS = ("google_ads", "meta_ads")
CHANNEL_SHARE = (2.1, 2.6)  # usual daily spend per expected daily order, EUR


@dataclass(frozen=True)
class Event:
    """Something in the calendar; `lift` is on the log scale, `depth` the price cut while it runs."""

    name: str
    kind: str
    starts: int  # day index, may lie outside the world
    ends: int
    lift: float
    depth: float = 0.0
    is_logged: bool = True


@dataclass(frozen=True)
class Demand:
    """Expected orders per day; `effect` is the programme's, in the shop, and `plain` what it would be in the base case.

    Shapes: `baseline` (n_days,), with its noise; `baseline_smooth` without; `effect`, `plain` (n_posts, n_days).
    """

    events: tuple[Event, ...]
    media_cents: Ints  # (n_channels, n_days)
    media_impressions: Ints
    baseline: Floats
    baseline_smooth: Floats
    effect: Floats
    plain: Floats
    incremental_share: float  # expected, as drawn
    creator_effect: Floats  # θ, up to a constant
    scale: float  # that constant: a post of θ = z = 0 with `VIEWS_UNIT` effective views brings so many orders
    price_cut: Floats  # (n_days,) share taken off every price


def imagine_demand(parameters: Parameters, seed: int, cast: Cast, attention: Attention, sparks: Sparks) -> Demand:
    """Put the expected orders of every day together; see docs/worlds.md §§3–5."""
    events = plan_events(parameters, seed, cast)
    media, impressions = _other_media(parameters, seed, cast)
    shape = _baseline_shape(parameters, seed, events, media)
    share = float(stream(seed, "share").uniform(*parameters.incremental_share))
    level = parameters.scale.orders_per_day * (1 - share) / float(np.mean(np.exp(shape)))
    usual = level * np.exp(shape)
    unplanned = sum((e.lift * _running(parameters, e) for e in events if not e.is_logged), np.zeros(len(shape)))
    smooth = usual * np.exp(unplanned + _peak(parameters, cast))
    noise = _noise(parameters, seed)
    theta, plain_pull, pull = _pull(parameters, seed, cast)
    effective = effective_increments(parameters, attention.organic_by_day, sparks.paid_by_day, unit=VIEWS_UNIT)
    calm = _calm_increments(parameters, cast, attention, sparks, effective)
    plain = plain_pull[:, None] * _spread(calm, _kernel(parameters, delayed=False))
    scale = share / (1 - share) * float(usual.sum()) / float(plain.sum())
    effect = (
        scale * parameters.effect_multiplier * pull[:, None] * _spread(effective, _kernel(parameters, delayed=True))
    )
    return Demand(
        events=events,
        media_cents=media,
        media_impressions=impressions,
        baseline=smooth * np.exp(noise),
        baseline_smooth=smooth,
        effect=effect,
        plain=scale * plain,
        incremental_share=share,
        creator_effect=theta,
        scale=scale,
        price_cut=np.max([e.depth * _running(parameters, e) for e in events] + [np.zeros(len(shape))], axis=0),
    )


def effective_increments(parameters: Parameters, organic: Ints | Floats, paid: Ints, *, unit: float) -> Floats:
    """Day-to-day increments of (cumulative organic + ρ·paid views)^γ: their sum over a life is (V_org + ρ·V_paid)^γ."""
    cumulative = np.cumsum(organic + parameters.paid_view_worth * paid, axis=1) / unit
    return np.asarray(np.diff(cumulative**parameters.concavity, axis=1, prepend=0.0), dtype=np.float64)


def _calm_increments(
    parameters: Parameters, cast: Cast, attention: Attention, sparks: Sparks, effective: Floats
) -> Floats:
    """The increments as they would be had nothing gone viral."""
    viral = viral_post(parameters, cast)
    if viral is None:
        return effective
    calm = effective.copy()
    organic = attention.organic_by_day[[viral]] / parameters.viral_factor
    calm[viral] = effective_increments(parameters, organic, sparks.paid_by_day[[viral]], unit=VIEWS_UNIT)[0]
    return calm


def _kernel(parameters: Parameters, *, delayed: bool) -> Floats:
    """Share of the effect that arrives 0, 1, 2 … days after the view; sums to 1."""
    lags = np.arange(parameters.kernel_days)
    kernel = np.zeros(parameters.kernel_days)
    for rate, weight in zip(parameters.kernel_rates, parameters.kernel_weights, strict=True):
        geometric = np.power(rate, lags) if rate else (lags == 0).astype(float)
        kernel += weight * geometric / geometric.sum()
    if not (delayed and parameters.delayed_share):
        return kernel
    shape = 9.0
    late = stats.gamma(shape, scale=parameters.delay_days / shape).pdf(np.arange(int(3 * parameters.delay_days)))
    padded = np.zeros(max(len(late), len(kernel)))
    padded[: len(kernel)] += (1 - parameters.delayed_share) * kernel
    padded[: len(late)] += parameters.delayed_share * late / late.sum()
    return padded


def _spread(increments: Floats, kernel: Floats) -> Floats:
    """Convolve each post's increments with the kernel; what falls after the last day is lost to this world."""
    spread = np.zeros_like(increments)
    n_days = increments.shape[1]
    for lag, weight in enumerate(kernel[:n_days]):
        spread[:, lag:] += weight * increments[:, : n_days - lag]
    return spread


def _pull(parameters: Parameters, seed: int, cast: Cast) -> tuple[Floats, Floats, Floats]:
    """θ of each creator, exp(θ + σ_post·z) of each post in the base case, and with the viral post's weakness."""
    creators = stream(seed, "creator effects")
    tier = parameters.sigma_tier * creators.standard_normal(len(TIERS))
    collaboration = parameters.sigma_collaboration * creators.standard_normal(len(COLLABORATION_TYPES))
    own = parameters.sigma_creator * creators.standard_normal(len(cast.creators))
    theta = tier[cast.creators.tier] + collaboration[cast.creators.collaboration] + own
    z = stream(seed, "post effects").standard_normal(len(cast.posts))
    plain = np.exp(theta[cast.posts.creator] + parameters.sigma_post * z)
    pull = plain.copy()
    viral = viral_post(parameters, cast)
    if viral is not None:
        pull[viral] *= parameters.viral_conversion
    return theta, plain, pull


def _baseline_shape(parameters: Parameters, seed: int, events: tuple[Event, ...], media: Ints) -> Floats:
    """Log of the baseline, up to its level: trend, weekday, two yearly harmonics, logged events, other media."""
    rng = stream(seed, "baseline")
    n_days = parameters.scale.n_days
    t = np.arange(n_days)
    weekday = (parameters.first_day.weekday() + t) % 7
    year = 2 * np.pi * (t + parameters.first_day.timetuple().tm_yday) / 365.25
    shape = rng.normal(0.08, 0.06) * t / 365 + np.log(WEEKDAY)[weekday]
    for harmonic, size in ((1, 0.07), (2, 0.03)):
        phase = rng.uniform(0, 2 * np.pi)
        shape = shape + size * np.cos(harmonic * year + phase)
    for event in events:
        if event.is_logged:
            shape = shape + event.lift * _running(parameters, event)
    usual = 100 * parameters.scale.orders_per_day * np.asarray(CHANNEL_SHARE)[:, None]
    return np.asarray(shape + parameters.media_effect * np.log1p(media / usual).sum(axis=0), dtype=np.float64)


def _noise(parameters: Parameters, seed: int) -> Floats:
    """First-order autoregression with standard deviation `noise_sd`: what a brand never explains."""
    rng = stream(seed, "noise")
    n_days, ar, sd = parameters.scale.n_days, parameters.noise_ar, parameters.noise_sd
    shocks = rng.standard_normal(n_days) * sd * np.sqrt(1 - ar**2)
    noise = np.empty(n_days)
    level = sd * rng.standard_normal()
    for day in range(n_days):
        level = noise[day] = ar * level + shocks[day]
    return noise


def _other_media(parameters: Parameters, seed: int, cast: Cast) -> tuple[Ints, Ints]:
    """Google and Meta spend: weekly rhythm, two-week flights, and some more of Meta while campaigns run."""
    rng = stream(seed, "other media")
    n_days = parameters.scale.n_days
    campaign_on = np.zeros(n_days)
    for start, end in zip(cast.campaigns.starts, cast.campaigns.ends, strict=True):
        campaign_on[start : end + 1] = 1.0
    spend, impressions = [], []
    for usual, sensitivity, cpm in zip(CHANNEL_SHARE, (0.05, 0.2), (9.0, 6.5), strict=True):
        flights = np.repeat(rng.normal(0, 0.3, n_days // 14 + 1), 14)[:n_days]
        daily = usual * parameters.scale.orders_per_day * np.exp(flights + rng.normal(0, 0.1, n_days))
        cents = np.round(100 * daily * (1 + sensitivity * campaign_on)).astype(np.int64)
        spend.append(cents)
        impressions.append(np.round(cents / 100 / (cpm * np.exp(rng.normal(0, 0.08, n_days))) * 1000).astype(np.int64))
    return np.stack(spend), np.stack(impressions)


def _running(parameters: Parameters, event: Event) -> Floats:
    days = np.arange(parameters.scale.n_days)
    return ((days >= event.starts) & (days <= event.ends)).astype(np.float64)


def _peak(parameters: Parameters, cast: Cast) -> Floats:
    """A bell of demand over the first campaign that nothing in the files explains."""
    days = np.arange(parameters.scale.n_days)
    centre = (cast.campaigns.starts[0] + cast.campaigns.ends[0]) / 2
    return np.asarray(parameters.peak_height * np.exp(-0.5 * ((days - centre) / parameters.peak_days) ** 2))


_YEARLY: tuple[tuple[str, str, tuple[int, int], int, float, float], ...] = (
    ("Black Friday", "promotion", (11, 24), 7, 0.42, 0.20),
    ("Noël", "holiday", (12, 24), 3, -0.35, 0.0),
    ("Soldes d'hiver", "promotion", (1, 7), 21, 0.14, 0.15),
    ("Vente privée de printemps", "promotion", (3, 27), 5, 0.30, 0.15),
    ("Pâques", "holiday", (4, 5), 2, -0.12, 0.0),
    ("Soldes d'été", "promotion", (6, 24), 21, 0.12, 0.15),
    ("14 juillet", "holiday", (7, 14), 1, -0.18, 0.0),
    ("Pont du 15 août", "holiday", (8, 14), 3, -0.15, 0.0),
)


def plan_events(parameters: Parameters, seed: int, cast: Cast) -> tuple[Event, ...]:
    """The year's promotions and holidays, one press mention, one stock-out, and the unlogged promotions of the case."""
    rng = stream(seed, "events")
    n_days, first = parameters.scale.n_days, parameters.first_day
    last = first + timedelta(days=n_days - 1)
    events = []
    for year in range(first.year - 1, last.year + 1):
        for name, kind, (month, day), length, lift, depth in _YEARLY:
            start = (date(year, month, day) - first).days
            if start < n_days and start + length > 0:
                label = f"{name} {year}"
                events.append(Event(label, kind, start, start + length - 1, lift, depth))
    press, stock_out = (int(x) for x in rng.integers(n_days // 8, n_days - n_days // 8, 2))
    events.append(Event("Article dans un magazine", "press", press, press + 3, 0.15))
    events.append(Event("Rupture du Sérum Nuit d'Avoine", "stock_out", stock_out, stock_out + 4, -0.12))
    if parameters.unlogged_promo:
        lift, depth = parameters.unlogged_promo, parameters.unlogged_depth
        for name, start in zip(cast.campaigns.names, cast.campaigns.starts, strict=True):
            events.append(Event(f"Unlogged {name}", "promotion", int(start), int(start) + 9, lift, depth, False))
    return tuple(events)
