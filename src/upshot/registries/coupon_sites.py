"""Sites that publish discount codes, from the dated registry."""

from __future__ import annotations

from functools import cache

from pydantic import Field

from upshot.registries.load import DatedFact, read_registry


class CouponSite(DatedFact):
    """One site, by its registrable domain."""

    site: str = Field(min_length=4)
    countries: tuple[str, ...]


@cache
def coupon_sites() -> tuple[CouponSite, ...]:
    """The registry, in file order."""
    return read_registry("coupon_sites", CouponSite)


def coupon_site_of(host: str | None) -> str | None:
    """The coupon site that `host` belongs to, subdomains included; None for any other site."""
    name = (host or "").strip().lower().rstrip(".")
    return next((row.site for row in coupon_sites() if name == row.site or name.endswith("." + row.site)), None)
