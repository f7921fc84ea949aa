"""Fit the model of the next views: what creators have in common by its mode, each creator in closed form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from upshot.stats.next_views import Array, Codes, Dynamics, Filtered, Histories, run_filter

FIT_CREATORS = 300  # the common part is learned from so many creators; more would only cost time
FEWEST_PAIRS = 20  # posts that follow another one; with fewer the prior speaks alone
PIVOT_LOG_FOLLOWERS = np.log(100_000.0)
EVALUATIONS = 180
WINDOW_DAYS = 14.0  # over which creators may rise and fall together
FURTHEST_SURPRISE = 3.0
ENDING_POSTS = 12  # of each creator: the errors that tell what the next one will be like
PROBABILITIES = np.array(
    [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5,
     0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.975, 0.99, 0.995, 0.998]
)  # fmt: skip


@dataclass(frozen=True)
class ViewsPrior:
    """What is believed of a panel nobody has read yet.

    Attributes
    ----------
    dynamics, dynamics_sd : typical values, and (8,) how panels differ in their logarithms
    intercept, intercept_sd : log views of a typical creator with 100,000 followers
    slope, slope_sd : of log views on log followers
    sd_log_followers : between the creators of a panel
    sd_group : of a tier, category or country around the line
    sd_together : of what all creators of a panel share over two weeks (the season, the platform, the age correction)
    quantiles : (n_probabilities,) of errors ÷ scale, at `PROBABILITIES`
    widening : errors of posts to come ÷ errors of posts past, as back-tests found: tomorrow is not quite like yesterday
    """

    dynamics: Dynamics
    dynamics_sd: Array
    intercept: float
    intercept_sd: float
    slope: float
    slope_sd: float
    sd_log_followers: float
    sd_group: float
    sd_together: float
    quantiles: Array
    widening: float = 1.0


UNKNOWN_SD = 2.0  # of the mean log views of creators whose followers nobody knows, around the line
FEWEST_KNOWN = 5  # counts of followers, to say how they differ
PRIOR_WINDOWS = 6.0  # the prior's sd_together counts as much as so many fortnights
PRIOR_ERRORS = 150.0  # the prior's quantiles count as much as so many errors


@dataclass(frozen=True)
class Background:
    """What is known of creators without a post of theirs: followers and groups; (n_creators,) unless said otherwise.

    `log_followers` NaN = unknown. `groups` (n_kinds, n_creators) codes of tier, category, country …, −1 = unknown.
    """

    log_followers: Array
    groups: Codes

    def of(self, chosen: Codes) -> Background:
        """Only some creators."""
        return Background(self.log_followers[chosen], self.groups[:, chosen])


@dataclass(frozen=True)
class Line:
    """Log views of a creator's typical post by followers and groups: coefficients and their covariance.

    `start` + λ · `per_growth` are the coefficients; `sd_unknown` is what not knowing the followers adds.
    """

    start: Array
    per_growth: Array
    covariance: Array
    n_codes: tuple[int, ...]  # of each kind of group
    sd_unknown: float

    def mean(self, background: Background, growth: float) -> Array:
        """(n_creators,) expected level."""
        found: Array = design_of(background, self.n_codes) @ (self.start + growth * self.per_growth)
        return found

    def variance(self, background: Background) -> Array:
        """(n_creators,) of the expected level, τ² apart."""
        design = design_of(background, self.n_codes)
        of_line = np.einsum("ij,jk,ik->i", design, self.covariance, design)
        is_known = np.isfinite(background.log_followers)
        found: Array = of_line + np.where(is_known, 0.0, self.sd_unknown**2)
        return found


@dataclass(frozen=True)
class CommonPart:
    """What a panel says of all its creators together.

    Attributes
    ----------
    dynamics, line : as learned
    sd_together : of what all share over two weeks
    quantiles : (n_probabilities,) of errors of posts to come ÷ scale
    sd_newcomer : of a creator's present level around the line
    n_pairs : posts that followed another one, which all this rests on; with fewer than 20 it is the prior
    """

    dynamics: Dynamics
    line: Line
    sd_together: float
    quantiles: Array
    sd_newcomer: float
    n_pairs: int


@dataclass(frozen=True)
class NextViewsFit:
    """The common part, and where each creator stands; `level_variance` of those without posts holds τ² too."""

    common: CommonPart
    state: Filtered
    n_posts: Codes


def learn_common(
    posts: Histories, background: Background, prior: ViewsPrior, *, growth_sd: float | None = None
) -> CommonPart:
    """Learn what the creators have in common.

    Parameters
    ----------
    posts, background : of the same creators; those without a post count for nothing
    growth_sd : of log λ, where repeated readings have told how posts grow (near 0); None = as the prior has it
    """
    n_pairs = int(np.maximum(posts.n_posts - 1, 0).sum())
    line = fit_line(posts, background, prior)
    dynamics = prior.dynamics
    if n_pairs >= FEWEST_PAIRS:
        dynamics = _fit_dynamics(posts, background, line, prior, growth_sd)
    mean, variance = line.mean(background, dynamics.growth), line.variance(background)
    state = run_filter(posts, dynamics, mean, variance + dynamics.sd_between**2)
    together = _together(posts, state, prior)
    has_posts = posts.n_posts > 0
    far = np.maximum((state.level - mean)[has_posts] ** 2 - variance[has_posts], 0.0)
    newcomer = float(np.sqrt((far.sum() + 10 * dynamics.sd_between**2) / (has_posts.sum() + 10)))
    quantiles = _quantiles(state, together, prior) * prior.widening
    return CommonPart(dynamics, line, together, quantiles, max(newcomer, dynamics.sd_between), n_pairs)


def place_creators(common: CommonPart, posts: Histories, background: Background) -> NextViewsFit:
    """Where each creator stands after his or her last post; without posts, where followers and groups put them."""
    dynamics = common.dynamics
    variance = common.line.variance(background)
    of_level = np.where(posts.n_posts > 0, dynamics.sd_between, common.sd_newcomer) ** 2
    state = run_filter(posts, dynamics, common.line.mean(background, dynamics.growth), variance + of_level)
    return NextViewsFit(common, state, posts.n_posts)


def design_of(background: Background, n_codes: tuple[int, ...]) -> Array:
    """(n_creators, n_columns) one, log followers, whether they are unknown, and a column for each group."""
    followers = background.log_followers
    is_known = np.isfinite(followers)
    columns = [
        np.ones(len(followers)),
        np.where(is_known, followers - PIVOT_LOG_FOLLOWERS, 0.0),
        (~is_known).astype(np.float64),
    ]
    for codes, n in zip(background.groups, n_codes, strict=True):
        columns += [(codes == code).astype(np.float64) for code in range(n)]
    return np.column_stack(columns)


def fit_line(posts: Histories, background: Background, prior: ViewsPrior) -> Line:
    """Regress creators' mean log views on followers and groups, all drawn towards the prior."""
    n_codes = tuple(int(codes.max(initial=-1)) + 1 for codes in background.groups)
    design = design_of(background, n_codes)
    trust = np.r_[
        1 / prior.intercept_sd**2, 1 / prior.slope_sd**2, 1 / UNKNOWN_SD**2,
        np.full(sum(n_codes), 1 / prior.sd_group**2),
    ]  # fmt: skip
    aim = np.r_[prior.intercept, prior.slope, np.zeros(design.shape[1] - 2)]
    seen, count = posts.n_posts > 0, np.maximum(posts.n_posts, 1)
    weight = seen / (prior.dynamics.sd_between**2 + prior.dynamics.sd_post**2 / count)
    inside = np.isfinite(posts.log_views)
    mean, growth = (np.where(inside, values, 0.0).sum(axis=0) / count for values in (posts.log_views, posts.to_come))
    covariance = np.linalg.inv(design.T @ (design * weight[:, None]) + np.diag(trust))
    start = covariance @ (design.T @ (weight * mean) + trust * aim)
    per_growth = covariance @ (design.T @ (weight * growth))
    known = background.log_followers[np.isfinite(background.log_followers)]
    spread = float(np.std(known)) if len(known) >= FEWEST_KNOWN else prior.sd_log_followers
    return Line(start, per_growth, covariance, n_codes, abs(float(start[1])) * spread)


