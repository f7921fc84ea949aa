"""Which engine reads, and what is said when it cannot; no cluster is needed for any of this."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from tests.engines.asking import LakeBrand
from tests.measures.kpi_brand import FACTS, RECORDS
from tests.services.postgres import free_port
from upshot.errors import MissingExtra, SettingsError, UpshotError, WarehouseError
from upshot.surfaces.wording import Words
from upshot.warehouse import engine_spark
from upshot.warehouse.engine_choice import chosen_engine, reading_with
from upshot.warehouse.engine_spark import cluster_path, server_of, spark_fault


@pytest.fixture
def asked_for_spark(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> LakeBrand:
    monkeypatch.setenv("UPSHOT_ENGINE", "spark")
    monkeypatch.delenv("UPSHOT_SPARK_URL", raising=False)
    return LakeBrand(tmp_path / "lake", {"order": FACTS["order"]}, RECORDS)


def refusal(data: LakeBrand, kind: type[UpshotError], code: str) -> UpshotError:
    with pytest.raises(kind, match=code) as caught:
        data.frame("order").collect()
    for language in ("en", "fr"):
        message = Words(language).error(caught.value)
        assert len(message) > 100
        assert "s3cret" not in message + repr(caught.value)
    return caught.value


def test_duckdb_reads_unless_somebody_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UPSHOT_ENGINE", raising=False)
    assert chosen_engine() == "duckdb"
    monkeypatch.setenv("UPSHOT_ENGINE", " Spark ")
    assert chosen_engine() == "spark"
    with reading_with("duckdb"):
        assert chosen_engine() == "duckdb"
    assert chosen_engine() == "spark"


def test_an_engine_nobody_knows_is_refused_with_the_known_ones(
    asked_for_spark: LakeBrand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPSHOT_ENGINE", "sparc")
    assert refusal(asked_for_spark, SettingsError, "unknown_reading_engine").facts["valid"] == "duckdb, spark"


def test_spark_without_an_address_or_with_a_master_s_is_refused(
    asked_for_spark: LakeBrand, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal(asked_for_spark, SettingsError, "spark_url_missing")
    for wrong in ("spark://host:7077", "host:15002", "sc://", "sc://host:99999999"):
        monkeypatch.setenv("UPSHOT_SPARK_URL", wrong)
        refusal(asked_for_spark, SettingsError, "spark_url")


def test_a_server_that_is_not_there_is_said_within_seconds_and_its_token_never(
    asked_for_spark: LakeBrand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client itself would go on trying for ten minutes."""
    port = free_port()
    monkeypatch.setenv("UPSHOT_SPARK_URL", f"sc://127.0.0.1:{port}/;token=s3cret")
    began = time.monotonic()
    assert refusal(asked_for_spark, WarehouseError, "spark_unreachable").facts["server"] == f"127.0.0.1:{port}"
    assert time.monotonic() - began < 15


def test_a_client_that_is_not_installed_is_named_with_the_line_that_installs_it(
    asked_for_spark: LakeBrand, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "pyspark"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setattr(engine_spark, "check_reachable", server_of)
    monkeypatch.setenv("UPSHOT_SPARK_URL", "sc://127.0.0.1")
    assert refusal(asked_for_spark, MissingExtra, "spark_missing").facts["extra"] == "spark"


@pytest.mark.parametrize(
    ("rule", "file", "seen"),
    [
        ("", "/srv/home/a.parquet", "file:///srv/home/a.parquet"),
        ("/srv=s3a://bucket/x", "/srv/home/a.parquet", "s3a://bucket/x/home/a.parquet"),
        ("/srv/ = s3a://bucket/x/", "/srv/home/a.parquet", "s3a://bucket/x/home/a.parquet"),
        ("/srv=s3a://bucket", "/srv2/a.parquet", "file:///srv2/a.parquet"),
        ("", "/srv/[new] home/a.parquet", "file:///srv/\\[new\\] home/a.parquet"),
    ],
)
def test_the_cluster_may_see_the_files_under_another_address(
    rule: str, file: str, seen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPSHOT_SPARK_PATHS", rule)
    assert cluster_path(file) == seen


@pytest.mark.parametrize("rule", ["/srv", "srv=s3a://x", "/srv=bucket"])
def test_a_rule_of_paths_that_is_none_is_refused(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPSHOT_SPARK_PATHS", rule)
    with pytest.raises(SettingsError, match="spark_paths"):
        cluster_path("/srv/a.parquet")


def test_a_fault_that_nobody_foresaw_keeps_spark_s_own_first_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPSHOT_SPARK_URL", "sc://cluster:15002/;token=s3cret")
    error = spark_fault(RuntimeError("[SOMETHING_NEW] it broke\nat org.apache.spark…"))
    assert (error.code, error.facts) == (
        "spark_failed",
        {"server": "cluster:15002", "seen": "[SOMETHING_NEW] it broke"},
    )
