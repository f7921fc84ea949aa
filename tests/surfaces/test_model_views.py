"""What the response model says beside the answer, in words, charts, sheets and frames."""

from __future__ import annotations

import html
import io

import pytest
from python_calamine import CalamineWorkbook

from tests.surfaces.sample import sample_verdict
from upshot.decisions.verdict import model as m
from upshot.surfaces import charts, presentation
from upshot.surfaces.charts import PAPER, draw_svg
from upshot.surfaces.notebook import ShownVerdict
from upshot.surfaces.presentation.model_checks import check_name
from upshot.surfaces.reports.content import report_content
from upshot.surfaces.reports.page import render_html
from upshot.surfaces.reports.workbook_model import add_model_sheets
from upshot.surfaces.wording import LANGUAGES, MISSING, Words

CHARTS = (
    charts.decomposition_chart,
    charts.forest_chart,
    charts.response_chart,
    charts.learned_chart,
    charts.placebo_chart,
)
TABLES = (
    presentation.creator_estimate_table,
    presentation.tier_table,
    presentation.collaboration_table,
    presentation.boost_table,
    presentation.next_euro_table,
    presentation.decomposition_table,
    presentation.response_table,
    presentation.learned_table,
    presentation.check_table,
    presentation.alternative_table,
)
PARTS = ("decomposition", "response_curves", "by_tier", "by_collaboration_type", "by_boost", "next_euro", "learned",
         "checks", "placebo_shifts", "alternatives", "inseparable", "by_inseparable")  # fmt: skip


@pytest.fixture(scope="module")
def verdict() -> m.Verdict:
    return sample_verdict()


@pytest.fixture(scope="module")
def bare() -> m.Verdict:
    """A verdict whose model says nothing, as those of schema 1.1."""
    return sample_verdict(**dict.fromkeys(PARTS, ()), diagnostics={}, roi=None)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("build", TABLES)
def test_every_table_has_a_cell_for_every_column(verdict, build, language):
    table = build(verdict, Words(language))
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.columns)}


@pytest.mark.parametrize(("language", "word"), [("en", "Read them as a group"), ("fr", "comme un groupe")])
def test_creators_who_cannot_be_told_apart_are_read_as_a_sum(verdict, language, word):
    words = Words(language)
    (line,) = presentation.inseparable_lines(verdict, words)
    assert word in line
    assert "anna.cuisine, leo_teste" in line
    assert words.money(verdict.by_inseparable[0].cost, verdict.currency) in line


@pytest.mark.parametrize("build", CHARTS)
def test_every_chart_is_drawn_and_describes_itself(verdict, build):
    spec = build(verdict, Words("en"))
    assert spec["description"]
    assert draw_svg(spec, PAPER, language="en", width=320).startswith("<svg")


@pytest.mark.parametrize("build", [*CHARTS, *TABLES])
def test_without_a_model_there_is_nothing_rather_than_something_empty(bare, build):
    shown = build(bare, Words("en"))
    rows = () if shown is None else shown.rows
    assert rows == () or build is presentation.creator_estimate_table


def test_the_forest_ends_with_all_together_and_cuts_what_leaves_the_frame(verdict):
    far = m.Roi(median=0.8, low=-0.2, high=40.0, p_above_hurdle=0.9, hurdle_rate=0.0)
    first = verdict.creators[0].model_copy(update={"roi": far})
    spec = charts.forest_chart(verdict.model_copy(update={"creators": (first, verdict.creators[1])}), Words("en"))
    values = spec["data"]["values"]
    assert [row["creator"] for row in values] == ["anna.cuisine", "leo_teste", "All together"]
    assert values[0]["high"] == pytest.approx(1.6 * 0.8 + 0.2)


def test_a_part_of_a_week_is_drawn_as_an_average_day(verdict):
    point = verdict.decomposition[0]
    short = point.model_copy(update={"ends_on": point.starts_on})
    spec = charts.decomposition_chart(verdict.model_copy(update={"decomposition": (point, short)}), Words("en"))
    assert [row["orders"] for row in spec["data"]["values"]] == [pytest.approx(430 / 7), 430]


def test_without_a_margin_rate_the_curves_show_orders(verdict):
    curve = verdict.response_curves[0]
    points = tuple(point.model_copy(update={"gross_margin": None}) for point in curve.by_views)
    bare = verdict.model_copy(update={"response_curves": (curve.model_copy(update={"by_views": points}),)})
    spec = charts.response_chart(bare, Words("en"))
    assert spec["description"] == Words("en").text("chart_response_orders_description")
    assert spec["data"]["values"][1]["median"] == points[1].orders.median
    assert presentation.response_table(bare, Words("en")).rows[0][3] == MISSING


def test_a_column_of_words_that_says_nothing_is_left_out(verdict):
    words = Words("en")
    known = verdict.model_copy(update={"by_boost": verdict.by_boost[:1]})
    assert (
        len(presentation.boost_table(known, words).columns) == len(presentation.boost_table(verdict, words).columns) - 1
    )
    only = presentation.next_euro_table(verdict, words, of="creators")
    assert "Post" not in [column.label for column in only.columns]


