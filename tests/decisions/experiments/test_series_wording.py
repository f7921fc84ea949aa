"""Whatever a geo, on/off or launch test says has words in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import upshot
from upshot.surfaces.wording import LANGUAGES, Words

ROOM = Path(upshot.__file__).parent / "decisions" / "experiments"
FILES = ("geo_test.py", "geo_plan.py", "on_off_test.py", "event_study.py", "region_series.py", "lift_record.py")
CODE = re.compile(r'"((?:geo|on_off|event_study|experiment)_[a-z_]+)"')
NOT_WORDS = {"on_off", "event_study", "geo_test"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence(language):
    codes = {code for name in FILES for code in CODE.findall((ROOM / name).read_text(encoding="utf-8"))} - NOT_WORDS
    assert len(codes) > 60
    assert sorted(code for code in codes if not Words(language).has(code)) == []
