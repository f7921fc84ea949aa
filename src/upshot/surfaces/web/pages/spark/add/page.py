"""The form of a new right, or of the one that takes over from another."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.pages.spark.reading import FIELDS
from upshot.surfaces.web.view import View


class AddContext(Context):
    """The form."""

    said: Mapping[str, str] = Field(description="What the form holds, by field.")
    problems: Mapping[str, str] = Field(description="What is wrong with it, by field, in words.")
    campaigns: tuple[str, ...] = Field(description="Campaigns to choose from.")
    replaces: str | None = Field(description="The right that this one renews.")


def build(view: View) -> AddContext:
    """An empty form; `?replaces=` fills in what stays the same when a right is renewed."""
    replaces = view.request.query_params.get("replaces")
    if replaces is None:
        asked = {name: view.request.query_params.get(name, "") for name in ("creator", "post", "campaign")}
        return form(view, asked, {})
    right = view.home.spark_book().get(replaces)
    said = {
        "creator": right.creator,
        "post": right.post_url or right.post_id,
        "campaign": right.campaign or "",
        "currency": right.currency or "",
        "territory": right.territory or "",
        "flight_starts_on": right.flight.starts_on.isoformat() if right.flight.starts_on else "",
        "flight_ends_on": right.flight.ends_on.isoformat() if right.flight.ends_on else "",
    }
    return form(view, said, {}, replaces=right.right_id)


def form(
    view: View, said: Mapping[str, str], problems: Mapping[str, str], *, replaces: str | None = None
) -> AddContext:
    """The form with `said` filled in."""
    campaigns = tuple(str(row["campaign"]) for row in view.home.rows("campaign"))
    return AddContext(
        said={name: said.get(name, "") for name in FIELDS}, problems=problems, campaigns=campaigns, replaces=replaces
    )


ADD = Page("spark/add", "/spark/add", "spark", build)
