"""Which sampler draws from the posterior: Upshot's own, or NumPyro where the extra is installed (`docs/engines.md`)."""

from __future__ import annotations

from upshot.decisions.incrementality.response.data import ResponseData
from upshot.decisions.incrementality.response.fit import Fit, fit_response
from upshot.decisions.incrementality.response.state import FitState
from upshot.errors import MissingExtra, UnknownName

DEFAULT, HEAVY = "upshot", "numpyro"
ENGINES = (DEFAULT, HEAVY)


def fit_with(engine: str, data: ResponseData, *, seed: int, state: FitState | None = None, n_workers: int = 1) -> Fit:
    """Draw from the posterior of `data` by `engine`; `n_workers` is for the default one.

    Raises
    ------
    UnknownName : unknown_engine, when there is no such engine
    MissingExtra : engine_not_installed, when the engine needs the extra `bayes` and that is absent
    """
    if engine not in ENGINES:
        raise UnknownName("unknown_engine", seen=engine, nearest=list(ENGINES))
    if engine == DEFAULT:
        return fit_response(data, seed=seed, state=state, n_workers=n_workers)
    try:
        from upshot.decisions.incrementality.response.numpyro_engine import fit_with_numpyro  # noqa: PLC0415
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in {"jax", "jaxlib", "numpyro"}:
            raise
        raise MissingExtra("engine_not_installed", seen=engine, valid=DEFAULT, extra="bayes") from None
    return fit_with_numpyro(data, seed=seed, state=state)
