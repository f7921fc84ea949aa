"""From counts to raw credit: what each model gives each state, by block where the model is a sum over journeys."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.journeys.counting import (
    ChannelSets,
    Exits,
    PlaceCounts,
    SetShares,
    Totals,
    Transitions,
    count_exits,
    count_places,
    count_set_shares,
    count_sets,
    count_totals,
    count_touches,
    count_transitions,
    sum_time_decay,
)
from upshot.errors import UnknownName
from upshot.warehouse.journey_files import JourneyFrames

Floats = NDArray[np.float64]
N_BLOCKS = 64


class Model(StrEnum):
    """How credit is shared; the last three are the data-driven ones beside Markov's."""

    FIRST_TOUCH = "first_touch"
    LAST_TOUCH = "last_touch"
    LINEAR = "linear"
    TIME_DECAY = "time_decay"
    POSITION = "position"
    MARKOV = "markov"
    SHAPLEY = "shapley"
    SHAPLEY_SET_RATES = "shapley_set_rates"
    SHAPLEY_COALITION = "shapley_coalition"


RULES = (Model.FIRST_TOUCH, Model.LAST_TOUCH, Model.LINEAR, Model.TIME_DECAY, Model.POSITION)
PLACE_RULES = (Model.FIRST_TOUCH, Model.LAST_TOUCH, Model.LINEAR, Model.POSITION)
SET_MODELS = (Model.SHAPLEY_SET_RATES, Model.SHAPLEY_COALITION)
DEFAULT_MODELS = (*RULES, Model.MARKOV, Model.SHAPLEY)


@dataclass(frozen=True)
class Counted:
    """The counts that a choice of models needs; None what no model asked for.

    `seen` (n_states,) is how many touches each state has.
    """

    n_states: int
    n_blocks: int
    totals: Totals
    seen: NDArray[np.int64]
    places: PlaceCounts | None = None
    decay: dict[str, Floats] | None = None
    transitions: Transitions | None = None
    exits: Exits | None = None
    set_shares: SetShares | None = None
    sets: ChannelSets | None = None


def count_for(
    frames: JourneyFrames, models: tuple[Model, ...], *, n_states: int, order: int = 1, half_life_days: float = 7.0,
    n_blocks: int = 1, n_markov_blocks: int | None = None,
) -> Counted:  # fmt: skip
    """Count once what `models` need: one scan for the four place rules, one or two for Markov, one for Shapley.

    Parameters
    ----------
    n_blocks : blocks of journeys counted apart, for the bootstrap; 1: none
    n_markov_blocks : the same for transitions, which take n_blocks times the room; None: as `n_blocks`

    Raises
    ------
    InvalidInput : markov_order_out_of_range
    """
    asked = set(models)
    markov_blocks = n_blocks if n_markov_blocks is None else n_markov_blocks
    has_markov = Model.MARKOV in asked
    transitions = count_transitions(frames, order=order, n_blocks=markov_blocks) if has_markov else None
    states, touches = (transitions.state, transitions.n) if transitions else count_touches(frames)
    return Counted(
        n_states=n_states,
        n_blocks=n_blocks,
        totals=count_totals(frames),
        seen=np.bincount(states - 1, weights=touches, minlength=n_states).astype(np.int64),
        places=count_places(frames, n_blocks=n_blocks) if asked & set(PLACE_RULES) else None,
        decay=sum_time_decay(frames, half_life_days=half_life_days, n_blocks=n_blocks)
        if Model.TIME_DECAY in asked
        else None,
        transitions=transitions,
        exits=count_exits(frames, order=order, n_blocks=markov_blocks) if has_markov else None,
        set_shares=count_set_shares(frames, n_blocks=n_blocks) if Model.SHAPLEY in asked else None,
        sets=count_sets(frames) if asked & set(SET_MODELS) else None,
    )


def block_credit(model: Model, counted: Counted) -> Floats:
    """Credit of a model that is a sum over journeys: (n_blocks, n_states, 2), conversions and cents.

    The place rules are those of `decisions.attribution.rules`: position gives 40 % to the first and the last place and
    shares 20 % among those between; one touch takes all, two share. Touches stand in the order of the store.
    """
    credit = np.zeros((counted.n_blocks, counted.n_states, 2))
    if model is Model.TIME_DECAY and counted.decay is not None:
        decay = counted.decay
        where = (decay["block"].astype(np.int64), decay["state"].astype(np.int64) - 1)
        np.add.at(credit, where, np.column_stack([decay["conversions"], decay["value_cents"]]))
    elif model is Model.SHAPLEY and counted.set_shares is not None:
        shares = counted.set_shares
        weight = 1.0 / np.maximum(shares.size, 1)
        rewards = np.column_stack([shares.n, shares.value_cents])
        np.add.at(credit, (shares.block, shares.state - 1), weight[:, None] * rewards)
    elif counted.places is not None:
        places = counted.places
        weight = _place_weight(model, places)
        rewards = np.column_stack([places.n, places.value_cents])
        np.add.at(credit, (places.block, places.state - 1), weight[:, None] * rewards)
    return credit


def _place_weight(model: Model, places: PlaceCounts) -> Floats:
    """Credit of one touch in its journey, by the length of the journey and its place."""
    n = places.n_steps
    if model is Model.FIRST_TOUCH:
        return places.is_first.astype(np.float64)
    if model is Model.LAST_TOUCH:
        return places.is_last.astype(np.float64)
    if model is Model.LINEAR:
        return 1.0 / n
    ends = np.where(n == 1, 1.0, np.where(n == 2, 0.5, 0.4))
    return np.asarray(np.where(places.is_first | places.is_last, ends, 0.2 / np.maximum(n - 2, 1)))


def parse_models(names: tuple[str, ...]) -> tuple[Model, ...]:
    """Models by name, without repeats, in their usual order; none named: the default ones.

    Raises
    ------
    UnknownName : unknown_attribution_model
    """
    known = {model.value: model for model in Model}
    chosen = []
    for name in names:
        key = name.strip().lower().replace("-", "_")
        if key not in known:
            raise UnknownName("unknown_attribution_model", name=name, known=", ".join(known))
        chosen.append(known[key])
    return tuple(model for model in Model if model in chosen) if chosen else DEFAULT_MODELS