def _fit_dynamics(
    posts: Histories, background: Background, line: Line, prior: ViewsPrior, growth_sd: float | None
) -> Dynamics:
    """The mode of the dynamics, from an even choice of creators with two posts or more."""
    several = np.flatnonzero(posts.n_posts > 1)
    chosen = several[np.unique(np.linspace(0, len(several) - 1, FIT_CREATORS).astype(np.int64))]
    own = posts.of(chosen)
    theirs = background.of(chosen)
    start, variance = line.mean(theirs, 0.0), line.variance(theirs)
    per_growth = line.mean(theirs, 1.0) - start
    middle, sd = prior.dynamics.logs(), prior.dynamics_sd.copy()
    if growth_sd is not None:
        sd[-1] = growth_sd

    def cost(logs: Array) -> float:
        dynamics = Dynamics.of_logs(np.clip(logs, middle - 5 * sd, middle + 5 * sd))
        found = run_filter(own, dynamics, start + dynamics.growth * per_growth, variance + dynamics.sd_between**2)
        return float(0.5 * (((logs - middle) / sd) ** 2).sum() - found.log_density)

    simplex = np.vstack([middle, middle + 0.7 * np.diag(sd)])
    found = minimize(
        cost, middle, method="Nelder-Mead",
        options={"maxfev": EVALUATIONS, "xatol": 0.02, "fatol": 0.05, "initial_simplex": simplex},
    )  # fmt: skip
    return Dynamics.of_logs(np.clip(found.x, middle - 5 * sd, middle + 5 * sd))


