"""Bundles and comparisons as tables: one description of every table, used by databases and exports.

The map: `table` says what a table is, `tables` and `comparison_tables` list them all, `descriptions` and
`tables.toml` say what they mean. `store` makes SQLAlchemy tables of them, `migrations` and `load` fill
databases, `formats` and `export_*` write files, `dictionary` writes docs/data_dictionary.md, `changes`
compares two results.
"""
