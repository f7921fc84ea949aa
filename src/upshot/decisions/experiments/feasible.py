"""Only designs that can be run are offered: those that fit the time, the people and the money there is."""

from __future__ import annotations

from dataclasses import dataclass

from upshot.decisions.experiments.geo_model import RefusedDesign
from upshot.decisions.experiments.model import DesignOption, ExperimentPlan
from upshot.decisions.verdict.model import Phrase
from upshot.errors import InvalidInput


@dataclass(frozen=True)
class Limits:
    """What there is; None where nobody said. `most_units` counts all arms together, `budget` is in one currency."""

    most_days: int | None = None
    most_units: int | None = None
    budget: float | None = None

    def check(self) -> None:
        """Refuse a limit of nothing.

        Raises
        ------
        InvalidInput : experiment_limit
        """
        for name in ("most_days", "most_units", "budget"):
            seen = getattr(self, name)
            if seen is not None and seen <= 0:
                raise InvalidInput("experiment_limit", name=name, seen=str(seen))


def within_limits(plan: ExperimentPlan, limits: Limits) -> tuple[ExperimentPlan, tuple[RefusedDesign, ...]]:
    """The plan with the options that fit, and the others with the reason why they do not.

    A duration or a cost that is not known cannot break a limit: the option stays, and its cell stays empty.
    """
    limits.check()
    kept: list[DesignOption] = []
    refused: list[RefusedDesign] = []
    for option in plan.options:
        reason = _reason(option, limits)
        if reason is None:
            kept.append(option)
        else:
            refused.append(RefusedDesign(name=option.name, reason=reason))
    helps = plan.what_would_help if kept or not refused else (Phrase(code="experiment_loosen_limits"),)
    return plan.model_copy(update={"options": tuple(kept), "what_would_help": helps}), tuple(refused)


def _reason(option: DesignOption, limits: Limits) -> Phrase | None:
    effect = "–" if option.effect_rel is None else f"{option.effect_rel * 100:.1f}"
    sides = (
        ("experiment_refused_days", option.duration_days, limits.most_days),
        ("experiment_refused_units", option.n_total, limits.most_units),
        ("experiment_refused_cost", option.cost, limits.budget),
    )
    for code, needed, limit in sides:
        if needed is not None and limit is not None and needed > limit:
            facts = {"effect_pct": effect, "needed": f"{needed:.0f}", "limit": f"{limit:.0f}"}
            return Phrase(code=code, facts=facts)
    return None
