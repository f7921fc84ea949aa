"""The heavy engine: the same posterior by NumPyro's NUTS, for whoever would rather trust a well-known sampler.

Chosen by `estimate_incremental(…, engine="numpyro")`; needs the extra `bayes` (half a gigabyte). Compiled code is kept
on disk, so that the same history is not compiled a second time.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jax
import numpy as np
import numpyro
from numpyro.infer import NUTS
from numpyro.infer.util import log_density

from upshot.decisions.incrementality.model import Array
from upshot.decisions.incrementality.response.convergence import judge_convergence
from upshot.decisions.incrementality.response.data import ResponseData
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.fit import Fit
from upshot.decisions.incrementality.response.fit import _shape as shape_of
from upshot.decisions.incrementality.response.layout import Layout
from upshot.decisions.incrementality.response.numpyro_model import creator_response, inputs_of
from upshot.decisions.incrementality.response.start import remember, resume
from upshot.decisions.incrementality.response.state import FitState
from upshot.decisions.incrementality.response.workers import Workers

N_WARM_UP = 150  # draws of every chain that learn the step
BLOCK = 125  # draws of a chain between two looks at convergence
MAX_DRAWS = 2_000  # of a chain


def fit_with_numpyro(
    data: ResponseData, *, seed: int, n_chains: int = 4, state: FitState | None = None, max_draws: int = MAX_DRAWS
) -> Fit:
    """Draw from the posterior by NUTS.

    Where the chains begin and the mass matrix come from the default engine's first look; they decide how fast the
    chains move, and not where they go: that is NumPyro's density alone.

    Parameters
    ----------
    data : fixed arrays of the history
    seed : same data, seed and state: same draws
    n_chains : run one after another
    state : of an earlier fit by either engine: where the chains start
    max_draws : of each chain; it stops before when every reported quantity is known well enough

    Returns
    -------
    Fit, its draws in the order of `layout.py`; whether it may be believed stands in its `convergence`
    """
    numpyro.enable_x64()
    keep_compiled(_cache())
    density = ResponseDensity(data)
    rng, workers = np.random.default_rng(seed), Workers(density)
    if state is None:
        whitening, starts, n_gradients = shape_of(workers, rng)
    else:
        whitening, known, n_gradients = resume(state, workers, rng)
        starts = known.reshape(-1, density.at.size).T
    slopes = whitening.slopes
    kernel = NUTS(
        potential_fn=potential(data, density.at),
        inverse_mass_matrix=jax.numpy.asarray(slopes @ slopes.T),
        dense_mass=True,
        adapt_mass_matrix=False,
        step_size=0.2,
    )
    apart = starts[:, np.linspace(0, starts.shape[1] - 1, n_chains).astype(int)].T
    keys = jax.random.split(jax.random.PRNGKey(seed), n_chains)
    step = jax.jit(lambda state: kernel.sample(state, (), {}))
    begin = [kernel.init(key, N_WARM_UP, jax.numpy.asarray(x), (), {}) for key, x in zip(keys, apart, strict=True)]
    chains = [_Chain(step, state) for state in begin]
    for chain in chains:
        chain.move(N_WARM_UP)
        chain.n_divergent = 0
    blocks: list[Array] = []
    while True:
        blocks.append(np.stack([chain.move(BLOCK) for chain in chains]))
        draws = np.concatenate(blocks, axis=1)
        convergence = judge_convergence(
            density,
            draws,
            n_chains,
            n_divergent=sum(chain.n_divergent for chain in chains),
            n_gradients=n_gradients + sum(chain.n_steps for chain in chains),
        )
        if convergence.is_good or draws.shape[1] >= max_draws:
            break
    return Fit(density, draws, convergence, remember(density, draws, whitening, chains[0].step_size))


def potential(data: ResponseData, at: Layout) -> Callable[[Any], Any]:
    """Minus the model's log density over one vector in the order of `at`; every site is unconstrained already."""
    form, inputs = inputs_of(data)
    places = {name: place for name, place in at.places.items() if place.stop > place.start}

    def minus_log_density(x: Any) -> Any:
        return -log_density(creator_response, (form, inputs), {}, {name: x[place] for name, place in places.items()})[0]

    compiled: Callable[[Any], Any] = jax.jit(minus_log_density)
    return compiled


class _Chain:
    """One chain, moved draw by draw, so that only a single draw is compiled."""

    def __init__(self, step: Callable[[Any], Any], state: Any) -> None:
        self._step, self._state = step, state
        self.n_steps = self.n_divergent = 0

    @property
    def step_size(self) -> float:
        """Of the next trajectory."""
        return float(self._state.adapt_state.step_size)

    def move(self, n_draws: int) -> Array:
        """(n_draws, n_parameters) the next draws; the first `N_WARM_UP` of all learn the step."""
        draws = np.empty((n_draws, len(self._state.z)))
        for i in range(n_draws):
            self._state = self._step(self._state)
            draws[i] = self._state.z
            self.n_steps += int(self._state.num_steps)
            self.n_divergent += int(self._state.diverging)
        return draws


def keep_compiled(folder: Path) -> None:
    """Let JAX keep compiled code in `folder`, unless the user has already said where."""
    if jax.config.jax_compilation_cache_dir is None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        jax.config.update("jax_compilation_cache_dir", str(folder))
        jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.5)


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "upshot" / "jax"
