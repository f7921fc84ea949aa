"""What is to be launched: flights of posts, each with its goal, budget, days and targeting."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from upshot.decisions.verdict.model import Part, Phrase

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Digits = Annotated[str, StringConstraints(pattern=r"^\d{5,32}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https://[^\s\"'<>\\{}]+$", max_length=2000)]


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(name) from error
    return name


Zone = Annotated[str, AfterValidator(_known_zone)]
Handle = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100),
    AfterValidator(lambda text: text.removeprefix("@").lower()),
]  # fmt: skip


class Flight(Part):
    """One post run as an ad: an ad group of its own with one ad.

    Parameters
    ----------
    objective : the brand's word (sales, followers, awareness …) or TikTok's own (WEB_CONVERSIONS)
    optimization_goal : TikTok's name; None takes the first that the registry pairs with the objective
    budget, budget_per : money of the plan's currency, per `day` or for the `flight` as a whole
    starts_on, ends_on : first and last day in `time_zone`, both included
    identity_type : AUTH_CODE (the creator's code), TT_USER (the brand's own account), BC_AUTH_TT (Business Center)
    right_id : the right this flight rests on, in the rights ledger
    """

    name: Text
    post_id: Digits
    creator: Handle
    objective: Text
    optimization_goal: Text | None = None
    format: Text = "in_feed_spark"
    budget: Decimal = Field(gt=0, le=Decimal(10_000_000), decimal_places=2)
    budget_per: Literal["day", "flight"]
    starts_on: date
    ends_on: date
    time_zone: Zone = "UTC"
    countries: tuple[Country, ...] = ()
    age_groups: tuple[Text, ...] = ()
    gender: Text = "GENDER_UNLIMITED"
    call_to_action: Text | None = None
    landing_page_url: WebAddress | None = None
    identity_type: Text = "AUTH_CODE"
    identity_id: Text | None = None
    business_center_id: Digits | None = None
    pixel_id: Text | None = None
    optimization_event: Text | None = None
    frequency: int | None = Field(default=None, ge=1, le=1000)
    frequency_days: int | None = Field(default=None, ge=1, le=30)
    right_id: Text | None = None
    post_url: WebAddress | None = None
    caption: str | None = Field(default=None, max_length=12_000)

    @model_validator(mode="after")
    def _ends_after_its_start(self) -> Self:
        if self.ends_on < self.starts_on:
            raise ValueError(f"{self.starts_on} > {self.ends_on}")
        return self

    @property
    def n_days(self) -> int:
        """Days from first to last, both included."""
        return (self.ends_on - self.starts_on).days + 1

    @property
    def starts_at(self) -> datetime:
        """The instant its first day begins."""
        return datetime.combine(self.starts_on, time(), ZoneInfo(self.time_zone))

    @property
    def ends_at(self) -> datetime:
        """The instant after its last day."""
        return datetime.combine(self.ends_on + timedelta(days=1), time(), ZoneInfo(self.time_zone))


class LaunchPlan(Part):
    """The flights of one launch; `advertiser_id` may be filled in later, and then stands in the export as a need."""

    name: Text
    currency: Currency
    advertiser_id: Digits | None = None
    flights: tuple[Flight, ...] = Field(min_length=1, max_length=500)

    @model_validator(mode="after")
    def _names_its_flights_once(self) -> Self:
        names = [flight.name.casefold() for flight in self.flights]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"name: {', '.join(twice)}")
        return self


class LaunchFinding(Part):
    """Something about a flight that a person must know; one that `stops` forbids the launch."""

    flight: str | None
    phrase: Phrase
    stops: bool
