"""The learned numbers say where they come from, and are whole."""

from __future__ import annotations

import yaml

from upshot.decisions.creators.authenticity.learning import LEARNED
from upshot.decisions.creators.authenticity.peers import SIGNALS
from upshot.decisions.creators.authenticity.posts import WINDOWS
from upshot.decisions.creators.authenticity.record import LEVELS, RECORD
from upshot.decisions.creators.authenticity.scoring import SHARE_OF_SCHEME, Learnt, any_scheme, learnt
from upshot.registries.authenticity_signals import authenticity_signals, write_rows
from upshot.stats.evidence_curve import CAP


def test_every_scheme_is_learned_for_every_number_of_posts():
    assert {size: set(schemes) for size, schemes in learnt().schemes.items()} == {one: set(LEARNED) for one in WINDOWS}


def test_every_number_of_posts_has_its_line_and_its_usual_record():
    assert set(learnt().thresholds) == set(learnt().usual) == set(WINDOWS)


def test_curves_speak_of_signals_that_exist_and_stay_within_the_cap_times_their_weight():
    for schemes in learnt().schemes.values():
        for curves in schemes.values():
            assert set(curves) <= set(SIGNALS)
            assert all(abs(one) <= 1.5 * CAP for curve in curves.values() for one in curve.llr)


def test_columns_are_those_that_are_measured():
    usual = [row for row in authenticity_signals() if row.kind == "usual_record"]
    assert all(row.columns == RECORD and row.level_columns == LEVELS for row in usual)


def test_learned_rows_say_their_command_and_number():
    rows = [row for row in authenticity_signals() if getattr(row, "basis", "learned") == "learned"]
    assert all(row.command.startswith("upshot authenticity learn") and row.n >= 30 for row in rows)


def test_written_rows_read_back_the_same():
    rows = authenticity_signals()
    assert len(yaml.safe_load(write_rows(rows))) == len(rows)
    assert Learnt.from_rows(rows).version == learnt().version


def test_shares_of_schemes_add_up_and_no_evidence_is_one_to_one():
    assert abs(sum(SHARE_OF_SCHEME.values()) - 1) < 1e-9
    assert abs(float(any_scheme({}))) < 1e-9
