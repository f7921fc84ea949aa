"""Whoever types a number, in a form, an option or a setting, is read alike."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upshot.measures.typed import typed_number, typed_share


@pytest.mark.parametrize(
    "text", ["1200.5", "1200,5", "1 200,50", "1\u202f200,50", "1\xa0200.5", "1,200.50", "1.200,50", " +1200.5 "]
)
def test_one_number_is_written_in_many_ways(text: str) -> None:
    assert typed_number(text) == Decimal("1200.5")


@pytest.mark.parametrize(
    "text", ["", "-", "lots", "nan", "inf", "1_000", "1,2,3", "12,34.5", "1.200.000", "٣", "5%", "€5"]
)
def test_what_is_no_number_or_could_be_two_is_none(text: str) -> None:
    assert typed_number(text) is None


@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=4))
def test_a_number_survives_being_written_either_way(number: Decimal) -> None:
    english, french = f"{number:,.4f}", f"{number:.4f}".replace(".", ",")
    assert typed_number(french) == number
    assert number < 0 or typed_number(english) == number


@pytest.mark.parametrize(
    ("text", "found"), [("2,5 %", ("2.5", True)), ("0.02", ("0.02", False)), ("50%", ("50", True))]
)
def test_a_percent_sign_is_told_apart(text: str, found: tuple[str, bool]) -> None:
    assert typed_share(text) == (Decimal(found[0]), found[1])


def test_two_percent_signs_are_no_share() -> None:
    assert typed_share("5%%") == (None, True)
