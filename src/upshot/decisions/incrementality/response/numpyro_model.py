"""The creator response model written a second time, in NumPyro, from the equations of `docs/method.md`.

Nothing of `density.py` is used: families, likelihoods and changes of variable are NumPyro's own, so that a mistake in
one of the two shows as a disagreement (`docs/engines.md`). Both read the same fixed arrays (`data.py`) and the same
table of parameters (`layout.py`). Needs the extra `bayes`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from scipy import sparse

from upshot.decisions.incrementality.response.data import ResponseData
from upshot.decisions.incrementality.response.layout import blocks
from upshot.decisions.incrementality.response.priors import BetaLogit, Normal, Prior, Student, TwoPiece
from upshot.decisions.incrementality.response.regions import Regions
from upshot.decisions.incrementality.response.shapes import KERNEL_PRIOR, KERNELS

STUDENT_FREEDOM = 4.0
LEAK_SD = 1.2
FAMILIES = {Normal: "normal", TwoPiece: "two_piece", Student: "student", BetaLogit: "beta_logit"}


class Spread(NamedTuple):
    """Where posts reach: `post`, `place` (n_pairs,), sorted by place, and `share` (n_pairs, n_kernels) of its size."""

    post: Any
    place: Any
    share: Any


class Inputs(NamedTuple):
    """What is known, as arrays.

    `bin_of_day`, `week_of_day` (n_days,); `week_of_part`, `cell_of_part` (n_parts,) which weeks make up a creator-week
    cell; `reach` (n_tests, n_kernels, n_posts); the rest as in `ResponseData` and `Signals`. `priors` name → arguments.
    """

    priors: dict[str, tuple[Any, ...]]
    orders: Any
    bin_of_day: Any
    fixed: Any
    trend: Any
    organic: Any
    paid: Any
    post_creator: Any
    tier: Any
    collaboration: Any
    daily: Spread
    by_cell: Spread
    week_of_day: Any
    week_of_part: Any
    cell_of_part: Any
    row_signal: Any
    cell_row: Any
    cell_signal: Any
    cell_grid: Any
    counts: Any
    reach: Any
    tests: Any
    regions: Any


class Split(NamedTuple):
    """As in `regions.Regions`; `week_of_cell`, `cell`, `part` (n_pairs,) which part of a cell falls on which week."""

    counts: Any
    usual: Any
    known: Any
    width: Any
    steps: Any
    contrasts: Any
    week_of_cell: Any
    cell: Any
    part: Any
    cell_creator: Any


class Form(NamedTuple):
    """The table of parameters, (name, length, family) of every block that has any, and sizes."""

    blocks: tuple[tuple[str, int, str | None], ...]
    n_weeks: int
    n_cells: int
    n_signals: int
    n_sudden_cells: int
    has_regions: bool


def inputs_of(data: ResponseData) -> tuple[Form, Inputs]:
    """The history's fixed arrays as the model takes them."""
    table = list(blocks(data))
    signals, grid, history = data.signals, data.grid, data.history
    form = Form(
        blocks=tuple((name, n, FAMILIES[type(prior)] if prior else None) for name, n, prior in table if n),
        n_weeks=len(grid.starts),
        n_cells=len(grid.creator),
        n_signals=len(signals.names),
        n_sudden_cells=signals.n_sudden_cells,
        has_regions=data.regions is not None,
    )
    days = np.arange(data.n_days)
    creator, week = np.nonzero(grid.number >= 0)
    inputs = Inputs(
        priors={name: _arguments(prior) for name, n, prior in table if n and prior},
        orders=data.orders,
        bin_of_day=np.searchsorted(data.bins, days, side="right") - 1,
        fixed=data.fixed,
        trend=data.trend,
        organic=data.organic,
        paid=data.paid,
        post_creator=data.post_creator,
        tier=data.tier,
        collaboration=data.collaboration,
        daily=_spread(data.daily, len(history.days)),
        by_cell=_spread(data.weekly, len(grid.creator)),
        week_of_day=np.searchsorted(grid.starts, days, side="right") - 1,
        week_of_part=week,
        cell_of_part=grid.number[creator, week],
        row_signal=signals.row_signal,
        cell_row=signals.cell_row,
        cell_signal=signals.cell_signal,
        cell_grid=signals.cell_grid,
        counts=signals.counts,
        reach=np.array([test.reach for test in data.tests]).reshape(len(data.tests), len(KERNELS), data.n_posts),
        tests=np.array([(test.orders, test.standard_error) for test in data.tests]).reshape(-1, 2),
        regions=_split(data.regions) if data.regions else (),
    )
    return form, inputs


def _split(regions: Regions) -> Split:
    pairs = regions.weeks_of_cell.tocoo()
    shared = {name: getattr(regions, name) for name in Split._fields if hasattr(regions, name)}
    return Split(week_of_cell=pairs.row, cell=pairs.col, part=pairs.data, **shared)


