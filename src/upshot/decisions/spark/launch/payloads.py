"""A checked plan as the calls of TikTok's Marketing API, in order. Upshot writes them down; a person sends them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, field_serializer

from upshot.decisions.spark.launch.bodies import (
    AdBody,
    AdGroupBody,
    AuthorizeBody,
    Body,
    CampaignBody,
    Creative,
    api_name,
)
from upshot.decisions.spark.launch.checking import AD_FORMATS, BUDGET_MODES, check_launch, goal_of
from upshot.decisions.spark.launch.model import Flight, LaunchFinding, LaunchPlan
from upshot.decisions.spark.rights.model import SparkRight
from upshot.decisions.verdict.model import Part
from upshot.errors import NotAllowed
from upshot.registries.marketing_api import GoalPair
from upshot.version import __version__

API_BASE = "/open_api/v1.3"
EXPORT_SCHEMA_VERSION = "1.0"


class Call(Part):
    """One call; `returns` says which placeholder its answer fills, and from where in the answer."""

    number: int
    method: Literal["POST"] = "POST"
    path: str
    body: Body
    returns: dict[str, str] = Field(default_factory=dict)

    @field_serializer("body")
    def _without_what_is_not_sent(self, body: Body) -> dict[str, Any]:
        """The body as JSON sends it: fields that are not set are left out, money is a number."""
        return {name: _plain(value) for name, value in body.model_dump(exclude_none=True).items()}


class Need(Part):
    """A placeholder that a person, or a read call, fills before sending."""

    placeholder: str
    what: str  # wording code
    found_by: str  # the call or place that tells it
    about: str | None = None


class ApiExport(Part):
    """The calls of one launch, in order. Everything is created switched off."""

    schema_version: str = EXPORT_SCHEMA_VERSION
    upshot_version: str
    api: str = f"TikTok Marketing API {API_BASE.rpartition('/')[2]}"
    plan: str
    currency: str
    as_of: datetime
    holds_codes: bool
    needs: tuple[Need, ...]
    findings: tuple[LaunchFinding, ...]
    calls: tuple[Call, ...]


def export_payloads(
    plan: LaunchPlan,
    rights: Sequence[SparkRight] = (),
    *,
    now: datetime,
    zone: ZoneInfo,
    codes: Mapping[str, str] | None = None,
) -> ApiExport:
    """Write the calls down.

    Parameters
    ----------
    rights : the rights ledger, against which flights are checked
    codes : raw codes by post id, only where somebody asked for them on purpose; without them a placeholder stands there

    Raises
    ------
    NotAllowed : launch_refused, with the first finding that stops the launch and how many there are
    """
    findings = check_launch(plan, rights, now=now, zone=zone)
    stops = [finding for finding in findings if finding.stops]
    if stops:
        first = stops[0]
        raise NotAllowed("launch_refused", n=len(stops), flight=first.flight or plan.name, point=first.phrase.code)
    writer = _Writer(plan, dict(codes or {}))
    for flight in plan.flights:
        pair = goal_of(flight)
        if isinstance(pair, GoalPair):  # the check above let no other pass
            writer.add(flight, pair)
    return ApiExport(
        upshot_version=__version__,
        plan=plan.name,
        currency=plan.currency,
        as_of=now,
        holds_codes=bool(codes),
        needs=tuple(writer.needs.values()),
        findings=findings,
        calls=tuple(writer.calls),
    )


class _Writer:
    """Collects calls and needs; codes first, then campaign before ad group before ad."""

    def __init__(self, plan: LaunchPlan, codes: dict[str, str]) -> None:
        self.plan = plan
        self.codes = codes
        self.calls: list[Call] = []
        self.needs: dict[str, Need] = {}
        self._campaigns: dict[str, str] = {}
        self._authorised: set[str] = set()
        self.advertiser_id = plan.advertiser_id or self._need(
            "advertiser_id", "launch_need_advertiser", "GET /oauth2/advertiser/get/"
        )

    def add(self, flight: Flight, pair: GoalPair) -> None:
        """The calls of one flight."""
        number = len([call for call in self.calls if isinstance(call.body, AdBody)]) + 1
        identity = self._identity(flight)
        campaign = self._campaign(pair)
        group = f"adgroup_{number}_id"
        self._call("/adgroup/create/", self._ad_group(flight, pair, campaign), {group: "data.adgroup_id"})
        creative = Creative(
            ad_name=_name(flight.name, f"ad {number}"),
            identity_type=flight.identity_type,
            identity_id=identity,
            identity_authorized_bc_id=flight.business_center_id if flight.identity_type == "BC_AUTH_TT" else None,
            ad_format=AD_FORMATS[flight.format],  # type: ignore[arg-type]
            tiktok_item_id=flight.post_id,
            call_to_action=flight.call_to_action,
            landing_page_url=flight.landing_page_url,
        )
        body = AdBody(advertiser_id=self.advertiser_id, adgroup_id=f"${{{group}}}", creatives=(creative,))
        self._call("/ad/create/", body, {f"ad_{number}_id": "data.ad_ids.0"})

    def _campaign(self, pair: GoalPair) -> str:
        """The placeholder of the campaign of an objective; written down where it is first needed."""
        kind = pair.objective_type
        if kind not in self._campaigns:
            name = f"campaign_{len(self._campaigns) + 1}_id"
            body = CampaignBody(
                advertiser_id=self.advertiser_id,
                campaign_name=_name(f"{self.plan.name} {kind}", kind),
                objective_type=kind,
            )
            self._call("/campaign/create/", body, {name: "data.campaign_id"})
            self._campaigns[kind] = f"${{{name}}}"
        return self._campaigns[kind]

    def _ad_group(self, flight: Flight, pair: GoalPair, campaign_id: str) -> AdGroupBody:
        needed = set(pair.needs)
        pixel = flight.pixel_id
        if "pixel_id" in needed and pixel is None:
            pixel = self._need("pixel_id", "launch_need_pixel", "GET /pixel/list/")
        return AdGroupBody(
            advertiser_id=self.advertiser_id,
            campaign_id=campaign_id,
            adgroup_name=_name(flight.name, flight.post_id),
            promotion_type=pair.promotion_type,
            location_ids=tuple(
                self._need(f"location_id_{country.lower()}", "launch_need_location",
                           f"GET /tool/region/ (region_code = {country})", country)
                for country in flight.countries
            ),
            gender=flight.gender,
            age_groups=flight.age_groups or None,
            budget_mode=BUDGET_MODES[flight.budget_per],  # type: ignore[arg-type]
            budget=flight.budget,
            schedule_start_time=_utc(flight.starts_at),
            schedule_end_time=_utc(flight.ends_at),
            optimization_goal=pair.optimization_goal,
            billing_event=pair.billing_event,
            bid_display_mode=pair.fixed.get("bid_display_mode"),
            frequency=flight.frequency if "frequency" in needed else None,
            frequency_schedule=flight.frequency_days if "frequency_schedule" in needed else None,
            pixel_id=pixel if "pixel_id" in needed else None,
            optimization_event=flight.optimization_event if "optimization_event" in needed else None,
        )  # fmt: skip

    def _identity(self, flight: Flight) -> str:
        """The identity of the post: given, or told by TikTok once the code was handed in."""
        if flight.identity_type == "AUTH_CODE" and flight.post_id not in self._authorised:
            self._authorised.add(flight.post_id)
            code = self.codes.get(flight.post_id)
            if code is None:
                where = "upshot spark sheet --payload --with-codes"
                code = self._need(f"code_{flight.post_id}", "launch_need_code", where, flight.creator)
            self._call("/tt_video/authorize/", AuthorizeBody(advertiser_id=self.advertiser_id, auth_code=code), {})
        if flight.identity_id is not None:
            return flight.identity_id
        if flight.identity_type == "AUTH_CODE":
            where = f"GET /tt_video/list/ (item_info.item_id = {flight.post_id} → user_info.identity_id)"
            return self._need(f"identity_{flight.post_id}", "launch_need_identity", where, flight.creator)
        where = f"GET /identity/get/ (identity_type = {flight.identity_type})"
        return self._need(f"identity_{flight.post_id}", "launch_need_identity", where, flight.creator)

    def _need(self, name: str, what: str, found_by: str, about: str | None = None) -> str:
        self.needs.setdefault(name, Need(placeholder=f"${{{name}}}", what=what, found_by=found_by, about=about))
        return f"${{{name}}}"

    def _call(self, path: str, body: Body, returns: dict[str, str]) -> None:
        self.calls.append(Call(number=len(self.calls) + 1, path=API_BASE + path, body=body, returns=returns))


def _plain(value: Any) -> Any:
    """Money as a JSON number, inside lists of creatives too; what is not set is left out."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items() if item is not None}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _name(text: str, otherwise: str) -> str:
    """A name the API takes; where nothing of it is left, the fallback."""
    return api_name(text) or api_name(otherwise)


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
