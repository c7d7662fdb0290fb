"""Corrections: what people say of a report's records, kept beside it and applied on every extraction.

- `records` is the form of one correction, `files` reads and writes `corpus/reviews/<source id>.jsonl`.
- `anchors` finds a correction's words again in a text that may have changed.
- `apply` puts corrections on a bundle; what cannot be placed is reported in `Bundle.corrections`.
- `exchange` writes and reads the files of Label Studio and doccano, `server` is the local page server.
"""
