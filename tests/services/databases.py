"""Fixtures: a fresh database of records, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.services.keeping import Absent, owner_of_run, server_of_run, shared_place
from upshot.records.store import Records

NewDatabase = Callable[[str | None], str]


def postgres_url(port: int, database: str, *, password: str | None = None, user: str | None = None) -> str:
    from tests.services.postgres import PASSWORD, USER

    return f"postgresql+psycopg://{user or USER}:{password or PASSWORD}@127.0.0.1:{port}/{database}"


@pytest.fixture(scope="session")
def postgres_port(tmp_path_factory: pytest.TempPathFactory) -> int:
    """The port of a PostgreSQL that this run started; skips, saying why, where there is none."""
    pytest.importorskip("psycopg", reason="the driver psycopg is not installed (pip install 'upshot[postgres]')")
    place = shared_place(tmp_path_factory, "postgresql")
    try:
        return int(server_of_run("tests.services.postgres", place, owner=owner_of_run(), wait_s=60)["port"])
    except Absent as reason:
        pytest.skip(str(reason))


def _act(port: int, *statements: str) -> None:
    engine = sa.create_engine(postgres_url(port, "postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))


@pytest.fixture(scope="session")
def migrated_postgres(postgres_port: int) -> Iterator[str]:
    """The name of a database that holds the newest layout and nothing else: others are copied from it."""
    name = f"template_{secrets.token_hex(4)}"
    _act(postgres_port, f"CREATE DATABASE {name}")
    Records.open(postgres_url(postgres_port, name)).close()
    yield name
    _act(postgres_port, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def new_postgres(postgres_port: int) -> Iterator[NewDatabase]:
    """Make databases (None: empty) and drop them after the test."""
    made: list[str] = []

    def make(template: str | None = None) -> str:
        name = f"records_{secrets.token_hex(4)}"
        _act(postgres_port, f"CREATE DATABASE {name} TEMPLATE {template or 'template0'} STRATEGY FILE_COPY")
        made.append(name)
        return postgres_url(postgres_port, name)

    yield make
    _act(postgres_port, *(f"DROP DATABASE {name} WITH (FORCE)" for name in made))


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that holds the newest layout and nothing else: migrating is the slow part of opening one."""
    file = tmp_path_factory.mktemp("migrated") / "records.db"
    Records.open(f"sqlite:///{file}").close()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def records_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with the newest layout and no workspace, on each kind of server."""
    if request.param == "sqlite":
        file: Path = request.getfixturevalue("migrated_sqlite")
        shutil.copy(file, tmp_path / "records.db")
        return f"sqlite:///{tmp_path / 'records.db'}"
    make: NewDatabase = request.getfixturevalue("new_postgres")
    return make(request.getfixturevalue("migrated_postgres"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database in which there is nothing yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'records.db'}"
    make: NewDatabase = request.getfixturevalue("new_postgres")
    return make(None)


def dump(url: str) -> str:
    """Every value of every table, as text."""
    engine = sa.create_engine(url)
    described = sa.MetaData()
    described.reflect(engine)
    with engine.connect() as connection:
        rows = [repr(tuple(row)) for table in described.sorted_tables for row in connection.execute(sa.select(table))]
    engine.dispose()
    return "\n".join(rows)
