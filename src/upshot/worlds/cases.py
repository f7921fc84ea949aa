"""The parameters of a simulated brand, and the named cases: each changes a few of them, and says so in one sentence."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from upshot.errors import InvalidInput, UnknownName


@dataclass(frozen=True)
class Scale:
    """How big the brand is; every case says what it changes about *how it behaves*, not here."""

    n_creators: int = 24
    n_posts: int = 100
    n_days: int = 365
    orders_per_day: float = 90.0  # expected, programme included
    n_campaigns: int = 4

    def check(self) -> None:
        """Refuse a size that cannot be simulated.

        Raises
        ------
        InvalidInput : `world_size_out_of_range`, with the name, the value seen and the valid range
        """
        for name, low, high in _SIZE_RANGES:
            value = getattr(self, name)
            if not low <= value <= high:
                raise InvalidInput("world_size_out_of_range", name=name, seen=value, low=low, high=high)
        if self.n_posts < self.n_creators:
            facts = {"name": "n_posts", "seen": self.n_posts, "low": self.n_creators, "high": 20_000}
            raise InvalidInput("world_size_out_of_range", **facts)


_SIZE_RANGES = (
    ("n_creators", 2, 2_000),
    ("n_posts", 2, 20_000),
    ("n_days", 60, 1_500),
    ("orders_per_day", 1, 50_000),
    ("n_campaigns", 1, 12),
)


@dataclass(frozen=True)
class Parameters:
    """Every constant of the equations in `docs/worlds.md`, under the symbol's plain name."""

    scale: Scale = field(default_factory=Scale)
    first_day: date = date(2025, 10, 1)

    # --- what the programme brings -----------------------------------------------------------------------------------
    incremental_share: tuple[float, float] = (0.09, 0.13)  # uniform; expected incremental orders ÷ all expected orders
    effect_multiplier: float = 1.0  # 0: nothing the creators do makes anybody buy
    sigma_creator: float = 0.7
    sigma_post: float = 0.4
    sigma_tier: float = 0.35
    sigma_collaboration: float = 0.3
    concavity: float = 0.87  # γ
    paid_view_worth: float = 0.6  # ρ: one paid view in organic views
    kernel_rates: tuple[float, ...] = (0.0, 0.4, 0.65, 0.92)
    kernel_weights: tuple[float, ...] = (0.25, 0.40, 0.25, 0.10)
    kernel_days: int = 40
    delayed_share: float = 0.0  # part of the effect that waits
    delay_days: float = 35.0  # mean wait of that part
    halo_share: float = 0.0  # orders won in other channels, per order won in the shop

    # --- views -------------------------------------------------------------------------------------------------------
    follower_slope: float = 0.75  # of log10 median views on log10 followers
    views_at_100k: float = 30_000.0  # median views of a creator with 100,000 followers
    sigma_reach: float = 0.35  # log10, between creators of equal size
    sigma_views: tuple[float, float] = (0.36, 0.46)  # log10, between the posts of one creator
    boosted_share: float = 0.30
    paid_engagement: float = 0.5  # engagement rate of a paid view against an organic one
    viral_factor: float = 1.0  # views of one post, multiplied
    viral_conversion: float = 1.0  # its effect per effective view, multiplied
    together: int = 1  # creators who always post on the same days, per group

    # --- orders without the programme --------------------------------------------------------------------------------
    noise_sd: float = 0.07  # log scale, of the day's multiplier
    noise_ar: float = 0.4
    media_effect: float = 0.05  # per unit of log1p(spend ÷ usual spend)
    peak_height: float = 0.0  # log scale, of a seasonal peak that no calendar mentions
    peak_days: float = 11.0  # its standard deviation
    unlogged_promo: float = 0.0  # log scale, of promotions that no calendar mentions
    unlogged_depth: float = 0.15  # their price cut

    # --- traces ------------------------------------------------------------------------------------------------------
    code_capture: float = 0.30  # median share of incremental buyers who use the creator's code
    link_capture: float = 0.15  # median share who arrive by the tagged link
    sigma_capture: float = 0.35  # log scale, between creators
    survey_answer_rate: float = 0.45
    survey_right: float = 0.62  # of answering incremental buyers: name the right creator
    survey_wrong_creator: float = 0.05  # … name another one
    survey_false: float = 0.004  # of answering baseline buyers: name a creator
    fan_leak: float = 1.5e-4  # share of baseline orders, per creator, that use the code anyway
    leaked_code_share: float = 0.08  # part of the codes found on coupon sites
    leak_rate: float = 0.0015  # median share of baseline orders that then use such a code
    ga4_consent: float = 0.62  # part of visits and purchases that analytics sees
    earlier_link: float = 0.24  # of an incremental buyer's earlier visits: by that creator's link (median)
    earlier_wrong_creator: float = 0.05  # … by another creator's
    earlier_false: float = 0.006  # of a baseline buyer's earlier visits: by some creator's link
    earlier_days: float = 4.0  # mean days between two visits of one buyer

    # --- money -------------------------------------------------------------------------------------------------------
    gross_margin_rate: float = 0.60
    planned_roi: tuple[float, float] = (0.12, 0.30)  # mean, sd: sets the price level of fees, before luck
    refund_rate: tuple[float, float] = (0.05, 0.09)  # uniform, share of paid orders
    lift_test_relative_error: float = 0.20


