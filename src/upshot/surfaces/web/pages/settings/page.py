"""The settings of the workspace: value, where it comes from, and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from upshot.settings import FX_PREFIX
from upshot.settings import SETTINGS as KNOWN
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import View

GROUPS: Mapping[str, tuple[str, ...]] = {
    "money": ("currency", "gross_margin_rate", "hurdle_rate", "interval_level"),
    "costs": ("vat_included", "vat_rate", "costs_include_vat", "vat_recoverable", "hours", "hour_cost", "tools_cost"),
    "attribution": ("attribution_window_days", "time_decay_half_life_days", "counted_statuses", "brand_terms"),
    "journeys": (
        "journey_idle_days",
        "journey_repeat_minutes",
        "journey_clock_tolerance_minutes",
        "journey_most_touches",
    ),
    "creators": (
        "target_audience",
        "audience_stale_days",
        "brand_values",
        "brand_sectors",
        "competitors",
        "competitor_exclusivity_days",
        "vetting_days",
        "second_approver_from_risk",
    ),
    "place": ("time_zone", "ad_time_zone", "target_countries", "day_first"),
}


@dataclass(frozen=True)
class SettingRow:
    """One setting as the form shows it; `choices` are the words of a yes-or-no setting."""

    name: str
    value: str
    default: str | None
    unit: str
    is_missing: bool
    error: str | None = None


class SettingsContext(Context):
    """Every setting by group; exchange rates that are set come in a group of their own."""

    groups: tuple[tuple[str, tuple[SettingRow, ...]], ...] = Field(description="The settings by group.")
    saved: bool = Field(description="Whether the form was just saved.")
    has_problems: bool = Field(description="Whether the form was refused; nothing was written then.")


def build(view: View) -> SettingsContext:
    return form(view, {}, {}, saved="saved" in view.request.query_params)


def form(view: View, said: Mapping[str, str], problems: Mapping[str, str], *, saved: bool = False) -> SettingsContext:
    """The form with what was said in place of what is stored, and what is wrong with it."""
    stored = {row["key"]: row["value"] for row in view.home.rows("setting")}
    grouped = {name for names in GROUPS.values() for name in names}
    rest = tuple(name for name in KNOWN if name not in grouped)
    rates = tuple(sorted(name for name in {*stored, *said} if name.startswith(FX_PREFIX)))
    groups = {**GROUPS, "other": rest, "rates": rates}

    def row(name: str) -> SettingRow:
        known = KNOWN.get(name)
        value = said.get(name, stored.get(name) or "")
        is_missing = known is not None and not value and view.home.setting(name) is None
        default, unit = (known.default, known.unit) if known else (None, "rate")
        return SettingRow(name, value, default, unit, is_missing, problems.get(name))

    made = tuple((group, tuple(row(name) for name in names)) for group, names in groups.items())
    return SettingsContext(
        groups=tuple((group, rows) for group, rows in made if rows or group == "rates"),
        saved=saved,
        has_problems=bool(problems),
    )


SETTINGS = Page("settings", "/settings", "settings", build)
