"""The forecast in words, as a frame and as a chart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.decisions.brand import living_brand
from tests.decisions.budget.material import NOW, guessed_material
from upshot.decisions.creators.forecast import ForecastTerms, make_forecast
from upshot.decisions.creators.reading import read_panel
from upshot.errors import InvalidInput
from upshot.surfaces.notebook_forecast import ShownForecast
from upshot.surfaces.presentation import creator_forecast as show
from upshot.surfaces.wording import Words


@pytest.fixture(scope="module")
def report() -> ShownForecast:
    data = living_brand()
    terms = ForecastTerms(("lea", "max.cooks"), 2, fee=Decimal(800))
    return ShownForecast.of(make_forecast(guessed_material(data), read_panel(data, now=NOW), terms))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_line_and_cell_has_words_in_both_languages(report: ShownForecast, language: str):
    words = Words(language)
    title = words.text("forecast_title", **show.title_facts(report, words))
    lines = [title, *show.note_lines(report, words)]
    for one in report.creators:
        lines += [*show.creator_lines(one, report, words), *show.missing_lines(one, words)]
        table = show.quantity_table(one, report, words)
        lines += [
            table.title,
            *(column.label for column in table.columns),
            *(cell for row in table.rows for cell in row),
        ]
    together = show.together_table(report, words)
    assert all(line.strip() for line in lines)
    assert [len(row) for row in together.rows] == [6] * len(together.rows)
    assert ("vues" if language == "fr" else "views") in lines[1] + lines[-1] + title + " ".join(lines)


def test_the_table_says_what_each_number_rests_on(report: ShownForecast):
    table = show.quantity_table(report.creators[0], report, Words("en"))
    orders = next(row for row in table.rows if row[0] == "Incremental orders")
    assert orders[-1] == "the verdict's own effect (6 posts)"


def test_the_frame_has_a_row_per_creator_and_quantity(report: ShownForecast):
    frame = report.to_frame()
    assert frame.num_rows == sum(len(one.quantities) for one in report.creators)
    row = frame.to_pylist()[0]
    assert row["low_90"] <= row["low_80"] <= row["low_50"] <= row["median"] <= row["high_50"] <= row["high_90"]


def test_the_plot_draws_every_creator_and_an_unknown_kind_is_refused(report: ShownForecast):
    assert "@lea" in report.plot().svg
    assert "@max.cooks" in report.plot("margin", language="fr").svg
    with pytest.raises(InvalidInput) as refused:
        report.plot("likes")
    assert refused.value.code == "forecast_nothing_to_plot"
