"""The verdict at a glance, before and after an experiment: what its use changed."""

from __future__ import annotations

import contextlib
from dataclasses import asdict, dataclass
from typing import Any

from upshot.decisions.verdict.model import Verdict
from upshot.errors import UpshotError
from upshot.surfaces.web.thinking import StillThinking
from upshot.surfaces.web.view import View

PATIENCE_S = 20.0  # how long a person who uses a reading waits for the verdict that it will change


@dataclass(frozen=True)
class Glance:
    """Answer, evidence grade, incremental orders and ROI with their intervals; None where there is no estimate."""

    answer: str
    grade: str | None
    orders: tuple[float, float, float] | None  # median, low, high
    roi: tuple[float, float, float] | None
    level: float

    @classmethod
    def of(cls, verdict: Verdict) -> Glance:
        """What a verdict says."""
        orders = verdict.incremental.orders if verdict.incremental else None
        return cls(
            verdict.verdict.value,
            verdict.incremental.evidence_grade if verdict.incremental else None,
            (orders.median, orders.low, orders.high) if orders else None,
            (verdict.roi.median, verdict.roi.low, verdict.roi.high) if verdict.roi else None,
            verdict.level,
        )

    @classmethod
    def of_json(cls, kept: dict[str, Any] | None) -> Glance | None:
        """What was kept of an earlier verdict."""
        if kept is None:
            return None
        triples = {name: tuple(kept[name]) if kept[name] else None for name in ("orders", "roi")}
        return cls(kept["answer"], kept["grade"], triples["orders"], triples["roi"], kept["level"])

    def as_json(self) -> dict[str, Any]:
        """For keeping."""
        return asdict(self)

    @property
    def width(self) -> float | None:
        """How wide the interval of incremental orders is."""
        return None if self.orders is None else self.orders[2] - self.orders[1]


def glance_now(view: View, campaign: str | None) -> Glance | None:
    """The verdict as it stands; None while it is being worked out, or where there is none to give."""
    with contextlib.suppress(UpshotError):
        verdict = view.thinking.verdicts([(view.home, campaign)], wait_for_all=view.waits)[0]
        return Glance.of(verdict) if verdict is not None else None
    return None


def glance_before(view: View, campaign: str | None) -> Glance | None:
    """The verdict that is about to change; None where it takes too long or cannot be given."""
    with contextlib.suppress(UpshotError, StillThinking):
        return Glance.of(view.thinking.verdict(view.home, campaign, None, patience_s=PATIENCE_S))
    return None
