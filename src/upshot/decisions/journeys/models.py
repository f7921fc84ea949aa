"""Attribution models over a journey store: count once, share credit by each model, say how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.journeys import models_resampling as resampling
from upshot.decisions.journeys.comparison import compare, stability
from upshot.decisions.journeys.models_caveats import find_caveats
from upshot.decisions.journeys.models_counts import (
    DEFAULT_MODELS,
    N_BLOCKS,
    SET_MODELS,
    Counted,
    Model,
    block_credit,
    count_for,
)
from upshot.decisions.journeys.models_report import (
    AttributionReport,
    Credit,
    Range,
    Resampling,
    Solution,
    StateLine,
)
from upshot.decisions.journeys.store import JourneyStore
from upshot.stats.exact_split import split_total
from upshot.stats.markov_removal import RemovalEffects
from upshot.stats.shapley import ShapleyValues, coalition_game, set_rate_game
from upshot.warehouse.journey_files import JourneyFrames

Floats = NDArray[np.float64]
UNITS = 1_000_000  # parts of one conversion
LEVEL = 0.9


@dataclass(frozen=True)
class Terms:
    """What is asked. `n_draws` 0 leaves the intervals out, None takes the usual number; `seed` fixes every draw."""

    models: tuple[Model, ...] = DEFAULT_MODELS
    order: int = 1
    half_life_days: float = 7.0
    level: float = LEVEL
    n_draws: int | None = None
    seed: int = 1


@dataclass(frozen=True)
class Raw:
    """Unrounded credit (n_states, 2) of one model with all there is to say about it."""

    credit: Floats
    draws: Floats | None = None
    kind: str = "none"
    n_blocks: int | None = None
    effects: RemovalEffects | None = None
    errors: Floats | None = None


def attribute(
    store: JourneyStore, terms: Terms | None = None, *, currency: str | None = None
) -> AttributionReport | InsufficientEvidence:
    """Every asked model over the journeys of a store.

    Returns
    -------
    AttributionReport, its credits summing to the conversions and, in each model, to the revenue to the cent;
    InsufficientEvidence (no_journeys, no_conversions_in_journeys)

    Raises
    ------
    InvalidInput : markov_order_out_of_range, markov_too_large
    """
    terms = terms or Terms()
    with store.frames() as frames:
        return attribute_frames(frames, store, terms, currency=currency)


def attribute_frames(
    frames: JourneyFrames, store: JourneyStore, terms: Terms, *, currency: str | None = None
) -> AttributionReport | InsufficientEvidence:
    """The same over frames of any engine, with the names and the knowledge of `store`."""
    models = tuple(model for model in terms.models if store.has_times or model is not Model.TIME_DECAY)
    counted = count_for(
        frames, models, n_states=store.n_states, order=terms.order, half_life_days=terms.half_life_days,
        n_blocks=1 if terms.n_draws == 0 else N_BLOCKS,
        n_markov_blocks=N_BLOCKS if _has_blocks(store.n_states, terms) else 1,
    )  # fmt: skip
    totals = counted.totals
    if totals.n_journeys == 0:
        return InsufficientEvidence("no_journeys", ("import_touches",))
    if totals.n_converted == 0:
        facts = (("journeys", str(totals.n_journeys)),)
        return InsufficientEvidence("no_conversions_in_journeys", ("import_conversions",), facts)
    raw = {model: credit_of(model, counted, terms) for model in models}
    lines = _lines(store, counted, raw, terms)
    markov = raw[Model.MARKOV].effects if Model.MARKOV in raw else None
    return AttributionReport(
        by=store.dimension,
        currency=currency,
        level=terms.level,
        models=tuple(model.value for model in models),
        journeys=totals.n_journeys,
        touches=totals.n_steps,
        conversions=totals.n_converted,
        revenue=_euros(totals.value_cents),
        lines=lines,
        solution=None if markov is None else _solution(markov, terms.order),
        resampling=tuple(
            Resampling(model=model.value, draws=0 if found.draws is None else len(found.draws), kind=found.kind)
            for model, found in raw.items()
        ),
        agreement=compare({model.value: found.credit[:, 0] for model, found in raw.items()}),
        stability=tuple(
            found
            for model, each in raw.items()
            if each.draws is not None and (found := stability(model.value, each.credit[:, 0], each.draws[:, :, 0]))
        ),
        caveats=find_caveats(
            store, counted, {model.value: found.errors for model, found in raw.items()}, markov, terms
        ),
    )


def _has_blocks(n_states: int, terms: Terms) -> bool:
    """Whether transitions are counted by block of journeys, which takes 64 times their room."""
    return terms.n_draws != 0 and n_states ** (terms.order + 1) <= resampling.MOST_BLOCK_TRANSITIONS


def credit_of(model: Model, counted: Counted, terms: Terms) -> Raw:
    """Credit of one model, with draws where `terms` ask for them."""
    if model is Model.MARKOV:
        return _markov(counted, terms)
    if model in SET_MODELS:
        return _set_model(model, counted, terms)
    by_block = block_credit(model, counted)
    credit = by_block.sum(axis=0)
    if counted.n_blocks == 1:
        return Raw(credit)
    weights = resampling.draw_blocks(counted.n_blocks, terms.n_draws or resampling.N_DRAWS, seed=terms.seed)
    return Raw(credit, resampling.additive_draws(by_block, weights), "blocks", counted.n_blocks)


def _markov(counted: Counted, terms: Terms) -> Raw:
    transitions, exits = counted.transitions, counted.exits
    assert transitions is not None
    assert exits is not None
    credit, effects = resampling.markov_credit(transitions, exits, counted.n_states)
    is_asked = terms.n_draws is not None and terms.n_draws > 0
    if terms.n_draws == 0 or (effects.n_nodes > resampling.MOST_RESAMPLED_NODES and not is_asked):
        return Raw(credit, effects=effects)
    usual = resampling.N_DRAWS if effects.n_nodes <= 150 else resampling.N_DRAWS_LARGE
    n_draws = terms.n_draws or usual
    if transitions.block.any():
        weights = resampling.draw_blocks(N_BLOCKS, n_draws, seed=terms.seed)
        draws = resampling.markov_draws(transitions, exits, counted.n_states, weights)
        return Raw(credit, draws, "blocks", N_BLOCKS, effects)
    draws = resampling.markov_count_draws(transitions, exits, counted.n_states, n_draws=n_draws, seed=terms.seed)
    return Raw(credit, draws, "counts", None, effects)


def _set_model(model: Model, counted: Counted, terms: Terms) -> Raw:
    sets = counted.sets
    assert sets is not None
    rewards = np.column_stack([sets.n_converted, sets.value_cents]).astype(np.float64)
    game = set_rate_game if model is Model.SHAPLEY_SET_RATES else coalition_game
    found: ShapleyValues = game(sets.starts, sets.members, sets.n, rewards, counted.n_states, seed=terms.seed)
    credit, errors = found.values, found.errors
    if model is Model.SHAPLEY_COALITION:
        sums = credit.sum(axis=0)
        scale = np.divide(rewards.sum(axis=0), sums, out=np.zeros(2), where=sums > 0)
        credit, errors = credit * scale, errors * scale
    return Raw(credit, errors=None if found.is_exact else errors)


def split_credit(credit: Floats, totals: tuple[int, int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Credit (n_states, 2) as whole parts of conversions and whole cents that sum to `totals` exactly.

    Where no revenue is credited (conversions of no value) the cents are 0; where a model cannot tell channels apart by
    revenue but there is some, revenue follows the conversions.
    """
    units = split_total(totals[0] * UNITS, credit[:, 0])
    by_value = credit[:, 1] if credit[:, 1].sum() > 0 else credit[:, 0]
    return units, split_total(totals[1], by_value)


