"""The schema's versions and the forward steps between them.

A database remembers its version in `schema_version`. `migrate` brings an empty or older database to
the newest version inside one transaction, keeping its rows. A step is a function of a connection; steps
are only ever added. Views hold no data and are made anew each time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sqlalchemy as sql

from pipeline.data.comparison_tables import COMPARISON_TABLES
from pipeline.data.store import METADATA
from pipeline.data.tables import TABLES
from pipeline.data.views import VIEWS
from pipeline.errors import UsageError

Step = Callable[[sql.Connection], None]

_VERSION = sql.Table("schema_version", sql.MetaData(), sql.Column("version", sql.Integer, primary_key=True))


def create_report_tables(connection: sql.Connection) -> None:
    """Version 1: every table of a bundle."""
    METADATA.create_all(connection, tables=[METADATA.tables[table.name] for table in TABLES])


def create_comparison_tables(connection: sql.Connection) -> None:
    """Version 2: every table of a comparison."""
    METADATA.create_all(connection, tables=[METADATA.tables[table.name] for table in COMPARISON_TABLES])


STEPS: tuple[Step, ...] = (create_report_tables, create_comparison_tables)


def current_version(connection: sql.Connection) -> int:
    """The version a database is at; 0 for one that is not ours yet."""
    if not sql.inspect(connection).has_table(_VERSION.name):
        return 0
    return connection.execute(sql.select(sql.func.max(_VERSION.c.version))).scalar() or 0


def migrate(connection: sql.Connection, *, steps: Sequence[Step] = STEPS) -> int:
    """Bring the database to the newest version; the version it is at now.

    Raises UsageError when the database was made by a newer taizhang.
    """
    version = current_version(connection)
    if version > len(steps):
        raise UsageError(
            str(connection.engine.url.database),
            f"数据库结构版本为 {version},新于本程序的 {len(steps)}",
            "请升级 taizhang,或换一个数据库",
        )
    if version == len(steps):
        return version
    _VERSION.create(connection, checkfirst=True)
    for name in VIEWS:
        connection.execute(sql.text(f"DROP VIEW IF EXISTS {name}"))
    for number, step in enumerate(steps[version:], start=version + 1):
        step(connection)
        connection.execute(_VERSION.insert().values(version=number))
    for name, query in VIEWS.items():
        connection.execute(sql.text(f"CREATE VIEW {name} AS {query}"))
    return len(steps)
