"""What a person asks of the budget: how much, for when, on whom, within which limits, and how careful to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from upshot.errors import InvalidInput
from upshot.measures.typed import typed_handle, typed_number, typed_share

BOOSTS = "boosts"  # the name of all ad money together, in caps and floors
TYPE = "type:"  # before a collaboration type, in caps and floors
MOST_DAYS = 731
MOST_MONEY = Decimal(10) ** 10


@dataclass(frozen=True)
class Limit:
    """A sum of money, or a share of the budget."""

    amount: Decimal | None = None
    share: float | None = None

    def money(self, budget: float) -> float:
        """The limit in money."""
        return float(self.amount) if self.amount is not None else float(self.share or 0.0) * budget


@dataclass(frozen=True)
class BudgetTerms:
    """The question.

    Attributes
    ----------
    amount : the most that may be spent; None = what the same number of days cost so far
    starts_on, ends_on : the time in which it is spent, both days included
    creators : whom the money may go to; empty = everybody who posted
    caps, floors : name → limit; a name is a creator, `type:` and a collaboration type, or `boosts`
    prices : creator → price of one post as quoted, instead of the median of what was paid
    step : the most of anything, as a multiple of the pace so far; beyond it nothing was ever seen
    exploration_share : of the budget, given to whom it may turn out to be best to pay (Thompson sampling)
    tail : 1 counts all draws alike; 0.2 makes the mean of the worst fifth as large as possible
    least_chance : probability with which the next euro must bring more than the hurdle; below it, it stays unspent
    hurdle_rate : None = the workspace's setting
    """

    starts_on: date
    ends_on: date
    amount: Decimal | None = None
    creators: tuple[str, ...] = ()
    caps: Mapping[str, Limit] = field(default_factory=dict)
    floors: Mapping[str, Limit] = field(default_factory=dict)
    prices: Mapping[str, Decimal] = field(default_factory=dict)
    step: float = 2.0
    exploration_share: float = 0.0
    tail: float = 1.0
    least_chance: float = 0.5
    hurdle_rate: float | None = None

    @property
    def days(self) -> int:
        """Days in which the money is spent."""
        return (self.ends_on - self.starts_on).days + 1

    def checked(self) -> BudgetTerms:
        """Itself.

        Raises
        ------
        InvalidInput : budget_not_positive, budget_days_out_of_range, budget_term_out_of_range, budget_cap_below_floor
        """
        if self.amount is not None and not 0 < self.amount <= MOST_MONEY:
            raise InvalidInput("budget_not_positive", seen=str(self.amount), most=str(MOST_MONEY))
        if not 1 <= self.days <= MOST_DAYS:
            days = {"starts": self.starts_on.isoformat(), "ends": self.ends_on.isoformat()}
            raise InvalidInput("budget_days_out_of_range", seen=self.days, most=MOST_DAYS, **days)
        ranges = (
            ("step", self.step, 0.1, 10.0),
            ("explore", self.exploration_share, 0.0, 0.5),
            ("risk", self.tail, 0.01, 1.0),
            ("chance", self.least_chance, 0.0, 0.99),
        )
        for name, value, low, high in ranges:
            if not low <= value <= high:
                raise InvalidInput("budget_term_out_of_range", name=name, seen=value, low=low, high=high)
        for name in self.caps.keys() & self.floors.keys():
            cap, floor = self.caps[name], self.floors[name]
            if (cap.amount is None) == (floor.amount is None) and cap.money(1.0) < floor.money(1.0):
                raise InvalidInput("budget_cap_below_floor", name=name)
        return self


def parse_limit(text: str) -> tuple[str, Limit]:
    """`lea=3000` or `boosts=20%`, as a name and its limit.

    Raises
    ------
    InvalidInput : budget_limit_unreadable
    """
    name, mark, value = text.partition("=")
    number, is_share = typed_share(value)
    if not mark or not name.strip() or number is None or number < 0 or (is_share and number > 100):
        raise InvalidInput("budget_limit_unreadable", seen=text[:80])
    name = name.strip().removeprefix("@").casefold()
    return name, Limit(share=float(number) / 100) if is_share else Limit(amount=number)


def parse_price(text: str) -> tuple[str, Decimal]:
    """`lea=800`, as a creator and what one post costs.

    Raises
    ------
    InvalidInput : budget_price_unreadable
    """
    name, mark, said = text.rpartition("=")
    amount = typed_number(said)
    if not mark or not name.strip() or amount is None or not 0 <= amount <= MOST_MONEY:
        raise InvalidInput("budget_price_unreadable", seen=text[:80])
    return typed_handle(name), amount
