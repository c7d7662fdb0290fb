"""The exceptions of taizhang, drawn as a tree. Every message names the place and the remedy.

TaizhangError
├── SourceError        a file that cannot become text
├── ManifestError      corpus/manifest.toml or a register that cannot be used
├── BundleError        a bundle that is not one
└── UsageError         a command that was given something it cannot use
"""

from __future__ import annotations

import re
from typing import Final

# Line ends, terminal codes and direction marks: a file's name may hold them, a message may not.
UNPRINTABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def on_one_line(text: str) -> str:
    """The text with everything that would move the cursor written out: a\\nb for a, line end, b."""
    return UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


class TaizhangError(Exception):
    """Base of all expected failures; printed as one line, never as a traceback.

    `what` says what is wrong, `where` the file (and line or byte), `remedy` what to do; all Chinese.
    """

    exit_code = 1

    def __init__(self, where: str, what: str, remedy: str) -> None:
        super().__init__(on_one_line(f"{where}:{what};{remedy}"))
        self.where = where
        self.what = what
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[TaizhangError], tuple[str, str, str]]:
        return (type(self), (self.where, self.what, self.remedy))


class SourceError(TaizhangError):
    """A file that cannot become text."""

    exit_code = 3


class ManifestError(TaizhangError):
    """A manifest or register that cannot be used."""

    exit_code = 4


class BundleError(TaizhangError):
    """A bundle that cannot be read."""

    exit_code = 5


class UsageError(TaizhangError):
    """A command line that cannot be carried out."""

    exit_code = 2