def _lines(
    store: JourneyStore, counted: Counted, raw: dict[Model, Raw], terms: Terms
) -> tuple[StateLine, ...]:  # fmt: skip
    totals = counted.totals
    columns: dict[str, list[Credit]] = {}
    for model, found in raw.items():
        units, cents = split_credit(found.credit, (totals.n_converted, totals.value_cents))
        ranges = None
        if found.draws is not None:
            ranges = resampling.interval(found.draws, found.credit, level=terms.level, n_blocks=found.n_blocks)
        columns[model.value] = [
            Credit(
                conversions=Decimal(int(units[place])).scaleb(-6),
                revenue=_euros(int(cents[place])),
                share=float(units[place]) / (totals.n_converted * UNITS),
                conversions_range=None if ranges is None else _range(ranges, place, 0, 1.0),
                revenue_range=None if ranges is None else _range(ranges, place, 1, 100.0),
                removal_effect=None if found.effects is None else _number(found.effects.effects[place, 0]),
                sampling_error=None if found.errors is None else float(found.errors[place, 0]),
            )
            for place in range(counted.n_states)
        ]
    leading = next((m for m in (Model.MARKOV, Model.SHAPLEY) if m in raw), next(iter(raw)))
    order = np.argsort(-raw[leading].credit[:, 0], kind="stable")
    return tuple(
        StateLine(
            name=store.names[place],
            touches=int(counted.seen[place]),
            credits={name: column[place] for name, column in columns.items()},
        )
        for place in order
    )


def _solution(effects: RemovalEffects, order: int) -> Solution:
    return Solution(
        order=order,
        method=effects.method,
        nodes=effects.n_nodes,
        transitions=effects.n_transitions,
        residual=effects.residual,
        condition=effects.condition,
        steps=effects.steps,
        is_converged=effects.is_converged,
        conversions_per_journey=float(effects.reward[0]),
    )


def _range(ranges: tuple[Floats, Floats], place: int, column: int, unit: float) -> Range:
    low, high = (float(bound[place, column]) / unit for bound in ranges)
    return Range(low=low, high=high)


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _euros(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)
