"""Everything downstream of a bundle: one module a format, one line in the table."""
