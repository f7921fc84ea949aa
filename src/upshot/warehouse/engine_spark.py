"""Spark, reached through Spark Connect: it reads the Parquet files that a Delta version names, and needs no Delta jar.

The client is the extra `upshot[spark]`; it needs no Java. One session per server and process, in UTC, with ANSI rules
(an overflow is an error, never a silent wrap), whatever the cluster's own defaults are.
"""

from __future__ import annotations

import os
import re
import socket
import sys
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.machinery import ModuleSpec
from typing import Any, Self
from urllib.parse import urlsplit

import narwhals as nw
import pyarrow as pa

from upshot.errors import MissingExtra, SettingsError, UpshotError, WarehouseError

CONNECT_S = 10
RETRY_MS = 30_000  # how long a call that fails in passing is tried again; the client's own default is ten minutes
DEFAULT_PORT = 15002
_CONFIGURATION = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "true",
    "spark.sql.parquet.filterPushdown": "true",
}
_SQL_TYPE: dict[pa.DataType, str] = {
    pa.string(): "STRING",
    pa.int32(): "INT",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.decimal128(18, 4): "DECIMAL(18,4)",
    pa.timestamp("us", tz="UTC"): "TIMESTAMP",
    pa.list_(pa.string()): "ARRAY<STRING>",
    pa.list_(pa.int32()): "ARRAY<INT>",
}
_UNSEEN = ("path_not_found", "failed_read_file", "file_not_exist", "filenotfoundexception", "path does not exist")
_GONE = (
    "unavailable",
    "failed to connect",
    "connection refused",
    "session_closed",
    "session_changed",
    "handle.session",
    "no_active_session",
)
_LOST = ("task failure", "job aborted", "executorlost", "executor lost", "stage failure", "sparkcontext was shut down")
_REFUSED = ("unauthenticated", "permission_denied", "permission denied")
_DETAILS = re.compile(r'details = "([^"\n]+)')
_lock = threading.Lock()
_sessions: dict[str, Any] = {}


class SparkFrame(nw.LazyFrame[Any]):
    """A lazy frame on Spark whose faults are Upshot's errors; what is made of it is one too."""

    def collect(self, *args: Any, **options: Any) -> nw.DataFrame[Any]:
        """Run the query on the cluster and bring the rows here, as Arrow."""
        with naming_spark_faults():
            return super().collect(*args, **options)

    def collect_schema(self) -> nw.Schema:
        """Names and types, as the cluster works them out."""
        with naming_spark_faults():
            return super().collect_schema()

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        with naming_spark_faults():
            return super().columns

    def _with_compliant(self, df: Any) -> Self:
        return self.__class__(df, level="lazy")


def spark_frame(files: Sequence[str], schema: pa.Schema) -> nw.LazyFrame[Any]:
    """The rows of `files`, in the columns of `schema`; a column that a file lacks is null there."""
    fields = ", ".join(f"`{field.name}` {_SQL_TYPE[field.type]}" for field in schema)
    with naming_spark_faults():
        session = spark_session()
        if not files:
            return as_frame(session.createDataFrame([], fields))
        # The folder's name holds the month; it is a column of no table of ours, and is not looked for.
        reader = session.read.schema(fields).option("recursiveFileLookup", "true")
        return as_frame(reader.parquet(*(cluster_path(file) for file in files)))


def as_frame(native: Any) -> SparkFrame:
    """A Spark data frame as a narwhals frame that names its faults."""
    plain = nw.from_native(native)
    return SparkFrame(plain._compliant_frame, level="lazy")  # noqa: SLF001 (narwhals has no public way to subclass)


# --- the session -----------------------------------------------------------------------------------------------------


def spark_session() -> Any:
    """The session of this process on the server of `UPSHOT_SPARK_URL`; made anew when the server no longer knows it.

    Raises
    ------
    SettingsError : spark_url_missing, spark_url
    MissingExtra : spark_missing
    WarehouseError : spark_unreachable
    """
    url = os.environ.get("UPSHOT_SPARK_URL", "").strip()
    with _lock:
        found = _sessions.get(url)
        if found is None or found.is_stopped:
            check_reachable(url)
            found = _sessions[url] = _connected(url)
        return found


def forget_session() -> None:
    """Make the next frame open a session of its own."""
    with _lock:
        _sessions.pop(os.environ.get("UPSHOT_SPARK_URL", "").strip(), None)


