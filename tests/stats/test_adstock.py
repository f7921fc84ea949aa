"""How an effect spreads over days: nothing is made, little is lost, and nothing comes before its cause."""

import numpy as np
import pytest

from upshot.errors import InvalidInput
from upshot.stats.adstock import geometric_kernel, spread


def test_a_kernel_keeps_the_total_when_its_tail_fits():
    series = np.r_[np.ones(10), np.zeros(90)]
    assert spread(series, geometric_kernel(0.65, 40)).sum() == pytest.approx(10)


def test_an_effect_never_comes_before_its_cause():
    series = np.zeros(50)
    series[20] = 1.0
    assert np.abs(spread(series, geometric_kernel(0.9, 20))[:20]).max() < 1e-12


@pytest.mark.parametrize(("rate", "days"), [(1.0, 10), (-0.1, 10), (0.5, 0)])
def test_a_carryover_outside_its_range_is_refused(rate, days):
    with pytest.raises(InvalidInput, match="carryover_out_of_range"):
        geometric_kernel(rate, days)