def test_there_is_no_minus_before_a_zero(verdict):
    still = verdict.alternatives[0].model_copy(update={"change_in_sd": -0.04})
    table = presentation.alternative_table(verdict.model_copy(update={"alternatives": (still,)}), Words("en"))
    assert table.rows[0][2] == "0"


def test_a_check_to_look_at_comes_first_and_is_counted(verdict):
    words = Words("en")
    first = presentation.check_table(verdict, words).rows[0]
    assert first[0] == "Orders seen by codes"
    assert first[-1] == "look here"
    assert presentation.check_line(verdict, words) == "1 of 3 checks deserves a look."


def test_no_checks_is_not_the_same_as_checks_that_find_nothing(bare, verdict):
    calm = verdict.model_copy(update={"checks": tuple(c for c in verdict.checks if not c.is_alarming)})
    words = Words("en")
    assert presentation.check_line(bare, words) == words.text("how_no_checks")
    assert presentation.check_line(calm, words) == "None of 2 checks finds anything to worry about."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_nobody_put_into_words_yet_is_shown_and_not_an_error(verdict, language):
    odd = verdict.checks[0].model_copy(update={"name": "brand_new_check"})
    other = verdict.alternatives[0].model_copy(update={"name": "brand_new", "subject": "thing"})
    changed = verdict.model_copy(update={"checks": (odd,), "alternatives": (other,)})
    assert presentation.check_table(changed, Words(language)).rows[0][0] == "brand new check"
    assert presentation.alternative_table(changed, Words(language)).rows[0][0] == "brand new thing"
    assert check_name("tracked_largest_link", Words("en")) == "Most orders seen by tagged links in one creator-week"


def test_what_is_not_known_says_why(verdict):
    words = Words("en")
    assert presentation.next_euro_table(verdict, words).rows[-1][-1] == words.text("null_no_paid_price")
    assert presentation.boost_table(verdict, words).rows[-1][-1] == words.text("null_no_paid_views")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_holds_the_charts_and_tables_of_the_model(verdict, language):
    content = report_content(verdict, Words(language))
    assert len(content.how_charts) == 5
    page = html.unescape(render_html(verdict, Words(language)))
    assert Words(language).text("how_title") in page
    assert all(chart.title in page for chart in content.how_charts)


def test_a_report_without_a_model_has_no_such_part(bare):
    content = report_content(bare, Words("en"))
    assert (content.how_lines, content.how_charts) == ([], ())
    assert Words("en").text("how_title") not in render_html(bare, Words("en"))


@pytest.mark.parametrize("kind", ["forest", "decomposition", "response", "learned", "placebo"])
def test_a_notebook_draws_the_model(verdict, kind):
    assert ShownVerdict.model_construct(**dict(verdict)).plot(kind=kind)._repr_svg_().startswith("<svg")


def test_a_frame_of_the_curves_has_a_row_per_point(verdict):
    frame = ShownVerdict.model_construct(**dict(verdict)).to_frame("response_curves")
    assert frame.num_rows == 2 * (6 + 3)
    assert set(frame.column("dose").to_pylist()) == {"effective_views", "boost"}
    assert frame.column("orders_median").to_pylist()[1] == pytest.approx(9 * 1.8)


@pytest.mark.parametrize(("what", "rows"), [("decomposition", 12), ("by_tier", 2), ("next_euro", 2), ("checks", 3)])
def test_every_part_of_the_model_becomes_a_frame(verdict, what, rows):
    assert ShownVerdict.model_construct(**dict(verdict)).to_frame(what).num_rows == rows


def test_the_workbook_holds_numbers_and_not_sentences(verdict):
    from upshot.surfaces.reports.workbook import _Book

    book = _Book()
    add_model_sheets(book, verdict, Words("en"))
    read = CalamineWorkbook.from_filelike(io.BytesIO(book.close()))
    assert read.sheet_names == ["Baseline and increment", "Creator estimates", "Tiers, types, boosts", "Next euro",
                                "Response curves", "Learned, checks"]  # fmt: skip
    forest = read.get_sheet_by_name("Creator estimates").to_python()
    assert forest[1][4:7] == [pytest.approx(1.8 * 0.55 - 1), pytest.approx(0.8), pytest.approx(1.8 * 1.4 - 1)]


@pytest.mark.parametrize(("language", "shares"), [("en", ("25.0%", "10%")), ("fr", ("25,0\u00a0%", "10\u00a0%"))])
def test_that_it_brought_nothing_is_said_with_what_was_taken_before_unless_out_of_the_question(
    verdict, language, shares
):
    words = Words(language)
    doubtful = verdict.diagnostics | {"p_no_effect": 0.25, "p_no_effect_before": 0.1}
    said = presentation.fit_lines(verdict.model_copy(update={"diagnostics": doubtful}), words)
    assert all(share in said[1] for share in shares)
    sure = verdict.model_copy(update={"diagnostics": doubtful | {"p_no_effect": 0.004}})
    assert presentation.fit_lines(sure, words) == presentation.fit_lines(verdict, words) == said[:1]
