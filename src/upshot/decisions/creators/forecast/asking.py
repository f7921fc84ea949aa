"""What a forecast is asked about, checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from upshot.errors import InvalidInput

ORGANIC = "organic"
TYPES = ("sponsored_video", "sponsored_challenge", "live", "ambassador", "creative_effect", ORGANIC)
MOST_POSTS = 50
MOST_CREATORS = 2_000
MOST_DAYS_APART = 365.0


@dataclass(frozen=True)
class ForecastTerms:
    """A planned collaboration, the same with each creator.

    Attributes
    ----------
    creators : handles, with or without @
    n_posts : of each creator
    collaboration_type : one of `TYPES`; organic = a post that nobody pays for
    fee, other_cost : of the whole collaboration with one creator, the workspace's currency; None = not said
    starts_on : of the first post; None = tomorrow
    days_apart : between two posts of one creator
    hurdle_rate : ROI asked for; None = the setting
    """

    creators: tuple[str, ...]
    n_posts: int = 1
    collaboration_type: str = "sponsored_video"
    fee: Decimal | None = None
    other_cost: Decimal | None = None
    starts_on: date | None = None
    days_apart: float = 7.0
    hurdle_rate: float | None = None

    def checked(self) -> ForecastTerms:
        """Itself.

        Raises
        ------
        InvalidInput : forecast_posts_out_of_range, forecast_unknown_type, forecast_cost_negative,
            forecast_days_out_of_range, forecast_creators_out_of_range
        """
        if not 1 <= len(self.creators) <= MOST_CREATORS:
            raise InvalidInput("forecast_creators_out_of_range", seen=len(self.creators), most=MOST_CREATORS)
        if not 1 <= self.n_posts <= MOST_POSTS:
            raise InvalidInput("forecast_posts_out_of_range", seen=self.n_posts, most=MOST_POSTS)
        if self.collaboration_type not in TYPES:
            raise InvalidInput("forecast_unknown_type", seen=self.collaboration_type, types=", ".join(TYPES))
        for cost in (self.fee, self.other_cost):
            if cost is not None and not (cost.is_finite() and 0 <= cost <= Decimal(10**12)):
                raise InvalidInput("forecast_cost_negative", seen=str(cost))
        if not 0 <= self.days_apart <= MOST_DAYS_APART:
            raise InvalidInput("forecast_days_out_of_range", seen=self.days_apart, most=int(MOST_DAYS_APART))
        return self

    @property
    def is_sponsored(self) -> bool:
        """Whether somebody pays for the posts."""
        return self.collaboration_type != ORGANIC

    @property
    def cost(self) -> Decimal | None:
        """Fee and other costs with one creator; None without a fee."""
        return None if self.fee is None else self.fee + (self.other_cost or Decimal(0))
