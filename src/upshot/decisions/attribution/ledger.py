"""The attribution ledger: for every rule, who is credited with which part of which order, exactly."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from upshot.decisions.attribution.claims import Integers
from upshot.decisions.attribution.reading import Reading, read_touches
from upshot.decisions.attribution.rules import ORDER_UNITS, Rule, Touches, TouchKind, split_exactly, weights
from upshot.decisions.attribution.triangulation import chapman
from upshot.decisions.verdict.model import CreatorCredit, OrderSum, Phrase, RuleCredit, Scope, Triangulation
from upshot.measures.data import WorkspaceData
from upshot.measures.programme import Programme, read_programme
from upshot.measures.terms import Terms, read_terms
from upshot.vocabulary.money import decimal_column, euros

CREDIT_UNIT = Decimal(1) / ORDER_UNITS


@dataclass(frozen=True)
class Credits:
    """One rule's credits, aligned with the touches: millionths of an order, and cents."""

    orders: Integers
    cents: Integers


@dataclass
class AttributionLedger:
    """Touches of all touched orders and the credits of every rule; cut to a scope by `within`.

    Credits are computed over all touches of an order and only then cut, so that a campaign or a creator never takes
    credit that another one holds.
    """

    reading: Reading
    terms: Terms
    is_chosen: NDArray[np.bool_]  # (n_touches,) the touches inside the scope
    _credits: dict[Rule, Credits] = field(default_factory=dict)

    def within(self, scope: Scope, *, starts_on: date | None = None, ends_on: date | None = None) -> AttributionLedger:
        """The same ledger cut to a campaign or a creator, and to orders between two days, both included."""
        touches, names = self.reading.touches, self.reading.names
        chosen = np.ones(len(touches), dtype=bool)
        if scope.kind == "campaign":
            chosen &= touches.campaign == names.index("campaigns").get(scope.name or "", -2)
        if scope.kind == "creator":
            chosen &= touches.creator == names.index("creators").get(scope.name or "", -2)
        day = self.reading.orders.day[touches.order]
        if starts_on is not None:
            chosen &= day >= np.datetime64(starts_on)
        if ends_on is not None:
            chosen &= day <= np.datetime64(ends_on)
        return AttributionLedger(self.reading, self.terms, chosen, self._credits)

    @cached_property
    def touches(self) -> Touches:
        """The touches inside the scope."""
        return self.reading.touches.keep(self.is_chosen)

    def credits(self, rule: Rule) -> Credits:
        """Credits of every touch under `rule`; each order's sum to exactly one order and to its revenue."""
        if rule not in self._credits:
            touches, orders = self.reading.touches, self.reading.orders
            weight = weights(rule, touches, ordered_at=orders.at, half_life_days=self.terms.time_decay_half_life_days)
            self._credits[rule] = Credits(
                split_exactly(touches.order, weight, orders.units * ORDER_UNITS),
                split_exactly(touches.order, weight, orders.cents),
            )
        return self._credits[rule]

    def by_rule(self) -> tuple[RuleCredit, ...]:
        """Every rule side by side, over the scope's touches, by creator."""
        return tuple(self._rule_credit(rule) for rule in Rule)

    def _rule_credit(self, rule: Rule) -> RuleCredit:
        credits_, names = self.credits(rule), self.reading.names
        orders = _sum_by(self.touches.creator, credits_.orders[self.is_chosen], len(names.creators))
        cents = _sum_by(self.touches.creator, credits_.cents[self.is_chosen], len(names.creators))
        touched = np.unique(self.touches.creator)
        return RuleCredit(
            rule=rule.value,
            orders=orders_of(orders.sum()),
            net_revenue=euros(cents.sum()),
            by_creator=tuple(
                CreatorCredit(creator=names.creators[i], orders=orders_of(orders[i]), net_revenue=euros(cents[i]))
                for i in touched
            ),
        )

    def seen(self, *kinds: TouchKind, creator: int | None = None) -> OrderSum:
        """Orders of the scope with at least one touch of those kinds (any kind when none is named)."""
        chosen = np.isin(self.touches.kind, kinds) if kinds else np.ones(len(self.touches), dtype=bool)
        if creator is not None:
            chosen &= self.touches.creator == creator
        return self._order_sum(np.unique(self.touches.order[chosen]))

    def by_creator(self) -> dict[str, OrderSum]:
        """Creator → orders with at least one touch of that creator; an order may count for several."""
        touches = self.touches
        pairs = np.unique(np.column_stack([touches.creator, touches.order]), axis=0) if len(touches) else None
        if pairs is None:
            return {}
        names, orders = self.reading.names.creators, self.reading.orders
        count = _sum_by(pairs[:, 0], orders.units[pairs[:, 1]], len(names))
        cents = _sum_by(pairs[:, 0], orders.cents[pairs[:, 1]], len(names))
        return {names[i]: OrderSum(orders=int(count[i]), net_revenue=euros(cents[i])) for i in np.unique(pairs[:, 0])}

    def _order_sum(self, order: Integers) -> OrderSum:
        orders = self.reading.orders
        return OrderSum(orders=int(orders.units[order].sum()), net_revenue=euros(orders.cents[order].sum()))

    def triangulation(self) -> Triangulation | None:
        """Chapman's estimate from codes and survey; None without both nets, or when they share no order."""
        by_code = np.unique(self.touches.order[self.touches.kind == TouchKind.CODE])
        by_survey = np.unique(self.touches.order[self.touches.kind == TouchKind.SURVEY])
        counted = self.reading.orders.units > 0
        by_code, by_survey = by_code[counted[by_code]], by_survey[counted[by_survey]]
        both = len(np.intersect1d(by_code, by_survey, assume_unique=True))
        if not both:
            return None
        estimate, standard_error = chapman(len(by_code), len(by_survey), both)
        return Triangulation(
            seen_by_code=len(by_code),
            seen_by_survey=len(by_survey),
            seen_by_both=both,
            orders_estimate=estimate,
            standard_error=standard_error,
            assumption=Phrase(code="chapman_assumes_independence"),
        )

    def credit_table(self, *rules: Rule) -> pa.Table:
        """Credits of the scope as Arrow: one row per rule and touch, for measures and spreadsheets.

        Columns: account_id, order_id, day, rule, evidence, creator, post_id, campaign, orders decimal(18,6),
        net_revenue decimal(18,2) in the workspace's currency.
        """
        return pa.concat_tables([self._rule_table(rule) for rule in (rules or tuple(Rule))])

    def _rule_table(self, rule: Rule) -> pa.Table:
        credits_, touches, names = self.credits(rule), self.touches, self.reading.names
        rows = self.reading.orders.rows.take(pa.array(touches.order))
        kinds = pa.array([kind.name.lower() for kind in TouchKind])
        return pa.table(
            {
                "account_id": rows["account_id"],
                "order_id": rows["order_id"],
                "day": pa.array(self.reading.orders.day[touches.order], pa.date32()),
                "rule": pc.if_else(pa.array(np.ones(len(touches), dtype=bool)), rule.value, None),
                "evidence": kinds.take(pa.array(touches.kind)),
                "creator": _named(names.creators, touches.creator),
                "post_id": _named(names.posts, touches.post),
                "campaign": _named(names.campaigns, touches.campaign),
                "orders": decimal_column(credits_.orders[self.is_chosen], scale=6),
                "net_revenue": decimal_column(credits_.cents[self.is_chosen], scale=2),
            }
        )


def build_attribution(
    data: WorkspaceData, *, now: datetime, terms: Terms | None = None, programme: Programme | None = None
) -> AttributionLedger:
    """Read the touched orders up to `now` and credit them; the ledger covers the whole workspace until cut.

    Raises
    ------
    SettingsError : no exchange rate for a currency that orders are in
    """
    terms = terms or read_terms(data)
    programme = programme or read_programme(data, terms.zone)
    reading = read_touches(data, programme, terms, now=now)
    return AttributionLedger(reading, terms, np.ones(len(reading.touches), dtype=bool))


def orders_of(units: int) -> Decimal:
    """Millionths of an order as orders."""
    return (Decimal(int(units)) * CREDIT_UNIT).quantize(CREDIT_UNIT)


def _sum_by(index: Integers, values: Integers, length: int) -> Integers:
    """Sum whole numbers by index, exactly."""
    sums = np.zeros(length, dtype=np.int64)
    np.add.at(sums, index, values)
    return sums


def _named(names: tuple[str, ...], index: Integers) -> pa.Array:
    """Names by index; -1 is null."""
    return pa.array(names, pa.string()).take(pa.array(index, mask=index < 0))
