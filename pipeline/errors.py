"""The exceptions of taizhang, drawn as a tree. Every message names the place and the remedy.

TaizhangError
├── SourceError        a file that cannot become text
├── ManifestError      corpus/manifest.toml or a register that cannot be used
├── BundleError        a bundle that is not one
└── UsageError         a command that was given something it cannot use
"""

from __future__ import annotations


class TaizhangError(Exception):
    """Base of all expected failures; printed as one line, never as a traceback.

    `what` says what is wrong, `where` the file (and line or byte), `remedy` what to do; all Chinese.
    """

    exit_code = 1

    def __init__(self, where: str, what: str, remedy: str) -> None:
        super().__init__(f"{where}:{what};{remedy}")
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
