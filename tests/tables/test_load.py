"""Loading is idempotent, whole or not at all, and safe beside another loader: SQLite and PostgreSQL alike."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import msgspec
import pytest
import sqlalchemy as sql

from pipeline.bundle import encode_bundle
from pipeline.data import load as load_module
from pipeline.data.load import load_bundles, load_comparisons
from pipeline.data.migrations import STEPS, current_version, migrate
from pipeline.data.store import METADATA, connect, fits
from pipeline.data.tables import TABLES
from pipeline.data.views import VIEWS
from pipeline.errors import UsageError
from pipeline.files import write_atomically
from tests.tables.sample import TEXT, make_bundle

REPORT_TABLES = [table.name for table in TABLES]


def counts(engine: sql.Engine) -> dict[str, int]:
    with engine.begin() as connection:
        return {
            name: connection.execute(
                sql.select(sql.func.count()).select_from(METADATA.tables[name])
            ).scalar_one()
            for name in REPORT_TABLES
        }


def dump(engine: sql.Engine) -> dict[str, list[tuple]]:
    with engine.begin() as connection:
        return {
            name: sorted(map(tuple, connection.execute(sql.select(table))), key=str)
            for name, table in METADATA.tables.items()
        }


def test_every_row_arrives_exactly(engine):
    bundle = make_bundle()
    report = load_bundles(engine, [bundle], mirror=False)
    expected = {table.name: len(list(table.rows(bundle))) for table in TABLES}
    assert counts(engine) == expected
    assert report.rows == sum(expected.values())
    with engine.begin() as connection:
        table = METADATA.tables["statements"]
        row = connection.execute(sql.select(table.c.value, table.c.change_derived_base, table.c.start)).one()
        assert tuple(row) == ("60.50", "55.50", bundle.statements[0].start)


def test_second_identical_load_changes_nothing(engine):
    bundles = [make_bundle("a"), make_bundle("b")]
    load_bundles(engine, bundles, mirror=False)
    before = dump(engine)
    again = load_bundles(engine, bundles, mirror=False)
    assert (again.written, again.unchanged, again.rows) == (0, 2, 0)
    assert dump(engine) == before


def test_changed_report_updates_its_rows_and_loses_those_that_are_gone(engine):
    load_bundles(engine, [make_bundle("a"), make_bundle("b")], mirror=False)
    changed = make_bundle("a", value="61")
    changed = msgspec.structs.replace(changed, findings=())
    load_bundles(engine, [changed], mirror=False)
    after = counts(engine)
    assert after["reports"] == 2
    assert after["findings"] == after["finding_evidence"] == 1
    with engine.begin() as connection:
        table = METADATA.tables["quantities"]
        rows = connection.execute(sql.select(table.c.source_id, table.c.value).order_by(table.c.source_id))
        assert list(map(tuple, rows)) == [("a", "61"), ("b", "60.50")]


def test_mirror_withdraws_reports_with_all_their_rows(engine):
    load_bundles(engine, [make_bundle("a"), make_bundle("b")], mirror=False)
    report = load_bundles(engine, [make_bundle("a")], mirror=True)
    assert report.withdrawn == 1
    assert counts(engine) == {table.name: len(list(table.rows(make_bundle("a")))) for table in TABLES}


def test_a_load_that_fails_midway_leaves_the_old_report(engine, monkeypatch):
    load_bundles(engine, [make_bundle("a")], mirror=False)
    before = dump(engine)
    upsert = load_module._upsert

    def fail_at_findings(connection, table, rows):
        if table.name == "findings":
            raise RuntimeError("power cut")
        upsert(connection, table, rows)

    monkeypatch.setattr(load_module, "_upsert", fail_at_findings)
    with pytest.raises(RuntimeError):
        load_bundles(engine, [make_bundle("a", value="99")], mirror=False)
    assert dump(engine) == before


def test_a_reference_to_nothing_is_refused(engine):
    bundle = make_bundle()
    broken = msgspec.structs.replace(bundle, numerals=())
    with pytest.raises(sql.exc.IntegrityError):
        load_bundles(engine, [broken], mirror=False)
    assert counts(engine)["reports"] == 0


def test_two_loaders_at_once_neither_corrupt_nor_duplicate(database_url, tmp_path):
    (tmp_path / "bundles").mkdir()
    for number in range(40):
        write_atomically(
            tmp_path / "bundles" / f"r{number:02}.json", encode_bundle(make_bundle(f"r{number:02}"))
        )
    command = [sys.executable, "-m", "pipeline", "load", database_url, "--out", str(tmp_path)]
    loaders = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    for loader in loaders:
        _, errors = loader.communicate(timeout=60)
        assert loader.returncode == 0, errors.decode()
    engine = connect(database_url)
    expected = {table.name: 40 * len(list(table.rows(make_bundle()))) for table in TABLES}
    assert counts(engine) == expected
    engine.dispose()


def test_a_killed_load_leaves_whole_reports_only_and_can_be_resumed(database_url, tmp_path):
    (tmp_path / "bundles").mkdir()
    for number in range(300):
        write_atomically(
            tmp_path / "bundles" / f"r{number:03}.json", encode_bundle(make_bundle(f"r{number:03}"))
        )
    command = [sys.executable, "-m", "pipeline", "load", database_url, "--out", str(tmp_path)]
    loader = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    engine = connect(database_url)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and loader.poll() is None:
        with engine.connect() as connection:
            there = sql.inspect(connection).has_table("reports")
        if there and counts(engine)["reports"] >= 5:
            os.kill(loader.pid, signal.SIGKILL)
            break
        time.sleep(0.01)
    loader.wait(timeout=30)
    loaded = counts(engine)
    assert 5 <= loaded["reports"] <= 300
    one = {table.name: len(list(table.rows(make_bundle()))) for table in TABLES}
    assert loaded == {name: loaded["reports"] * rows for name, rows in one.items()}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert counts(engine) == {name: 300 * rows for name, rows in one.items()}
    engine.dispose()


def test_migrations_go_forward_and_keep_rows(engine):
    load_bundles(engine, [make_bundle()], mirror=False)
    before = dump(engine)

    def add_note(connection: sql.Connection) -> None:
        connection.execute(sql.text("ALTER TABLE reports ADD COLUMN reviewer TEXT"))

    with engine.begin() as connection:
        assert current_version(connection) == len(STEPS)
        assert migrate(connection, steps=(*STEPS, add_note)) == len(STEPS) + 1
    assert dump(engine) == before
    with engine.begin() as connection:
        assert connection.execute(sql.text("SELECT reviewer FROM reports")).scalar() is None
    with engine.begin() as connection, pytest.raises(UsageError, match="请升级"):
        migrate(connection)


def test_a_database_of_the_first_schema_comes_forward_with_its_rows(engine, monkeypatch):
    with monkeypatch.context() as first:
        first.setattr(load_module, "migrate", lambda connection: migrate(connection, steps=STEPS[:1]))
        load_bundles(engine, [make_bundle()], mirror=False)
    before = counts(engine)
    with engine.begin() as connection:
        assert current_version(connection) == 1
        assert not sql.inspect(connection).has_table("comparisons")
    load_comparisons(engine, [], mirror=False)
    assert counts(engine) == before
    with engine.begin() as connection:
        assert current_version(connection) == len(STEPS)
        assert connection.execute(sql.select(METADATA.tables["comparisons"])).all() == []


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_answers(engine, view):
    load_bundles(engine, [make_bundle()], mirror=False)
    with engine.begin() as connection:
        rows = connection.execute(sql.text(f"SELECT * FROM {view}")).mappings().all()
    assert len(rows) == 1
    expected = {
        "targets_by_year": {"issuer": "东湖区教育局", "value": "60.50"},
        "results_against_targets": {"target_value": "60.50", "result_value": None},
        "school_events": {"school": "东湖小学", "stage": "in_use"},
        "commitments_by_strength": {"modality": "plain", "commitments": 1},
        "findings_open": {"first_quotation": "5个百分点"},
    }[view]
    assert {name: str(rows[0][name]) if rows[0][name] is not None else None for name in expected} == {
        name: None if value is None else str(value) for name, value in expected.items()
    }


@pytest.mark.parametrize(
    ("url", "says"),
    [("mysql://localhost/db", "不支持这种数据库"), ("not a url://", "不是数据库地址")],
)
def test_other_databases_are_refused_in_one_line(url, says):
    with pytest.raises(UsageError, match=says):
        connect(url)


def test_sample_text_is_what_the_offsets_point_into():
    statement = make_bundle().statements[0]
    assert TEXT[statement.start : statement.end] == statement.text


def test_a_database_with_other_columns_does_not_fit(engine):
    assert fits(engine)
    load_bundles(engine, [make_bundle()], mirror=False)
    assert fits(engine)
    with engine.begin() as connection:
        connection.execute(sql.text("ALTER TABLE reports ADD COLUMN reviewer TEXT"))
    assert not fits(engine)
