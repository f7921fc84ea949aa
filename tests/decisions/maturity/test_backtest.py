"""The back-test: nothing later is known, nobody tested was learned from, files of many habits are read."""

import gzip
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from upshot.decisions.maturity.backtest import Split, fold_of, run_backtest
from upshot.decisions.maturity.forecasts import forecast_back
from upshot.decisions.maturity.learning import brands_of, learn
from upshot.decisions.maturity.panel_files import read_panels
from upshot.decisions.maturity.prior import as_registry_row, shipped_prior
from upshot.decisions.maturity.readings import reading_set
from upshot.errors import InvalidInput
from upshot.stats.view_maturity import growth_quantile, middle_of, normal_quantiles

UTC = ZoneInfo("UTC")


def simulated(n_posts=1_500, n_creators=60, seed=1, level=0.0, days=(0.0, 1.0, 3.0, 8.0)):
    """Posts of the shipped prior, of all ages below a week, read on the same days as in a crawl."""
    rng, prior = np.random.default_rng(seed), shipped_prior()
    creator = rng.integers(0, n_creators, n_posts)
    theta = rng.normal(0, prior.sd_creator, n_creators)[creator]
    post = rng.normal(0, prior.sd_post, n_posts)
    table = prior.table.moved(level, 0.0)
    first = rng.uniform(0.3, 7.0, n_posts)
    age = first[:, None] + np.array(days)
    views = rng.lognormal(11, 1, n_posts)[:, None] * np.ones(len(days))
    for step in range(1, len(days)):
        own = theta + post + rng.normal(0, prior.sd_noise, n_posts)
        if step + 1 < len(days):  # a post's own pace is forgotten with its age
            here, there = (middle_of(age[:, at], age[:, at + 1]) for at in (step - 1, step))
            kept = np.exp(-(there - here) / prior.memory)
            post = kept * post + prior.sd_post * np.sqrt(1 - kept**2) * rng.standard_normal(n_posts)
        grown = growth_quantile(table.growth(age[:, step - 1], age[:, step]), own, np.zeros(n_posts), 0.0)
        views[:, step] = views[:, step - 1] * (1 + grown)
    start = 20_000 * 86_400.0
    at = start + 86_400 * np.array(days)
    n = len(days)
    return reading_set(
        "simulated", np.repeat([f"p{i}" for i in range(n_posts)], n).tolist(),
        np.repeat([f"c{c}" for c in creator], n).tolist(), np.tile(at, n_posts),
        np.repeat(start - first * 86_400, n), views.ravel(),
    )  # fmt: skip


def test_the_intervals_keep_their_word_on_posts_of_a_known_world():
    normal = replace(shipped_prior(), quantiles=normal_quantiles())
    found = forecast_back(simulated(), normal, brands_of(60, 20))
    assert 0.86 <= np.mean((found.low <= found.seen) & (found.seen <= found.high)) <= 0.95  # 4,500 forecasts


def test_forecasts_beat_carrying_the_last_value_forward_by_half():
    (everything,) = [line for line in run_backtest([simulated()], [Split.SHIPPED]).lines if line.group == "all"]
    assert everything.ratio < 0.5
    assert everything.ratio_se < 0.05


def test_a_forecast_knows_nothing_later_than_its_moment():
    whole = simulated(n_posts=300)
    moved = simulated(n_posts=300)
    last = moved.at == moved.at.max()
    moved.views[last] *= 50
    brands = brands_of(whole.n_creators, 20)
    a, b = (forecast_back(each, shipped_prior(), brands) for each in (whole, moved))
    assert a.median == pytest.approx(b.median)
    assert (b.seen > 10 * a.seen).all()


def test_a_creator_is_in_the_same_part_in_every_panel():
    assert {fold_of(name) for name in ("ana", "bo", "cy", "di", "ed", "fa", "gil", "hu")} <= set(range(5))
    assert fold_of("ana") == fold_of("ana")


def test_too_few_readings_to_learn_from_are_said_and_not_scored():
    test = run_backtest([simulated(n_posts=30)], [Split.CREATORS])
    assert (test.lines, test.skipped) == ((), (("simulated", "creators"),))


