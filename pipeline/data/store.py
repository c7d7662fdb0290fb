"""The tables in a database: SQLAlchemy tables made from our own descriptions, and how to connect.

SQLite keeps exact decimals as text, PostgreSQL as NUMERIC; both give back the same `str`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import sqlalchemy as sql
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.types import TypeDecorator, TypeEngine

from pipeline.data.columns import Column, Kind
from pipeline.data.descriptions import ALL_TABLES
from pipeline.data.table import Table
from pipeline.errors import UsageError


class ExactDecimal(TypeDecorator[str]):
    """A decimal string that stays exact: NUMERIC where the database has it, TEXT in SQLite."""

    impl = sql.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(sql.Text() if dialect.name == "sqlite" else sql.Numeric())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        return value if value is None or dialect.name == "sqlite" else Decimal(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


TYPES: dict[Kind, type[TypeEngine[Any]]] = {
    "text": sql.Text,
    "integer": sql.Integer,
    "decimal": ExactDecimal,
    "real": sql.Float,
    "boolean": sql.Boolean,
    "json": sql.Text,
}

FINGERPRINT: Final = "content_sha256"

# The questions people ask: by year and role, by indicator, by school, by stage, by strength, by severity.
INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "documents": (("issuer", "period"),),
    "statements": (("indicator_id", "period", "role"), ("role", "period"), ("source_id", "quantity_id")),
    "schools": (("id",), ("name",)),
    "school_mentions": (("school_id",),),
    "projects": (("name", "period"), ("stage",)),
    "commitments": (("modality",),),
    "findings": (("severity", "code"),),
    "compared_indicator_verdicts": (("delivery", "year"), ("ambition", "year")),
}


def _column(column: Column, table: Table) -> sql.Column[Any]:
    return sql.Column(
        column.name, TYPES[column.kind](), nullable=column.nullable, primary_key=column.name in table.key
    )


def _checks(table: Table) -> list[sql.CheckConstraint]:
    names = {column.name for column in table.columns}
    checks = [
        sql.CheckConstraint(sql.column(c.name).in_(c.codes), name=f"{table.name}_{c.name}_code")
        for c in table.columns
        if c.codes
    ]
    if {"start", "end"} <= names:
        start: sql.ColumnClause[int] = sql.column("start", sql.Integer)
        end: sql.ColumnClause[int] = sql.column("end", sql.Integer)
        checks.append(sql.CheckConstraint((start >= 0) & (start <= end), name=f"{table.name}_place"))
    return checks


def _foreign_keys(table: Table) -> list[sql.ForeignKeyConstraint]:
    keys = [
        sql.ForeignKeyConstraint(
            [table.key[0], reference.column],
            [f"{reference.table}.{table.key[0]}", f"{reference.table}.id"],
            name=f"{table.name}_{reference.column}",
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        )
        for reference in table.references
    ]
    if table.name != table.root:
        keys.append(
            sql.ForeignKeyConstraint(
                [table.key[0]],
                [f"{table.root}.{table.key[0]}"],
                name=f"{table.name}_{table.key[0]}",
                ondelete="CASCADE",
                deferrable=True,
                initially="DEFERRED",
            )
        )
    return keys


def make_metadata() -> sql.MetaData:
    """All tables with keys, foreign keys, code checks and indexes."""
    metadata = sql.MetaData()
    for table in ALL_TABLES:
        sql.Table(
            table.name,
            metadata,
            *(_column(column, table) for column in table.columns),
            *_foreign_keys(table),
            *_checks(table),
            *(
                sql.Index(f"{table.name}_by_{'_'.join(names)}", *names)
                for names in INDEXES.get(table.name, ())
            ),
        )
        if table.name == table.root:
            # Of the file the rows were loaded from: tells whether it must be loaded again.
            metadata.tables[table.name].append_column(sql.Column(FINGERPRINT, sql.Text(), nullable=False))
    return metadata


METADATA = make_metadata()


def connect(url: str) -> Engine:
    """An engine for a database URL; a plain path means a SQLite file. Raises UsageError for other kinds."""
    if "://" not in url:
        url = f"sqlite:///{url}"
    try:
        parsed = sql.make_url(url)
    except sql.exc.ArgumentError as error:
        raise UsageError(
            url, "不是数据库地址", "例:sqlite:///台账.db 或 postgresql://用户@主机/库名"
        ) from error
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise UsageError(url, "不支持这种数据库", "请用 SQLite、PostgreSQL,或 DuckDB 文件(.duckdb)")
    engine = sql.create_engine(parsed)
    if engine.dialect.name == "sqlite":
        sql.event.listen(engine, "connect", _prepare_sqlite)
        sql.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    """Foreign keys on; patience when another loader holds the file; we say BEGIN ourselves."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA busy_timeout = 60000")


def _begin_sqlite(connection: sql.Connection) -> None:
    """Take the write lock at once, so that two loaders wait for each other instead of failing late."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def fits(engine: Engine) -> bool:
    """Whether the tables that are there have exactly our columns; True for an empty database."""
    inspector = sql.inspect(engine)
    return all(
        {column["name"] for column in inspector.get_columns(name)} == set(METADATA.tables[name].c.keys())
        for name in inspector.get_table_names()
        if name in METADATA.tables
    )