def creator_response(form: Form, given: Inputs) -> None:
    """The model: one site per block of `layout.py`, then daily orders, tracked orders and lift tests."""
    x = _parameters(form, given)
    base = _baseline(x, given)
    size, kernels = _sizes(x, given), jax.nn.softmax(jnp.log(KERNEL_PRIOR) + x["kernel"])
    _daily_orders(x, base + _reached(given.daily, size, kernels, len(base)), given)
    by_cell = _reached(given.by_cell, size, kernels, form.n_cells)
    if form.n_signals:
        _tracked_orders(x, base, by_cell, form, given)
    if form.has_regions:
        _split_over_regions(x, base, by_cell, form, given)
    if len(given.tests):
        measured = jnp.einsum("k,tkp,p->t", kernels, given.reach, size)
        numpyro.sample("lift_tests", dist.Normal(measured, given.tests[:, 1]).to_event(1), obs=given.tests[:, 0])


def _parameters(form: Form, given: Inputs) -> dict[str, Any]:
    """Every block by name; creators and their capture rates lean on others and come last."""
    x = {name: _alone(name, n, family, given.priors[name]) for name, n, family in form.blocks if family is not None}
    tier = jnp.exp(x["log_tier_sd"]) * x["tier"]
    kind = jnp.exp(x["log_collaboration_sd"]) * x["collaboration"]
    typical = x["effect_mean"] + tier[given.tier] + kind[given.collaboration]
    x["creator"] = numpyro.sample("creator", dist.Normal(typical, jnp.exp(x["log_creator_sd"])).to_event(1))
    if form.n_signals:
        of_caused = jnp.concatenate([x[f"capture_{k}"] for k in range(form.n_signals)])
        usual = of_caused - jax.nn.log_sigmoid(
            x["logit_incremental"]
        )  # κ is tracked orders, π of them caused, per order caused
        spread = jnp.exp(x["log_capture_sd"])
        own = dist.Normal(usual[given.row_signal], spread[given.row_signal])
        x["creator_capture"] = numpyro.sample("creator_capture", own.to_event(1))
    return x


def _baseline(x: dict[str, Any], given: Inputs) -> Any:
    """(n_days,) orders without the programme."""
    trend = jnp.exp(x["log_trend_sd"]) * (given.trend @ x["trend_steps"])
    log_base = x["level"] + trend
    if "weights" in x:
        log_base = log_base + given.fixed @ x["weights"]
    return jnp.exp(jnp.minimum(log_base, 20.0))


def _sizes(x: dict[str, Any], given: Inputs) -> Any:
    """(n_posts,) orders of each post over its whole life: exp(θ + σz) · (organic + ρ·paid)^γ."""
    effective = given.organic + jnp.exp(x["log_paid_worth"]) * given.paid
    log_effect = x["creator"][given.post_creator] + jnp.exp(x["log_post_sd"]) * x["post"]
    return jnp.exp(jnp.minimum(log_effect + jax.nn.sigmoid(x["logit_concavity"]) * jnp.log(effective), 25.0))


def _reached(spread: Spread, size: Any, kernels: Any, n_places: int) -> Any:
    """(n_places,) expected orders on each day, or in each creator-week."""
    orders = size[spread.post] * (spread.share @ kernels)
    return jax.ops.segment_sum(orders, spread.place, n_places, indices_are_sorted=True)


def _daily_orders(x: dict[str, Any], daily: Any, given: Inputs) -> None:
    """Given yesterday, today is Student-t around its mean plus what yesterday's surprise leaves; variance m + (φm)²."""
    summed = jax.ops.segment_sum(daily, given.bin_of_day, len(given.orders), indices_are_sorted=True)
    mean = jnp.maximum(summed, 1e-6)
    sd = jnp.sqrt(mean + (jnp.exp(x["log_noise"]) * mean) ** 2)
    memory, freedom = jax.nn.sigmoid(x["logit_memory"]), 2.0 + jnp.exp(x["log_tail"])
    before = jnp.concatenate([jnp.zeros(1), ((given.orders - mean) / sd)[:-1]])
    own = jnp.where(jnp.arange(len(mean)) == 0, 1.0, 1.0 - memory**2)
    scale = sd * jnp.sqrt(own * (freedom - 2.0) / freedom)  # a Student-t's variance is scale² · ν ÷ (ν − 2)
    seen = dist.StudentT(freedom, mean + sd * memory * before, scale)
    numpyro.sample("orders", seen.to_event(1), obs=given.orders)