@pytest.mark.slow
def test_a_prior_learned_from_other_creators_covers_those_it_never_saw():
    lines = run_backtest([simulated(n_posts=3_000, level=0.6)], [Split.CREATORS]).lines
    assert 0.86 <= next(line for line in lines if line.group == "all").coverage <= 0.95


@pytest.mark.slow
@pytest.mark.shared_data
def test_the_targets_are_met_on_real_snapshots_by_a_prior_of_other_creators(shared_data):
    sets = read_panels(shared_data / "tiktok_snapshots", None).sets
    judged = [line for line in run_backtest(sets, [Split.CREATORS]).lines if line.is_on_target is not None]
    assert len(judged) >= 5
    assert all(line.is_on_target for line in judged)


def write(folder, name, rows):
    text = "\n".join(rows) + "\n"
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())


def test_columns_are_found_by_the_names_people_give_them(tmp_path):
    write(tmp_path, "a.csv", ["id,handle,createTime,playCount,snapshot_time", "1,ana,2026-01-01,10,2026-01-02T00:00Z",
                              "1,ana,2026-01-01,30,2026-01-03T02:00:00+02:00"])  # fmt: skip
    write(
        tmp_path,
        "b.csv.gz",
        ["post_id;views;read_at;published_at", "7;5;1767312000;1767225600", "7;9;1767398400;1767225600"],
    )
    write(tmp_path, "c.csv", ["hashtag,views", "x,1"])
    found = read_panels(tmp_path, UTC)
    assert [each.age_days.tolist() for each in found.sets] == [[1.0, 2.0], [1.0, 2.0]]
    assert found.passed_over == ("c.csv",)


def test_publication_is_read_off_tiktoks_ids_where_no_column_tells_it(tmp_path):
    post = 1_767_225_600 << 32  # 1 January 2026, 0 o'clock
    write(tmp_path, "a.csv", ["video_item_id,handle,crawl_date,crawl_time,video_play_count",
                              f"{post},ana,2026-01-01,12:00:00,10", f"{post},ana,2026-01-02,12:00:00,30"])  # fmt: skip
    assert read_panels(tmp_path, UTC).sets[0].age_days.tolist() == [0.5, 1.5]
    assert read_panels(tmp_path, ZoneInfo("Asia/Kuala_Lumpur")).sets[0].age_days.tolist() == pytest.approx(
        [1 / 6, 7 / 6]
    )


def test_a_crawl_in_local_time_gives_itself_away_by_its_youngest_post(tmp_path):
    rows = ["video_item_id,handle,crawl_date,crawl_time,video_play_count"]
    for i in range(1_200):
        post = (1_767_225_600 - i * 600 << 32) + i
        rows += [f"{post},c{i},2026-01-01,08:05:00,{100 + i}", f"{post},c{i},2026-01-02,08:05:00,{300 + i}"]
    write(tmp_path, "a.csv", rows)
    found = read_panels(tmp_path, None)
    assert found.hours_east == 8
    assert found.sets[0].age_days.min() == pytest.approx(5 / 1_440)


def test_a_folder_without_readings_is_refused_by_name(tmp_path):
    with pytest.raises(InvalidInput, match="maturity_no_panels"):
        read_panels(tmp_path, UTC)
    with pytest.raises(InvalidInput, match="maturity_no_such_folder"):
        read_panels(tmp_path / "nowhere", UTC)


def test_a_learned_prior_is_written_as_a_row_that_loads(tmp_path):
    import yaml

    from upshot.registries.view_growth import GrowthRow

    sets = [simulated(n_posts=400)]
    prior, _ = learn(sets)
    row = as_registry_row(prior, sets, source="a simulated panel", dated=date(2026, 11, 22))
    loaded = GrowthRow.model_validate(yaml.safe_load(row)[0])
    assert loaded.n_posts == 400
    assert loaded.sd_creator == pytest.approx(prior.sd_creator, rel=0.01)
