"""How good the forecasts are: each creator's last posts hidden, forecast from what came before, and compared.

Nothing that came later is used. The common part is learned from posts published before any post that it forecasts (in
waves of creators whose hidden posts begin about the same time), and followers only where they were counted by then. One
thing cannot be undone: a panel that was read once shows past posts with the views they have now.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from upshot.decisions.creators.forecast.prior import shipped_prior
from upshot.decisions.creators.forecast.views import (
    Growth,
    Sponsorship,
    arrange,
    background_of,
    countable,
    growth_of,
    learn_sponsorship,
)
from upshot.decisions.creators.panel import Array, Codes, CreatorPanel, Flags
from upshot.registries.tiers import tier_of, tiers
from upshot.stats.next_views import SECONDS_A_DAY
from upshot.stats.next_views_fit import CommonPart, ViewsPrior, learn_common, place_creators
from upshot.stats.next_views_forecast import ahead

HIDDEN = (1, 3, 5)
OLD_ENOUGH_DAYS = 7.0  # at the reading, for a hidden post to be scored
LEVELS = (0.5, 0.8, 0.9)
TARGET = (0.75, 0.85)  # of the 80 % interval
PINBALL_AT = np.array([0.1, 0.25, 0.5, 0.75, 0.9])
N_WAVES = 8
FEWEST_IN_WAVE = 40
N_RESAMPLES = 200
LEAST_LINE = 10  # forecasts, to print a line
LEAST_JUDGED = 100  # forecasts, to say whether a target is met
PAST_POSTS = {"0": (0, 0), "1": (1, 1), "2": (2, 2), "3–5": (3, 5), "6–12": (6, 12), "13+": (13, 10**9)}
FOLLOWERS_DAYS = 90.0  # a count in the panel was read at most so long after the post it stands beside


@dataclass(frozen=True)
class Scored:
    """One row per hidden post; (n_scored,).

    Attributes
    ----------
    creator : place in the panel
    past : posts of the creator that were known
    followers : as last told, for the tables alone; the forecast did not see later ones
    seen : log(1 + views) at the reading
    bounds : (n_scored, 2·n_levels + 1) forecast quantiles: lower and upper of each level, then the median
    loss, own_loss, median_loss : (n_scored, n_probabilities) pinball loss of the forecast, of the creator's own running
        quantiles, and of the running median set for every quantile; NaN without a past post
    """

    creator: Codes
    past: Codes
    followers: Array
    seen: Array
    bounds: Array
    loss: Array
    own_loss: Array
    median_loss: Array

    @classmethod
    def joined(cls, parts: list[Scored]) -> Scored:
        """All rows under one another."""
        return cls(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(cls)))

    @property
    def stretch(self) -> float:
        """By how much the 80 % intervals would have to be wider, on both sides of the median, to hold 80 %."""
        low, high, middle = self.bounds[:, 2], self.bounds[:, 3], self.bounds[:, -1]
        reach = np.maximum(np.where(self.seen >= middle, high - middle, middle - low), 1e-9)
        return float(np.quantile(np.abs(self.seen - middle) / reach, 0.8))

    def inside(self, place: int) -> Flags:
        """Which lie within the interval of a level."""
        found: Flags = (self.seen >= self.bounds[:, 2 * place]) & (self.seen <= self.bounds[:, 2 * place + 1])
        return found


@dataclass(frozen=True)
class BacktestLine:
    """One group of hidden posts; `_se` are Monte-Carlo errors over resampled creators.

    `median_ratio` is the loss at 50 % over that of the creator's own running median, `quantile_ratio` the mean loss at
    five probabilities over that of the own running quantiles; None where nobody has a past.
    """

    hidden: int
    kind: str  # all, past, tier
    group: str
    n_posts: int
    n_creators: int
    coverage_50: float
    coverage_80: float
    coverage_80_se: float
    coverage_90: float
    below_80: float
    above_80: float
    median_ratio: float | None
    median_ratio_se: float | None
    quantile_ratio: float | None
    quantile_ratio_se: float | None

    @property
    def is_on_target(self) -> bool | None:
        """Whether 75–85 % are within and both losses are below; None for groups, and on fewer than 100 forecasts."""
        if self.kind != "all" or self.n_posts < LEAST_JUDGED or self.median_ratio is None:
            return None
        return TARGET[0] <= self.coverage_80 <= TARGET[1] and self.median_ratio < 1 and (self.quantile_ratio or 1) < 1


@dataclass(frozen=True)
class Backtest:
    """All lines of one panel, and the common part as learned from everything."""

    lines: tuple[BacktestLine, ...]
    n_creators: int
    n_posts: int
    common: CommonPart


def run_backtest(
    panel: CreatorPanel, *, prior: ViewsPrior | None = None, hidden: tuple[int, ...] = HIDDEN, is_fixed: bool = False
) -> Backtest:
    """Hide, forecast, compare.

    Parameters
    ----------
    prior : None = the shipped one
    hidden : how many posts of each creator are hidden at once
    is_fixed : take the prior for the common part and learn nothing from this panel (a test across panels)
    """
    prior = prior or shipped_prior()
    growth, counted = growth_of(panel), countable(panel)
    lines: list[BacktestLine] = []
    for m, scored in score_hidden(panel, prior, hidden, is_fixed=is_fixed).items():
        lines += _lines(scored, m)
    common, _ = _learn(panel, counted, growth, prior, None)
    return Backtest(tuple(lines), len(panel.creators), int(counted.sum()), common)


def score_hidden(
    panel: CreatorPanel, prior: ViewsPrior, hidden: tuple[int, ...] = HIDDEN, *, is_fixed: bool = False
) -> dict[int, Scored]:
    """By number of hidden posts, each forecast beside what was seen; see `run_backtest`."""
    growth, counted = growth_of(panel), countable(panel)
    tests = {m: np.flatnonzero(hidden_posts(panel, counted, m)) for m in hidden}
    tests = {m: rows for m, rows in tests.items() if len(rows)}
    begins = {m: _begins(panel, rows) for m, rows in tests.items()}
    if not tests:
        return {}
    every = np.sort(np.concatenate([each[np.isfinite(each)] for each in begins.values()]))
    n_waves = int(np.clip(len(every) // FEWEST_IN_WAVE, 1, N_WAVES))
    moments = np.array([part[0] for part in np.array_split(every, n_waves)])
    parts: dict[int, list[Scored]] = {m: [] for m in tests}
    for moment, later in zip(moments, np.r_[moments[1:], np.inf], strict=True):
        common, kinds = _learn(panel, counted, growth, prior, float(moment), is_fixed=is_fixed)
        for m, rows in tests.items():
            starts = begins[m][panel.creator[rows]]
            in_wave = rows[(starts >= moment) & (starts < later)]
            if len(in_wave):
                parts[m].append(_forecast(panel, counted, growth, common, kinds, in_wave, begins[m]))
    return {m: Scored.joined(found) for m, found in parts.items()}


def _begins(panel: CreatorPanel, rows: Codes) -> Array:
    """(n_creators,) when the first hidden post was published; infinite without one."""
    found = np.full(len(panel.creators), np.inf)
    np.minimum.at(found, panel.creator[rows], panel.published[rows])
    return found


def learn_prior(panels: list[CreatorPanel], base: ViewsPrior) -> tuple[ViewsPrior, int, int]:
    """A prior out of panels: means and spreads between them, drawn a little towards `base`; creators and posts read."""
    from dataclasses import replace  # noqa: PLC0415

    from upshot.stats.next_views import Dynamics  # noqa: PLC0415

    found = [_learn(each, countable(each), growth_of(each), base, None)[0] for each in panels]
    logs = np.array([each.dynamics.logs() for each in found])
    mean = (logs.sum(axis=0) + base.dynamics.logs()) / (len(logs) + 1)
    spread = ((logs - mean) ** 2).sum(axis=0) + base.dynamics_sd**2
    lines = np.array([each.line.start[:2] for each in found])
    quantiles = np.array([each.quantiles for each in found]).mean(axis=0) / base.widening
    stretches = [
        scored.stretch for each in panels for scored in score_hidden(each, replace(base, widening=1.0)).values()
    ]
    prior = replace(
        base,
        dynamics=Dynamics.of_logs(mean),
        dynamics_sd=np.sqrt(spread / (len(logs) + 1)),
        intercept=float(lines[:, 0].mean()),
        slope=float(lines[:, 1].mean()),
        sd_together=float(np.sqrt(np.mean([each.sd_together**2 for each in found]))),
        quantiles=quantiles,
        widening=max(float(np.mean(stretches)), 1.0),
    )
    n_posts = sum(int(countable(each).sum()) for each in panels)
    return prior, sum(len(each.creators) for each in panels), n_posts


def hidden_posts(panel: CreatorPanel, counted: Flags, m: int) -> Flags:
    """(n_posts,) the last m counted posts of each creator that were old enough when read."""
    old = counted & (panel.age_days >= OLD_ENOUGH_DAYS)
    rows = np.flatnonzero(old)
    owner = panel.creator[rows]
    count = np.bincount(owner, minlength=len(panel.creators))
    rank = np.cumsum(count)[owner] - 1 - np.arange(len(rows))  # 0 = the last one
    chosen = np.zeros(len(old), dtype=bool)
    chosen[rows[(rank < m) & (count[owner] >= m)]] = True
    return chosen


def _learn(
    panel: CreatorPanel, counted: Flags, growth: Growth, prior: ViewsPrior, moment: float | None,
    *, is_fixed: bool = False,
) -> tuple[CommonPart, Sponsorship]:  # fmt: skip
    """The common part from what was published before `moment`; None = everything."""
    known = counted if moment is None else counted & (panel.published < moment)
    if is_fixed:
        known = np.zeros_like(known)
    kinds = learn_sponsorship(panel, known, growth)
    followers = followers_by(panel, np.full(len(panel.creators), np.inf if moment is None else moment))
    common = learn_common(arrange(panel, known, growth, kinds), background_of(panel, followers), prior)
    return common, kinds


def followers_by(panel: CreatorPanel, moment: Array) -> Array:
    """(n_creators,) followers that had been counted by a moment (n_creators,) for sure; NaN elsewhere."""
    found = np.full(len(panel.creators), np.nan)
    sure = np.isfinite(panel.followers) & (panel.published + FOLLOWERS_DAYS * SECONDS_A_DAY <= moment[panel.creator])
    rows = np.flatnonzero(sure)
    found[panel.creator[rows]] = panel.followers[rows]  # in order of publication: the last one stays
    for place, row in enumerate(panel.creators):
        read_at = row.followers_read_at
        if row.followers is not None and read_at is not None and read_at.timestamp() <= moment[place]:
            found[place] = float(row.followers)
    return found


def _forecast(
    panel: CreatorPanel, counted: Flags, growth: Growth, common: CommonPart, kinds: Sponsorship, rows: Codes,
    begins: Array,
) -> Scored:  # fmt: skip
    """Forecast hidden posts `rows` from each creator's posts before the first of them."""
    past = counted & (panel.published < begins[panel.creator])
    posts = arrange(panel, past, growth, kinds)
    fit = place_creators(common, posts, background_of(panel, followers_by(panel, begins)))
    owner = panel.creator[rows]
    is_first = np.r_[True, owner[1:] != owner[:-1]]
    place = np.arange(len(rows))
    step = (place - np.maximum.accumulate(np.where(is_first, place, 0)) + 1).astype(np.float64)
    shift, variance = kinds.effect(owner, panel.is_sponsored[rows])
    expected = ahead(
        fit, owner, step, panel.published[rows] / SECONDS_A_DAY, to_come=growth.to_come[rows],
        shift=shift, shift_variance=variance,
    )  # fmt: skip
    edges = [p for level in LEVELS for p in ((1 - level) / 2, (1 + level) / 2)]
    bounds = np.column_stack([expected.quantile(p) for p in (*edges, 0.5)])
    seen = np.log1p(panel.counters["views"][rows])
    own = _running(panel, past, owner)
    forecast = np.column_stack([expected.quantile(float(p)) for p in PINBALL_AT])
    return Scored(
        creator=owner,
        past=np.bincount(panel.creator[past], minlength=len(panel.creators))[owner],
        followers=np.array([np.nan if row.followers is None else row.followers for row in panel.creators])[owner],
        seen=seen,
        bounds=bounds,
        loss=pinball(seen, forecast),
        own_loss=pinball(seen, own),
        median_loss=pinball(seen, np.repeat(own[:, [len(PINBALL_AT) // 2]], len(PINBALL_AT), axis=1)),
    )


def _running(panel: CreatorPanel, past: Flags, owner: Codes) -> Array:
    """(n_rows, n_probabilities) quantiles of the log views of the creator's own past posts, NaN without any."""
    rows = np.flatnonzero(past)
    creators, log_views = panel.creator[rows], np.log1p(panel.counters["views"][rows])
    found = np.full((len(panel.creators), len(PINBALL_AT)), np.nan)
    for creator in np.unique(owner):
        own = log_views[slice(*np.searchsorted(creators, (creator, creator + 1)))]
        if len(own):
            found[creator] = np.quantile(own, PINBALL_AT)
    return found[owner]


def pinball(seen: Array, forecast: Array) -> Array:
    """(n, n_probabilities) pinball loss of quantile forecasts at `PINBALL_AT`."""
    error = seen[:, None] - forecast
    loss: Array = np.maximum(PINBALL_AT * error, (PINBALL_AT - 1) * error)
    return loss


def _lines(scored: Scored, m: int) -> list[BacktestLine]:
    names = [tier.tier for tier in tiers()]
    of_tier = np.array([tier_of(int(count)) if np.isfinite(count) else "" for count in scored.followers])
    groups: list[tuple[str, str, Flags]] = [("all", "all", np.ones(len(scored.seen), dtype=bool))]
    groups += [("past", name, (scored.past >= low) & (scored.past <= high)) for name, (low, high) in PAST_POSTS.items()]
    groups += [("tier", name, of_tier == name) for name in names]
    return [_line(scored, wanted, m, kind, name) for kind, name, wanted in groups if wanted.sum() >= LEAST_LINE]


def _line(scored: Scored, wanted: Flags, m: int, kind: str, group: str) -> BacktestLine:
    creator = scored.creator[wanted]
    inside = [scored.inside(place)[wanted] for place in range(len(LEVELS))]
    low, high = scored.bounds[wanted, 2], scored.bounds[wanted, 3]
    seen = scored.seen[wanted]
    has_past = np.isfinite(scored.own_loss[wanted, 0])
    middle = len(PINBALL_AT) // 2
    sums = np.column_stack([
        inside[1], np.ones(len(seen)),
        *(np.where(has_past, np.nan_to_num(loss), 0.0) for loss in (
            scored.loss[wanted, middle], scored.own_loss[wanted, middle],
            scored.loss[wanted].mean(axis=1), scored.own_loss[wanted].mean(axis=1),
        )),
    ])  # fmt: skip
    _, code = np.unique(creator, return_inverse=True)
    totals = np.column_stack([np.bincount(code, column) for column in sums.T])
    rng = np.random.default_rng(len(seen))
    drawn = rng.multinomial(len(totals), np.full(len(totals), 1 / len(totals)), size=N_RESAMPLES) @ totals
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.column_stack([drawn[:, 0] / drawn[:, 1], drawn[:, 2] / drawn[:, 3], drawn[:, 4] / drawn[:, 5]])
    errors = [float(np.std(column[np.isfinite(column)])) if np.isfinite(column).any() else 0.0 for column in spread.T]
    whole, is_compared = totals.sum(axis=0), bool(has_past.any())
    return BacktestLine(
        m, kind, group, len(seen), len(totals),
        float(inside[0].mean()), float(inside[1].mean()), errors[0], float(inside[2].mean()),
        float((seen < low).mean()), float((seen > high).mean()),
        float(whole[2] / whole[3]) if is_compared else None, errors[1] if is_compared else None,
        float(whole[4] / whole[5]) if is_compared else None, errors[2] if is_compared else None,
    )  # fmt: skip
