"""The report of a cut: what came, what was set aside and by which rule, what the journeys look like."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from upshot.vocabulary.money import euros
from upshot.warehouse.journey_facts import Cut, Rules


class ReportPart(BaseModel):
    """Frozen, strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Quantile(ReportPart):
    """`share` of all have at most `value`."""

    share: float
    value: float


class HeavyVisitor(ReportPart):
    """A visitor with more touches than the setting allows: the first digits of the keyed hash, and how many."""

    visitor: str
    touches: int


class TopPath(ReportPart):
    """A way that visitors went, with the names of its states in order."""

    states: tuple[str, ...]
    journeys: int
    conversions: int
    value: Decimal


class CutTerms(ReportPart):
    """The settings that the journeys were cut by."""

    window_days: float
    idle_days: float
    repeat_minutes: float
    clock_tolerance_minutes: float
    most_touches: int


class JourneyReport(ReportPart):
    """Every touch is in a step or in `set_aside`; every conversion is in a journey or in `conversions_untouched`.

    Amounts are in `currency`. `conversions` and `value` are those of the order file, refunds reversed; without orders,
    of what the touches tell (`has_orders` false). What a file of paths cannot know is null.
    """

    by: str
    campaign: str | None = None
    as_of: datetime
    currency: str
    data_version: str
    terms: CutTerms | None = None
    touches: int
    touches_by_kind: dict[str, int] = Field(default_factory=dict)
    set_aside: dict[str, int] = Field(default_factory=dict)
    heavy_visitors: tuple[HeavyVisitor, ...] = ()
    n_heavy_visitors: int = 0
    visitors: int | None = None
    visitors_known_as_customers: int | None = None
    visitors_shared: int | None = None
    states: int
    journeys: int
    steps: int
    still_open: int | None = Field(
        default=None, description="journeys whose window has not closed: they may yet convert"
    )
    has_orders: bool
    conversions: int
    conversions_in_journeys: int
    conversions_untouched: int
    refunded: int | None = None
    orders_named_but_unknown: int | None = None
    value: Decimal
    value_in_journeys: Decimal
    value_untouched: Decimal
    path_length: tuple[Quantile, ...]
    path_length_converted: tuple[Quantile, ...]
    days_to_convert: tuple[Quantile, ...] = ()
    top_paths: tuple[TopPath, ...]


def make_report(
    cut: Cut, rules: Rules, *, n_states: int, currency: str, data_version: str, now: datetime
) -> JourneyReport:
    """The report of one cut."""
    n = cut.numbers
    return JourneyReport(
        by=rules.by,
        campaign=rules.campaign,
        as_of=now,
        currency=currency,
        data_version=data_version,
        terms=CutTerms(
            window_days=rules.window_us / 86.4e9,
            idle_days=rules.idle_us / 86.4e9,
            repeat_minutes=rules.repeat_us / 6e7,
            clock_tolerance_minutes=rules.tolerance_us / 6e7,
            most_touches=rules.most_touches,
        ),
        touches=sum(cut.kinds.values()),
        touches_by_kind=dict(cut.kinds),
        set_aside=dict(cut.set_aside),
        heavy_visitors=tuple(HeavyVisitor(visitor=key, touches=touches) for key, touches in cut.heavy),
        n_heavy_visitors=n["heavy_visitors"],
        visitors=n["visitors"],
        visitors_known_as_customers=n["visitors_known_as_customers"],
        visitors_shared=n["visitors_shared"],
        states=n_states,
        journeys=n["journeys"],
        steps=n["steps"],
        still_open=n["still_open"],
        has_orders=bool(n["has_orders"]),
        conversions=n["conversions"],
        conversions_in_journeys=n["converted"],
        conversions_untouched=n["conversions"] - n["converted"],
        refunded=n["refunded"],
        orders_named_but_unknown=n["orders_named_but_unknown"],
        value=euros(n["value_cents"]),
        value_in_journeys=euros(n["cents"]),
        value_untouched=euros(n["value_cents"] - n["cents"]),
        path_length=_quantiles(cut.lengths["all"]),
        path_length_converted=_quantiles(cut.lengths["converted"]),
        days_to_convert=_quantiles(cut.days),
        top_paths=tuple(
            TopPath(
                states=path.states,
                journeys=path.n_journeys,
                conversions=path.n_conversions,
                value=euros(path.value_cents),
            )
            for path in cut.paths
        ),
    )


def _quantiles(pairs: tuple[tuple[float, float], ...]) -> tuple[Quantile, ...]:
    return tuple(Quantile(share=share, value=value) for share, value in pairs)