@dataclass(frozen=True)
class Case:
    """One case: what is different, in a sentence, and exactly which parameters say so."""

    name: str
    sentence: str
    changes: Mapping[str, Any]

    def parameters(self, scale: Scale | None = None) -> Parameters:
        """The base parameters with this case's changes; an explicit `scale` wins over the case's own size."""
        parameters = replace(Parameters(), **self.changes)
        return parameters if scale is None else replace(parameters, scale=scale)


def _case(name: str, sentence: str, **changes: Any) -> Case:
    return Case(name, sentence, MappingProxyType(changes))


CASES: Mapping[str, Case] = MappingProxyType(
    {
        case.name: case
        for case in (
            _case(
                "base",
                "A well-behaved brand: every influence on orders is in its files, and a few codes leak a little.",
            ),
            _case(
                "leaky_codes",
                "Two codes in five stand on coupon sites, where people who would have bought anyway find them.",
                leaked_code_share=0.4,
                leak_rate=0.006,
            ),
            _case(
                "viral_outlier",
                "One post gets forty times its views and sells a twentieth as well per effective view.",
                viral_factor=40.0,
                viral_conversion=0.05,
            ),
            _case(
                "peak_season",
                "Orders swell by 80 % around one campaign for reasons of their own, and no calendar says so.",
                peak_height=0.588,
            ),
            _case("overlapping_creators", "Creators post in threes, always on the same days.", together=3),
            _case(
                "delayed_effect",
                "Four tenths of the effect wait: people see the post and buy about five weeks later.",
                delayed_share=0.4,
            ),
            _case(
                "halo",
                "For ten orders won in the shop, two more are won where no file looks; the truth counts them.",
                halo_share=0.2,
            ),
            _case(
                "unlogged_promo",
                "Each campaign starts with ten days of lower prices that nobody wrote into the calendar.",
                unlogged_promo=0.30,
            ),
            _case(
                "tiny_brand",
                "Six creators, ninety days, eight orders a day: too little to know much.",
                scale=Scale(n_creators=6, n_posts=14, n_days=90, orders_per_day=8.0, n_campaigns=2),
                first_day=date(2026, 6, 1),
            ),
            _case(
                "no_effect",
                "Creators sell nothing: the people who use their codes and links would have bought anyway.",
                effect_multiplier=0.0,
            ),
        )
    }
)


def find_case(name: str) -> Case:
    """The case called `name`.

    Raises
    ------
    UnknownName : `unknown_world_case`, with the nearest known names
    """
    if name not in CASES:
        nearest = difflib.get_close_matches(name, CASES, n=3, cutoff=0.4)
        raise UnknownName("unknown_world_case", seen=name, nearest=nearest or list(CASES), known=list(CASES))
    return CASES[name]
