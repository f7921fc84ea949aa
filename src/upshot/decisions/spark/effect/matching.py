"""Which Spark Ads have like ads to be compared with: same objective, placement, month and spend band.

Three designs, the tightest first. In one ad group objective, placement, audience and bid are the same by construction;
in one campaign the objective is; across campaigns only ads whose report names objective and placement can be matched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import floor, log
from typing import Final

from upshot.decisions.spark.effect.ads import AdMonth
from upshot.decisions.spark.effect.model import Design

BAND_FACTOR = 5.0  # ads of one band differ at most fivefold in what was spent on them in the month
LEAST_ADS = 5  # of each kind, with a like ad of the other kind
LEAST_FREEDOM = 4  # ads − strata − 1

Key = tuple[str, ...]


def _ad_group(ad: AdMonth) -> Key | None:
    return (ad.account_id, ad.ad_group_id) if ad.ad_group_id else None


def _campaign(ad: AdMonth) -> Key | None:
    return (ad.account_id, ad.campaign_id, ad.placement or "") if ad.campaign_id else None


def _objective(ad: AdMonth) -> Key | None:
    if not ad.objective:
        return None
    return ad.account_id, ad.objective.strip().casefold(), (ad.placement or "").strip().casefold()


DESIGNS: Final[tuple[tuple[Design, Callable[[AdMonth], Key | None]], ...]] = (
    ("ad_group", _ad_group),
    ("campaign", _campaign),
    ("objective", _objective),
)


@dataclass(frozen=True)
class Matched:
    """The ads that can be compared under one design, and the stratum each stands in."""

    design: Design
    ads: tuple[AdMonth, ...]
    strata: tuple[int, ...]

    @property
    def n_spark(self) -> int:
        return sum(ad.is_spark for ad in self.ads)

    @property
    def n_plain(self) -> int:
        return len(self.ads) - self.n_spark

    @property
    def n_strata(self) -> int:
        return len(set(self.strata))

    @property
    def is_enough(self) -> bool:
        """Whether there are enough like ads of both kinds for an interval that means something."""
        freedom = len(self.ads) - self.n_strata - 1
        return self.n_spark >= LEAST_ADS and self.n_plain >= LEAST_ADS and freedom >= LEAST_FREEDOM


def match_ads(ads: Iterable[AdMonth]) -> tuple[Matched, ...]:
    """The ads that have a like ad of the other kind, under each design, the tightest first."""
    running = [ad for ad in ads if ad.spend > 0 and (ad.counters["impressions"] or 0) > 0]
    return tuple(_matched(design, key, running) for design, key in DESIGNS)


def _matched(design: Design, key: Callable[[AdMonth], Key | None], ads: list[AdMonth]) -> Matched:
    cells: defaultdict[tuple[object, ...], list[AdMonth]] = defaultdict(list)
    for ad in ads:
        named = key(ad)
        if named is not None:
            cells[*named, ad.month, spend_band(ad.spend)].append(ad)
    mixed = [cell for _, cell in sorted(cells.items(), key=lambda item: str(item[0])) if _is_mixed(cell)]
    members = [(ad, number) for number, cell in enumerate(mixed) for ad in cell]
    return Matched(design, tuple(ad for ad, _ in members), tuple(number for _, number in members))


def _is_mixed(cell: list[AdMonth]) -> bool:
    return any(ad.is_spark for ad in cell) and not all(ad.is_spark for ad in cell)


def spend_band(spend: float) -> int:
    """The band of a month's spend: 0 is 1–5 of the currency, 1 is 5–25, −1 is 0.2–1."""
    return floor(log(spend) / log(BAND_FACTOR))
