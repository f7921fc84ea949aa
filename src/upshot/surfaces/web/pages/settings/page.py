"""The settings of the workspace: value, where it comes from, and what it means."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from upshot.settings import SETTINGS as KNOWN
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import View


@dataclass(frozen=True)
class SettingRow:
    """One setting as the form shows it."""

    name: str
    value: str
    default: str | None
    unit: str
    is_missing: bool


class SettingsContext(Context):
    """Every setting; `fx_…` rates that are set come last."""

    rows: tuple[SettingRow, ...] = Field(description="One row per setting.")
    saved: bool = Field(description="Whether the form was just saved.")


def build(view: View) -> SettingsContext:
    stored = {row["key"]: row["value"] for row in view.home.rows("setting")}
    rows = [
        SettingRow(name, stored.get(name) or "", setting.default, setting.unit, view.home.setting(name) is None)
        for name, setting in KNOWN.items()
    ]
    rows += [SettingRow(name, value, None, "rate", False) for name, value in stored.items() if name not in KNOWN]
    return SettingsContext(rows=tuple(rows), saved="saved" in view.request.query_params)


SETTINGS = Page("settings", "/settings", "settings", build)
