"""Files, order and formats: reads reports, runs the extractors, writes everything downstream.

The map: `cli` and `commands/` are the command line; `run` decides what must be done; `read/` turns
files into text with origins; `bundle` is records to JSON and back; `emit/` makes database, tables
and pages from bundles; `compare/` makes the cross-year comparison from bundles.
"""
