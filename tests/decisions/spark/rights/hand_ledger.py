"""A ledger kept by hand, beside the product: other zone rules (pytz), other arithmetic (fractions), plain loops."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache

import pytz

ZONES = ("Europe/Paris", "America/New_York", "Pacific/Auckland", "America/Sao_Paulo", "Asia/Kolkata", "UTC")
FIRST = date(2026, 9, 10)  # the ninety days hold the changes of clocks in Auckland, Paris and New York
DAYS = 90


@dataclass
class TrueRight:
    """What really happens to one right; the product learns of it only what a brand would."""

    number: int
    zone: str
    made_at: datetime
    days: int
    contract_until: date | None
    flight: tuple[date, date]
    budget: int | None
    is_birth_told: bool
    revoked_at: datetime | None
    deleted_at: datetime | None
    extended: tuple[datetime, int] | None  # when TikTok extended it, and to how many days
    spend: dict[date, int] = field(default_factory=dict)

    @property
    def post_id(self) -> str:
        return f"73000000000000{self.number:05d}"

    def code_end(self, now: datetime) -> datetime:
        days = self.extended[1] if self.extended and self.extended[0] <= now else self.days
        return self.made_at + timedelta(seconds=86_400 * days)

    def end(self, now: datetime) -> datetime:
        """When the right ends, as it stands at `now`."""
        ends = [self.code_end(now)]
        if self.contract_until:
            ends.append(midnight(self.contract_until + timedelta(days=1), self.zone))
        return min(ends)

    @property
    def flight_end(self) -> datetime:
        return midnight(self.flight[1] + timedelta(days=1), self.zone)

    def taken_at(self) -> datetime | None:
        """When consent or post went away, if ever."""
        return min((at for at in (self.revoked_at, self.deleted_at) if at), default=None)

    def at_risk(self, now: datetime) -> Fraction:
        """Planned or recent spend behind the end of the right."""
        stop = self.end(now)
        gone = self.taken_at()
        if gone is not None and gone <= now < max(stop, now + timedelta(1)):
            stop = min(stop, gone) if stop <= now and stop <= gone else gone
        if self.flight_end <= now or self.flight_end <= stop:
            return Fraction(0)
        begins = max(now, midnight(self.flight[0], self.zone))
        lost, left = self.days_between(max(stop, begins)), self.days_between(begins)
        seen = {day: amount for day, amount in self.spend.items() if day <= now.date()}
        if self.budget is not None:
            so_far = sum(amount for day, amount in seen.items() if self.flight[0] <= day <= self.flight[1])
            return max(Fraction(self.budget - so_far), Fraction(0)) * lost / left
        recent = [now.date() - timedelta(days=n) for n in range(7)]
        counted = [day for day in recent if day >= min(seen)]
        return Fraction(sum(seen.get(day, 0) for day in counted), len(counted)) * lost

    def days_between(self, start: datetime) -> Fraction:
        """Days from `start` to the end of the flight, day by day in the account's zone."""
        total, day = Fraction(0), self.flight[0]
        while day <= self.flight[1]:
            opened, closed = midnight(day, self.zone), midnight(day + timedelta(days=1), self.zone)
            inside = max(timedelta(0), closed - max(opened, start))
            if inside == closed - opened:
                total += 1
            elif inside:
                total += Fraction(inside // timedelta(microseconds=1), (closed - opened) // timedelta(microseconds=1))
            day += timedelta(days=1)
        return total


@cache
def midnight(day: date, zone: str) -> datetime:
    """The day's first instant by pytz, whose rules are its own."""
    local = pytz.timezone(zone)
    return local.localize(datetime(day.year, day.month, day.day)).astimezone(UTC)


def draw_rights(seed: int, n: int) -> list[TrueRight]:
    """Rights as a brand has them: most in order, some revoked, deleted, extended, too short, or of unknown birth."""
    dice = random.Random(seed)
    return [_drawn(dice, number) for number in range(n)]


def _drawn(dice: random.Random, number: int) -> TrueRight:
    zone = dice.choice(ZONES)
    made = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC) + timedelta(seconds=dice.randrange(40 * 86_400))
    days = dice.choice((7, 30, 30, 60, 365))
    start = made.date() + timedelta(days=dice.randrange(1, 6))
    is_conflict = dice.random() < 0.4
    length = dice.randrange(days, days + 25) if is_conflict else dice.randrange(3, max(4, min(days - 6, 60)))
    contract = made.date() + timedelta(days=dice.randrange(5, 80)) if dice.random() < 0.5 else None
    flight = (start, start + timedelta(days=min(length, 110)))
    event = made + timedelta(seconds=dice.randrange(86_400, 60 * 86_400))
    fate = dice.random()
    right = TrueRight(
        number=number,
        zone=zone,
        made_at=made,
        days=days,
        contract_until=contract,
        flight=flight,
        budget=dice.randrange(300, 9000) if dice.random() < 0.6 else None,
        is_birth_told=dice.random() > 0.1,
        revoked_at=event if fate < 0.12 else None,
        deleted_at=event if 0.12 <= fate < 0.22 else None,
        extended=(made + timedelta(days=days) - timedelta(days=3), 60) if days == 30 and fate > 0.85 else None,
    )
    ends = min(right.flight_end, right.taken_at() or right.flight_end, right.end(right.flight_end))
    day = flight[0]
    while midnight(day, zone) < ends:
        right.spend[day] = dice.randrange(5, 120)
        day += timedelta(days=1)
    right.spend.setdefault(flight[0], 5)
    return right
