"""The task ledger an office works with: every promise as a row of a form, written and read back.

`rows` turns a bundle's commitments into rows, `workbook` and `document` write them as .xlsx and .docx,
`reading` reads a filled-in copy back as results with their source.
"""

from pipeline.ledger.reading import Completion, encode_completions, read_ledger
from pipeline.ledger.rows import LedgerRow, ledger_rows

__all__ = ["Completion", "LedgerRow", "encode_completions", "ledger_rows", "read_ledger"]
