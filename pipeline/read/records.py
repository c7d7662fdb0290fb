"""What a reader gives: the running text and where its pieces came from."""

from __future__ import annotations

import msgspec

from extractors.records import Origin


class SourceText(msgspec.Struct, frozen=True, kw_only=True):
    """The running text of a file. Offsets everywhere in taizhang point into `text`.

    Lines end with "\\n"; one paragraph is one line. `title`, `issuer`, `number` and `issued` hold
    what the format itself says (a web page's metadata), None when it says nothing.
    """

    text: str
    format: str
    encoding: str | None = None
    origins: tuple[Origin, ...] = ()
    notes: tuple[str, ...] = ()
    """Chinese one-liners for a person: damaged bytes with their place, a repaired file."""
    title: str | None = None
    issuer: str | None = None
    number: str | None = None
    issued: str | None = None
