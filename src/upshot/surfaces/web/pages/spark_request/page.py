"""What a creator reads behind a private link: does it fit, why, where, how long, what it pays, how to give the code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field

from upshot.decisions.spark.gates.fit import TOPICS, NoGo, Offer, conflicts
from upshot.decisions.spark.gates.reading import creators_no_go, post_row
from upshot.decisions.spark.rights.windows import days_to_ask
from upshot.registries.spark_steps import SparkStep, spark_steps
from upshot.surfaces.web.pages.base import Context
from upshot.surfaces.web.pages.spark_request.plain import plain_text
from upshot.surfaces.wording import Words
from upshot.vocabulary.spark_rights import DURATIONS_DAYS, SparkRequest, SparkRight
from upshot.vocabulary.tiktok_links import post_id_of
from upshot.wiring import Workspace

DECLINE_REASONS = ("brand", "product", "post", "pay", "duration", "where", "other")


@dataclass(frozen=True)
class StepLine:
    """One pictured step: the menu's words, which drawing shows it, and whether the words were read in this language."""

    step: str
    screen: str
    menu: str
    is_seen: bool
    is_stale: bool


class RequestContext(Context):
    """The page of one request that is still open."""

    brand: str = Field(description="Who asks.")
    creator: str = Field(description="The creator's handle, without @.")
    product: str = Field(description="What is advertised, as the brand put it; empty when it was not told.")
    why: str = Field(description="Why this post; empty when it was not told.")
    where: str = Field(description="Where it will run; empty when it was not told.")
    pays: str = Field(description="What it pays, as the reader writes money; empty when it was not told.")
    post_url: str | None = Field(description="Link to the post on TikTok.")
    caption: str = Field(description="The post's caption, made harmless and cut; empty when it is not known.")
    first_day: date | None = Field(description="First day of the flight.")
    last_day: date | None = Field(description="Last day of the flight.")
    contract_ends_on: date | None = Field(description="Last day of the right that was agreed.")
    buffer_days: int = Field(description="Days kept after the flight.")
    days: int | None = Field(description="The duration to choose; null when none of TikTok's covers the flight.")
    needed_days: int | None = Field(description="Days from today to the end of flight and buffer.")
    durations: tuple[int, ...] = Field(description="TikTok's durations.")
    topics: tuple[str, ...] = Field(description="Kinds of product the request touches, as the brand said.")
    no_go: NoGo = Field(description="What the creator never advertises.")
    conflicts: tuple[str, ...] = Field(description="What of that list the request touches.")
    all_topics: tuple[str, ...] = Field(description="The kinds of product the list offers.")
    steps: tuple[StepLine, ...] = Field(description="The steps in TikTok's menus.")
    checked_on: date = Field(description="When the menus' words were last checked, the oldest of the steps.")
    expires_at: datetime = Field(description="When the link lapses.")
    zone: str = Field(description="The zone of the brand's days.")
    decline_reasons: tuple[str, ...] = Field(description="Reasons to choose from.")
    problems: Mapping[str, str] = Field(description="What is wrong with the form, by field, in words.")
    said: Mapping[str, str] = Field(description="What the form said, without the code.")


@dataclass(frozen=True)
class Asked:
    """A request with what it needs to be shown: the brand's workspace, the right, and the creator's own list."""

    workspace: Workspace
    request: SparkRequest
    right: SparkRight
    no_go: NoGo
    offer: Offer = field(default_factory=Offer)

    @classmethod
    def of(cls, workspace: Workspace, request: SparkRequest, right: SparkRight) -> Asked:
        """Read what the creator told before, on any request of this brand."""
        no_go = creators_no_go(workspace.spark_book(), right.creator)
        return cls(workspace, request, right, no_go, Offer.of(request.offer))

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the brand's days."""
        return zone_of(self.workspace)


def zone_of(workspace: Workspace) -> ZoneInfo:
    """The workspace's zone; UTC where the setting names none that exists."""
    try:
        return ZoneInfo(workspace.setting("time_zone") or "UTC")
    except (ValueError, KeyError, OSError):
        return ZoneInfo("UTC")


def duration_of(asked: Asked, now: datetime) -> tuple[int | None, int | None]:
    """The duration to choose from today on, and the days needed; never shorter than what the brand asked for."""
    days, needed = days_to_ask(asked.right.flight, asked.zone, now=now, buffer_days=asked.offer.buffer_days)
    if needed is None:
        return asked.request.days, None
    return max(days, asked.request.days or 0) if days else None, needed


def build_request(
    asked: Asked,
    words: Words,
    *,
    now: datetime,
    problems: Mapping[str, str] | None = None,
    said: Mapping[str, str] | None = None,
    no_go: NoGo | None = None,
) -> RequestContext:
    """The page; after a refused form, with what it said (never the code) and what is wrong with it."""
    right, offer, today = asked.right, asked.offer, now.astimezone(asked.zone).date()
    days, needed = duration_of(asked, now)
    row = post_row(asked.workspace, right.post_id) or {}
    listed = asked.no_go if no_go is None else no_go
    pays = words.money(right.rights_fee, right.currency or "EUR") if right.rights_fee is not None else ""
    return RequestContext(
        brand=plain_text(offer.brand or asked.workspace.name, longest=80),
        creator=right.creator,
        product=plain_text(offer.product),
        why=plain_text(offer.why, longest=600),
        where=plain_text(offer.where or right.territory),
        pays=" · ".join(part for part in (pays, plain_text(offer.pays)) if part),
        post_url=post_link(right),
        caption=plain_text(row.get("caption")),
        first_day=right.flight.starts_on,
        last_day=right.flight.ends_on,
        contract_ends_on=right.contract.ends_on,
        buffer_days=offer.buffer_days,
        days=days,
        needed_days=needed,
        durations=DURATIONS_DAYS,
        topics=offer.topics,
        no_go=listed,
        conflicts=conflicts(offer, listed),
        all_topics=TOPICS,
        steps=tuple(_line(step, words.language, today) for step in spark_steps()),
        checked_on=min(step.last_checked for step in spark_steps()),
        expires_at=asked.request.expires_at,
        zone=asked.zone.key,
        decline_reasons=DECLINE_REASONS,
        problems=problems or {},
        said={name: value for name, value in (said or {}).items() if name != "code"},
    )


def post_link(right: SparkRight) -> str | None:
    """The post's address on TikTok: the one that was entered if it is TikTok's, else made of handle and id."""
    parts = urlsplit(right.post_url or "")
    is_tiktok = parts.scheme == "https" and (parts.hostname or "") in {"tiktok.com", "www.tiktok.com", "m.tiktok.com"}
    if is_tiktok and right.post_url and post_id_of(right.post_url) == right.post_id:
        return right.post_url
    if right.post_id.isdigit():
        return f"https://www.tiktok.com/@{right.creator}/video/{right.post_id}"
    return None


def _line(step: SparkStep, language: str, today: date) -> StepLine:
    spoken: Literal["en", "fr"] = "fr" if language == "fr" else "en"
    return StepLine(step.step, step.screen, step.menu[spoken], step.is_seen[spoken], step.is_stale(today))
