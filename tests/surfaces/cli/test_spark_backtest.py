"""`upshot spark backtest` as a person at a terminal meets it."""

import json

import numpy as np
import pytest

from upshot.surfaces.cli.app import run


@pytest.fixture
def folder(tmp_path):
    """300 posts read on four days, growing ever more slowly."""
    rng, rows = np.random.default_rng(1), ["post_id,creator,published_at,read_at,views"]
    for post in range(300):
        views, pace = rng.lognormal(10, 1), rng.lognormal(0, 0.5)
        for day in (2, 3, 5, 9):
            rows.append(f"p{post},c{post % 30},2026-01-01T00:00Z,2026-01-{day:02d}T06:00Z,{views:.0f}")
            views *= 1 + pace / day
    (tmp_path / "readings.csv").write_text("\n".join(rows) + "\n")
    return tmp_path


def test_coverage_and_error_are_told_beside_carrying_forward(folder, capsys):
    assert run(["spark", "backtest", "--data", str(folder), "--split", "shipped", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["panels"] == [["readings.csv", 300, 1_200, 30]]
    whole = next(line for line in told["lines"] if line["group"] == "all")
    assert whole["n_forecasts"] == 900
    assert whole["error"] < whole["carried_error"]


@pytest.mark.parametrize(("language", "words"), [("en", "Median"), ("fr", "médiane")])
def test_the_table_speaks_the_readers_language(folder, capsys, language, words):
    assert run(["spark", "backtest", "--data", str(folder), "--split", "shipped", "--lang", language]) == 0
    assert words in capsys.readouterr().out


def test_a_missing_folder_is_refused_with_what_to_do(tmp_path, capsys):
    assert run(["spark", "backtest", "--data", str(tmp_path / "nowhere")]) == 2
    assert "--data" in capsys.readouterr().err


def test_an_unknown_split_names_the_valid_ones(folder, capsys):
    assert run(["spark", "backtest", "--data", str(folder), "--split", "luck"]) == 2
    assert "creators | panels | shipped" in capsys.readouterr().err


def test_the_prior_is_written_for_the_registry(folder, tmp_path, capsys):
    target = tmp_path / "prior.yaml"
    assert run(["spark", "backtest", "--data", str(folder), "--write-prior", str(target)]) == 0
    assert "sd_creator" in target.read_text()
    assert str(target) in capsys.readouterr().out.replace("\n", "")