def _later(state: Filtered) -> Array:
    """Surprises ÷ scale of posts that follow another one, NaN elsewhere."""
    found: Array = state.surprise[1:] / state.scale[1:]
    return found


def _together(posts: Histories, state: Filtered, prior: ViewsPrior) -> float:
    """How far all creators of a fortnight lie from their forecasts, beyond chance, in log views."""
    z = np.clip(_later(state), -FURTHEST_SURPRISE, FURTHEST_SURPRISE)
    is_used = np.isfinite(z) & np.isfinite(posts.day[1:])
    excess, n_windows = 0.0, 0.0
    if is_used.any():
        z, scale, day = z[is_used], state.scale[1:][is_used], posts.day[1:][is_used]
        z = z - np.median(z)
        _, window = np.unique(np.floor(day / WINDOW_DAYS), return_inverse=True)
        weight = 1 / scale**2
        total, count = np.bincount(window, weight), np.bincount(window)
        mean = np.bincount(window, weight * z * scale) / total
        enough = count >= 10
        excess = float((mean[enough] ** 2 - np.mean(z**2) / total[enough]).sum())
        n_windows = float(enough.sum())
    pooled = (max(excess, 0.0) + PRIOR_WINDOWS * prior.sd_together**2) / (n_windows + PRIOR_WINDOWS)
    return float(np.sqrt(pooled))


def _quantiles(state: Filtered, together: float, prior: ViewsPrior) -> Array:
    """Quantiles of the errors of each creator's last posts, drawn towards the prior's; each creator counts the same."""
    z = state.surprise[1:] / np.hypot(state.scale[1:], together)
    left = np.isfinite(z)[::-1].cumsum(axis=0)[::-1]
    wanted = np.isfinite(z) & (left <= ENDING_POSTS)
    if not wanted.any():
        return prior.quantiles
    weight = np.where(wanted, 1 / np.sqrt(np.maximum(wanted.sum(axis=0), 1)), 0.0)
    values, weights = z[wanted], weight[wanted]
    order = np.argsort(values)
    values, weights = values[order], weights[order]
    reached = (np.cumsum(weights) - weights / 2) / weights.sum()
    own = np.interp(PROBABILITIES, reached, values)
    # Far out fewer errors speak: the tails are the prior's for longer.
    n = float(weights.sum() ** 2 / (weights**2).sum())
    told = n * np.minimum(1.0, 10 * np.minimum(PROBABILITIES, 1 - PROBABILITIES))
    blended: Array = (told * own + PRIOR_ERRORS * prior.quantiles) / (told + PRIOR_ERRORS)
    return np.maximum.accumulate(blended)
