"""One Spark cluster per run, started by whoever needs it first; a small brand in a real lake."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.engines.asking import LakeBrand
from tests.measures.kpi_brand import FACTS, RECORDS, SETTINGS, ad, order
from tests.services.keeping import Absent, owner_of_run, server_of_run, shared_place

# Beside the brand whose KPIs are known by hand: summer time, another currency, a month more, a Sunday.
MORE = {
    "ad_day": [
        ad("11", "2026-03-29", 33.33, 7_001, currency="USD"),
        ad("22", "2026-04-05", 12.5, 900, likes_paid=None),
        ad("22", "2026-04-06", 0, 0),
    ],
    "order": [
        order(6, "2026-03-28T23:30:00", 70.01, utm_source="tiktok", customer_key="a", is_new_customer=None),
        order(7, "2026-04-05T22:10:00", 10, currency="USD", customer_key="a", is_new_customer=None),
        order(8, "2026-04-06T05:00:00", 0.07, country=None, codes=["ANA10", "BEN5"]),
    ],
}


@pytest.fixture(scope="session")
def spark_cluster(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Where the cluster of this run is; skips, saying why, where there can be none."""
    pytest.importorskip("pyspark", reason="the client is not installed (pip install 'upshot[spark]')")
    place = shared_place(tmp_path_factory, "spark")
    try:
        return server_of_run("tests.services.spark", place, owner=owner_of_run(), wait_s=240) | {"logs": str(place)}
    except Absent as reason:
        pytest.skip(str(reason))


@pytest.fixture
def spark(spark_cluster: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The cluster, with `UPSHOT_SPARK_URL` naming it; `reading_with("spark")` then reads there."""
    monkeypatch.setenv("UPSHOT_SPARK_URL", spark_cluster["url"])
    return spark_cluster


@pytest.fixture(scope="module")
def brand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LakeBrand]:
    """The small brand in a lake of several months and several files a month."""
    settings = SETTINGS | {"time_zone": "Europe/Paris", "fx_usd": "0.9"}
    made = LakeBrand(Path(tmp_path_factory.mktemp("lake")) / "brand", FACTS, RECORDS, settings=settings)
    for table, rows in MORE.items():
        made.load(table, rows)
    return made