def _tracked_orders(x: dict[str, Any], base: Any, caused: Any, form: Form, given: Inputs) -> None:
    """κ·caused + ℓ·baseline in each creator-week, negative binomial; a code's week may be contaminated."""
    weekly = jax.ops.segment_sum(base, given.week_of_day, form.n_weeks, indices_are_sorted=True)
    beside = jax.ops.segment_sum(weekly[given.week_of_part], given.cell_of_part, form.n_cells)
    leak = jnp.exp(jnp.minimum(x["leak"][given.row_signal] + LEAK_SD * x["creator_leak"], 0.0))
    capture = jnp.exp(jnp.minimum(x["creator_capture"], 10.0))
    mean = capture[given.cell_row] * caused[given.cell_grid] + leak[given.cell_row] * beside[given.cell_grid]
    mean, size = jnp.maximum(mean, 1e-12), jnp.exp(x["log_size"])[given.cell_signal]
    n = form.n_sudden_cells
    if n < len(given.counts):
        steady = dist.NegativeBinomial2(mean[n:], size[n:])
        numpyro.sample("tracked", steady.to_event(1), obs=given.counts[n:])
    if n:
        which = given.cell_signal[:n]
        dirty = mean[:n] + jnp.exp(x["log_extra"])[which]
        logit = x["logit_contaminated"][which]
        chance = dist.Categorical(logits=jnp.stack([jnp.zeros(n), logit], axis=-1))
        count = dist.NegativeBinomial2(jnp.stack([mean[:n], dirty], axis=-1), size[:n, None])
        mixed = dist.MixtureSameFamily(chance, count)
        numpyro.sample("tracked_or_leaked", mixed.to_event(1), obs=given.counts[:n])


def _split_over_regions(x: dict[str, Any], base: Any, by_cell: Any, form: Form, given: Inputs) -> None:
    """Each week's orders, given how many: the baseline's by its mix, a creator's by where buyers live."""
    split: Split = given.regions
    weekly = jax.ops.segment_sum(base, given.week_of_day, form.n_weeks, indices_are_sorted=True)
    n_free = split.contrasts.shape[1]
    drift = jnp.exp(x["log_region_trend_sd"]) * (split.steps @ x["region_steps"].reshape(-1, n_free))
    mix = jax.nn.softmax(jnp.log(split.usual) + (x["region_mix"] + drift) @ split.contrasts.T)
    home = jax.nn.sigmoid(x["logit_home"])
    own = jnp.exp(x["log_home_sd"]) * split.width[:, None] * x["home"].reshape(-1, n_free)
    buyers = jax.nn.softmax(jnp.log(home * split.known + (1 - home) * split.usual) + own @ split.contrasts.T)
    caused = by_cell[split.cell, None] * split.part[:, None] * buyers[split.cell_creator][split.cell]
    orders = weekly[:, None] * mix + jax.ops.segment_sum(caused, split.week_of_cell, form.n_weeks)
    share = orders / orders.sum(axis=1, keepdims=True)
    counted = dist.DirichletMultinomial(jnp.exp(x["log_region_size"]) * share, split.counts.sum(axis=1))
    numpyro.sample("regions", counted.to_event(1), obs=split.counts)


def _alone(name: str, n: int, family: str, arguments: tuple[Any, ...]) -> Any:
    """Draw a block that leans on no other."""
    match family:
        case "normal":
            found = dist.Normal(*arguments)
        case "student":
            found = dist.StudentT(STUDENT_FREEDOM, 0.0, *arguments)
        case "beta_logit":
            found = dist.TransformedDistribution(dist.Beta(*arguments), dist.transforms.SigmoidTransform().inv)
        case _:  # two half normals, for which NumPyro has no name
            mode, below, above = arguments
            x = numpyro.sample(name, dist.ImproperUniform(dist.constraints.real, (), (n,)))
            sd = jnp.where(x < mode, below, above)
            numpyro.factor(f"{name}_prior", -0.5 * jnp.sum(((x - mode) / sd) ** 2))
            return x
    return numpyro.sample(name, found.expand([n]).to_event(1))


def _arguments(prior: Prior) -> tuple[Any, ...]:
    match prior:
        case Normal(mean, sd):
            return (np.float64(mean), np.float64(sd))
        case TwoPiece(mode, below, above):
            return (np.float64(mode), np.float64(below), np.float64(above))
        case Student(scale):
            return (np.float64(scale),)
        case BetaLogit(a, b):
            return (np.float64(a), np.float64(b))


def _spread(matrix: sparse.csr_array, n_places: int) -> Spread:
    """`matrix` (n_kernels·n_places, n_posts) by pairs of place and post that any kernel joins."""
    entries = matrix.tocoo()
    kernel, place = np.divmod(entries.row, n_places)
    key, pair = np.unique(place.astype(np.int64) * matrix.shape[1] + entries.col, return_inverse=True)
    share = np.zeros((len(key), len(KERNELS)))
    share[pair, kernel] = entries.data
    return Spread(post=key % matrix.shape[1], place=key // matrix.shape[1], share=share)
