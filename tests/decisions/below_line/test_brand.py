"""Brand lift of the verdict, from the workspace's own survey."""

import pytest

from tests.decisions.brand import brand
from upshot.decisions.below_line.brand import brand_lift_of
from upshot.decisions.verdict.model import Scope
from upshot.measures.terms import read_terms


def answers(group: str, n: int, yes: int, *, words: tuple[str, str] = ("yes", "no")) -> list[dict[str, str]]:
    return [
        {"account_id": "lift", "respondent": f"{group}-{i}", "question": "Do you know the brand?", "group": group,
         "answer": words[0] if i < yes else words[1]}
        for i in range(n)
    ]  # fmt: skip


def lift(*parts: list[dict[str, str]], scope: str = "all"):
    data = brand(facts={"survey_answer": [row for part in parts for row in part]})
    named = Scope(kind="all") if scope == "all" else Scope(kind="creator", name="lea")
    return brand_lift_of(data, named, read_terms(data))


def test_lift_is_the_share_of_the_exposed_less_that_of_the_control_with_newcombes_interval():
    """Newcombe (1998), Statistics in Medicine 17, table II (a), method 10: 56/70 - 48/80 gives 0.0524 to 0.3339."""
    data = brand(
        facts={"survey_answer": [*answers("exposed", 70, 56), *answers("control", 80, 48)]}, interval_level="0.95"
    )
    found = brand_lift_of(data, Scope(kind="all"), read_terms(data))
    assert found.value == pytest.approx(0.2)
    assert (found.interval.low, found.interval.high) == (
        pytest.approx(0.0524, abs=5e-5),
        pytest.approx(0.3339, abs=5e-5),
    )
    assert (found.n, found.n_control) == (70, 80)
    assert "caveat_not_randomised" in {caveat.code for caveat in found.caveats}


@pytest.mark.parametrize(
    ("parts", "scope", "code"),
    [
        ([], "all", "null_no_brand_lift"),
        ([answers("exposed", 10, 5), answers("control", 90, 40)], "all", "brand_lift_few_answers"),
        ([answers("exposed", 50, 5, words=("blue", "red")), answers("control", 50, 4, words=("blue", "red"))], "all",
         "null_brand_lift_unreadable"),
        ([answers("exposed", 50, 25), answers("control", 50, 20)], "creator", "null_brand_lift_of_all"),
    ],
)  # fmt: skip
def test_a_survey_that_tells_nothing_is_null_with_its_reason_and_stops_no_verdict(parts, scope, code):
    found = lift(*parts, scope=scope)
    assert (found.value, found.why_null.code) == (None, code)
