"""Loudness against the compliance signals of EBU Tech 3341, to their tolerance of 0.1 LU."""

import numpy as np
import pytest

from upshot.errors import InvalidInput
from upshot.stats.loudness import integrated_loudness


def sine(level, seconds, rate=48_000):
    """A stereo sine of 1 kHz at a peak level in dBFS."""
    one = 10 ** (level / 20) * np.sin(2 * np.pi * 1000 * np.arange(round(seconds * rate)) / rate)
    return np.stack([one, one])


@pytest.mark.parametrize("rate", [44_100, 48_000])
@pytest.mark.parametrize("level", [-23.0, -33.0])
def test_cases_1_and_2_a_steady_sine_is_as_loud_as_its_level(level, rate):
    assert integrated_loudness(sine(level, 5, rate), rate=rate) == pytest.approx(level, abs=0.1)


def test_case_3_shortened_quiet_passages_are_gated_out():
    tone = np.concatenate([sine(-36, 3), sine(-23, 18), sine(-36, 3)], axis=1)
    assert integrated_loudness(tone, rate=48_000) == pytest.approx(-23, abs=0.1)


def test_silence_and_a_click_have_no_loudness():
    assert integrated_loudness(np.zeros((2, 48_000)), rate=48_000) is None
    assert integrated_loudness(sine(-10, 0.2), rate=48_000) is None


def test_six_channels_are_refused():
    with pytest.raises(InvalidInput, match="loudness_shape"):
        integrated_loudness(np.zeros((6, 48_000)), rate=48_000)
