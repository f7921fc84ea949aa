"""Money to the cent: rounding, splitting without losing a cent, and exchange.

Amounts are `Decimal`; whole columns of amounts are int64 counts of cents, so that sums are exact in any order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from upshot.errors import SettingsError

CENT = Decimal("0.01")
RATE_SCALE = 10**8  # exchange rates keep eight decimals when whole columns are converted
Integers = NDArray[np.int64]


def to_cent(amount: Decimal) -> Decimal:
    """Round to the cent, halves to the even cent, so that rounding does not drift in long sums."""
    return amount.quantize(CENT, rounding=ROUND_HALF_EVEN)


def split_to_cents(total: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Split `total` in proportion to `weights` so that the parts add up to it exactly (largest remainder).

    Cents left over after rounding down go to the largest remainders, ties to the earlier part. Weights that sum to
    zero share equally; no weights give no parts.

    Raises
    ------
    ValueError : a negative weight, which is a fault of the caller
    """
    if not weights:
        return ()
    if min(weights) < 0:
        raise ValueError("weights must not be negative")
    whole = sum(weights)
    shares = [weight / whole for weight in weights] if whole else [Decimal(1) / len(weights)] * len(weights)
    cents = to_cent(total) / CENT
    exact = [cents * share for share in shares]
    floors = [part.quantize(Decimal(1), rounding=ROUND_FLOOR) for part in exact]
    left = int(cents - sum(floors))
    order = sorted(range(len(exact)), key=lambda i: (floors[i] - exact[i], i))
    for place in order[:left]:
        floors[place] += 1
    return tuple(floor * CENT for floor in floors)


class Exchange:
    """Exchange rates into one currency: what one unit of a foreign currency is worth in `currency`."""

    def __init__(self, currency: str, rates: Mapping[str, Decimal]) -> None:
        self.currency = currency.upper()
        self._rates = {name.upper(): rate for name, rate in rates.items()}

    def has(self, currency: str | None) -> bool:
        """Whether amounts in `currency` can be converted."""
        name = (currency or self.currency).upper()
        return name == self.currency or name in self._rates

    def rate(self, currency: str | None) -> Decimal:
        """The rate of `currency`; an empty currency is taken as the workspace's own.

        Raises
        ------
        SettingsError : no rate is known; it names the setting that would give it
        """
        name = (currency or self.currency).upper()
        if not self.has(name):
            raise SettingsError(
                "missing_exchange_rate", setting=f"fx_{name.lower()}", seen=name, currency=self.currency
            )
        return self._rates.get(name, Decimal(1))


def cents_of(amounts: pa.Array, rate: Decimal) -> Integers:
    """A decimal(18,4) column as whole cents at `rate`, halves to the even cent; null gives 0.

    The arithmetic is in integers: 10⁻⁴ units × a rate of eight decimals; amounts too large for 64 bits go through
    Python's unbounded integers.
    """
    units = ten_thousandths(amounts)
    scaled = int((rate * RATE_SCALE).to_integral_value(ROUND_HALF_EVEN))
    if scaled == RATE_SCALE:
        return halves_to_even(units, 100)
    biggest = int(np.abs(units).max(initial=0))
    if biggest * scaled < 2**62:
        return halves_to_even(units * scaled, 100 * RATE_SCALE)
    exact = [Decimal(int(unit) * scaled) / (100 * RATE_SCALE) for unit in units]
    return np.array([int(part.to_integral_value(ROUND_HALF_EVEN)) for part in exact], dtype=np.int64)


def ten_thousandths(amounts: pa.Array) -> Integers:
    """A decimal(18,4) column as whole 10⁻⁴ units, read from the low 64 bits of Arrow's 128; null gives 0."""
    values = amounts.cast(pa.decimal128(38, 4))
    if len(values) == 0:
        return np.zeros(0, dtype=np.int64)
    raw = np.frombuffer(values.buffers()[1], dtype=np.int64).reshape(-1, 2)
    units = raw[values.offset : values.offset + len(values), 0].copy()
    units[values.is_null().to_numpy(zero_copy_only=False)] = 0
    return units


def halves_to_even(values: Integers, divisor: int) -> Integers:
    """`values ÷ divisor`, rounded to the nearest whole number, halves to the even one; `divisor` is even."""
    quotient, rest = np.divmod(values, divisor)
    half = divisor // 2
    is_up = (rest > half) | ((rest == half) & (quotient % 2 == 1))
    return np.asarray(quotient + is_up, dtype=np.int64)


def decimal_column(values: Integers, *, scale: int) -> pa.Array:
    """Whole numbers of 10⁻ˢᶜᵃˡᵉ as an Arrow decimal(18, scale) column, without a loop."""
    wide = np.empty((len(values), 2), dtype=np.int64)
    wide[:, 0] = values
    wide[:, 1] = values >> 63
    buffer = pa.py_buffer(wide.tobytes())
    return pa.Array.from_buffers(pa.decimal128(18, scale), len(values), [None, buffer])


def euros(cents: int) -> Decimal:
    """Whole cents as an amount."""
    return Decimal(int(cents)) * CENT
