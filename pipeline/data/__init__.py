"""Bundles as tables: one description of every table, used by databases, exports and the dictionary.

Start at `tables.TABLES`. `store` makes SQLAlchemy tables of it, `load` fills databases, `export_*`
writes files, `dictionary` writes the data dictionary, `changes` compares two sets of rows.
"""
