"""Odd brands from files to answer at a terminal: a sentence in the reader's words, no number without evidence."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from upshot.surfaces.cli.app import run

FIRST = date(2026, 2, 1)
N_DAYS = 90
POST = "https://www.tiktok.com/@lea/video/7300000000000000100"


def written(folder: Path, *, orders: list[int], views: int) -> Path:
    """The files of a brand with one creator: so many orders on each day, and one post that reaches `views`."""
    folder.mkdir()
    days = [(FIRST + timedelta(days=n), count) for n, count in enumerate(orders) for _ in range(count)]
    rows = [f"#{n},{day}T12:00:00Z,paid,EUR,60,0,FR" for n, (day, _) in enumerate(days)]
    files = {
        "orders": ["order_id,ordered_at,status,currency,net_revenue,refunded,country", *rows],
        "settings": ["key,value", "gross_margin_rate,0.5", "currency,EUR", "time_zone,UTC"],
        "campaigns": ["campaign,objective,starts_on,ends_on", f"Spring,sales,{FIRST},{FIRST + timedelta(N_DAYS)}"],
        "collaborations": [
            "campaign,creator,collaboration_type,starts_on,ends_on,fee,codes",
            f"Spring,lea,sponsored_video,{FIRST},{FIRST + timedelta(N_DAYS)},500,LEA10",
        ],
    }
    if views:
        read = [(FIRST + timedelta(days=n), views * (n - 30) // (N_DAYS - 30)) for n in range(31, N_DAYS, 6)]
        lines = [f"{POST},lea,{FIRST + timedelta(30)}T08:00:00Z,{day}T08:00:00Z,{seen}" for day, seen in read]
        files["post_metrics"] = ["post_url,creator,published_at,read_at,views", *lines]
    for name, content in files.items():
        (folder / f"{name}.csv").write_text("\n".join(content) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("orders", "views", "english", "french"),
    [
        ([3] * N_DAYS, 50_000, "the same number of orders: 3", "même nombre de commandes"),
        ([0] * N_DAYS, 1_000_000, "no order that counts", "Aucune commande n'entre dans le compte"),
        ([0] * 40 + [1] + [0] * 49, 50_000, "Days with orders: 1", "Jours avec commandes"),
        ([3, 5, 4] * 30, 0, "No post of the programme has views", "Aucune publication du programme n'a de vues"),
    ],
    ids=["the same every day", "a million views and no order", "one order", "costs without posts"],
)
def test_too_little_evidence_is_said_and_no_roi_is_shown(tmp_path, capsys, orders, views, english, french):
    files, home = written(tmp_path / "files", orders=orders, views=views), str(tmp_path / "home")
    assert run(["import", str(files), "--home", home, "--quiet"]) == 0
    capsys.readouterr()
    for language, sentence, answer in (("en", english, "INSUFFICIENT"), ("fr", french, "INSUFFISANTES")):
        assert run(["verdict", "--home", home, "--lang", language, "--quiet"]) == 0
        said = " ".join(capsys.readouterr().out.split())
        assert answer in said
        assert sentence.replace("\u00a0", " ") in said
        assert "ROI by hand" not in said
        assert "ROI à la main" not in said
