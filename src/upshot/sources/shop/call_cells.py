"""Values of a shop's JSON as the cells of its export: what both kinds of shop need when an order comes by webhook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

LONGEST_CELL = 4_000
Order = Mapping[str, Any]
Row = dict[str, str]


def text_cell(value: Any) -> str:
    """A text or a number as a cell; anything else, and null, is empty."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return ""
    return str(value).replace("\x00", "").strip()[:LONGEST_CELL]


def money_cell(*values: Any) -> str:
    """The sum of amounts, with four decimals: no reader takes that mark for thousands. Empty where none is one."""
    amounts = [amount for value in values if (amount := amount_of(value)) is not None]
    return f"{sum(amounts, Decimal(0)):.4f}" if amounts else ""


def amount_of(value: Any) -> Decimal | None:
    """An amount as JSON holds it, a text or a number."""
    try:
        amount = Decimal(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    except InvalidOperation:
        return None
    return amount if amount is not None and amount.is_finite() else None


def instant_cell(value: Any, *, is_utc: bool = False) -> str:
    """An instant with its offset; one without is UTC where the shop says so, else the importer's zone decides."""
    found = instant_of(value, is_utc=is_utc)
    return "" if found is None else found.strftime("%Y-%m-%d %H:%M:%S %z").strip()


def instant_of(value: Any, *, is_utc: bool = False) -> datetime | None:
    """An instant in ISO 8601."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) and value else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None and is_utc else found


def part(order: Order, name: str) -> Order:
    """A nested object; empty where there is none."""
    found = order.get(name)
    return found if isinstance(found, Mapping) else {}


def parts(order: Order, name: str) -> list[Order]:
    """A list of nested objects; empty where there is none."""
    found = order.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def joined(cells: Iterable[str], mark: str = ", ") -> str:
    """The cells that say something, in one."""
    return mark.join(cell for cell in cells if cell)


def with_lines(order: Row, lines: list[Row]) -> list[Row]:
    """The order's own cells on its first row only, as shops export orders of several lines."""
    first, *others = lines or [{}]
    return [order | first, *others]
