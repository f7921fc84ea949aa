"""What a signal of authenticity rests on is said in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from upshot.decisions.creators import authenticity
from upshot.decisions.creators.authenticity import Signal
from upshot.surfaces.presentation.creator_authenticity import _row
from upshot.surfaces.wording import LANGUAGES, Words

FACT = re.compile(r'\(\("(\w+)", |\s\("(\w+)", |facts\["(\w+)"\] =|[{ ]"(\w+)": (?:str\(|f")')


def facts_named():
    """Every fact that the measures of signals name."""
    folder = Path(authenticity.__file__).parent
    files = [folder / f"{name}.py" for name in ("commenters", "geography", "over_time", "telling")]
    return {name for file in files for found in FACT.findall(file.read_text("utf-8")) for name in found if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_has_a_name(language):
    words = Words(language)
    assert {"post_ids", "abroad", "gained", "emoji_only", "saturated_above"} <= facts_named()
    assert [name for name in facts_named() if not words.has(f"authenticity_fact_{name}")] == []


def test_days_and_numbers_are_written_as_the_reader_does_and_ids_as_they_are():
    facts = {"from": "2026-04-06", "views": "12345", "post": "7614492651831934607", "post_ratios": "0.051, 0.2"}
    signal = Signal("likes_without_views", "over_time", 0.1, None, None, 0.0, None, facts)
    said = _row(signal, Words("fr"))[-1].replace("\u00a0", " ").replace("\u202f", " ")
    assert said == ("du : 6 avr. 2026; vues : 12 345; publication : 7614492651831934607; leurs rapports : 0,051 · 0,2")
