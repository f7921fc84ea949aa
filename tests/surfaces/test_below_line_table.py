"""What stands below the line, in words: values with bounds, what they rest on, and why one is missing."""

import pytest

from tests.decisions.below_line.shop import NOW, loyalty, others, shop, won
from tests.surfaces.sample import sample_verdict
from upshot.decisions.verdict import judge
from upshot.decisions.verdict.model import Emv, EmvParameter, Evidence, Scope
from upshot.surfaces.presentation import below_line_table, loyalty_table
from upshot.surfaces.reports.content import report_content
from upshot.surfaces.wording import Words


@pytest.fixture(scope="module")
def verdict():
    return judge(shop(won(), others(200, 50)), scope=Scope(kind="all"), now=NOW)


def test_loyalty_is_shown_with_its_interval_both_sides_and_the_caveat(verdict):
    found, _ = loyalty(shop(won(), others(200, 50)))
    row = next(row for row in below_line_table(verdict, Words("en")).rows if "Later margin per customer" in row[0])
    assert "after 90 days" in row[0]
    assert f"€{found.value:.2f} (€{found.interval.low:.2f} … " in row[1]
    assert row[2] == "80 customers, 200 matched"
    assert "differ from those who leave no trace" in row[3]


def test_emv_is_never_shown_without_saying_that_it_is_no_return():
    line = Emv(
        value=15_000, evidence=Evidence.MODELLED, formula="impressions_cpm", currency="USD", posts=1,
        parameters=(EmvParameter(name="cpm", value=15, unit="USD", denominator="views", source="L", dated=NOW.date()),),
    )  # fmt: skip
    below = sample_verdict().below_line.model_copy(update={"emv": (line,)})
    row = below_line_table(sample_verdict(below_line=below), Words("en")).rows[-1]
    assert (row[1], row[2]) == ("US$15,000", "one post")
    assert row[3].startswith("Not a return")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_row_speaks_both_languages_and_a_missing_value_says_why(verdict, language):
    table = below_line_table(verdict, Words(language))
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert all(row[3] for row in table.rows if row[1] == "–")
    assert len(loyalty_table(verdict, Words(language)).rows) == len(verdict.below_line.loyalty.horizons) == 3


def test_the_report_holds_both_tables(verdict):
    names = [table.name for table in report_content(verdict, Words("fr")).details]
    assert {"below_line", "loyalty"} <= set(names)
