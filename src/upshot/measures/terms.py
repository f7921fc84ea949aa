"""Settings as measures and decisions need them: typed, and refused by name when they make no sense."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from upshot.errors import SettingsError
from upshot.measures.data import WorkspaceData
from upshot.measures.typed import typed_share
from upshot.settings import FX_PREFIX
from upshot.vocabulary.money import Exchange


@dataclass(frozen=True)
class Terms:
    """Typed settings; rates are 0–1; `gross_margin_rate` None means that nobody said."""

    currency: str
    zone: ZoneInfo
    gross_margin_rate: Decimal | None
    hurdle_rate: float
    level: float
    vat_rate: Decimal
    costs_include_vat: bool
    vat_recoverable: bool
    hours: Decimal
    hour_cost: Decimal
    tools_cost: Decimal
    attribution_window_days: int
    time_decay_half_life_days: float
    counted_statuses: tuple[str, ...]
    target_countries: tuple[str, ...]
    journey_idle_days: float
    journey_repeat_minutes: float
    journey_clock_tolerance_minutes: float
    journey_most_touches: int


def read_terms(data: WorkspaceData) -> Terms:
    """Read and check the settings.

    Raises
    ------
    SettingsError : a setting has a value outside its range; it names the setting, the value and what is valid
    """
    return Terms(
        currency=reporting_currency(data),
        zone=zone_of(data),
        gross_margin_rate=gross_margin_rate(data),
        hurdle_rate=float(_number(data, "hurdle_rate", -1, 100)),
        level=float(_number(data, "interval_level", Decimal("0.5"), Decimal("0.99"))),
        vat_rate=_number(data, "vat_rate", 0, 1),
        costs_include_vat=_yes(data, "costs_include_vat"),
        vat_recoverable=_yes(data, "vat_recoverable"),
        hours=_number(data, "hours", 0, 10**9),
        hour_cost=_number(data, "hour_cost", 0, 10**9),
        tools_cost=_number(data, "tools_cost", 0, 10**12),
        attribution_window_days=int(_number(data, "attribution_window_days", 1, 3650)),
        time_decay_half_life_days=float(_number(data, "time_decay_half_life_days", Decimal("0.01"), 3650)),
        counted_statuses=counted_statuses(data),
        target_countries=tuple(word.upper() for word in _words(data.setting("target_countries"))),
        journey_idle_days=float(_number(data, "journey_idle_days", Decimal("0.01"), 3650)),
        journey_repeat_minutes=float(_number(data, "journey_repeat_minutes", 0, 525_600)),
        journey_clock_tolerance_minutes=float(_number(data, "journey_clock_tolerance_minutes", 0, 1440)),
        journey_most_touches=int(_number(data, "journey_most_touches", 1, 10**9)),
    )


def reporting_currency(data: WorkspaceData) -> str:
    """The currency of every amount shown, ISO 4217."""
    return (data.setting("currency") or "EUR").strip().upper()


def gross_margin_rate(data: WorkspaceData) -> Decimal | None:
    """Share of net revenue left after the cost of goods, 0–1; None when nobody said."""
    said = (data.setting("gross_margin_rate") or "").strip()
    return _number(data, "gross_margin_rate", 0, 1) if said else None


def counted_statuses(data: WorkspaceData) -> tuple[str, ...]:
    """Order statuses that count, lower case."""
    return tuple(_words(data.setting("counted_statuses")))


def zone_of(data: WorkspaceData, *names: str) -> ZoneInfo:
    """The zone that the first filled one of the settings `names` gives, else `time_zone`.

    Raises
    ------
    SettingsError : `invalid_setting_time_zone`
    """
    for name in (*names, "time_zone"):
        text = (data.setting(name) or "").strip()
        if text:
            try:
                return ZoneInfo(text)
            except (KeyError, ValueError, OSError) as error:
                raise SettingsError("invalid_setting_time_zone", setting=name, seen=text) from error
    return ZoneInfo("UTC")


def exchange(data: WorkspaceData, currencies: Iterable[str | None]) -> Exchange:
    """The rates of those `currencies` that are set (`fx_usd`: what one US dollar is worth in the workspace's)."""
    ours = reporting_currency(data)
    rates: dict[str, Decimal] = {}
    for name in sorted({currency.upper() for currency in currencies if currency} - {ours}):
        setting = FX_PREFIX + name.lower()
        if (data.setting(setting) or "").strip():
            rates[name] = _number(data, setting, Decimal("0.00000001"), 10**9)
    return Exchange(ours, rates)


def _number(data: WorkspaceData, name: str, lowest: Decimal | int, highest: Decimal | int) -> Decimal:
    """A decimal setting; a comma is read as the decimal mark, a closing % as hundredths."""
    text = (data.setting(name) or "").strip()
    number, is_percent = typed_share(text)
    value = number / 100 if number is not None and is_percent else number
    if value is None or not lowest <= value <= highest:
        raise SettingsError("invalid_setting_number", setting=name, seen=text, lowest=str(lowest), highest=str(highest))
    return value


def _yes(data: WorkspaceData, name: str) -> bool:
    text = (data.setting(name) or "").strip().lower()
    if text not in {"true", "false", "yes", "no", "1", "0", "oui", "non"}:
        raise SettingsError("invalid_setting_boolean", setting=name, seen=text)
    return text in {"true", "yes", "1", "oui"}


def _words(text: str | None) -> list[str]:
    return (text or "").replace(",", " ").replace(";", " ").lower().split()
