"""The Python door in a notebook."""

from __future__ import annotations

import pytest

from tests.surfaces.sample import sample_verdict
from upshot.surfaces.notebook import ShownVerdict


@pytest.fixture(scope="module")
def shown() -> ShownVerdict:
    return ShownVerdict.model_construct(**dict(sample_verdict()))


def test_a_frame_of_creators_has_a_row_each_with_flat_columns(shown):
    frame = shown.to_frame()
    assert frame.column("creator").to_pylist() == ["anna.cuisine", "leo_teste"]
    assert frame.column("roi_median").to_pylist() == [pytest.approx(0.8), pytest.approx(-0.3)]
    assert frame.column("advice").to_pylist() == ["advice_renew", "advice_learn_more"]


@pytest.mark.parametrize(("what", "rows"), [("posts", 3), ("timeline", 90), ("cost", 4)])
def test_every_list_becomes_a_frame(shown, what, rows):
    assert shown.to_frame(what).num_rows == rows


@pytest.mark.parametrize("what", ["creators", "orders", "views"])
def test_a_plot_is_shown_by_the_notebook_itself(shown, what):
    assert shown.plot(what)._repr_svg_().startswith("<svg")


def test_nothing_to_draw_is_an_error_and_not_an_empty_chart(shown):
    with pytest.raises(ValueError, match="nothing to draw"):
        ShownVerdict.model_construct(**{**dict(shown), "posts": ()}).plot("views")


def test_the_notebook_shows_the_report(shown):
    assert "Insufficient evidence" in shown._repr_html_()
