"""Open the database, bring it to the newest layout, and name what is wrong with it when something is."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DatabaseError, InterfaceError, SQLAlchemyError

from upshot.errors import MissingExtra, SettingsError, UpshotError, WarehouseError
from upshot.records.postgres_faults import postgres_fault

BUSY_S = 30
CONNECT_S = 10
_MIGRATION_LOCK, _WRITER_LOCK = 0x7570_7368, 0x7570_7369  # PostgreSQL advisory locks: the letters "upsh", and the next


def connect(url: str) -> sa.Engine:
    """An engine on `url`; SQLite in WAL mode, each transaction that writes begun as one.

    Raises
    ------
    SettingsError : records_url, when the address cannot be understood
    MissingExtra : postgres_missing, when the PostgreSQL driver is not installed
    """
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        raise SettingsError("records_url", seen=url.partition("://")[0]) from None
    if parsed.get_backend_name() == "sqlite":
        engine = sa.create_engine(parsed, connect_args={"timeout": BUSY_S})
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        return engine
    if parsed.get_backend_name() != "postgresql":
        raise SettingsError("records_url", seen=parsed.drivername)
    if parsed.drivername == "postgresql":  # SQLAlchemy would look for psycopg2
        parsed = parsed.set(drivername="postgresql+psycopg")
    waiting = {} if "connect_timeout" in parsed.query else {"connect_timeout": CONNECT_S}
    try:
        return sa.create_engine(parsed, pool_pre_ping=True, connect_args=waiting)
    except ModuleNotFoundError:
        raise MissingExtra("postgres_missing", extra="postgres") from None
    except sa.exc.NoSuchModuleError:
        raise SettingsError("records_url", seen=parsed.drivername) from None


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; `_begin_sqlite` does
    for pragma in (f"busy_timeout={BUSY_S * 1000}", "foreign_keys=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    """A transaction that will write takes the write lock at once, so that two never deadlock half-way."""
    is_writing = connection.get_execution_options().get("is_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


@contextmanager
def transaction(engine: sa.Engine, *, is_writing: bool = False) -> Iterator[sa.Connection]:
    """One transaction, committed at the end or rolled back whole; database faults become `WarehouseError`s.

    On both databases a reader sees one state of everything, and writers take turns: SQLite does so by itself, in
    PostgreSQL a reader asks for a snapshot and a writer for a lock that ends with its transaction.
    """
    options: dict[str, Any] = {"is_writing": is_writing}
    is_postgres = engine.dialect.name == "postgresql"
    if is_postgres:
        options["isolation_level"] = "READ COMMITTED" if is_writing else "REPEATABLE READ"
    with naming_faults(engine), engine.connect().execution_options(**options) as connection, connection.begin():
        if is_postgres and is_writing:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_S}s'")
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITER_LOCK)))
        yield connection


def continue_numbering(connection: sa.Connection, table: sa.Table) -> None:
    """After rows came in with numbers of their own, let PostgreSQL's next number be larger; SQLite looks by itself."""
    column = table.autoincrement_column
    if column is None or connection.dialect.name != "postgresql":
        return
    largest = connection.scalar(sa.select(sa.func.max(column)))
    if largest is not None:
        sequence = sa.func.pg_get_serial_sequence(f'"{table.name}"', column.name)
        connection.execute(sa.select(sa.func.setval(sequence, largest)))


@contextmanager
def naming_faults(engine: sa.Engine) -> Iterator[None]:
    """Turn the driver's complaints into errors a person can act on.

    Raises
    ------
    WarehouseError : records_corrupt, records_busy, disk_full, home_read_only; and of PostgreSQL also
        records_unreachable, records_password, records_no_database, records_forbidden
    InvalidInput : records_text, when PostgreSQL cannot hold a value
    """
    try:
        yield
    except UpshotError:
        raise
    except (SQLAlchemyError, OSError) as error:
        if engine.dialect.name == "postgresql":
            raise postgres_fault(error, place_of(engine)) from error
        raise WarehouseError(_code_of(error), path=place_of(engine), file=place_of(engine), table="–") from error


def _code_of(error: Exception) -> str:
    text = str(getattr(error, "orig", None) or error).lower()
    if "malformed" in text or "not a database" in text or "disk i/o error" in text:
        return "records_corrupt"
    if "locked" in text:
        return "records_busy"
    if "full" in text or "no space" in text:
        return "disk_full"
    if "readonly" in text or "read-only" in text or "unable to open" in text or "permission" in text:
        return "home_read_only"
    return "records_unreachable" if isinstance(error, DatabaseError | InterfaceError | OSError) else "records_corrupt"


def place_of(engine: sa.Engine) -> str:
    """Where the records are, without a password."""
    url = engine.url
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def migrate(engine: sa.Engine) -> None:
    """Bring the database to the newest layout, once, even when several processes open it together.

    Raises
    ------
    WarehouseError : records_newer, when a newer Upshot has written it; records_corrupt
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    head = script.get_current_head()
    with transaction(engine) as connection:
        if _revision(connection) == head:
            return
    with _migrating(engine), transaction(engine, is_writing=True) as connection:
        found = _revision(connection)
        known = {revision.revision for revision in script.walk_revisions()}
        if found is not None and found not in known:
            raise WarehouseError("records_newer", path=place_of(engine), seen=found, newest=head)
        if found != head:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _revision(connection: sa.Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def _migrating(engine: sa.Engine) -> Iterator[None]:
    """Hold the right to migrate: a lock file beside SQLite (where WAL mode is set too), an advisory lock elsewhere."""
    database = engine.url.database
    if engine.url.get_backend_name() != "sqlite":
        with naming_faults(engine), engine.begin() as connection:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
            yield
        return
    if not database or database == ":memory:":
        yield
        return
    with naming_faults(engine):
        handle = os.open(Path(database).with_suffix(".migrating"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with naming_faults(engine):
            raw = engine.raw_connection()
            raw.cursor().execute("PRAGMA journal_mode=WAL")
            raw.close()
        yield
    finally:
        os.close(handle)
