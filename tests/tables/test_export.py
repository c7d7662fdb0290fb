"""Every export holds exactly the bundles' rows, opens with its own format's reader, and is stable."""

from __future__ import annotations

import csv
import json

import duckdb
import frictionless
import msgspec
import openpyxl
import pyarrow.parquet
import pytest
import spacy
from spacy.tokens import DocBin

from pipeline.data.cells import safe_cell
from pipeline.data.formats import FORMATS, export
from pipeline.data.tables import TABLES
from tests.tables.sample import TEXT, make_bundle

BUNDLES = [make_bundle("a"), make_bundle("b", value="61")]


def expected_rows(name: str) -> list[list]:
    table = next(table for table in TABLES if table.name == name)
    return [list(row) for bundle in BUNDLES for row in table.rows(bundle)]


def test_csv_opens_in_spreadsheets_and_holds_every_row(tmp_path):
    files = export(BUNDLES, format_name="csv", target=tmp_path / "csv")
    assert [file.name for file in files] == [f"{table.name}.csv" for table in TABLES]
    content = (tmp_path / "csv/quantities.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    assert [(row["source_id"], row["value"], row["unit_known"]) for row in rows] == [
        ("a", "60.50", "true"),
        ("b", "61", "true"),
    ]
    notes = next(csv.DictReader((tmp_path / "csv/reports.csv").read_text("utf-8-sig").splitlines()))["notes"]
    assert json.loads(notes) == ["=示例说明"]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("-5", "'-5"),
        ("+86", "'+86"),
        ("@某人", "'@某人"),
        ("a\x00b\x1fc", "abc"),
        ("正文", "正文"),
        (5, 5),
        (None, None),
    ],
)
def test_cells_are_never_formulas(value, cell):
    assert safe_cell(value) == cell


def test_jsonl_keeps_values_exactly(tmp_path):
    export(BUNDLES, format_name="jsonl", target=tmp_path / "rows")
    lines = (tmp_path / "rows/statements.jsonl").read_text("utf-8").splitlines()
    assert [list(json.loads(line).values()) for line in lines] == expected_rows("statements")


def test_workbook_opens_with_every_row_and_no_formula(tmp_path):
    export(BUNDLES, format_name="xlsx", target=tmp_path / "a.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert workbook.sheetnames == [table.name for table in TABLES]
    for table in TABLES:
        rows = list(workbook[table.name].iter_rows())
        assert len(rows) == 2 + len(expected_rows(table.name)), table.name
        assert all(cell.data_type != "f" for row in rows for cell in row)
    assert workbook["statements"].freeze_panes == "A3"


def test_parquet_is_typed(tmp_path):
    export(BUNDLES, format_name="parquet", target=tmp_path / "parquet")
    table = pyarrow.parquet.read_table(tmp_path / "parquet/quantities.parquet")
    assert table.column("value").to_pylist() == ["60.50", "61"]
    assert table.schema.field("unit_known").type == pyarrow.bool_()
    assert table.schema.field("start").metadata[b"en"].startswith(b"Start")


def test_datapackage_satisfies_its_own_validator(tmp_path):
    export(BUNDLES, format_name="datapackage", target=tmp_path / "package")
    report = frictionless.validate(str(tmp_path / "package/datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])[:5]


def test_datapackage_with_a_broken_reference_is_refused_by_the_validator(tmp_path):
    export(BUNDLES, format_name="datapackage", target=tmp_path / "package")
    file = tmp_path / "package/data/numerals.csv"
    file.write_text(file.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    assert not frictionless.validate(str(tmp_path / "package/datapackage.json")).valid


def test_duckdb_merges_and_drops_what_is_gone(tmp_path):
    target = tmp_path / "a.duckdb"
    export(BUNDLES, format_name="duckdb", target=target)
    export([make_bundle("b", value="62")], format_name="duckdb", target=target)
    with duckdb.connect(str(target)) as connection:
        assert connection.sql("SELECT source_id, value FROM quantities").fetchall() == [("b", "62")]
        counts = {t.name: connection.sql(f"SELECT count(*) FROM {t.name}").fetchall()[0][0] for t in TABLES}
    assert counts == {table.name: len(list(table.rows(make_bundle()))) for table in TABLES}


def test_results_nest_targets_and_actuals_by_indicator_and_year(tmp_path):
    reached = make_bundle("c", value="59")
    statement = msgspec.structs.replace(reached.statements[0], role="result")
    reached = msgspec.structs.replace(reached, statements=(statement,))
    export([make_bundle("a"), reached], format_name="results", target=tmp_path / "results.json")
    body = json.loads((tmp_path / "results.json").read_text("utf-8"))["bodies"]
    assert [entry["reporting_org"] for entry in body] == ["东湖区教育局"]
    (indicator,) = body[0]["indicator"]
    assert indicator["reference"] == {"code": "pre.public_share", "known": True}
    (period,) = indicator["period"]
    assert period["year"] == 2023
    assert [value["value"] for value in period["target"]] == ["60.50"]
    assert [value["value"] for value in period["actual"]] == ["59"]
    evidence = period["target"][0]["evidence"]
    assert TEXT[evidence["start"] : evidence["end"]] == evidence["text"]


def test_docbin_has_the_text_and_spans_cut_at_its_words(tmp_path):
    bundle = make_bundle()
    export([bundle], format_name="docbin", target=tmp_path / "a.spacy")
    (doc,) = DocBin().from_bytes((tmp_path / "a.spacy").read_bytes()).get_docs(spacy.blank("zh").vocab)
    assert doc.text == TEXT
    assert [(span.text, span.label_, span.id_) for span in doc.spans["numerals"]] == [("2023", "date", "n1")]


# DuckDB lays out its file as it likes; its rows are compared above.
@pytest.mark.parametrize("format_name", [name for name in FORMATS if name != "duckdb"])
def test_same_bundles_give_the_same_bytes(format_name, tmp_path):
    for run in ("one", "two"):
        export(BUNDLES, format_name=format_name, target=tmp_path / run / "x")
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / run).rglob("*") if path.is_file()}
        for run in ("one", "two")
    )
    assert one == two
