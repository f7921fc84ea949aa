"""What paths of touches cannot show, as codes with facts: said beside every table, not in a footnote of the docs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.journeys.models_counts import Counted, Model
from upshot.decisions.journeys.models_report import Caveat
from upshot.decisions.journeys.store import JourneyStore
from upshot.stats.markov_removal import RemovalEffects

if TYPE_CHECKING:
    from upshot.decisions.journeys.models import Terms

FEW_TOUCHES = 30
MANY_ONE_TOUCH = 0.5


def find_caveats(
    store: JourneyStore,
    counted: Counted,
    errors: Mapping[str, NDArray[np.float64] | None],
    markov: RemovalEffects | None,
    terms: Terms,
) -> tuple[Caveat, ...]:
    """The caveats of a report, the ones that weigh most first; the last, that credit is no cause, holds always."""
    totals = counted.totals
    found = []
    lost = totals.n_journeys - totals.n_converted
    if lost == 0:
        found.append(Caveat(code="attribution_no_lost_journeys", facts={"journeys": str(totals.n_journeys)}))
    one_touch = totals.n_one_touch_converted / totals.n_converted
    if one_touch >= MANY_ONE_TOUCH:
        found.append(Caveat(code="attribution_one_touch", facts={"share": f"{one_touch:.3f}"}))
    if store.has_views is not True:
        found.append(
            Caveat(code="attribution_views_missing" if store.has_views is False else "attribution_views_unknown")
        )
    few = np.flatnonzero((counted.seen > 0) & (counted.seen < FEW_TOUCHES))
    if len(few):
        named = ", ".join(store.names[place] for place in few[np.argsort(-counted.seen[few], kind="stable")][:5])
        facts = {"n": str(len(few)), "states": str(counted.n_states), "names": named, "fewest": str(FEW_TOUCHES)}
        found.append(Caveat(code="attribution_few_touches", facts=facts))
    if not store.has_times and Model.TIME_DECAY in terms.models:
        found.append(Caveat(code="attribution_no_times"))
    if markov is not None and not markov.is_converged:
        found.append(Caveat(code="attribution_not_converged", facts={"steps": str(markov.steps)}))
    found += [
        Caveat(code="attribution_sampled", facts={"model": model})
        for model, error in errors.items()
        if error is not None
    ]
    found.append(Caveat(code="attribution_not_causal"))
    return tuple(found)
