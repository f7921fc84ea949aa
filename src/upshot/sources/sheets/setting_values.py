"""The `settings` sheet: known names only, each value in the unit that `upshot.settings` states."""

from __future__ import annotations

import difflib
import re
from zoneinfo import ZoneInfo, available_timezones

from upshot.settings import FX_PREFIX, SETTINGS
from upshot.sources.country_codes import country_code
from upshot.sources.sheets.cells import currency_of
from upshot.vocabulary.public_addresses import public_address

_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,12})?")
_YES = {"true": "true", "yes": "true", "oui": "true", "1": "true", "vrai": "true"}
_NO = {"false": "false", "no": "false", "non": "false", "0": "false", "faux": "false"}
RISKS = ("none", "low", "medium", "high", "never")
STATUSES = ("paid", "pending", "partially_refunded", "refunded", "voided", "cancelled")


def known_key(text: str) -> str | None:
    """The setting's name, or `fx_<currency>` with a currency that exists; None for anything else."""
    key = re.sub(r"[\s-]+", "_", text.strip().casefold())
    if key in SETTINGS:
        return key
    if key.startswith(FX_PREFIX) and len(key) == 6 and currency_of(key.removeprefix(FX_PREFIX)):
        return key
    return None


def nearest_keys(text: str) -> tuple[str, ...]:
    """The names closest to an unknown one, the closest first."""
    return tuple(difflib.get_close_matches(text.strip().casefold(), [*SETTINGS, "fx_usd"], n=3, cutoff=0.5))


def setting_value(key: str, text: str) -> tuple[str | None, str]:
    """The value as it is kept, or None; and the wording code of what is valid for this key."""
    unit = "rate_of_exchange" if key.startswith(FX_PREFIX) else SETTINGS[key].unit
    text = text.strip()
    if unit == "true/false":
        return {**_YES, **_NO}.get(text.casefold()), "yes_or_no"
    readers = {
        "IANA zone": (_zone, "time_zone"),
        "ISO 4217": (currency_of, "currency_code"),
        "ISO 3166, list": (_countries, "country_codes"),
        "address": (public_address, "address"),
    }
    if unit in readers:
        read, valid = readers[unit]
        return read(text), valid
    if unit == "phrases":
        return "; ".join(part.strip() for part in re.split(r"[;\n]", text) if part.strip()), "text"
    if unit == "risk":
        return (text.casefold() if text.casefold() in RISKS else None), "risk_level"
    if unit == "list":
        return _list(key, text)
    return _number(text, unit)


def _list(key: str, text: str) -> tuple[str | None, str]:
    """Words of the brand's own, which may hold spaces; or order statuses, which are known."""
    if key == "brand_terms":
        return "; ".join(term.strip() for term in re.split(r"[;,\n]", text) if term.strip()), "text"
    words = re.split(r"[;,\s]+", text.casefold())
    return (" ".join(words) if set(words) <= set(STATUSES) else None), "order_statuses"


def _number(text: str, unit: str) -> tuple[str | None, str]:
    """A number in its unit; `45 %` and `0,45` are kept as `0.45`."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".")
    is_percent = plain.endswith("%")
    plain = plain.rstrip("%")
    if not _NUMBER.fullmatch(plain):
        return None, _valid_of(unit)
    value = float(plain) / (100 if is_percent else 1)
    lowest, highest = {"0-1": (0.0, 1.0), "rate": (-1.0, 10.0)}.get(unit.replace("–", "-"), (0.0, 1e15))
    if not lowest <= value <= highest or (unit == "rate_of_exchange" and value == 0):
        return None, _valid_of(unit)
    return (f"{value:.12g}" if is_percent else plain), _valid_of(unit)


def _valid_of(unit: str) -> str:
    codes = {"0-1": "share", "rate": "hurdle", "rate_of_exchange": "number_above_zero"}
    return codes.get(unit.replace("–", "-"), "number_from_zero")


def _zone(text: str) -> str | None:
    by_name = {name.casefold(): name for name in available_timezones()}
    found = by_name.get(text.replace(" ", "_").casefold())
    return ZoneInfo(found).key if found else None


def _countries(text: str) -> str | None:
    codes = [country_code(word) for word in re.split(r"[;,\s]+", text) if word]
    return None if None in codes else " ".join(code for code in codes if code)
