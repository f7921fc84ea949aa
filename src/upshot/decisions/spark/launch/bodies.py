"""The bodies of TikTok's Marketing API calls, field for field: what it would refuse, these models refuse.

Names and enumerations: Marketing API v1.3 (registry `marketing_api`). A value still to be filled in is `${name}`.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from upshot.decisions.verdict.model import Part

LONGEST_NAME = 512  # characters; Chinese, Japanese and Korean ones count twice
PLACEHOLDER = r"\$\{[a-z0-9_.]+\}"
_SYMBOLS = frozenset({"So", "Cs", "Co", "Cn"})
_JOINERS = frozenset("\u200d\ufe0f\u20e3")


def api_name(text: str) -> str:
    """A name as the API takes it: no emoji, no control or direction characters, at most 512 counted characters."""
    plain = "".join(c for c in text if not _is_barred(c))
    plain = re.sub(r"\s+", " ", plain).strip()
    kept, length = [], 0
    for character in plain:
        length += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if length > LONGEST_NAME:
            break
        kept.append(character)
    return "".join(kept)


def _is_barred(character: str) -> bool:
    category = unicodedata.category(character)
    return category in _SYMBOLS or character in _JOINERS or (category in {"Cc", "Cf"} and not character.isspace())


def _checked_name(text: str) -> str:
    if text != api_name(text):
        raise ValueError(text[:60])
    return text


Name = Annotated[str, Field(min_length=1), AfterValidator(_checked_name)]
Id = Annotated[str, Field(pattern=rf"^(\d{{5,32}}|{PLACEHOLDER})$")]
Reference = Annotated[str, Field(min_length=1, max_length=200)]
UtcTime = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$")]
Url = Annotated[str, Field(pattern=r"^https://[^\s\"'<>\\{}]+$")]


class AuthorizeBody(Part):
    """POST /tt_video/authorize/."""

    advertiser_id: Id
    auth_code: str = Field(min_length=6, max_length=4096, repr=False)


class CampaignBody(Part):
    """POST /campaign/create/; budgets stand on the ad groups, and nothing delivers before a person switches it on."""

    advertiser_id: Id
    campaign_name: Name
    objective_type: str
    budget_mode: Literal["BUDGET_MODE_INFINITE"] = "BUDGET_MODE_INFINITE"
    budget_optimize_on: Literal[False] = False
    operation_status: Literal["DISABLE"] = "DISABLE"


class AdGroupBody(Part):
    """POST /adgroup/create/; times are UTC."""

    advertiser_id: Id
    campaign_id: Id
    adgroup_name: Name
    promotion_type: str | None = None
    placement_type: Literal["PLACEMENT_TYPE_NORMAL"] = "PLACEMENT_TYPE_NORMAL"
    placements: tuple[Literal["PLACEMENT_TIKTOK"], ...] = ("PLACEMENT_TIKTOK",)
    location_ids: tuple[Id, ...] = Field(min_length=1, max_length=3000)
    gender: str
    age_groups: tuple[str, ...] | None = None
    budget_mode: Literal["BUDGET_MODE_DAY", "BUDGET_MODE_TOTAL"]
    budget: Decimal = Field(gt=0)
    schedule_type: Literal["SCHEDULE_START_END"] = "SCHEDULE_START_END"
    schedule_start_time: UtcTime
    schedule_end_time: UtcTime
    optimization_goal: str
    billing_event: str
    bid_type: Literal["BID_TYPE_NO_BID"] = "BID_TYPE_NO_BID"
    bid_display_mode: str | None = None
    pacing: Literal["PACING_MODE_SMOOTH"] = "PACING_MODE_SMOOTH"
    frequency: int | None = None
    frequency_schedule: int | None = None
    pixel_id: Reference | None = None
    optimization_event: str | None = None
    operation_status: Literal["DISABLE"] = "DISABLE"


class Creative(Part):
    """One Spark creative that pulls an existing post: its caption is the ad's text, its music goes with it."""

    ad_name: Name
    identity_type: str
    identity_id: Reference
    identity_authorized_bc_id: Id | None = None
    ad_format: Literal["SINGLE_VIDEO", "CAROUSEL_ADS"]
    tiktok_item_id: Annotated[str, Field(pattern=r"^\d{5,32}$")]
    call_to_action: str | None = None
    landing_page_url: Url | None = None
    dark_post_status: Literal["OFF"] = "OFF"
    operation_status: Literal["DISABLE"] = "DISABLE"


class AdBody(Part):
    """POST /ad/create/."""

    advertiser_id: Id
    adgroup_id: Id
    creatives: tuple[Creative, ...] = Field(min_length=1, max_length=20)


Body = AuthorizeBody | CampaignBody | AdGroupBody | AdBody
