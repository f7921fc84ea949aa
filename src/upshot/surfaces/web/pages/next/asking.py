"""The form of a budget as typed, and the question that it asks."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from upshot.decisions.budget import BudgetTerms, Limit, parse_limit
from upshot.errors import InvalidInput
from upshot.measures.typed import typed_number
from upshot.surfaces.web.view import View

HORIZON_DAYS = 90
ASKED = ("amount", "starts_on", "ends_on", "limits", "risk", "explore")
RISKS = ("100", "50", "20")
EXPLORES = ("0", "5", "10", "20")
LONGEST = 2_000
MOST_LIMITS = 40
_LIMIT = re.compile(r"^(?P<name>[^≤≥<>=]+?)\s*(?P<sign><=|>=|≤|≥|<|>)\s*(?P<value>[^≤≥<>=]+)$")


def said_in(view: View) -> dict[str, str]:
    """The form as filled in; what is not there is empty, or the first choice."""
    asked = view.request.query_params
    said = {name: asked.get(name, "").strip()[:LONGEST] for name in ASKED}
    said["risk"] = said["risk"] if said["risk"] in RISKS else RISKS[0]
    said["explore"] = said["explore"] if said["explore"] in EXPLORES else EXPLORES[0]
    return said


def terms_of(view: View, said: dict[str, str]) -> BudgetTerms:
    """The question.

    Raises
    ------
    InvalidInput : budget_not_positive, budget_days_out_of_range, next_bad_limit, budget_limit_unreadable
    """
    starts_on = _day(said["starts_on"]) or view.now.date() + timedelta(days=1)
    ends_on = _day(said["ends_on"]) or starts_on + timedelta(days=HORIZON_DAYS - 1)
    caps, floors = limits_of(said["limits"])
    return BudgetTerms(
        starts_on,
        ends_on,
        _amount(said["amount"]),
        caps=caps,
        floors=floors,
        tail=int(said["risk"]) / 100,
        exploration_share=int(said["explore"]) / 100,
    ).checked()


def limits_of(text: str) -> tuple[dict[str, Limit], dict[str, Limit]]:
    """Caps and floors, one in each line: `lea ≤ 3000`, `boosts ≥ 10%` (<= and >= will do).

    Raises
    ------
    InvalidInput : next_bad_limit, budget_limit_unreadable
    """
    caps: dict[str, Limit] = {}
    floors: dict[str, Limit] = {}
    for line in [line.strip() for line in text.splitlines() if line.strip()][:MOST_LIMITS]:
        found = _LIMIT.match(line)
        if found is None:
            raise InvalidInput("next_bad_limit", seen=line[:80])
        name, limit = parse_limit(f"{found['name']}={found['value']}")
        (caps if found["sign"] in {"<=", "≤", "<"} else floors)[name] = limit
    return caps, floors


def _amount(text: str) -> Decimal | None:
    if not text:
        return None
    amount = typed_number(text)
    if amount is None or amount <= 0:
        raise InvalidInput("budget_not_positive", seen=text[:40], most="10000000000")
    return amount


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
