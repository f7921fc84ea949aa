"""A verdict that is kept is the verdict of the data it was worked out from."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from upshot.decisions.verdict import case
from upshot.wiring import House

_NOW = datetime(2026, 5, 1, tzinfo=UTC)


def test_data_that_changes_while_a_verdict_is_worked_out_is_not_hidden_behind_it(tmp_path: Path):
    with House.open(tmp_path) as house:
        brand = house.workspace()
        really_gather = case.gather

        def gather_while_somebody_writes(data: Any, **asked: Any) -> case.Material:
            found = really_gather(data, **asked)
            house.records.put_row(brand.name, "setting", {"key": "hours", "value": "7"}, who="test", now=_NOW)
            return found

        with patch.object(case, "gather", gather_while_somebody_writes):
            brand.verdict()
        assert brand.known_verdict() is None