def _connected(url: str) -> Any:
    main = sys.modules["__main__"]
    if main.__spec__ is None and not hasattr(
        main, "__file__"
    ):  # python -c, workers: the client takes them for doctests
        main.__spec__ = ModuleSpec("__main__", None)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the client about the age of its own dependencies
            from pyspark.sql.connect.client.retries import DefaultPolicy  # noqa: PLC0415 (an extra)
            from pyspark.sql.connect.session import SparkSession as Session  # noqa: PLC0415 (an extra)
    except ImportError:
        raise MissingExtra("spark_missing", extra="spark") from None
    builder = Session.builder.remote(url)
    for name, value in _CONFIGURATION.items():
        builder = builder.config(name, value)
    session = builder.create()
    session.client.set_retry_policies([DefaultPolicy(max_retries=5, max_backoff=RETRY_MS // 3)])
    return session


def server_of(url: str) -> tuple[str, int]:
    """Host and port of a Spark Connect address; its parameters may hold a token and are never shown.

    Raises
    ------
    SettingsError : spark_url_missing, spark_url
    """
    if not url:
        raise SettingsError("spark_url_missing")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or DEFAULT_PORT
    except ValueError:
        raise SettingsError("spark_url", seen=url.partition("://")[0]) from None
    if parts.scheme != "sc" or not host:
        raise SettingsError("spark_url", seen=url.partition("://")[0])
    return host, port


def check_reachable(url: str) -> None:
    """Raise `spark_unreachable` unless something listens: the client itself would try for ten minutes."""
    host, port = server_of(url)
    try:
        socket.create_connection((host, port), CONNECT_S).close()
    except OSError:
        raise WarehouseError("spark_unreachable", server=f"{host}:{port}") from None


# --- where the cluster sees the files --------------------------------------------------------------------------------


def cluster_path(file: str) -> str:
    """The address under which the cluster sees a file of this machine, as a Hadoop path pattern.

    Raises
    ------
    SettingsError : spark_paths
    """
    here, there = _path_rule(os.environ.get("UPSHOT_SPARK_PATHS", ""))
    seen = there + file.removeprefix(here) if here and file.startswith(f"{here}/") else f"file://{file}"
    return "".join(f"\\{letter}" if letter in "*?[]{}\\" else letter for letter in seen)


@cache
def _path_rule(text: str) -> tuple[str, str]:
    if not text.strip():
        return "", ""
    here, equals, there = (part.strip() for part in text.partition("="))
    if not equals or not here.startswith("/") or "://" not in f"{there}/":
        raise SettingsError("spark_paths", seen=text)
    return here.rstrip("/"), there.rstrip("/")


# --- faults ----------------------------------------------------------------------------------------------------------


@contextmanager
def naming_spark_faults() -> Iterator[None]:
    """Turn what Spark and its client complain about into errors a person can act on.

    Raises
    ------
    WarehouseError : spark_unreachable, spark_refused, spark_files_unseen, spark_lost, spark_failed
    """
    try:
        yield
    except UpshotError:
        raise
    except Exception as error:
        if not _is_of_spark(error):
            raise
        raise spark_fault(error) from error


def spark_fault(error: BaseException) -> WarehouseError:
    """The error that says what Spark's `error` means; a session that is gone is forgotten."""
    chain = _chain(error)
    words = " ".join(f"{type(one).__name__} {one}" for one in chain).lower()
    host, port = server_of(os.environ.get("UPSHOT_SPARK_URL", "").strip())
    facts = {"server": f"{host}:{port}", "seen": _said(chain)}
    for code, signs in (
        ("spark_refused", _REFUSED),
        ("spark_files_unseen", _UNSEEN),
        ("spark_unreachable", _GONE),
        ("spark_lost", _LOST),
    ):
        if any(sign in words for sign in signs):
            if code in {"spark_unreachable", "spark_lost"}:
                forget_session()
            return WarehouseError(code, **facts)
    return WarehouseError("spark_failed", **facts)


def _is_of_spark(error: BaseException) -> bool:
    modules = {type(one).__module__.partition(".")[0] for one in _chain(error)}
    return bool(modules & {"pyspark", "grpc"})


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in found:
        found.append(at)
        at = at.__cause__ or at.__context__
    return found


def _said(chain: Sequence[BaseException]) -> str:
    """Spark's own first line, which begins with its error class; else what the connection said."""
    lines = [(str(error).strip().splitlines() or [type(error).__name__])[0] for error in chain]
    own = next((line for line in lines if line.startswith("[")), None)
    details = next((found[1] for error in chain if (found := _DETAILS.search(str(error)))), None)
    return (own or details or lines[0])[:300]
