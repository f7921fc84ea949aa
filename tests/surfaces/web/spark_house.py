"""Rights, links and codes for the tests of the Spark desk and of the creator's page."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

from upshot.vocabulary.spark_rights import DayWindow, SparkRight
from upshot.wiring import House, Workspace

BRAND = "L'Été & Co"
POST = "7312345678901234567"  # made in December 2023
CODE = "#Zq3vTa9/xY+bC1dE2fG3hI4jK5lM6nO7pQ8rS9t="
OTHER_CODE = "#Other9/xY+bC1dE2fG3hI4jK5lM6nO7pQ8rS9t="
OFFER = {"brand": "L'Été", "product": "Une crème solaire", "why": "41 % la regardent jusqu'au bout.", "where": "FR"}


def today() -> date:
    return datetime.now(UTC).date()


def add_right(workspace: Workspace, *, creator: str = "lea.cuisine", post: str = POST, **more: Any) -> SparkRight:
    day = today()
    terms = {
        "campaign": "Noël",
        "flight": DayWindow(day + timedelta(2), day + timedelta(15)),
        "contract": DayWindow(day, day + timedelta(90)),
        "flight_budget": Decimal(900),
        "rights_fee": Decimal(150),
        "currency": "EUR",
        "territory": "FR",
    }
    right = SparkRight("", creator, post, **{**terms, **more})
    return workspace.spark_book().add(right, actor="test", now=datetime.now(UTC))


def add_link(workspace: Workspace, right: SparkRight, *, lasts: timedelta = timedelta(14), **more: Any) -> str:
    """A private link's token; a negative `lasts` makes one that has lapsed."""
    now = datetime.now(UTC)
    made = now + min(lasts, timedelta(0)) - timedelta(seconds=1)
    book = workspace.spark_book()
    asked = {"language": "fr", "days": 30, "offer": OFFER, **more}
    _, token = book.create_request(right.right_id, expires_at=now + lasts, actor="test", now=made, **asked)
    return token


def desk(brand: str = BRAND) -> str:
    return f"/w/{quote(brand, safe='')}/spark"


def yes(code: str = CODE, **more: Any) -> dict[str, Any]:
    """The creator's form, filled in."""
    return {"act": "code", "code": code, "days": "30", "made": "today", "agree": "yes", **more}


def brand_of(house: House, name: str = BRAND) -> Workspace:
    workspace = house.create_workspace(name)
    day = today()
    row = {
        "campaign": "Noël",
        "objective": "sales",
        "starts_on": day,
        "ends_on": day + timedelta(40),
        "currency": "EUR",
    }
    workspace.records.put_row(name, "campaign", row, who="test", now=datetime.now(UTC))
    return workspace


def make_home(folder: Path) -> Path:
    """A home with the brand and its campaign, closed again."""
    with House.open(folder) as house:
        brand_of(house)
    return folder
