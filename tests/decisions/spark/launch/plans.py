"""A launch that nothing stands against, to be spoilt one field at a time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from upshot.decisions.spark.launch import LaunchPlan
from upshot.decisions.spark.rights.model import CodeWindow, DayWindow, RightState, SparkRight

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Paris")
MAYA, NOE = "7500000000000000001", "7500000000000000002"
CODE = "#Zm9vYmFy/secret+code="


def flight(**changes: Any) -> dict[str, Any]:
    fixed = {
        "name": "Maya serum", "post_id": MAYA, "creator": "maya", "objective": "traffic", "budget": 40,
        "budget_per": "day", "starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 14),
        "time_zone": "Europe/Paris", "countries": ["FR"], "call_to_action": "SHOP_NOW",
        "landing_page_url": "https://brand.example/serum",
    }  # fmt: skip
    return fixed | changes


def plan(*flights: dict[str, Any], **changes: Any) -> LaunchPlan:
    both = flights or (flight(), flight(name="Noe", post_id=NOE, creator="@Noe"))
    return LaunchPlan.model_validate({"name": "Winter", "currency": "USD", "flights": list(both)} | changes)


def right(**changes: Any) -> SparkRight:
    code = CodeWindow(received_at=NOW, starts_at=NOW, days=60)
    fixed = {"right_id": "r-maya", "creator": "maya", "post_id": MAYA, "state": RightState.AUTHORISED, "code": code,
             "contract": DayWindow(date(2026, 11, 1), date(2027, 3, 1))}  # fmt: skip
    return SparkRight(**(fixed | changes))


RIGHTS = (right(), right(right_id="r-noe", creator="noe", post_id=NOE))
