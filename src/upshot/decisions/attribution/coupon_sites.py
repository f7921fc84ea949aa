"""Sites that publish discount codes, from the dated registry."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import resources

import yaml
from pydantic import BaseModel, ConfigDict, Field


class CouponSite(BaseModel):
    """One site; without source and date the row does not load."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    site: str = Field(min_length=4)
    countries: tuple[str, ...]
    source: str = Field(min_length=8)
    date: date


@cache
def coupon_sites() -> tuple[CouponSite, ...]:
    """The registry, in file order."""
    text = resources.files("upshot.registries").joinpath("coupon_sites.yaml").read_text(encoding="utf-8")
    return tuple(CouponSite.model_validate(row) for row in yaml.safe_load(text))


def coupon_site_of(host: str | None) -> str | None:
    """The coupon site that `host` belongs to, subdomains included; None for any other site."""
    name = (host or "").strip().lower().rstrip(".")
    return next((row.site for row in coupon_sites() if name == row.site or name.endswith("." + row.site)), None)
